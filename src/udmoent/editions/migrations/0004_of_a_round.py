# SPDX-License-Identifier: MPL-2.0
import django.db.models.deletion
from django.db import migrations, models

from udmoent.audit.append_only import append_only, changeable


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0003_the_desk"),
        ("followup", "0002_append_only"),
    ]

    operations = [
        changeable("editions_edition"),
        migrations.AddField(
            model_name="edition",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="editions",
                to="followup.round",
            ),
        ),
        append_only("editions_edition"),
    ]
