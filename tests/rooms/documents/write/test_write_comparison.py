# SPDX-License-Identifier: MPL-2.0
"""What changed is told in the words of the plan, once, with words removed and added marked."""

import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.rooms.documents.write import cast
from tests.rooms.documents.write.test_write_plan import text_in
from udmoent.documents.report import Mark, Run, text_of
from udmoent.documents.word_diff import marked, word_diff
from udmoent.documents.write import COMPARISON_ENDINGS, UnknownEnding, comparison_text, write_comparison
from udmoent.editions.compare import compare
from udmoent.plan.facts import Assessment, ClosingReason, Stage

PLAN = cast.plan(2)
HOW = {"town": cast.NORDDJURS, "since": "original", "until": "ultimo maj 2025"}
OPEN = replace(
    PLAN.items[0], stage=Stage.UNDER_WAY, assessment=Assessment.GREEN, course="Der nedsættes en arbejdsgruppe i foråret.",
    closed_on=None, closed_by="", closing_reason=None,
)  # fmt: skip
WAS = replace(PLAN, items=(OPEN, *PLAN.items[1:]))


def changed(**facts: object):
    return compare(WAS, replace(WAS, items=(replace(OPEN, **facts), *WAS.items[1:])))


@pytest.mark.parametrize("ending", COMPARISON_ENDINGS)
def test_every_form_tells_the_changes(tmp_path, ending):
    comparison = changed(course="Der nedsættes to arbejdsgrupper i foråret.", title="Kloge kvadratmeter")
    file = tmp_path / f"changes{ending}"
    write_comparison(comparison, file, **HOW)
    text = text_in(file)
    for word in (
        "original",
        "ultimo maj 2025",
        "Kloge kvadratmeter",
        "arbejdsgrupper",
        "Kursen",
        "D101",
        "Eksempeldata",
    ):
        assert word in text
    first = file.read_bytes()
    write_comparison(comparison, file, **HOW)
    assert file.read_bytes() == first


def test_each_side_tells_its_day_once(tmp_path):
    file = tmp_path / "changes.docx"
    sides = {"since": "version “original” pr. 27. november 2024", "until": "ultimo maj 2025"}
    whole = replace(WAS, as_of=date(2024, 11, 27))
    write_comparison(compare(whole, replace(PLAN, as_of=date(2025, 5, 31))), file, town=cast.NORDDJURS, **sides)
    (since,) = re.findall(r"version “original”[^,]*, [^,]*", text_in(file).partition("Til")[0].partition("Fra")[2])
    assert since.count("27. november 2024") == 1
    assert "ultimo maj 2025, pr. 31. maj 2025" in text_in(file)


def test_words_are_marked_without_colour_too(tmp_path):
    file = tmp_path / "changes.docx"
    write_comparison(changed(course="Der nedsættes to arbejdsgrupper i foråret."), file, **HOW)
    document = zipfile.ZipFile(file).read("word/document.xml").decode()
    runs = re.findall(r'<w:rStyle w:val="(Added|Removed)"/></w:rPr><w:t [^>]*>([^<]*)', document)
    assert ("Removed", "en arbejdsgruppe") in runs and ("Added", "to arbejdsgrupper") in runs
    styles = zipfile.ZipFile(file).read("word/styles.xml").decode()
    assert re.search(r'"Removed">.*?<w:strike/>', styles) and re.search(r'"Added">.*?<w:u w:val="single"/>', styles)


def test_values_are_told_in_the_plan_s_words_and_not_in_codes():
    text = comparison_text(
        changed(assessment=Assessment.RED, is_cross_cutting=False, noted_on=date(2025, 6, 10)), **HOW
    )
    assert "Trafiklys: [-Grøn-]{+Rød+}" in text
    assert "green" not in text and "True" not in text
    assert "10.6.2025" in text


def test_what_the_lists_have_told_is_not_told_again():
    closing = {
        "stage": Stage.CLOSED,
        "closed_on": date(2025, 5, 1),
        "closed_by": "mig",
        "closing_reason": ClosingReason.IMPLEMENTED,
    }
    text = comparison_text(changed(**closing), **HOW)
    assert "Afsluttede punkter" in text and "gennemført" in text
    assert "Stadie" not in text and "Ændrede punkter" not in text


def test_each_change_beside_a_closing_is_told():
    closing = {
        "stage": Stage.CLOSED,
        "closed_on": date(2025, 5, 1),
        "closed_by": "mig",
        "closing_reason": ClosingReason.IMPLEMENTED,
    }
    assert "Status: {+Færdig.+}" in comparison_text(changed(**closing, status_text="Færdig."), **HOW).replace(
        "[-Følger planen.-]", ""
    )


def test_a_stage_that_no_list_tells_is_told():
    assert "[-I gang-]{+Afventer beslutning+}" in comparison_text(changed(stage=Stage.AWAITING_DECISION), **HOW)


def test_nothing_changed_is_told_in_one_sentence():
    text = comparison_text(compare(PLAN, PLAN), **HOW)
    assert f"{len(PLAN.items)} uændrede." in text and len(text.splitlines()) == 3


def test_amounts_are_told_by_year_and_in_kroner():
    dearer = tuple(replace(amount, kroner=amount.kroner + 1) for amount in OPEN.amounts)
    assert "2025 (2025-priser): [--500.000-]{+-499.999+} kr." in comparison_text(changed(amounts=dearer), **HOW)


def test_the_sheet_has_a_row_for_each_thing_that_happened(tmp_path):
    file = tmp_path / "changes.xlsx"
    write_comparison(changed(course="=2+2", title="Nyt emne"), file, **HOW)
    sheet = openpyxl.load_workbook(file)["Ændringer"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Nr.", "Emne", "Ændring", "Felt", "Før", "Nu")
    assert ("D101", "Nyt emne", "Ændrede punkter", "Kursen", OPEN.course, "=2+2") in rows


def test_in_english_too():
    text = comparison_text(changed(course="Noget helt andet"), **HOW, language="en")
    assert "What changed from original to ultimo maj 2025" in text and "Course:" in text


def test_an_unknown_ending_lists_those_that_can_be_written(tmp_path):
    with pytest.raises(UnknownEnding) as raised:
        write_comparison(changed(), tmp_path / "changes.csv", **HOW)
    assert raised.value.known == COMPARISON_ENDINGS


def test_a_word_diff_keeps_both_wordings():
    before = "Der nedsættes en gruppe\ni foråret, og den mødes hver måned."
    after = "Der nedsættes to grupper\ni foråret, og de mødes hver måned i 2026."
    removed, added = word_diff(before, after)
    assert (text_of(removed), text_of(added)) == (before, after)
    assert Run("en gruppe", Mark.REMOVED) in removed and Run("to grupper", Mark.ADDED) in added
    told = (
        "Der nedsættes [-en gruppe-]{+to grupper+}\ni foråret, og [-den-]{+de+} mødes hver [-måned.-]{+måned i 2026.+}"
    )
    assert marked(before, after) == told


def test_short_values_are_told_whole():
    assert marked("1. halvår 2025", "oktober 2025") == "[-1. halvår 2025-]{+oktober 2025+}"
    assert marked("oktober 2025", "oktober 2025") == "oktober 2025"


def test_wordings_with_nothing_in_common_are_not_cut_to_pieces():
    removed, added = word_diff("Der er ikke aftalt noget om dette endnu", "Forelægges i august")
    assert [run.mark for run in removed] == [Mark.REMOVED] and [run.mark for run in added] == [Mark.ADDED]
