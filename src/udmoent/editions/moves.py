# SPDX-License-Identifier: MPL-2.0
"""How many times each item's indicative time has been moved."""

from datetime import date, datetime
from itertools import groupby

from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Facts
from udmoent.plan.models import TIME_COLUMNS, ItemState, Plan
from udmoent.plan.over_time import Said, moves


def times_moved(plan: Plan, until: date, known_at: datetime | None = None, *, since: date | None) -> dict[int, int]:
    """By item id the moves from the day after `since`, or from the beginning, to and with `until`."""
    states = ItemState.objects.filter(item__plan=plan, applies_on__lte=until).present()
    if known_at:
        states = states.filter(recorded_at__lte=known_at)
    rows = states.order_by("item_id", "applies_on", "pk").values_list("item_id", "applies_on", *TIME_COLUMNS)
    return {
        item_id: sum(since is None or move.on > since for move in moves(_said(on, *time) for _item, on, *time in told))
        for item_id, told in groupby(rows, key=lambda row: row[0])
    }


def _said(on: date, text: str, first: date | None, last: date | None) -> Said:
    return Said(on, Facts(title="", body="", time=IndicativeTime(text, first, last)))
