# SPDX-License-Identifier: MPL-2.0
"""From rows to plan content."""

from collections.abc import Iterable
from datetime import date, datetime

from udmoent.economy.actions import amounts_as_of
from udmoent.editions.content import Amount, BodyContent, ItemContent, PlanContent
from udmoent.editions.totals import totals_of_plan
from udmoent.organisation.models import Body
from udmoent.plan.facts import FACTS, Kind, Origin
from udmoent.plan.models import COLUMNS, Plan, Snapshot

KINDS = {kind: place for place, kind in enumerate(Kind)}
IDENTITY = (
    "item_id",
    "item__number",
    "item__kind",
    "item__origin",
    "item__follows__plan__name",
    "item__follows__number",
)


def gather(plan: Plan, as_of: date, known_at: datetime | None = None) -> PlanContent:
    """The whole plan as of a day; with `known_at`, as it was known at that moment.

    `known_at` of the answer is the last moment at which anything was recorded that the answer can hold.
    """
    recorded = Plan.objects.values_list("last_recorded_at", flat=True).get(pk=plan.pk)
    known_at = min(filter(None, (known_at, recorded)), default=None)
    headings = tuple(plan.agreement.headings.values_list("name", flat=True))
    bodies = {body.abbreviation: place for place, body in enumerate(_bodies(plan))}
    items = tuple(sorted(_items(plan, as_of, known_at), key=lambda item: plan_order(item, headings, bodies)))
    return PlanContent(
        municipality=plan.municipality.name,
        plan=plan.name,
        budget_year=plan.agreement.budget_year,
        as_of=as_of,
        known_at=known_at,
        is_sample=plan.is_sample,
        bodies=tuple(_body_content(body) for body in _bodies(plan)),
        headings=headings,
        items=items,
        totals=totals_of_plan(items),
    )


def plan_order(item: ItemContent, headings: tuple[str, ...], bodies: dict[str, int]) -> tuple[object, ...]:
    """Part, then heading for declarations of intent and committee for the rest, then number."""
    by_heading = {heading: place for place, heading in enumerate(headings)}
    group = by_heading.get(item.heading) if item.kind == Kind.INTENT else bodies.get(item.body)
    return KINDS[item.kind], len(by_heading) + len(bodies) if group is None else group, item.number


def _bodies(plan: Plan) -> list[Body]:
    return list(plan.municipality.bodies.select_related("successor").order_by("digit", "abbreviation", "valid_from"))


def _body_content(body: Body) -> BodyContent:
    return BodyContent(
        abbreviation=body.abbreviation,
        name=body.name,
        digit=body.digit,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        successor=body.successor.abbreviation if body.successor else None,
    )


def _items(plan: Plan, as_of: date, known_at: datetime | None) -> Iterable[ItemContent]:
    states = plan.items.as_of(as_of, known_at).present().values_list(*IDENTITY, *COLUMNS)
    rows = list(states)
    amounts = amounts_as_of(plan.items.values("pk"), as_of, known_at)
    for item_id, number, kind, origin, followed_plan, followed_number, *values in rows:
        facts = Snapshot.from_values(values).facts
        yield ItemContent(
            id=item_id,
            number=number,
            kind=Kind(kind),
            origin=Origin(origin),
            follows=f"{followed_plan} {followed_number}" if followed_number else None,
            amounts=tuple(
                Amount(year=key.year, phase=key.phase, nature=key.nature, price_level=key.price_level, kroner=kroner)
                for key, kroner in sorted(amounts.get(item_id, {}).items())
            ),
            **{fact: getattr(facts, fact) for fact in FACTS},
        )
