# SPDX-License-Identifier: MPL-2.0
"""The gate lets through what passes both standards, and nothing else."""

import pytest
import typst

from tests.house.floor_plan import PACKAGE
from tests.pdf_gate import validate

SOURCE = b"""\
#set document(title: "Plan", date: datetime(year: 2025, month: 5, day: 31))
#set text(font: "IBM Plex Sans", lang: "da")
= Plan
#table(columns: 2, table.header(repeat: true)[Nr.][Titel], [D101], [Sk\xc3\xb8nne omr\xc3\xa5der])
"""


def pdf(*standards: str) -> bytes:
    fonts = [str(PACKAGE / "documents/fonts")]
    return typst.compile(
        SOURCE, font_paths=fonts, ignore_system_fonts=True, pdf_standards=list(standards), format="pdf"
    )


@pytest.mark.slow
def test_the_gate_knows_a_good_file_from_a_bad_one(tmp_path):
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(pdf("ua-1", "a-2a"))
    bad.write_bytes(pdf("1.7"))
    assert validate(good) == []
    found = validate(bad)
    assert any(line.startswith("ua1 ") for line in found) and any(line.startswith("2a ") for line in found)
