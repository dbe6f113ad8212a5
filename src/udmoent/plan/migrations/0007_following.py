# SPDX-License-Identifier: MPL-2.0
from django.db import migrations, models

from udmoent.audit.append_only import append_only, changeable


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_hours_and_moves"),
        ("organisation", "0002_the_desk"),
        ("plan", "0006_staff_consequences"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="plan",
            options={"default_manager_name": "objects", "ordering": ["agreement__budget_year", "name"]},
        ),
        changeable("plan_itemstate"),
        migrations.RemoveConstraint(
            model_name="itemstate",
            name="state_source_is_known",
        ),
        migrations.AddField(
            model_name="plan",
            name="taken_back_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                fields=("municipality", "plan", "follows"), name="item_is_followed_once_in_plan"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("follows", models.F("pk")), _negated=True), name="item_does_not_follow_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="itemstate",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["import", "edit", "report", "decision", "undo", "carried"])),
                name="state_source_is_known",
            ),
        ),
        append_only("plan_itemstate"),
    ]
