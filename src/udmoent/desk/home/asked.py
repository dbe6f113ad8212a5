# SPDX-License-Identifier: MPL-2.0
"""How many items an open round asks the visitor about, and by when the first is due."""

from dataclasses import dataclass

from udmoent.desk.mine.owing import Debts
from udmoent.desk.where import language
from udmoent.lib.dates import weekday_date


@dataclass(frozen=True)
class Asked:
    items: int
    by: str


def asked(debts: Debts) -> Asked | None:
    """None where nothing is missing from the visitor."""
    missing = debts.dues.missing
    if not missing or missing[0].by is None:
        return None
    return Asked(len(missing), weekday_date(missing[0].by, language()))
