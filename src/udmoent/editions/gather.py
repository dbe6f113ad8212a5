# SPDX-License-Identifier: MPL-2.0
"""From rows to plan content."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction

from udmoent.economy.actions import AmountKey, amounts_as_of
from udmoent.editions.amounts import amounts_of
from udmoent.editions.content import BodyContent, ItemContent, PlanContent
from udmoent.editions.kept import Kept
from udmoent.editions.totals import totals_of_plan
from udmoent.organisation.models import Body
from udmoent.plan.facts import Facts, Kind, Origin
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


KEPT: Final = Kept()


def gather(plan: Plan, as_of: date, known_at: datetime | None = None) -> PlanContent:
    """The whole plan as of a day; with `known_at`, as it was known at that moment.

    `known_at` of the answer is the last moment at which anything was recorded that the answer can hold.
    """
    recorded = Plan.objects.values_list("last_recorded_at", flat=True).get(pk=plan.pk)
    known_at = min(filter(None, (known_at, recorded)), default=None)
    headings = tuple(plan.agreement.headings.values_list("name", flat=True))
    bodies = _bodies(plan)
    told = tuple(map(_body_content, bodies))

    def in_order() -> tuple[ItemContent, ...]:
        return tuple(sorted(_items(plan, as_of, known_at), key=PlanOrder(headings, bodies).place))

    # Within a transaction there may be what is never recorded after all.
    is_kept = not transaction.get_connection().in_atomic_block
    items = KEPT.get((plan.pk, as_of, known_at, headings, told, _names(plan)), in_order) if is_kept else in_order()
    return PlanContent(
        municipality=plan.municipality.name,
        plan=plan.name,
        budget_year=plan.agreement.budget_year,
        as_of=as_of,
        known_at=known_at,
        is_sample=plan.is_sample,
        bodies=told,
        headings=headings,
        items=items,
        totals=totals_of_plan(items),
    )


def _names(plan: Plan) -> tuple[str, ...]:
    """Of all of the town's plans, as items tell by name what they follow."""
    return tuple(Plan.objects.filter(municipality=plan.municipality_id).order_by("pk").values_list("name", flat=True))


class PlanOrder:
    """Part, then heading for declarations of intent and committee for the rest, then number."""

    def __init__(self, headings: Iterable[str], bodies: Iterable[Body]) -> None:
        self.headings = {heading: place for place, heading in enumerate(headings)}
        self.bodies = {body.abbreviation: place for place, body in enumerate(bodies)}
        self.last = len(self.headings) + len(self.bodies)

    def place(self, item: ItemContent) -> tuple[int, int, str]:
        is_intent = item.kind == Kind.INTENT
        group = self.headings.get(item.heading) if is_intent else self.bodies.get(item.body)
        return KINDS[item.kind], self.last if group is None else group, item.number


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
        yield item_content(
            item_id,
            number=number,
            kind=Kind(kind),
            origin=Origin(origin),
            follows=f"{followed_plan} {followed_number}" if followed_number else None,
            facts=Snapshot.from_values(values).facts,
            sums=amounts.get(item_id, {}),
        )


def item_content(
    item_id: int,
    *,
    number: str,
    kind: Kind,
    origin: Origin,
    follows: str | None,
    facts: Facts,
    sums: Mapping[AmountKey, int],
) -> ItemContent:
    """One item as plan content tells it."""
    return ItemContent(
        id=item_id,
        number=number,
        kind=kind,
        origin=origin,
        follows=follows,
        amounts=amounts_of(sums),
        **facts.told(),
    )
