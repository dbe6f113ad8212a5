# SPDX-License-Identifier: MPL-2.0
"""What the directorate goes through at a meeting: what it asked for before, then every open cross-cutting item once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from udmoent.editions.compare import Comparison, compare
from udmoent.editions.concerns import of_item
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.editions.silence import last_said
from udmoent.followup.meeting import answers_since, open_follow_ups
from udmoent.followup.models import FollowUp, ItemDecision, StatusReport
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Municipality
from udmoent.plan.models import Note, Plan
from udmoent.plan.notes import notes_on

SECTIONS: Final = ("red", "yellow", "awaiting_decision", "silent", "passed", "unconfirmed", "other")
"""In the order in which they are gone through; an item stands in the first one that it belongs to."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of an item, where; `is_now` at the very meeting that is gone through."""

    on: date
    text: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """An item to go through, with the other reasons that it has, and what the directorate has said of it."""

    item: ItemContent
    also: tuple[str, ...]
    note: Note | None
    decided: tuple[Decided, ...]
    follow_ups: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """A meeting's list as of the content's day. `still` was asked for before and is not done; `done` since the last meeting;
    `answers` are by a follow-up's id what was told of its item last since it was raised.

    `comparison` holds the cross-cutting items against the day of the meeting before; None where there was none.
    """

    content: PlanContent
    meeting: Meeting
    previous: Meeting | None
    said: Mapping[int, date]
    still: tuple[FollowUp, ...]
    done: tuple[FollowUp, ...]
    answers: Mapping[int, StatusReport]
    sections: tuple[Section, ...]
    comparison: Comparison | None

    @property
    def matters(self) -> list[Matter]:
        return [matter for section in self.sections for matter in section.matters]

    @property
    def ended(self) -> list[ItemContent]:
        """The cross-cutting items that were closed or withdrawn since the meeting before."""
        if self.comparison is None:
            return []
        named = {one.number for kind in ("closed", "merged", "withdrawn") for one in getattr(self.comparison, kind)}
        return [item for item in self.comparison.until.items if item.number in named]


def meetings_of_directorate(municipality: Municipality) -> QuerySet[Meeting]:
    """In the order in which they are held."""
    found = Meeting.objects.filter(municipality=municipality, body__kind=Body.Kind.DIRECTORATE)
    return found.select_related("body", "municipality").order_by("held_on", "pk")


def meeting_before(meeting: Meeting) -> Meeting | None:
    return meetings_of_directorate(meeting.municipality).filter(held_on__lt=meeting.held_on).last()


def agenda(
    plan: Plan,
    meeting: Meeting,
    content: PlanContent,
    *,
    previous: Meeting | None,
    since: PlanContent | None,
    known_at: datetime | None = None,
) -> Agenda:
    """`content` is the plan to go through, and `since` the plan as of the meeting before; `meeting` may be one that is not kept."""
    said = last_said(plan, content.as_of, known_at)
    follow_ups = list(open_follow_ups(plan, content.as_of))
    now = [one for one in follow_ups if one.meeting_id == meeting.pk] if meeting.pk else []
    return Agenda(
        content=content,
        meeting=meeting,
        previous=previous,
        said=said,
        still=tuple(one for one in follow_ups if one not in now),
        done=tuple(_done(plan, previous, content.as_of)),
        answers={pk: told[-1] for pk, told in answers_since(follow_ups, content.as_of).items()},
        sections=tuple(_sections(content, said, _Spoken.of(plan, meeting, content, now, known_at))),
        comparison=compare(since, content, only_cross_cutting=True) if since and since.items else None,
    )


def _done(plan: Plan, previous: Meeting | None, until: date) -> Iterator[FollowUp]:
    """Those done after the meeting before, at which they still were on the list."""
    if previous:
        yield from FollowUp.objects.of_plan(plan).done_after(previous.held_on, until).order_by("done_on", "pk")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What the directorate has said, by item id."""

    notes: Mapping[int, Note]
    decided: Mapping[int, list[Decided]]
    follow_ups: Mapping[int, list[FollowUp]]

    @classmethod
    def of(
        cls, plan: Plan, meeting: Meeting, content: PlanContent, now: list[FollowUp], known_at: datetime | None
    ) -> "_Spoken":
        follow_ups = defaultdict(list)
        for one in now:
            follow_ups[one.item_id].append(one)
        notes = notes_on([item.id for item in content.items], content.as_of, known_at)
        return cls(notes, _decided(plan, meeting), follow_ups)

    def matter(self, item: ItemContent, also: tuple[str, ...]) -> Matter:
        decided, follow_ups = self.decided.get(item.id, ()), self.follow_ups.get(item.id, ())
        return Matter(item, also, self.notes.get(item.id), tuple(decided), tuple(follow_ups))


def _decided(plan: Plan, meeting: Meeting) -> dict[int, list[Decided]]:
    """What directorates decided at this meeting and at those before it, the latest first."""
    made = ItemDecision.objects.filter(
        item__plan=plan,
        decision__meeting__body__kind=Body.Kind.DIRECTORATE,
        decision__meeting__held_on__lte=meeting.held_on,
    ).select_related("decision__meeting")
    found = defaultdict(list)
    for one in made.order_by("-decision__meeting__held_on", "-pk"):
        held = one.decision.meeting
        found[one.item_id].append(Decided(held.held_on, one.decision.text, held.pk == meeting.pk))
    return found


def _sections(content: PlanContent, said: Mapping[int, date], spoken: _Spoken) -> Iterator[Section]:
    found: dict[str, list[Matter]] = {code: [] for code in SECTIONS}
    for item in content.items:
        if item.is_cross_cutting and is_open(item):
            first, *others = reasons(item, said, content.as_of)
            found[first].append(spoken.matter(item, tuple(others)))
    for code, matters in found.items():
        if matters:
            yield Section(code, tuple(matters))


def reasons(item: ItemContent, said: Mapping[int, date], on: date) -> list[str]:
    """Why an open item is gone through, the weightiest first; never none."""
    holds = of_item(item, said, on)
    if any(one.confirmed_on is None for one in item.commitments):
        holds.add("unconfirmed")
    return [code for code in SECTIONS if code in holds] or ["other"]
