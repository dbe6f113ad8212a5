# SPDX-License-Identifier: MPL-2.0
"""What a body may be asked to do, and who recommends it: for the usual arrangement of cases, and for each other one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases.facts import CaseKind
from udmoent.cases.rules import STEP_OF_BODY
from udmoent.cases.words import KINDS
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import LinesField
from udmoent.desk.setup.arrangements import address, arrangements_crumb, code_in, named_arrangement
from udmoent.desk.setup.sections import Entry, Section
from udmoent.desk.setup.shared import show, town_of
from udmoent.desk.setup.words import SectionForm, saved
from udmoent.desk.where import Crumb
from udmoent.organisation import rules
from udmoent.organisation.arranging import place_of, tell
from udmoent.organisation.case_template import STANDARD
from udmoent.organisation.configuration import TownConfiguration
from udmoent.organisation.town_text import Place


@dataclass(frozen=True)
class OfCases(Entry):
    """A place among what the file tells of cases, which need not be there."""

    def said(self, town: TownConfiguration) -> Any:
        return super().said(town) or ("" if self.field is not LinesField else ())


class RecommendingForm(SectionForm):
    """What is empty is not written."""

    def values(self) -> dict[Place, object]:
        return {place: value or None for place, value in super().values().items()}

    def clean(self) -> dict[str, Any]:
        """A case of a kind asks by itself only what a body may be asked to do."""
        verbs = self.cleaned_data.get("case-verbs", ())
        for entry in self.entries:
            if entry.place[:2] == ("case", "asks"):
                for verb in self.cleaned_data.get(entry.name, ()):
                    if verb not in verbs:
                        told = _(
                            "“{verb}” is not among what a body may be asked to do. Add it there, or take it away here."
                        )
                        self.add_error(entry.name, told.format(verb=verb))
        return self.cleaned_data


def section_of(code: str, name: str | Promise) -> Section:
    return Section(code, name, "", lambda town: list(_entries(town, code)))


def _entries(town: TownConfiguration, code: str) -> Iterator[Entry]:
    at, by_default = place_of(code), town.case
    hint = "" if code == STANDARD else _("Left empty: as in the usual one")
    yield OfCases((*at, "verbs"), _("What a body may be asked to do"), LinesField, hint or _("One on each line"))
    yield OfCases(
        (*at, "recommender"),
        _("Who recommends"),
        hint=_usually(by_default.recommender) if hint else _("To every body that no other is told for"),
    )
    for body in _bodies(town):
        told = _("Who recommends to {body}").format(body=body)
        usual = by_default.recommends.get(body, "")
        yield OfCases((*at, "recommends", body), told, hint=_usually(usual) if hint and usual else "")
    if code == STANDARD:
        for kind, word in KINDS.items():
            if kind != CaseKind.OTHER:
                told = _("{kind}: asks by itself").format(kind=word)
                yield OfCases((*at, "asks", str(kind)), told, LinesField, _("Left empty: as it comes with Udmønt"))
        yield OfCases((*at, "kle"), _("KLE"), hint=_("The number of a case that has none of its own"))


def _usually(who: str) -> str:
    return _("Left empty: {who}").format(who=who or "–")


def _bodies(town: TownConfiguration) -> list[str]:
    """The abbreviations of the bodies that treat cases, those of today and those that are named already."""
    today, case = clock.today(), town.case
    there = [body for body in town.bodies if body.kind in STEP_OF_BODY and (body.valid_to or today) >= today]
    named = (*case.recommends, *(body for one in case.arrangements.values() for body in one.recommends))
    return list(dict.fromkeys((*(body.abbreviation for body in there), *named)))


@needs(rules.SET_UP)
@GET_OR_POST
def recommending(request: HttpRequest, code: str) -> HttpResponse:
    """Sent, it is written into the town's file."""
    code = code_in(code)
    name, _sections = named_arrangement(request, code)
    town, chosen = town_of(request), section_of(code, name)
    form = RecommendingForm(request.POST or None, section=chosen, town=town)
    return saved(request, form, partial(_shown, request, chosen), lambda by: tell(town, form.values(), by=by))


def _shown(request: HttpRequest, chosen: Section, form: SectionForm, *, status: int, **told: Any) -> HttpResponse:
    way = [arrangements_crumb(), Crumb(str(chosen.name), address(chosen.slug))]
    told |= {"form": form, "back": address(chosen.slug), "status": status}
    return show(request, "recommending", _("Verbs and who recommends"), way=way, **told)
