# SPDX-License-Identifier: MPL-2.0
"""A plan written in the town's letterhead: what is the town's stays so, and nothing of the document is lost."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Pt

from tests.rooms.documents.template.letterhead import (
    W,
    letterhead,
    part,
    parts_like,
    related,
    replaced,
    spoilt,
    text_of,
)
from tests.rooms.documents.write import cast
from udmoent.documents.read_docx import read_docx
from udmoent.documents.stamp import Stamp
from udmoent.documents.template.sample import sample_template
from udmoent.documents.write import trial_of_comparison, trial_of_plan, write_comparison, write_plan
from udmoent.editions.compare import compare
from udmoent.editions.excerpt import excerpt
from udmoent.editions.public import Audience
from udmoent.intake.draft import Draft
from udmoent.intake.read_draft import read_draft

PLAN = cast.plan(3)
OWN = cast.plan(3, sample=False)
LETTER = letterhead()
MAIN = "word/document.xml"


def written(tmp_path: Path, template: bytes | None = LETTER, content=OWN, **how) -> bytes:
    file = tmp_path / "plan.docx"
    write_plan(content, file, **{"whole": OWN, "town": cast.NORDDJURS, "template": template} | how)
    return file.read_bytes()


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def styles(content: bytes) -> dict[str, str]:
    """Each style's id by its name."""
    named = {one.get(f"{W}styleId"): one.find(f"{W}name") for one in part(content, "word/styles.xml").iter(f"{W}style")}
    return {name.get(f"{W}val"): id_ for id_, name in named.items()}


def named_in(content: bytes) -> set[str]:
    names = ("pStyle", "rStyle", "tblStyle")
    return {one.get(f"{W}val") for name in names for one in part(content, MAIN).iter(f"{W}{name}")}


def test_the_same_plan_in_the_same_template_gives_the_same_bytes(tmp_path):
    assert written(tmp_path) == written(tmp_path)


def test_the_tables_are_those_of_udmoents_own_look(tmp_path):
    own, lettered = read_docx(written(tmp_path, None), "a.docx"), read_docx(written(tmp_path), "a.docx")
    assert own.tables and lettered.tables == own.tables and lettered.stamp == own.stamp == Stamp.of(OWN)


@pytest.mark.parametrize(
    "text", [("{{ indhold }}",), ("Torvet 3", "{{ titel }}", "{{ indhold }}", "Med venlig hilsen")]
)
def test_what_was_written_in_a_template_is_read_back_as_it_was(tmp_path, text):
    def read() -> Draft:
        return read_draft(tmp_path / "plan.docx", town=cast.NORDDJURS, year=2025)

    written(tmp_path, None)
    own = read()
    written(tmp_path, letterhead(text=text))
    lettered = read()
    assert lettered.items == own.items and lettered.items and not lettered.faults


def test_a_template_made_from_an_old_document_does_not_bring_its_stamp(tmp_path):
    first = written(tmp_path, sample_template("da"))
    again = spoilt(first, {MAIN: replaced("Hele planen", "{{ indhold }}", 1)})
    assert read_docx(written(tmp_path, again, audience=Audience.PUBLIC), "a.docx").stamp is None
    assert read_docx(written(tmp_path, again, excerpt(OWN, "BUU")), "a.docx").stamp == Stamp.of(OWN, "BUU")


def test_the_towns_own_properties_stay_beside_the_stamp(tmp_path):
    first = written(tmp_path, sample_template("da"))
    told = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="Journalnr"><vt:lpwstr>24/1</vt:lpwstr></property></Properties>'
    again = spoilt(
        first,
        {"docProps/custom.xml": replaced("</Properties>", told), MAIN: replaced("Hele planen", "{{ indhold }}", 1)},
    )
    made = part(written(tmp_path, again), "docProps/custom.xml")
    assert "Journalnr" in [one.get("name") for one in made]
    assert [one.get("pid") for one in made] == [str(at) for at in range(2, len(made) + 2)]


def test_header_logo_and_fonts_stay_the_towns(tmp_path):
    made = written(tmp_path)
    document = opened(made)
    assert "Norddjurs Kommune" in document.sections[0].header.paragraphs[0].text
    assert parts_like(made, "media/") and document.sections[0].header.part.related_parts
    assert document.styles["Normal"].font.name == "Georgia" and document.styles["Heading 1"].font.size == Pt(19)


def test_styles_that_the_town_has_are_used_by_their_danish_ids(tmp_path):
    made = written(tmp_path, content=excerpt(OWN, "BUU"))
    assert {"Overskrift1", "Overskrift2", "Titel", "Punkttegn"} <= named_in(made)
    assert not {"Heading1", "Title", "ListBullet"} & named_in(made)
    assert styles(made)["heading 1"] == "Overskrift1"


def test_styles_that_the_town_lacks_are_brought_along(tmp_path):
    before, after = styles(LETTER), styles(written(tmp_path))
    assert {
        "Udmønt Plantabel",
        "Udmønt Tabeltekst",
        "Udmønt Tabelhoved",
        "Udmønt Oplysning",
    } <= after.keys() - before.keys()
    assert named_in(written(tmp_path)) <= set(after.values())
    assert "Udmønt Overlinje" in after and after["Normal"] == before["Normal"]


def test_a_style_of_the_towns_under_one_of_our_ids_is_left_alone(tmp_path):
    def own_cell(document) -> None:
        document.styles.add_style("Cell", 1).font.size = Pt(40)

    made = written(tmp_path, letterhead(change=own_cell))
    assert styles(made)["Udmønt Tabeltekst"] == "UdmoentCell" and opened(made).styles["Cell"].font.size == Pt(40)


def test_a_list_comes_with_its_bullets_where_the_town_has_no_such_style(tmp_path):
    without = spoilt(LETTER, {"word/styles.xml": replaced('w:val="List Bullet"', 'w:val="Kommunens liste"')})
    made = written(tmp_path, without, since=compare(cast.earlier(OWN), OWN))
    bulleted = styles(made)["List Bullet"]
    style = next(one for one in part(made, "word/styles.xml") if one.get(f"{W}styleId") == bulleted)
    number = next(style.iter(f"{W}numId")).get(f"{W}val")
    numbering = part(made, "word/numbering.xml")
    (one,) = [one for one in numbering.findall(f"{W}num") if one.get(f"{W}numId") == number]
    (kind,) = [k for k in numbering.findall(f"{W}abstractNum") if k.get(f"{W}abstractNumId") == one[0].get(f"{W}val")]
    assert next(kind.iter(f"{W}lvlText")).get(f"{W}val") == "•"
    order = [child.tag for child in numbering]
    assert order.index(f"{W}num") > len(order) - order[::-1].index(f"{W}abstractNum") - 1


def test_rows_of_headings_are_still_repeated_on_each_page(tmp_path):
    for table in opened(written(tmp_path)).tables:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None


def test_the_page_is_turned_and_the_tables_fit_between_the_towns_margins(tmp_path):
    document = opened(written(tmp_path))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE and round(section.left_margin.cm, 1) == 2.5
    between = section.page_width - section.left_margin - section.right_margin
    widest = max(sum(column.width for column in table.columns) for table in document.tables)
    assert between * 0.98 < widest <= between


def test_only_the_pages_of_the_document_are_turned(tmp_path):
    def front_page(document) -> None:
        document.paragraphs[0].insert_paragraph_before("Forside")
        document.add_section(WD_SECTION.NEW_PAGE)
        document.add_paragraph("{{ indhold }}")

    made = opened(written(tmp_path, letterhead(text=("Kolofon",), change=front_page)))
    assert [one.orientation for one in made.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert made.paragraphs[0].text == "Forside"


def test_a_section_that_ends_with_the_place_goes_on_to_end_there(tmp_path):
    def back_page(document) -> None:
        document.add_section(WD_SECTION.NEW_PAGE)
        document.add_paragraph("Bagside")
        *_others, place, end, _back = document.paragraphs
        place._p.get_or_add_pPr().append(end._p.pPr.find(f"{W}sectPr"))
        end._p.getparent().remove(end._p)

    made = opened(written(tmp_path, letterhead(change=back_page)))
    assert [one.orientation for one in made.sections] == [WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert made.paragraphs[-1].text == "Bagside" and len(made.tables) == len(opened(written(tmp_path)).tables)


def test_fields_are_filled_wherever_they_stand_and_however_word_parted_them(tmp_path):
    parted = '<w:r><w:t>{{ ud</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t>snit }} pr. {{PR</w:t></w:r><w:r><w:t>}}!</w:t></w:r>'
    template = spoilt(
        letterhead(header="{{ kommune }}: {{ version }}", text=("HER", "{{ indhold }}")),
        {MAIN: replaced("<w:r><w:t>HER</w:t></w:r>", parted)},
    )
    made = written(tmp_path, template, excerpt(OWN, "BUU"))
    assert opened(made).paragraphs[0].text == "Børne- og Ungdomsudvalget pr. 31. maj 2025!"
    assert "Norddjurs Kommune: ultimo maj 2025" in text_of(made, parts_like(made, "header")[0])
    assert f"(sha256) {OWN.sha256[:12]}" in text_of(made, parts_like(made, "footer")[0])
    assert not any(
        "{{" in text_of(made, name) for name in (MAIN, *parts_like(made, "header"), *parts_like(made, "footer"))
    )


def test_words_that_look_like_a_field_stay_words(tmp_path):
    title = {"title": "{{ titel }} <w:br/> & {% if %}"}
    items = (cast.replace(OWN.items[0], **title), *OWN.items[1:])
    assert title["title"] in text_of(written(tmp_path, content=cast.replace(OWN, items=items)), MAIN)


def test_what_the_template_says_is_not_said_again(tmp_path):
    once = text_of(written(tmp_path, letterhead(text=("{{ titel }}", "{{ indhold }}"))), MAIN)
    assert once.startswith("Udmøntningsplan 2025-2028Norddjurs KommuneHele planen")


FEET = {
    "with the field": (letterhead(), 1),
    "without it": (letterhead(footer="Torvet 3"), 1),
    "without a foot": (spoilt(LETTER, {MAIN: lambda xml: xml.replace("<w:footerReference", "<w:gone")}), 1),
}


@pytest.mark.parametrize("case", FEET)
def test_an_internal_document_says_so_once_in_each_foot(tmp_path, case):
    template, count = FEET[case]
    made = written(tmp_path, template)
    feet = [section.footer for section in opened(made).sections]
    assert ["".join(p.text for p in foot.paragraphs).count("INTERN") for foot in feet] == [count]
    public = written(tmp_path, template, audience=Audience.PUBLIC)
    assert not any("INTERN" in text_of(public, name) for name in (MAIN, *parts_like(public, "footer")))


def test_first_and_even_pages_say_it_too(tmp_path):
    def other_pages(document) -> None:
        document.sections[0].different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True

    (section,) = opened(written(tmp_path, letterhead(change=other_pages))).sections
    feet = (section.footer, section.first_page_footer, section.even_page_footer)
    assert ["INTERN" in "".join(p.text for p in foot.paragraphs) for foot in feet] == [True, True, True]


def test_sample_data_say_so_on_each_page_and_under_the_title(tmp_path):
    made = written(tmp_path, content=PLAN)
    assert "ikke kommunens virkelige plan" in text_of(made, parts_like(made, "header")[0])
    assert "ikke kommunens virkelige plan" in text_of(made, MAIN)
    assert "virkelige" not in text_of(written(tmp_path), MAIN)


def test_a_document_is_not_tied_to_the_file_its_template_was_made_from(tmp_path):
    tied = related(LETTER, "attachedTemplate", "file:///C:/Users/abc/Brev.dotx", of="settings.xml")
    made = written(
        tmp_path,
        spoilt(
            tied,
            {
                "word/settings.xml": replaced(
                    "<w:zoom",
                    '<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/><w:zoom',
                )
            },
        ),
    )
    assert (
        b"Brev.dotx" not in b"".join(io.BytesIO(made).getvalue().split())
        and part(made, "word/settings.xml").find(f"{W}attachedTemplate") is None
    )


def test_the_documents_own_title_and_writer_take_the_place_of_the_templates(tmp_path):
    core = opened(written(tmp_path)).core_properties
    assert core.title == "Udmøntningsplan 2025-2028 – Hele planen" and core.author == "Norddjurs Kommune"
    assert not core.last_modified_by


def test_a_text_called_by_another_name_is_called_as_usual(tmp_path):
    other = {
        name: lambda xml: xml.replace("word/document.xml", "word/document2.xml")
        for name in ("[Content_Types].xml", "_rels/.rels")
    }
    old = zipfile.ZipFile(io.BytesIO(spoilt(LETTER, other)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("document.xml", "document2.xml"), old.read(name))
    usual, made = written(tmp_path), written(tmp_path, file.getvalue())
    assert parts_like(made, "") == parts_like(usual, "") and text_of(made, MAIN) == text_of(usual, MAIN)


def test_a_comparison_is_written_in_the_template(tmp_path):
    file = tmp_path / "changes.docx"
    how = {"town": cast.NORDDJURS, "since": "original", "until": "nu"}
    write_comparison(compare(cast.earlier(OWN), OWN), file, template=LETTER, **how)
    assert "Norddjurs Kommune" in opened(file.read_bytes()).sections[0].header.paragraphs[0].text
    assert "Ændringer fra original til nu" in text_of(file.read_bytes(), MAIN)


def test_a_trial_says_that_it_is_one_on_each_page_and_cannot_come_back():
    how = {"town": cast.NORDDJURS, "language": "da"}
    plan = trial_of_plan(OWN, LETTER, **how)
    changes = trial_of_comparison(compare(OWN, OWN), LETTER, since="a", until="b", **how)
    for made in (plan, changes):
        assert "PRØVE" in text_of(made, parts_like(made, "header")[0]) and "PRØVE" in text_of(made, MAIN)
        assert read_docx(made, "a.docx").stamp is None
