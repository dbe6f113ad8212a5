# SPDX-License-Identifier: MPL-2.0
"""Meetings that are told of, held against those in the calendar: new, moved, changed, called off, or there already. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from udmoent.intake.calendar.draft import Wanted


class Deed(StrEnum):
    """What is done with a line that a person confirms."""

    CALL = "call"
    MOVE = "move"
    RETELL = "retell"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A meeting in the calendar. `is_fixed`: something was decided at it, so that its day stays."""

    id: int
    body: str
    held_on: date
    starts_at: time | None = None
    title: str = ""
    place: str = ""
    source_key: str = ""
    is_fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something to be done with the calendar. `known` is the meeting that it is done with, None for a new one.

    `is_guess`: that `known` was moved is only likely, since both lie in one month; a person says so, or that it is new.
    """

    deed: Deed
    wanted: Wanted
    known: Known | None = None
    is_guess: bool = False

    @property
    def key(self) -> str:
        return f"{self.wanted.body}:{self.wanted.held_on.isoformat()}:{self.deed}"


@dataclass(frozen=True, slots=True)
class Held:
    """What came of holding a draft against the calendar.

    `unchanged` are there already, `not_there` are called off and are not in the calendar, `twice` tell of a second meeting
    of a body on one day, `left` are in the calendar and not in the file, in the months of which the file tells.
    """

    lines: list[Line] = field(default_factory=list)
    unchanged: list[tuple[Wanted, Known]] = field(default_factory=list)
    not_there: list[Wanted] = field(default_factory=list)
    twice: list[Wanted] = field(default_factory=list)
    left: list[Known] = field(default_factory=list)

    def of(self, deed: Deed) -> list[Line]:
        return [line for line in self.lines if line.deed == deed]


def hold(wanted: Iterable[Wanted], known: Sequence[Known], *, guesses: bool = True) -> Held:
    """`guesses`: a meeting that the file lacks may be one that it tells of on another day of the month."""
    return _Holding(known, guesses=guesses).held(_in_order(wanted))


def _in_order(wanted: Iterable[Wanted]) -> list[Wanted]:
    return sorted(wanted, key=lambda one: (one.held_on, one.body, one.is_cancelled))


class _Holding:
    """Takes each meeting of the calendar for at most one that is told of."""

    def __init__(self, known: Sequence[Known], *, guesses: bool) -> None:
        self.by_day = {(one.body, one.held_on): one for one in known}
        self.by_key = {(one.body, one.source_key): one for one in known if one.source_key}
        self.guesses, self.taken, self.known, self.found = guesses, set[int](), known, Held()
        self.new_days: dict[tuple[str, str], date] = {}

    def held(self, wanted: list[Wanted]) -> Held:
        once = self._once(wanted)
        self.new_days = {(one.body, one.source_key): one.held_on for one in once if one.source_key}
        rest = [one for one in once if not self._by_key(one)]
        rest = [one for one in rest if not self._by_day(one)]
        self.found.not_there.extend(one for one in rest if one.is_cancelled)
        self._guess_or_call([one for one in rest if not one.is_cancelled], once)
        self._leave_rings()
        self.found.lines.sort(key=lambda line: (line.wanted.held_on, line.wanted.body))
        self.found.left.extend(self._left(once))
        return self.found

    def _once(self, wanted: list[Wanted]) -> list[Wanted]:
        """A body meets once a day; what is told twice in the same way is one meeting."""
        told: dict[tuple[str, date], Wanted] = {}
        for one in wanted:
            other = told.setdefault((one.body, one.held_on), one)
            if other is not one and not one.is_cancelled and one.starts_at not in (None, other.starts_at):
                self.found.twice.append(one)
        return list(told.values())

    def _by_key(self, one: Wanted) -> bool:
        """The same event of the same calendar, wherever it has been moved."""
        known = self.by_key.get((one.body, one.source_key)) if one.source_key else None
        taken_day = self.by_day.get((one.body, one.held_on))
        if known is None or known.id in self.taken:
            return False
        if known.held_on != one.held_on and taken_day is not None and not self._moves_away(taken_day):
            return False
        self._take(one, known)
        return True

    def _moves_away(self, other: Known) -> bool:
        """Whether the meeting on the day that is wanted moves itself, so that the day comes to be free."""
        day = self.new_days.get((other.body, other.source_key)) if other.source_key else None
        return day is not None and day != other.held_on

    def _by_day(self, one: Wanted) -> bool:
        known = self.by_day.get((one.body, one.held_on))
        if known is None or known.id in self.taken:
            return False
        self._take(one, known)
        return True

    def _take(self, one: Wanted, known: Known) -> None:
        self.taken.add(known.id)
        if one.is_cancelled:
            self.found.lines.append(Line(deed=Deed.CANCEL, wanted=one, known=known))
        elif known.held_on != one.held_on:
            self.found.lines.append(Line(deed=Deed.MOVE, wanted=one, known=known))
        elif _tells_more(one, known):
            self.found.lines.append(Line(deed=Deed.RETELL, wanted=one, known=known))
        else:
            self.found.unchanged.append((one, known))

    def _guess_or_call(self, rest: list[Wanted], told: list[Wanted]) -> None:
        """Where one meeting of a body has gone from a month and one has come to it, it probably was moved."""
        come = Counter((one.body, one.held_on.year, one.held_on.month) for one in rest)
        gone = [one for one in self._left(told) if not one.is_fixed]
        for one in rest:
            month = (one.body, one.held_on.year, one.held_on.month)
            same = [known for known in gone if (known.body, known.held_on.year, known.held_on.month) == month]
            if self.guesses and come[month] == 1 and len(same) == 1:
                self.taken.add(same[0].id)
                self.found.lines.append(Line(deed=Deed.MOVE, wanted=one, known=same[0], is_guess=True))
            else:
                self.found.lines.append(Line(deed=Deed.CALL, wanted=one))

    def _leave_rings(self) -> None:
        """Meetings of a body that only change places with one another leave the calendar as it is."""
        for line in in_a_ring(self.found.of(Deed.MOVE)):
            self.found.lines.remove(line)
            self.found.unchanged.append((line.wanted, self.by_day[line.wanted.body, line.wanted.held_on]))

    def _left(self, told: Collection[Wanted]) -> list[Known]:
        months = {(one.body, one.held_on.year, one.held_on.month) for one in told}
        return [
            one
            for one in self.known
            if one.id not in self.taken and (one.body, one.held_on.year, one.held_on.month) in months
        ]


def _tells_more(one: Wanted, known: Known) -> bool:
    """Whether it tells an hour, a title or a place that the calendar does not have."""
    told = ((one.starts_at, known.starts_at), (one.title, known.title), (one.place, known.place))
    return any(new and new != old for new, old in told)


def in_order_of_moving(lines: Sequence[Line]) -> list[Line]:
    """Such that no meeting comes to a day before the one that is there has left it. Without those in a ring."""
    waiting, ordered = list(lines), list[Line]()
    while free := _free(waiting):
        ordered += free
        waiting = [line for line in waiting if line not in free]
    return ordered


def in_a_ring(lines: Sequence[Line]) -> list[Line]:
    ordered = in_order_of_moving(lines)
    return [line for line in lines if line not in ordered]


def _free(waiting: Sequence[Line]) -> list[Line]:
    """Those whose new day no other one that waits stands on."""
    days = {(line.known.body, line.known.held_on): line for line in waiting if line.known}
    return [line for line in waiting if days.get((line.wanted.body, line.wanted.held_on)) in (None, line)]
