# SPDX-License-Identifier: MPL-2.0
"""One cell tells one fact, whatever form the town gave it."""

from datetime import date

import pytest

from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Assessment, ClosingReason, Commitment, Involvement, Stage, Treatment


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("A301", "A301"),
        ("BUU A301", "A301"),
        ("14-A-12", "14-A-12"),
        ("TV01c", "TV01c"),
        ("TM23", "TM23"),
        (0.01, "0.01"),
        (1.0, "1"),
        (12, "12"),
    ],
)
def test_numbers_are_read_in_every_towns_form(sheet, written: object, number: str):
    draft = sheet([["Nr.", "Emne", "Type"], [written, "Et emne", "Drift"]])
    assert draft.items[0].number == number


@pytest.mark.parametrize("written", ["x", "X", "✓", "☒", "Ja", "Gennemført", "Afsluttet", True])
def test_marks_close(cell, written: object):
    assert cell("X", written)["is_closed"] is True
    assert "closed_on" not in cell("X", written)


@pytest.mark.parametrize("written", [None, "", "-", "Nej", "☐", False])
def test_an_empty_cell_in_the_x_column_is_open(cell, written: object):
    assert cell("Afsl.", written)["is_closed"] is False


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Afsluttet juni 2025", date(2025, 6, 30)),
        ("X 1.3.2025", date(2025, 3, 1)),
        ("x (31-05-2025)", date(2025, 5, 31)),
        ("ultimo maj", date(2025, 5, 31)),
        (date(2025, 3, 1), date(2025, 3, 1)),
    ],
)
def test_a_day_in_the_x_column_is_the_day_it_was_closed(cell, written: object, day: date):
    told = cell("Afsl.", written)
    assert (told["is_closed"], told["closed_on"]) == (True, day)


def test_an_x_that_is_none_is_a_fault(fault):
    assert "X" in fault("X", "delvist, se bilag")


def test_a_status_that_is_only_a_stage_word_tells_the_stage_too(cell):
    told = cell("Status", "I gang")
    assert (told["status_text"], told["stage"]) == ("I gang", Stage.UNDER_WAY)
    assert "stage" not in cell("Status", "I gang med at søge tilladelse")
    assert cell("Status", "Gennemført")["is_closed"] is True


def test_a_status_scale_of_figures_counts_only_where_the_town_has_one(cell, read, sheet, town, tmp_path):
    import msgspec

    assert "stage" not in cell("Status", 2)
    stages = town.stages | {
        "closed": ("Gennemført", "1"),
        "under_way": ("I gang", "2"),
        "not_started": ("Ikke startet", "3"),
    }
    draft = read(tmp_path / "plan.xlsx", town=msgspec.structs.replace(town, stages=stages))
    assert draft.items[0].told["stage"] == Stage.UNDER_WAY


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("Ikke igangsat", "not_started"),
        ("AFVENTER POLITISK BESLUTNING", "awaiting_decision"),
        ("I gang – tilbud er hentet", "under_way"),
        ("Udgår", "withdrawn"),
    ],
)
def test_stages_are_read_from_the_towns_words(cell, written: str, stage: str):
    assert cell("Stadie", written)["stage"] == stage


def test_an_unknown_stage_is_a_fault_that_lists_the_known_ones(fault):
    assert "Ikke startet" in fault("Stadie", "Hos advokaten")


@pytest.mark.parametrize(
    ("written", "assessment"),
    [
        ("Grøn", "green"), ("gul", "yellow"), ("RØD", "red"), ("🟢", "green"), ("😐", "yellow"), ("🔴", "red"),
        ("Rød – forsinket", "red"), ("▲ Gul", "yellow"), ("■", "red"), ("R", "red"), ("Gu", "yellow"),
        ("–", "not_assessed"), (None, "not_assessed"), ("Ikke vurderet", "not_assessed"), ("På sporet", "green"),
    ],
)  # fmt: skip
def test_traffic_lights_are_words_letters_or_pictures(cell, written: object, assessment: str):
    assert cell("Trafiklys", written)["assessment"] == assessment


@pytest.mark.parametrize("written", ["G", "Grøn/gul", "lilla"])
def test_a_traffic_light_that_could_be_several_is_a_fault(fault, written: str):
    assert "Grøn" in fault("Trafiklys", written)


def test_a_traffic_light_may_be_only_a_colour(tmp_path, read):
    import openpyxl
    from openpyxl.styles import PatternFill

    book = openpyxl.Workbook()
    book.active.append(["Nr.", "Emne", "Trafiklys"])
    for at, colour in enumerate(["FF0000", "FFC000", "00B050", "FFFFFF"], start=2):
        book.active.append([f"D30{at}", f"Emne {at}"])
        book.active.cell(at, 3).fill = PatternFill("solid", fgColor=colour)
    book.save(tmp_path / "farver.xlsx")
    found = [item.told["assessment"] for item in read(tmp_path / "farver.xlsx").items]
    assert found == [Assessment.RED, Assessment.YELLOW, Assessment.GREEN, Assessment.NOT_ASSESSED]


def test_stage_and_assessment_may_share_a_cell(cell):
    told = cell("Stadie og vurdering", "I gang\n● Grøn")
    assert (told["stage"], told["assessment"]) == (Stage.UNDER_WAY, Assessment.GREEN)


@pytest.mark.parametrize(
    ("written", "body", "others"),
    [
        ("BUU", "BUU", ()), ("Børne- og Ungdomsudvalget", "BUU", ()), ("børne og ungdomsudvalget", "BUU", ()),
        ("BUU, KFU", "BUU", ("KFU",)), ("BUU/MTU", "BUU", ("MTU",)), ("Økonomiudvalget (ØK)", "ØK", ()),
        ("Økonomiudvalg", "ØK", ()), ("Miljø- og Teknikudvalget\nKultur- og Fritidsudvalget", "MTU", ("KFU",)),
        ("BUU og KFU", "BUU", ("KFU",)), ("Byrådet", "KB", ()), (3, "BUU", ()),
    ],
)  # fmt: skip
def test_committees_are_read_in_full_abbreviated_or_several(cell, written: object, body: str, others: tuple[str, ...]):
    told = cell("Udvalg", written)
    assert (told["body"], told.get("other_bodies", ())) == (body, others)


@pytest.mark.parametrize("written", ["tværgående", "Alle udvalg", "På tværs", "Alle"])
def test_all_committees_is_cross_cutting_and_no_committee(cell, written: str):
    told = cell("Udvalg", written)
    assert told["is_cross_cutting"] is True and "body" not in told


def test_a_committee_and_cross_cutting_may_stand_together(cell):
    told = cell("Udvalg", "ØK (tværgående)")
    assert (told["body"], told["is_cross_cutting"]) == ("ØK", True)


@pytest.mark.parametrize("written", ["Socialudvalget", "BUU og Sundhedsudvalget", "Direktionen"])
def test_an_unknown_committee_is_a_fault_that_lists_the_known_ones(fault, written: str):
    assert "KB, ØK, BUU, MTU, KFU" in fault("Udvalg", written)


def test_a_committee_column_that_shows_sharing_once_tells_it_of_every_row(sheet):
    rows = [["Nr.", "Emne", "Udvalg"], ["D301", "A", "BUU"], ["D302", "B", "BUU, KFU"]]
    assert sheet(rows).items[0].told["other_bodies"] == ()
    assert "other_bodies" not in sheet(rows[:2]).items[0].told


def test_times_are_read_from_text_and_from_dates(cell):
    assert cell("Tidspunkt", "marts")["time"] == IndicativeTime("marts", date(2025, 3, 1), date(2025, 3, 31))
    assert cell("Deadline", date(2025, 3, 1))["time"] == IndicativeTime.of(date(2025, 3, 1))
    assert cell("Tidspunkt", "når vi når det")["time"].text == "når vi når det"
    assert cell("Tidspunkt", None)["time"].text == ""


@pytest.mark.parametrize(
    "written",
    ["HR\nIT", "• HR\n• IT", "HR; IT", "- HR\n- IT\n", "1. HR\n2. IT", "o HR\no IT"],
)
def test_parties_stand_one_per_line_or_between_semicolons(cell, written: str):
    assert cell("Koordinering", written)["coordination"] == ("HR", "IT")


def test_promises_name_their_party_and_when_they_were_confirmed(cell):
    told = cell("Commitment", "Direktionen: følger op (bekræftet 31.5.2025)\n• HR – leverer tal\nIT")
    assert told["commitments"] == (
        Commitment(party="Direktionen", promise="følger op", confirmed_on=date(2025, 5, 31)),
        Commitment(party="HR", promise="leverer tal"),
        Commitment(party="IT"),
    )


def test_coordination_and_promises_may_share_a_cell(cell):
    told = cell("Koordinering & Commitment", "Koordinering: HR; IT\nDirektionen: følger op")
    assert told["coordination"] == ("HR", "IT")
    assert told["commitments"] == (Commitment(party="Direktionen", promise="følger op"),)
    told = cell("KKC", "Kursen: Vi går i gang\nKoordinering:\n- HR\nCommitment:\n- Direktionen: følger op")
    assert (told["course"], told["coordination"]) == ("Vi går i gang", ("HR",))
    assert told["commitments"] == (Commitment(party="Direktionen", promise="følger op"),)


@pytest.mark.parametrize(
    ("written", "treatments"),
    [
        ("BUU · beslutning · marts 2025", (Treatment(body="BUU", form="beslutning", time="marts 2025"),)),
        ("Beslutning i BUU, marts 2025", (Treatment(body="BUU", form="beslutning", time="marts 2025"),)),
        ("BUU marts 2025", (Treatment(body="BUU", form="", time="marts 2025"),)),
        ("marts 2025", (Treatment(body="ØK", form="", time="marts 2025"),)),
        ("beslutning i juni", (Treatment(body="ØK", form="beslutning", time="juni"),)),
        ("Hovedudvalget juni 2025", (Treatment(body="", form="Hovedudvalget juni 2025"),)),
        ("BUU og ØK", (Treatment(body="BUU"), Treatment(body="ØK"))),
        ("Nej", ()),
        (None, ()),
    ],
)
def test_treatments_are_read_from_running_text(cell, written: object, treatments: tuple[Treatment, ...]):
    assert cell("Udvalgsbehandling", written)["treatments"] == treatments


def test_involvements_are_read(cell):
    assert cell("Inddragelse", "HovedMED · høring · marts 2025 · ingen bemærkninger\nDirektionen: drøftet")[
        "involvements"
    ] == (
        Involvement(party="HovedMED", form="høring", time="marts 2025", result="ingen bemærkninger"),
        Involvement(party="Direktionen", form="drøftet"),
    )


def test_strategies_are_called_by_their_proper_names(cell):
    written = "Udviklingsstrategien; FN's verdensmål 11: Bæredygtige byer; SDG 11; Verdensmål 4.2; Nordisk vision"
    assert cell("Strategi", written)["strategies"] == (
        "Plan- og Udviklingsstrategi 2023",
        "Verdensmål 11",
        "Verdensmål 4.2",
        "Nordisk vision",
    )


def test_text_that_looks_like_a_formula_stays_text(tmp_path, read):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Nr.", "Emne", "Status", "Ansvarlig"])
    book.active.append(["D301", "A", None, "@chefen"])
    for column, text in ((2, "+ mere"), (3, "=SUM(A1)")):
        book.active.cell(2, column).value = text
        book.active.cell(2, column).data_type = "s"
    book.save(tmp_path / "f.xlsx")
    (item,) = read(tmp_path / "f.xlsx").items
    assert (item.title, item.told["status_text"], item.told["responsible"]) == ("+ mere", "=SUM(A1)", "@chefen")


def test_text_is_cleaned_once_at_the_door(cell):
    assert cell("Status", "  a\u030aben\u00a0sag\u200b\r\nto \n")["status_text"] == "åben sag\nto"


@pytest.mark.parametrize("written", ["#REF!", "#VÆRDI!", "#DIVISION/0!", "#I/T"])
def test_error_values_are_faults(fault, written: str):
    assert "formel" in fault("Status", written).lower()


def test_dates_and_codes_of_closing_are_read(cell):
    assert cell("Afsluttet den", "31.5.2025")["closed_on"] == date(2025, 5, 31)
    assert cell("Afslutningsdato", "juni 2025")["closed_on"] == date(2025, 6, 30)
    assert cell("Afslutningsdato", None)["closed_on"] is None
    assert cell("Afslutningsgrund", "Del af den daglige drift")["closing_reason"] == ClosingReason.DAILY_OPERATION
    assert cell("Afledt af", "BUU A301")["derived_from"] == "A301"
    assert cell("Afledt af", "-")["derived_from"] is None


def test_a_date_that_is_none_is_a_fault(fault):
    assert "31.5.2025" in fault("Afsluttet den", "snart")


def test_figures_in_text_columns_lose_what_the_spreadsheet_added(cell):
    assert cell("Sagsnr.", 1234.0)["case_number"] == "1234"
    assert cell("Status", 0.5)["status_text"] == "0,5"


def test_number_and_title_may_share_a_cell(sheet):
    draft = sheet([["Nr. og emne", "Status"], ["BUU A301 – Ny daginstitution", "s"], ["A302: Tag", "t"]])
    assert [(item.number, item.title) for item in draft.items] == [("A301", "Ny daginstitution"), ("A302", "Tag")]
