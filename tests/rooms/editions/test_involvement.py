# SPDX-License-Identifier: MPL-2.0
"""Who is involved in the plan's items: party by party, what waits, who is missing, and what is wanting before a case."""

from dataclasses import replace
from datetime import date

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.involvement import by_party, counted, in_turn, missing, missing_before_case, of_content
from udmoent.organisation.configuration import TownParty
from udmoent.plan.facts import HearingAnswer, Involvement, Kind, Stage
from udmoent.plan.involvement_rules import Standing
from udmoent.plan.parties import Parties, PartyKind

ON = date(2025, 6, 15)
PARTIES = Parties((TownParty(name="Ældrerådet", kind="advisory", aliases=("Seniorrådet",)),))
LATE = Involvement(party="Seniorrådet", deadline=date(2025, 5, 31), answers=(HearingAnswer(sender="A"),))
OPEN = Involvement(party="Ældrerådet", opens_on=date(2025, 6, 1), deadline=date(2025, 6, 30))
HELD = Involvement(party="Hoved-MED", result="enige")
PLANNED = Involvement(party="Hoved-MED", time="august 2025")


def an_item(number: str, *involved: Involvement, **told: object) -> ItemContent:
    whole = {"id": 1, "number": number, "kind": Kind.INTENT, "title": number, "body": "ØK", "involvements": involved}
    return ItemContent(**whole | told)


def a_plan(*items: ItemContent) -> PlanContent:
    return PlanContent(municipality="N", plan="P", budget_year=2025, as_of=ON, items=items)


def test_parties_come_in_the_order_of_their_kinds_with_what_is_most_urgent_first():
    found = by_party(of_content(a_plan(an_item("H1", OPEN, HELD), an_item("H2", LATE)), PARTIES))
    assert [(one.party.name, [involved.standing for involved in one.involved]) for one in found] == [
        ("Hoved-MED", [Standing.HELD]),
        ("Ældrerådet", [Standing.OVERDUE, Standing.HEARING]),
    ]
    assert found[1].answers == 1 and found[1].counts[Standing.OVERDUE] == 1


def test_of_what_is_over_only_what_was_held_counts():
    over = an_item("H1", LATE, HELD, stage=Stage.CLOSED)
    found = of_content(a_plan(over), PARTIES)
    assert not any(one.is_waiting for one in found)
    assert counted(found) == dict.fromkeys(Standing, 0) | {Standing.HELD: 1}


def test_the_earliest_deadline_comes_first_of_what_stands_alike():
    later = replace(LATE, deadline=date(2025, 6, 10))
    found = in_turn(of_content(a_plan(an_item("H1", later), an_item("H2", LATE)), PARTIES))
    assert [one.item.number for one in found] == ["H2", "H1"]


def test_who_is_missing_is_told_of_open_items_with_consequences_for_staff():
    needs = {"staff_consequences": "To stillinger"}
    items = [
        an_item("H1", **needs),
        an_item("H2", PLANNED, **needs),
        an_item("H3"),
        an_item("H4", stage=Stage.CLOSED, **needs),
    ]
    assert [(one.item.number, one.kind) for one in missing(items, PARTIES, ON)] == [("H1", PartyKind.MED)]


def test_before_a_case_is_sent_what_is_missing_not_held_or_still_in_hearing_is_wanting():
    needs = {"staff_consequences": "To stillinger"}
    content = a_plan(
        an_item("H1", **needs),
        an_item("H2", PLANNED, **needs),
        an_item("H3", HELD, **needs),
        an_item("H4", OPEN),
        an_item("H5", LATE),
        an_item("H6", PLANNED),
        an_item("H7", LATE, stage=Stage.CLOSED),
    )
    told = [
        (one.item.number, one.kind, one.involved.standing if one.involved else None)
        for one in missing_before_case(content, PARTIES, ON)
    ]
    assert told == [
        ("H1", PartyKind.MED, None),
        ("H2", PartyKind.MED, Standing.PLANNED),
        ("H4", PartyKind.ADVISORY, Standing.HEARING),
        ("H5", PartyKind.ADVISORY, Standing.OVERDUE),
    ]
