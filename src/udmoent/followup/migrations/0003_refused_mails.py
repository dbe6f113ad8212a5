# SPDX-License-Identifier: MPL-2.0
from django.db import migrations, models

from udmoent.audit.append_only import changeable, locked_columns


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0002_append_only"),
        ("organisation", "0002_the_desk"),
    ]

    operations = [
        changeable("followup_reminder"),
        migrations.AddField(
            model_name="reminder",
            name="refusal",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="reminder",
            name="refused_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("refusal", ""), ("refused_at", None)),
                    models.Q(
                        models.Q(("refusal", ""), _negated=True), ("refused_at__isnull", False), ("sent_at", None)
                    ),
                    _connector="OR",
                ),
                name="refused_reminder_says_when_and_was_not_sent",
            ),
        ),
        locked_columns("followup_reminder", "person_id", "occasion", "begun_at"),
    ]
