# SPDX-License-Identifier: MPL-2.0
from django.db import migrations

from udmoent.audit.append_only import append_only, locked_columns


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]
    operations = [
        append_only("followup_statusreport"),
        locked_columns("followup_followup", "item_id", "text", "raised_on", "raised_at", "raised_by_id"),
        locked_columns("followup_reminder", "person_id", "occasion", "address", "subject", "items", "begun_at"),
    ]
