# SPDX-License-Identifier: MPL-2.0
"""Writing a proposal, and changing it. Where somebody else has changed it meanwhile, both are shown."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from udmoent.catalogue import actions
from udmoent.catalogue.content import ProposalContent
from udmoent.catalogue.facts import FACTS, Economy, Openness, ProposalFacts
from udmoent.catalogue.models import Proposal, ProposalState
from udmoent.catalogue.rules import why_not_change
from udmoent.catalogue.words import PARTS
from udmoent.desk.access import GET_OR_POST, needs, refused
from udmoent.desk.catalogue.form import ProposalForm, shown
from udmoent.desk.catalogue.seen import At, at_proposal, at_round, row_of
from udmoent.desk.catalogue.told import kr
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules


@needs(rules.PROPOSE)
@GET_OR_POST
def propose(request: HttpRequest, year: int) -> HttpResponse:
    """A new idea. Whoever does not keep the catalogue writes one of the own unit or post."""
    at = at_round(request, year)
    form = ProposalForm(request.POST or None, at=at, with_openness=_keeps(at), initial=_own(at))
    made: list[Proposal] = []

    def write() -> None:
        facts = ProposalFacts(**form.facts)
        Refused.if_any([rules.why_not_propose(at.visitor.roles, is_own=at.is_own(facts))])
        openness = Openness(form.cleaned_data.get("openness") or Openness.CONFIDENTIAL)
        made.append(actions.propose(at.round, facts, openness=openness, by=at.by(form.cleaned_data["why"])))

    if is_done(form, write):
        messages.success(request, _("The idea is saved as {number}.").format(number=made[0].number))
        return redirect("proposal", year, made[0].number)
    return _page(at, form, _("New proposal"))


def _keeps(at: At) -> bool:
    return at.visitor.may[rules.KEEP_CATALOGUE]


def _own(at: At) -> dict[str, Any]:
    """The visitor's own post and unit, where there is one."""
    if _keeps(at):
        return {"openness": Openness.CONFIDENTIAL.value}
    post = next(iter(at.positions), None)
    return {"post": post.title, "unit": post.unit.name if post.unit else ""} if post else {}


@needs(rules.PROPOSE)
@GET_OR_POST
def edit_proposal(request: HttpRequest, year: int, number: str) -> HttpResponse:
    at, content = at_proposal(request, year, number)
    if refusal := at.why_not_write(content) or why_not_change(content.stage):
        return refused(request, refusal)
    row = row_of(at, content)
    state = row.state
    initial = shown(content.facts) | {"state": state.pk, "openness": state.openness}
    form = ProposalForm(request.POST or None, at=at, with_openness=_keeps(at), initial=initial)
    if form.is_valid():
        base = row.states.filter(pk=form.cleaned_data["state"]).first() or state
        told = _changes(form, base.told)
        if base.pk != state.pk:
            return _both(at, form, content, (base, state), told)
        if is_done(form, lambda: _write(at, form, row, told)):
            messages.success(request, _("The proposal is saved."))
            return redirect("proposal", year, number)
    return _page(at, form, _("Change {number}").format(number=number), proposal=content)


def _write(at: At, form: ProposalForm, row: Proposal, told: dict[str, Any]) -> None:
    kept = set(at.request.POST.getlist("keep"))
    told = {name: value for name, value in told.items() if name not in kept}
    openness = form.cleaned_data.get("openness")
    by = at.by(form.cleaned_data["why"])
    actions.change_proposal(row, openness=Openness(openness) if openness else None, by=by, **told)


def _changes(form: ProposalForm, base: ProposalFacts) -> dict[str, Any]:
    return {name: value for name, value in form.facts.items() if value != getattr(base, name)}


@dataclass(frozen=True)
class BothChanged:
    """A part that somebody else has changed meanwhile; `mine` is what this person wrote, where it is one of theirs too."""

    name: str
    label: str
    theirs: str
    mine: str


def _both(
    at: At,
    form: ProposalForm,
    content: ProposalContent,
    states: tuple[ProposalState, ProposalState],
    told: dict[str, Any],
) -> HttpResponse:
    """The form again, on the newer state: with the person's own changes, and beside them what others changed."""
    base, now = states[0].told, states[1].told
    changed = [
        BothChanged(name, str(PARTS[name]), _told(getattr(now, name)), _told(told[name]) if name in told else "")
        for name in FACTS
        if getattr(base, name) != getattr(now, name)
    ]
    initial = shown(replace(now, **told)) | {"state": states[1].pk, "openness": states[1].openness}
    fresh = ProposalForm(None, at=at, with_openness=_keeps(at), initial=initial | {"why": form.cleaned_data["why"]})
    name = _("Change {number}").format(number=content.number)
    return _page(at, fresh, name, proposal=content, both=changed, status=409)


def _told(value: str | Economy) -> str:
    if isinstance(value, str):
        return value
    return "\n".join(f"{one.year}: {kr(one.net)} kr." for one in value)


def _page(at: At, form: ProposalForm, name: str, *, status: int = 0, **more: Any) -> HttpResponse:
    town = at.round.municipality
    told = at.told(
        form=form,
        name=name,
        crumbs=at.crumbs(Crumb(name)),
        posts=town.positions.values_list("title", flat=True),
        units=town.units.values_list("name", flat=True).distinct(),
    )
    status = status or (422 if form.is_bound else 200)
    return render(at.request, "desk/catalogue/proposal_form.html", told | more, status=status)
