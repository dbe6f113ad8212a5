# SPDX-License-Identifier: MPL-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_calendar_changes"),
        ("organisation", "0002_the_desk"),
        ("plan", "0005_next_steps"),
    ]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="matter",
            field=models.CharField(default="plan", max_length=20),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(("matter__in", ["plan", "minutes"])), name="reading_matter_is_known"
            ),
        ),
    ]
