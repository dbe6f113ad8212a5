# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from udmoent.documents.words import LABELS
from udmoent.lib.refusal import Refused
from udmoent.organisation.actions import load_municipality, set_up_municipality
from udmoent.organisation.configuration import FIELDS, TOWNS, configuration_text, read_configuration
from udmoent.organisation.models import Body, Municipality, Person
from udmoent.plan.facts import Assessment, Kind, Stage

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


def renamed(abbreviation: str) -> str:
    """Norddjurs, where BUU is renamed from 2026 on, under an abbreviation that may be its own."""
    ended = f'abbreviation = "BUU"\nvalid_to = 2025-12-31\nsuccessor = "{abbreviation}"'
    new = f'[[bodies]]\nabbreviation = "{abbreviation}"\nname = "Børn"\nkind = "committee"\nvalid_from = 2026-01-01\n\n'
    text = configuration_text("norddjurs").replace('abbreviation = "BUU"', ended)
    return text.replace("[[headings]]", new + "[[headings]]", 1)


def test_a_renamed_body_may_keep_its_abbreviation(town: Municipality):
    load_municipality(renamed("BUU"), now=NOW)
    old, new = town.bodies.filter(abbreviation="BUU").order_by("valid_from")
    assert (old.successor, new.successor) == (new, None)


def test_a_successor_that_the_file_no_longer_names_is_gone(town: Municipality):
    load_municipality(renamed("BFU"), now=NOW)
    load_municipality(renamed("BFU").replace('\nsuccessor = "BFU"', ""), now=NOW)
    assert town.bodies.get(abbreviation="BUU").successor is None


@pytest.mark.parametrize(
    ("told", "wrong", "place"),
    [
        ('kind = "finance"', 'kind = "finanse"', "kind"),
        ("[columns]\nnumber", "[columns]\nnumer", "columns"),
        ('symbols = "traffic_light"', 'symbols = "stars"', "symbols"),
        ("two_factor_roles = []", 'two_factor_roles = ["king"]', "two_factor_roles"),
        ("[stages]\n", '[stages]\npaused = ["På pause"]\n', "stages"),
        ("[kinds]\noperating", "[kinds]\noperatin", "kinds"),
        ("[assessments]\ngreen", "[assessments]\ngren", "assessments"),
        ('raaderum = "R"', 'raderum = "R"', "letters"),
        ('abbreviation = "KFU"', 'abbreviation = "MTU"', "MTU"),
        ("valid_from = 2022-01-01", "valid_from = 2022-01-01\nvalid_to = 2021-01-01", "KB"),
    ],
)
def test_a_word_of_the_file_that_nothing_is_called_is_refused_with_its_place(told: str, wrong: str, place: str):
    text = configuration_text("norddjurs")
    assert told in text
    with pytest.raises(Refused, match=place):
        read_configuration(text.replace(told, wrong, 1))


def test_the_words_a_file_may_tell_are_those_the_plan_has():
    town = read_configuration(configuration_text("norddjurs"))
    assert (set(town.kinds), set(town.stages), set(town.assessments)) == (set(Kind), set(Stage), set(Assessment))
    assert set(FIELDS) == (set(LABELS) - {"amounts", "extra"}) | {"amount"}
    for kind in Body.Kind:
        read_configuration(configuration_text("norddjurs").replace('kind = "finance"', f'kind = "{kind}"'))


@pytest.mark.parametrize(
    ("name", "misspelt", "said"),
    [
        ("council_size", "counsil_size", "navnet “counsil_size” kendes ikke (øverst i filen)"),
        ('digit = "3"', 'digitt = "3"', "navnet “digitt” kendes ikke (bodies[2])"),
        ("code = 707", "", "“code” mangler (øverst i filen)"),
    ],
)
def test_a_mistake_in_a_towns_file_is_told_with_its_place(name: str, misspelt: str, said: str):
    with pytest.raises(Refused) as refused, override("da"):
        read_configuration(configuration_text("norddjurs").replace(name, misspelt, 1))
    assert said in str(refused.value)


def test_every_text_that_a_town_has_had_is_kept(town: Municipality, coordinator: Person):
    renamed_town = configuration_text("norddjurs").replace('Norddjurs Kommune"', 'Nordkommune"')
    load_municipality(renamed_town, now=NOW, by=coordinator, why="Nyt navn")
    load_municipality(renamed_town, now=NOW)
    first, second = town.configuration_versions.all()
    assert (first.text, first.recorded_by) == (configuration_text("norddjurs"), None)
    assert (second.text, second.recorded_by, second.why) == (renamed_town, coordinator, "Nyt navn")


def test_setting_up_again_never_overwrites_what_was_changed_on_the_pages(town: Municipality, coordinator: Person):
    shipped = configuration_text("norddjurs")
    on_pages = shipped.replace('Norddjurs Kommune"', 'Nordkommune"')
    load_municipality(on_pages, now=NOW, by=coordinator)
    kept = set_up_municipality(shipped, now=NOW)
    assert (kept.name, kept.configuration_text) == ("Nordkommune", on_pages)
    with pytest.raises(Refused, match="ændret på siderne"):
        set_up_municipality(shipped.replace("council_size = 27", "council_size = 25"), now=NOW)
    town.refresh_from_db()
    assert town.configuration_text == on_pages and town.configuration_versions.count() == 2


def test_a_file_that_nobody_changed_on_the_pages_is_taken_anew(town: Municipality):
    newer = configuration_text("norddjurs").replace("council_size = 27", "council_size = 25")
    assert set_up_municipality(newer, now=NOW).configuration_text == newer
    assert town.configuration_versions.count() == 2
