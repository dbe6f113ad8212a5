# SPDX-License-Identifier: MPL-2.0
"""A report as a Word document: real headings, tables with repeated header rows, marks that Word's own styles carry.

Written as XML rather than through python-docx, which takes a third of a second for what this does in hundredths.
"""

import re
from collections.abc import Container
from enum import StrEnum
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from udmoent.documents.report import (
    Align,
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Mark,
    Paragraph,
    Picture,
    Report,
    Row,
    Runs,
    Style,
    Table,
    Tone,
    plain,
    text_of,
)
from udmoent.documents.word_package import HEAD, R, W, package, relationship_of
from udmoent.documents.word_pictures import drawing, pictures_in

LONG_SIDE, SHORT_SIDE, MARGIN, FOOT_MARGIN = 16838, 11906, 850, 900
ACCENT: Final = "12496B"
FILLS: Final = {Tone.CROSS_CUTTING: "EAF2F7", Tone.ENDED: "F4F4F2"}
STYLES: Final = {
    Style.BODY: "",
    Style.LEAD: "Lead",
    Style.CAPTION: "Caption",
    Style.NOTE: "Note",
    Style.NOTICE: "Notice",
}


class Lead(StrEnum):
    """What a document begins with, by the style of each."""

    OVER = "Over"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    NOTICE = "Notice"


LONG_ROW: Final = 700
SMALL, MOST_ROWS_KEPT = "CellKept", 6  # a small table of figures stays on one page
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def docx_of(report: Report) -> bytes:
    """The same report always gives the same bytes."""
    width = (LONG_SIDE if report.landscape else SHORT_SIDE) - 2 * MARGIN
    document = f"{HEAD}<w:document {W} {R}><w:body>{body_xml(report, width)}{_section(report)}</w:body></w:document>"
    header = f"{HEAD}<w:hdr {W}>{_paragraph(plain(report.notice), 'Header')}</w:hdr>"
    return package(report, document, header, _footer(report), text_width=width)


def body_xml(report: Report, width: int, *, without: Container[Lead] = ()) -> str:
    """What the document says, on pages with a text of that width; `without` what is told above it already."""
    leads = {
        Lead.OVER: report.over,
        Lead.TITLE: report.title,
        Lead.SUBTITLE: report.subtitle,
        Lead.NOTICE: report.notice,
    }
    pictures = pictures_in(report)
    told = [_paragraph(plain(text), lead.value) for lead, text in leads.items() if text and lead not in without]
    return "".join([*told, *(_block(block, width, pictures) for block in report.blocks)])


def _section(report: Report) -> str:
    wide, high = (LONG_SIDE, SHORT_SIDE) if report.landscape else (SHORT_SIDE, LONG_SIDE)
    turned = ' w:orient="landscape"' if report.landscape else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{relationship_of("header1.xml")}"/>'
        f'<w:footerReference w:type="default" r:id="{relationship_of("footer1.xml")}"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{FOOT_MARGIN}" w:left="{MARGIN}" '
        f'w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>'
    )


def _footer(report: Report) -> str:
    """The page's number and count are fields, which Word fills in."""
    pieces = re.split(r"(\{pages?\})", report.page)
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    page = "".join(_field(fields[piece]) if piece in fields else _run(piece, Mark.PLAIN) for piece in pieces if piece)
    marking = _run(f"{report.marking}   ", Mark.STRONG) if report.marking else ""
    foot = _run(f"{report.over} · {report.foot}", Mark.PLAIN)
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{foot}<w:r><w:tab/></w:r>{marking}{page}</w:p>'
    return f"{HEAD}<w:ftr {W}>{paragraph}</w:ftr>"


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _block(block: Block, width: int, pictures: list[Picture]) -> str:
    match block:
        case Heading(level=level, text=text):
            return _paragraph(plain(text), f"Heading{level}")
        case Paragraph(runs=runs, style=style):
            return _paragraph(runs, STYLES[style])
        case Bullets(items=items):
            return "".join(_paragraph(runs, "ListBullet") for runs in items)
        case Facts(pairs=pairs):
            return "".join(_fact(name, value) for name, value in pairs)
        case Table():
            return _table(block, width)
        case Picture():
            return drawing(block, pictures, width)


def _paragraph(runs: Runs, style: str = "", *, align: Align = Align.LEFT) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    aligned = "" if align == Align.LEFT else f'<w:jc w:val="{align.value}"/>'
    look = f"<w:pPr>{named}{aligned}</w:pPr>" if named or aligned else ""
    return f"<w:p>{look}{''.join(_run(run.text, run.mark) for run in runs)}</w:p>"


def _run(text: str, mark: Mark) -> str:
    look = "" if mark == Mark.PLAIN else f'<w:rPr><w:rStyle w:val="{mark.value.capitalize()}"/></w:rPr>'
    lines = (f'<w:t xml:space="preserve">{_escaped(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"


def _escaped(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))


def _fact(name: str, value: str) -> str:
    tab = "<w:r><w:tab/></w:r>"
    look = '<w:pPr><w:pStyle w:val="Fact"/></w:pPr>'
    return f"<w:p>{look}{_run(f'{name}:', Mark.MUTED)}{tab}{_run(value, Mark.PLAIN)}</w:p>"


def _table(table: Table, text_width: int) -> str:
    whole = int(text_width * table.width)
    shares = sum(column.width for column in table.columns)
    widths = [int(whole * column.width / shares) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(_head_cell(column, width) for column, width in zip(table.columns, widths, strict=True))
    kept = SMALL if table.width < 1 and len(table.rows) <= MOST_ROWS_KEPT else "Cell"
    rows = "".join(_row(row, table.columns, widths, kept) for row in table.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(_escaped_once(table.title))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>'
    )


def _escaped_once(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _head_cell(column: Column, width: int) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/><w:vAlign w:val="bottom"/>'
    paragraph = _paragraph(plain(column.heading), "CellHead", align=column.align)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraph}</w:tc>'


def _row(row: Row, columns: tuple[Column, ...], widths: list[int], style: str) -> str:
    whole = "" if max(len(text_of(runs)) for runs in row.cells) > LONG_ROW else "<w:trPr><w:cantSplit/></w:trPr>"
    told = zip(row.cells, columns, widths, strict=True)
    return f"<w:tr>{whole}{''.join(_cell(runs, column, width, row.tone, style) for runs, column, width in told)}</w:tr>"


def _cell(runs: Runs, column: Column, width: int, tone: Tone, style: str) -> str:
    """A paragraph for each line, so that the lines of a list stand apart."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{FILLS[tone]}"/>' if tone in FILLS else ""
    paragraphs = "".join(_paragraph(line, style, align=column.align) for line in _lines(_toned(runs, tone)))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{paragraphs}</w:tc>'


def _toned(runs: Runs, tone: Tone) -> Runs:
    """Plain text of a row that is over is muted, that of a sum is strong."""
    mark = {Tone.ENDED: Mark.MUTED, Tone.SUM: Mark.STRONG}.get(tone, Mark.PLAIN)
    return tuple(type(run)(run.text, mark) if run.mark == Mark.PLAIN else run for run in runs)


def _lines(runs: Runs) -> list[Runs]:
    lines: list[list] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1] += plain(first, run.mark)
        lines += [list(plain(line, run.mark)) for line in rest]
    return [tuple(line) for line in lines]
