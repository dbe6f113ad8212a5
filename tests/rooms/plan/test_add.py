# SPDX-License-Identifier: MPL-2.0

from udmoent.plan.models import Item


def test_an_item_is_numbered_by_the_towns_pattern(item: Item):
    assert item.number == "A301"
