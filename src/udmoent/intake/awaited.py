# SPDX-License-Identifier: MPL-2.0
"""A plan's cases by what minutes may tell of them, and what minutes tell of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from udmoent.cases.models import CaseTreatment
from udmoent.documents.case.tree import AgendaCase, Minutes
from udmoent.intake.minutes import Awaited, KnownBy, Proposals, propose
from udmoent.plan.models import Plan

FOR_CERTAIN: Final = {KnownBy.DOCUMENT, KnownBy.TITLE}
"""Plans that follow each other may share the case number and the items' numbers."""


def proposed_in(plan: Plan, minutes: Minutes, *, today: date) -> Proposals:
    """Which of the plan's cases stand in the minutes."""
    return propose(minutes, awaited_of(plan), today=today, town=plan.municipality.name)


def elsewhere(plan: Plan, minutes: Minutes, found: Proposals, *, today: date) -> list[tuple[Plan, AgendaCase]]:
    """The cases that are none of the plan's, and are another's of the municipality."""
    known = [one.read for one in found.those if one.candidates or one.done]
    rest = replace(minutes, cases=tuple(case for case in minutes.cases if case not in known))
    if not rest.cases:
        return []
    others = plan.municipality.plans.exclude(pk=plan.pk)
    return [
        (other, one.read)
        for other in others
        for one in proposed_in(other, rest, today=today).those
        if one.done or (one.candidates and FOR_CERTAIN & set(one.known_by))
    ]


def awaited_of(plan: Plan) -> list[Awaited]:
    """Each body's treatment of each of the plan's cases, the decided ones too."""
    found = CaseTreatment.objects.filter(case__plan=plan).select_related("case__item", "body", "meeting")
    return [_awaited(one, plan) for one in found.prefetch_related("case__attachments", "sent")]


def _awaited(one: CaseTreatment, plan: Plan) -> Awaited:
    case = one.case
    return Awaited(
        treatment=one.pk,
        body=one.body.abbreviation,
        body_names=frozenset(_names(one, plan)),
        title=case.title,
        case_number=case.case_number,
        documents=frozenset(_documents(one)),
        item=case.item.number if case.item else "",
        held_on=one.meeting.held_on if one.meeting else None,
        is_decided=bool(one.outcome),
        is_draft=not one.sent.all(),
    )


def _names(one: CaseTreatment, plan: Plan) -> Iterator[str]:
    yield from (one.body.abbreviation, one.body.name)
    for body in plan.municipality.configuration.bodies:
        if body.abbreviation == one.body.abbreviation:
            yield from (body.name, *body.aliases)


def _documents(one: CaseTreatment) -> Iterator[str]:
    for file in one.case.attachments.all():
        yield from filter(None, (file.document_id, file.record_number))
