# SPDX-License-Identifier: MPL-2.0


from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_what_and_where"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="moved_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="source_key",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="meeting",
            name="starts_at",
            field=models.TimeField(blank=True, null=True),
        ),
    ]
