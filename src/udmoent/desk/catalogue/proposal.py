# SPDX-License-Identifier: MPL-2.0
"""One proposal: all it says, where it may go, what was decided of it, and what was answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.catalogue.content import ProposalContent
from udmoent.catalogue.facts import DECIDED, TAKEN, Economy, ProposalStage
from udmoent.catalogue.models import HearingAnswer, Proposal
from udmoent.catalogue.rules import (
    MAY_FOLLOW,
    missing,
    why_not_change,
    why_not_hear,
    why_not_in_round,
    why_not_move,
)
from udmoent.catalogue.words import PARTS, STAGES
from udmoent.desk.access import needs
from udmoent.desk.catalogue.form import staff_told
from udmoent.desk.catalogue.seen import At, at_proposal, row_of
from udmoent.desk.catalogue.told import by_years, row
from udmoent.desk.where import Crumb, item_address
from udmoent.organisation import rules

SECTIONS: Final = (
    ("matter", ("description",)),
    ("consequences", ("citizens", "staff", "climate", "risk")),
    ("process", ("hearing", "med", "legal_basis", "indicators")),
)


@dataclass(frozen=True)
class Step:
    """A stage that the proposal may be led to, or why not."""

    stage: ProposalStage
    word: str
    href: str
    why_not: str
    needs_decision: bool


@needs(rules.READ)
@require_safe
def proposal(request: HttpRequest, year: int, number: str) -> HttpResponse:
    at, content = at_proposal(request, year, number)
    found = row_of(at, content)
    keeps = at.visitor.may[rules.KEEP_CATALOGUE]
    states = found.states.select_related("recorded_by", "decision__meeting__body").order_by("-pk")
    told = at.told(
        crumbs=at.crumbs(Crumb(number)),
        proposal=content,
        row=row(content, at.round.years),
        decision=states[0].decision,
        place=[
            (PARTS[name], getattr(content.facts, name)) for name in ("body", "unit", "post", "account", "case_number")
        ],
        sections=[(_name(code), list(_texts(content, names))) for code, names in SECTIONS],
        economy=economy_rows(content.facts.economy, at.round.years),
        decided=economy_rows(content.decided, at.round.years) if content.decided else [],
        steps=list(steps(at, content)) if keeps else [],
        why_not_edit=at.why_not_write(content) or why_not_change(content.stage),
        may_adopt=keeps and not content.item and (content.stage in TAKEN or content.stage == ProposalStage.RESERVE),
        item_href=item_address(found.item) if found.item else "",
        answers=answers_of(at, found),
        history=[(one, STAGES[ProposalStage(one.stage)]) for one in states] if keeps else [],
    )
    return render(request, "desk/catalogue/proposal.html", told)


def _name(code: str) -> str:
    return {"matter": _("The matter"), "consequences": _("Consequences"), "process": _("Process and law")}[code]


def _texts(content: ProposalContent, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        yield str(PARTS[name]), getattr(content.facts, name)


def economy_rows(economy: Economy, years: list[int]) -> list[tuple[str, list[str], bool]]:
    """The economy as lines: lasting, one-off, net and full-time equivalents; whether the line is a sum."""
    if not economy:
        return []
    of_year = {one.year: one for one in economy}
    return [
        (_("Lasting"), by_years({one.year: one.lasting for one in economy}, years), False),
        (_("One-off"), by_years({one.year: one.one_off for one in economy}, years), False),
        (_("Net"), by_years({one.year: one.net for one in economy}, years), True),
        (_("Full-time equivalents"), [staff_told(_staff(of_year, year)) or "0" for year in years], False),
    ]


def _staff(of_year: dict, year: int) -> Decimal:
    return of_year[year].staff if year in of_year else Decimal(0)


def steps(at: At, content: ProposalContent) -> Iterator[Step]:
    """Every stage that the table lets follow, and why it may not yet where something is lacking."""
    for stage in ProposalStage:
        if stage in MAY_FOLLOW[content.stage] and not content.item:
            href = reverse("move_proposal", args=[at.round.budget_year, content.number, stage])
            yield Step(stage, str(STAGES[stage]), href, _why_not(at, content, stage), stage in DECIDED)


def _why_not(at: At, content: ProposalContent, stage: ProposalStage) -> str:
    refusals = (
        why_not_in_round(is_closed=at.round.is_closed),
        why_not_move(content.stage, stage, has_item=bool(content.item)),
        why_not_hear(content.openness) if stage == ProposalStage.HEARING else None,
    )
    told = [str(refusal) for refusal in refusals if refusal]
    if lacking := missing(content.facts, stage):
        parts = ", ".join(str(PARTS[name]).lower() for name in lacking)
        told.append(_("The proposal does not tell {parts} yet. Change it first.").format(parts=parts))
    return " ".join(told)


def answers_of(at: At, found: Proposal) -> list[HearingAnswer]:
    """The hearing's answers to it: all to those who keep the catalogue, to others what is published."""
    answers = found.answers.select_related("proposal")
    return list(answers if at.visitor.may[rules.KEEP_CATALOGUE] else answers.exclude(published_text=""))
