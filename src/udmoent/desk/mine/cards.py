# SPDX-License-Identifier: MPL-2.0
"""Each item as its card tells it: where it stands, by when it is answered, and what is new since it last was."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from udmoent import clock
from udmoent.desk.comparing import ChangedField
from udmoent.desk.item.history import changed_field, content_of
from udmoent.desk.mine.owing import Debts, Owing, reason
from udmoent.desk.mine.seen import marks
from udmoent.desk.mine.whose import Due
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open, is_passed
from udmoent.editions.duties import Because
from udmoent.followup.meeting import Following
from udmoent.followup.models import Draft, Round, StatusReport
from udmoent.lib.dates import weekday_date
from udmoent.organisation.models import Person
from udmoent.plan.facts import FACTS
from udmoent.plan.models import Item, ItemState, Note, Plan
from udmoent.plan.notes import notes_on


@dataclass(frozen=True)
class Card:
    """`mark` tells what was shown; `last` is the newest answer of all, and `changes` are others' since then. `reasons` tell
    why the item waits besides what a round asks, `followed` what the directorate asks.
    """

    item: ItemContent
    href: str
    answer_href: str
    rounds: list[Round]
    stage: str
    assessment: str
    symbol: str
    is_passed: bool
    is_open: bool
    mark: str
    deadline: str = ""
    is_late: bool = False
    answer: StatusReport | None = None
    note: Note | None = None
    drafted_at: datetime | None = None
    last: StatusReport | None = None
    changes: list[ChangedField] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    followed: list[Following] = field(default_factory=list)


@dataclass(frozen=True)
class Other:
    """An item of somebody else's of which something waits; `answer_href` is empty for whoever may not tell its status."""

    item: ItemContent
    href: str
    answer_href: str
    reasons: list[str]
    followed: list[Following]


class Cards:
    """Makes cards; asks once for what hangs on all of the items."""

    def __init__(self, plan: Plan, debts: Debts, words: Words, person: Person, *, reads_notes: bool) -> None:
        ids = [due.item.id for due in debts.dues.all]
        self.plan, self.debts, self.words, self.today = plan, debts, words, clock.today()
        self.marks = marks(plan, ids)
        self.notes = notes_on(ids, self.today) if reads_notes else {}
        drafts = Draft.objects.filter(item__in=ids, person=person)
        self.drafts = dict(drafts.values_list("item_id", "saved_at"))
        given = StatusReport.objects.filter(item__in=ids).select_related("recorded_by", "round")
        self.last = {one.item_id: one for one in given.order_by("recorded_at", "pk")}
        self.states = self._states(ids)
        self.items = {item.pk: item for item in plan.items.filter(pk__in=ids).select_related("follows__plan")}

    def _states(self, ids: Collection[int]) -> Mapping[int, list[ItemState]]:
        """Of each item that was ever answered all states, as they hold one after the other."""
        found: dict[int, list[ItemState]] = {}
        for state in ItemState.objects.filter(item__in=self.last.keys() & set(ids)).order_by("applies_on", "pk"):
            found.setdefault(state.item_id, []).append(state)
        return found

    def card(self, due: Due) -> Card:
        item, place = due.item, [self.plan.pk, due.item.number]
        last = self.last.get(item.id)
        return Card(
            item=item,
            href=reverse("item", args=place),
            answer_href=reverse("answer", args=place),
            rounds=due.rounds,
            stage=self.words.stage(item.stage),
            assessment=self.words.assessment(item.assessment),
            symbol=self.words.symbol(item.assessment),
            is_passed=is_passed(item, self.today),
            is_open=is_open(item),
            mark=self.marks.get(item.id, ""),
            deadline=weekday_date(due.by, self.words.language) if due.by else "",
            is_late=due.by is not None and due.by < self.today,
            answer=due.answer,
            note=self.notes.get(item.id),
            drafted_at=self.drafts.get(item.id),
            last=last,
            changes=self._since(self.items[item.id], last) if last else [],
            reasons=list(self._reasons(self.debts.of(item), is_card=True)),
            followed=self.debts.followed.get(item.id, []),
        )

    def other(self, owing: Owing, *, may_tell: bool) -> Other:
        place = [self.plan.pk, owing.item.number]
        return Other(
            item=owing.item,
            href=reverse("item", args=place),
            answer_href=reverse("answer", args=place) if may_tell and is_open(owing.item) else "",
            reasons=list(self._reasons(owing)),
            followed=self.debts.followed.get(owing.item.id, []),
        )

    def _reasons(self, owing: Owing, *, is_card: bool = False) -> Iterator[str]:
        """A card shows beside the time that it has passed."""
        for why in owing.because:
            if not (is_card and why == Because.PASSED):
                yield reason(why, owing.item, self.debts.said, self.words)

    def _since(self, item: Item, last: StatusReport) -> list[ChangedField]:
        """What the plan says otherwise today than when the answer had been written."""
        states = self.states.get(item.pk, [])
        own = [one.recorded_at for one in states if (one.source, one.source_id) == ("report", last.pk)]
        then = _in_force([one for one in states if one.recorded_at <= max([last.recorded_at, *own])], self.today)
        now = _in_force(states, self.today)
        if then is None or now is None or then.pk == now.pk:
            return []
        old, new = content_of(item, then.facts), content_of(item, now.facts)
        differing = (name for name in FACTS if getattr(old, name) != getattr(new, name))
        return [changed_field(name, old, new, self.words) for name in differing]


def _in_force(states: Iterable[ItemState], on: date) -> ItemState | None:
    return max((one for one in states if one.applies_on <= on), key=lambda one: (one.applies_on, one.pk), default=None)
