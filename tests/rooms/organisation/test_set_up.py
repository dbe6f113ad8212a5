# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest

from udmoent.audit.models import Event
from udmoent.lib.refusal import Refused
from udmoent.organisation import arranging
from udmoent.organisation.appointing import give_role
from udmoent.organisation.configuration import configuration_text, read_configuration
from udmoent.organisation.models import Municipality, Person, Unit
from udmoent.organisation.setting_up import (
    By,
    add_body,
    add_unit,
    change_town,
    correct_body,
    place_unit,
    rename_body,
    rename_unit,
)
from udmoent.organisation.town_text import with_changed_body, with_values

NOW = datetime(2025, 9, 30, 9, tzinfo=UTC)
ELECTION, BEFORE = date(2026, 1, 1), date(2025, 12, 31)
TEXT = configuration_text("norddjurs")


@pytest.fixture
def by(coordinator: Person) -> By:
    return By(person=coordinator, now=NOW, why="Ny styrelsesvedtægt")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("stages", "planned"), ("Planlagt", "Sat i kalenderen")),
        (("symbols",), "smileys"),
        (("two_factor_roles",), ("administrator",)),
        (("numbers", "letters", "capital"), "P"),
        (("case", "sentences", "law"), "Loven siger det."),
    ],
)
def test_a_value_is_written_and_all_else_stays(place, value):
    told = with_values(TEXT, {place: value})
    read_configuration(told)
    gone = set(TEXT.splitlines()) - set(told.splitlines())
    assert with_values(told, {place: value}) == told != TEXT
    assert [line for line in gone if line.startswith("#")] == []


def test_what_is_so_already_leaves_the_text_alone():
    assert with_values(TEXT, {("stages", "planned"): ("Planlagt", "Under planlægning")}) == TEXT


def test_a_value_at_the_top_that_was_not_there_belongs_to_no_table():
    old = TEXT.replace('symbols = "traffic_light"', "")
    assert read_configuration(with_values(old, {("symbols",): "smileys"})).symbols == "smileys"


def test_a_bodys_default_is_not_written():
    text = with_changed_body(TEXT, "KFU", date(2022, 1, 1), {"verified": True, "aliases": (), "digit": "4"})
    assert text == TEXT.replace("verified = false\n\n[[head", "\n[[head")


def test_a_renamed_body_begins_when_the_old_one_ends_in_rows_and_file(town: Municipality, by: By):
    old = town.bodies.get(abbreviation="BUU")
    new = rename_body(old, abbreviation="BFU", name="Børne- og Familieudvalget", valid_from=ELECTION, by=by)
    old.refresh_from_db()
    assert (old.name, old.valid_to, old.successor) == ("Børne- og Ungdomsudvalget", BEFORE, new)
    assert (new.digit, new.kind, new.valid_from) == ("3", "committee", ELECTION)
    told = {body.abbreviation: body for body in Municipality.objects.get().configuration.bodies}
    assert told["BUU"].successor == "BFU" and told["BFU"].valid_from == ELECTION
    assert Municipality.objects.get().configuration_versions.last().why == "Ny styrelsesvedtægt"


def test_whoever_has_a_role_for_a_renamed_body_keeps_it(town: Municipality, by: By):
    old = town.bodies.get(abbreviation="BUU")
    role = give_role(town, "s@example.dk", "committee_secretary", body=old, valid_from=date(2024, 1, 1), by=by)
    new = rename_body(old, abbreviation="BUU", name="Børneudvalget", valid_from=ELECTION, by=by)
    role.refresh_from_db()
    follower = new.roles.get()
    assert role.valid_to == BEFORE and (follower.user, follower.person) == (role.user, role.person)
    assert (follower.valid_from, follower.valid_to) == (ELECTION, None)


def test_a_default_body_is_named_anew(town: Municipality, by: By):
    rename_body(
        town.bodies.get(abbreviation="ØK"), abbreviation="ØKE", name="Økonomi", valid_from=date(2025, 9, 1), by=by
    )
    assert Municipality.objects.get().configuration.default_body == "ØKE"
    rename_body(town.bodies.get(abbreviation="ØKE"), abbreviation="ØU", name="Økonomi", valid_from=ELECTION, by=by)
    assert Municipality.objects.get().configuration.default_body == "ØKE"


def test_a_body_that_the_file_forgot_is_told_so(town: Municipality, by: By):
    stray = town.bodies.create(abbreviation="X", name="X", kind="med", valid_from=date(2022, 1, 1))
    with pytest.raises(Refused, match="X"):
        correct_body(stray, {"name": "Y"}, by=by)


def test_a_body_is_renamed_once_and_never_to_an_abbreviation_in_use(town: Municipality, by: By):
    body = town.bodies.get(abbreviation="BUU")
    with pytest.raises(Refused):
        rename_body(body, abbreviation="MTU", name="Miljø", valid_from=ELECTION, by=by)
    with pytest.raises(Refused):
        rename_body(body, abbreviation="BFU", name="Børn", valid_from=body.valid_from, by=by)
    rename_body(body, abbreviation="BFU", name="Børn", valid_from=ELECTION, by=by)
    body.refresh_from_db()
    with pytest.raises(Refused):
        rename_body(body, abbreviation="BU", name="Børn", valid_from=ELECTION, by=by)
    assert town.bodies.count() == 6


def test_a_body_is_added_and_corrected_in_rows_and_file(town: Municipality, by: By):
    told = {"abbreviation": "HMU", "name": "Hovedudvalget", "kind": "med", "valid_from": date(2025, 1, 1)}
    add_body(town, told, by=by)
    correct_body(town.bodies.get(abbreviation="HMU"), {"name": "HovedMED", "valid_to": BEFORE}, by=by)
    body = town.bodies.get(abbreviation="HMU")
    assert (body.name, body.valid_to) == ("HovedMED", BEFORE)
    with pytest.raises(Refused):
        add_body(town, told, by=by)
    with pytest.raises(Refused):
        correct_body(body, {"valid_to": date(2024, 1, 1)}, by=by)


def test_a_renamed_body_keeps_its_rules_for_meetings(town: Municipality, by: By):
    rename_body(
        town.bodies.get(abbreviation="MTU"), abbreviation="KMU", name="Klimaudvalget", valid_from=ELECTION, by=by
    )
    kept = Municipality.objects.get(pk=town.pk).configuration.body_on("KMU", ELECTION)
    assert (kept.agenda_days, kept.cases_days, kept.most_treatments) == (4, 8, 5)


def test_whoever_recommends_to_a_body_recommends_to_it_under_its_new_name(town: Municipality, by: By):
    at = arranging.place_of("beslutningstema")
    arranging.tell(town, {(*at, "recommends", "BUU"): "Børnedirektøren"}, by=by)
    old = town.bodies.get(abbreviation="BUU")
    rename_body(old, abbreviation="BFU", name="Børne- og Familieudvalget", valid_from=ELECTION, by=by)
    case = Municipality.objects.get(pk=town.pk).configuration.case
    assert dict(case.recommends) == {"BUU": "Velfærdsdirektøren", "BFU": "Velfærdsdirektøren"}
    assert case.arrangements["beslutningstema"].recommends["BFU"] == "Børnedirektøren"


@pytest.mark.parametrize(("kind", "agenda", "cases"), [("committee", 4, 3), ("council", None, 3)])
def test_cases_are_ready_when_the_agenda_goes_out(town: Municipality, by: By, kind, agenda, cases):
    told = {"abbreviation": "NYT", "name": "Nyt udvalg", "kind": kind, "valid_from": ELECTION}
    late = told | {"agenda_days": agenda, "cases_days": cases}
    with pytest.raises(Refused, match="senest når dagsordenen udsendes, 4 arbejdsdage før"):
        add_body(town, late, by=by)
    add_body(town, told | {"agenda_days": agenda, "cases_days": 4}, by=by)


def test_another_towns_file_is_refused_and_changes_nothing(town: Municipality, by: By):
    with pytest.raises(Refused, match="anden"):
        change_town(town, TEXT.replace('slug = "norddjurs"', 'slug = "anden"'), by=by)
    assert Municipality.objects.count() == 1


def test_what_is_set_up_is_in_the_log(town: Municipality, by: By, coordinator: Person):
    change_town(town, TEXT.replace('"traffic_light"', '"smileys"'), by=by)
    event = Event.objects.get(act="load_municipality", person_id=coordinator.pk)
    assert event.told == {"why": "Ny styrelsesvedtægt"}


def test_a_renamed_unit_takes_posts_parts_and_roles_along(town: Municipality, by: By):
    unit = add_unit(town, "Skoler", parent=None, valid_from=date(2022, 1, 1), by=by)
    part = add_unit(town, "Specialskoler", parent=unit, valid_from=date(2022, 1, 1), by=by)
    position = town.positions.create(title="skolechef", unit=unit)
    give_role(town, "s@example.dk", "responsible", unit=unit, valid_from=date(2024, 1, 1), by=by)
    new = rename_unit(unit, "Skole og Læring", valid_from=date(2025, 10, 1), by=by)
    position.refresh_from_db()
    part.refresh_from_db()
    assert position.unit == part.parent == new
    assert new.roles.get().valid_from == date(2025, 10, 1)
    assert Unit.objects.get(name="Skoler").valid_to == date(2025, 9, 30)


def test_a_unit_is_no_part_of_itself_and_ends_empty(town: Municipality, by: By):
    unit = add_unit(town, "Skoler", parent=None, valid_from=date(2022, 1, 1), by=by)
    part = add_unit(town, "Specialskoler", parent=unit, valid_from=date(2022, 1, 1), by=by)
    with pytest.raises(Refused):
        place_unit(unit, parent=part, valid_to=None, by=by)
    with pytest.raises(Refused):
        place_unit(unit, parent=None, valid_to=BEFORE, by=by)
    with pytest.raises(Refused):
        add_unit(town, "skoler", parent=None, valid_from=date(2022, 1, 1), by=by)
    place_unit(part, parent=None, valid_to=BEFORE, by=by)
    assert place_unit(unit, parent=None, valid_to=BEFORE, by=by).valid_to == BEFORE
