# SPDX-License-Identifier: MPL-2.0
import django.db.models.deletion
from django.db import migrations, models

from udmoent.audit.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0002_the_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_at", models.DateTimeField()),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="begun_indicators",
                        to="organisation.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="organisation.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IndicatorState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applies_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                ("facts", models.JSONField()),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="states", to="indicators.indicator"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_states",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_states",
                        to="organisation.person",
                    ),
                ),
            ],
            options={
                "ordering": ["applies_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measured_on", models.DateField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ("source", models.CharField(blank=True, max_length=500)),
                ("why", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="indicators.measurement",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="organisation.person",
                    ),
                ),
            ],
            options={
                "ordering": ["measured_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value__isnull", False), ("corrects__isnull", False), _connector="OR"),
                        name="measurement_without_value_takes_one_back",
                    )
                ],
            },
        ),
        append_only("indicators_indicatorstate"),
        append_only("indicators_measurement"),
    ]
