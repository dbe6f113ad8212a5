# SPDX-License-Identifier: MPL-2.0
"""Pictures in a Word document: as SVG, and as pixels for programs that draw none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from udmoent.documents.pictures import as_png, size_of
from udmoent.documents.report import Picture, Report

EMU_A_PIXEL: Final = 9525
EMU_A_TWIP: Final = 635
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
TYPES: Final = {"png": "image/png", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Medium:
    """A file in the package, and the id by which the text names it."""

    name: str
    id: str
    content: bytes

    @property
    def content_type(self) -> str:
        return TYPES[self.name.rpartition(".")[2]]


def pictures_in(report: Report) -> list[Picture]:
    return [block for block in report.blocks if isinstance(block, Picture)]


def media_of(report: Report) -> list[Medium]:
    """What the package holds besides its text, for the pictures in it."""
    return [
        medium
        for at, picture in enumerate(pictures_in(report), start=1)
        for medium in (
            Medium(f"word/media/picture{at}.png", f"rIdPicture{at}", as_png(picture.svg)),
            Medium(f"word/media/picture{at}.svg", f"rIdDrawing{at}", picture.svg.encode()),
        )
    ]


def drawing(picture: Picture, among: Sequence[Picture], width: int) -> str:
    """The picture's paragraph: as large as it was drawn, or as wide as the text, whose `width` is in twips."""
    at = among.index(picture) + 1
    wide, tall = (EMU_A_PIXEL * side for side in size_of(picture.svg))
    most = EMU_A_TWIP * width
    if wide > most:
        wide, tall = most, tall * most // wide
    named = f'id="{at}" name="Picture {at}" descr={quoteattr(picture.told)}'
    blip = (
        f'<a:blip r:embed="rIdPicture{at}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="rIdDrawing{at}"/></a:ext></a:extLst></a:blip>'
    )
    drawn = (
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return (
        f'<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/><wp:docPr {named}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">{drawn}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
