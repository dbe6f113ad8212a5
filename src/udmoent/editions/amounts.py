# SPDX-License-Identifier: MPL-2.0
"""Amounts as plan content tells them, from the economy's sums and back."""

from collections.abc import Mapping

from udmoent.economy.actions import AmountKey
from udmoent.editions.content import Amount, ItemContent


def amounts_of(sums: Mapping[AmountKey, int]) -> tuple[Amount, ...]:
    """In the order of their keys."""
    return tuple(
        Amount(year=key.year, phase=key.phase, nature=key.nature, price_level=key.price_level, kroner=kroner)
        for key, kroner in sorted(sums.items())
    )


def kroner_by_key(item: ItemContent) -> dict[AmountKey, int]:
    return {AmountKey(one.year, one.phase, one.nature, one.price_level): one.kroner for one in item.amounts}
