# SPDX-License-Identifier: MPL-2.0
"""The parts of a .docx around its text: what Word wants to find in the package, always the same bytes for the same text."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from udmoent.documents.report import Report
from udmoent.documents.stamp import NAME, Stamp
from udmoent.documents.word_pictures import TYPES as PICTURES
from udmoent.documents.word_pictures import Medium, media_of

STYLES: Final = Path(__file__).parent / "word" / "styles.xml"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY: Final = 255
LANGUAGES: Final = {"da": "da-DK", "en": "en-GB"}
APP: Final = f'{HEAD}<Properties xmlns="{OFFICE}/extended-properties"><Application>Udmønt</Application></Properties>'

TYPES: Final = {
    "/word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "/word/styles.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
    "/word/numbering.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
    "/word/settings.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
    "/word/header1.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
    "/word/footer1.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
OF_PACKAGE: Final = {
    "word/document.xml": f"{OFFICE}/relationships/officeDocument",
    "docProps/core.xml": f"{PACKAGE}/relationships/metadata/core-properties",
    "docProps/app.xml": f"{OFFICE}/relationships/extended-properties",
    "docProps/custom.xml": f"{OFFICE}/relationships/custom-properties",
}
_OF_DOCUMENT: Final = {
    "styles.xml": f"{OFFICE}/relationships/styles",
    "numbering.xml": f"{OFFICE}/relationships/numbering",
    "settings.xml": f"{OFFICE}/relationships/settings",
    "header1.xml": f"{OFFICE}/relationships/header",
    "footer1.xml": f"{OFFICE}/relationships/footer",
}
NUMBERING: Final = (
    f"{HEAD}<w:numbering {W}>"
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
    '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def package(report: Report, document: str, header: str, footer: str, *, text_width: int) -> bytes:
    """The .docx file, from the XML of its text, header and footer."""
    language, media = LANGUAGES[report.language], media_of(report)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(OF_PACKAGE),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(_OF_DOCUMENT, media),
        "word/styles.xml": styles_xml(report.language, text_width=text_width),
        "word/numbering.xml": NUMBERING,
        "word/settings.xml": _settings(language),
        "word/header1.xml": header,
        "word/footer1.xml": footer,
        "docProps/core.xml": core_xml(report),
        "docProps/app.xml": APP,
        "docProps/custom.xml": custom_xml(report.stamp),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, BEGINNING), text.encode(), zipfile.ZIP_DEFLATED)
        for medium in media:
            archive.writestr(zipfile.ZipInfo(medium.name, BEGINNING), medium.content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def styles_xml(language: str, *, text_width: int) -> str:
    """Every style that documents are written with."""
    styles = STYLES.read_text(encoding="utf-8").replace("LANGUAGE", LANGUAGES[language])
    return styles.replace("TEXTWIDTH", str(text_width))


def relationship_of(part: str) -> str:
    """The id by which the text names the header or the footer."""
    return f"rId{list(_OF_DOCUMENT).index(part) + 1}"


def stamp_parts(stamp: Stamp) -> list[tuple[str, str]]:
    """The stamp as named properties, which Office limits to 255 characters each: Udmoent, or Udmoent1, Udmoent2 …"""
    text = str(stamp)
    pieces = [text[at : at + LONGEST_PROPERTY] for at in range(0, len(text), LONGEST_PROPERTY)]
    if len(pieces) == 1:
        return [(NAME, text)]
    return [(f"{NAME}{place}", piece) for place, piece in enumerate(pieces, start=1)]


def _content_types() -> str:
    pictures = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in PICTURES.items())
    told = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in TYPES.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{pictures}{told}</Types>'
    )


def _relationships(targets: dict[str, str], media: Iterable[Medium] = ()) -> str:
    told = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (target, kind) in enumerate(targets.items(), start=1)
    )
    told += "".join(
        f'<Relationship Id="{one.id}" Type="{OFFICE}/relationships/image" Target="/{one.name}"/>' for one in media
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'


def _settings(language: str) -> str:
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:autoHyphenation w:val="true"/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="200"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def core_xml(report: Report) -> str:
    language = LANGUAGES[report.language]
    moment = report.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(f'<dcterms:{n} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{n}>' for n in ("created", "modified"))
    told = " ".join(filter(None, (report.notice, report.marking)))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(report.title)} – {escape(report.subtitle)}</dc:title><dc:creator>{escape(report.over)}</dc:creator>"
        f"<dc:description>{escape(told)}</dc:description><dc:language>{language}</dc:language>{dates}</cp:coreProperties>"
    )


def custom_xml(stamp: Stamp | None) -> str:
    told = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for pid, (name, text) in enumerate(stamp_parts(stamp) if stamp else [], start=2)
    )
    return (
        f'{HEAD}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">{told}</Properties>'
    )
