# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from udmoent.organisation.configuration import STRATEGY_KINDS, TownStrategy
from udmoent.plan.aims import AimKind, Aims, targets

AIMS = Aims(
    (
        TownStrategy(name="Øvelsespolitik", kind="policy"),
        TownStrategy(
            name="Klimahandlingsplan", kind="plan", aliases=("Klimaplanen", "DK2020"), valid_to=date(2025, 12, 31)
        ),
        TownStrategy(name="Plan- og Udviklingsstrategi 2023"),
        TownStrategy(name="FN's verdensmål 4", sentence="Alle skal lære."),
    )
)


@pytest.mark.parametrize("written", ["Klimahandlingsplan", "klimahandlingsplan ", "Klimaplanen", "DK2020"])
def test_an_aim_is_found_by_any_of_its_names(written):
    assert AIMS.named(written).name == "Klimahandlingsplan"


def test_the_seventeen_goals_are_always_there_and_the_file_may_tell_more_of_one():
    assert [aim.goal.number for aim in AIMS.known if aim.goal] == list(range(1, 18))
    assert AIMS.named("SDG 4: Education").told.sentence == "Alle skal lære."
    assert AIMS.named("Verdensmål 5").told is None


def test_what_the_file_does_not_tell_of_is_an_aim_too():
    aim = AIMS.named("Nordisk vision")
    assert (aim.kind, aim.name, aim.code, aim.told) == (AimKind.UNKNOWN, "Nordisk vision", "nordisk-vision", None)


def test_an_item_serves_each_aim_once_the_towns_own_first_and_goals_by_number():
    names = (
        "Verdensmål 13",
        "DK2020",
        "Nordisk vision",
        "Øvelsespolitik",
        "Verdensmål 4.2",
        "Verdensmål 4",
        "Klimaplanen",
    )
    served = [aim.name for aim in AIMS.served(names)]
    assert served == ["Øvelsespolitik", "Klimahandlingsplan", "Nordisk vision", "Verdensmål 4", "Verdensmål 13"]


def test_what_is_over_is_no_longer_offered():
    assert "Klimahandlingsplan" in [aim.name for aim in AIMS.offered(date(2025, 12, 31))]
    assert "Klimahandlingsplan" not in [aim.name for aim in AIMS.offered(date(2026, 1, 1))]


@pytest.mark.parametrize(
    ("written", "proper"),
    [
        ("FN's verdensmål 11: Bæredygtige byer", "Verdensmål 11"),
        ("SDG 4.a", "Verdensmål 4.a"),
        ("klimaplanen", "Klimahandlingsplan"),
        ("Nordisk vision", "Nordisk vision"),
    ],
)
def test_a_name_has_one_proper_form(written, proper):
    assert AIMS.proper(written) == proper


def test_a_goals_targets_are_told_with_it():
    goal = AIMS.named("Verdensmål 4")
    assert list(targets(("Verdensmål 4.2", "Verdensmål 4", "Verdensmål 5.1", "Klimaplanen"), goal)) == ["4.2"]


def test_codes_in_addresses_are_plain_letters():
    assert AIMS.named("Øvelsespolitik").code == "oevelsespolitik"
    assert AIMS.named("»!«").code


def test_the_files_kinds_are_those_of_aims():
    assert set(STRATEGY_KINDS) == set(AimKind) - {AimKind.UNKNOWN, AimKind.GOAL}
