# SPDX-License-Identifier: MPL-2.0
"""What waits for somebody, and why: asked by a round, followed up by the directorate, or lacking in the plan.

The front page and one's own items both tell it from here, so that they cannot tell different things.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.mine.whose import Due, Dues, Whose
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.duties import Because, duties
from udmoent.followup.answering import questions
from udmoent.followup.meeting import Following, following
from udmoent.lib.dates import danish_date, short_date, weekday_date
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Owing:
    """An item that waits for somebody. `due` is what a round asks of it, `followed` what the directorate does."""

    item: ItemContent
    due: Due | None = None
    because: tuple[Because, ...] = ()
    followed: tuple[Following, ...] = ()

    @property
    def urgency(self) -> tuple[date, bool]:
        return (self.due.by if self.due and self.due.by else date.max), not self.followed


@dataclass(frozen=True)
class Debts:
    """All that waits for somebody, the most urgent first, with what the rounds ask. `followed` is by item id what the
    directorate asks of them, also what they have told of since. `said`: when something was last said of each item.
    """

    owing: list[Owing]
    dues: Dues
    followed: Mapping[int, list[Following]]
    said: Mapping[int, date]

    @cached_property
    def by_item(self) -> dict[int, Owing]:
        return {one.item.id: one for one in self.owing}

    def of(self, item: ItemContent) -> Owing:
        return self.by_item.get(item.id) or Owing(item)

    @property
    def others(self) -> list[Owing]:
        """What waits of items that are none of those which the rounds ask about, or which are the own."""
        told = {due.item.id for due in self.dues.all}
        return [one for one in self.owing if one.item.id not in told]


def debts_of(whose: Whose, plan: Plan, content: PlanContent, said: Mapping[int, date]) -> Debts:
    """`content` is what the visitor sees of the plan today; `said` by item id when something was last said of it."""
    dues = whose.dues(content.items, questions(plan))
    followed = _followed(whose, plan, content.as_of)
    because = {
        one.item.id: one.because for one in duties(content, said, is_mine=whose.answers_for, parties=whose.names)
    }
    missing = {due.item.id: due for due in dues.missing}
    owing = [
        Owing(
            item,
            missing.get(item.id),
            because.get(item.id, ()),
            tuple(one for one in followed.get(item.id, ()) if one.is_awaited),
        )
        for item in content.items
    ]
    found = [one for one in owing if one.due or one.because or one.followed]
    return Debts(sorted(found, key=lambda one: one.urgency), dues, followed, said)


def _followed(whose: Whose, plan: Plan, on: date) -> dict[int, list[Following]]:
    found: dict[int, list[Following]] = {}
    for one in following(plan.municipality, on, plan):
        if one.asked in whose.names:
            found.setdefault(one.follow_up.item_id, []).append(one)
    return found


def reasons(owing: Owing, said: Mapping[int, date], words: Words) -> Iterator[str]:
    """Why it waits, in words."""
    if owing.due and owing.due.by:
        is_late = owing.due.by < clock.today()
        sentence = _("The status is missing, and was due {day}") if is_late else _("The status is missing, by {day}")
        yield sentence.format(day=weekday_date(owing.due.by, words.language))
    for one in owing.followed:
        yield asked_for(one)
    for why in owing.because:
        yield reason(why, owing.item, said, words)


def asked_for(one: Following) -> str:
    return _("The directorate asks, {day}: {text}").format(
        day=short_date(one.follow_up.raised_on), text=one.follow_up.text
    )


def reason(why: Because, item: ItemContent, said: Mapping[int, date], words: Words) -> str:
    assessment = words.assessment(item.assessment)
    match why:
        case Because.SILENT:
            return _("Nothing has been told since {day}").format(day=danish_date(said[item.id], words.language))
        case Because.RED:
            return assessment
        case Because.PASSED:
            return _("The time has passed: {time}").format(time=item.time.text)
        case Because.UNEXPLAINED:
            return _("{assessment}, but it is not told why and what is done about it").format(assessment=assessment)
        case Because.AWAITING:
            return words.stage(item.stage)
        case Because.UNCONFIRMED:
            return _("A commitment of yours is not confirmed")
