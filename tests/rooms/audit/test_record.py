# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, datetime

import pytest
from django.db import transaction

from udmoent.audit.actions import record
from udmoent.audit.models import Event
from udmoent.organisation.models import Municipality, Person

NOW = datetime(2025, 1, 15, 9, tzinfo=UTC)


def test_an_event_tells_who_did_what_to_which_thing(town: Municipality, coordinator: Person):
    event = record("rename", town, municipality_id=town.pk, by_id=coordinator.pk, now=NOW, before="A", after="B")
    event.refresh_from_db()
    assert (event.municipality_id, event.person_id, event.happened_at) == (town.pk, coordinator.pk, NOW)
    assert (event.act, event.thing, event.thing_id) == ("rename", "organisation.municipality", town.pk)
    assert event.told == {"before": "A", "after": "B"}


def test_an_act_that_fails_leaves_no_event(town: Municipality):
    before = Event.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        record("rename", town, municipality_id=town.pk, by_id=None, now=NOW)
        raise RuntimeError
    assert Event.objects.count() == before
