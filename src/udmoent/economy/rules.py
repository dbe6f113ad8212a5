# SPDX-License-Identifier: MPL-2.0
"""What may be said of amounts. Pure."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from udmoent.lib.money import KR, in_unit
from udmoent.lib.refusal import Refusal

# The phases that a corrected budget is the sum of.
CORRECTED = ("adopted", "supplementary", "reallocation", "transfer")


def why_not_divide(year: int, whole: int, shares: Collection[int]) -> Refusal | None:
    """The new items share what the item has, no more, and nothing of the other sign: so the sum is held."""
    rest = whole - sum(shares)
    sign = 1 if whole >= 0 else -1
    if sign * rest >= 0 and all(sign * share >= 0 for share in shares):
        return None
    sentence = _("In {year} the item has {whole} kr. and the new items {shares} kr. Divide no more than there is.")
    return Refusal(sentence.format(year=year, whole=in_unit(whole, KR), shares=in_unit(sum(shares), KR)))


def has_unrealised_saving(told: Iterable[tuple[str, int]]) -> bool:
    """Whether amounts, told as phase and kroner, hold an adopted saving of which nothing is realised."""
    told = list(told)
    adopted = [kroner for phase, kroner in told if phase == "adopted"]
    return sum(adopted) < 0 and not any(phase == "realised" and kroner for phase, kroner in told)
