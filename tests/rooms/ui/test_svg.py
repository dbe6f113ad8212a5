# SPDX-License-Identifier: MPL-2.0
"""Pictures, read as the XML that they are."""

from xml.etree import ElementTree as ET

import pytest

from udmoent.ui.lying import lying_bars
from udmoent.ui.svg import Series, bars, element, in_lines, room_for

YEARS = ("2025", "2026", "2027", "2028")


def drawn(*series: Series) -> ET.Element:
    text = bars("amounts", YEARS, series, title="Beløb & år", told="Fire år", shown=lambda amount: f"{amount:,} kr.")
    assert "style=" not in text
    return ET.fromstring(text)


def lying(*series: Series) -> ET.Element:
    groups = ("BUU", "Et udvalg med et meget langt navn, som ingen kan huske", "KFU", "MTU")
    return ET.fromstring(lying_bars("savings", groups, series, title="A", told="B", shown=lambda amount: f"{amount:,}"))


def texts(picture: ET.Element) -> list[str]:
    return [part.text or "" for part in picture.iter("text")]


def test_a_picture_is_an_image_with_title_and_words_of_its_own():
    picture = drawn(Series("Vedtaget", (1, 2, 3, 4)))
    named = {part.get("id"): part.text for part in picture if part.get("id")}
    assert picture.get("role") == "img"
    assert [named[one] for one in picture.get("aria-labelledby", "").split()] == ["Beløb & år", "Fire år"]


def test_every_amount_is_written_and_none_that_is_not_there():
    picture = drawn(Series("Vedtaget", (4000, -18000, None, 0)))
    assert texts(picture) == ["4,000 kr.", "-18,000 kr.", "0 kr.", *YEARS]


def test_savings_hang_below_the_line_and_expenses_stand_on_it():
    picture = drawn(Series("Vedtaget", (4000, -8000, 0, 1)))
    more, less, none, little = picture.findall("rect")
    assert int(more.get("y", "")) + int(more.get("height", "")) == int(less.get("y", ""))
    assert int(less.get("height", "")) == 2 * int(more.get("height", ""))
    assert none.get("height") == "0" and little.get("height") == "1"


def test_kinds_differ_and_have_a_legend():
    picture = drawn(Series("Vedtaget", (1, 2, 3, 4)), Series("Forbrugt", (1, None, None, None)))
    assert {part.get("class") for part in picture.findall("rect")} == {"bar series-0", "bar series-1"}
    assert texts(picture)[-2:] == ["Vedtaget", "Forbrugt"]


def test_lying_savings_and_lying_expenses_both_go_to_the_right():
    for sign in (-1, 1):
        along, against = lying(Series("Vedtaget", (sign * 4000, None, sign * -2000, None))).findall("rect")
        assert int(along.get("x", "")) == int(against.get("x", "")) + int(against.get("width", ""))
        assert int(along.get("width", "")) == pytest.approx(2 * int(against.get("width", "")), abs=1)


def test_every_lying_amount_has_its_word_before_it():
    picture = lying(Series("Måltal", (-3, None, None, 0)), Series("Vedtaget", (-2, -1, None, None)))
    assert texts(picture)[:5] == ["BUU", "Måltal", "-3", "Vedtaget", "-2"]
    assert texts(picture)[-4:] == ["KFU", "MTU", "Måltal", "0"]


@pytest.mark.parametrize("draw", [drawn, lying])
@pytest.mark.parametrize("amounts", [(10**12, -(10**12), 1, 0), (-5, -6, -7, -8), (0, 0, 0, 0), (None,) * 4])
def test_all_is_in_whole_pixels_within_the_picture(draw, amounts):
    picture = draw(Series("En serie med et meget langt navn, som ingen kan huske", amounts), Series("To", amounts))
    wide, tall = int(picture.get("width", "")), int(picture.get("height", ""))
    for part in picture.iter("text"):
        room, x = room_for(part.text or ""), int(part.get("x", ""))
        left = x - room // 2 if part.get("text-anchor") == "middle" else x
        assert left >= 0 and left + room <= wide and SIZE_OF_LETTERS <= int(part.get("y", "")) <= tall


SIZE_OF_LETTERS = 13


def test_what_people_write_is_never_markup():
    assert element("text", "<b>&", class_='"') == '<text class="&quot;">&lt;b&gt;&amp;</text>'


def test_lines_hold_every_word_and_are_no_wider_than_asked():
    text = "Kontraktforhandlingsudvalgsformandskandidaten taler om asfalt og broer"
    lines = in_lines(text, 120)
    assert all(room_for(line) <= 120 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")
