# SPDX-License-Identifier: MPL-2.0
"""What an extract did or would do, as plain values: kept as the import's receipt, shown on pages and by the command."""

from collections.abc import Collection
from typing import Any, Final

import msgspec

from udmoent.intake.finance.headings import Figure
from udmoent.intake.finance.reconcile import Change, Found, Sums, Unmatched

MOST_UNMATCHED: Final = 200
MOST_CHANGES: Final = 1_000


def receipt_of(found: Found, figures: Collection[Figure]) -> dict[str, Any]:
    """Amounts of changes are kroner; those of sums and of what is unmatched are øre, as the file has them."""
    return {
        "figures": [figure.value for figure in Figure if figure in figures],
        "rows": found.rows,
        "rows_matched": found.rows_matched,
        "rows_unmatched": found.rows_unmatched,
        "rows_excluded": found.rows_excluded,
        "rows_in_fault": found.fault_count,
        "postings": len(found.postings),
        "sums": [_sums(one) for one in found.sums],
        "changes": [_change(one) for one in found.changes[:MOST_CHANGES]],
        "changes_in_all": len(found.changes),
        "unmatched": [_unmatched(one) for one in found.unmatched[:MOST_UNMATCHED]],
        "unmatched_in_all": len(found.unmatched),
        "staying": found.staying,
        "faults": msgspec.to_builtins(found.faults),
        "cautions": msgspec.to_builtins(found.cautions),
    }


def _sums(one: Sums) -> dict[str, Any]:
    told = msgspec.to_builtins(one)
    return told | {"adds_up": one.adds_up}


def _change(one: Change) -> dict[str, Any]:
    return {
        "number": one.item.number,
        "title": one.item.title,
        "year": one.year,
        "nature": one.nature,
        "figure": one.figure.value,
        "before": one.before,
        "after": one.after,
        "accounts": one.accounts,
    }


def _unmatched(one: Unmatched) -> dict[str, Any]:
    return {
        "account": one.source.account,
        "centre": one.source.centre,
        "text": one.source.text,
        "place": one.place,
        "row": one.row,
        "rows": one.rows,
        "oere": {figure.value: one.oere.get(figure, 0) for figure in Figure if figure in one.oere},
        "conflict": [{"value": rule.shown, "item": rule.item} for rule in one.conflict],
    }
