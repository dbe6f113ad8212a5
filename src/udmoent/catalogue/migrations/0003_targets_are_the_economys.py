# SPDX-License-Identifier: MPL-2.0
from django.db import migrations

AS_TOLD_WHEN_THE_ROUND_BEGAN = """
INSERT INTO economy_savingstarget
    (municipality_id, budget_year, body, year, price_level, kroner, applies_on, recorded_at, recorded_by_id, why)
SELECT target.municipality_id, begun.budget_year, target.body, target.year, begun.price_level, target.kroner,
    date(begun.begun_at), begun.begun_at, begun.begun_by_id, ''
FROM catalogue_roundtarget AS target
JOIN catalogue_catalogueround AS begun ON begun.id = target.round_id
ORDER BY target.id
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_append_only"), ("economy", "0007_targets_are_of_a_budget")]

    operations = [
        migrations.RunSQL(AS_TOLD_WHEN_THE_ROUND_BEGAN, migrations.RunSQL.noop),
        migrations.DeleteModel("RoundTarget"),
    ]
