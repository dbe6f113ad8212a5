# SPDX-License-Identifier: MPL-2.0
import pytest

from udmoent.organisation import rules

DOINGS = (rules.READ, rules.EDIT, rules.EDIT_OWN, rules.IMPORT, rules.SEAL, rules.EXPORT)


@pytest.mark.parametrize("doing", DOINGS)
def test_nobody_without_a_role_may_do_anything(doing: str):
    assert not rules.may([], doing)
    assert rules.why_not([], doing)


def test_what_is_not_in_the_table_is_not_allowed():
    assert not rules.may(rules.ROLES, "delete_everything")


def test_the_plan_coordinator_may_do_all():
    assert all(rules.may(["plan_coordinator"], doing) for doing in DOINGS)


@pytest.mark.parametrize("role", sorted(set(rules.ROLES) - {"plan_coordinator"}))
def test_nobody_else_imports_or_seals(role: str):
    assert not rules.may([role], rules.IMPORT)
    assert not rules.may([role], rules.SEAL)


def test_roles_add_up():
    assert rules.may(["reader", "responsible"], rules.EDIT_OWN)


def test_every_deed_and_every_role_has_a_word():
    assert set(rules.DEED_NAMES) == set(rules.DEEDS)
    assert set(rules.ROLE_NAMES) == set(rules.ROLES)


def test_a_secretary_keeps_the_meetings_of_the_own_body_only():
    assert rules.why_not_keep_meetings(["committee_secretary"], is_own_body=True) is None
    assert "dit eget udvalgs møder" in str(rules.why_not_keep_meetings(["committee_secretary"], is_own_body=False))


def test_the_plan_coordinator_keeps_all_meetings_and_a_reader_none():
    assert rules.why_not_keep_meetings(["plan_coordinator"], is_own_body=False) is None
    assert rules.why_not_keep_meetings(["reader"], is_own_body=True)
