# SPDX-License-Identifier: MPL-2.0
import django.db.models.deletion
from django.db import migrations, models

from udmoent.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("economy", "0004_marks_and_counter_postings"),
        ("meetings", "0003_hours_and_moves"),
        ("organisation", "0002_the_desk"),
        ("plan", "0006_staff_consequences"),
    ]

    operations = [
        migrations.CreateModel(
            name="CapitalStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applies_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                ("step", models.CharField(max_length=20)),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="capital_steps",
                        to="meetings.decision",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="capital_steps", to="plan.item"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="capital_steps",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
            options={
                "ordering": ["applies_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                [
                                    "idea",
                                    "budgeted",
                                    "appropriated",
                                    "released",
                                    "tender",
                                    "execution",
                                    "in_use",
                                    "accounts_approved",
                                ],
                            )
                        ),
                        name="capital_step_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceIndex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applies_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("points", models.DecimalField(decimal_places=3, max_digits=9)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_indices",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
            options={
                "ordering": ["applies_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("points__gt", 0)), name="price_index_is_above_zero")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavingsTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applies_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                ("body", models.CharField(blank=True, max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("price_level", models.CharField(max_length=20)),
                ("kroner", models.BigIntegerField()),
                ("percent", models.DecimalField(decimal_places=3, max_digits=6, null=True)),
                ("base", models.BigIntegerField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="savings_targets",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="savings_targets", to="plan.plan"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
            options={
                "ordering": ["applies_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kroner__lte", 0)), name="savings_target_is_a_saving"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base", None), ("percent", None)),
                            models.Q(("base__isnull", False), ("percent__isnull", False)),
                            _connector="OR",
                        ),
                        name="savings_target_has_percent_and_base_or_neither",
                    ),
                ],
            },
        ),
        append_only("economy_priceindex"),
        append_only("economy_savingstarget"),
        append_only("economy_capitalstep"),
    ]
