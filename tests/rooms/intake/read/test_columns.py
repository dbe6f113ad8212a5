# SPDX-License-Identifier: MPL-2.0
"""Columns are recognised by what the town calls them, in any order and anywhere in the first rows."""

import pytest

from udmoent.intake.amount_headings import amount_heading
from udmoent.intake.columns import Columns

ONE_FIELD = [
    ("Nr.", "number"),
    ("LØBENR.", "number"),
    ("Emne", "title"),
    ("Punkt", "title"),
    ("Indsats", "title"),
    ("Projekt", "title"),
    ("Titel", "title"),
    ("Kursen for 2025", "course"),
    ("Kursen for 2026", "course"),
    ("kursen", "course"),
    ("Ansvarlig", "responsible"),
    ("Ansvarlig:", "responsible"),
    ("Tidspunkt", "time"),
    ("Tidspunkt\n(vejledende)", "time"),
    ("Udvalgsbehandling", "treatments"),
    ("Kommende politisk behandling", "treatments"),
    ("Trafiklys", "assessment"),
    ("Status", "status_text"),
    ("Status pr. ultimo maj 2025", "status_text"),
    ("Status pr. 31. oktober 2026", "status_text"),
    ("Status 2026", "status_text"),
    ("Afsl.", "closed"),
    ("X", "closed"),
    ("Tværgående", "is_cross_cutting"),
    ("Sagsnr.", "case_number"),
    ("Frist/deadline", "time"),
    ("Topic", "title"),
    ("Reason for closing", "closing_reason"),
]


@pytest.mark.parametrize(("heading", "field"), ONE_FIELD)
def test_a_heading_tells_its_field(town, heading: str, field: str):
    assert Columns(town).senses(heading)[0].fields == (field,)


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("Koordinering og Commitment", {"coordination", "commitments"}),
        ("Koordinering & Commitment", {"coordination", "commitments"}),
        ("KKC", {"coordination", "commitments"}),
        ("Stadie og vurdering", {"stage", "assessment"}),
        ("Nr. / emne", {"number", "title"}),
        ("Kursen, koordinering og commitment", {"course", "coordination", "commitments"}),
    ],
)
def test_a_heading_may_tell_several_fields(town, heading: str, fields: set[str]):
    assert set(Columns(town).senses(heading)[0].fields) == fields


@pytest.mark.parametrize(
    "heading", ["", "Hjemmel", "Emnet er vigtigt for os alle", "2025", "Status og ansvarlig og tid", "Emne" * 40]
)
def test_other_headings_tell_nothing(town, heading: str):
    assert Columns(town).senses(heading) == []


@pytest.mark.parametrize(
    ("heading", "year", "phase", "nature"),
    [
        ("2025", 2025, "adopted", ""),
        ("B2025", 2025, "adopted", ""),
        ("BO2026", 2026, "adopted", ""),
        ("BO 2027", 2027, "adopted", ""),
        ("B25", 2025, "adopted", ""),
        ("Budget 2025", 2025, "adopted", ""),
        ("Overslagsår 2026", 2026, "adopted", ""),
        ("R2024", 2024, "spent", ""),
        ("Regnskab 2024", 2024, "spent", ""),
        ("Forventet regnskab 2025", 2025, "expected", ""),
        ("2025 forbrug", 2025, "spent", ""),
        ("Forbrug\n2025", 2025, "spent", ""),
        ("2025 (1.000 kr.)", 2025, "adopted", ""),
        ("2025 (kr., 2025-priser)", 2025, "adopted", ""),
        ("2025 i 1.000 kr.", 2025, "adopted", ""),
        ("2025, mio. kr.", 2025, "adopted", ""),
        ("2026 tillægsbevilling", 2026, "supplementary", ""),
        ("2025 anlægsbevilling (kr., 2025-priser)", 2025, "appropriated", ""),
        ("2025 frigivet", 2025, "released", ""),
        ("2025 released", 2025, "released", ""),
        ("2025 vedtaget drift", 2025, "adopted", "operating"),
        ("2025 adopted capital", 2025, "adopted", "capital"),
        ("Overslagsår 1", 2026, "adopted", ""),
    ],
)
def test_a_year_heads_amounts(heading: str, year: int, phase: str, nature: str):
    found = amount_heading(heading, 2025)
    assert found and (found.year, found.phase, found.nature) == (year, phase, nature)


@pytest.mark.parametrize(
    "heading",
    [
        "Kursen for 2025",
        "Status 2025",
        "31.12.2025",
        "2025-2028",
        "Budget 2025-2028",
        "1850",
        "12",
        "",
        "Korrigeret budget 2025",
        "Etape 2",
    ],
)
def test_other_headings_with_figures_head_no_amounts(heading: str):
    assert amount_heading(heading, 2025) is None


def test_an_amount_heading_tells_unit_and_price_level():
    found = amount_heading("2026 (1.000 kr., 2025-priser)")
    assert found and (found.unit, found.price_level) == (1000, "2025")


def test_columns_come_in_any_order_below_title_rows_and_beside_empty_columns(sheet):
    draft = sheet(
        [
            [None, "Norddjurs Kommune"],
            [None, "Udmøntningsplan 2025-2028 – status pr. ultimo maj 2025"],
            [],
            [None, None, "Status", "Emne", "Nr."],
            [None, None, "Er begyndt", "Styrket normering", "BUU D301"],
        ]
    )
    (item,) = draft.items
    assert (item.number, item.title, item.told["status_text"], item.spot.row) == (
        "D301",
        "Styrket normering",
        "Er begyndt",
        5,
    )
    assert draft.faults == ()


def test_of_two_columns_for_one_fact_the_plainer_name_wins_and_the_other_is_extra(sheet):
    draft = sheet([["Bemærkninger", "Status", "Nr.", "Emne"], ["b", "s", "D301", "Styrket normering"]])
    assert draft.items[0].told["status_text"] == "s"
    assert draft.items[0].told["extra"] == {"Bemærkninger": "b"}
    assert draft.extra_columns == ("Bemærkninger",)


def test_a_description_is_the_title_where_nothing_else_is(sheet):
    draft = sheet([["Nr.", "Beskrivelse", "Trafiklys"], ["D301", "Styrket normering", "Gul"]])
    assert draft.items[0].title == "Styrket normering"
    assert sheet([["Emne", "Nr.", "Beskrivelse"], ["T", "D301", "Lang"]]).items[0].told["course"] == "Lang"


def test_unknown_columns_and_columns_without_heading_are_kept_and_reported(sheet):
    draft = sheet([["Nr.", "Emne", "Hjemmel", None], ["D301", "A", "§ 18", "gul seddel"], ["D302", "B", None, None]])
    assert draft.extra_columns == ("Hjemmel", "Kolonne D")
    assert draft.items[0].told["extra"] == {"Hjemmel": "§ 18", "Kolonne D": "gul seddel"}
    assert draft.items[1].told["extra"] == {"Hjemmel": "", "Kolonne D": ""}


def test_a_header_may_have_two_rows(sheet):
    draft = sheet(
        [
            ["Nr.", "Emne", "Økonomi (1.000 kr., 2025-priser)", None, "Ansvarlig"],
            [None, None, 2025, "BO2026", None],
            ["D301", "Styrket normering", 2000, "2.500", "Chefen"],
        ],
        merged=["C1:D1", "A1:A2", "B1:B2", "E1:E2"],
    )
    (item,) = draft.items
    assert {(key.year, key.price_level): kroner for key, kroner in item.amounts.items()} == {
        (2025, "2025"): 2_000_000,
        (2026, "2025"): 2_500_000,
    }
    assert item.told["responsible"] == "Chefen"


def test_the_year_may_stand_above_the_phases(sheet):
    draft = sheet(
        [
            [None, None, "2025 (t.kr.)", None, "2026 (t.kr.)", None],
            ["Nr.", "Emne", "Budget", "Forbrug", "Budget", "Forventet"],
            ["D301", "Styrket normering", 1, 2, 3, 4],
        ],
        merged=["C1:D1", "E1:F1"],
    )
    found = {(key.year, key.phase): kroner for key, kroner in draft.items[0].amounts.items()}
    assert found == {(2025, "adopted"): 1000, (2025, "spent"): 2000, (2026, "adopted"): 3000, (2026, "expected"): 4000}


def test_a_file_without_titles_is_one_fault_that_lists_the_columns(sheet):
    draft = sheet([["Løbenr.", "Hjemmel", "Farvekode"], ["D301", "§ 18", "7"], ["D302", "§ 19", "8"]])
    (fault,) = draft.faults
    assert "Hjemmel" in fault.message and "Farvekode" in fault.message and "Emne" in fault.message
    assert draft.items == ()


def test_a_header_that_is_repeated_is_no_item(sheet):
    header = ["Nr.", "Emne", "Status"]
    draft = sheet([header, ["D301", "A", "s"], header, ["D302", "B", "t"]])
    assert [item.number for item in draft.items] == ["D301", "D302"]


def test_another_table_below_in_the_same_sheet_has_its_own_columns(sheet):
    draft = sheet(
        [["Nr.", "Emne", "Status"], ["D301", "A", "s"], [], ["Emne", "Tidspunkt", "Nr."], ["B", "marts 2025", "D302"]]
    )
    assert [(item.number, item.title) for item in draft.items] == [("D301", "A"), ("D302", "B")]
    assert "time" in draft.items[1].told and "time" not in draft.items[0].told


def test_the_budget_year_is_the_first_year_of_a_budget_column(sheet, town, tmp_path):
    from udmoent.intake.read_draft import budget_year_in

    sheet([["Nr.", "Emne", "R2024", "BO2027", "B2026"], ["D301", "A", 1, 1, 1]], unit=1)
    assert budget_year_in(tmp_path / "plan.xlsx", town) == 2026
    sheet([["Nr.", "Emne"], ["D301", "A"]])
    assert budget_year_in(tmp_path / "plan.xlsx", town) is None
