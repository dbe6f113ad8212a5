# SPDX-License-Identifier: MPL-2.0
import django.db.models.deletion
from django.db import migrations, models

from udmoent.audit.append_only import append_only, changeable


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_the_desk"),
        ("plan", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="file_name",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="agreement",
            name="file_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        changeable("plan_itemstate"),
        migrations.AddField(
            model_name="itemstate",
            name="contributors",
            field=models.JSONField(default=list),
        ),
        append_only("plan_itemstate"),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applies_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("text", models.TextField(blank=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="plan.item"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="organisation.person"
                    ),
                ),
            ],
            options={
                "ordering": ["applies_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("address", models.URLField(blank=True, max_length=500)),
                ("visibility", models.CharField(default="internal", max_length=20)),
                ("attached_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("removed_on", models.DateField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="plan.item"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="organisation.municipality",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="organisation.person",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removed_attachments",
                        to="organisation.person",
                    ),
                ),
            ],
            options={
                "ordering": ["attached_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("file_sha256", ""), _negated=True), ("address", "")),
                            models.Q(("file_sha256", ""), models.Q(("address", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="attachment_is_a_file_or_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visibility__in", ["internal", "public"])),
                        name="attachment_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_by", None), ("removed_on", None)),
                            models.Q(("removed_by__isnull", False), ("removed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="removed_attachment_says_when_and_by_whom",
                    ),
                ],
            },
        ),
        append_only("plan_note"),
    ]
