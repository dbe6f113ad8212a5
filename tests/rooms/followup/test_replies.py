# SPDX-License-Identifier: MPL-2.0
"""What the answers in a round come to: the rule by which the board, the mails and one's own page count."""

import pytest

from udmoent.followup.facts import HOLDER, Asks, Capacity, Giver
from udmoent.followup.rules import Reply, reply
from udmoent.plan.facts import Facts, Stage

FACTS = Facts(title="Ny hal", body="KFU", responsible="Hallchef", contributors=("Skolechef", "Vejchef"))
BEHALF = Giver.instead_of("Hallchef")


def contributor(*posts: str) -> Giver:
    return Giver(capacity=Capacity.CONTRIBUTOR, posts=posts)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], Reply(False, True, ("Skolechef", "Vejchef"))),
        ([contributor("Skolechef")], Reply(False, True, ("Vejchef",))),
        ([contributor("skolechef", "VEJCHEF")], Reply(False, True)),
        ([HOLDER], Reply(True, False, ("Skolechef", "Vejchef"))),
        ([BEHALF], Reply(True, False, ("Skolechef", "Vejchef"))),
        ([Giver(posts=("Hallchef", "Skolechef"))], Reply(True, False, ("Vejchef",))),
        ([contributor("Vejchef"), HOLDER, contributor("Skolechef")], Reply(True, False)),
    ],
)
def test_it_is_answered_by_whoever_answers_for_the_item_or_in_that_ones_place(given, expected):
    assert reply(FACTS, Asks.CONTRIBUTORS, given) == expected
    assert reply(FACTS, Asks.RESPONSIBLE, given) == Reply(expected.is_answered, expected.is_missing)


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.WITHDRAWN])
def test_nothing_is_awaited_on_what_has_ended(stage):
    ended = Facts(title="Ny hal", body="KFU", stage=stage, contributors=("Skolechef",))
    assert not reply(ended, Asks.CONTRIBUTORS, []).is_awaited
    assert reply(ended, Asks.CONTRIBUTORS, [HOLDER]).is_answered


def test_whoever_answers_for_the_item_is_not_its_contributor_too():
    both = Facts(title="Ny hal", body="KFU", responsible="Hallchef", contributors=("hallchef",))
    assert reply(both, Asks.CONTRIBUTORS, []) == Reply(False, True)


def test_an_item_that_nobody_answers_for_awaits_an_answer_in_its_place():
    nobody = Facts(title="Ny hal", body="KFU")
    assert reply(nobody, Asks.RESPONSIBLE, []).is_missing
    assert reply(nobody, Asks.RESPONSIBLE, [Giver.instead_of("")]).is_answered
