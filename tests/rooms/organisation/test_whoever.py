# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from udmoent.lib.refusal import Refused
from udmoent.organisation.actions import take_position, whoever
from udmoent.organisation.models import Municipality, Person, Role, User

DAY = date(2025, 1, 15)


def test_a_person_is_found_by_post_name_or_address(town: Municipality, coordinator: Person):
    user = User.objects.create_user("Karen@Example.dk")
    Role.objects.create(municipality=town, user=user, person=coordinator, name="plan_coordinator", valid_from=DAY)
    for who in ("plankoordinator", "Plankoordinator", "Karen Koordinator", "karen@example.dk"):
        assert whoever(town, who, on=DAY) == coordinator


def test_an_unknown_post_is_a_new_person_known_by_it(town: Municipality):
    person = whoever(town, "vejchef", on=DAY)
    assert (person.name, person.signature(DAY)) == ("", "vejchef")
    assert whoever(town, "vejchef", on=DAY) == person


def test_who_signs_is_the_post_held_that_day_and_never_the_name(town: Municipality):
    person = Person.objects.create(municipality=town, name="Karen Koordinator")
    assert person.signature(DAY) == f"person {person.pk}"
    take_position(person, "skolechef", valid_from=date(2025, 1, 1))
    assert person.signature(DAY) == "skolechef"
    assert person.signature(date(2024, 12, 31)) == f"person {person.pk}"


def test_the_one_who_holds_the_post_that_day_is_meant(town: Municipality):
    first, second = (Person.objects.create(municipality=town, name=name) for name in ("Anna", "Bo"))
    holding = take_position(first, "skolechef", valid_from=date(2020, 1, 1))
    holding.valid_to = date(2024, 12, 31)
    holding.save()
    take_position(second, "skolechef", valid_from=date(2025, 1, 1))
    assert whoever(town, "skolechef", on=date(2024, 6, 1)) == first
    assert whoever(town, "skolechef", on=DAY) == second


@pytest.mark.parametrize("who", ["", "  ", "x" * 201])
def test_nobody_is_refused(town: Municipality, who: str):
    with pytest.raises(Refused):
        whoever(town, who, on=DAY)
