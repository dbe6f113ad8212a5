# SPDX-License-Identifier: MPL-2.0
"""The saved packages, and two or more of them side by side."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.catalogue.content import Catalogue, Chosen, ProposalContent, Sums, chosen_in, sum_of
from udmoent.catalogue.models import Package
from udmoent.desk.access import needs
from udmoent.desk.catalogue.seen import At, at_round
from udmoent.desk.catalogue.told import gap, kr
from udmoent.desk.where import Crumb
from udmoent.organisation import rules


@dataclass(frozen=True)
class Beside:
    """A package beside others, with what the visitor sees of it."""

    package: Package
    chosen: dict[str, Chosen]
    sums: Sums

    @property
    def size(self) -> int:
        return len(self.chosen)


@dataclass(frozen=True)
class InPackage:
    """What a package takes of a proposal; nothing where it leaves it out."""

    kroner: str
    is_part: bool


@dataclass(frozen=True)
class ProposalRow:
    proposal: ProposalContent
    cells: list[InPackage | None]
    differs: bool


@dataclass(frozen=True)
class YearRow:
    """A year's sum of each package, with what it lacks to the target."""

    year: int
    target: str
    cells: list[tuple[str, str]]


@needs(rules.COMPOSE)
@require_safe
def packages(request: HttpRequest, year: int) -> HttpResponse:
    at = at_round(request, year)
    saved = list(at.round.packages.select_related("saved_by").prefetch_related("choices"))
    asked = set(request.GET.getlist("pakke"))
    beside = [_beside(at, one) for one in saved if str(one.pk) in asked or not asked]
    told = at.told(
        saved=[(one, str(one.pk) in asked or not asked) for one in saved],
        beside=beside,
        proposals=_proposals(at.seen, beside),
        sums=_sums(at, beside),
        crumbs=at.crumbs(Crumb(_("Packages"))),
        person=at.visitor.person,
    )
    return render(request, "desk/catalogue/packages.html", told)


def _beside(at: At, package: Package) -> Beside:
    chosen = chosen_in(at.seen, package.choices.all())
    return Beside(package, {one.proposal.number: one for one in chosen}, sum_of(one.kroner for one in chosen))


def _proposals(seen: Catalogue, beside: list[Beside]) -> list[ProposalRow]:
    """Those that any of the packages takes; the amount is the last year's, in which what is lasting has come in."""
    rows = []
    for one in seen.proposals:
        taken = [package.chosen.get(one.number) for package in beside]
        if any(taken):
            kroner = {tuple(sorted(each.kroner.items())) if each else None for each in taken}
            cells = [_cell(each, seen.years[-1]) for each in taken]
            rows.append(ProposalRow(one, cells, len(kroner) > 1))
    return rows


def _cell(chosen: Chosen | None, year: int) -> InPackage | None:
    return InPackage(kr(chosen.kroner.get(year, 0)), chosen.part is not None) if chosen else None


def _sums(at: At, beside: list[Beside]) -> list[YearRow]:
    target = at.seen.target
    return [
        YearRow(
            year,
            kr(target[year]) if target.get(year) else "",
            [(kr(one.sums.get(year, 0)), kr(gap(one.sums, target, year))) for one in beside],
        )
        for year in at.round.years
    ]
