# SPDX-License-Identifier: MPL-2.0
"""Calendar files: single events and recurring ones, in any time zone, changed and cancelled."""

from datetime import date, time

import pytest

from udmoent.intake.calendar.draft import CalendarDraft, Reading
from udmoent.intake.calendar.read import read_calendar
from udmoent.lib.refusal import Refused

HOW = {"since": date(2025, 1, 1), "until": date(2026, 12, 31)}


@pytest.fixture
def read(town, tmp_path):
    """`read(event, …)`: the draft of a calendar with those events, each as its lines."""

    def make(*events: str, encoding: str = "utf-8", **how: object) -> CalendarDraft:
        file = tmp_path / "kalender.ics"
        inner = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{inner}END:VCALENDAR\n".replace("\n", "\r\n")
        file.write_bytes(text.encode(encoding))
        return read_calendar(file, town, Reading(**HOW | how))

    return make


def days(draft: CalendarDraft) -> list[date]:
    return [one.held_on for one in draft.wanted]


@pytest.mark.parametrize(
    ("start", "day", "hour"),
    [
        ("DTSTART;TZID=Europe/Copenhagen:20250114T160000", date(2025, 1, 14), time(16)),
        ("DTSTART;TZID=Romance Standard Time:20250114T160000", date(2025, 1, 14), time(16)),
        ("DTSTART:20250114T150000Z", date(2025, 1, 14), time(16)),
        ("DTSTART:20250612T140000Z", date(2025, 6, 12), time(16)),  # in summer
        ("DTSTART;TZID=America/New_York:20250114T200000", date(2025, 1, 15), time(2)),
        ("DTSTART:20250114T160000", date(2025, 1, 14), time(16)),  # as the clock shows it, wherever one is
        ("DTSTART;VALUE=DATE:20250114\nDTEND;VALUE=DATE:20250116", date(2025, 1, 14), None),
    ],
)
def test_an_event_is_on_the_day_and_at_the_hour_that_the_clock_shows_here(read, start, day, hour):
    (one,) = read(f"UID:a\nSUMMARY:Møde i ØK\n{start}\nLOCATION:Mødelokale 1").wanted
    assert (one.body, one.held_on, one.starts_at, one.place) == ("ØK", day, hour, "Mødelokale 1")
    assert (one.title, one.source_key) == ("", "a")


@pytest.mark.parametrize(
    ("summary", "bodies", "title"),
    [
        ("Økonomiudvalget", ["ØK"], ""),
        ("Ordinært møde i Byrådet", ["KB"], ""),
        ("BUU: Temamøde om dagtilbud", ["BUU"], "Temamøde om dagtilbud"),
        ("Fællesmøde BUU og KFU", ["BUU", "KFU"], "Fællesmøde"),
        ("Møde\nCATEGORIES:Politik,MTU", ["MTU"], ""),
    ],
)
def test_the_body_is_named_by_the_title_or_the_categories(read, summary, bodies, title):
    draft = read(f"UID:a\nSUMMARY:{summary}\nDTSTART;VALUE=DATE:20250114")
    assert [one.body for one in draft.wanted] == bodies
    assert {one.title for one in draft.wanted} == {title}


def test_an_event_that_names_no_body_is_the_chosen_ones_or_not_understood(read):
    event = "UID:a\nSUMMARY:Personalemøde\nDTSTART;VALUE=DATE:20250114"
    (missed,) = read(event).missed
    assert missed.text == "Personalemøde" and "intet organ" in missed.why
    assert [one.body for one in read(event, body="BUU").wanted] == ["BUU"]


SECOND_TUESDAY = "UID:a\nSUMMARY:ØK\nDTSTART;TZID=Europe/Copenhagen:20250114T160000\nRRULE:FREQ=MONTHLY;BYDAY=2TU"


def test_a_recurring_event_is_read_day_by_day_with_the_clock_of_its_zone(read):
    draft = read(f"{SECOND_TUESDAY};UNTIL=20250610T220000Z")
    assert days(draft) == [
        date(2025, month, day) for month, day in ((1, 14), (2, 11), (3, 11), (4, 8), (5, 13), (6, 10))
    ]
    assert {one.starts_at for one in draft.wanted} == {time(16)}  # also after the clocks were put forward
    assert draft.wanted[1].source_key == "a/2025-02-11"


@pytest.mark.parametrize(
    ("ends", "last"), [(";COUNT=3", date(2025, 3, 11)), (";UNTIL=20250311", date(2025, 3, 11)), ("", date(2026, 12, 8))]
)
def test_it_ends_where_it_says_or_where_one_stops_looking(read, ends, last):
    assert days(read(SECOND_TUESDAY + ends))[-1] == last


def test_one_that_began_long_ago_is_read_from_where_one_begins_to_look(read):
    draft = read(SECOND_TUESDAY.replace("20250114", "20190108"))
    assert days(draft)[0] == date(2025, 1, 14)


def test_a_rule_that_never_comes_true_ends_too(read):
    assert days(read("UID:a\nSUMMARY:ØK\nDTSTART;VALUE=DATE:20250114\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31")) == []


def test_days_that_are_taken_out_and_added_are_so(read):
    event = f"{SECOND_TUESDAY};COUNT=4\nEXDATE;TZID=Europe/Copenhagen:20250211T160000\nEXDATE;VALUE=DATE:20250311\nRDATE;TZID=Europe/Copenhagen:20250220T160000"
    assert days(read(event)) == [date(2025, 1, 14), date(2025, 2, 20), date(2025, 4, 8)]


def test_whole_days_recur_too(read):
    draft = read("UID:a\nSUMMARY:KB\nDTSTART;VALUE=DATE:20250106\nRRULE:FREQ=WEEKLY;INTERVAL=3;COUNT=3")
    assert days(draft) == [date(2025, 1, 6), date(2025, 1, 27), date(2025, 2, 17)]
    assert {one.starts_at for one in draft.wanted} == {None}


def test_a_day_that_was_moved_or_cancelled_is_as_it_is_now(read):
    moved = "UID:a\nSUMMARY:ØK\nRECURRENCE-ID;TZID=Europe/Copenhagen:20250211T160000\nDTSTART;TZID=Europe/Copenhagen:20250218T170000"
    off = "UID:a\nSUMMARY:ØK\nRECURRENCE-ID;TZID=Europe/Copenhagen:20250311T160000\nDTSTART;TZID=Europe/Copenhagen:20250311T160000\nSTATUS:CANCELLED"
    draft = read(f"{SECOND_TUESDAY};COUNT=3", moved, off)
    told = {one.source_key: (one.held_on, one.starts_at, one.is_cancelled) for one in draft.wanted}
    assert told == {
        "a/2025-01-14": (date(2025, 1, 14), time(16), False),
        "a/2025-02-11": (date(2025, 2, 18), time(17), False),
        "a/2025-03-11": (date(2025, 3, 11), time(16), True),
    }


def test_a_changed_day_without_its_rule_is_read_by_itself(read):
    draft = read("UID:a\nSUMMARY:ØK\nRECURRENCE-ID:20250211T150000Z\nDTSTART:20250218T150000Z")
    assert [(one.source_key, one.held_on) for one in draft.wanted] == [("a/2025-02-11", date(2025, 2, 18))]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("UID:a\nSUMMARY:ØK", "ingen dag"),
        ("UID:a\nSUMMARY:ØK\nDTSTART:snart", "ingen dag"),
        ("UID:a\nSUMMARY:ØK\nDTSTART:20250114T150000Z\nRRULE:FREQ=HVER", "regel"),
        ("UID:a\nSUMMARY:ØK\nDTSTART:19700114T150000Z\nRRULE:FREQ=SECONDLY", "regel"),
        ("UID:a\nSUMMARY:ØK\nDTSTART:20250114T150000Z\nRRULE:FREQ=DAILY;BYMINUTE=1,2,3", "regel"),
    ],
)
def test_an_event_that_cannot_be_read_is_told_and_the_rest_are_read(read, event, why):
    draft = read(event, "UID:b\nSUMMARY:BUU\nDTSTART;VALUE=DATE:20250115")
    assert [one.body for one in draft.wanted] == ["BUU"] and why in draft.missed[0].why


def test_danish_letters_of_an_old_program_are_read(read):
    draft = read("UID:a\nSUMMARY:Økonomiudvalget\nDTSTART;VALUE=DATE:20250114", encoding="cp1252")
    assert [one.body for one in draft.wanted] == ["ØK"]


@pytest.mark.parametrize(
    "content", [b"hej", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"]
)
def test_what_is_no_calendar_is_refused(town, tmp_path, content):
    file = tmp_path / "kalender.ics"
    file.write_bytes(content)
    with pytest.raises(Refused):
        read_calendar(file, town, Reading(**HOW))
