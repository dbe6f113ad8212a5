# SPDX-License-Identifier: MPL-2.0
from django.db import migrations, models

from udmoent.audit.append_only import append_only, changeable


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_agenda_cases"),
        ("organisation", "0002_the_desk"),
    ]

    operations = [
        changeable("documents_templateuse"),
        migrations.RemoveConstraint(
            model_name="templateuse",
            name="template_is_used_for_a_kind_of_document",
        ),
        migrations.AlterField(
            model_name="templateuse",
            name="document",
            field=models.CharField(
                choices=[
                    ("plan", "The plan and its excerpts"),
                    ("comparison", "Comparisons"),
                    ("directorate", "The directorate's monthly list"),
                    ("work_plan", "Committees' work plans"),
                    ("case", "Agenda cases"),
                    ("catalogue", "Råderum catalogues"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="templateuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("document__in", ["plan", "comparison", "directorate", "work_plan", "case", "catalogue"])
                ),
                name="template_is_used_for_a_kind_of_document",
                violation_error_message="Choose which documents are to be written in the template.",
            ),
        ),
        append_only("documents_templateuse"),
    ]
