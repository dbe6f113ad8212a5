# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from udmoent.organisation.configuration import PARTY_KINDS, TownBody, TownParty
from udmoent.plan.parties import Parties, PartyKind

BEGIN = date(2022, 1, 1)
BODIES = (
    TownBody(abbreviation="BUU", name="Børne- og Ungdomsudvalget", kind="committee", valid_from=BEGIN),
    TownBody(abbreviation="HMED", name="Hoved-MED", kind="med", valid_from=BEGIN, aliases=("Hovedudvalget",)),
    TownBody(abbreviation="DIR", name="Direktionen", kind="directorate", valid_from=BEGIN, valid_to=date(2025, 12, 31)),
)
PARTIES = Parties(
    (
        TownParty(name="Ældrerådet", kind="advisory", aliases=("Seniorrådet",)),
        TownParty(name="Direktionen", kind="other"),
    ),
    BODIES,
)


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("hoved-med", "Hoved-MED", PartyKind.MED),
        ("HMED", "Hoved-MED", PartyKind.MED),
        ("Hovedudvalget", "Hoved-MED", PartyKind.MED),
        ("Seniorrådet", "Ældrerådet", PartyKind.ADVISORY),
        ("Direktionen", "Direktionen", PartyKind.DIRECTORATE),
        ("Område-MED Skoler", "Område-MED Skoler", PartyKind.MED),
        ("MED", "MED", PartyKind.MED),
        ("LokalMED", "LokalMED", PartyKind.MED),
        ("Medborgerne", "Medborgerne", PartyKind.OTHER),
        ("Elevrådet", "Elevrådet", PartyKind.OTHER),
    ],
)
def test_a_party_is_found_by_any_of_its_names_and_staff_by_the_word_med(written, name, kind):
    party = PARTIES.named(written)
    assert (party.name, party.kind) == (name, kind)


def test_a_committee_is_no_party_and_no_party_stands_twice():
    assert [party.name for party in PARTIES.known] == ["Hoved-MED", "Direktionen", "Ældrerådet"]


def test_a_body_that_has_ended_is_not_offered():
    assert "Direktionen" in [party.name for party in PARTIES.offered(date(2025, 12, 31))]
    assert "Direktionen" not in [party.name for party in PARTIES.offered(date(2026, 1, 1))]


def test_the_files_kinds_are_those_of_parties():
    assert set(PARTY_KINDS) == set(PartyKind)
