# SPDX-License-Identifier: MPL-2.0
from django.db import migrations, models

from udmoent.audit.append_only import append_only, changeable


class Migration(migrations.Migration):
    dependencies = [("plan", "0005_next_steps")]

    operations = [
        changeable("plan_itemstate"),
        migrations.AddField(
            model_name="itemstate",
            name="staff_consequences",
            field=models.TextField(default=""),
        ),
        append_only("plan_itemstate"),
    ]
