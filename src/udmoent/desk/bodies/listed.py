# SPDX-License-Identifier: MPL-2.0
"""The bodies in a row, with how many items each has and when it meets next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from udmoent.documents.front import body_name
from udmoent.editions.content import BodyContent, PlanContent
from udmoent.editions.counts import Counts, count
from udmoent.editions.excerpt import shares
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class BodyRow:
    """`own`, `shared` and `all` count the excerpt's own items, those it shares, and these with the cross-cutting ones."""

    abbreviation: str
    name: str
    href: str
    period: BodyContent
    is_own: bool
    own: Counts
    shared: Counts
    all: Counts
    meets_on: date | None


def is_in_force(body: BodyContent, on: date) -> bool:
    return body.valid_from <= on and (body.valid_to is None or on <= body.valid_to)


def latest_period(content: PlanContent, abbreviation: str) -> BodyContent | None:
    """The body of that abbreviation as it was on the content's day, else in its last period; None where there is none."""
    periods = sorted(
        (body for body in content.bodies if body.abbreviation == abbreviation), key=lambda body: body.valid_from
    )
    in_force = [body for body in periods if is_in_force(body, content.as_of)]
    return next(reversed([*periods, *in_force]), None)


def body_rows(content: PlanContent, plan: Plan, own: list[str], pr: str) -> Iterator[BodyRow]:
    """One for each abbreviation, in the town's order."""
    meets = _next_meetings(plan, content.as_of)
    for abbreviation in dict.fromkeys(body.abbreviation for body in content.bodies):
        period = latest_period(content, abbreviation)
        assert period is not None
        yield _row(content, plan, period, own, meets, pr)


def _row(
    content: PlanContent, plan: Plan, period: BodyContent, own: list[str], meets: Mapping[str, date], pr: str
) -> BodyRow:
    body, day = period.abbreviation, content.as_of
    part = shares(content, body)
    return BodyRow(
        abbreviation=body,
        name=body_name(content, body),
        href=reverse("body", args=[plan.pk, body]) + (f"?{urlencode({'pr': pr})}" if pr else ""),
        period=period,
        is_own=body in own,
        own=count(part.own, day),
        shared=count(part.shared, day),
        all=count((*part.own, *part.shared, *part.cross_cutting), day),
        meets_on=meets.get(body),
    )


def _next_meetings(plan: Plan, on: date) -> dict[str, date]:
    coming = plan.municipality.meetings.coming(on).order_by("-held_on")
    return dict(coming.values_list("body__abbreviation", "held_on"))
