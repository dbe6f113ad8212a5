# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime, timedelta

import pytest

from udmoent.audit.models import Event
from udmoent.lib.refusal import Refused
from udmoent.organisation.appointing import (
    add_person,
    add_position,
    appoint,
    deputise,
    end_holding,
    end_role,
    erase_name,
    give_role,
    take_back,
)
from udmoent.organisation.models import Municipality, Person, Position, Role, User
from udmoent.organisation.setting_up import By

TODAY = date(2025, 9, 30)
START, LATER = date(2024, 1, 1), date(2025, 12, 1)


@pytest.fixture
def by(coordinator: Person) -> By:
    return By(person=coordinator, now=datetime(2025, 9, 30, 9, tzinfo=UTC))


@pytest.fixture
def post(town: Municipality, by: By) -> Position:
    return add_position(town, "skolechef", unit=None, by=by)


@pytest.fixture
def anna(town: Municipality, by: By) -> Person:
    return add_person(town, "Anna Andersen", by=by)


@pytest.fixture
def bo(town: Municipality, by: By) -> Person:
    return add_person(town, "Bo Berg", by=by)


def test_whoever_takes_a_post_over_ends_the_others_time_in_it(post: Position, anna: Person, bo: Person, by: By):
    first = appoint(anna, post, valid_from=START, by=by)
    appoint(bo, post, valid_from=LATER, by=by)
    first.refresh_from_db()
    assert first.valid_to == LATER - timedelta(days=1)
    assert anna.signature(TODAY) == bo.signature(LATER) == "skolechef"


def test_nobody_takes_a_post_twice_or_before_the_one_who_has_it(post: Position, anna: Person, bo: Person, by: By):
    appoint(anna, post, valid_from=START, by=by)
    for who in (anna, bo):
        with pytest.raises(Refused):
            appoint(who, post, valid_from=START, by=by)


def test_a_deputy_stands_in_for_a_time_beside_the_one_in_the_post(post: Position, anna: Person, bo: Person, by: By):
    appoint(anna, post, valid_from=START, by=by)
    deputy = deputise(bo, post, valid_from=TODAY, valid_to=LATER, by=by)
    assert deputy.is_deputy and post.holdings.in_force(TODAY).count() == 2
    with pytest.raises(Refused):
        deputise(bo, post, valid_from=LATER, by=by)
    with pytest.raises(Refused):
        end_holding(deputy, valid_to=START, by=by)


def test_what_has_not_begun_can_be_taken_back_and_what_has_cannot(post: Position, anna: Person, by: By):
    coming = appoint(anna, post, valid_from=LATER, by=by)
    with pytest.raises(Refused):
        take_back(coming, today=LATER, by=by)
    take_back(coming, today=TODAY, by=by)
    assert not post.holdings.exists()


def test_a_post_is_there_once(town: Municipality, post: Position, by: By):
    with pytest.raises(Refused):
        add_position(town, "Skolechef", unit=None, by=by)


def test_a_new_address_is_let_in_without_a_password(town: Municipality, anna: Person, by: By):
    role = give_role(town, "Anna@Example.dk ", "reader", person=anna, valid_from=START, by=by)
    assert role.user.email == "anna@example.dk" and not role.user.has_usable_password()
    again = give_role(town, "anna@example.dk", "economist", valid_from=START, by=by)
    assert (again.user, again.person) == (role.user, anna)


def test_an_address_is_one_persons(town: Municipality, anna: Person, bo: Person, by: By):
    give_role(town, "anna@example.dk", "reader", person=anna, valid_from=START, by=by)
    with pytest.raises(Refused, match="Anna"):
        give_role(town, "anna@example.dk", "economist", person=bo, valid_from=START, by=by)


def test_a_role_is_given_once_in_a_time_and_a_committees_names_the_committee(town: Municipality, by: By):
    give_role(town, "anna@example.dk", "reader", valid_from=START, by=by)
    for name, start in (("reader", LATER), ("committee_member", START)):
        with pytest.raises(Refused):
            give_role(town, "anna@example.dk", name, valid_from=start, by=by)


def test_a_role_is_for_ones_own_municipality(town: Municipality, by: By):
    other = Municipality.objects.create(slug="anden", name="Anden", configuration_text=town.configuration_text)
    stranger = Person.objects.create(municipality=other, name="Fremmed")
    with pytest.raises(Refused):
        give_role(town, "f@example.dk", "reader", person=stranger, valid_from=START, by=by)


def test_the_last_one_who_gives_roles_stays(town: Municipality, anna: Person, by: By):
    only = give_role(town, "karen@example.dk", "plan_coordinator", person=by.person, valid_from=START, by=by)
    with pytest.raises(Refused):
        end_role(only, valid_to=TODAY, by=by)
    give_role(town, "anna@example.dk", "administrator", person=anna, valid_from=START, by=by)
    assert end_role(only, valid_to=TODAY, by=by).valid_to == TODAY


def test_a_day_to_come_does_not_let_the_last_one_go_nor_does_a_role_that_ends(town: Municipality, anna: Person, by: By):
    only = give_role(town, "karen@example.dk", "plan_coordinator", person=by.person, valid_from=START, by=by)
    short = {"valid_from": START, "valid_to": LATER + timedelta(days=30)}
    give_role(town, "anna@example.dk", "administrator", person=anna, by=by, **short)
    with pytest.raises(Refused, match="kunne give roller"):
        end_role(only, valid_to=LATER, by=by)


def test_the_only_administrator_does_not_end_the_own_role_but_another_may(town: Municipality, anna: Person, by: By):
    give_role(town, "karen@example.dk", "plan_coordinator", person=by.person, valid_from=START, by=by)
    only = give_role(town, "anna@example.dk", "administrator", person=anna, valid_from=START, by=by)
    for last in (TODAY, LATER):
        with pytest.raises(Refused, match="eneste administrator"):
            end_role(only, valid_to=last, by=By(person=anna, now=by.now))
    assert end_role(only, valid_to=LATER, by=by).valid_to == LATER


def test_who_comes_after_the_last_one_who_gives_roles_is_not_taken_back(town: Municipality, anna: Person, by: By):
    only = give_role(town, "karen@example.dk", "plan_coordinator", person=by.person, valid_from=START, by=by)
    next_one = give_role(town, "anna@example.dk", "plan_coordinator", person=anna, valid_from=LATER, by=by)
    end_role(only, valid_to=LATER, by=by)
    with pytest.raises(Refused):
        take_back(next_one, today=TODAY, by=by)
    assert Role.objects.filter(pk=next_one.pk).exists()


def test_an_erased_name_is_gone_and_the_record_stays(town: Municipality, post: Position, anna: Person, by: By):
    holding = appoint(anna, post, valid_from=START, by=by)
    role = give_role(town, "anna@example.dk", "reader", person=anna, valid_from=START, by=by)
    why = By(person=by.person, now=by.now, why="Har bedt om det")
    with pytest.raises(Refused):
        erase_name(anna, today=TODAY, by=why)
    yesterday = TODAY - timedelta(days=1)
    end_holding(holding, valid_to=yesterday, by=by)
    end_role(role, valid_to=yesterday, by=by)
    with pytest.raises(Refused):
        erase_name(anna, today=TODAY, by=by)
    erase_name(anna, today=TODAY, by=why)
    anna.refresh_from_db()
    user = User.objects.get(pk=role.user_id)
    assert (anna.name, str(anna), anna.signature(START)) == ("", f"person {anna.pk}", "skolechef")
    assert "anna" not in user.email and not user.is_active
    event = Event.objects.get(act="erase_name")
    assert (event.person_id, event.thing_id, event.told) == (by.person.pk, anna.pk, {"why": "Har bedt om det"})


def test_nobody_erases_oneself(by: By):
    with pytest.raises(Refused):
        erase_name(by.person, today=TODAY, by=By(person=by.person, now=by.now, why="Derfor"))


def test_no_name_and_no_address_comes_into_the_log(town: Municipality, post: Position, anna: Person, by: By):
    appoint(anna, post, valid_from=START, by=by)
    give_role(town, "anna@example.dk", "reader", person=anna, valid_from=START, by=by)
    assert Role.objects.get().person == anna
    assert "anna" not in str(list(Event.objects.values_list("told", flat=True))).casefold()
