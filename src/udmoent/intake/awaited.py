# SPDX-License-Identifier: MPL-2.0
"""A plan's cases by what minutes may tell of them."""

from collections.abc import Iterator

from udmoent.cases.models import CaseTreatment
from udmoent.intake.minutes import Awaited
from udmoent.plan.models import Plan


def awaited_of(plan: Plan) -> list[Awaited]:
    """Each body's treatment of each of the plan's cases, the decided ones too."""
    found = CaseTreatment.objects.filter(case__plan=plan).select_related("case__item", "body", "meeting")
    return [_awaited(one, plan) for one in found.prefetch_related("case__attachments")]


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
    )


def _names(one: CaseTreatment, plan: Plan) -> Iterator[str]:
    yield from (one.body.abbreviation, one.body.name)
    for body in plan.municipality.configuration.bodies:
        if body.abbreviation == one.body.abbreviation:
            yield from (body.name, *body.aliases)


def _documents(one: CaseTreatment) -> Iterator[str]:
    for file in one.case.attachments.all():
        yield from filter(None, (file.document_id, file.record_number))
