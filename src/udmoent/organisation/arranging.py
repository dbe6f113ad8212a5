# SPDX-License-Identifier: MPL-2.0
"""How the town's cases are arranged and what they say, told in its file: sections in their order, sentences, recommenders."""

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Any

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refused
from udmoent.lib.text import code_of, normalised
from udmoent.organisation.case_template import STANDARD, Arrangement, CaseTemplate, Section
from udmoent.organisation.models import Municipality
from udmoent.organisation.setting_up import By, change_town, in_turn
from udmoent.organisation.town_text import Place, with_values

AT: Place = ("case",)


class Step(IntEnum):
    UP = -1
    DOWN = 1


Sections = list[Section]


@transaction.atomic
def tell(municipality: Municipality, told: Mapping[Place, object], *, by: By) -> Municipality:
    """Write values at their places in the town's file; None takes one out."""
    municipality = in_turn(municipality)
    return change_town(municipality, with_values(municipality.configuration_text, told), by=by)


# Sections


def add_section(municipality: Municipality, arrangement: str, section: Section, *, by: By) -> Municipality:
    """After the others."""
    return _arrange(municipality, arrangement, lambda sections: sections.append(section), by)


def tell_section(
    municipality: Municipality, arrangement: str, heading: str, section: Section, *, by: By
) -> Municipality:
    """Tell of a section otherwise. A heading that it loses stays among its other names, for cases are known by it."""
    other_names = {normalised(one): one for one in (*section.aliases, heading)}
    other_names.pop(normalised(section.heading), None)
    told = msgspec.structs.replace(section, aliases=tuple(other_names.values()))

    def change(sections: Sections) -> None:
        sections[_place_of(sections, heading)] = told

    return _arrange(municipality, arrangement, change, by)


def move_section(municipality: Municipality, arrangement: str, heading: str, step: Step, *, by: By) -> Municipality:
    """One place up or down; the first one stays first when it is moved up, and the last one last."""

    def change(sections: Sections) -> None:
        place = _place_of(sections, heading)
        to = min(max(place + step, 0), len(sections) - 1)
        sections.insert(to, sections.pop(place))

    return _arrange(municipality, arrangement, change, by)


def remove_section(municipality: Municipality, arrangement: str, heading: str, *, by: By) -> Municipality:
    def change(sections: Sections) -> None:
        del sections[_place_of(sections, heading)]
        if not sections:
            raise Refused(_("It is the only section. Add another one first, and then remove this."))

    return _arrange(municipality, arrangement, change, by)


@transaction.atomic
def _arrange(
    municipality: Municipality, arrangement: str, change: Callable[[Sections], object], by: By
) -> Municipality:
    municipality = in_turn(municipality)
    sections = list(known(municipality.configuration.case, arrangement).sections)
    change(sections)
    return tell(municipality, {(*place_of(arrangement), "sections"): as_told(sections)}, by=by)


def _place_of(sections: Sections, heading: str) -> int:
    found = [place for place, section in enumerate(sections) if section.heading == heading]
    if not found:
        sentence = _("There is no section “{heading}” any more. See how the sections stand now.")
        raise Refused(sentence.format(heading=heading))
    return found[0]


def as_told(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """As the file tells them; what is empty is not written."""
    return [{name: value for name, value in msgspec.to_builtins(section).items() if value} for section in sections]


# Arrangements


def place_of(arrangement: str) -> Place:
    return AT if arrangement == STANDARD else (*AT, "arrangements", arrangement)


def known(case: CaseTemplate, arrangement: str) -> CaseTemplate | Arrangement:
    """Refused where there is no such arrangement."""
    if arrangement == STANDARD:
        return case
    if arrangement not in case.arrangements:
        raise Refused(_("There is no such arrangement any more. Go back to the list."))
    return case.arrangements[arrangement]


@transaction.atomic
def add_arrangement(municipality: Municipality, name: str, *, like: str, by: By) -> str:
    """A new arrangement that begins as another one is. Returns the name that the file knows it by."""
    municipality = in_turn(municipality)
    case = municipality.configuration.case
    code = code_of(name)
    if code in case.arrangements:
        raise Refused(_("There is an arrangement “{name}” already. Choose another name.").format(name=name))
    _refuse_called(case, name)
    place = place_of(code)
    told = {(*place, "name"): name, (*place, "sections"): as_told(known(case, like).sections)}
    tell(municipality, told, by=by)
    return code


def _refuse_called(case: CaseTemplate, name: str, but: str = STANDARD) -> None:
    others = [one.name for code, one in case.arrangements.items() if code != but]
    if normalised(name) in map(normalised, others):
        raise Refused(_("There is an arrangement “{name}” already. Choose another name.").format(name=name))


@transaction.atomic
def rename_arrangement(municipality: Municipality, arrangement: str, name: str, *, by: By) -> Municipality:
    """What it is called; cases that have it keep it."""
    municipality = in_turn(municipality)
    case = municipality.configuration.case
    known(case, arrangement)
    _refuse_called(case, name, but=arrangement)
    return tell(municipality, {(*place_of(arrangement), "name"): name}, by=by)


@transaction.atomic
def remove_arrangement(municipality: Municipality, arrangement: str, *, by: By) -> Municipality:
    municipality = in_turn(municipality)
    known(municipality.configuration.case, arrangement)
    return tell(municipality, {place_of(arrangement): None}, by=by)
