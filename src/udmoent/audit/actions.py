# SPDX-License-Identifier: MPL-2.0
from datetime import datetime

from django.db.models import Model

from udmoent.audit.models import Event


def record(act: str, thing: Model, *, municipality_id: int, by_id: int | None, now: datetime, **told: object) -> Event:
    """Write into the log what was done to a thing. Call it inside the action's own transaction."""
    return Event.objects.create(
        municipality_id=municipality_id,
        happened_at=now,
        person_id=by_id,
        act=act,
        thing=thing._meta.label_lower,
        thing_id=thing.pk,
        told=told,
    )
