# SPDX-License-Identifier: MPL-2.0
"""When something was last said of each item, and when it was last changed: beside the plan content, whose bytes stay."""

from datetime import date, datetime

from django.db.models import Max

from udmoent.economy.models import Posting
from udmoent.followup.models import StatusReport
from udmoent.plan.models import ItemState, Plan


def last_said(plan: Plan, as_of: date, known_at: datetime | None = None) -> dict[int, date]:
    """By item id the day since when nobody has told anything: what the plan says of it began to hold then, or an answer
    told that nothing was new.
    """
    states = plan.items.as_of(as_of, known_at).present()
    said = dict(states.values_list("item_id", "applies_on"))
    reports = StatusReport.objects.filter(**_told_by(plan, as_of, known_at))
    for item_id, on in reports.order_by().values_list("item_id").annotate(Max("applies_on")):
        said[item_id] = max(on, said.get(item_id, on))
    return said


def last_changed(plan: Plan, as_of: date, known_at: datetime | None = None) -> dict[int, datetime]:
    """By item id the moment at which the newest of its facts and amounts that hold by then was recorded."""
    told, found = _told_by(plan, as_of, known_at), dict[int, datetime]()
    for recorded in (ItemState.objects, Posting.objects):
        for item_id, at in recorded.filter(**told).order_by().values_list("item_id").annotate(Max("recorded_at")):
            found[item_id] = max(at, found.get(item_id, at))
    return found


def _told_by(plan: Plan, as_of: date, known_at: datetime | None) -> dict[str, object]:
    return {"item__plan": plan, "applies_on__lte": as_of} | ({"recorded_at__lte": known_at} if known_at else {})
