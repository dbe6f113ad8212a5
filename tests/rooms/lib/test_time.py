# SPDX-License-Identifier: MPL-2.0
"""Indicative times are read as people mean them, kept as they wrote them, and sorted by their days."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udmoent.lib.dates import MONTHS, danish_date, short_date
from udmoent.lib.text import clean
from udmoent.lib.time import EMPTY, IndicativeTime

YEAR = 2025
MONTH = st.integers(1, 12)
DAYS = st.dates(date(2000, 1, 1), date(2068, 12, 31))
WORDS = (
    "primo medio ultimo start slut inden senest fra til og i af løbende afventer uge kvartal halvår marts maj juli december"
    " forår vinter årsskiftet skoleåret udgangen året 1. 2. 3 12 53 99 2025 2026 25 1.3. 30.6.2025 2025-03-01 - – / , ( ) . '"
).split()


def days(text: str, year: int = YEAR) -> str:
    """ "1.3.2025 – 31.3.2025", or "" where the text names no days."""
    time = IndicativeTime.read(text, year)
    return f"{short_date(time.first)} – {short_date(time.last)}" if time.first and time.last else ""


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1.3.2025",
            "1.3.25",
            "01.03.2025",
            "1. 3. 2025",
            "1/3 2025",
            "1/3-25",
            "1-3-2025",
            "2025-03-01",
            "1.3.",
            "1.3",
            "1/3",
        ),
        *(
            "1. marts",
            "1. marts 2025",
            "1 mar 25",
            "den 1. marts 2025",
            "d. 1. marts",
            "pr. 1. marts 2025",
            "inden 1. marts 2025",
        ),
        *("senest 1.3.2025", "før 1.3.", "inden marts 2025", "før foråret 2025", "forventet 1/3", "ca. 1.3.2025"),
    ],
)
def test_a_day(text: str) -> None:
    assert days(text) == "1.3.2025 – 1.3.2025"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "marts 2025",
            "Marts",
            "MARTS 2025",
            "mar. 25",
            "mar 2025",
            "marts '25",
            "marts, 2025",
            "i marts 2025",
            "marts måned",
        ),
        *(
            "3/2025",
            "03-2025",
            "2025-03",
            "fra marts 2025",
            "senest marts 2025",
            "marts 2025 (forventet)",
            "marts 2025 -",
        ),
        *("marts 2025.", "(marts)", "2025, marts", "i løbet af marts", "marts 2025 og frem"),
        *(
            "marts\xa02025",
            "  marts \n",
            "Marts 2025?",
            "ultimo 1. kvartal 2025",
            "start foråret 2025",
            "tidligt forår",
        ),
    ],
)
def test_a_month(text: str) -> None:
    assert days(text) == "1.3.2025 – 31.3.2025"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2. kvartal 2025", "1.4.2025 – 30.6.2025"),
        ("2. kvt. 25", "1.4.2025 – 30.6.2025"),
        ("Andet kvartal", "1.4.2025 – 30.6.2025"),
        ("Q2 2025", "1.4.2025 – 30.6.2025"),
        ("K2-2025", "1.4.2025 – 30.6.2025"),
        ("2025 Q2", "1.4.2025 – 30.6.2025"),
        ("kvartal 2, 2025", "1.4.2025 – 30.6.2025"),
        ("1. halvår 2026", "1.1.2026 – 30.6.2026"),
        ("2. halvår", "1.7.2025 – 31.12.2025"),
        ("første halvdel af 2026", "1.1.2026 – 30.6.2026"),
        ("2. tertial 2025", "1.5.2025 – 31.8.2025"),
        ("2025", "1.1.2025 – 31.12.2025"),
        ("i 2026", "1.1.2026 – 31.12.2026"),
        ("hele 2026", "1.1.2026 – 31.12.2026"),
        ("budgetåret 2026", "1.1.2026 – 31.12.2026"),
        ("i løbet af året", "1.1.2025 – 31.12.2025"),
    ],
)
def test_a_quarter_a_half_year_a_year(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("primo maj 2025", "1.5.2025 – 10.5.2025"),
        ("medio maj", "11.5.2025 – 20.5.2025"),
        ("Ultimo maj 2025", "21.5.2025 – 31.5.2025"),
        ("ultimo februar 2024", "21.2.2024 – 29.2.2024"),
        ("slutningen af maj 2025", "21.5.2025 – 31.5.2025"),
        ("senest ultimo juni 2025", "21.6.2025 – 30.6.2025"),
        ("primo 2026", "1.1.2026 – 28.2.2026"),
        ("medio 2025", "1.6.2025 – 31.7.2025"),
        ("ultimo 2025", "1.11.2025 – 31.12.2025"),
        ("start 2025", "1.1.2025 – 28.2.2025"),
        ("i slutningen af 2025", "1.11.2025 – 31.12.2025"),
        ("primo 2. halvår 2025", "1.7.2025 – 31.7.2025"),
        ("medio 2. halvår 2025", "1.9.2025 – 31.10.2025"),
        ("medio 2. kvartal", "1.5.2025 – 31.5.2025"),
        ("ultimo vinter 2025", "1.2.2026 – 28.2.2026"),
        ("udgangen af maj 2025", "31.5.2025 – 31.5.2025"),
        ("inden udgangen af 2025", "31.12.2025 – 31.12.2025"),
        ("årets udgang", "31.12.2025 – 31.12.2025"),
    ],
)
def test_the_beginning_middle_and_end_of_a_time(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("forår 2025", "1.3.2025 – 31.5.2025"),
        ("foråret 2026", "1.3.2026 – 31.5.2026"),
        ("Sommer", "1.6.2025 – 31.8.2025"),
        ("sommeren 2025", "1.6.2025 – 31.8.2025"),
        ("efterår", "1.9.2025 – 30.11.2025"),
        ("vinter", "1.12.2025 – 28.2.2026"),
        ("vinteren 2025/26", "1.12.2025 – 28.2.2026"),
        ("vinter 2025-2026", "1.12.2025 – 28.2.2026"),
        ("efterår/vinter 2025", "1.9.2025 – 28.2.2026"),
        ("vinter/forår 2026", "1.12.2025 – 31.5.2026"),
        ("foråret/sommeren 2025", "1.3.2025 – 31.8.2025"),
        ("årsskiftet 2025/26", "31.12.2025 – 1.1.2026"),
        ("årsskiftet", "31.12.2025 – 1.1.2026"),
        ("skoleåret 2025/2026", "1.8.2025 – 31.7.2026"),
        ("uge 12", "17.3.2025 – 23.3.2025"),
        ("Uge 12, 2025", "17.3.2025 – 23.3.2025"),
        ("uge 1 2026", "29.12.2025 – 4.1.2026"),
        ("uge 53 2026", "28.12.2026 – 3.1.2027"),
        ("uge 12-14 2025", "17.3.2025 – 6.4.2025"),
        ("ugerne 12 og 13", "17.3.2025 – 30.3.2025"),
        ("uge 12 – uge 14, 2025", "17.3.2025 – 6.4.2025"),
        ("uge 50-2 2026", "8.12.2025 – 11.1.2026"),
        ("uge 50-2", "8.12.2025 – 11.1.2026"),
    ],
)
def test_seasons_and_weeks(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("marts-juni 2025", "1.3.2025 – 30.6.2025"),
        ("marts – juni 2025", "1.3.2025 – 30.6.2025"),
        ("mar—jun 25", "1.3.2025 – 30.6.2025"),
        ("fra marts til juni 2025", "1.3.2025 – 30.6.2025"),
        ("marts til og med juni", "1.3.2025 – 30.6.2025"),
        ("mar-25 - jun-25", "1.3.2025 – 30.6.2025"),
        ("2025-03 – 2025-06", "1.3.2025 – 30.6.2025"),
        ("1.3.-30.6.2025", "1.3.2025 – 30.6.2025"),
        ("1.3.2025 - 30.6.2025", "1.3.2025 – 30.6.2025"),
        ("2025-03-01 - 2025-06-30", "1.3.2025 – 30.6.2025"),
        ("1/3-25 - 30/6-25", "1.3.2025 – 30.6.2025"),
        ("1-3-2025 - 30-6-2025", "1.3.2025 – 30.6.2025"),
        ("mellem 1. marts og 30. juni 2025", "1.3.2025 – 30.6.2025"),
        ("marts, april, maj og juni", "1.3.2025 – 30.6.2025"),
        ("marts\njuni", "1.3.2025 – 30.6.2025"),
        ("1.-15. marts 2025", "1.3.2025 – 15.3.2025"),
        ("1. - 15.3.", "1.3.2025 – 15.3.2025"),
        ("1. og 2. kvartal 2025", "1.1.2025 – 30.6.2025"),
        ("1., 2. og 3. kvartal", "1.1.2025 – 30.9.2025"),
        ("Q1-Q2 2025", "1.1.2025 – 30.6.2025"),
        ("2. kvartal 2025 – 1. kvartal 2026", "1.4.2025 – 31.3.2026"),
        ("medio marts til ultimo maj 2025", "11.3.2025 – 31.5.2025"),
        ("2025-2028", "1.1.2025 – 31.12.2028"),
        ("2025, 2026 og 2027", "1.1.2025 – 31.12.2027"),
        ("2025/26", "1.1.2025 – 31.12.2026"),
        ("december 2025 / januar 2026", "1.12.2025 – 31.1.2026"),
        ("efterår 2025-forår 2026", "1.9.2025 – 31.5.2026"),
        ("2025 - marts 2026", "1.1.2025 – 31.3.2026"),
    ],
)
def test_a_range_runs_from_its_first_to_its_last_day(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("november-februar 2026", "1.11.2025 – 28.2.2026"),
        ("november, december og januar 2026", "1.11.2025 – 31.1.2026"),
        ("november - februar", "1.11.2025 – 28.2.2026"),
        ("december 2025 - marts", "1.12.2025 – 31.3.2026"),
        ("4. og 1. kvartal", "1.10.2025 – 31.3.2026"),
        ("1.3.2025 - 1.3.", "1.3.2025 – 1.3.2025"),
        ("15.12.-15.1.2026", "15.12.2025 – 15.1.2026"),
    ],
)
def test_time_does_not_run_backwards_over_new_year(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("løbende i 2025", "1.1.2025 – 31.12.2025"),
        ("2026 (løbende)", "1.1.2026 – 31.12.2026"),
        ("løbende 2025-2028", "1.1.2025 – 31.12.2028"),
        ("løbende fra marts 2025", "1.3.2025 – 31.12.2025"),
        ("løbende fra marts til juni 2025", "1.3.2025 – 30.6.2025"),
        ("løbende", ""),
        ("Løbende.", ""),
        ("afventer", ""),
        ("afventer lovforslag", ""),
        ("afventer, marts 2025", "1.3.2025 – 31.3.2025"),
    ],
)
def test_running_and_awaiting_times_have_the_days_that_are_written(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "?",
            "-",
            "primo",
            "snarest",
            "efter sommerferien",
            "når loven er vedtaget",
            "besluttet i ØK 10.6.2025",
            "12",
            "1.",
        ),
        *(
            "31.2.2025",
            "29.2.",
            "13/2025",
            "5. kvartal 2025",
            "3. halvår",
            "uge 0",
            "uge 54",
            "uge 53 2025",
            "32. marts",
            "Q5",
        ),
        *(
            "juni 2025 - marts 2025",
            "1.6.-1.3.2025 - 2024",
            "2028-2025",
            "vinter 2025/28",
            "primo uge 12",
            "1. 1. kvartal",
        ),
        *(
            "marts ٢٠٢٥",
            "marts 2025²",
            "martz 2025",
            "2025 2026",
            "marts juni",
            "- marts -- juni",
            "x" * 5000,
            "marts-" * 40,
        ),
    ],
)
def test_unreadable_text_is_kept_without_days(text: str) -> None:
    assert IndicativeTime.read(text, YEAR) == IndicativeTime(text, None, None)


@pytest.mark.parametrize("year", [0, -1, 1, 9999, 10000, 10**30])
@pytest.mark.parametrize(
    "text", ["marts", "vinter", "uge 52", "november-februar", "29.2.", "årsskiftet", "2. halvår", "2025"]
)
def test_no_year_is_too_far_away(text: str, year: int) -> None:
    assert IndicativeTime.read(text, year).text == text


def test_the_text_is_kept_as_written_but_clean() -> None:
    assert str(IndicativeTime.read(" Ultimo\xa0Maj  2025\r\n", YEAR)) == "Ultimo Maj  2025"


@given(DAYS)
def test_every_way_of_writing_a_day_means_that_day(day: date) -> None:
    yy, month = f"{day:%y}", MONTHS["da"][day.month - 1]
    written = (
        *(short_date(day), danish_date(day), day.isoformat(), f"{day:%d-%m-%Y}", f"{day.day}/{day.month} {day.year}"),
        *(f"{day.day}/{day.month}-{yy}", f"{day.day}.{day.month}.{yy}", f"{day.day}. {month[:3]}. {yy}"),
    )
    assert {(time.first, time.last) for time in (IndicativeTime.read(text, 1999) for text in written)} == {(day, day)}
    assert IndicativeTime.read(f"{day.day}. {month}", day.year).first == day


@given(DAYS, DAYS, st.sampled_from(["{} - {}", "{}–{}", "{} til {}", "fra {} til {}", "{} / {}"]))
def test_a_range_of_days_is_read_whatever_stands_between_them(one: date, other: date, shape: str) -> None:
    first, last = sorted((one, other))
    for text in (shape.format(short_date(first), short_date(last)), shape.format(first.isoformat(), last.isoformat())):
        time = IndicativeTime.read(text, YEAR)
        assert (time.first, time.last) == (first, last)


@given(MONTH, MONTH, st.integers(2001, 2067), st.sampled_from(["-", " – ", " til "]))
def test_a_range_of_months_spans_less_than_a_year(first: int, last: int, year: int, between: str) -> None:
    text = f"{MONTHS['da'][first - 1]}{between}{MONTHS['da'][last - 1]}"
    ends_in = IndicativeTime.read(f"{text} {year}", YEAR)
    begins_in = IndicativeTime.read(text, year)
    assert ends_in.last == date(year, last, monthrange(year, last)[1])
    assert ends_in.first == date(year - (first > last), first, 1)
    assert begins_in.first == date(year, first, 1)
    assert begins_in.last and begins_in.last.year == year + (first > last)


@given(st.dates(date(2000, 1, 3), date(2067, 12, 28)))
def test_a_week_is_monday_to_sunday(day: date) -> None:
    iso = day.isocalendar()
    time = IndicativeTime.read(f"uge {iso.week}, {iso.year}", YEAR)
    assert time.first and time.last
    assert time.first <= day <= time.last == time.first + timedelta(days=6)


@given(st.text(st.characters(codec=None)) | st.lists(st.sampled_from(WORDS)).map(" ".join), st.integers(-1, 10_000))
def test_no_text_raises_and_days_never_run_backwards(text: str, year: int) -> None:
    time = IndicativeTime.read(text, year)
    assert (time.first is None) == (time.last is None)
    assert not (time.first and time.last) or time.first <= time.last
    assert IndicativeTime.read(time.text, year) == time
    assert str(time) == time.text


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_even_a_tangle_of_dashes_is_read_at_once(text: str) -> None:
    assert IndicativeTime.read(text, YEAR).text == clean(text)


def test_times_are_sorted_by_first_then_last_day_and_the_undated_last() -> None:
    in_order = [
        *("1.1.2025", "2025"),
        *(
            "1.3.2025",
            "primo marts 2025",
            "marts 2025",
            "marts-juni 2025",
            "løbende i april",
            "2. kvartal 2025",
            "2026",
        ),
        *("løbende", "afventer", "snarest", ""),
    ]
    times = [IndicativeTime.read(text, YEAR) for text in reversed(in_order)]
    assert [str(time) for time in sorted(times, key=lambda time: time.sort_key)] == in_order


def test_a_time_is_passed_when_its_last_day_is() -> None:
    may = IndicativeTime.read("ultimo maj 2025", YEAR)
    assert not may.is_passed(date(2025, 5, 31))
    assert may.is_passed(date(2025, 6, 1))
    assert not any(
        IndicativeTime.read(text, YEAR).is_passed(date.max) for text in ("løbende", "afventer", "snarest", "")
    )


def test_a_date_or_moment_from_a_cell_is_its_day() -> None:
    day = date(2025, 3, 1)
    assert IndicativeTime.of(day) == IndicativeTime("1.3.2025", day, day)
    assert IndicativeTime.of(datetime(2025, 3, 1, 12, 30, tzinfo=UTC)) == IndicativeTime.of(day)
    assert type(IndicativeTime.of(datetime(2025, 3, 1, tzinfo=UTC)).first) is date


def test_it_is_written_to_json_as_text_first_and_last() -> None:
    time = IndicativeTime.read("marts 2025", YEAR)
    written = msgspec.json.encode(time)
    assert written == b'{"text":"marts 2025","first":"2025-03-01","last":"2025-03-31"}'
    assert msgspec.json.decode(written, type=IndicativeTime) == time
    assert msgspec.json.encode(EMPTY) == b'{"text":"","first":null,"last":null}'
