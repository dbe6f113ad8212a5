# SPDX-License-Identifier: MPL-2.0
"""What may be said of amounts. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from udmoent.lib.money import KR, in_unit
from udmoent.lib.refusal import Refusal

# The phases that a corrected budget is the sum of.
CORRECTED = ("adopted", "supplementary", "reallocation", "transfer")

# The phases of which one act's postings pay for each other.
BALANCED = ("supplementary", "reallocation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an act gives an item, or takes from it, in one year and price level."""

    phase: str
    year: int
    price_level: str
    kroner: int
    nature: str = ""


def why_not_fund(given: Iterable[Given], *, is_from_cash: bool, has_decision: bool) -> list[Refusal]:
    """A supplementary appropriation names what pays for it (kommunestyrelsesloven § 40, stk. 2): other items that give as
    much, or the cash balance by a decision. A reallocation gives as much as it takes.
    """
    sums: dict[tuple[str, int, str], int] = defaultdict(int)
    for one in given:
        if one.phase in BALANCED:
            sums[one.phase, one.year, one.price_level] += one.kroner
    found = []
    for (phase, year, _level), rest in sorted(sums.items()):
        if rest and phase == "reallocation":
            sentence = _("A reallocation gives as much as it takes. In {year} it is off by {kroner} kr.")
        elif rest and not is_from_cash:
            sentence = _(
                "In {year} the supplementary appropriation lacks {kroner} kr. of funding. Tell which items pay, or that"
                " the cash balance does (kommunestyrelsesloven § 40)."
            )
        elif rest and not has_decision:
            sentence = _("What is paid by the cash balance ({kroner} kr. in {year}) needs the decision behind it.")
        else:
            continue
        found.append(Refusal(sentence.format(year=year, kroner=in_unit(rest, KR))))
    return found


def moves_between_natures(given: Iterable[Given]) -> bool:
    """Whether a reallocation takes from capital for operation, or the other way."""
    sums: dict[tuple[int, str, str], int] = defaultdict(int)
    for one in given:
        if one.phase == "reallocation":
            sums[one.year, one.price_level, one.nature] += one.kroner
    return any(sums.values())


def why_not_between_natures(*, has_decision: bool) -> Refusal | None:
    if has_decision:
        return None
    return Refusal(
        _("Moving money between capital and operation is the council's to decide. Choose the council's decision.")
    )


GIVEN_BY_COUNCIL = frozenset({"appropriated", "released"})


def why_not_give(phases: Collection[str], *, has_decision: bool) -> Refusal | None:
    """What a capital project is appropriated and released is told by the decision that gave it."""
    if has_decision or GIVEN_BY_COUNCIL.isdisjoint(phases):
        return None
    return Refusal(_("Capital appropriations and releases are the council's to decide. Choose the council's decision."))


def why_not_counter(*, is_countered: bool, is_counter: bool, applies_on: date, on: date) -> Refusal | None:
    """`applies_on` is the posting's day, `on` the one from which the counter-posting shall hold."""
    if is_countered:
        return Refusal(_("The posting is countered already. Write the right amount as a new one."))
    if is_counter:
        return Refusal(_("This is a counter-posting itself. Write the right amount as a new posting."))
    if on < applies_on:
        return Refusal(_("A counter-posting applies from the posting's own day at the earliest. Choose a later day."))
    return None


def why_not_release(number: str, *, appropriated: int, released: int) -> Refusal | None:
    if released <= appropriated:
        return None
    sentence = _(
        "{number} has an appropriation of {appropriated} kr., so that {released} kr. cannot be released."
        " Write the appropriation first, or release less."
    )
    told = {"appropriated": in_unit(appropriated, KR), "released": in_unit(released, KR)}
    return Refusal(sentence.format(number=number, **told))


def why_not_spend(number: str) -> Refusal:
    """Of an item that is withdrawn, and so is in no total."""
    sentence = _(
        "{number} is withdrawn, so that nothing more can be spent on it. Post it on another item, or reopen this one."
    )
    return Refusal(sentence.format(number=number))


def why_not_divide(year: int, whole: int, shares: Collection[int]) -> Refusal | None:
    """The new items share what the item has, no more, and nothing of the other sign: so the sum is held."""
    rest = whole - sum(shares)
    sign = 1 if whole >= 0 else -1
    if sign * rest >= 0 and all(sign * share >= 0 for share in shares):
        return None
    sentence = _("In {year} the item has {whole} kr. and the new items {shares} kr. Divide no more than there is.")
    return Refusal(sentence.format(year=year, whole=in_unit(whole, KR), shares=in_unit(sum(shares), KR)))


def has_unrealised_saving(told: Iterable[tuple[int, str, int]], year: int) -> bool:
    """Whether operating amounts, told as year, phase and kroner, hold a saving of that or an earlier year, and none realised."""
    told = list(told)
    is_saving = any(phase == "adopted" and kroner < 0 and of_year <= year for of_year, phase, kroner in told)
    return is_saving and not any(phase == "realised" and kroner for _year, phase, kroner in told)
