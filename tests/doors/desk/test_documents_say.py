# SPDX-License-Identifier: MPL-2.0
"""What the sample's documents say, as they are handed out on the desk, held against what they said."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.once import lay_demo
from udmoent.organisation.models import User
from udmoent.plan.models import Plan

pytestmark = pytest.mark.slow
GOLDEN = Path(__file__).parent / "golden"
MAY = {"fra": "original", "til": "ultimo maj 2025"}
# golden file → who asks, the address with {plan}, and what is asked for
DOCUMENTS = {
    "excerpt-buu.docx": ("plankoordinator", "get_edition", ("{plan}", "{original}", "docx"), {"udvalg": "BUU"}),
    "changes-buu.docx": ("plankoordinator", "get_comparison", ("{plan}", "docx"), {**MAY, "udvalg": "BUU"}),
    "work-plan-buu.docx": ("udvalgssekretaer", "get_work_plan", ("{plan}", "BUU", 2025, "docx"), {}),
    "budget.pdf": ("oekonom", "get_budget", ("{plan}", "pdf"), {}),
    "savings.pdf": ("oekonom", "get_savings", ("{plan}", "pdf"), {}),
    "capital.pdf": ("oekonom", "get_capital", ("{plan}", "pdf"), {}),
    "catalogue.docx": ("plankoordinator", "get_catalogue", (2027, "docx"), {}),
}


@pytest.fixture
def demo(db) -> Plan:
    return lay_demo()


def lines_of(content: bytes, ending: str) -> Iterator[str]:
    """The document's text, a paragraph, a row of a table or a printed line at a time."""
    if ending == ".pdf":
        for page in pypdfium2.PdfDocument(content):
            yield from page.get_textpage().get_text_range().replace("\ufffe", "").split("\r\n")
        return
    for part in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Table):
            for row in part.rows:
                cells = {cell._tc: cell for cell in row.cells}.values()
                yield " | ".join(cell.text.replace("\n", " / ") for cell in cells)


def said(content: bytes, ending: str) -> str:
    """Without fingerprints and the moment at which the document was made."""
    told = "\n".join(line.rstrip() for line in lines_of(content, ending) if line.strip())
    told = re.sub(r"\b[0-9a-f]{12,64}\b", "…", told)
    return re.sub(r"\d{2}\.\d{2}\.\d{4}(?:,| kl\.) \d{2}[.:]\d{2}", "…", told) + "\n"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_says_what_it_said(demo, client: Client, name: str):
    """After a meant change: write what is said now into the file, and read it."""
    who, address, parts, asked = DOCUMENTS[name]
    client.force_login(User.objects.get(email=f"{who}@demo.example"))
    known = {"{plan}": demo.pk, "{original}": demo.editions.get(name="original").pk}
    answer = client.get(reverse(address, args=[known.get(part, part) for part in parts]), asked)
    assert answer.status_code == 200
    told = said(b"".join(answer.streaming_content) if answer.streaming else answer.content, Path(name).suffix)
    assert told == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
