# SPDX-License-Identifier: MPL-2.0
"""Meetings that are told of, held against those in the calendar."""

from datetime import date, time

import pytest

from udmoent.intake.calendar.draft import Wanted
from udmoent.intake.calendar.reconcile import Deed, Held, Known, hold, in_order_of_moving

DAY, LATER, LAST, NEXT_MONTH = date(2026, 1, 13), date(2026, 1, 20), date(2026, 1, 27), date(2026, 2, 10)


def wanted(day: date, **told: object) -> Wanted:
    return Wanted(**{"body": "ØK", "held_on": day} | told)


def known(number: int, day: date, **told: object) -> Known:
    return Known(**{"id": number, "body": "ØK", "held_on": day} | told)


def deeds(held: Held) -> list[tuple[Deed, date, int | None, bool]]:
    return [(one.deed, one.wanted.held_on, one.known.id if one.known else None, one.is_guess) for one in held.lines]


@pytest.mark.parametrize(
    ("told", "there", "expected"),
    [
        # nothing there
        ([wanted(DAY)], [], [(Deed.CALL, DAY, None, False)]),
        # there already, and as it is
        ([wanted(DAY)], [known(1, DAY)], []),
        ([wanted(DAY, title="Temamøde")], [known(1, DAY, title="Temamøde", place="Lokale 1")], []),
        # there already, but told otherwise
        ([wanted(DAY, starts_at=time(17))], [known(1, DAY)], [(Deed.RETELL, DAY, 1, False)]),
        ([wanted(DAY, place="Lokale 2")], [known(1, DAY, place="Lokale 1")], [(Deed.RETELL, DAY, 1, False)]),
        # of another body
        ([wanted(DAY)], [known(1, DAY, body="BUU")], [(Deed.CALL, DAY, None, False)]),
        # the same event on another day
        ([wanted(LATER, source_key="a")], [known(1, DAY, source_key="a")], [(Deed.MOVE, LATER, 1, False)]),
        ([wanted(NEXT_MONTH, source_key="a")], [known(1, DAY, source_key="a")], [(Deed.MOVE, NEXT_MONTH, 1, False)]),
        # probably the same one, in the month
        ([wanted(LATER)], [known(1, DAY)], [(Deed.MOVE, LATER, 1, True)]),
        ([wanted(NEXT_MONTH)], [known(1, DAY)], [(Deed.CALL, NEXT_MONTH, None, False)]),
        ([wanted(LATER)], [known(1, DAY, is_fixed=True)], [(Deed.CALL, LATER, None, False)]),
        ([wanted(LATER)], [known(1, DAY, body="BUU")], [(Deed.CALL, LATER, None, False)]),
        # one of two cannot be told
        ([wanted(LATER), wanted(LAST)], [known(1, DAY)], [(Deed.CALL, LATER, None, False), (Deed.CALL, LAST, None, False)]),
        ([wanted(LAST)], [known(1, DAY), known(2, LATER)], [(Deed.CALL, LAST, None, False)]),
        ([wanted(DAY), wanted(LAST)], [known(1, DAY), known(2, LATER)], [(Deed.MOVE, LAST, 2, True)]),
        # called off
        ([wanted(DAY, is_cancelled=True)], [known(1, DAY)], [(Deed.CANCEL, DAY, 1, False)]),
        ([wanted(DAY, is_cancelled=True)], [], []),
        ([wanted(LATER, is_cancelled=True, source_key="a")], [known(1, DAY, source_key="a")], [(Deed.CANCEL, LATER, 1, False)]),
        # called off and told anew on one day: it is held
        ([wanted(DAY, is_cancelled=True), wanted(DAY)], [], [(Deed.CALL, DAY, None, False)]),
        # each takes the day of the one before
        (
            [wanted(LATER, source_key="a"), wanted(LAST, source_key="b")],
            [known(1, DAY, source_key="a"), known(2, LATER, source_key="b")],
            [(Deed.MOVE, LATER, 1, False), (Deed.MOVE, LAST, 2, False)],
        ),
        # they only change places
        (
            [wanted(LATER, source_key="a"), wanted(DAY, source_key="b")],
            [known(1, DAY, source_key="a"), known(2, LATER, source_key="b")],
            [],
        ),
        # the day is taken by a meeting that stays
        ([wanted(LATER, source_key="a")], [known(1, DAY, source_key="a"), known(2, LATER)], []),
    ],
)  # fmt: skip
def test_each_meeting_is_new_moved_changed_called_off_or_there(told, there, expected):
    assert deeds(hold(told, there)) == expected


def test_a_rule_moves_nothing_by_guess():
    assert deeds(hold([wanted(LATER)], [known(1, DAY)], guesses=False)) == [(Deed.CALL, LATER, None, False)]


def test_what_is_in_the_calendar_alone_is_told_for_the_months_of_the_file():
    held = hold([wanted(DAY)], [known(1, DAY), known(2, LAST), known(3, NEXT_MONTH), known(4, LAST, body="BUU")])
    assert [one.id for one in held.left] == [2] and [one.id for _wanted, one in held.unchanged] == [1]


def test_a_body_meets_once_a_day_and_the_second_meeting_is_told():
    again = wanted(DAY, starts_at=time(19))
    held = hold([wanted(DAY, starts_at=time(16)), again, wanted(DAY)], [])
    assert len(held.lines) == 1 and held.twice == [again]


def test_a_meeting_is_moved_when_the_day_it_comes_to_is_free():
    told = [wanted(LATER, source_key="a"), wanted(LAST, source_key="b")]
    lines = hold(told, [known(1, DAY, source_key="a"), known(2, LATER, source_key="b")]).lines
    assert [one.known.id for one in in_order_of_moving(lines)] == [2, 1]
