# SPDX-License-Identifier: MPL-2.0
"""Picking proposals, whole or in part, and seeing what they give a year and a committee against the target.

The sums are the server's: the page's script shows the same at once, and a button does it without the script.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from udmoent.catalogue import packages as acts
from udmoent.catalogue.content import Chosen, ProposalContent, Sums, by_body, chosen_in, sum_of
from udmoent.catalogue.facts import Openness, ProposalStage
from udmoent.catalogue.models import Package, Proposal
from udmoent.catalogue.rules import why_not_part, why_not_take_away
from udmoent.catalogue.words import OPENNESS, STAGES
from udmoent.desk.access import GET_OR_POST, needs, refused
from udmoent.desk.catalogue.seen import At, at_round
from udmoent.desk.catalogue.told import by_years, gap, kr
from udmoent.desk.where import Crumb
from udmoent.lib.money import KR, NotAnAmount, NoUnit, read_amount
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules

NOT_OFFERED: Final = frozenset({ProposalStage.REJECTED})


@dataclass(frozen=True)
class PartCell:
    """A year of a proposal: its whole net, and what was written to be taken of it, empty for the whole."""

    year: int
    kroner: int
    shown: str
    written: str


@dataclass(frozen=True)
class Choice:
    """A proposal that may be picked."""

    proposal: ProposalContent
    stage: str
    is_chosen: bool
    cells: list[PartCell]
    refusals: list[str]

    @property
    def closed_to_others(self) -> str:
        """The word for it, where it is."""
        openness = self.proposal.openness
        return str(OPENNESS[openness]) if openness == Openness.CONFIDENTIAL else ""

    @property
    def is_part(self) -> bool:
        return any(cell.written for cell in self.cells)


@dataclass(frozen=True)
class SumCell:
    """What is picked in a year, the target, and how much is still to be found."""

    year: int
    kroner: str
    target: int
    target_shown: str
    lacks: str


@dataclass(frozen=True)
class SumLine:
    """`body` is empty in the line of the whole."""

    body: str
    cells: list[SumCell]


@dataclass
class Composing:
    """What somebody has picked so far: from the form that was sent, else from a package."""

    at: At
    sent: QueryDict | None
    package: Package | None

    def __post_init__(self) -> None:
        self.refusals: dict[str, list[Refusal]] = {}
        self.offered = [one for one in self.at.seen.proposals if one.stage not in NOT_OFFERED]
        self.chosen = list(self._sent()) if self.sent is not None else self._kept()

    def _kept(self) -> list[Chosen]:
        return chosen_in(self.at.seen, self.package.choices.all()) if self.package else []

    def _sent(self) -> Iterator[Chosen]:
        assert self.sent is not None
        picked = set(self.sent.getlist("valg"))
        for one in self.offered:
            if one.number in picked:
                yield Chosen(one, self._part(one, self.sent))

    def _part(self, one: ProposalContent, sent: QueryDict) -> Sums | None:
        """What is written for the years, the others whole; the whole where what is written cannot be."""
        written = {year: sent.get(f"del-{one.number}-{year}", "").strip() for year in self.at.round.years}
        try:
            told = {year: read_amount(text, KR) or 0 for year, text in written.items() if text}
        except (NotAnAmount, NoUnit) as fault:
            self.refusals[one.number] = [Refusal(str(fault))]
            return None
        part = one.kroner | told
        if part == one.kroner:
            return None
        if wrong := list(why_not_part(one.facts.economy, part)):
            self.refusals[one.number] = wrong
            return None
        return part

    @property
    def choices(self) -> list[Choice]:
        chosen = {one.proposal.number: one for one in self.chosen}
        return [self._choice(one, chosen.get(one.number)) for one in self.offered]

    def _choice(self, one: ProposalContent, chosen: Chosen | None) -> Choice:
        cells = [
            PartCell(year, one.kroner.get(year, 0), kr(one.kroner.get(year, 0)), self._written(one, chosen, year))
            for year in self.at.round.years
        ]
        refusals = [str(refusal) for refusal in self.refusals.get(one.number, ())]
        return Choice(one, str(STAGES[one.stage]), chosen is not None, cells, refusals)

    def _written(self, one: ProposalContent, chosen: Chosen | None, year: int) -> str:
        if self.sent is not None:
            return self.sent.get(f"del-{one.number}-{year}", "")
        part = chosen.part if chosen else None
        return kr(part[year]) if part and part.get(year, 0) != one.kroner.get(year, 0) else ""

    @property
    def lines(self) -> list[SumLine]:
        """The whole first, then a line for each committee that has a proposal or a target."""
        of_bodies, targets = by_body(self.chosen), self.at.seen.targets
        bodies = [body for body in self.at.seen.bodies if body]
        lines = [self._line(body, of_bodies.get(body, {}), targets.get(body, {})) for body in bodies]
        return [self._line("", sum_of(of_bodies.values()), self.at.seen.target), *lines]

    def _line(self, body: str, sums: Sums, target: Sums) -> SumLine:
        return SumLine(
            body,
            [
                SumCell(
                    year,
                    kr(sums.get(year, 0)),
                    target.get(year, 0),
                    kr(target.get(year, 0)),
                    kr(gap(sums, target, year)),
                )
                for year in self.at.round.years
            ],
        )

    def save(self, name: str) -> Package:
        """Keep it under the name; over the package of one's own that it began from, where the name is the same."""
        Refused.if_any(refusal for wrong in self.refusals.values() for refusal in wrong)
        rows = Proposal.objects.in_bulk([one.proposal.id for one in self.chosen])
        choices = {rows[one.proposal.id]: one.part for one in self.chosen}
        is_same = self.package is not None and self.package.name.casefold() == name.casefold()
        is_own = self.package is not None and self.package.saved_by_id == self.at.visitor.person.pk
        over = self.package if is_same and is_own else None
        return acts.save_package(self.at.round, name, choices, over=over, by=self.at.by())


@needs(rules.COMPOSE)
@GET_OR_POST
def compose(request: HttpRequest, year: int) -> HttpResponse:
    at = at_round(request, year)
    composing = Composing(at, request.POST if request.method == "POST" else None, _package(request, at))
    name, refusals = request.POST.get("navn", composing.package.name if composing.package else "").strip(), []
    if "gem" in request.POST:
        try:
            package = composing.save(name)
        except Refused as refused_:
            refusals = list(refused_.refusals)
        else:
            messages.success(request, _("The package “{name}” is saved.").format(name=package.name))
            return redirect(f"{reverse('compose', args=[year])}?pakke={package.pk}")
    told = at.told(
        composing=composing,
        name=name,
        refusals=refusals,
        packages=at.round.packages.select_related("saved_by"),
        crumbs=at.crumbs(Crumb(_("Compose a package"))),
        has_targets=bool(at.seen.target),
        totals=by_years(sum_of(one.kroner for one in composing.chosen), at.round.years),
    )
    return render(request, "desk/catalogue/compose.html", told, status=422 if refusals else 200)


def _package(request: HttpRequest, at: At) -> Package | None:
    asked = request.GET.get("pakke", "")
    return at.round.packages.filter(pk=asked).first() if asked.isdecimal() else None


@needs(rules.COMPOSE)
@require_POST
def delete_the_package(request: HttpRequest, year: int, package_id: int) -> HttpResponse:
    at = at_round(request, year)
    package = at.round.packages.filter(pk=package_id).first()
    if package is None:
        raise Http404(_("There is no such package."))
    is_own = package.saved_by_id == at.visitor.person.pk
    if refusal := why_not_take_away(is_own=is_own, keeps=at.visitor.may[rules.KEEP_CATALOGUE]):
        return refused(request, refusal)
    name = package.name
    acts.delete_package(package, by=at.by())
    messages.success(request, _("The package “{name}” is deleted.").format(name=name))
    return redirect("packages", year)
