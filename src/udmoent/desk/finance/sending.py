# SPDX-License-Identifier: MPL-2.0
"""Sending an extract in, and what was brought in before."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import DayField, TextField
from udmoent.desk.imports.work import begin
from udmoent.desk.uploads import Upload, ask_for, keep_file, of_a_kind
from udmoent.desk.where import Crumb, language, steps_to, the_plan
from udmoent.documents.finance_words import FIGURES
from udmoent.documents.read_rows import ENDINGS
from udmoent.intake.models import Import
from udmoent.intake.rules import Matter
from udmoent.organisation import rules
from udmoent.plan.models import Plan


def frame(plan: Plan, *crumbs: Crumb) -> dict[str, Any]:
    """What every page of the finance system is shown in."""
    last = Crumb(_("From the finance system"), reverse("finance", args=[plan.pk]) if crumbs else "")
    return {
        "plan": plan,
        "here": "economy",
        "part": "finance",
        "crumbs": [*steps_to(plan, _("Economy"), "economy"), last, *crumbs],
        "figure_names": FIGURES,
    }


class ExtractForm(forms.Form):
    """A file, the day as of which it was made, and what is taken from it."""

    file = forms.FileField(label=gettext_lazy("The extract"))
    applies_on = DayField(label=gettext_lazy("Made as of"))
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=gettext_lazy("Where the file tells none"),
    )
    why = TextField(label=gettext_lazy("Why"), required=False, max_length=500)
    figures = forms.MultipleChoiceField(
        label=gettext_lazy("What is taken from the extract"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Take the budget only where the accounts are the items' alone, as with capital projects"
        ),
        error_messages={"required": gettext_lazy("Choose what is to be taken from the extract.")},
    )

    def __init__(self, told: object = None, files: object = None, **options: Any) -> None:
        super().__init__(told, files, auto_id="extract-%s", **options)  # type: ignore[arg-type]
        ask_for(self.fields["file"], ENDINGS)
        self.fields["figures"].choices = [(code, str(name).capitalize()) for code, name in FIGURES.items()]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        sentence = _("“{name}” is no file that an extract can be read from. Use one of {known}.")
        return of_a_kind(self.cleaned_data["file"], ENDINGS, sentence)

    def kept(self) -> Upload:
        """Keep the file, and tell what was asked of it."""
        told = self.cleaned_data
        sha256, name = keep_file(told["file"])
        return Upload(
            sha256=sha256,
            file_name=name,
            applies_on=told["applies_on"].isoformat(),
            why=told["why"],
            year=told["year"] or 0,
            figures=tuple(told["figures"]),
        )


@needs(rules.SET_AMOUNTS)
@GET_OR_POST
def finance(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Send the file; below, the extracts that were brought in, and how accounts are mapped."""
    plan = the_plan(request, plan_id)
    initial = {"applies_on": clock.today(), "figures": ["spent"]}
    form = ExtractForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        by = request.visitor.person  # type: ignore[attr-defined]
        told = {"matter": Matter.FINANCE, "language": language(), "by": by}
        reading = begin(plan.municipality, plan, form.kept(), **told)
        return redirect("check_extract", plan.pk, reading.pk)
    imports = Import.objects.filter(plan=plan, matter=Matter.FINANCE).select_related("imported_by", "undone_by")
    told = {"form": form, "imports": imports, "rules_count": plan.account_rules.count()}
    return render(request, "desk/finance/send.html", frame(plan) | told, status=422 if form.is_bound else 200)
