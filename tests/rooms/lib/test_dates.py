# SPDX-License-Identifier: MPL-2.0
"""Dates are read as people write them, and nothing else is taken for a date."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udmoent.lib.dates import clock_words, danish_date, full_year, month_number, parse_clock, parse_date, short_date

FOUR_FIGURE_YEARS = st.dates(min_value=date(1000, 1, 1))
A_DAY = date(2025, 5, 31)


@pytest.mark.parametrize("written", ["17", "17.00", "17:00", "kl. 17", "kl 17.00", "17:00:00", " 17.00 "])
def test_an_hour_is_read_in_each_of_the_ways_it_is_written(written: str) -> None:
    assert parse_clock(written) == time(17) and clock_words(time(17)) == "17.00"


@pytest.mark.parametrize("written", ["", "24.00", "17.60", "kl.", "17.0", "i aften"])
def test_what_is_no_hour_is_not_taken_for_one(written: str) -> None:
    assert parse_clock(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "2025-05-31",
        "31-05-2025",
        "31-5-2025",
        "31.5.2025",
        "31.05.2025",
        "31. 5. 2025",
        "31/5/2025",
        "31/5 2025",
        "31/5-2025",
        "31. maj 2025",
        "31 maj 2025",
        "31. Maj 2025",
        "31 May 2025",
        "31.5.25",
        "31-05-25",
        "31/5-25",
        "  31.5.2025\n",
    ],
)
def test_a_date_is_read_in_each_of_the_ways_it_is_written(written: str) -> None:
    assert parse_date(written) == A_DAY


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            " ",
            "maj 2025",
            "31.5",
            "31.5.",
            "5/31/2025",
            "2025/05/31",
            "2025-5-31",
            "20250531",
            "31.5.202",
            "31.5.20255",
        ),
        *(
            "30. februar 2025",
            "29.2.2025",
            "31-04-2025",
            "0.5.2025",
            "31.13.2025",
            "2025-00-10",
            "0000-01-01",
            "1.1.0000",
        ),
        *(
            "31. mai 2025",
            "den 31. maj 2025",
            "31.5.2025 kl. 10",
            "31..5.2025",
            "٣١.٥.٢٠٢٥",
            "³1.5.2025",
            "ultimo maj 2025",
        ),
    ],
)
def test_what_is_no_date_or_no_day_is_none(written: str) -> None:
    assert parse_date(written) is None


def test_the_29th_of_february_is_a_day_in_leap_years_only() -> None:
    assert parse_date("29-02-2024") == date(2024, 2, 29)
    assert parse_date("29-02-2100") is None


@pytest.mark.parametrize(("figures", "year"), [("25", 2025), ("00", 2000), ("68", 2068), ("69", 1969), ("2025", 2025)])
def test_two_figures_are_the_years_from_1969_to_2068(figures: str, year: int) -> None:
    assert full_year(figures) == year


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("januar", 1),
        ("Mar.", 3),
        ("maj", 5),
        ("MAY", 5),
        ("okt", 10),
        ("Oct", 10),
        ("sept.", 9),
        ("majs", None),
        ("", None),
    ],
)
def test_months_are_known_by_their_names_and_first_three_letters(word: str, month: int | None) -> None:
    assert month_number(word) == month


def test_dates_are_written_as_people_read_them() -> None:
    assert danish_date(A_DAY) == "31. maj 2025"
    assert danish_date(A_DAY, "en") == "31 May 2025"
    assert short_date(date(2025, 3, 1)) == "1.3.2025"


@given(FOUR_FIGURE_YEARS)
def test_what_is_written_is_read_back(day: date) -> None:
    written = (danish_date(day), danish_date(day, "en"), short_date(day), day.isoformat(), f"{day:%d-%m-%Y}")
    assert [parse_date(text) for text in written] == [day] * len(written)


@given(st.text(st.characters(codec=None), max_size=40) | st.from_regex(r"[0-9]{1,4}[-./ ][0-9]{1,2}[-./ ][0-9]{1,4}"))
def test_no_text_raises(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), date)
