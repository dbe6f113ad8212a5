# SPDX-License-Identifier: MPL-2.0
import django.db.models.deletion
from django.db import migrations, models

from udmoent.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0004_of_a_round"),
        ("organisation", "0002_the_desk"),
        ("plan", "0006_staff_consequences"),
    ]

    operations = [
        migrations.CreateModel(
            name="Communication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="editions.edition",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="plan.item",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="communications", to="plan.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CommunicationState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("addressee", models.CharField(max_length=20)),
                ("channel", models.CharField(blank=True, max_length=100)),
                ("message", models.TextField()),
                ("post", models.TextField(blank=True)),
                ("planned_on", models.DateField()),
                ("done_on", models.DateField(null=True)),
                ("dropped_because", models.TextField(blank=True)),
                (
                    "communication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="states", to="editions.communication"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communication_states",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communication_states",
                        to="organisation.person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="communication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("edition__isnull", False), ("item", None)),
                    models.Q(("edition", None), ("item__isnull", False)),
                    _connector="OR",
                ),
                name="communication_is_about_an_item_or_a_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="communicationstate",
            constraint=models.CheckConstraint(
                condition=models.Q(("addressee__in", ["staff", "citizens", "partners", "press"])),
                name="communication_addressee_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="communicationstate",
            constraint=models.CheckConstraint(
                condition=models.Q(("message", ""), _negated=True),
                name="communication_says_something",
                violation_error_message="Write what they are told.",
            ),
        ),
        migrations.AddConstraint(
            model_name="communicationstate",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_on", None), ("dropped_because", ""), _connector="OR"),
                name="communication_is_not_both_done_and_dropped",
            ),
        ),
        append_only("editions_communication"),
        append_only("editions_communicationstate"),
    ]
