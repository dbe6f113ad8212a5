# SPDX-License-Identifier: MPL-2.0
"""What stands around a row tells of it: sheet, caption, rows across, merged cells; and some rows are no items."""

import pytest

from udmoent.economy.actions import AmountKey
from udmoent.lib.refusal import Refused
from udmoent.plan.facts import Kind

HEADER = ["Nr.", "Emne", "Status"]


def numbers(draft) -> list[str]:
    return [item.number for item in draft.items]


def bodies(draft) -> list[object]:
    return [item.told.get("body") for item in draft.items]


# Parts and committees


def test_the_sheets_name_tells_the_committee(sheets):
    draft = sheets(
        {
            "BUU": [HEADER, ["D301", "A"]],
            "Miljø- og Teknikudvalget": [HEADER, ["D501", "B"]],
            "Ark3": [HEADER, ["D101", "C"]],
        }
    )
    assert bodies(draft) == ["BUU", "MTU", None]


@pytest.mark.parametrize(
    ("name", "kind", "body"),
    [
        ("Anlæg BUU", Kind.CAPITAL, "BUU"),
        ("3. Råderumsforslag", Kind.RAADERUM, None),
        ("Drift – ØK", Kind.OPERATING, "ØK"),
        ("Hensigtserklæringer", Kind.INTENT, None),
    ],
)
def test_the_sheets_name_tells_the_part(sheet, name: str, kind: Kind, body: str | None):
    draft = sheet([["Emne", "Status"], ["Et emne", "s"]], name=name)
    assert (draft.items[0].kind, draft.items[0].told.get("body")) == (kind, body)


def test_rows_across_tell_part_then_committee(sheet):
    draft = sheet(
        [
            ["Emne", "Status", "Ansvarlig"],
            ["Driftsændringer"],
            ["Børne- og Ungdomsudvalget"],
            ["A", "s", "x"],
            ["Miljø- og Teknikudvalget (MTU)"],
            ["B", "s", "x"],
            ["Anlægsprojekter"],
            ["BUU"],
            ["C", "s", "x"],
        ]
    )
    assert [(item.kind, item.told["body"]) for item in draft.items] == [
        ("operating", "BUU"),
        ("operating", "MTU"),
        ("capital", "BUU"),
    ]


def test_rows_across_tell_committee_then_part(sheet):
    draft = sheet(
        [["Emne", "Status"], ["BUU"], ["Drift"], ["A", "s"], ["Anlæg"], ["B", "s"], ["MTU"], ["Drift"], ["C", "s"]]
    )
    assert [(item.kind, item.told["body"]) for item in draft.items] == [
        ("operating", "BUU"),
        ("capital", "BUU"),
        ("operating", "MTU"),
    ]


def test_a_new_part_ends_the_committee_within_the_last_one(sheet):
    draft = sheet([["Emne", "Status"], ["Drift"], ["BUU"], ["A", "s"], ["Anlæg"], ["B", "s"]])
    assert [(item.kind, item.told.get("body")) for item in draft.items] == [("operating", "BUU"), ("capital", None)]


def test_small_words_are_not_taken_for_committees(sheet):
    assert bodies(sheet([HEADER, ["D301", "A", "s"]], name="Drift øu")) == [None]
    assert bodies(sheet([HEADER, ["D301", "A", "s"]], name="Drift ØU")) == ["ØK"]


def test_a_bold_row_with_a_single_text_is_a_heading_and_a_plain_one_a_topic(tmp_path, read):
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    book.active.title = "Hensigtserklæringer"
    for row in (["Emne", "Status"], ["Noget nyt"], ["A", "s"], ["B", None]):
        book.active.append(row)
    book.active["A2"].font = Font(bold=True)
    book.save(tmp_path / "fed.xlsx")
    draft = read(tmp_path / "fed.xlsx")
    assert [(item.title, item.told["heading"]) for item in draft.items] == [("A", "Noget nyt"), ("B", "Noget nyt")]


def test_a_committee_in_front_of_the_number_leads_where_nothing_else_is_told(sheet):
    assert bodies(sheet([HEADER, ["BUU A301", "A", "s"], ["A302", "B", "s"]])) == ["BUU", None]
    assert bodies(sheet([["Nr.", "Emne", "Udvalg"], ["BUU A301", "A", "MTU"]])) == ["MTU"]


def test_headings_of_the_intent_part_may_stand_above_tables_in_word(word, table):
    def write(document) -> None:
        document.add_heading("Hensigtserklæringer", 1)
        for heading, title in (("Partnerskaber", "A"), ("Noget nyt", "B")):
            document.add_heading(heading, 2)
            document.add_paragraph("Status pr. ultimo maj")
            table(document, [["Emne", "Status"], [title, "s"]])

    assert word(write).headings == ("Partnerskaber", "Noget nyt")


def test_headings_of_the_intent_part_are_are_the_towns_or_as_they_stand(sheet):
    draft = sheet(
        [
            ["Nr.", "Emne", "Status"],
            ["Hensigtserklæringer", None, None],
            ["2.1 Sociale investeringer", None, None],
            ["H301", "A", "s"],
            ["En helt ny overskrift", None, None],
            ["H302", "B", "s"],
        ],
        merged=["A2:C2", "A3:C3", "A5:C5"],
    )
    assert [item.told["heading"] for item in draft.items] == [
        "Sociale investeringer, Fremtidens velfærd, Skoler og dagtilbud",
        "En helt ny overskrift",
    ]
    assert draft.headings == tuple(item.told["heading"] for item in draft.items)


def test_a_group_of_cross_cutting_items_marks_them(sheet):
    draft = sheet([["Emne", "Type"], ["Tværgående punkter"], ["A", "Drift"], ["BUU"], ["B", "Drift"]])
    assert [item.told.get("is_cross_cutting") for item in draft.items] == [True, None]


def test_a_caption_that_only_mentions_committees_names_none(sheet):
    draft = sheet(
        [
            ["Udmøntningsplan godkendt af Kommunalbestyrelsen den 11. december 2024"],
            ["Orientering til BUU"],
            ["Alle beløb i 1.000 kr."],
            HEADER,
            ["D301", "A", "s"],
        ]
    )
    assert bodies(draft) == [None]
    assert "is_cross_cutting" not in draft.items[0].told


def test_a_column_is_believed_before_what_stands_around(sheet):
    draft = sheet(
        [["Nr.", "Emne", "Udvalg", "Del"], ["D301", "A", "MTU", "Anlæg"], ["D302", "B", None, None]], name="BUU drift"
    )
    assert [(item.kind, item.told["body"]) for item in draft.items] == [("capital", "MTU"), ("operating", "BUU")]
    assert any("D301" in caution.value for caution in draft.warnings)


def test_the_numbers_letter_tells_the_part_where_nothing_else_does(sheet):
    draft = sheet([["Nr.", "Emne"], ["A301", "A"], ["BUU H301", "B"]])
    assert [item.kind for item in draft.items] == ["capital", "intent"]


def test_the_plans_own_item_tells_the_part_of_another_towns_number(sheet):
    assert sheet([["Nr.", "Emne"], ["14-A-12", "A"]], plan_items={"14-A-12": Kind.CAPITAL}).items[0].kind == "capital"


def test_rows_without_a_part_are_one_fault_that_says_what_to_write(sheet):
    draft = sheet([["Nr.", "Emne"], ["14-A-12", "A"], ["14-A-13", "B"], ["D301", "C"]])
    (fault,) = draft.faults
    assert (fault.row, fault.value) == (2, "A")
    assert "Driftsændring" in fault.message and "1 til" in fault.message
    assert numbers(draft) == ["D301"]


# Merged cells


def test_a_committee_merged_over_rows_counts_for_each(sheet):
    draft = sheet(
        [["Udvalg", "Nr.", "Emne"], ["BUU", "D301", "A"], [None, "D302", "B"], ["MTU", "D501", "C"]], merged=["A2:A3"]
    )
    assert bodies(draft) == ["BUU", "BUU", "MTU"]
    assert draft.warnings == ()


def test_an_amount_merged_over_rows_counts_once_and_is_told(sheet):
    draft = sheet([["Nr.", "Emne", "2025 (kr.)"], ["D301", "A", 500], ["D302", "B", None]], merged=["C2:C3"])
    assert [list(item.amounts.values()) for item in draft.items] == [[500], [None]]
    assert len(draft.warnings) == 1


def test_text_merged_over_rows_is_read_for_each_and_told(sheet):
    draft = sheet([HEADER, ["D301", "A", "fælles"], ["D302", "B", None]], merged=["C2:C3"])
    assert [item.told["status_text"] for item in draft.items] == ["fælles", "fælles"]
    assert len(draft.warnings) == 1


def test_a_table_without_headings_goes_on_with_the_one_before(word, table):
    def write(document) -> None:
        document.add_heading("Drift", 1)
        table(document, [HEADER, ["D301", "A", "s"]])
        document.add_paragraph("")
        table(document, [["D302", "B", "t"], ["D303", "C", "u"]])
        document.add_heading("Bilag", 1)
        table(document, [["D999", "er intet punkt", "her"], ["x", "y", "z"]])

    draft = word(write)
    assert [(item.number, item.told["status_text"]) for item in draft.items] == [
        ("D301", "s"),
        ("D302", "t"),
        ("D303", "u"),
    ]
    assert [caution.place for caution in draft.warnings] == ["tabel 2", "tabel 3"]


# Rows that are no items


@pytest.mark.parametrize(
    "text", ["I alt", "Sum", "I alt BUU", "Total", "Subtotal", "Samlet", "I alt driftsændringer", "Mellemsum 2025"]
)
def test_sums_are_left_out_and_told(sheet, text: str):
    draft = sheet([["Nr.", "Emne", "2025 (kr.)"], ["D301", "A", 500], [None, text, 500]])
    assert numbers(draft) == ["D301"]
    assert [(caution.row, caution.value) for caution in draft.warnings] == [(3, text)]


@pytest.mark.parametrize("title", ["Total renovering af skolen", "Samlet indsats mod fravær", "Sumpen ved åen"])
def test_a_topic_that_begins_like_a_sum_is_an_item(sheet, title: str):
    draft = sheet([["Nr.", "Emne", "Status"], ["D301", title, "s"]])
    assert draft.items[0].title == title
    assert sheet([["Emne", "Status", "Type"], [title, "s", "Drift"]]).items[0].title == title


def test_notes_below_a_table_are_left_out_and_told(sheet):
    draft = sheet([HEADER, ["D301", "A", "s"], [], ["* Beløb er i 2025-priser"], ["Kilde: Økonomisystemet"]])
    assert numbers(draft) == ["D301"] and len(draft.warnings) == 2 and draft.faults == ()


def test_a_row_with_neither_number_nor_title_continues_the_one_above(sheet):
    draft = sheet([HEADER, ["D301", "A", "Første del"], [None, None, "Anden del"], ["D302", "B", "s"]])
    assert draft.items[0].told["status_text"] == "Første del\nAnden del"
    assert [caution.row for caution in draft.warnings] == [3]


def test_empty_rows_between_items_mean_nothing(sheet):
    draft = sheet([HEADER, [], ["D301", "A", "s"], [], [], ["D302", "B", "s"], []])
    assert [(item.number, item.spot.row) for item in draft.items] == [("D301", 3), ("D302", 6)]
    assert draft.warnings == ()


def test_a_number_without_a_title_is_a_fault(sheet):
    draft = sheet([HEADER, ["D301", None, "s"]])
    assert [(fault.row, fault.value) for fault in draft.faults] == [(2, "D301")]


# One item in two rows


def test_a_second_table_with_amounts_completes_the_items(sheets):
    draft = sheets(
        {
            "Plan": [HEADER, ["D301", "A", "s"], ["A301", "B", "t"]],
            "Økonomi (t.kr.)": [["Nr.", "Emne", "2025", "2026"], ["D301", "A", 1, 2], ["A301", None, 3, None]],
        }
    )
    assert draft.faults == () and numbers(draft) == ["D301", "A301"]
    assert draft.items[0].amounts == {
        AmountKey(2025, "adopted", "operating", ""): 1000,
        AmountKey(2026, "adopted", "operating", ""): 2000,
    }
    assert draft.items[1].amounts[AmountKey(2025, "adopted", "capital", "")] == 3000
    assert draft.items[1].amounts[AmountKey(2026, "adopted", "capital", "")] is None


def test_a_second_table_may_name_only_numbers(sheets):
    draft = sheets({"Plan": [HEADER, ["D301", "A", "s"]], "Tal": [["Nr.", "2025 (kr.)"], ["D301", 7]]})
    assert list(draft.items[0].amounts.values()) == [7]


@pytest.mark.parametrize("second", [["D301", "Noget helt andet", "s"], ["D301", "A", "en anden status"]])
def test_one_number_for_two_things_is_a_fault_that_names_both_rows(sheet, second: list[str]):
    draft = sheet([HEADER, ["D301", "A", "s"], second])
    (fault,) = draft.faults
    assert fault.row == 3 and "række 2" in fault.message
    assert fault.column in ("Emne", "Status")


def test_the_same_topic_twice_without_numbers_is_a_fault(sheet):
    draft = sheet([["Emne", "Type"], ["Asfalt", "Anlæg"], ["asfalt.", "Anlæg"]])
    assert [fault.row for fault in draft.faults] == [3]


# Amounts


@pytest.mark.parametrize(
    ("written", "kroner"),
    [
        ("1.500", 1_500_000), ("-1,5 mio. kr.", -1_500_000), ("(450)", -450_000), ("+2.000 t.kr.", 2_000_000), ("450-", -450_000),
        (1500, 1_500_000), (-0.1 - 0.2, -300), ("–", None), (None, None), (0, 0), ("−300", -300_000),
    ],
)  # fmt: skip
def test_amounts_are_whole_kroner_whatever_their_form(sheet, written: object, kroner: int | None):
    draft = sheet([["Beløb i 1.000 kr."], ["Nr.", "Emne", "2025"], ["D301", "A", written]])
    assert draft.faults == ()
    assert list(draft.items[0].amounts.values()) == [kroner]


def test_the_unit_is_the_columns_then_the_captions_then_the_askers(sheet):
    rows = [["Nr.", "Emne", "2025 (mio. kr.)", "2026"], ["D301", "A", 1, 1]]
    assert list(sheet([["1.000 kr., 2025-priser"], *rows]).items[0].amounts.values()) == [1_000_000, 1000]
    assert list(sheet(rows, name="Anlæg, 1.000 kr.").items[0].amounts.values()) == [1_000_000, 1000]
    assert list(sheet(rows, unit=1).items[0].amounts.values()) == [1_000_000, 1]


def test_amounts_without_a_unit_are_one_fault_for_each_column(sheet):
    draft = sheet([["Nr.", "Emne", "2025", "2026"], ["D301", "A", 5, 6], ["D302", "B", 7, 0]])
    assert [(fault.column, fault.row) for fault in draft.faults] == [("2025", None), ("2026", None)]
    assert "--unit" in draft.faults[0].message


def test_an_amount_that_is_none_is_a_fault_in_its_cell(sheet):
    draft = sheet([["Nr.", "Emne", "2025 (kr.)"], ["D301", "A", "se bilag"]])
    (fault,) = draft.faults
    assert (fault.row, fault.column, fault.value) == (2, "2025 (kr.)", "se bilag")


def test_the_price_level_comes_from_column_or_caption(sheet):
    rows = [["Nr.", "Emne", "2025 (kr., 2024-priser)", "2026 (kr.)"], ["D301", "A", 1, 1]]
    assert [key.price_level for key in sheet([["2025-priser"], *rows]).items[0].amounts] == ["2024", "2025"]
    assert [key.price_level for key in sheet(rows).items[0].amounts] == ["2024", ""]


def test_amounts_of_capital_projects_are_capital_unless_the_column_says_otherwise(sheet):
    draft = sheet([["Nr.", "Emne", "2025 (kr.)", "2025 drift (kr.)"], ["A301", "A", 1, 2]])
    assert [(key.nature, kroner) for key, kroner in draft.items[0].amounts.items()] == [
        ("capital", 1),
        ("operating", 2),
    ]


def test_a_column_of_amounts_without_a_year_is_the_budget_years_and_told(sheet):
    draft = sheet([["Nr.", "Emne", "Beløb (t.kr.)"], ["D301", "A", 5]])
    assert draft.items[0].amounts == {AmountKey(2025, "adopted", "operating", ""): 5000}
    assert "2025" in draft.warnings[0].message


# What the file shows


def test_the_columns_are_the_facts_that_the_file_shows(sheet):
    draft = sheet([["Nr.", "Emne", "X", "2025 (kr.)"], ["D301", "A", None, 1]])
    assert draft.columns == {"title", "is_closed", "amounts"}


def test_hidden_sheets_are_not_read_and_hidden_rows_are(tmp_path, read):
    import openpyxl

    book = openpyxl.Workbook()
    for sheet, number in ((book.active, "D301"), (book.create_sheet("Gammelt"), "D309")):
        sheet.append(HEADER)
        sheet.append([number, "A", "s"])
    book["Gammelt"].sheet_state = "hidden"
    book.active.row_dimensions[2].hidden = True
    book.save(tmp_path / "skjult.xlsx")
    draft = read(tmp_path / "skjult.xlsx")
    assert numbers(draft) == ["D301"]
    assert [(caution.place, caution.row) for caution in draft.warnings] == [("ark Gammelt", None), ("ark Sheet", 2)]


def test_a_struck_out_row_is_told(tmp_path, read):
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["D301", "A", "s"])
    for cell in book.active[2]:
        cell.font = Font(strike=True)
    book.save(tmp_path / "streget.xlsx")
    assert [caution.row for caution in read(tmp_path / "streget.xlsx").warnings] == [2]


def test_a_formula_without_a_result_is_told(sheet):
    draft = sheet([["Nr.", "Emne", "2025 (kr.)"], ["D301", "A", "=1+1"]])
    assert [caution.column for caution in draft.warnings] == ["2025 (kr.)"]
    assert list(draft.items[0].amounts.values()) == [None]


def test_a_file_without_tables_is_refused_with_what_to_do(tmp_path, word, read):
    with pytest.raises(Refused, match="ingen tabel"):
        word(lambda document: document.add_paragraph("Kursen er god"))
    (tmp_path / "tom.csv").write_text(";;\n;;\n")
    with pytest.raises(Refused, match="ingen tabel"):
        read(tmp_path / "tom.csv")
