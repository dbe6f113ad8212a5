# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from udmoent.organisation.configuration import PARTY_KINDS, TownBody, TownParty
from udmoent.plan.parties import Parties, PartyKind

BEGIN, END = date(2022, 1, 1), date(2025, 12, 31)
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


RENAMED = (
    TownBody(abbreviation="HMED", name="Hoved-MED", kind="med", valid_from=BEGIN, valid_to=END, successor="KMED"),
    TownBody(
        abbreviation="KMED", name="Koncern-MED", kind="med", valid_from=date(2026, 1, 1), aliases=("Koncernudvalget",)
    ),
    TownBody(abbreviation="KMED", name="Fælles-MED", kind="med", valid_from=date(2028, 1, 1)),
)


@pytest.mark.parametrize("written", ["Hoved-MED", "HMED", "Koncern-MED", "koncernudvalget", "Fælles-MED"])
def test_a_body_under_a_new_name_is_the_same_party(written: str):
    parties = Parties(bodies=reversed(RENAMED), on=END)
    assert parties.named(written) == parties.known[0] and len(parties.known) == 1
    assert parties.named(written).code == "hmed"


@pytest.mark.parametrize(
    ("on", "name"),
    [(date(2021, 1, 1), "Hoved-MED"), (END, "Hoved-MED"), (date(2026, 1, 1), "Koncern-MED"), (date.max, "Fælles-MED")],
)
def test_a_party_goes_by_its_name_of_the_day(on: date, name: str):
    parties = Parties(bodies=RENAMED, on=on)
    assert [party.name for party in parties.known] == [name] and parties.offered(on) == parties.known


def test_bodies_that_name_each_other_as_successors_are_found_all_the_same():
    pair = (
        TownBody(abbreviation="A", name="A-MED", kind="med", valid_from=BEGIN, successor="B"),
        TownBody(abbreviation="B", name="B-MED", kind="med", valid_from=BEGIN, successor="A"),
    )
    assert Parties(bodies=pair).named("A-MED").kind == PartyKind.MED


def test_the_files_kinds_are_those_of_parties():
    assert set(PARTY_KINDS) == set(PartyKind)
