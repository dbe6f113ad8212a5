# SPDX-License-Identifier: MPL-2.0
"""What stands around the items in a plan's document: what they serve, who is involved, who is told; to the public only the first."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rooms.documents.write.cast import NORDDJURS, plan
from udmoent.documents.around_report import around
from udmoent.documents.report import Bullets, Heading, text_of
from udmoent.documents.words import speaking
from udmoent.editions.communicating import Communicated
from udmoent.editions.communication_rules import Addressee, Telling, Told
from udmoent.editions.content import PlanContent
from udmoent.editions.public import Audience
from udmoent.plan.facts import Involvement, Stage

WHOLE = plan(3)
FIRST, SECOND, THIRD = WHOLE.items[:3]


def content(**told: object) -> PlanContent:
    first = replace(FIRST, stage=Stage.UNDER_WAY, involvements=(), strategies=(), closed_on=None, **told)
    return replace(WHOLE, items=(first,))


def communicated(**told: object) -> Communicated:
    said = Told(addressee=Addressee.STAFF, message="Vi flytter\ni maj", planned_on=date(2025, 9, 1), post="skolechef")
    return Communicated(**{"id": 1, "state": 1, "told": said, "telling": Telling.DUE, "item": FIRST.number} | told)


def lines(shown: PlanContent, audience: Audience = Audience.INTERNAL, *told: Communicated) -> dict[str, list[str]]:
    """The bullets under each heading."""
    found: dict[str, list[str]] = {}
    with speaking(NORDDJURS, "da") as words:
        for block in around(shown, words, audience, told):
            if isinstance(block, Heading):
                found[block.text] = []
            elif isinstance(block, Bullets):
                found[list(found)[-1]] += [text_of(runs) for runs in block.items]
    return found


def test_what_the_items_serve_is_told_with_their_numbers():
    shown = replace(content(), items=(replace(content().items[0], strategies=("Verdensmål 4", "Vores Norddjurs")),))
    assert lines(shown)["Sammenhæng: strategier og verdensmål"] == [
        f"Vores Norddjurs – 1 punkt: {FIRST.number}",
        f"FN's verdensmål 4: Kvalitetsuddannelse – 1 punkt: {FIRST.number}",
    ]


def test_who_waits_and_who_is_missing_is_told_inside_alone():
    waiting = Involvement(party="Ældrerådet", form="høring", deadline=date(2020, 1, 1))
    shown = content(staff_consequences="To stillinger")
    shown = replace(shown, items=(replace(shown.items[0], involvements=(waiting,)),))
    missing, late = lines(shown)["Inddragelse"]
    assert "MED er ikke inddraget" in missing and "frist passeret, intet resultat · 0 svar" in late
    assert lines(shown, Audience.PUBLIC) == {}


def test_who_is_told_is_told_inside_alone_and_only_of_the_items_shown():
    told = (communicated(), communicated(item="D999"), communicated(telling=Telling.DROPPED))
    (line,) = lines(content(), Audience.INTERNAL, *told)["Kommunikation"]
    assert "Vi flytter i maj" in line and line.endswith("Medarbejdere · 1.9.2025 · skolechef · snart")
    assert lines(content(), Audience.PUBLIC, *told) == {}


@pytest.mark.parametrize(("excerpt_of", "is_told"), [(None, True), ("BUU", False)])
def test_what_is_told_of_a_version_stands_in_the_whole_plan_alone(excerpt_of, is_told):
    of_version = communicated(item="", edition=1, edition_name="original")
    assert bool(lines(replace(content(), excerpt_of=excerpt_of), Audience.INTERNAL, of_version)) == is_told


def test_nothing_is_said_where_there_is_nothing_to_say():
    assert lines(content()) == {}
