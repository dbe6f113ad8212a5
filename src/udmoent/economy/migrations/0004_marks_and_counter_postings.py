# SPDX-License-Identifier: MPL-2.0
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from udmoent.audit.append_only import append_only, changeable


class Migration(migrations.Migration):
    dependencies = [
        ("economy", "0003_postings_name_the_decision"),
        ("meetings", "0003_hours_and_moves"),
        ("organisation", "0002_the_desk"),
        ("plan", "0006_staff_consequences"),
    ]

    operations = [
        changeable("economy_posting"),
        migrations.RemoveConstraint(
            model_name="posting",
            name="posting_phase_is_known",
        ),
        migrations.AddField(
            model_name="posting",
            name="account",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="posting",
            name="corrects",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="economy.posting",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="expenditure",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="posting",
            name="flow",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="posting",
            name="funding",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="posting",
            name="is_one_off",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "phase__in",
                        [
                            "adopted",
                            "supplementary",
                            "reallocation",
                            "transfer",
                            "expected",
                            "realised",
                            "spent",
                            "appropriated",
                            "released",
                        ],
                    )
                ),
                name="posting_phase_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("flow__in", ["", "expense", "income"])), name="posting_flow_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expenditure__in", ["", "service", "income_transfer", "supply", "capital", "financing"])
                ),
                name="posting_expenditure_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("funding__in", ["", "cash"])), name="posting_funding_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("account", ""),
                    django.db.models.lookups.Exact(django.db.models.functions.text.Length("account"), 16),
                    _connector="OR",
                ),
                name="posting_account_has_16_digits",
            ),
        ),
        append_only("economy_posting"),
    ]
