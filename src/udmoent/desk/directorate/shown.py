# SPDX-License-Identifier: MPL-2.0
"""The directorate's lists, promises and matrix in words, with where each item leads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.desk.directorate.matrix import CONFIRMED, PROMISED, SYMBOLS, Matrix, MatrixRow, Part
from udmoent.documents.agenda_words import reason_meaning, reason_name, silence
from udmoent.documents.forms import treatment
from udmoent.documents.words import Words
from udmoent.editions.concerns import Concern
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import SILENCES, Counts, is_passed
from udmoent.editions.promises import Party, Promise
from udmoent.lib.dates import short_date

SHORT: Final = 8
"""So many items of a list are shown at once; the others unfold."""

ASKED: Final[dict[str, dict[str, str]]] = {
    "red": {"vurdering": "red", "stadie": "open"},
    "yellow": {"vurdering": "yellow", "stadie": "open"},
    "silent": {"stille": str(SILENCES[0]), "stadie": "open"},
    "awaiting_decision": {"stadie": "awaiting_decision"},
    "passed": {"passeret": "on"},
}
"""How the plan's own list is asked for the same items."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in one of the lists, with what it is there for."""

    number: str
    href: str
    title: str
    responsible: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownConcern:
    code: str
    name: str
    symbol: str
    meaning: str
    further: str
    entries: tuple[Entry, ...]
    in_plan: str

    @property
    def first(self) -> tuple[Entry, ...]:
        return self.entries[:SHORT]

    @property
    def others(self) -> tuple[Entry, ...]:
        return self.entries[SHORT:]


@dataclass(frozen=True, slots=True)
class Spoken:
    """An item with what is said of it from both sides: by whoever answers for it, and by the directorate."""

    item: ItemContent
    href: str
    stage: str
    assessment: str
    symbol: str
    is_passed: bool
    said: str
    moves: str
    note: object = None


@dataclass(frozen=True, slots=True)
class ShownPromise:
    party: str
    promise: str
    confirmed: str
    number: str
    href: str
    title: str
    responsible: str
    together_with: str


@dataclass(frozen=True, slots=True)
class Cell:
    party: str
    how: str
    symbol: str
    word: str


class Shown:
    """What is shown, in the town's words."""

    def __init__(self, words: Words, on: date, said: Mapping[int, date], href: Callable[[str], str]) -> None:
        self.words, self.on, self.said, self.href = words, on, said, href

    def concern(self, concern: Concern, counts: Counts, plan: str, scope: dict[str, str]) -> ShownConcern:
        """`plan` is the list's address, `scope` how it is asked for no other items than the page shows."""
        code = concern.code
        by_days = (_("over {days} days: {n}").format(days=days, n=n) for days, n in counts.silent.items())
        return ShownConcern(
            code=code,
            name=reason_name(code, self.words),
            symbol=self.words.symbol(code),
            meaning=reason_meaning(code),
            further=" · ".join(by_days) if code == "silent" else "",
            entries=tuple(self._entry(item, code) for item in concern.items),
            in_plan=f"{plan}?{urlencode(scope | ASKED[code])}",
        )

    def _entry(self, item: ItemContent, code: str) -> Entry:
        return Entry(item.number, self.href(item.number), item.title, item.responsible, self._why(item, code))

    def _why(self, item: ItemContent, code: str) -> str:
        if code == "silent":
            return self.silence(item)
        if code == "awaiting_decision":
            return "; ".join(map(treatment, item.treatments))
        return item.time.text if code == "passed" else item.reason

    def silence(self, item: ItemContent) -> str:
        return silence(item, self.said.get(item.id, self.on), self.on)

    def spoken(self, item: ItemContent, notes: Mapping[int, object], moves: Mapping[int, int]) -> Spoken:
        moved = moves.get(item.id, 0)
        return Spoken(
            item=item,
            href=self.href(item.number),
            stage=self.words.stage(item.stage),
            assessment=self.words.assessment(item.assessment),
            symbol=self.words.symbol(item.assessment),
            is_passed=is_passed(item, self.on),
            said=self.silence(item),
            moves=ngettext("moved once", "moved {n} times", moved).format(n=moved) if moved else "",
            note=notes.get(item.id),
        )

    def promises(self, parties: Iterable[Party]) -> list[tuple[Party, list[ShownPromise]]]:
        return [(party, [self._promise(one) for one in party.promises]) for party in parties]

    def _promise(self, promise: Promise) -> ShownPromise:
        item, confirmed_on = promise.item, promise.commitment.confirmed_on
        return ShownPromise(
            party=promise.commitment.party,
            promise=promise.commitment.promise,
            confirmed=_("confirmed {day}").format(day=short_date(confirmed_on)) if confirmed_on else "",
            number=item.number,
            href=self.href(item.number),
            title=item.title,
            responsible=item.responsible,
            together_with=", ".join(promise.together_with),
        )

    def matrix(self, found: Matrix) -> list[tuple[MatrixRow, str, list[Cell | None], list[Cell]]]:
        """Each row with where it leads, its cells, and those of them that tell something."""
        rows = ((row, [self._cell(part) if part else None for part in row.parts]) for row in found.rows)
        return [(row, self.href(row.item.number), cells, [one for one in cells if one]) for row, cells in rows]

    def _cell(self, part: Part) -> Cell:
        if part.how == CONFIRMED and part.confirmed_on:
            word = _("confirmed {day}").format(day=short_date(part.confirmed_on))
        else:
            word = _("has promised") if part.how == PROMISED else _("coordinates")
        return Cell(part.party, part.how, SYMBOLS[part.how], word)
