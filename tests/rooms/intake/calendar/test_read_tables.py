# SPDX-License-Identifier: MPL-2.0
"""Meeting calendars as towns keep them in spreadsheets and text files."""

from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from udmoent.intake.calendar.days import read_days
from udmoent.intake.calendar.draft import CalendarDraft, Reading
from udmoent.intake.calendar.read import read_calendar
from udmoent.lib.refusal import Refused

JANUARY, FEBRUARY = date(2025, 1, 14), date(2025, 2, 11)


@pytest.fixture
def read(town, tmp_path: Path):
    """`read(rows)`: the draft of a sheet with those rows; `read("text")` that of a .csv file."""

    def make(told: object, name: str = "kalender", encoding: str = "utf-8", **how: object) -> CalendarDraft:
        if isinstance(told, str):
            file = tmp_path / f"{name}.csv"
            file.write_text(told, encoding=encoding)
        else:
            file, book = tmp_path / f"{name}.xlsx", Workbook()
            for row in told:
                book.active.append(row)
            book.save(file)
        return read_calendar(file, town, Reading(**how))

    return make


def told(draft: CalendarDraft) -> list[tuple[str, date]]:
    return [(one.body, one.held_on) for one in draft.wanted]


@pytest.mark.parametrize(
    "written",
    [
        *("15-01-2025", "15.1.2025", "15/1 2025", "15. januar 2025", "15. jan. 2025", "2025-01-15"),
        *("onsdag den 15. januar 2025", "Ons. 15.1.2025", "onsdag d. 15-01-25", "Onsdag, 15. januar 2025"),
        *("15. januar", "15/1", "15.1.", "d. 15/1", "ons 15/1", "15.", "15"),
    ],
)
def test_a_day_is_read_in_each_of_the_ways_it_is_written(written):
    assert [day.on for day in read_days(written, year=2025, month=1)] == [date(2025, 1, 15)]


def test_the_hour_and_the_note_beside_a_day_are_read():
    (day,) = read_days("tirsdag den 14. januar 2025 kl. 16.30-18 (temamøde)")
    assert (day.on, day.starts_at, day.note) == (JANUARY, time(16, 30), "temamøde")


def test_several_days_in_one_cell_are_several():
    assert [day.on for day in read_days("14. og 28.", year=2025, month=1)] == [JANUARY, date(2025, 1, 28)]
    assert [day.on for day in read_days("14/1, 11/2", year=2025)] == [JANUARY, FEBRUARY]


@pytest.mark.parametrize("written", [None, "", "-", "–", "Intet møde", "x"])
def test_no_day_is_none(written):
    assert read_days(written, year=2025, month=1) == []


@pytest.mark.parametrize(
    ("written", "how", "fault"),
    [
        ("snart", {}, "er ikke en dato"),
        ("15/1", {}, "intet årstal"),
        ("15.", {"year": 2025}, "ingen måned"),
        ("31/4", {"year": 2025}, "ingen dag 31.4.2025"),
        ("torsdag den 15. januar 2025", {}, "er en onsdag, ikke en torsdag"),
        ("15. brumaire", {"year": 2025}, "ingen måned"),
    ],
)
def test_what_is_no_day_says_why(written, how, fault):
    (day,) = read_days(written, **how)
    assert day.on is None and fault in day.fault


def test_a_row_for_each_meeting_in_a_file_from_excel_on_a_danish_machine(read):
    draft = read(
        "Mødekalender 2025;;;;\nDato;Udvalg;Tid;Sted;Bemærkning\n"
        "14-01-2025;Økonomiudvalget;kl. 16.00-18.00;Mødelokale 1;\n"
        "15. januar 2025;BUU;17;Mødelokale 3;Temamøde\n"
        "11/2;Byrådet;18:00;Byrådssalen;Møde i Byrådet\n",
        encoding="cp1252",
    )
    assert told(draft) == [("ØK", JANUARY), ("BUU", date(2025, 1, 15)), ("KB", FEBRUARY)]
    assert [(one.starts_at, one.place, one.title) for one in draft.wanted] == [
        (time(16), "Mødelokale 1", ""),
        (time(17), "Mødelokale 3", "Temamøde"),
        (time(18), "Byrådssalen", ""),
    ]
    assert [one.row for one in draft.wanted] == [3, 4, 5] and not draft.missed


def test_a_file_from_outlook_names_the_body_in_the_subject(read):
    draft = read(
        '"Emne","Startdato","Starttidspunkt","Sted"\n"Møde i Økonomiudvalget","14-01-2025","16:00:00","Lokale 1"\n'
    )
    assert told(draft) == [("ØK", JANUARY)] and draft.wanted[0].title == ""


def test_a_body_that_is_told_once_counts_for_the_rows_below(read):
    draft = read([["Udvalg", "Dato"], ["ØK", JANUARY], [None, FEBRUARY], ["BUU", FEBRUARY]])
    assert told(draft) == [("ØK", JANUARY), ("ØK", FEBRUARY), ("BUU", FEBRUARY)]


def test_a_file_of_one_body_names_it_above_or_is_told_it(read):
    rows = [["Dato", "Sted"], [JANUARY, "Lokale 1"]]
    assert told(read([["Mødedatoer for Miljø- og Teknikudvalget"], *rows])) == [("MTU", JANUARY)]
    assert told(read(rows, body="KFU")) == [("KFU", JANUARY)]
    assert "nævner intet organ" in read(rows).missed[0].why


def test_a_meeting_that_is_called_off_says_so(read):
    draft = read([["Dato", "Udvalg", "Status"], [JANUARY, "ØK", "Aflyst"], [FEBRUARY, "ØK", None]])
    assert [one.is_cancelled for one in draft.wanted] == [True, False]


def test_what_is_not_understood_tells_its_row_and_why(read):
    draft = read([["Dato", "Udvalg"], [JANUARY, "Trivselsudvalget"], ["snart", "ØK"], [None, "ØK"], [FEBRUARY, "ØK"]])
    assert told(draft) == [("ØK", FEBRUARY)]
    assert [(one.row, one.why) for one in draft.missed] == [
        (2, "“Trivselsudvalget” er ikke et organ i kommunen."),
        (3, "“snart” er ikke en dato. Skriv den som 15-01-2025, 15.1.2025 eller 15. januar 2025."),
        (4, "Der er ingen dag."),
    ]
    assert draft.missed[0].text == "2025-01-14 · Trivselsudvalget"


def test_a_column_for_each_body_and_a_row_for_each_month(read):
    draft = read(
        [
            ["Politisk mødekalender 2025"],
            ["Måned", "Økonomiudvalget", "Børne- og Ungdomsudvalget (kl. 17)", "Kommunalbestyrelsen"],
            ["Januar", 14, "15. og 29.", "-"],
            ["Februar", "11.", "12 (temamøde)", "25/2"],
            ["Juli", None, None, "ingen møder"],
        ]
    )
    assert told(draft) == [
        *(("ØK", JANUARY), ("BUU", date(2025, 1, 15)), ("BUU", date(2025, 1, 29))),
        *(("ØK", FEBRUARY), ("BUU", date(2025, 2, 12)), ("KB", date(2025, 2, 25))),
    ]
    assert draft.wanted[4].title == "temamøde" and not draft.missed


def test_a_column_for_each_body_with_whole_dates(read):
    draft = read([["ØK", "BUU"], [JANUARY, "15. januar 2025"], [FEBRUARY, None]])
    assert told(draft) == [("ØK", JANUARY), ("BUU", date(2025, 1, 15)), ("ØK", FEBRUARY)]


def test_months_across_and_a_row_for_each_body(read):
    draft = read(
        [
            ["", "Nov. 2025", "Dec. 2025", "Jan. 2026"],
            ["Økonomiudvalget", 18, 9, 20],
            ["Folkeoplysningsudvalget", 3, None, None],
            ["Noter", None, None, None],
        ]
    )
    assert told(draft) == [("ØK", date(2025, 11, 18)), ("ØK", date(2025, 12, 9)), ("ØK", date(2026, 1, 20))]
    assert [one.why for one in draft.missed] == ["“Folkeoplysningsudvalget” er ikke et organ i kommunen."]


def test_a_calendar_over_new_year_goes_on_in_the_next(read):
    draft = read([["Måned", "ØK", "KB"], ["November", 18, 25], ["December", 9, 16], ["Januar", 20, 27]], year=2025)
    assert [one.held_on.year for one in draft.wanted if one.body == "ØK"] == [2025, 2025, 2026]


def test_the_year_is_told_by_the_file_or_asked_for(read):
    rows = [["Måned", "ØK", "KB"], ["Januar", 14, 28]]
    assert "intet årstal" in read(rows).missed[0].why
    assert told(read(rows, name="mødeplan 2025"))[0] == ("ØK", JANUARY)
    assert told(read(rows, year=2025))[0] == ("ØK", JANUARY)


def test_a_table_without_days_says_what_was_looked_for(read):
    assert "hverken fundet" in read([["Navn", "Telefon"], ["Hansen", "12345678"]]).missed[0].why


def test_what_is_no_file_of_that_kind_is_refused(town, tmp_path):
    file = tmp_path / "kalender.xlsx"
    file.write_bytes(b"PK\x03\x04 ikke et regneark")
    with pytest.raises(Refused):
        read_calendar(file, town, Reading())
