# SPDX-License-Identifier: MPL-2.0
"""The directorate's list in words: what its page and its document both say."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents.changes import FieldChange, field_changes, moved
from udmoent.documents.forms import commitment
from udmoent.documents.given import told_since
from udmoent.documents.words import Words
from udmoent.editions.agenda import Agenda, Decided, Matter
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import SILENCES, days_silent, is_passed
from udmoent.followup.models import FollowUp
from udmoent.lib.dates import danish_date, short_date
from udmoent.plan.facts import Assessment, Stage
from udmoent.plan.models import Note

OWN_WORDS: Final = ("status_text", "next_steps", "reason", "mitigation")
BRIEF: Final = 60
"""A change of texts no longer than this is told by the texts, of longer ones only by the field's name."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that is followed up, in words; `answer` tells what the item's own people said since, `outcome`
    of what is done by the list's day, `is_done` of any day.
    """

    id: int
    number: str
    text: str
    about: str
    answer: str = ""
    outcome: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class ToldDecision:
    when: str
    text: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class ToldMatter:
    """An item as it is gone through. `own` are the responsible's texts by label, `about` who said so and when."""

    item: ItemContent
    stage: str
    assessment: str
    symbol: str
    is_passed: bool
    also: str
    own: tuple[tuple[str, str], ...]
    about: str
    promises: tuple[str, ...]
    changes: tuple[str, ...]
    note: str
    note_by: str
    decided: tuple[ToldDecision, ...]
    followed: tuple[Followed, ...]


@dataclass(frozen=True, slots=True)
class ToldSection:
    code: str
    name: str
    symbol: str
    meaning: str
    matters: tuple[ToldMatter, ...]


def reason_name(code: str, words: Words) -> str:
    """What the list of the items that are there for this reason is called."""
    match code:
        case "silent":
            return _("Silent")
        case "awaiting_decision":
            return words.stage(Stage.AWAITING_DECISION)
        case "passed":
            return _("Time passed, not updated")
        case "unconfirmed":
            return _("Promises that nobody has confirmed")
        case "other":
            return _("The other open items")
        case _:
            return words.assessment(Assessment(code))


def reason_meaning(code: str) -> str:
    """What a word means that not everybody knows; empty of the others."""
    if code == "silent":
        return _("Open items of which nobody has told anything new for more than {days} days.").format(days=SILENCES[0])
    return _("A commitment is what a party has promised to do for an item.") if code == "unconfirmed" else ""


def silence(item: ItemContent, said_on: date, on: date) -> str:
    """For how long nothing has been said of it, and since when."""
    days = days_silent(item, {item.id: said_on}, on)
    return ngettext("{n} day since {day}", "{n} days since {day}", days).format(n=days, day=short_date(said_on))


class AgendaWords:
    """Puts one meeting's list into one town's words."""

    def __init__(self, agenda: Agenda, words: Words) -> None:
        self.agenda, self.words = agenda, words
        self.changed = self._changed()
        self.titles = {item.number: item.title for item in agenda.content.items}

    @property
    def title(self) -> str:
        return _("The directorate's meeting on {day}").format(day=self.day(self.agenda.meeting.held_on))

    @property
    def since(self) -> str:
        """As of when the list is told, and against what."""
        on = self.day(self.agenda.content.as_of)
        if self.agenda.comparison is None or self.agenda.previous is None:
            return _("The plan as of {day}. There is no earlier meeting to compare with.").format(day=on)
        return _("The plan as of {day}. What changed is told since the meeting on {before}.").format(
            day=on, before=self.day(self.agenda.previous.held_on)
        )

    def day(self, day: date) -> str:
        return danish_date(day, self.words.language)

    @property
    def sections(self) -> list[ToldSection]:
        return [
            ToldSection(
                one.code,
                reason_name(one.code, self.words),
                self.words.symbol(one.code),
                reason_meaning(one.code),
                tuple(self._matter(matter) for matter in one.matters),
            )
            for one in self.agenda.sections
        ]

    @property
    def still(self) -> list[Followed]:
        return [self.followed(one) for one in self.agenda.still]

    @property
    def done(self) -> list[Followed]:
        return [self.followed(one) for one in self.agenda.done]

    @property
    def ended(self) -> list[tuple[ItemContent, str]]:
        """What was closed or withdrawn since the meeting before, and which of the two."""
        return [(item, self.words.stage(item.stage)) for item in self.agenda.ended]

    def followed(self, one: FollowUp) -> Followed:
        about = [one.who, _("raised {day}").format(day=short_date(one.raised_on))]
        outcome = ""
        if one.done_on and one.done_on <= self.agenda.content.as_of:
            done = _("done {day}").format(day=short_date(one.done_on))
            outcome = f"{done}: {one.outcome}" if one.outcome else done
        given = self.agenda.answers.get(one.pk)
        return Followed(
            id=one.pk,
            number=one.item.number,
            text=one.text,
            about=" · ".join(filter(None, about)),
            answer=told_since(given) if given else "",
            outcome=outcome,
            is_done=one.done_on is not None,
        )

    def _matter(self, matter: Matter) -> ToldMatter:
        item, words = matter.item, self.words
        said = silence(item, self.agenda.said.get(item.id, self.agenda.content.as_of), self.agenda.content.as_of)
        return ToldMatter(
            item=item,
            stage=words.stage(item.stage),
            assessment=words.assessment(item.assessment),
            symbol=words.symbol(item.assessment),
            is_passed=is_passed(item, self.agenda.content.as_of),
            also=", ".join(reason_name(code, words) for code in matter.also),
            own=tuple((words.label(name), text) for name in OWN_WORDS if (text := getattr(item, name))),
            about=" · ".join(filter(None, (item.responsible, said))),
            promises=tuple(self._promises(item)),
            changes=tuple(self.changed.get(item.number, ())),
            note=matter.note.text if matter.note else "",
            note_by=_note_by(matter.note),
            decided=tuple(map(_decision, matter.decided)),
            followed=tuple(map(self.followed, matter.follow_ups)),
        )

    def _promises(self, item: ItemContent) -> Iterator[str]:
        for one in item.commitments:
            yield (
                commitment(one) if one.confirmed_on else _("{promise} (not confirmed)").format(promise=commitment(one))
            )

    def _changed(self) -> dict[str, list[str]]:
        """By number, each thing that is otherwise than at the meeting before."""
        found: dict[str, list[str]] = defaultdict(list)
        comparison = self.agenda.comparison
        if comparison is None:
            return found
        for word, listed in ((_("New item"), comparison.new), (_("Reopened"), comparison.reopened)):
            for named in listed:
                found[named.number].append(word)
        for time in comparison.moved_time:
            found[time.number].append(f"{self.words.label('time')}: {moved(time.from_, time.to)}")
        longer: dict[str, list[str]] = defaultdict(list)
        for change in field_changes(comparison, self.words):
            if is_brief(change):
                found[change.item.number].append(f"{change.label}: {change.before or '–'} → {change.after or '–'}")
            else:
                longer[change.item.number].append(change.label)
        for number, labels in longer.items():
            found[number].append(_("Rewritten: {fields}").format(fields=", ".join(labels)))
        return found


def is_brief(change: FieldChange) -> bool:
    return all(len(text) <= BRIEF and "\n" not in text for text in (change.before, change.after))


def _note_by(note: Note | None) -> str:
    return f"{note.recorded_by} · {short_date(note.applies_on)}" if note else ""


def _decision(decided: Decided) -> ToldDecision:
    return ToldDecision(short_date(decided.on), decided.text, decided.is_now)
