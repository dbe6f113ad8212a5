# SPDX-License-Identifier: MPL-2.0
"""Word documents as people leave them: tracked changes, content controls, merged cells, captions in bold."""

import copy
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from udmoent.documents.read_tables import read_tables
from udmoent.documents.tables import Table

W = nsdecls("w")


@pytest.fixture
def tables(tmp_path) -> Callable[[docx.document.Document], tuple[Table, ...]]:
    def read(document: docx.document.Document) -> tuple[Table, ...]:
        document.save(tmp_path / "plan.docx")
        return read_tables(tmp_path / "plan.docx").tables

    return read


@pytest.fixture
def cell(tables) -> Callable[[str], object]:
    """`cell(xml)`: what a cell with those paragraphs says."""

    def text(xml: str) -> object:
        document = docx.Document()
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "x"
        place = table.cell(0, 1)._tc
        for paragraph in place.findall("{*}p"):
            place.remove(paragraph)
        for element in parse_xml(f"<w:body {W}>{xml}</w:body>"):
            place.append(element)
        return tables(document)[0].rows[0].cells[1]

    return text


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<w:p>{run('en')}</w:p><w:p>{run('to')}</w:p>", "en\nto"),
        (f"<w:p>{run('en')}<w:ins>{run(' ny')}</w:ins><w:del><w:r><w:delText>gl</w:delText></w:r></w:del></w:p>", "en ny"),
        (f"<w:p><w:moveFrom>{run('væk')}</w:moveFrom><w:moveTo>{run('her')}</w:moveTo></w:p>", "her"),
        (f"<w:p><w:sdt><w:sdtContent>{run('valgt')}</w:sdtContent></w:sdt></w:p>", "valgt"),
        (f"<w:sdt><w:sdtContent><w:p>{run('blok')}</w:p></w:sdtContent></w:sdt><w:p/>", "blok"),
        (f"<w:p><w:hyperlink>{run('link')}</w:hyperlink></w:p>", "link"),
        (f"<w:p>{run('a')}<w:r><w:br/><w:tab/></w:r>{run('b')}</w:p>", "a\n b"),
        (f"<w:p>{run('a')}{run('skjult', '<w:vanish/>')}</w:p>", "a"),
        (f"<w:p>{run('m')}<w:r><w:noBreakHyphen/></w:r>{run('n')}</w:p>", "m-n"),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>', "✓"),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>', "🙂"),
        ("<w:p/>", None),
        (f'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>{run("7")}</w:p>', "7"),
        (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('en')}</w:p><w:p>{run(' og samme')}</w:p>", "en og samme"),
        (f"<w:p>{run('a')}</w:p><w:tbl><w:tr><w:tc><w:p>{run('b')}</w:p></w:tc><w:tc><w:p>{run('c')}</w:p></w:tc></w:tr></w:tbl><w:p/>", "a\nb c"),
    ],
)  # fmt: skip
def test_a_cell_says_what_a_reader_sees(cell, xml: str, text: str | None):
    assert cell(xml) == text


def test_list_items_are_lines(tables):
    document = docx.Document()
    place = document.add_table(1, 2).cell(0, 0)
    place.text = "Kursen"
    place.add_paragraph("en", style="List Bullet")
    place.add_paragraph("to", style="List Number")
    assert tables(document)[0].rows[0].cells[0] == "Kursen\nen\nto"


def test_merged_cells_have_their_value_in_each_place(tables):
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 2)).text = "over"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "ned"
    (found,) = tables(document)
    assert [row.cells for row in found.rows] == [("over",) * 3, ("ned", "11", "12"), ("ned", "21", "22")]
    assert (found.rows[0].across, found.rows[2].down) == ({1, 2}, {0})


def test_deleted_rows_are_gone_and_inserted_ones_stay(tables):
    document = docx.Document()
    table = document.add_table(3, 1)
    for at, mark in enumerate(("", "del", "ins")):
        table.cell(at, 0).text = f"række {at}"
        if mark:
            table.rows[at]._tr.get_or_add_trPr().append(parse_xml(f'<w:{mark} {W} w:id="1" w:author="a"/>'))
    assert [row.cells for row in tables(document)[0].rows] == [("række 0",), ("række 2",)]


def test_a_row_in_a_content_control_is_read(tables):
    document = docx.Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "a", "b"
    row = table.rows[1]._tr
    control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
    control[0].append(copy.deepcopy(row))
    row.getparent().replace(row, control)
    assert [row.cells for row in tables(document)[0].rows] == [("a",), ("b",)]


def a_table(document: docx.document.Document) -> None:
    document.add_table(1, 1).cell(0, 0).text = "x"


def test_headings_above_are_told_outermost_first(tables):
    document = docx.Document()
    document.add_heading("Udmøntningsplan", 0)
    document.add_heading("Driftsændringer", 1)
    document.add_heading("BUU", 2)
    a_table(document)
    document.add_heading("MTU", 2)
    a_table(document)
    document.add_heading("Anlæg", 1)
    a_table(document)
    assert [table.above for table in tables(document)] == [
        ("Udmøntningsplan", "Driftsændringer", "BUU"),
        ("Udmøntningsplan", "Driftsændringer", "MTU"),
        ("Udmøntningsplan", "Anlæg"),
    ]


def test_paragraphs_in_bold_serve_as_headings_and_only_the_unit_stands_for_the_next_table(tables):
    document = docx.Document()

    def bold(text: str) -> None:
        document.add_paragraph().add_run(text).bold = True

    bold("Driftsændringer")
    bold("BUU")
    document.add_paragraph("1.000 kr., 2025-priser")
    document.add_paragraph("Se også bilaget.")
    a_table(document)
    bold("MTU")
    a_table(document)
    found = tables(document)
    assert [table.above for table in found] == [("Driftsændringer", "BUU"), ("Driftsændringer", "MTU")]
    assert [table.captions for table in found] == [
        ("1.000 kr., 2025-priser", "Se også bilaget."),
        ("1.000 kr., 2025-priser",),
    ]


def test_colours_of_empty_cells_are_kept(tables):
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "x"
    table.cell(0, 1)._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="FF0000"/>'))
    assert tables(document)[0].rows[0].fills == {1: "FF0000"}


def test_struck_rows_are_marked(tables):
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("væk").font.strike = True
    assert tables(document)[0].rows[0].is_struck


def test_a_document_without_tables_has_none(tables):
    assert tables(docx.Document()) == ()
