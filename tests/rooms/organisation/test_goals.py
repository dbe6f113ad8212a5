# SPDX-License-Identifier: MPL-2.0
import pytest
from django.utils.translation import override

from udmoent.organisation.goals import GOALS, Goal, goal_of, target_of


@pytest.mark.parametrize(
    "written, number",
    [("Verdensmål 11", 11), ("FN's verdensmål 3: Sundhed", 3), ("SDG 17", 17), ("verdensmål nr. 1", 1)],
)
def test_a_goal_is_known_by_its_number(written, number):
    assert goal_of(written) == Goal(number)


@pytest.mark.parametrize("written", ["Klimahandlingsplan", "Verdensmål 18", "Verdensmål", "Strategi 11"])
def test_other_strategies_are_no_goals(written):
    assert goal_of(written) is None


def test_all_seventeen_have_a_name_in_both_languages():
    assert sorted(GOALS) == list(range(1, 18))
    with override("da"):
        assert Goal(11).name == "Bæredygtige byer og lokalsamfund"
        assert all(Goal(number).name != GOALS[number] for number in GOALS)


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("Verdensmål 4.2", "4.2"),
        ("FN's verdensmål 16.A: x", "16.a"),
        ("Verdensmål 4", ""),
        ("Verdensmål 4.z", ""),
        ("Plan 4.2", ""),
    ],
)
def test_a_target_is_known_by_its_number_or_letter(written, target):
    assert target_of(written) == target
    assert goal_of(written) == (Goal(int(written.split("mål ")[1].split(".")[0])) if "mål" in written else None)
