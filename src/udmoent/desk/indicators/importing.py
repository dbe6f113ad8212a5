# SPDX-License-Identifier: MPL-2.0
"""Measurements from a file: what it would do is shown before anything is done, and the same file twice changes nothing."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.indicators.seen import Indicators, indicators_today
from udmoent.desk.sent import tell
from udmoent.desk.uploads import ask_for, keep_file, kept_file, of_a_kind
from udmoent.desk.where import Crumb, language, steps_to, the_plan
from udmoent.documents.read_tables import read_tables
from udmoent.indicators.actions import By, Number, bring
from udmoent.indicators.models import Indicator
from udmoent.indicators.numbers import shown
from udmoent.intake.measurements import Deed, Draft, Known, Line, read_measurements
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.models import Plan

SALT: Final = "udmoent.measurements"
ENDINGS: Final = (".xlsx", ".xls", ".ods", ".csv")


class MeasurementsForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File"))

    def __init__(self, given: Any = None, files: Any = None) -> None:
        super().__init__(given, files, auto_id="measurements-%s")
        ask_for(self.fields["file"], ENDINGS)

    def clean_file(self) -> UploadedFile:
        sentence = _("“{name}” is no file that measurements can be read from. Use one of {known}.")
        return of_a_kind(self.cleaned_data["file"], ENDINGS, sentence)

    def kept(self) -> dict[str, str]:
        sha256, name = keep_file(self.cleaned_data["file"])
        return {"sha256": sha256, "name": name}


@dataclass(frozen=True)
class Read:
    """What a file says, held against what is told. `token` carries which file it was, signed."""

    name: str
    token: str
    draft: Draft

    def of(self, deed: Deed) -> list[Line]:
        return [line for line in self.draft.lines if line.deed == deed]


@needs(rules.MEASURE)
@GET_OR_POST
def import_measurements(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Send a file with a line for each measurement."""
    plan = the_plan(request, plan_id)
    form = MeasurementsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return _shown(request, plan, _read(indicators_today(request, plan), form.kept()))
        except Refused as refused:
            tell(form, refused, at="file")
    told = {"plan": plan, "here": "plan", "crumbs": _crumbs(plan), "form": form}
    return render(request, "desk/indicators/import.html", told, status=422 if form.is_bound else 200)


@needs(rules.MEASURE)
@require_POST
def bring_in(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Write what the file says, where no line of it is at fault."""
    plan = the_plan(request, plan_id)
    try:
        asked = signing.loads(request.POST.get("fil", ""), salt=SALT)
    except signing.BadSignature as fault:
        raise Http404(_("The upload is no longer known. Upload the file again.")) from fault
    read = _read(indicators_today(request, plan), asked)
    if read.draft.faults:
        return _shown(request, plan, read)
    indicators = Indicator.objects.in_bulk([line.indicator for line in read.draft.lines])
    numbers = [
        (indicators[line.indicator], Number(on=line.on, value=line.value, source=line.source or read.name))
        for line in read.draft.lines
    ]
    person = request.visitor.person  # type: ignore[attr-defined]
    written = bring(numbers, by=By(person=person, now=clock.now(), why=read.name))
    n = len(written)
    said = ngettext("{n} measurement is saved.", "{n} measurements are saved.", n).format(n=n)
    messages.success(request, said if n else _("Nothing was changed, since all is as it was."))
    return redirect("indicators", plan.pk)


def _read(found: Indicators, asked: dict[str, str]) -> Read:
    with kept_file(asked["sha256"], asked["name"]) as file:
        tables = read_tables(file)
    draft = read_measurements(tables, _known(found), clock.today())
    return Read(asked["name"], signing.dumps(asked, salt=SALT), draft)


def _known(found: Indicators) -> list[Known]:
    return [
        Known(
            id=one.standing.id,
            name=one.standing.facts.name,
            holding={measured.on: measured.value for measured in one.standing.holding if measured.value is not None},
            refusal=found.why_not_measure(one.standing.facts),
        )
        for one in found.all
        if not one.standing.facts.is_retired
    ]


def _crumbs(plan: Plan, *more: Crumb) -> list[Crumb]:
    last = more or (Crumb(_("Measurements from a file")),)
    return [*steps_to(plan, _("Indicators"), "indicators"), *last]


def _shown(request: HttpRequest, plan: Plan, read: Read) -> HttpResponse:
    again = Crumb(_("Measurements from a file"), reverse("import_measurements", args=[plan.pk]))
    told = {
        "plan": plan,
        "here": "plan",
        "crumbs": _crumbs(plan, again, Crumb(_("Check"))),
        "read": read,
        "groups": [
            (name, [_words(line) for line in read.of(deed)]) for deed, name in _names().items() if read.of(deed)
        ],
        "changes": len(read.of(Deed.NEW)) + len(read.of(Deed.CORRECTS)),
    }
    return render(request, "desk/indicators/check.html", told, status=422 if read.draft.faults else 200)


def _words(line: Line) -> tuple[Line, str, str]:
    return line, shown(line.value, language()), "" if line.was is None else shown(line.was, language())


def _names() -> dict[Deed, str]:
    return {
        Deed.NEW: _("New measurements"),
        Deed.CORRECTS: _("Measurements that are corrected"),
        Deed.KNOWN: _("Told already"),
    }
