# SPDX-License-Identifier: MPL-2.0
"""What a town's configuration knows beforehand of its cases."""

from udmoent.documents.case.tree import CaseWords, TownBodyName
from udmoent.organisation.configuration import TownConfiguration


def case_words(town: TownConfiguration) -> CaseWords:
    return CaseWords(
        bodies=tuple(TownBodyName(body.abbreviation, body.name, body.aliases) for body in town.bodies),
        headings=tuple(section.heading for section in town.case.sections),
        domain_words=town.words.domain,
        people=town.words.people,
        party_letters=town.words.party_letters,
    )
