# SPDX-License-Identifier: MPL-2.0
"""What changed between two contents, each item counted once."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties import examples
from tests.rooms.editions.contents import BODY, ITEMS, content
from udmoent.editions.compare import SUMMARY, Comparison, compare, to_builtins
from udmoent.editions.content import Amount, ItemContent
from udmoent.editions.excerpt import excerpt
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import ClosingReason, Kind, Stage

quickly = settings(max_examples=examples(60), deadline=None, derandomize=True)

ROAD = ItemContent(id=1, number="A501", kind=Kind.CAPITAL, title="Asfalt", body="MTU", stage=Stage.UNDER_WAY)


def numbers(listed: tuple) -> list[str]:
    return [one.number for one in listed]


def told(comparison: Comparison) -> dict[str, list[str]]:
    return {kind: found for kind in SUMMARY[:-1] if (found := numbers(getattr(comparison, kind)))}


def compared(before: ItemContent | None, after: ItemContent | None, body: str | None = None) -> Comparison:
    since, until = (content((item,) if item else ()) for item in (before, after))
    return compare(since, until, body)


@quickly
@given(since=ITEMS, until=ITEMS, body=st.none() | BODY)
def test_the_summary_counts_each_item_of_either_side_once(since, until, body):
    before, after = content(since), content(until)
    comparison = compare(before, after, body)
    if body:
        before, after = excerpt(before, body), excerpt(after, body)
    either = {item.number for item in (*before.items, *after.items)}
    assert list(comparison.summary) == list(SUMMARY)
    assert sum(comparison.summary.values()) == len(either)
    listed = {number for found in told(comparison).values() for number in found}
    assert comparison.unchanged == len(either - listed)


@quickly
@given(ITEMS)
def test_nothing_changed_from_itself(items):
    comparison = compare(content(items), content(items))
    assert told(comparison) == {}
    assert comparison.unchanged == len(items)


@quickly
@given(since=ITEMS, until=ITEMS)
def test_its_json_names_every_item_with_number_and_title(since, until):
    written = to_builtins(compare(content(since), content(until)), "original", "2025-05-31")
    assert list(written)[:2] == ["since", "until"]
    assert {"summary", "unchanged"} <= set(written)
    for kind in SUMMARY[:-1]:
        assert all({"number", "title"} <= set(one) for one in written[kind])
    assert all({"field", "from", "to"} <= set(one) for one in written["changed"])


CLOSED = {"stage": Stage.CLOSED, "closing_reason": ClosingReason.IMPLEMENTED}
MERGED = {"stage": Stage.CLOSED, "closing_reason": ClosingReason.MERGED, "merged_into": "A502"}
WITHDRAWN = {"stage": Stage.WITHDRAWN, "withdrawn_reason": "Besluttet"}
LATER = {"time": IndicativeTime("juni 2025", None, None)}
DEARER = {"amounts": (Amount(year=2025, phase="adopted", nature="capital", price_level="2025", kroner=1),)}


@pytest.mark.parametrize(
    ("was", "becomes", "kind"),
    [
        ({}, {}, "unchanged"),
        ({}, {"title": "Asfalt og broer"}, "changed"),
        ({}, DEARER, "changed"),
        ({}, LATER, "moved_time"),
        ({}, LATER | {"title": "Asfalt og broer"}, "moved_time"),
        (CLOSED, {}, "reopened"),
        (WITHDRAWN, {}, "reopened"),
        (CLOSED, LATER, "reopened"),
        ({}, CLOSED | LATER, "closed"),
        ({}, MERGED, "merged"),
        ({}, WITHDRAWN, "withdrawn"),
        (CLOSED, CLOSED | {"title": "Asfalt og broer"}, "changed"),
        (WITHDRAWN, WITHDRAWN, "unchanged"),
    ],
)
def test_the_summary_counts_an_item_as_the_weightiest_that_happened(was, becomes, kind):
    summary = compared(replace(ROAD, **was), replace(ROAD, **becomes)).summary
    assert {name for name, count in summary.items() if count} == {kind}


@pytest.mark.parametrize("becomes", [{}, CLOSED, WITHDRAWN])
def test_an_item_that_came_is_new_whatever_its_stage(becomes):
    assert compared(None, replace(ROAD, **becomes)).summary["new"] == 1


def test_a_body_sees_an_item_that_was_moved_to_it_come_and_the_other_sees_it_go():
    moved = replace(ROAD, body="BUU")
    assert told(compared(ROAD, moved, "BUU")) == {"moved_in": ["A501"]}
    assert told(compared(ROAD, moved, "MTU")) == {"moved_out": ["A501"]}
    assert told(compared(ROAD, moved)) == {"changed": ["A501"]}


def test_a_moved_time_tells_both_in_the_plans_words():
    (moved,) = compared(ROAD, replace(ROAD, **LATER)).moved_time
    assert (moved.from_, moved.to) == ("", "juni 2025")


def test_only_cross_cutting_keeps_what_was_cross_cutting_on_either_side():
    common = replace(ROAD, number="A502", is_cross_cutting=True)
    ceased, never = replace(ROAD, number="A503", is_cross_cutting=True), replace(ROAD, number="A504")
    since, until = content((common, ceased, never)), content((common, replace(ceased, is_cross_cutting=False)))
    found = compare(since, until, only_cross_cutting=True)
    assert told(found) == {"changed": ["A503"]} and found.unchanged == 1 and found.is_only_cross_cutting


def test_what_is_touched_is_all_that_is_not_unchanged():
    same = replace(ROAD, number="A502")
    found = compare(content((ROAD, same)), content((replace(ROAD, **LATER), same)))
    assert found.touched == {"A501"}
