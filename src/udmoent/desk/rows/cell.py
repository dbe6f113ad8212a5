# SPDX-License-Identifier: MPL-2.0
"""One cell of the list: the editor that is put into it, and the keeping of what was written there."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.rows.cell_form import AmountForm, FactForm
from udmoent.desk.rows.permitted import why_not, why_not_facts
from udmoent.desk.rows.written import slip_of
from udmoent.desk.sent import tell
from udmoent.intake.amend import Amendment, amend
from udmoent.intake.block import WRITABLE
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules
from udmoent.plan.actions import Act


@dataclass
class Cell:
    """Where somebody is in an item's row. `field` is a fact, or "amount-2025"."""

    at: Editing
    field: str

    @property
    def year(self) -> int | None:
        name, _dash, year = self.field.partition("-")
        return int(year) if name == "amount" and year.isdecimal() else None

    @property
    def why_not(self) -> Refusal | None:
        """Why the visitor may not write in this cell at all."""
        if self.year:
            return self.at.visitor.why_not(rules.SET_AMOUNTS)
        return why_not_facts(self.at.visitor, self.at.content, [self.field])

    def form(self, told: Any = None) -> FactForm | AmountForm:
        at = self.at
        if self.year:
            return AmountForm(told, year=self.year, plan=at.plan, content=at.content, words=at.words)
        return FactForm(told, field=self.field, plan=at.plan, state=at.state, words=at.words)

    def shown(self, form: FactForm | AmountForm, status: int = 200, **told: object) -> HttpResponse:
        posts = self.at.plan.municipality.positions.values_list("title", flat=True)
        shared = {"plan": self.at.plan, "item": self.at.item, "field": self.field}
        shared |= {"form": form, "cell": form[form.written], "posts": posts if self.field == "responsible" else ()}
        return render(self.at.request, "desk/rows/cell.html", shared | told, status=status)


def _kept(said: str = "", slip: str = "") -> HttpResponse:
    return JsonResponse({"says": said, "slip": slip})


@at_item(rules.WRITE_ROWS)
def cell(at: Editing, field: str = "") -> HttpResponse:
    """The editor of one cell; sent, its value is kept."""
    here = Cell(at, field)
    if not here.year and field not in WRITABLE:
        raise Http404(_("This is not written in the row. Open the item's own page."))
    if refusal := here.why_not:
        return HttpResponse(str(refusal), status=403, content_type="text/plain; charset=utf-8")
    return _sent(here) if at.request.method == "POST" else here.shown(here.form())


def _sent(here: Cell) -> HttpResponse:
    form = here.form(here.at.request.POST)
    if not form.is_valid():
        return here.shown(form, 422)
    amendment = form.amendment(here.at.content)
    if not amendment.says_something:
        return _kept()
    theirs = form.changed_meanwhile(here.at.content)
    if theirs is not None:
        return here.shown(here.form(form.on_the_newest()), 409, theirs=theirs)
    return _written(here, form, amendment)


def _written(here: Cell, form: FactForm | AmountForm, amendment: Amendment) -> HttpResponse:
    at = here.at
    act = Act(by=at.visitor.person, now=clock.now(), applies_on=clock.today())
    bodies = at.plan.municipality.bodies.values_list("abbreviation", flat=True)
    try:
        Refused.if_any(why_not(at.visitor, amendment, set(bodies)))
        written = amend(at.plan, [amendment], act=act)
    except Refused as refused:
        tell(form, refused, at=form.written)
        return here.shown(form, 422)
    said = _("Saved: {field} of {number}.").format(field=form[form.written].label, number=at.item.number)
    said = " ".join((said, *form.hints))
    return _kept(said, slip_of(written, at.plan, at.visitor.person))
