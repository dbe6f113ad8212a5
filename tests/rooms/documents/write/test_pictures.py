# SPDX-License-Identifier: MPL-2.0
"""The plan over time in documents: pictures with their tables, inside only."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from tests.rooms.documents.write import cast
from udmoent.documents.write import write_plan
from udmoent.editions.excerpt import excerpt
from udmoent.editions.public import Audience
from udmoent.editions.trends import Point, Promises
from udmoent.plan.facts import Stage

PLAN = cast.plan()


def over_time() -> list[Point]:
    return [
        Point(date(2025, month, 28), dict.fromkeys(Stage, month), month - 1, Promises(month, 2, 3))
        for month in (1, 2, 3)
    ]


def written(to: Path, **how: object) -> Path:
    told = {"whole": PLAN, "town": cast.NORDDJURS, "over_time": over_time}
    write_plan(how.pop("content", PLAN), to, **(told | how))
    return to


@pytest.mark.parametrize("content", [PLAN, excerpt(PLAN, "BUU")], ids=["whole", "excerpt"])
def test_word_shows_each_picture_with_words_for_it_and_a_table_beside(tmp_path, content):
    document = Document(written(tmp_path / "plan.docx", content=content))
    told = [one.get("descr") for one in document.element.iter("{*}docPr")]
    assert len(document.inline_shapes) == len(told) == 3
    assert told[0].startswith("Punkter efter stadie.")
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert heads.count(["Antal", "jan 2025", "feb 2025", "mar 2025"]) == 3


def test_every_picture_is_in_the_package_as_pixels_and_as_svg(tmp_path):
    with zipfile.ZipFile(written(tmp_path / "plan.docx")) as package:
        media = [name for name in package.namelist() if name.startswith("word/media/")]
        pixels = Image.open(BytesIO(package.read("word/media/picture1.png")))
    assert sorted(media) == [f"word/media/picture{at}.{ending}" for at in (1, 2, 3) for ending in ("png", "svg")]
    assert pixels.width > 200


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_same_plan_gives_the_same_bytes_with_pictures(tmp_path, ending):
    first, second = (written(tmp_path / f"{name}.{ending}").read_bytes() for name in ("one", "two"))
    assert first == second


def test_the_public_sees_no_pictures(tmp_path):
    assert len(Document(written(tmp_path / "plan.docx", audience=Audience.PUBLIC)).inline_shapes) == 0


def test_one_day_makes_no_picture(tmp_path):
    file = written(tmp_path / "plan.docx", over_time=lambda: over_time()[:1])
    assert len(Document(file).inline_shapes) == 0
