# SPDX-License-Identifier: MPL-2.0
"""The secret address of a person's calendar. Only its sha256 is kept."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from udmoent.audit.actions import record
from udmoent.followup.models import FeedKey
from udmoent.organisation.models import Person


@transaction.atomic
def make_feed_key(*, by: Person, now: datetime) -> str:
    """A new secret for one's own calendar, told this once; an earlier one opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    kept, _is_new = FeedKey.objects.update_or_create(
        person=by, defaults={"municipality_id": by.municipality_id, "key_sha256": _sha256(secret), "made_at": now}
    )
    record("make_feed_key", kept, municipality_id=by.municipality_id, by_id=by.pk, now=now)
    return secret


@transaction.atomic
def drop_feed_key(*, by: Person, now: datetime) -> None:
    """One's own calendar has no address any more."""
    kept = FeedKey.objects.select_for_update().filter(person=by).first()
    if kept:
        record("drop_feed_key", kept, municipality_id=by.municipality_id, by_id=by.pk, now=now)
        kept.delete()


def whose_feed(secret: str) -> Person | None:
    kept = FeedKey.objects.filter(key_sha256=_sha256(secret)).select_related("person__municipality").first()
    return kept.person if kept else None


def _sha256(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
