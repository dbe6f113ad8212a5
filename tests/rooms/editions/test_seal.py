# SPDX-License-Identifier: MPL-2.0
import hashlib
import json
from datetime import UTC, date, datetime

import pytest

from udmoent.audit.models import Event
from udmoent.editions import rules
from udmoent.editions.actions import read_back, seal
from udmoent.editions.content import fingerprint
from udmoent.editions.gather import gather
from udmoent.editions.models import Edition
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Person
from udmoent.plan.actions import change
from udmoent.plan.models import Item, Plan

JANUARY, MAY, JUNE = date(2025, 1, 15), date(2025, 5, 31), date(2025, 6, 10)
NOW = datetime(2025, 6, 2, 9, tzinfo=UTC)


def test_a_version_is_the_whole_plan_as_of_its_day(plan: Plan, item: Item, coordinator: Person):
    content = read_back(seal(plan, "ultimo maj 2025", MAY, by=coordinator, now=NOW))
    assert (content.edition, content.as_of, content.items) == ("ultimo maj 2025", MAY, gather(plan, MAY).items)


def test_its_hash_is_of_its_bytes_without_the_hash(plan: Plan, item: Item, coordinator: Person):
    edition = seal(plan, "ultimo maj 2025", MAY, by=coordinator, now=NOW)
    told = json.loads(edition.content)
    assert told.pop("sha256") == edition.sha256 == fingerprint(read_back(edition))
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == edition.sha256


def test_a_version_stays_though_the_plan_is_corrected(plan: Plan, item: Item, coordinator: Person, act):
    edition = seal(plan, "ultimo maj 2025", MAY, by=coordinator, now=NOW)
    before = edition.content
    change(item, act=act(MAY, on=JUNE), title="Ny børnehave")
    edition.refresh_from_db()
    assert edition.content == before
    assert gather(plan, MAY).items != read_back(edition).items


def test_the_plan_as_it_was_known_gives_the_same_hash_again(plan: Plan, item: Item, coordinator: Person, act):
    edition = seal(plan, "ultimo maj 2025", MAY, by=coordinator, now=NOW)
    sealed = read_back(edition)
    change(item, act=act(MAY, on=JUNE), title="Ny børnehave")
    assert gather(plan, MAY, known_at=sealed.known_at).items == sealed.items


def test_a_name_is_used_once_whatever_its_case(plan: Plan, item: Item, coordinator: Person):
    seal(plan, "Original", MAY, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="original"):
        seal(plan, "original", MAY, by=coordinator, now=NOW)


def test_a_refused_version_changes_nothing(plan: Plan, item: Item, coordinator: Person):
    events = Event.objects.count()
    for name, as_of in (("", MAY), ("Senere", JUNE), ("Tom", date(2024, 12, 1)), ("31.5.2025", MAY), ("Sidst ", MAY)):
        with pytest.raises(Refused):
            seal(plan, name, as_of, by=coordinator, now=NOW)
    assert (Edition.objects.count(), Event.objects.count()) == (0, events)


def test_an_error_is_mended_by_a_version_that_replaces_it_and_says_why(plan: Plan, item: Item, coordinator: Person):
    first = seal(plan, "ultimo maj 2025", MAY, by=coordinator, now=NOW)
    with pytest.raises(Refused):
        seal(plan, "ultimo maj 2025, rettet", MAY, replaces=first, by=coordinator, now=NOW)
    second = seal(plan, "ultimo maj 2025, rettet", MAY, replaces=first, why="Tastefejl", by=coordinator, now=NOW)
    assert list(first.replaced_by.all()) == [second]


def test_the_meeting_it_goes_to_is_not_its_day(plan: Plan, item: Item, coordinator: Person):
    body = plan.municipality.bodies.get(abbreviation="ØK")
    edition = seal(plan, "ultimo maj 2025", MAY, body=body, meeting_on=JUNE, by=coordinator, now=NOW)
    assert edition.meeting is not None
    assert (edition.as_of, edition.meeting.held_on, edition.meeting.body) == (MAY, JUNE, body)


def test_two_versions_go_to_one_meeting(plan: Plan, item: Item, coordinator: Person):
    body = plan.municipality.bodies.get(abbreviation="ØK")
    sealed = [seal(plan, name, MAY, body=body, meeting_on=JUNE, by=coordinator, now=NOW) for name in ("A", "B")]
    assert sealed[0].meeting == sealed[1].meeting


def test_a_meeting_without_a_body_is_refused():
    assert rules.why_not_present(body=False, meeting=True)
    assert not rules.why_not_present(body=True, meeting=False)


def test_a_version_tells_the_town_where_and_when(plan: Plan, item: Item, coordinator: Person):
    edition = seal(plan, "original", JANUARY, by=coordinator, now=NOW)
    event = Event.objects.latest("pk")
    assert (event.act, event.thing_id, event.told["sha256"]) == ("seal", edition.pk, edition.sha256)
