# SPDX-License-Identifier: MPL-2.0
from django.db import migrations

from udmoent.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_templates")]
    operations = [append_only("documents_template"), append_only("documents_templateuse")]
