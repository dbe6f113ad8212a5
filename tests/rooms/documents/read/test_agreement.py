# SPDX-License-Identifier: MPL-2.0
"""A budget agreement's text, parted into paragraphs with their pages."""

from itertools import accumulate
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from udmoent.documents.agreement import as_text, from_text, read_agreement
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean
from udmoent.plan.agreement import Paragraph

WORDS = st.text(alphabet="abcæøå .,§1", min_size=1, max_size=30).map(clean).filter(bool)


TEXT = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
STEPS = st.lists(st.tuples(TEXT, st.integers(0, 2)), min_size=1, max_size=6)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_what_is_shown_for_correction_is_read_back_as_it_was(steps):
    pages = accumulate((pages for _text, pages in steps), initial=1)
    paragraphs = tuple(Paragraph(text=text, page=page) for (text, _pages), page in zip(steps, pages, strict=False))
    assert from_text(as_text(paragraphs)) == paragraphs


def test_text_without_pages_has_none():
    assert from_text("Første.\r\n\r\nAndet\r\nlinje to.\n \n\nTredje.") == (
        Paragraph(text="Første."),
        Paragraph(text="Andet\nlinje to."),
        Paragraph(text="Tredje."),
    )


def test_a_page_mark_may_stand_close_to_the_text():
    assert from_text("Et.\n[Side 2]\nTo.") == (Paragraph(text="Et."), Paragraph(text="To.", page=2))


def test_bullets_belong_to_the_paragraph_above_them(tmp_path: Path):
    document = Document()
    document.add_paragraph("Parterne er enige om:")
    document.add_paragraph("flere lærere", style="List Bullet")
    document.add_paragraph("færre møder", style="List Bullet")
    document.add_paragraph("Det koster 2 mio. kr.")
    document.save(str(tmp_path / "aftale.docx"))
    found = read_agreement(tmp_path / "aftale.docx")
    assert [one.text.count("\n") for one in found] == [2, 0] and found[1].page is None


def test_pages_of_a_text_file_are_kept(tmp_path: Path):
    (tmp_path / "aftale.txt").write_text("Det første afsnit er her.\fDet andet afsnit er her.", encoding="utf-8")
    assert [one.page for one in read_agreement(tmp_path / "aftale.txt")] == [1, 2]


def test_what_is_no_agreement_is_refused(tmp_path: Path):
    (tmp_path / "aftale.docx").write_bytes(b"%PDF-1.4 nonsense")
    with pytest.raises(Refused):
        read_agreement(tmp_path / "aftale.docx")
