# SPDX-License-Identifier: MPL-2.0
from django.db import migrations, models

from udmoent.audit.append_only import append_only, changeable


class Migration(migrations.Migration):
    dependencies = [("plan", "0004_agreement_wording_is_locked")]

    operations = [
        changeable("plan_itemstate"),
        migrations.AddField(
            model_name="itemstate",
            name="next_steps",
            field=models.TextField(default=""),
        ),
        append_only("plan_itemstate"),
    ]
