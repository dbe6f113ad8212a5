# SPDX-License-Identifier: MPL-2.0
"""Minutes of a whole meeting, with one case after another."""

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import typst

from udmoent.documents import ocr
from udmoent.documents.case import AgendaCase, read_cases
from udmoent.documents.case.words import case_words
from udmoent.intake.minutes import Awaited, propose
from udmoent.lib.refusal import Refused
from udmoent.organisation.configuration import configuration_text, read_configuration

TOWN = case_words(read_configuration(configuration_text("norddjurs")))
HEAD = """BESLUTNINGSPROTOKOL
Børne- og Ungdomsudvalget
Onsdag den 15. januar 2025

Indholdsfortegnelse
1. Godkendelse af dagsorden ........ 2
2. Udmøntningsplan 2025-2028 ........ 3
3. Lukket orientering ........ 5

"""
SHORT = """1. Godkendelse af dagsorden

Beslutning
Godkendt.

"""
PLAN = """2. Udmøntningsplan 2025-2028
00.30.10.S00 15/22   Åben sag

Sagsfremstilling
Planen er godkendt i december. Den er delt op i:
1. Driftsændringer
2. Råderumsforslag
3. Anlægsprojekter

Økonomiske konsekvenser
Ingen.

Indstilling
Velfærdsdirektøren indstiller, at orienteringen tages til efterretning.

Beslutning i Børne- og Ungdomsudvalget den 15-01-2025
Godkendt.

Afbud: Anne Eksempel (A)

Bilag
1-3679877 Åben Udmøntningsplan 2025-2028 - original (99814/24) (H)

"""
LAST = """3. Lukket orientering
00.01.00.G01 7/25   Lukket sag

Indstilling
Direktøren indstiller, at orienteringen tages til efterretning.

Beslutning i Børne- og Ungdomsudvalget den 15-01-2025
Taget til efterretning.
"""


@pytest.fixture
def read(tmp_path: Path):
    def of(text: str) -> tuple[AgendaCase, ...]:
        file = tmp_path / "protokol.txt"
        file.write_text(text, encoding="utf-8")
        return read_cases(file, TOWN, cache=tmp_path).cases

    return of


def test_each_case_of_the_minutes_is_read_with_its_own_decision(read):
    dagsorden, plan, closed = read(HEAD + SHORT + PLAN + LAST)
    assert [case.title for case in (dagsorden, plan, closed)] == [
        "Godkendelse af dagsorden",
        "Udmøntningsplan 2025-2028",
        "Lukket orientering",
    ]
    assert [case.decision.text for case in (dagsorden, plan, closed)] == [
        "Godkendt.",
        "Godkendt.",
        "Taget til efterretning.",
    ]
    assert (plan.case_number, plan.access, closed.access) == ("15/22", "open", "confidential")
    assert [one.record_number for one in plan.attachments] == ["99814/24"]
    assert [one.name for one in plan.apologies] == ["Anne Eksempel"] and not closed.apologies


def test_a_list_within_a_case_begins_no_case(read):
    assert len(read(HEAD + SHORT + PLAN + LAST)) == 3


def test_the_body_and_the_day_over_the_first_case_hold_for_all(read):
    for case in read(HEAD + SHORT + PLAN + LAST):
        assert (case.body, case.meeting_on) == ("Børne- og Ungdomsudvalget", date(2025, 1, 15))


def test_minutes_that_are_cut_off_have_a_case_without_a_decision(read):
    cut_off = (HEAD + SHORT + PLAN + LAST).partition("Beslutning i Børne- og")[0]
    assert [bool(case.decision) for case in read(cut_off)] == [True, False]


def test_a_file_of_one_case_is_one_case(read):
    (only,) = read(PLAN)
    assert only.title == "Udmøntningsplan 2025-2028"


def test_a_decision_in_numbered_points_is_a_decision(read):
    (only,) = read(PLAN.replace("\nGodkendt.\n", "\n1. Godkendt.\n2. Udsat.\n"))
    assert "Godkendt." in only.decision.text and "Udsat." in only.decision.text


def askew(text: str, degrees: float) -> bytes:
    """The text on paper that was laid askew on the scanner."""
    lines = [
        line.replace("#", "\\#").replace(". ", "\\. ", 1) + " \\" if line else "#v(6pt)" for line in text.split("\n")
    ]
    paper = typst.compile("\n".join(['#set text(lang: "da")', *lines]).encode())
    with pypdfium2.PdfDocument(paper) as pages:
        drawn = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in pages]
    first, *others = [picture.rotate(degrees, expand=True, fillcolor=255) for picture in drawn]
    kept = io.BytesIO()
    first.save(kept, "PDF", save_all=True, append_images=others, resolution=200)
    return kept.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract with Danish is not installed")
@pytest.mark.parametrize("degrees", [2, 5, 12])
def test_minutes_that_are_scanned_askew_end_in_a_question_or_in_no_case_at_all(tmp_path: Path, degrees: float):
    file = tmp_path / "protokol.pdf"
    file.write_bytes(askew(HEAD.partition("Indhold")[0] + SHORT + PLAN + LAST, degrees))
    try:
        minutes = read_cases(file, TOWN, cache=tmp_path)
    except Refused as refused:
        assert "protokol.pdf" in str(refused)
        return
    case = Awaited(
        treatment=1,
        body="BUU",
        body_names=frozenset({"BUU", "Børne- og Ungdomsudvalget"}),
        title="Udmøntningsplan 2025-2028",
        case_number="15/22",
        documents=frozenset({"99814/24"}),
        held_on=date(2025, 1, 15),
    )
    assert all(found.questions for found in propose(minutes, [case], today=date(2025, 1, 20)).those)
