# SPDX-License-Identifier: MPL-2.0

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("economy", "0002_append_only"),
        ("meetings", "0003_hours_and_moves"),
    ]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="decision",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="meetings.decision"
            ),
        ),
    ]
