# SPDX-License-Identifier: MPL-2.0
"""The picture of what happens when, read as the XML that it is."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from udmoent.ui.svg import room_for
from udmoent.ui.timeline import (
    DAYS,
    NAMES,
    TIMES,
    Point,
    Row,
    Scale,
    Span,
    lanes,
    scale_of_year,
    scale_of_years,
    timeline,
)

FOUR = scale_of_years(2025, 4)
ON = date(2025, 9, 30)


def drawn(*rows: Row, scale: Scale = FOUR, on: date = ON) -> ET.Element:
    text = timeline("all", rows, scale, on=on, today="i dag", title="Tidslinje", told="Punkter over fire år")
    assert "style=" not in text
    return ET.fromstring(text)


def row(span: Span | None = None, *points: Point, name: str = "R101 Kloge m2", looks: str = "") -> Row:
    return Row(name, "/punkt/R101/?a=1&b=2", "2. kvartal 2025", span, points, looks)


def texts(picture: ET.Element) -> list[str]:
    return [part.text or "" for part in picture.iter("text")]


def of_class(picture: ET.Element, name: str) -> list[ET.Element]:
    return [part for part in picture.iter() if name in part.get("class", "").split()]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20)).map(lambda one: (one[0], one[0] + one[1])), max_size=12)
)
def test_nothing_in_a_lane_touches_anything_else(extents):
    found = lanes(extents)
    assert len(found) == len(extents)
    pairs = [
        (a, b) for i, a in enumerate(zip(extents, found, strict=True)) for b in zip(extents[:i], found[:i], strict=True)
    ]
    assert not [1 for (one, lane), (other, same) in pairs if lane == same and one[0] <= other[1] and other[0] <= one[1]]


@settings(deadline=None)
@given(st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_a_later_day_never_lies_before_an_earlier_one(day):
    assert NAMES <= FOUR.at(day) <= FOUR.at(day + timedelta(1)) <= NAMES + DAYS


@pytest.mark.parametrize(("scale", "ticks"), [(FOUR, 4 + 16), (scale_of_year(2026, "da"), 4 + 12)])
def test_a_scale_names_its_stretches(scale, ticks):
    assert len(of_class(drawn(row(), scale=scale), "tick")) == ticks


def test_a_span_begins_and_ends_with_its_days():
    (bar,) = of_class(drawn(row(Span(date(2025, 4, 1), date(2025, 6, 30)))), "span")
    left, width = int(bar.get("x", "")), int(bar.get("width", ""))
    assert (left, left + width) == (FOUR.at(date(2025, 4, 1)), FOUR.at(date(2025, 7, 1)))


def test_what_goes_on_reaches_the_edge_with_a_tip():
    (bar,) = of_class(drawn(row(Span(date(2025, 4, 1), None))), "endless")
    assert f"L{NAMES + DAYS} " in bar.get("d", "")


def test_what_lies_outside_the_scale_is_not_drawn():
    picture = drawn(row(Span(date(2023, 1, 1), date(2024, 12, 31)), Point(date(2029, 1, 1), date(2029, 1, 1), "KB")))
    assert not of_class(picture, "span") and not of_class(picture, "point")


def test_the_day_is_marked_only_where_it_is_shown():
    assert "i dag" in texts(drawn(row()))
    assert "i dag" not in texts(drawn(row(), on=date(2024, 12, 31)))


def test_a_row_leads_to_its_item_and_shows_how_it_stands():
    (link,) = of_class(drawn(row(looks="passed")), "row")
    assert (
        link.get("href") == "/punkt/R101/?a=1&b=2"
        and link.get("tabindex") == "-1"
        and link.get("class") == "row is-passed"
    )


def test_every_word_is_whole_and_within_the_picture():
    late = date(2028, 12, 31)
    points = (Point(late, late, "BUU, ØK, KB"), Point(late, late, "Kommunalbestyrelsen"), Point(ON, ON, "ØK"))
    name = "D999 En meget lang titel på et punkt, som handler om helhedsorienterede ungdomsindsatser i hele kommunen"
    picture = drawn(row(None, *points, name=name), on=late)
    assert name == " ".join(part.text or "" for part in of_class(picture, "name"))
    for part in picture.iter("text"):
        x, room = int(part.get("x", "")), room_for(part.text or "")
        left = {"end": x - room, "middle": x - room // 2}.get(part.get("text-anchor", ""), x)
        assert left >= 0 and left + room <= NAMES + DAYS + TIMES, part.text
    assert {"BUU, ØK, KB", "Kommunalbestyrelsen"} <= set(texts(picture))
