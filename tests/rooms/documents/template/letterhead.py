# SPDX-License-Identifier: MPL-2.0
"""A town's letterhead as Danish Word saves one, and ways to spoil it."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import docx
from docx.shared import Cm, Pt
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DANISH = {"Heading1": "Overskrift1", "Heading2": "Overskrift2", "Title": "Titel", "ListBullet": "Punkttegn"}
"""The ids that a Danish Word gives to styles whose names stay English in the file."""


def letterhead(
    *,
    text: tuple[str, ...] = ("{{ indhold }}",),
    header: str = "Norddjurs Kommune",
    footer: str = "{{ fod }} {{ intern }}",
    change: Callable[[docx.document.Document], object] = lambda _document: None,
) -> bytes:
    """An upright page with a logo, wide margins, Georgia, and headings of the town's own."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Heading 1"].font.size = Pt(19)
    section.header.paragraphs[0].text = header
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(_logo()))
    section.footer.paragraphs[0].text = footer
    for line in text:
        document.add_paragraph(line)
    change(document)
    file = io.BytesIO()
    document.save(file)
    return in_danish(file.getvalue())


def in_danish(content: bytes) -> bytes:
    def rename(text: str) -> str:
        return re.sub(
            r'(w:styleId|<w:(?:pStyle|basedOn|next|link) w:val)="(\w+)"',
            lambda found: f'{found[1]}="{DANISH.get(found[2], found[2])}"',
            text,
        )

    return spoilt(content, dict.fromkeys(("word/styles.xml", "word/document.xml", "word/numbering.xml"), rename))


def spoilt(
    content: bytes,
    changes: Mapping[str, Callable[[str], str]] = {},
    added: Mapping[str, bytes] = {},
) -> bytes:
    """The same file with some parts' text changed, and others added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            told = old.read(name)
            new.writestr(name, changes[name](told.decode()) if name in changes else told)
        for name, told in added.items():
            new.writestr(name, told)
    return file.getvalue()


def replaced(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, f"{old} is not there to be replaced"
        return text.replace(old, new, count)

    return change


def related(content: bytes, kind: str, target: str, *, of: str = "document.xml", external: bool = True) -> bytes:
    """The file with one more relation of a part."""
    mode = ' TargetMode="External"' if external else ""
    told = f'<Relationship Id="rId99" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'
    name = f"word/_rels/{of}.rels"
    if name in zipfile.ZipFile(io.BytesIO(content)).namelist():
        return spoilt(content, {name: replaced("</Relationships>", told)})
    empty = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}'
    return spoilt(content, added={name: empty.encode()})


def part(content: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


def text_of(content: bytes, name: str) -> str:
    return "".join(one.text or "" for one in part(content, name).iter(f"{W}t"))


def parts_like(content: bytes, word: str) -> list[str]:
    return [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if word in name and "_rels" not in name]


def _logo() -> bytes:
    def chunk(kind: bytes, told: bytes) -> bytes:
        return struct.pack(">I", len(told)) + kind + told + struct.pack(">I", zlib.crc32(kind + told))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00\x12\x49\x6b")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
