# SPDX-License-Identifier: MPL-2.0
import django.db.models.deletion
from django.db import migrations, models

from udmoent.audit.append_only import locked_columns


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0005_finance_imports"),
        ("organisation", "0002_the_desk"),
        ("plan", "0007_following"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarryOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_plan", models.BooleanField(default=False)),
                ("applies_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                ("receipt", models.JSONField(default=dict)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmed_carry_overs",
                        to="organisation.person",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carry_overs",
                        to="organisation.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carry_overs",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="carry_overs", to="plan.plan"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="carried_into", to="plan.plan"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_carry_overs",
                        to="organisation.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="undone_carry_over_says_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="confirmed_carry_over_says_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_at", None), ("undone_at", None), _connector="OR"),
                        name="confirmed_carry_over_is_not_undone",
                    ),
                ],
            },
        ),
        locked_columns("intake_carryover", "source_id", "plan_id", "began_plan", "applies_on", "made_at", "made_by_id"),
    ]
