# SPDX-License-Identifier: MPL-2.0
"""The round that a version came from, as its documents tell it."""

from dataclasses import replace

import pytest

from tests.rooms.documents.write import cast
from udmoent.documents.front import facts, round_told
from udmoent.documents.words import Words
from udmoent.editions.content import PlanContent, RoundContent, Unanswered
from udmoent.editions.public import Audience, public

WORDS = Words(cast.NORDDJURS, "da")


@pytest.fixture
def sealed() -> PlanContent:
    content = cast.plan()
    shown = content.items[0].number
    silent = (Unanswered(number=shown, responsible="skolechef"), Unanswered(number="Z999", responsible="vejchef"))
    return replace(content, round=RoundContent(name="Halvårsstatus", asked=9, unanswered=silent))


def test_it_names_how_many_were_asked_and_who_of_those_shown_did_not_answer(sealed):
    number = sealed.items[0].number
    assert round_told(sealed) == f"“Halvårsstatus” spurgte om 9 punkter. Har ikke svaret: {number} (skolechef)."


def test_it_stands_on_the_front_for_those_inside_alone(sealed):
    inside = dict(facts(sealed, WORDS, Audience.INTERNAL))
    assert inside["Runde"] == round_told(sealed)
    for content in (sealed, public(sealed)):
        assert "Runde" not in dict(facts(content, WORDS, Audience.PUBLIC))


def test_a_version_of_no_round_says_nothing_of_one():
    assert "Runde" not in dict(facts(cast.plan(), WORDS, Audience.INTERNAL))
