# SPDX-License-Identifier: MPL-2.0
from django.db import migrations, models

from udmoent.audit.append_only import changeable, locked_columns


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0005_as_what_it_was_given"),
        ("meetings", "0002_what_and_where"),
        ("organisation", "0002_the_desk"),
        ("plan", "0005_next_steps"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("stage__in", ["planned", "open"])),
                    models.Q(("closed_at__isnull", False), ("stage__in", ["closed", "sealed"])),
                    _connector="OR",
                ),
                name="round_that_closed_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), ("closed_at__gte", models.F("opened_at")), _connector="OR"),
                name="round_closes_after_it_opened",
            ),
        ),
        changeable("followup_followup"),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_on", None), ("done_on__gte", models.F("raised_on")), _connector="OR"),
                name="follow_up_is_done_after_it_was_raised",
            ),
        ),
        locked_columns("followup_followup", "item_id", "text", "raised_on", "raised_at", "raised_by_id"),
        changeable("followup_reminder"),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at", None), ("sent_at__gte", models.F("begun_at")), _connector="OR"),
                name="reminder_is_sent_after_it_was_begun",
            ),
        ),
        locked_columns("followup_reminder", "person_id", "occasion", "begun_at"),
    ]
