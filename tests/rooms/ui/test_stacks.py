# SPDX-License-Identifier: MPL-2.0
from xml.etree import ElementTree as ET

from udmoent.ui.stacks import stacks
from udmoent.ui.svg import Series


def drawn(*series: Series) -> ET.Element:
    return ET.fromstring(stacks("stages", ("jan.", "feb."), series, title="Stadier", told="To måneder"))


def test_parts_stand_on_one_another_and_their_sum_above():
    picture = drawn(Series("Åbne", (10, 5)), Series("Afsluttede", (10, 20)))
    low, high = picture.findall("rect")[:2]
    assert int(high.get("y", "")) + int(high.get("height", "")) == int(low.get("y", ""))
    assert [part.text for part in picture.findall("text") if part.get("class") == "sum"] == ["20", "25"]


def test_a_kind_with_nothing_is_in_no_legend():
    picture = drawn(Series("Åbne", (1, 2)), Series("Udgår", (0, 0)))
    assert "Udgår" not in [part.text for part in picture.findall("text")]


def test_no_items_give_an_empty_picture_and_no_fault():
    assert drawn().findall("rect") == []
