# SPDX-License-Identifier: MPL-2.0
"""Every constraint of follow-up, broken once: the database refuses by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Model

from tests.rooms.followup.conftest import at
from udmoent.followup.models import (
    Asked,
    Draft,
    FeedKey,
    FollowUp,
    ItemDecision,
    Reminder,
    Round,
    StatusReport,
)
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Person
from udmoent.plan.models import Item

NOON = at("2025-06-02")
DAY, BEFORE = date(2025, 6, 2), date(2025, 6, 1)


@dataclass
class Cast:
    round: Round
    item: Item
    person: Person
    meet: Callable[[date], Any]

    def create(self, model: type[Model], **told: object) -> Any:
        return model._default_manager.create(municipality=self.round.municipality, **told)

    def again(self, thing: Model, **told: object) -> None:
        """The same row once more, with other values where told."""
        values = {field.attname: getattr(thing, field.attname) for field in type(thing)._meta.concrete_fields}
        values.pop("id")
        type(thing)._default_manager.create(**values | told)

    def change(self, **told: object) -> None:
        Round.objects.filter(pk=self.round.pk).update(**told)

    def report(self, **told: object) -> None:
        given = {"item": self.item, "applies_on": DAY, "recorded_at": NOON, "recorded_by": self.person}
        what = {"is_unchanged": True, "stage": "planned", "assessment": "green"}
        self.create(StatusReport, **given | what | told)

    def follow_up(self, **told: object) -> None:
        raised = {"item": self.item, "text": "Spørg", "raised_on": DAY, "raised_at": NOON, "raised_by": self.person}
        self.create(FollowUp, **raised | told)

    def reminder(self, **told: object) -> Reminder:
        begun = {"person": self.person, "occasion": "digest:2025-W23", "address": "k@k.dk", "subject": "Status"}
        return self.create(Reminder, **begun | {"begun_at": NOON} | told)

    def decision(self) -> ItemDecision:
        made = self.create(Decision, meeting=self.meet(DAY), title="A301", text="Bygges")
        return self.create(ItemDecision, item=self.item, decision=made, recorded_at=NOON, recorded_by=self.person)


BREAKING: dict[str, Callable[[Cast], object]] = {
    "round_name_is_unique_in_plan": lambda cast: cast.again(cast.round),
    "round_stage_is_known": lambda cast: cast.change(stage="asleep", opened_at=NOON),
    "round_scope_is_known": lambda cast: cast.change(scope="heaven"),
    "round_asks_somebody_known": lambda cast: cast.change(asks="everybody"),
    "round_of_a_body_names_it": lambda cast: cast.change(scope="body"),
    "round_deadlines_follow_one_another": lambda cast: cast.change(chief_by=date(2025, 5, 1)),
    "round_that_opened_says_when": lambda cast: cast.change(stage="open"),
    "round_that_closed_says_when": lambda cast: cast.change(stage="closed", opened_at=NOON),
    "round_closes_after_it_opened": lambda cast: cast.change(
        stage="closed", opened_at=NOON, closed_at=NOON - timedelta(seconds=1)
    ),
    "round_asks_about_an_item_once": lambda cast: cast.again(
        cast.create(Asked, round=cast.round, item=cast.item, asked_at=NOON)
    ),
    "report_stage_is_known": lambda cast: cast.report(stage="asleep"),
    "report_assessment_is_known": lambda cast: cast.report(assessment="blue"),
    "report_capacity_is_known": lambda cast: cast.report(capacity="friend"),
    "report_for_another_post_says_so": lambda cast: cast.report(on_behalf_of="Skolechef"),
    "report_closing_reason_is_known": lambda cast: cast.report(stage="closed", closing_reason="bored"),
    "report_with_closing_reason_closes": lambda cast: cast.report(closing_reason="implemented"),
    "realised_amount_names_its_year": lambda cast: cast.report(realised=1),
    "person_has_one_draft_of_an_item": lambda cast: cast.again(
        cast.create(Draft, item=cast.item, person=cast.person, saved_at=NOON)
    ),
    "decision_is_about_an_item_once": lambda cast: cast.again(cast.decision()),
    "follow_up_says_what": lambda cast: cast.follow_up(text=""),
    "follow_up_that_is_done_says_when_and_by_whom": lambda cast: cast.follow_up(done_on=DAY),
    "follow_up_is_done_after_it_was_raised": lambda cast: cast.follow_up(done_on=BEFORE, done_by=cast.person),
    "reminder_is_sent_once": lambda cast: cast.again(cast.reminder()),
    "refused_reminder_says_when_and_was_not_sent": lambda cast: cast.reminder(refusal="Nej"),
    "reminder_is_sent_after_it_was_begun": lambda cast: cast.reminder(sent_at=NOON - timedelta(seconds=1)),
    "feed_key_is_one_persons": lambda cast: cast.again(
        cast.create(FeedKey, person=cast.person, key_sha256="x", made_at=NOON),
        person_id=cast.create(Person, name="Ida").pk,
    ),
}


def constraints() -> dict[str, Any]:
    models = apps.get_app_config("followup").get_models()
    return {constraint.name: constraint for model in models for constraint in model._meta.constraints}


@pytest.fixture
def cast(planned: Round, item: Item, coordinator: Person, meet) -> Cast:
    return Cast(planned, item, coordinator, meet)


def test_every_constraint_is_broken_here_once():
    assert set(BREAKING) == set(constraints())


@pytest.mark.parametrize("name", BREAKING)
def test_the_database_refuses(cast: Cast, name: str):
    is_check = isinstance(constraints()[name], CheckConstraint)
    with pytest.raises(IntegrityError, match=name if is_check else "(?i)unique"), transaction.atomic():
        BREAKING[name](cast)
