# SPDX-License-Identifier: MPL-2.0
"""A case in the town's own letterhead keeps the letterhead's logo, says what it says, and is read back the same."""

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from tests.rooms.documents.template.letterhead import letterhead, parts_like
from udmoent.cases.facts import Access, CaseKind, Holds
from udmoent.cases.written import WrittenAttachment, WrittenCase, WrittenSection, read_text
from udmoent.documents.case import read_case
from udmoent.documents.case.words import case_words
from udmoent.documents.write_case import case_file
from udmoent.organisation.configuration import TOWNS, read_configuration

TOWN = read_configuration((TOWNS / "norddjurs.toml").read_text(encoding="utf-8"))
LETTERHEADS = {
    "bare": letterhead(),
    "with-the-title": letterhead(text=("{{ kommune }}", "{{ titel }}", "{{ undertitel }}", "{{ indhold }}")),
    "told-in-the-header": letterhead(
        header="{{ kommune }} · {{ titel }} · {{ udsnit }}", footer="{{ fod }} {{ version }}"
    ),
    "a-letter": letterhead(text=("Torvet 3, 8500 Grenaa", "{{ indhold }}", "Med venlig hilsen, Norddjurs Kommune")),
}


def case_of(arrangement: str, access: Access = Access.OPEN) -> WrittenCase:
    sections = TOWN.case.arranged(arrangement).sections
    text = "Planen er på vej.\n\n· Kloge m2\n· Central flådestyringsenhed"
    attachments = [
        WrittenAttachment(number=number, title=title, holds=Holds.FILE, access=access, role=role)
        for number, title, role in ((1, "Udmøntningsplan 2025-2028 – original", "H"), (2, "Udsnit for udvalget", ""))
    ]
    return WrittenCase(
        municipality="Norddjurs Kommune",
        kind=CaseKind.ORIENTATION,
        title="Orientering om udmøntningsplan for budget 2025-2028",
        body="Børne- og Ungdomsudvalget",
        body_abbreviation="BUU",
        meeting_on=date(2025, 1, 15),
        agenda_number="5",
        case_number="15/22",
        kle="00.30.10.S00",
        access=access,
        ground="Kommunestyrelseslovens § 10" if access == Access.CONFIDENTIAL else "",
        route=("BUU", "ØK"),
        sections=tuple(WrittenSection(one.heading, read_text(text)) for one in sections),
        attachments=tuple(attachments),
    )


@pytest.mark.parametrize("arrangement", ["", "beslutningstema"])
@pytest.mark.parametrize("name", LETTERHEADS)
def test_a_case_in_a_letterhead_is_read_back_as_it_is_without_one(tmp_path: Path, name: str, arrangement: str):
    case = case_of(arrangement)
    written = {"own.docx": case_file(case, ".docx"), "town.docx": case_file(case, ".docx", template=LETTERHEADS[name])}
    for file, content in written.items():
        (tmp_path / file).write_bytes(content)
    own, towns = (read_case(tmp_path / file, case_words(TOWN), cache=tmp_path) for file in written)
    for fact in ("title", "body", "meeting_on", "kle", "case_number", "access", "route", "sections", "attachments"):
        assert getattr(towns, fact) == getattr(own, fact), fact
    assert towns.title == case.title and len(towns.attachments) == 2
    assert [one.heading for one in towns.sections] == [one.heading for one in case.sections]


def test_the_letterheads_logo_header_and_styles_are_the_towns(tmp_path: Path):
    content = case_file(case_of(""), ".docx", template=LETTERHEADS["bare"])
    document = docx.Document(io.BytesIO(content))
    (section,) = document.sections
    assert section.header.paragraphs[0].text == "Norddjurs Kommune"
    (picture,) = parts_like(content, "media")
    assert zipfile.ZipFile(io.BytesIO(content)).read(picture).startswith(b"\x89PNG")
    assert section.header.part.related_parts and document.styles["Normal"].font.name == "Georgia"
    headings = [one for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[0].text == "Sagsfremstilling" and headings[0].style.font.size == Pt(19)
    assert section.orientation == docx.enum.section.WD_ORIENT.PORTRAIT


def test_a_closed_case_says_so_in_the_towns_foot_and_an_open_one_does_not():
    def foot(access: Access) -> str:
        content = case_file(case_of("", access), ".docx", template=LETTERHEADS["bare"])
        return " ".join(p.text for p in docx.Document(io.BytesIO(content)).sections[0].footer.paragraphs)

    assert "LUKKET" in foot(Access.CONFIDENTIAL) and "LUKKET" not in foot(Access.OPEN)


def test_the_same_case_in_the_same_letterhead_is_the_same_bytes():
    one, other = (case_file(case_of(""), ".docx", template=LETTERHEADS["a-letter"]) for _time in range(2))
    assert one == other
