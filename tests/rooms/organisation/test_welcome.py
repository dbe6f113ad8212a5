# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest

from udmoent.audit.models import Event
from udmoent.organisation.models import Person, Role, User
from udmoent.organisation.rules import ClaimRule, roles_by_claims
from udmoent.organisation.signing_in import record_access, welcome

NOW = datetime(2025, 9, 30, 8, tzinfo=UTC)
READER = ClaimRule("groups", "laesere", "reader")
ANYBODY = ClaimRule("groups", "*", "reader")


@pytest.mark.parametrize(
    "claims",
    [{"groups": ["andre", "laesere"]}, {"groups": ("laesere",)}, {"groups": "laesere"}],
)
def test_a_rule_holds_where_the_claim_says_or_lists_the_value(claims):
    assert roles_by_claims([READER], claims) == [READER]


@pytest.mark.parametrize("claims", [{}, {"groups": []}, {"groups": None}, {"groups": "laesere2"}, {"roles": "laesere"}])
def test_a_rule_does_not_hold_where_it_says_something_else_or_nothing(claims):
    assert roles_by_claims([READER], claims) == []


def test_a_star_is_anything_that_is_said():
    assert roles_by_claims([ANYBODY], {"groups": "x"}) and not roles_by_claims([ANYBODY], {"groups": []})


def test_two_rules_for_one_role_give_it_once():
    assert len(roles_by_claims([READER, ANYBODY], {"groups": "laesere"})) == 1


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("anna@example.dk")


def test_a_newcomer_is_given_the_roles_from_today_in_one_person(town, user):
    member = ClaimRule("groups", "buu", "committee_member", body="BUU")
    roles = welcome(user, town, [READER, member], called="Anna Andersen", now=NOW, why="Kommunens log ind")
    assert {role.valid_from for role in roles} == {date(2025, 9, 30)}
    assert len({role.person for role in roles}) == 1 and roles[1].body.abbreviation == "BUU"


def test_whoever_has_had_a_role_is_left_alone(town, user):
    person = Person.objects.create(municipality=town)
    old = {"valid_from": date(2020, 1, 1), "valid_to": date(2020, 12, 31)}
    Role.objects.create(municipality=town, user=user, person=person, name="economist", **old)
    assert welcome(user, town, [READER], called="Anna", now=NOW, why="x") == []


def test_a_body_or_unit_that_is_not_there_gives_nothing_and_nobody(town, user):
    lost = ClaimRule("groups", "x", "committee_member", body="LUKKET")
    assert welcome(user, town, [lost], called="Anna", now=NOW, why="x") == []
    assert not Person.objects.exists()


def test_access_is_told_to_each_town_where_the_user_has_a_role_and_to_no_other(town, user):
    record_access(user, "sign_in", now=NOW)
    assert not Event.objects.filter(act="sign_in").exists()
    welcome(user, town, [READER], called="Anna", now=NOW, why="x")
    record_access(user, "sign_in", now=NOW, ways=["password"])
    record_access(user, "fail_to_sign_in", is_by_user=False, now=NOW, way="password")
    came, failed = Event.objects.filter(thing="organisation.user")
    assert came.person_id == Person.objects.get().pk and failed.person_id is None
