# SPDX-License-Identifier: MPL-2.0
"""A report as a PDF that everyone can read and that keeps for ever: tagged, PDF/UA-1 and PDF/A-2a."""

import re
from pathlib import Path

import msgspec
import typst

from udmoent.documents.report import Report

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
LOOK = HERE / "report.typ"
_PERHAPS_WITHOUT_A_PICTURE = re.compile(
    "[^\n -\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u2030-\u205e€™\u2190-\u21ff\u25a0-\u25cf]"
)
BOX = "□"
_SMILEYS = str.maketrans({"🙂": ":-)", "😐": ":-|", "🙁": ":-("})


def pdf_of(report: Report) -> bytes:
    """The same report always gives the same bytes.

    A PDF with a character that no font draws is not PDF/A; such ones (emojis, Chinese) are then drawn as a box, and
    a town's smileys as they were written before there were pictures of them.
    """
    told = msgspec.json.encode(_told(report)).decode()
    try:
        return _compiled(told, report)
    except typst.TypstError:
        drawable = _PERHAPS_WITHOUT_A_PICTURE.sub(BOX, told.translate(_SMILEYS))
        if drawable == told:
            raise
        return _compiled(drawable, report)


def _compiled(told: str, report: Report) -> bytes:
    """The text goes in as values, never as markup."""
    return typst.compile(
        LOOK,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"report": told},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(report.created.timestamp()),
        format="pdf",
    )


def _told(report: Report) -> dict[str, object]:
    told = {name: getattr(report, name) for name in ("title", "over", "subtitle", "language", "foot", "page")}
    told |= {name: getattr(report, name) for name in ("marking", "notice", "landscape", "is_prose")}
    blocks = [{"is": type(block).__name__, **msgspec.to_builtins(block)} for block in report.blocks]
    return told | {"created": report.created.timetuple()[:6], "blocks": blocks}
