# SPDX-License-Identifier: MPL-2.0
"""The sample's agenda cases: begun, composed, sent and decided through the cases' own actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from udmoent.cases.actions import Attendance, CaseFacts, decide_case, place_at_meeting
from udmoent.cases.attaching import File, Told, attach_file
from udmoent.cases.beginning import begin
from udmoent.cases.facts import Access
from udmoent.cases.keeping import write_kept
from udmoent.cases.models import Case
from udmoent.cases.sending import send_case
from udmoent.demo.sample import SampleCase, SampleStop
from udmoent.demo.tables import COORDINATOR
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body

if TYPE_CHECKING:
    from udmoent.demo.diary import Diary

Entry = tuple[date, Callable[[], object]]


@dataclass
class Cases:
    """`begun` are those that have begun, by their place in the file."""

    diary: Diary
    begun: dict[int, Case] = field(default_factory=dict)

    def entries(self, cases: Iterable[SampleCase]) -> Iterator[Entry]:
        for place, one in enumerate(cases):
            yield one.begun_on, partial(self.begin, place, one)
            for number, stop in enumerate(one.route, start=1):
                if stop.sent_on:
                    yield stop.sent_on, partial(self.send, place, number, stop.sent_on)
                if stop.outcome:
                    yield stop.meeting_on, partial(self.decide, place, number, stop)

    def begin(self, place: int, one: SampleCase) -> None:
        bodies = [self.diary.body(stop.body) for stop in one.route]
        for body, stop in zip(bodies, one.route, strict=True):
            self.meeting(body, stop.meeting_on)
        facts = CaseFacts(
            kind=one.kind,
            title=one.title,
            template=one.arrangement,
            case_number=one.case_number,
            kle=one.kle,
            edition=self.diary.plan.editions.get(name=one.edition) if one.edition else None,
            item=self.diary.items[one.item] if one.item else None,
            own=one.own,
            emphasis=one.emphasis,
        )
        case = begin(
            self.diary.plan,
            facts,
            bodies[0],
            meeting_on=one.route[0].meeting_on,
            route=bodies,
            today=one.begun_on,
            **self.stamp(one.begun_on),
        )
        for treatment, stop in zip(case.treatments.all(), one.route, strict=True):
            meeting = self.meeting(treatment.body, stop.meeting_on)
            place_at_meeting(treatment, meeting, agenda_number=stop.agenda_number, **self.stamp(one.begun_on))
        self.attach(case, one)
        self.begun[place] = case

    def attach(self, case: Case, one: SampleCase) -> None:
        for title, address in one.closed_addresses.items():
            told = Told(title=title, access=Access.CONFIDENTIAL)
            attach_file(case, told, File(address=address), **self.stamp(one.begun_on))

    def send(self, place: int, number: int, day: date) -> None:
        treatment = self.begun[place].treatments.get(place=number)
        send_case(treatment, write_kept(treatment, today=day), [], **self.stamp(day))

    def decide(self, place: int, number: int, stop: SampleStop) -> None:
        treatment = self.begun[place].treatments.get(place=number)
        attendance = Attendance(absent=stop.absent, apologies=stop.apologies)
        decide_case(treatment, stop.outcome, stop.decided, attendance=attendance, **self.stamp(stop.meeting_on))

    def meeting(self, body: Body, day: date) -> Meeting:
        town = self.diary.plan.municipality
        return Meeting.objects.get_or_create(municipality=town, body=body, held_on=day)[0]

    def stamp(self, day: date) -> dict[str, Any]:
        return {"by": self.diary.people[COORDINATOR], "now": self.diary.moment(day)}
