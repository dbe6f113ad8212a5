# SPDX-License-Identifier: MPL-2.0
"""Keeping what was answered in a hearing, and publishing it without personal data."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.catalogue import rules
from udmoent.catalogue.actions import By
from udmoent.catalogue.models import CatalogueRound, HearingAnswer, Proposal
from udmoent.lib.refusal import Refused


@transaction.atomic
def record_answer(
    round: CatalogueRound, *, sender: str, text: str, received_on: date, proposal: Proposal | None = None, by: By
) -> HearingAnswer:
    """Keep an answer as it came: to one proposal, or to the whole catalogue."""
    Refused.if_any(rules.why_not_answer(sender, text, received_on, timezone.localdate(by.now)))
    answer = HearingAnswer.objects.create(
        municipality_id=round.municipality_id,
        round=round,
        proposal=proposal,
        sender=sender,
        text=text,
        received_on=received_on,
        recorded_at=by.now,
        recorded_by=by.person,
    )
    _record("record_hearing_answer", answer, by)
    return answer


@transaction.atomic
def publish_answer(answer: HearingAnswer, text: str, *, by: By) -> HearingAnswer:
    """Let others read it, in a text without personal data."""
    Refused.if_any(rules.why_not_publish(text, sender=answer.sender))
    answer.published_text, answer.published_at, answer.published_by = text, by.now, by.person
    return _saved("publish_hearing_answer", answer, by)


@transaction.atomic
def withhold_answer(answer: HearingAnswer, *, by: By) -> HearingAnswer:
    """Take it back from those who may only read what is published."""
    answer.published_text, answer.published_at, answer.published_by = "", None, None
    return _saved("withhold_hearing_answer", answer, by)


def _saved(act: str, answer: HearingAnswer, by: By) -> HearingAnswer:
    answer.save(update_fields=["published_text", "published_at", "published_by"])
    _record(act, answer, by)
    return answer


def _record(act: str, answer: HearingAnswer, by: By) -> None:
    record(act, answer, municipality_id=answer.municipality_id, by_id=by.person.pk, now=by.now, name=answer.sender)
