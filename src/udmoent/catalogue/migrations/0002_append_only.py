# SPDX-License-Identifier: MPL-2.0
from django.db import migrations

from udmoent.audit.append_only import append_only, locked_columns


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [
        append_only("catalogue_proposalstate"),
        locked_columns("catalogue_hearinganswer", "sender", "text", "received_on"),
        locked_columns("catalogue_proposal", "number", "round_id"),
    ]
