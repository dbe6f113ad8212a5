# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest

from udmoent.lib.refusal import Refused
from udmoent.organisation.actions import load_municipality
from udmoent.organisation.configuration import TOWNS, configuration_text, read_configuration
from udmoent.organisation.models import Body, Municipality

NOW = datetime(2025, 1, 15, 9, tzinfo=UTC)


def test_norddjurs_comes_with_its_bodies(town: Municipality):
    bodies = dict(town.bodies.values_list("abbreviation", "digit"))
    assert bodies == {"KB": "", "ØK": "1", "BUU": "3", "KFU": "4", "MTU": "5"}
    assert list(town.bodies.filter(is_verified=False).values_list("abbreviation", flat=True)) == ["KFU"]


def test_loading_again_changes_nothing(town: Municipality):
    before = list(Body.objects.order_by("pk").values())
    load_municipality(configuration_text("Norddjurs"), now=NOW)
    assert list(Body.objects.order_by("pk").values()) == before
    assert Municipality.objects.count() == 1


def test_a_renamed_body_is_a_new_one_that_the_old_one_names(town: Municipality):
    text = configuration_text("norddjurs").replace(
        'abbreviation = "BUU"', 'abbreviation = "BUU"\nvalid_to = 2025-12-31\nsuccessor = "BFU"'
    )
    renamed = '[[bodies]]\nabbreviation = "BFU"\nname = "Børn"\nkind = "committee"\nvalid_from = 2026-01-01\n\n'
    load_municipality(text.replace("[[headings]]", renamed + "[[headings]]", 1), now=NOW)
    old = town.bodies.get(abbreviation="BUU")
    assert old.successor is not None and old.successor.abbreviation == "BFU"
    in_force = set(town.bodies.in_force(date(2026, 1, 1)).values_list("abbreviation", flat=True))
    assert "BFU" in in_force and "BUU" not in in_force


def test_a_body_that_the_file_no_longer_names_stays(town: Municipality):
    text = configuration_text("norddjurs")
    kfu = next(part for part in text.split("[[bodies]]") if '"KFU"' in part).split("[[headings]]")[0]
    load_municipality(text.replace("[[bodies]]" + kfu, ""), now=NOW)
    assert town.bodies.filter(abbreviation="KFU").exists()


@pytest.mark.parametrize("town", [file.stem for file in TOWNS.glob("*.toml")])
def test_every_town_that_comes_along_can_be_read(town: str):
    configuration = read_configuration(configuration_text(town))
    assert configuration.default_body in {body.abbreviation for body in configuration.bodies}


@pytest.mark.parametrize("text", ["", "slug = 3", "{", "slug = 'x'\nname = 'X'", "wrong = true"])
def test_a_file_that_is_no_configuration_is_refused(text: str):
    with pytest.raises(Refused):
        read_configuration(text)


def test_a_successor_that_is_not_in_the_file_is_refused(db):
    text = configuration_text("norddjurs").replace('abbreviation = "BUU"', 'abbreviation = "BUU"\nsuccessor = "XYZ"')
    with pytest.raises(Refused, match="XYZ"):
        load_municipality(text, now=NOW)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ('pattern = "{letter}{digit}{serial:02}"', 'pattern = "{bogstav}"'),
        ('pattern = "{letter}{digit}{serial:02}"', 'pattern = "{letter"'),
        ('pattern = "{letter}{digit}{serial:02}"', 'pattern = "{letter}"'),
        ("accepts = '(?:", "accepts = '((?:"),
        ("(?P<number>", "("),
    ],
)
def test_a_number_pattern_that_makes_no_numbers_is_refused(told: str, wrong: str):
    text = configuration_text("norddjurs")
    assert told in text
    with pytest.raises(Refused):
        read_configuration(text.replace(told, wrong))


def test_a_misspelt_name_in_the_file_is_refused():
    with pytest.raises(Refused, match="verifed"):
        read_configuration(configuration_text("norddjurs").replace("verified", "verifed"))


@pytest.mark.parametrize("name", ["atlantis", "/no/such/file.toml", ".", "\0"])
def test_a_town_that_is_not_there_is_refused_and_the_known_ones_named(name: str):
    with pytest.raises(Refused, match="norddjurs"):
        configuration_text(name)
