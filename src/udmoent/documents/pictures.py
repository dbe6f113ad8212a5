# SPDX-License-Identifier: MPL-2.0
"""Pictures on paper: the SVG of a page with its colours in it, and as pixels for programs that draw no SVG."""

import re
from typing import Final

import typst

from udmoent.documents.write_pdf import FONTS, HERE

COLOURS: Final = """
text { font-family: 'IBM Plex Sans'; fill: #1c2329; } .quiet { fill: #55606a; } .sum { font-weight: 600; }
.axis { stroke: #767b82; fill: none; } .part { stroke: #767b82; fill: #ffffff; } .part-1 { fill: #e6eff2; }
.part-2 { fill: #fff4d6; } .part-3 { fill: #fde7e8; } .part-4 { fill: #e0f3e6; } .part-5 { fill: #d9dde2; }
.bar { stroke: #12496b; fill: #12496b; }
"""
DOTS_AN_INCH: Final = 192
_SIZE: Final = re.compile(r'width="(?P<width>[0-9]+)" height="(?P<height>[0-9]+)"')
ALONE: Final = HERE / "picture.typ"


def for_paper(svg: str) -> str:
    """The picture as a file of its own, which no style sheet reaches."""
    return svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1).replace(
        "<title", f"<style>{COLOURS}</style><title", 1
    )


def size_of(svg: str) -> tuple[int, int]:
    """Width and height in pixels."""
    found = _SIZE.search(svg)
    assert found, "a picture tells its size"
    return int(found["width"]), int(found["height"])


def as_png(svg: str) -> bytes:
    """The same picture always gives the same bytes."""
    return typst.compile(
        ALONE, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={"svg": svg}, format="png", ppi=DOTS_AN_INCH
    )
