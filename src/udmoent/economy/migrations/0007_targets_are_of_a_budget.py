# SPDX-License-Identifier: MPL-2.0
from django.db import migrations, models

from udmoent.audit.append_only import append_only, changeable

OF_ITS_PLAN = """
UPDATE economy_savingstarget SET budget_year = (
    SELECT plan_agreement.budget_year FROM plan_plan
    JOIN plan_agreement ON plan_agreement.id = plan_plan.agreement_id
    WHERE plan_plan.id = economy_savingstarget.plan_id
)
"""


class Migration(migrations.Migration):
    dependencies = [("economy", "0006_sums_are_read_from_the_index"), ("plan", "0006_staff_consequences")]

    operations = [
        changeable("economy_savingstarget"),
        migrations.AddField("savingstarget", "budget_year", models.PositiveSmallIntegerField(null=True)),
        migrations.RunSQL(OF_ITS_PLAN, migrations.RunSQL.noop),
        migrations.AlterField("savingstarget", "budget_year", models.PositiveSmallIntegerField()),
        migrations.RemoveField("savingstarget", "plan"),
        append_only("economy_savingstarget"),
    ]
