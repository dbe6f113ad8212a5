# SPDX-License-Identifier: MPL-2.0
"""What is told of cases elsewhere: on the page of the item that they are about, and at a body's meetings.

Each reader is told of those alone that they may read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from udmoent.cases.models import Case, CaseTreatment
from udmoent.cases.words import OUTCOMES
from udmoent.desk.access import Visitor
from udmoent.desk.cases.told import case_address
from udmoent.desk.cases.which import Sight, whole
from udmoent.desk.where import AsOf
from udmoent.organisation.models import Municipality
from udmoent.plan.models import Item


@dataclass(frozen=True)
class Heard:
    """A case at one of the bodies on its route. `outcome` is empty where the body had not decided by the day shown."""

    case: Case
    treatment: CaseTreatment
    href: str
    outcome: str

    @property
    def body(self) -> str:
        return self.treatment.body.abbreviation

    @property
    def on(self) -> date | None:
        return self.treatment.meeting.held_on if self.treatment.meeting else None

    @property
    def is_draft(self) -> bool:
        return not self.outcome and not self.treatment.sent.all()

    @property
    def stands(self) -> str:
        """What became of it there, or how far it is."""
        return self.outcome or (_("a draft") if self.is_draft else _("sent, and not decided yet"))


def of_item(item: Item, visitor: Visitor, moment: AsOf) -> list[Heard]:
    """What the bodies decided in cases about the item by the day shown; of today also where its cases are on their way."""
    found = _heard(item.cases.all(), visitor, moment)
    return [one for one in found if one.outcome or moment.is_today]


def at_meetings(
    town: Municipality, bodies: Collection[str], year: int, visitor: Visitor, moment: AsOf
) -> Mapping[date, list[Heard]]:
    """The cases at a body's meetings that year, whichever plan they tell of, by the day of the meeting."""
    treated = CaseTreatment.objects.filter(
        municipality=town, body__abbreviation__in=bodies, meeting__held_on__year=year
    )
    found: defaultdict[date, list[Heard]] = defaultdict(list)
    for one in _heard(town.cases.filter(pk__in=treated.values("case")), visitor, moment):
        if one.on and one.on.year == year and one.body in bodies and (one.outcome or moment.is_today):
            found[one.on].append(one)
    return found


def _heard(cases: QuerySet[Case], visitor: Visitor, moment: AsOf) -> Iterator[Heard]:
    for case in whole(cases).select_related("plan", "edition", "since", "item"):
        sight = Sight(case, visitor)
        for one in sight.treatments if sight.reads() else ():
            outcome = str(OUTCOMES[one.outcome]) if one.outcome and _is_known(one, moment) else ""
            yield Heard(case, one, case_address(case), outcome)


def _is_known(one: CaseTreatment, moment: AsOf) -> bool:
    was_told = not moment.known_at or (one.decided_at is not None and one.decided_at <= moment.known_at)
    return was_told and one.meeting is not None and one.meeting.held_on <= moment.day
