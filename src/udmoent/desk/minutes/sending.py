# SPDX-License-Identifier: MPL-2.0
"""Sending in a body's minutes."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.imports.work import begin
from udmoent.desk.uploads import Upload, ask_for, keep_file, of_a_kind
from udmoent.desk.where import Crumb, language, steps_to, the_plan
from udmoent.documents.case.source import ENDINGS
from udmoent.intake.awaited import awaited_of
from udmoent.intake.rules import Matter
from udmoent.organisation import rules


class MinutesForm(forms.Form):
    """A file with minutes: one case, or a whole meeting's."""

    file = forms.FileField(label=gettext_lazy("The minutes"))

    def __init__(self, told: object = None, files: object = None) -> None:
        super().__init__(told, files, auto_id="minutes-%s")  # type: ignore[arg-type]
        ask_for(self.fields["file"], ENDINGS)

    def clean_file(self) -> UploadedFile:
        sentence = _("“{name}” is no file that minutes can be read from. Use one of {known}.")
        return of_a_kind(self.cleaned_data["file"], ENDINGS, sentence)

    def kept(self) -> Upload:
        sha256, name = keep_file(self.cleaned_data["file"])
        return Upload(sha256=sha256, file_name=name, applies_on=clock.today().isoformat())


@needs(rules.KEEP_MEETINGS)
@GET_OR_POST
def send_minutes(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Send the file; below, which of the plan's cases wait for a decision."""
    plan = the_plan(request, plan_id)
    form = MinutesForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        by = request.visitor.person  # type: ignore[attr-defined]
        told = {"matter": Matter.MINUTES, "language": language(), "by": by}
        reading = begin(plan.municipality, plan, form.kept(), **told)
        return redirect("check_minutes", plan.pk, reading.pk)
    waiting = [one for one in awaited_of(plan) if not one.is_decided]
    shown = {
        "plan": plan,
        "here": "cases",
        "crumbs": [*steps_to(plan, _("Cases"), "cases"), Crumb(_("Read minutes"))],
        "form": form,
        "waiting": sorted(waiting, key=lambda one: (one.held_on is None, one.held_on, one.title)),
    }
    return render(request, "desk/minutes/send.html", shown, status=422 if form.is_bound else 200)
