# SPDX-License-Identifier: MPL-2.0
"""What a town's configuration knows beforehand of its cases."""

from udmoent.documents.case.tree import CaseWords, TownBodyName
from udmoent.organisation.case_template import Section
from udmoent.organisation.configuration import TownConfiguration


def case_words(town: TownConfiguration) -> CaseWords:
    return CaseWords(
        bodies=tuple(TownBodyName(body.abbreviation, body.name, body.aliases) for body in town.bodies),
        headings=headings_of(town.case.sections),
        arrangements=tuple(headings_of(one.sections) for one in town.case.arrangements.values()),
        other_names=tuple(
            (alias, section.heading)
            for sections in (town.case.sections, *(one.sections for one in town.case.arrangements.values()))
            for section in sections
            for alias in section.aliases
        ),
        domain_words=town.words.domain,
        people=town.words.people,
        party_letters=town.words.party_letters,
    )


def headings_of(sections: tuple[Section, ...]) -> tuple[str, ...]:
    return tuple(section.heading for section in sections)
