# SPDX-License-Identifier: MPL-2.0
"""What is to be changed of many items at once, shown before it is done: old beside new, and what may not be and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.comparing import ChangedField
from udmoent.desk.item.form import ActForm
from udmoent.desk.item.history import changed_field
from udmoent.desk.rows.permitted import why_not
from udmoent.desk.rows.written import slip_of
from udmoent.desk.sent import tell
from udmoent.desk.where import steps_to, words_of
from udmoent.documents.forms import AmountColumn, amount_heading
from udmoent.documents.word_diff import word_diff
from udmoent.documents.words import Words
from udmoent.editions.amounts import kroner_by_key
from udmoent.intake.amend import Amendment, amend, changed_after
from udmoent.intake.block import CellFault
from udmoent.lib.money import KR, in_unit
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import Act
from udmoent.plan.models import Plan


class ManyForm(ActForm):
    """What is to be done to many items, and up to which moment this visitor has read the plan."""

    read_at = forms.CharField(required=False, widget=forms.HiddenInput)
    undtaget = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_read_at(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.cleaned_data["read_at"])
        except ValueError:
            return None

    @property
    def is_taken_up_again(self) -> bool:
        """Whether the visitor goes back from the preview to correct what was told."""
        return self.data.get("trin") == "ret"

    @property
    def carried(self) -> Iterator[str]:
        """Everything but what the preview asks for itself, as hidden fields."""
        shown = ("applies_on", "why", "read_at", "undtaget")
        return (bound.as_hidden() for bound in self if bound.name not in shown)


@dataclass(frozen=True)
class Proposed:
    """One item's amendment, its changes as they are shown, and why it may not be."""

    amendment: Amendment
    changes: tuple[ChangedField, ...] = ()
    faults: tuple[CellFault, ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        return self.amendment.before.number

    @property
    def title(self) -> str:
        return self.amendment.before.title

    @property
    def is_allowed(self) -> bool:
        return not self.faults and not self.refusals


@dataclass(frozen=True)
class Preview:
    """`unknown` are numbers that are not in the plan; `passed_over` the columns that are not written in rows."""

    rows: list[Proposed] = field(default_factory=list)
    unchanged: int = 0
    unknown: list[str] = field(default_factory=list)
    passed_over: tuple[str, ...] = ()

    @property
    def allowed(self) -> list[Proposed]:
        return [row for row in self.rows if row.is_allowed]

    @property
    def refused(self) -> list[Proposed]:
        return [row for row in self.rows if not row.is_allowed]


Told = Iterable[tuple[Amendment, tuple[CellFault, ...]]]


def propose(request: HttpRequest, plan: Plan, told: Told, **more: object) -> Preview:
    """The preview of what is told of each item, for this visitor."""
    words = words_of(plan.municipality)
    bodies = set(plan.municipality.bodies.values_list("abbreviation", flat=True))
    rows, unchanged = [], 0
    for amendment, faults in told:
        if not amendment.says_something and not faults:
            unchanged += 1
            continue
        refusals = why_not(request.visitor, amendment, bodies) if amendment.says_something else []  # type: ignore[attr-defined]
        rows.append(Proposed(amendment, tuple(_changes(amendment, words)), faults, tuple(map(str, refusals))))
    return Preview(rows, unchanged, **more)  # type: ignore[arg-type]


def _changes(amendment: Amendment, words: Words) -> Iterator[ChangedField]:
    before, after = amendment.before, amendment.after
    for name in amendment.facts:
        yield changed_field(name, before, after, words)
    had = kroner_by_key(before)
    for key, kroner in amendment.amounts.items():
        label = amount_heading(AmountColumn.of(key, before.kind), words)
        told = (f"{in_unit(one, KR, words.language)} kr." for one in (had.get(key, 0), kroner))
        yield ChangedField(label, *word_diff(*told))


def settle(request: HttpRequest, plan: Plan, form: ManyForm, preview: Preview, name: str) -> HttpResponse:
    """Show the preview; confirmed, do it, unless somebody else has written in its items since it was shown."""
    if request.POST.get("trin") != "gem":
        return _shown(request, plan, form, preview, name)
    left_out = set(request.POST.getlist("undtaget"))
    amendments = [row.amendment for row in preview.allowed if row.number not in left_out]
    read_at = form.cleaned_data["read_at"]
    changed = changed_after(plan, [one.before.id for one in amendments], read_at) if read_at else {_("unknown")}
    if changed:
        return _shown(request, plan, form, preview, name, 409, changed=sorted(changed), left_out=left_out)
    told = form.cleaned_data
    person = request.visitor.person  # type: ignore[attr-defined]
    act = Act(by=person, now=clock.now(), applies_on=told["applies_on"], why=told["why"])
    try:
        written = amend(plan, amendments, act=act)
    except Refused as refused:
        tell(form, refused)
        return _shown(request, plan, form, preview, name, 422, left_out=left_out)
    if not written.count:
        return redirect("plan", plan.pk)
    slip = urlencode({"kvittering": slip_of(written, plan, person)})
    return redirect(f"{reverse('written', args=[plan.pk])}?{slip}")


def _shown(
    request: HttpRequest, plan: Plan, form: ManyForm, preview: Preview, name: str, status: int = 200, **told: object
) -> HttpResponse:
    moment = plan.last_recorded_at or clock.now()
    shared = {
        "plan": plan,
        "here": "plan",
        "crumbs": steps_to(plan, name),
        "name": name,
        "form": form,
        "preview": preview,
        "read_at": moment.isoformat(),
    }
    return render(request, "desk/rows/preview.html", shared | told, status=status)
