# SPDX-License-Identifier: MPL-2.0
"""Finding the Danish words that a spoilt one may have been, without trying every combination of letters."""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count
from math import log
from pathlib import Path
from typing import Final, NamedTuple

from udmoent.documents.repair.channel import continuations

DICTIONARIES: Final = Path(__file__).parent.parent / "dictionaries"

TOWN_WORD: Final = -10.5
_OFTEN_HERE: Final = 1.0
_STEM: Final = -17.0
_DERIVED: Final = -18.0
_ENDED: Final = -2.0
_JOINED: Final = 3.0
_SHORTEST_PART: Final = 3
_PARTS: Final = 3
_STEPS: Final = 6000
_RARITY: Final = 1.2
_ENDINGS: Final = frozenset("s e en et er erne ene ens ets ernes r rne n t ne rnes des de ede".split())
_JOINTS: Final = ("", "s", "e")


class Reading(NamedTuple):
    """A word that may have been printed, the cost of the scanner's mistakes, and how likely its parts make it."""

    word: str
    cost: float
    parts_prior: float
    is_whole: bool


class _State(NamedTuple):
    rank: float
    turn: int
    cost: float
    at: int
    made: str
    part_from: int
    closed_prior: float
    parts: int
    ending_from: int
    may_insert: bool


@lru_cache(maxsize=1)
def frequencies() -> dict[str, float]:
    """How often a Danish word stands in Danish text, as a share of all words."""
    from wordfreq import get_frequency_dict  # read only when a text needs mending: it takes a quarter of a second

    found: dict[str, float] = get_frequency_dict("da")
    return found


@lru_cache(maxsize=1)
def _stems() -> tuple[str, ...]:
    """The small-lettered stems of the Danish dictionary."""
    file = DICTIONARIES / "da.dic"
    if not file.is_file():
        return ()
    words = (line.split("/", 1)[0].strip() for line in file.read_text(encoding="utf-8").splitlines()[1:])
    return tuple(word for word in words if word.isalpha() and word.islower())


@lru_cache(maxsize=1)
def _common() -> dict[str, float]:
    known = {verb[:-1] + ending: _DERIVED for verb in _stems() if verb.endswith("e") for ending in ("ning", "else")}
    known.update(dict.fromkeys(_stems(), _STEM))
    known.update((word, log(share)) for word, share in frequencies().items() if word.isalpha())
    return known


@lru_cache(maxsize=1)
def _sorted_common() -> list[str]:
    return sorted(_common())


class Lexicon:
    """The words that compounds are made of: those in use, the dictionary's stems and the town's own."""

    def __init__(self, town: Iterable[str]) -> None:
        self._town = set(town)
        self._sorted_town = sorted(self._town)

    def log_share(self, word: str) -> float | None:
        """How likely the word is by itself (a log-probability), or None where it is not known."""
        known = _common().get(word)
        if word in self._town:
            return TOWN_WORD if known is None else max(TOWN_WORD, known + _OFTEN_HERE)
        return known

    def _begins_a_word(self, start: str) -> bool:
        for words in (_sorted_common(), self._sorted_town):
            at = bisect_left(words, start)
            if at < len(words) and words[at].startswith(start):
                return True
        return False

    def readings(self, small: str, *, most: int = 40, insert: bool = False) -> list[Reading]:
        """The words and compounds that the small-lettered text may have been, cheapest mistakes first."""
        found: dict[str, Reading] = {}
        for reading in self._walk(small, insert):
            kept = found.get(reading.word)
            if kept is None or reading.parts_prior > kept.parts_prior:
                found[reading.word] = reading
            if len(found) >= most:
                break
        return list(found.values())

    def _walk(self, small: str, insert: bool) -> Iterator[Reading]:
        turn = count()
        waiting = [_State(0.0, next(turn), 0.0, 0, "", 0, 0.0, 1, -1, insert)]
        for _step in range(_STEPS):
            if not waiting:
                return
            state = heapq.heappop(waiting)
            if state.at == len(small):
                yield from self._finished(state)
                continue
            for after in self._steps(small, state, turn):
                heapq.heappush(waiting, after)

    def _finished(self, state: _State) -> Iterator[Reading]:
        part = state.made[state.part_from : state.ending_from if state.ending_from >= 0 else None]
        if state.ending_from >= 0 and state.made[state.ending_from :] not in _ENDINGS:
            return
        share = self.log_share(part)
        if share is not None and (state.parts == 1 or len(part) >= _SHORTEST_PART):
            ended = _ENDED if state.ending_from >= 0 else 0.0
            is_whole = state.parts == 1 and state.ending_from < 0
            yield Reading(state.made, state.cost, state.closed_prior + share + ended, is_whole)

    def _steps(self, small: str, state: _State, turn: "count[int]") -> Iterator[_State]:
        kept = (state.at + 1, small[state.at], 0.0, False)
        for at, letter, cost, inserted in (kept, *continuations(small, state.at, state.may_insert)):
            rank = state.rank + cost + (_RARITY if cost else 0.0)
            made = state.made + letter
            yield from self._grown(
                state._replace(
                    rank=rank,
                    turn=next(turn),
                    cost=state.cost + cost,
                    at=at,
                    made=made,
                    may_insert=state.may_insert and not inserted,
                ),
                turn,
            )

    def _grown(self, state: _State, turn: "count[int]") -> Iterator[_State]:
        """The state with its new letter: within its part, as an ending of it, or with the part closed and a new one begun."""
        if state.ending_from >= 0:
            if any(ending.startswith(state.made[state.ending_from :]) for ending in _ENDINGS):
                yield state
            return
        part = state.made[state.part_from :]
        if self._begins_a_word(part) or self._may_be_a_joint(part):
            yield state
        yield from self._joined(state, turn)

    def _may_be_a_joint(self, part: str) -> bool:
        """Whether the last letter may be the s or e between the parts of a compound."""
        return part[-1:] in _JOINTS and len(part) > _SHORTEST_PART and self.log_share(part[:-1]) is not None

    def _joined(self, state: _State, turn: "count[int]") -> Iterator[_State]:
        before, last = state.made[:-1], state.made[-1]
        for joint in _JOINTS:
            stem = before[state.part_from :]
            if joint:
                if not stem.endswith(joint):
                    continue
                stem = stem[: -len(joint)]
            if len(stem) < _SHORTEST_PART or (share := self.log_share(stem)) is None:
                continue
            if not joint:
                yield state._replace(turn=next(turn), rank=state.rank + 0.5, ending_from=len(before))
            if state.parts < _PARTS and self._begins_a_word(last):
                yield state._replace(
                    turn=next(turn),
                    rank=state.rank + _JOINED,
                    part_from=len(before),
                    closed_prior=state.closed_prior + share - _JOINED,
                    parts=state.parts + 1,
                )
