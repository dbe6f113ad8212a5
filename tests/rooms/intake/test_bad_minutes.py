# SPDX-License-Identifier: MPL-2.0
"""Minutes as they should not be: each ends in a clear question or a refusal, and nothing is ticked beforehand."""

from datetime import date
from pathlib import Path

import pytest

from tests.rooms.documents.case.test_read_cases import HEAD, LAST, PLAN, SHORT
from udmoent.desk.minutes.form import DecidedForm
from udmoent.documents.case import read_cases
from udmoent.documents.case.words import case_words
from udmoent.intake.minutes import Awaited, Proposals, propose
from udmoent.lib.refusal import Refused
from udmoent.organisation.configuration import configuration_text, read_configuration

NORDDJURS = read_configuration(configuration_text("norddjurs"))
AWAITED = Awaited(
    treatment=1,
    body="BUU",
    body_names=frozenset({"Børne- og Ungdomsudvalget", "BUU"}),
    title="Udmøntningsplan 2025-2028",
    case_number="15/22",
    documents=frozenset({"99814/24"}),
    held_on=date(2025, 1, 15),
)
MEETING = HEAD + SHORT + PLAN + LAST
MANY = "".join(SHORT.replace("1. God", f"{number}. God") for number in range(4, 200))
DECIDED = "\nGodkendt.\n\nAfbud"


@pytest.fixture
def proposed(tmp_path: Path):
    def of(text: str, *awaited: Awaited) -> Proposals:
        file = tmp_path / "protokol.txt"
        file.write_text(text, encoding="utf-8")
        minutes = read_cases(file, case_words(NORDDJURS), cache=tmp_path)
        return propose(minutes, awaited or [AWAITED], today=date(2025, 1, 20), town=NORDDJURS.name)

    return of


def ticked(found: Proposals) -> list[bool]:
    forms = (DecidedForm(proposal=one, place=place) for place, one in enumerate(found.those))
    return [bool(form["take"].value()) for form in forms]


def asked(found: Proposals) -> str:
    return " ".join(question for one in found.those for question in one.questions)


BAD = {
    "cut off before the decision": (MEETING.partition(DECIDED)[0], "klippet af"),
    "cut off within the decision": (MEETING.partition(DECIDED)[0] + "\nGodkendt med den ændri", "klippet af"),
    "cut off at the decision": (MEETING.partition(DECIDED)[0] + "\nGodkendt", "klippet af"),
    "cut off within the decision's word": (MEETING.partition(DECIDED)[0] + "\nGodke", "klippet af"),
    "an agenda without decisions": (
        MEETING.replace("den 15-01-2025\nGodkendt.\n", "den 15-01-2025\n"),
        "ingen beslutning",
    ),
    "another year": (
        MEETING.replace("15. januar 2025", "15. januar 2024").replace("15-01-2025", "15-01-2024"),
        "15.1.2024",
    ),
    "decided on another day than the meeting": (
        MEETING.replace("15-01-2025\nGodkendt", "15-01-2024\nGodkendt"),
        "15.1.2024",
    ),
    "another body": (
        MEETING.replace("Børne- og Ungdomsudvalget", "Kultur- og Fritidsudvalget"),
        "Kultur- og Fritidsudvalget",
    ),
    "a body nobody knows": (MEETING.replace("Børne- og Ungdomsudvalget", "Udvalget"), "Udvalget"),
    "another municipality": (f"Syddjurs Kommune\n{MEETING}", "Syddjurs Kommune"),
    "a draft": (MEETING.replace("BESLUTNINGSPROTOKOL", "UDKAST TIL BESLUTNINGSPROTOKOL"), "udkast"),
    "another budget's plan with the same case number": (
        MEETING.replace("2025-2028", "2024-2027").replace("99814/24", "1/23"),
        "sagsnummer",
    ),
    "the case twice with two outcomes": (
        HEAD + SHORT + PLAN + MANY + PLAN.replace("2. Udm", "200. Udm").replace(DECIDED, "\nUdsat.\n\nAfbud"),
        "Flere sager i protokollen",
    ),
    "the case twice with the same outcome": (
        HEAD + SHORT + PLAN + MANY + PLAN.replace("2. Udm", "200. Udm"),
        "Flere sager i protokollen",
    ),
    "two outcomes in one decision": (
        MEETING.replace(DECIDED, "\nPunkt 1 godkendt. Punkt 2 udsat.\n\nAfbud"),
        "ét udfald",
    ),
    "words that decide nothing": (MEETING.replace(DECIDED, "\nDrøftet.\n\nAfbud"), "ét udfald"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_minutes_end_in_a_question_and_nothing_is_ticked(proposed, name):
    text, question = BAD[name]
    found = proposed(text)
    assert found.those and not any(ticked(found)), name
    assert question in asked(found)


def test_two_cases_of_the_same_name_are_told_apart_by_nobody(proposed):
    twin = Awaited(**{name: getattr(AWAITED, name) for name in AWAITED.__slots__} | {"treatment": 2})
    found = proposed(MEETING, AWAITED, twin)
    assert ticked(found) == [False] and "Vælg hvilken" in asked(found)


def test_good_minutes_are_ticked_so_that_the_questions_mean_something(proposed):
    found = proposed(MEETING)
    assert ticked(found) == [True] and asked(found) == ""
    found = proposed(f"Norddjurs Kommune\n{MEETING}")
    assert ticked(found) == [True] and asked(found) == ""
    without_number = MEETING.replace("00.30.10.S00 15/22   Åben sag\n", "").partition("Bilag\n")[0]
    assert ticked(proposed(without_number)) == [True], "a title that is the same is enough"


@pytest.mark.parametrize("text", [HEAD, "BESLUTNINGSPROTOKOL\nBørne- og Ungdomsudvalget\n", "Dagsorden\n\n\n", "·\n"])
def test_an_empty_agenda_decides_nothing_and_tells_of_no_case(proposed, text):
    found = proposed(text)
    assert found.those == () == found.others


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -44/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF\n"
)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("laast.pdf", LOCKED, "adgangskode"),
        ("klippet.pdf", b"%PDF-1.7\n1 0 obj", "beskadiget"),
        ("tom.pdf", b"", "tom"),
        ("tom.txt", b"", "tom"),
        ("blank.txt", b" \n\n ", "tom"),
        ("billede.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00" * 9, "ikke tekst"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, name, content, why):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_cases(file, case_words(NORDDJURS), cache=tmp_path)
    assert why in str(refused.value) and name in str(refused.value)
