# SPDX-License-Identifier: MPL-2.0
"""What a check of the plan finds before a version is sealed, with where each finding is mended."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from udmoent.desk.where import AsOf, to_items
from udmoent.editions.content import PlanContent
from udmoent.editions.heard_before import heard_before
from udmoent.editions.quality import Finding, check
from udmoent.editions.rounds import said_the_same
from udmoent.editions.silence import last_said
from udmoent.plan.agreement import uncovered
from udmoent.plan.models import Plan
from udmoent.plan.parties import Parties


@dataclass(frozen=True)
class Place:
    """An item or a paragraph in which something was found."""

    name: str
    title: str
    href: str


@dataclass(frozen=True)
class Found:
    finding: Finding
    places: list[Place]


def checked(plan: Plan, content: PlanContent, moment: AsOf) -> dict[str, Any]:
    """For the page on which a version is sealed."""
    day = moment.day
    numbers, parties = [one.number for one in uncovered(plan)], Parties.of_town(plan.municipality.configuration, day)
    found = check(content, last_said(plan, day), numbers, said_the_same(plan, day), parties, heard_before(plan, day))
    return {
        "day": day,
        "items": len(content.items),
        "faults": [found_in(one, plan, moment) for one in found.faults],
        "hints": [found_in(one, plan, moment) for one in found.hints],
    }


def found_in(finding: Finding, plan: Plan, moment: AsOf) -> Found:
    item_at = to_items(plan, moment)
    items = [Place(item.number, item.title, item_at(item.number)) for item in finding.items]
    paragraphs = [
        Place(f"§ {number}", "", reverse("paragraph", args=[plan.pk, number])) for number in finding.paragraphs
    ]
    return Found(finding, items + paragraphs)
