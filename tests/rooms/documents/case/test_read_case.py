# SPDX-License-Identifier: MPL-2.0
"""An agenda case is read as a person would read it, from whatever file it lies in."""

import io
from datetime import date
from pathlib import Path

import docx
import msgspec
import pytest
import typst
from django.utils import translation
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.properties import examples
from udmoent.documents import ocr
from udmoent.documents.case import AgendaCase, CaseWords, TownBodyName, generic_words, read_case
from udmoent.documents.case.tree import Attendee, CaseAttachment, CaseDecision
from udmoent.documents.endings import UnknownEnding
from udmoent.lib.refusal import Refused

SEEDS = Path(__file__).parents[3] / "seeds"
JANUARY, JUNE = SEEDS / "case-buu-2025-01-15.txt", SEEDS / "case-oek-2025-06-10-ocr.txt"
TOWN = CaseWords(
    bodies=(
        TownBodyName("KB", "Kommunalbestyrelsen", ("Byrådet",)),
        TownBodyName("ØK", "Økonomiudvalget"),
        TownBodyName("BUU", "Børne- og Ungdomsudvalget"),
        TownBodyName("MTU", "Miljø- og Teknikudvalget"),
    ),
    headings=(
        "Sagsfremstilling",
        "Sammenhæng til andre politikker/strategier og fagområder",
        "Økonomiske konsekvenser",
        "Lovgrundlag",
        "Indstilling",
    ),
    domain_words=("udmøntningsplan", "råderumskatalog", "flådestyring", "flådestyringsenhed"),
)
KEYS = [
    *("body", "meeting_on", "title", "case_number", "kle", "access", "route", "sections", "recommendation", "decision"),
    *("absent", "apologies", "attachments", "cross_cutting", "editions_mentioned", "repairs", "doubtful", "warnings"),
]
FULL = """\
Børne- og Ungdomsudvalget                                 BESLUTNINGSPROTOKOL

5. Udmøntningsplan 2025-2028, orientering til udvalget om egne
punkter
00.30.10.S00 15/22    Åben sag
Sagsgang: BUU | ØK, Kommunalbestyrelsen

Sagsfremstilling
Udvalget behandlede sagen den 3. december på et ordinært møde. Forvaltningens
Indstilling
blev dengang fulgt, og udvalget traf en
Beslutning
om at gå videre. Der er arbejdet med sagen i hele orga-
nisationen og på Børne-
og Ungdomsområdet samt i MED-
udvalget.

Beslutning i sagen ventes i juni.

Af tværgående indsatser kan bl.a. nævnes:
- Kloge m2
- Central flådestyringsenhed, som omfatter alle biler i kom-
munen
- Sygefravær

Økonomiske konsekvenser
Planen pr. ultimo maj 2025 viser ingen ændringer.

Indstilling
Velfærdsdirektøren indstiller, at
1. planen drøftes
2. planen anbefales til ØK og KB
3. anlægsbevillingen frigives

Beslutning i Børne- og ungdomsudvalget den 14-01-2026
Anbefales. Et mindretal bestående af Per Hansen (Ø) stemte imod.

Liste Ø ønsker følgende ført til protokol: Vi er imod.

Fraværende:
Ingen
Afbud:
Lars Østergaard-Møller (A), Else Åkjær (V) og Kim O'Brien (Ø)

Bilag:
1-3679877 Åben Udmøntningsplan 2025-2028 - udsnit for Børne- og
Ungdomsudvalget (99814/24) (H)
2-3679999 Lukket Notat om personalesager (10021/25)
"""


@pytest.fixture(scope="session")
def answers(tmp_path_factory) -> Path:
    """Where the dictionary's answers are kept from one test to the next."""
    return tmp_path_factory.mktemp("answers")


@pytest.fixture
def read(tmp_path: Path, answers: Path):
    """Reads a text, or bytes, as a case file of that name."""

    def reading(content: str | bytes, name: str = "sag.txt", town: CaseWords = TOWN) -> AgendaCase:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_case(file, town, cache=answers)

    return reading


def headings(case: AgendaCase) -> list[str]:
    return [section.heading for section in case.sections]


def text_under(case: AgendaCase, heading: str) -> str:
    return next(section.text for section in case.sections if section.heading == heading)


def test_the_january_case_is_read(answers: Path):
    case = read_case(JANUARY, TOWN, cache=answers)
    assert (case.body, case.meeting_on, case.title) == ("Børne- og Ungdomsudvalget", date(2025, 1, 15), None)
    assert headings(case) == list(TOWN.headings)
    assert case.recommendation
    assert case.recommendation.by == "Velfærdsdirektøren"
    assert case.recommendation.verbs == ("tages til efterretning",)
    assert case.recommendation.text.endswith("for Børne- og Ungdomsudvalgets område tages til efterretning.")
    assert case.decision == CaseDecision("Børne- og Ungdomsudvalget", date(2025, 1, 15), "Godkendt.")
    assert [bullet.split()[0] for bullet in case.cross_cutting] == ["Arbejdet", "Flådestyringsenhed,", "Diverse"]
    assert (case.repairs, case.doubtful, case.editions_mentioned, case.attachments, case.absent) == ((), (), (), (), ())


def test_the_june_case_is_read_though_it_lost_its_letters(answers: Path):
    case = read_case(JUNE, TOWN, cache=answers)
    assert (case.body, case.meeting_on, case.route) == ("Økonomiudvalget", date(2025, 6, 10), ("ØK",))
    assert headings(case) == list(TOWN.headings)
    assert case.recommendation
    assert (case.recommendation.by, case.recommendation.verbs) == ("Kommunaldirektøren", ("drøftes", "godkendes"))
    assert case.decision == CaseDecision("Økonomiudvalget", date(2025, 6, 10), "Godkendt.")
    assert case.absent == (Attendee("Diana Therese Mikkelsen", "Æ"),)
    assert case.apologies == (Attendee("Allan Gjersbgl Jorgensen", "A"),)
    title = "Udmøntningsplan 2025-2028 - original"
    assert case.attachments == (CaseAttachment(1, "3679877", "open", title, "99814/24", "H"),)
    assert case.editions_mentioned == ("ultimo maj 2025",)
    assert case.cross_cutting[3:] == (
        "Ressourcer til natur og miljøområdet som følge af miljøområdets stigende betydning og tiltagende kompleksitet "
        "til at vi som kommune udvikler os i takt med kravene fra omverdenen.",
        "Aktiv/helhedsorienteret indsats målrettet sygefravær generelt i kommunen",
        "De nationale reformer",
    )
    assert {word.word: word.suggestions for word in case.doubtful} == {
        "Gjersbgl": ("Gjersbøl",),
        "Jorgensen": ("Jørgensen",),
    }


def test_a_case_is_encoded_with_exactly_the_documented_keys(answers: Path):
    told = msgspec.json.decode(msgspec.json.encode(read_case(JUNE, TOWN, cache=answers)))
    assert list(told) == KEYS
    assert set(told["repairs"][0]) == {"from", "to", "count"}
    assert told["meeting_on"] == "2025-06-10"
    assert told["title"] is None


def test_a_full_head_is_read(read):
    case = read(FULL)
    assert case.title == "Udmøntningsplan 2025-2028, orientering til udvalget om egne punkter"
    assert (case.kle, case.case_number, case.access) == ("00.30.10.S00", "15/22", "open")
    assert case.route == ("BUU", "ØK", "KB")
    assert case.body == "Børne- og Ungdomsudvalget"


def test_beslutning_and_indstilling_in_running_text_begin_no_section(read):
    case = read(FULL)
    assert headings(case) == ["Sagsfremstilling", "Økonomiske konsekvenser", "Indstilling"]
    told = text_under(case, "Sagsfremstilling")
    assert "Forvaltningens Indstilling blev dengang fulgt, og udvalget traf en Beslutning om at gå videre." in told
    assert "Beslutning i sagen ventes i juni." in told


def test_words_broken_at_the_end_of_a_line_are_put_together(read):
    told = text_under(read(FULL), "Sagsfremstilling")
    assert "hele organisationen og på Børne- og Ungdomsområdet samt i MED-udvalget." in told
    assert read(FULL).cross_cutting[1] == "Central flådestyringsenhed, som omfatter alle biler i kommunen"


def test_a_minority_statement_belongs_to_the_decision(read):
    decision = read(FULL).decision
    assert decision.body == "Børne- og Ungdomsudvalget"
    assert decision.text.split("\n\n") == [
        "Anbefales. Et mindretal bestående af Per Hansen (Ø) stemte imod.",
        "Liste Ø ønsker følgende ført til protokol: Vi er imod.",
    ]


def test_the_points_of_a_recommendation_keep_a_line_each(read):
    recommendation = read(FULL).recommendation
    assert recommendation.text.split("\n")[1:] == [
        "1. planen drøftes",
        "2. planen anbefales til ØK og KB",
        "3. anlægsbevillingen frigives",
    ]
    assert recommendation.verbs == ("drøftes", "anbefales", "frigives")


def test_attachments_may_be_confidential_and_have_titles_over_two_lines(read):
    assert read(FULL).attachments == (
        CaseAttachment(
            1, "3679877", "open", "Udmøntningsplan 2025-2028 - udsnit for Børne- og Ungdomsudvalget", "99814/24", "H"
        ),
        CaseAttachment(2, "3679999", "confidential", "Notat om personalesager", "10021/25", None),
    )


def test_absent_and_apologies_are_two_lists(read):
    case = read(FULL)
    assert case.absent == ()
    assert case.apologies == (
        Attendee("Lars Østergaard-Møller", "A"),
        Attendee("Else Åkjær", "V"),
        Attendee("Kim O'Brien", "Ø"),
    )


def test_an_agenda_has_no_decision_and_says_so(read):
    case = read(FULL.split("Beslutning i Børne- og ungdoms")[0])
    assert case.decision is None
    with translation.override("da"):
        assert "Der er ikke fundet nogen beslutning." in read(FULL.split("Beslutning i Børne- og ungdoms")[0]).warnings


def test_an_agenda_may_have_the_decisions_heading_already(read):
    case = read(FULL.split("Anbefales. Et")[0])
    assert (case.decision, case.body, case.meeting_on) == (None, "Børne- og Ungdomsudvalget", date(2026, 1, 14))


def test_sections_that_are_missing_are_named(read):
    with translation.override("da"):
        told = " ".join(read(FULL).warnings)
    assert "Lovgrundlag" in told
    assert "Sammenhæng til andre politikker" in told


def test_of_several_decisions_the_bodys_own_is_taken(read):
    case = read(
        "Økonomiudvalget\nMødedato: 17. juni 2025\nPunkt 12: Midtvejsstatus\nÅbent punkt\n\nResume\nKort.\n\n"
        "Administrationens indstilling\nAdministrationen indstiller til Økonomiudvalget at anbefale Byrådet, at:\n"
        "1. Status tages til efterretning.\n\nInddragelse\nIngen.\n\n"
        "Beslutning fra Velfærdsudvalget, 3. juni 2025, pkt. 45\nAnbefales.\nFraværende: Ole Olsen (C)\n\n"
        "Beslutning fra Økonomiudvalget, 17. juni 2025, pkt. 12\nTiltrådt.\n"
    )
    assert case.decision == CaseDecision("Økonomiudvalget", date(2025, 6, 17), "Tiltrådt.")
    assert case.absent == ()
    assert headings(case) == ["Resume", "Administrationens indstilling", "Inddragelse"]
    assert case.recommendation.by == "Administrationen"
    assert case.title == "Midtvejsstatus"
    assert any("2" in warning for warning in case.warnings)


def test_of_a_whole_agenda_the_first_case_is_read(read):
    one = (
        "{n}. {title}\n00.30.10.S00 {n}/25   Åben sag\n\nSagsfremstilling\nTekst på dansk om {title}.\n\n"
        "Indstilling\nDirektøren indstiller, at sagen godkendes.\n\n"
    )
    contents = (
        "DAGSORDEN\nØkonomiudvalget\nTirsdag den 10. juni 2025\n\n1. Første sag ........ 2\n2. Anden sag ........ 3\n\n"
    )
    case = read(contents + one.format(n=1, title="Første sag") + one.format(n=2, title="Anden sag"))
    assert (case.title, case.case_number, case.meeting_on) == ("Første sag", "1/25", date(2025, 6, 10))
    assert "Anden" not in str(case.sections)
    assert len([warning for warning in case.warnings if "2" in warning]) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_text_file_may_be_in_any_of_the_usual_encodings(read, encoding: str, line_end: str):
    assert read(FULL.replace("\n", line_end).encode(encoding)) == read(FULL)


def test_text_that_was_decoded_wrongly_once_is_set_right(read):
    assert read(FULL.encode().decode("latin-1").encode("utf-8")) == read(FULL)


def test_page_breaks_heads_and_feet_are_forgotten(read):
    head, foot = "Norddjurs Kommune · Økonomiudvalget 10-06-2025", "Side {} af 2"
    case = read(
        f"{head}\nSagsfremstilling\nPlanen er dynamisk og bliver løbende udviklet og opdateret, og de anførte tidspunkter er\n{foot.format(1)}\f"
        f"{head}\nvejledende.\n\nIndstilling\nDet indstilles, at planen drøftes.\n{foot.format(2)}"
    )
    assert text_under(case, "Sagsfremstilling").endswith("de anførte tidspunkter er vejledende.")
    assert (case.body, case.meeting_on) == ("Økonomiudvalget", date(2025, 6, 10))
    assert case.recommendation.by is None


def test_a_line_at_the_foot_of_one_page_and_the_head_of_the_next_is_text(read):
    foot = "Side {} af 2"
    case = read(
        f"Sagsfremstilling\n\nArbejdet fortsætter.\n\nVi følger op.\n{foot.format(1)}\f"
        f"Vi følger op.\n\nPlanen er ny.\n\nIndstilling\nDet indstilles, at planen drøftes.\n{foot.format(2)}"
    )
    assert text_under(case, "Sagsfremstilling").count("Vi følger op.") == 2


def word_case() -> bytes:
    """A case as Fredensborg writes it: heading styles, a table for the head, lists."""
    paper = docx.Document()
    paper.add_heading("Byrådet", 1)
    table = paper.add_table(rows=3, cols=2)
    for row, (label, value) in enumerate(
        [("Sagsnr.", "25/12345"), ("KLE", "00.30.14.Ø00"), ("Mødedato", "24. juni 2025")]
    ):
        table.cell(row, 0).text, table.cell(row, 1).text = label, value
    paper.add_heading("7. Status på udmøntning af budget 2025", 1)
    paper.add_heading("Beslutningstema", 2)
    paper.add_paragraph("Byrådet skal tage stilling til status.")
    paper.add_heading("Sagsfremstilling og økonomi", 2)
    paper.add_paragraph("Følgende emner er tværgående:")
    paper.add_paragraph("Første emne", style="List Bullet")
    paper.add_paragraph("Andet emne", style="List Bullet")
    paper.add_heading("Særlige lokale forhold", 2)
    paper.add_paragraph("Ingen.")
    paper.add_heading("Retsgrundlag", 2)
    paper.add_paragraph("Ingen.")
    paper.add_heading("FN's verdensmål", 2)
    paper.add_paragraph("Mål 11.")
    paper.add_heading("Indstilling", 2)
    paper.add_paragraph("Forvaltningen indstiller, at Byrådet:")
    paper.add_paragraph("godkender status", style="List Number")
    paper.add_heading("Bilag", 2)
    paper.add_paragraph("Status pr. 31. maj 2025", style="List Bullet")
    paper.add_paragraph("Lukket - Notat", style="List Bullet")
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def test_a_word_file_of_another_town_is_read(read):
    case = read(word_case(), "sag.docx", generic_words())
    assert (case.title, case.case_number, case.kle) == (
        "Status på udmøntning af budget 2025",
        "25/12345",
        "00.30.14.Ø00",
    )
    assert (case.body, case.meeting_on) == ("Byrådet", date(2025, 6, 24))
    assert headings(case) == [
        *(
            "Beslutningstema",
            "Sagsfremstilling og økonomi",
            "Særlige lokale forhold",
            "Retsgrundlag",
            "FN's verdensmål",
        ),
        "Indstilling",
    ]
    assert case.cross_cutting == ("Første emne", "Andet emne")
    assert case.recommendation.text == "Forvaltningen indstiller, at Byrådet:\n· godkender status"
    assert [(each.title, each.access) for each in case.attachments] == [
        ("Status pr. 31. maj 2025", None),
        ("Notat", "confidential"),
    ]
    assert case.editions_mentioned == ()


def test_tracked_insertions_and_content_controls_of_a_word_file_are_read_and_deletions_are_not(read):
    paper = docx.Document()
    paper.add_heading("Sagsfremstilling", 2)
    paragraph = paper.add_paragraph("Planen er ")
    for name, text_name, text in (("ins", "t", "meget dynamisk"), ("del", "delText", "stille")):
        change = etree.SubElement(paragraph._p, qn(f"w:{name}"))
        etree.SubElement(etree.SubElement(change, qn("w:r")), qn(f"w:{text_name}")).text = text
    control = etree.SubElement(etree.SubElement(paragraph._p, qn("w:sdt")), qn("w:sdtContent"))
    etree.SubElement(etree.SubElement(control, qn("w:r")), qn("w:t")).text = "!"
    kept = io.BytesIO()
    paper.save(kept)
    assert text_under(read(kept.getvalue(), "sag.docx"), "Sagsfremstilling") == "Planen er meget dynamisk!"


HEAD = """
#set page(header: [Norddjurs Kommune #h(1fr) Økonomiudvalget 10-06-2025], footer: context [#h(1fr) Side #counter(page).display()])
#set par(justify: true)
#set text(lang: "da", hyphenate: true)
*3. Halvårlig status på udmøntningsplanen for budget 2025-2028 med et rigtig langt navn, som går over flere linjer*

00.30.10.S00 15/22 #h(2cm) Åben sag

*Sagsfremstilling*

"""
PARAGRAPH = (
    "Denne sag indeholder en statusopfølgning på børneområdet og ældreområdet, som kræver koordinering på tværs.\n\n"
)
REST = """
Af tværgående indsatser kan nævnes:
- Første indsats
- Anden indsats, som er så lang, at den fylder mere end en enkelt linje på siden og derfor må brydes midt i det hele

*Indstilling*

Kommunaldirektøren indstiller, at status drøftes og godkendes.

*Beslutning i Økonomiudvalget den 10-06-2025*

Godkendt.

*Bilag:*

1-3679877 Åben Udmøntningsplan 2025-2028 (99814/24) (H)
"""


def paper(paragraphs: int) -> bytes:
    """A case as PDF; of forty paragraphs it takes several pages."""
    return typst.compile((HEAD + paragraphs * PARAGRAPH + REST).encode())


def is_read_right(case: AgendaCase) -> bool:
    assert (case.body, case.meeting_on, case.case_number) == ("Økonomiudvalget", date(2025, 6, 10), "15/22")
    assert case.title.endswith("med et rigtig langt navn, som går over flere linjer")
    assert headings(case) == ["Sagsfremstilling", "Indstilling"]
    assert case.cross_cutting[1].endswith("og derfor må brydes midt i det hele")
    assert case.decision.text == "Godkendt."
    assert case.attachments[0].document_id == "3679877"
    assert "Side" not in str(case.sections)
    return case.repairs == ()


def test_a_pdf_with_text_is_read(read):
    assert is_read_right(read(paper(40), "sag.pdf"))


def scanned(pdf: bytes) -> bytes:
    """The pages of a PDF as pictures in a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as pages:
        first, *others = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in pages]
    kept = io.BytesIO()
    first.save(kept, "PDF", save_all=True, append_images=others, resolution=200)
    return kept.getvalue()


@pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract with Danish is not installed")
@pytest.mark.parametrize("paragraphs", [2, pytest.param(40, marks=pytest.mark.slow)])
def test_a_scanned_pdf_is_read_page_by_page_with_progress(tmp_path: Path, answers: Path, paragraphs: int):
    (tmp_path / "sag.pdf").write_bytes(scanned(paper(paragraphs)))
    told: list[tuple[int, int]] = []
    case = read_case(tmp_path / "sag.pdf", TOWN, lambda page, pages: told.append((page, pages)), cache=answers)
    assert is_read_right(case)
    assert told == [(page, told[0][1]) for page in range(1, told[0][1] + 1)]


def test_a_scanned_pdf_without_ocr_says_what_to_install(read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(Refused, match="apt install tesseract-ocr tesseract-ocr-dan"):
        read(scanned(typst.compile(b"En side.")), "sag.pdf")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "tom.txt"),
        (b"  \n\f\n ", "blank.txt"),
        (b"\x00\x01\x02\x03\x05" * 50, "binær.txt"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 100, "billede.txt"),
        (b"ikke en pdf", "sag.pdf"),
        (b"%PDF-1.7\nskadet", "sag.pdf"),
        (b"ikke en docx", "sag.docx"),
        (b"PK\x03\x04skadet", "sag.docx"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(read, content: bytes, name: str):
    with translation.override("da"), pytest.raises(Refused, match=name):
        read(content, name)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path):
    with pytest.raises(Refused):
        read_case(tmp_path / "mangler.txt", TOWN)
    (tmp_path / "mappe.txt").mkdir()
    with pytest.raises(Refused):
        read_case(tmp_path / "mappe.txt", TOWN)


def test_another_kind_of_file_is_wrong_usage(read):
    with pytest.raises(UnknownEnding):
        read("tekst", "sag.odt")


def test_text_that_is_no_case_is_read_with_warnings(read):
    case = read("Kære alle\n\nHer er et brev om noget ganske andet på dansk.\n")
    assert (case.sections, case.decision, case.recommendation) == ((), None, None)
    assert len(case.warnings) >= 3


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [*FULL.split("\n"), *JUNE.read_text().split("\n"), "\f", "-", "1", "(", "· ", "Bilag:", "Afbud"]
        )
        | st.text(max_size=30),
        max_size=40,
    )
)
def test_no_text_however_untidy_makes_reading_fail(read, lines: list[str]):
    try:
        msgspec.json.encode(read("\n".join(lines).encode("utf-8", "surrogatepass")))
    except Refused as refused:
        assert str(refused)


@pytest.mark.parametrize(
    "said",
    [
        "Vedlagt er planens version pr. ultimo maj 2025.",
        "Projektet indgår i planen, version “ultimo maj 2025”, som A504.",
        'Projektet indgår i udmøntningsplanen, version "ultimo maj 2025".',
        "Se udmøntningsplanen af 31. maj 2025 og versionen »ultimo maj 2025«.",
    ],
)
def test_a_version_is_mentioned_with_its_date_or_between_quotation_marks(tmp_path: Path, answers: Path, said: str):
    file = tmp_path / "sag.txt"
    file.write_text(f"Økonomiudvalget\n1. Status\n00.30.10.S00 15/22 Åben sag\nSagsfremstilling\n{said}\n")
    assert "ultimo maj 2025" in read_case(file, TOWN, cache=answers).editions_mentioned
