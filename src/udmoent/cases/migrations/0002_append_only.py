# SPDX-License-Identifier: MPL-2.0
from django.db import migrations

from udmoent.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [append_only("cases_sentcase"), append_only("cases_sentfile")]
