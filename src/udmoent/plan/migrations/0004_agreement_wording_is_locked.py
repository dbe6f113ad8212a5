# SPDX-License-Identifier: MPL-2.0
from django.db import migrations

from udmoent.audit.append_only import locked_columns


class Migration(migrations.Migration):
    dependencies = [("plan", "0003_the_desk")]
    operations = [locked_columns("plan_agreementparagraph", "number", "text", "page")]
