# SPDX-License-Identifier: MPL-2.0
"""What is no template is refused, with everything that is wrong and what to do about it."""

import io
import zipfile

import pytest
from django.utils import translation

from tests.rooms.documents.template.letterhead import letterhead, related, replaced, spoilt
from udmoent.documents.template.check import LARGEST, MOST_PARTS, read_template
from udmoent.documents.template.remarks import remarks
from udmoent.documents.template.sample import sample_template
from udmoent.lib.refusal import Refused

GOOD = letterhead()
MAIN = "word/document.xml"


@pytest.fixture(autouse=True)
def in_danish():
    with translation.override("da"):
        yield


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, told in parts.items():
            archive.writestr(name.replace("__", "/"), told)
    return file.getvalue()


def in_the_text(xml: str) -> bytes:
    return spoilt(GOOD, {MAIN: replaced("<w:body>", f"<w:body>{xml}")})


def in_a_table(document) -> None:
    document.add_table(1, 1).cell(0, 0).text = "{{ indhold }}"


def margins_of_12_cm(document) -> None:
    from docx.shared import Cm

    document.sections[0].left_margin = Cm(12)


BOMB = zipped(word__document=b"\x00" * (70 * 2**20))
MACRO_TYPE = ("wordprocessingml.document.main+xml", "wordprocessingml.document.macroEnabled.main+xml")
REFUSED = {
    "another kind of file": ("skabelon.pdf", b"%PDF-1.7", "“skabelon.pdf” er ikke en Word-fil."),
    "the old form": ("skabelon.doc", b"\xd0\xcf\x11\xe0", "Words gamle format"),
    "a macro file by its name": ("skabelon.docm", GOOD, "har makroer"),
    "a template with macros": ("skabelon.dotm", GOOD, "gem den som “Word-dokument (.docx)”"),
    "a macro file by its type": (
        "skabelon.docx",
        spoilt(GOOD, {"[Content_Types].xml": replaced("document.main+xml", "document.macroEnabled.main+xml")}),
        "har makroer",
    ),
    "macros hidden in it": ("skabelon.docx", spoilt(GOOD, added={"word/vbaProject.bin": b"x"}), "har makroer"),
    "text with a wrong ending": ("skabelon.docx", b"hej", "er beskadiget eller er ikke"),
    "a sheet with a wrong ending": ("skabelon.docx", zipped(xl__workbook=b"x"), "er beskadiget eller er ikke"),
    "locked by a password": (
        "skabelon.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "adgangskode",
    ),
    "cut off": ("skabelon.docx", GOOD[:-400], "er beskadiget"),
    "without its text": ("skabelon.docx", zipped(word__styles=b"x"), "er beskadiget"),
    "XML that is none": ("skabelon.docx", spoilt(GOOD, {MAIN: replaced("</w:body>", "")}), "er beskadiget"),
    "entities of its own": (
        "skabelon.docx",
        spoilt(GOOD, {MAIN: replaced("<w:document ", '<!DOCTYPE w:document [<!ENTITY a "b">]><w:document ')}),
        "er beskadiget",
    ),
    "too large": ("skabelon.docx", GOOD + b"\x00" * (LARGEST * 2**20), f"højst bruges {LARGEST} MB"),
    "a zip bomb": ("skabelon.docx", BOMB, "er beskadiget eller er ikke"),
    "many thousand parts": (
        "skabelon.docx",
        spoilt(GOOD, added={f"word/{at}.xml": b"<a/>" for at in range(MOST_PARTS)}),
        "er beskadiget eller er ikke",
    ),
    "an embedded program": (
        "skabelon.docx",
        spoilt(GOOD, added={"word/embeddings/oleObject1.bin": b"x"}),
        "“oleObject1.bin”",
    ),
    "a picture elsewhere": (
        "skabelon.docx",
        related(GOOD, "image", "http://elsewhere.example/logo.png"),
        "http://elsewhere.example/logo.png",
    ),
    "a picture elsewhere in the header": (
        "skabelon.docx",
        related(GOOD, "image", "file:///H:/logo.png", of="header1.xml"),
        "“file:///H:/logo.png” uden for filen",
    ),
    "a link into somebody's disk": ("skabelon.docx", related(GOOD, "hyperlink", "file:///H:/plan.docx"), "https://"),
    "another file brought in": (
        "skabelon.docx",
        related(GOOD, "aFChunk", "header1.xml", external=False),
        "henter en anden fil ind",
    ),
    "a field of Word's that fetches": (
        "skabelon.docx",
        in_the_text('<w:p><w:r><w:instrText> INCLUDETEXT "H:\\\\a.docx" </w:instrText></w:r></w:p>'),
        "Word-feltet INCLUDETEXT",
    ),
    "a short field of Word's that fetches": (
        "skabelon.docx",
        in_the_text('<w:p><w:fldSimple w:instr="ddeauto x"/></w:p>'),
        "Word-feltet DDEAUTO",
    ),
    "tracked changes": (
        "skabelon.docx",
        in_the_text('<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>ny</w:t></w:r></w:ins></w:p>'),
        "registrerede ændringer",
    ),
    "comments": (
        "skabelon.docx",
        spoilt(
            related(GOOD, "comments", "comments.xml", external=False),
            added={
                "word/comments.xml": b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0"/></w:comments>'
            },
        ),
        "har kommentarer",
    ),
    "no place for the document": (
        "skabelon.docx",
        letterhead(text=("Brev",)),
        "Skriv {{ indhold }} i et afsnit for sig",
    ),
    "two places": ("skabelon.docx", letterhead(text=("{{ indhold }}", "{{indhold}}")), "står 2 gange"),
    "a place in a table": ("skabelon.docx", letterhead(text=(), change=in_a_table), "ikke i en tabel"),
    "a place among words": ("skabelon.docx", letterhead(text=("Her: {{ indhold }}",)), "skal stå alene"),
    "a place in the footer": (
        "skabelon.docx",
        letterhead(footer="{{ indhold }}"),
        "står i et sidehoved eller en sidefod",
    ),
    "an unknown field": ("skabelon.docx", letterhead(header="{{ afsender }}"), "{{ afsender }} er ikke et felt"),
    "an expression": (
        "skabelon.docx",
        letterhead(header="{{ titel.__class__ }}"),
        "Felterne er: {{ indhold }}, {{ kommune",
    ),
    "code": ("skabelon.docx", letterhead(header="{% for a in b %}"), "er kode"),
    "a field that never ends": ("skabelon.docx", letterhead(header="{{ titel }"), "ikke er afsluttet"),
    "too little room": ("skabelon.docx", letterhead(change=margins_of_12_cm), "Gør venstre og højre margen mindre"),
    "the strict form": (
        "skabelon.docx",
        spoilt(
            GOOD,
            {
                MAIN: replaced(
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
            },
        ),
        "uden Strict",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_template_is_refused_with_what_to_do(case: str):
    name, content, sentence = REFUSED[case]
    with pytest.raises(Refused) as refused:
        read_template(content, name)
    assert sentence in str(refused.value)


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(Refused) as refused:
        read_template(letterhead(text=("{{ dato }}",), header="{% if a %}"), "skabelon.docx")
    assert len(refused.value.refusals) == 3


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        sample_template("da"),
        sample_template("en"),
        letterhead(text=("{{INDHOLD}}",)),
        letterhead(text=("{{\xa0Indhold }}",)),
        related(GOOD, "hyperlink", "https://www.norddjurs.dk"),
        related(GOOD, "attachedTemplate", "file:///C:/Brev.dotx", of="settings.xml"),
        spoilt(GOOD, {"[Content_Types].xml": replaced("document.main+xml", "template.main+xml")}),
    ],
    ids=["letterhead", "sample", "English sample", "capitals", "hard blank", "link", "made from another", "dotx"],
)
def test_a_towns_letterhead_serves(content: bytes):
    assert "indhold" in read_template(content, "skabelon.DOTX").fields


def test_whoever_is_about_to_use_it_learns_what_documents_will_be_like():
    title = letterhead(text=("{{ titel }}", "{{ indhold }}"), footer="Torvet 3")
    told = "\n".join(
        remarks(read_template(related(title, "attachedTemplate", "file:///C:/B.dotx", of="settings.xml"), "a.docx"))
    )
    assert "{{ titel }}, så dokumentet siger det ikke igen" in told
    assert "INTERN sættes ind" in told and "vendes til liggende" in told and "på nogens drev" in told
    assert "Overskrift 1" in told and "Udmønt Tabeltekst" not in told


def test_nothing_is_remarked_of_the_sample_but_its_fields_and_styles():
    first, second = remarks(read_template(sample_template("da"), "a.docx"))
    assert "{{ kommune }}, {{ titel }}, {{ undertitel }}" in first and "Udmønt Plantabel" in second
