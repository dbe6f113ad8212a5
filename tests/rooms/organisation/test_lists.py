# SPDX-License-Identifier: MPL-2.0
"""What stands in lists of the town's file: its strategies."""

from datetime import UTC, date, datetime

import pytest

from udmoent.lib.refusal import Refused
from udmoent.organisation.configuration import TownStrategy, configuration_text, read_configuration
from udmoent.organisation.lists import STRATEGIES, add_to, take_out, tell_of
from udmoent.organisation.models import Municipality, Person
from udmoent.organisation.setting_up import By
from udmoent.organisation.town_text import with_more

TEXT = configuration_text("norddjurs")
BARE = TEXT[: TEXT.index("# What items serve")]
CLIMATE = {"name": "Klimaplan", "kind": "plan", "aliases": (), "sentence": "", "valid_to": date(2030, 12, 31)}


@pytest.fixture
def by(coordinator: Person) -> By:
    return By(person=coordinator, now=datetime(2025, 9, 30, 9, tzinfo=UTC), why="Vedtaget")


def told(town: Municipality) -> dict[str, TownStrategy]:
    return {one.name: one for one in Municipality.objects.get(pk=town.pk).configuration.strategies}


def test_a_strategy_comes_after_the_others_and_all_else_stays(town: Municipality, by: By):
    changed = add_to(STRATEGIES, town, CLIMATE, by=by)
    assert list(told(town)) == ["Plan- og Udviklingsstrategi 2023", "Vores Norddjurs", "Klimaplan"]
    assert told(town)["Klimaplan"] == TownStrategy(name="Klimaplan", kind="plan", valid_to=date(2030, 12, 31))
    assert changed.configuration_text.startswith(TEXT.rstrip())
    assert "aliases" not in changed.configuration_text[len(TEXT) :]
    assert town.configuration_versions.last().why == "Vedtaget"


def test_a_name_that_is_lost_stays_among_the_others(town: Municipality, by: By):
    add_to(STRATEGIES, town, CLIMATE, by=by)
    tell_of(STRATEGIES, town, "Klimaplan", CLIMATE | {"name": "Klimahandlingsplan", "aliases": ("DK2020",)}, by=by)
    assert told(town)["Klimahandlingsplan"].aliases == ("DK2020", "Klimaplan") and "Klimaplan" not in told(town)
    tell_of(STRATEGIES, town, "Klimahandlingsplan", CLIMATE | {"name": "Klimaplan", "aliases": ("Klimaplan",)}, by=by)
    assert told(town)["Klimaplan"].aliases == ("Klimahandlingsplan",)


def test_what_is_taken_out_leaves_the_text_as_it_was(town: Municipality, by: By):
    add_to(STRATEGIES, town, CLIMATE, by=by)
    assert take_out(STRATEGIES, town, "Klimaplan", by=by).configuration_text.rstrip() == TEXT.rstrip()


def test_what_the_file_does_not_tell_of_is_refused(town: Municipality, by: By):
    with pytest.raises(Refused, match="Klimaplan"):
        tell_of(STRATEGIES, town, "Klimaplan", CLIMATE, by=by)
    with pytest.raises(Refused, match="Klimaplan"):
        take_out(STRATEGIES, town, "Klimaplan", by=by)


@pytest.mark.parametrize("other", ["klimaplan", "Vores norddjurs", "Udviklingsstrategien"])
def test_two_by_one_name_are_refused(town: Municipality, by: By, other: str):
    add_to(STRATEGIES, town, CLIMATE, by=by)
    with pytest.raises(Refused):
        add_to(STRATEGIES, town, {"name": other}, by=by)
    assert len(told(town)) == 3


@pytest.mark.parametrize("other", ["Verdensmål 4", "SDG 4: Education", "Verdensmål 4.2", "Global goal 04"])
def test_a_goal_is_the_same_by_whatever_name(town: Municipality, by: By, other: str):
    add_to(STRATEGIES, town, {"name": "FN's verdensmål 4", "sentence": "Alle skal lære."}, by=by)
    with pytest.raises(Refused, match="verdensmål 4"):
        add_to(STRATEGIES, town, {"name": other, "sentence": "Noget andet."}, by=by)
    with pytest.raises(Refused):
        add_to(STRATEGIES, town, CLIMATE | {"aliases": (other,)}, by=by)
    add_to(STRATEGIES, town, {"name": "Verdensmål 5", "aliases": ("SDG 5",)}, by=by)
    assert len(told(town)) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": date(2026, 1, 1)},
        {"address": "http://usikker.example"},
        {"kind": "goal"},
        {"name": ""},
    ],
)
def test_a_strategy_that_is_told_wrongly_is_refused(wrong):
    with pytest.raises(Refused):
        read_configuration(with_more(BARE, "strategies", [CLIMATE | {"valid_to": date(2025, 1, 1)} | wrong], {}))


def test_names_alone_are_read_and_become_tables_when_one_is_added():
    """Files of the first kind have the strategies' names in one list."""
    old = BARE.replace('slug = "norddjurs"', 'slug = "norddjurs"\nstrategies = ["Vores Norddjurs", "Verdensmål 4"]')
    assert [one.name for one in read_configuration(old).strategies] == ["Vores Norddjurs", "Verdensmål 4"]
    new = read_configuration(with_more(old, "strategies", [CLIMATE], {}))
    assert [one.name for one in new.strategies] == ["Vores Norddjurs", "Verdensmål 4", "Klimaplan"]
    assert (new.name, new.default_body) == ("Norddjurs Kommune", "ØK")


def test_a_file_without_strategies_takes_its_first_one():
    assert [one.name for one in read_configuration(with_more(BARE, "strategies", [CLIMATE], {})).strategies] == [
        "Klimaplan"
    ]
