# SPDX-License-Identifier: MPL-2.0
"""How a difference that an import found is called, and its values printed, whichever door shows it."""

from dataclasses import replace
from typing import Any, Final

from udmoent.documents.forms import AmountColumn, amount_heading, cell
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.intake.reconcile import Difference
from udmoent.lib.money import KR, in_unit
from udmoent.plan.facts import Kind

NOBODY: Final = ItemContent(id=0, number="", kind=Kind.OPERATING, title="", body="")
"""An item that says nothing, into which a single fact is put to be shown."""


def label(one: Difference, words: Words) -> str:
    """What the field is called."""
    if one.key is None:
        return words.label(one.field)
    return amount_heading(AmountColumn.of(one.key, Kind.OPERATING), words)


def shown(one: Difference, value: object, words: Words) -> str:
    """One of the field's values as a cell prints it."""
    if one.key is None:
        fact: dict[str, Any] = {one.field: value}
        return cell((one.field,), replace(NOBODY, **fact), words)
    return f"{in_unit(int(value or 0), KR, words.language)} kr."  # type: ignore[call-overload]
