# SPDX-License-Identifier: MPL-2.0
"""Every filter that the list has for a plan content, by name; an address may ask for any of them together."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Final

from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from udmoent.desk.plan_list.asking import NONE, Amounts, Chip, Choice, Days, Filter, Number, Select, Since, Text, Yes
from udmoent.desk.plan_list.columns import BY_FACT, CHANGED, COLUMNS, Asking, Column, label, origins
from udmoent.desk.plan_list.query import Query
from udmoent.documents.front import body_name
from udmoent.documents.words import Words
from udmoent.editions import selection
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.selection import Condition
from udmoent.lib.text import danish_order
from udmoent.plan.facts import ENDED, Assessment, ClosingReason, Kind, Stage, Visibility

OPEN = "open"
"""In an address: every stage of an item that is not over."""

FIRST = ("soeg", "udvalg", "part", "stadie")
NEXT = (
    *("tvaergaaende", "egne", "passeret", "vurdering", "hovedpunkt", "ansvarlig", "omraade", "afdeling"),
    *("tid", "beloeb", "flyttet", "aendret", "sidst-aendret", "stille"),
)
"""What is asked for most, in the panel's first row and in its next; the rest is under all fields."""


@dataclass(frozen=True)
class InRounds:
    """The plan's rounds that have opened, by their id in addresses, and the items that one asks about and that answered."""

    names: Mapping[str, str]
    asked: Callable[[str], Collection[int]]
    answered: Callable[[str], Collection[int]]


NO_ROUNDS: Final = InRounds({}, lambda _round: (), lambda _round: ())


@dataclass(frozen=True)
class Known:
    """What the filters are made from besides the content itself, asked for only where a filter needs it."""

    day: date
    posts: frozenset[str]
    areas: Mapping[str, str]
    editions: tuple[str, ...]
    content_of: Callable[[str], PlanContent | None]
    said: Callable[[], Mapping[int, date]]
    changed: Callable[[], Mapping[int, datetime]]
    rounds: InRounds = NO_ROUNDS


@dataclass
class Filters:
    """The filters, with what an address asks of them."""

    content: PlanContent
    words: Words
    known: Known
    asked: Query
    by_code: dict[str, Filter] = field(init=False)

    def __post_init__(self) -> None:
        self.by_code = {one.code: one for one in self._all()}

    @property
    def conditions(self) -> list[Condition]:
        """All but the committee's, which is an excerpt."""
        told = (one.condition(self.asked) for one in self.by_code.values() if one.code != "udvalg")
        return [condition for condition in told if condition]

    @property
    def chips(self) -> list[Chip]:
        return [chip for one in self.by_code.values() for chip in one.chips(self.asked)]

    @property
    def codes(self) -> set[str]:
        return {code for one in self.by_code.values() for code in one.codes}

    @property
    def has_faults(self) -> bool:
        return any(one.fault(self.asked) for one in self.by_code.values())

    @property
    def body(self) -> str:
        """The committee whose excerpt is asked for."""
        committee = self.by_code["udvalg"]
        assert isinstance(committee, Select)
        return committee.chosen(self.asked)

    def first(self) -> list[SafeString]:
        return [self.by_code[code].html(self.asked) for code in FIRST]

    def next(self) -> list[SafeString]:
        return [self.by_code[code].html(self.asked) for code in NEXT if code in self.by_code]

    def rest(self) -> list[SafeString]:
        told = {*FIRST, *NEXT}
        return [one.html(self.asked) for code, one in self.by_code.items() if code not in told]

    def _all(self) -> Iterator[Filter]:
        yield Text("soeg", _("Search"), means=selection.found)
        yield Select("udvalg", self.words.label("body"), options=self._bodies(), means=lambda _one: None)
        yield from self._special()
        for column in COLUMNS:
            if column.asking != Asking.NONE:
                yield self._of(column)
        yield Choice(
            "ledes-af",
            _("Led by"),
            options=self._values(BY_FACT["body"]),
            means=partial(selection.is_one_of, "body"),
        )

    def _special(self) -> Iterator[Filter]:
        known = self.known
        if known.posts:
            yield Yes("egne", _("My items only"), means=lambda: selection.answers(known.posts))
        yield Yes("passeret", _("Time passed, not updated"), means=lambda: selection.passed(known.day))
        areas = sorted(set(known.areas.values()), key=danish_order)
        yield Choice(
            "omraade",
            _("Director's area"),
            options={area: area for area in areas},
            means=partial(selection.belongs_to, known.areas),
        )
        word = _("Adopted amount in 1,000 kr.")
        yield Amounts("beloeb", word, means=selection.adopted_between)
        yield Since("flyttet", _("Time moved since"), offered=known.editions, means=self._since(selection.moved_since))
        yield Since("aendret", _("Changed since"), offered=known.editions, means=self._since(selection.changed_since))
        yield Days(CHANGED.code, label(CHANGED, self.words), means=self._changed)
        word = _("Silent for more than … days")
        yield Number("stille", word, means=lambda days: selection.silent(known.said(), known.day, days))
        if known.rounds.names:
            yield from self._of_rounds(known.rounds)

    def _of_rounds(self, rounds: InRounds) -> Iterator[Filter]:
        everything = _("Whether or not")
        told: tuple[tuple[str, str, Callable[[str], Condition]], ...] = (
            ("spurgt", _("Asked about in the round"), lambda one: selection.is_among(rounds.asked(one))),
            (
                "besvaret",
                _("Answered in the round"),
                lambda one: selection.is_among(frozenset(rounds.asked(one)) & frozenset(rounds.answered(one))),
            ),
            (
                "mangler",
                _("Missing in the round"),
                lambda one: selection.has_not_answered(rounds.asked(one), rounds.answered(one)),
            ),
        )
        for code, word, means in told:
            yield Select(code, word, options=rounds.names, means=means, everything=everything)

    def _since(self, means: Callable[[PlanContent], Condition]) -> Callable[[str], Condition | None]:
        def condition(written: str) -> Condition | None:
            earlier = self.known.content_of(written)
            return means(earlier) if earlier else None

        return condition

    def _changed(self, first: date | None, last: date | None) -> Condition:
        days = {item: localdate(at) for item, at in self.known.changed().items()}
        return selection.changed_between(days, first, last)

    def _of(self, column: Column) -> Filter:
        fact, code, word = column.fact, column.code, label(column, self.words)
        if column.asking == Asking.YES:
            options = {"on": _("Yes"), "nej": _("No")}
            return Select(code, word, options=options, means=lambda one: selection.is_cross_cutting(one == "on"))
        if column.asking == Asking.DAYS:
            return Days(code, word, means=partial(selection.is_between, fact))
        if column.asking == Asking.TEXT:
            return Text(code, word, means=partial(selection.says, (fact,)))
        codes = self._codes().get(fact)
        if codes is None:
            return Choice(code, word, options=self._values(column), means=partial(selection.is_one_of, fact))
        means = _of_stages if fact == "stage" else partial(selection.is_one_of, fact)
        return Choice(code, word, options=codes, means=means, knows_all=True)

    def _codes(self) -> dict[str, dict[str, str]]:
        """The fields whose values are Udmønt's own, with a word for each."""
        words = self.words
        stages = {one.value: words.stage(one) for one in Stage}
        return {
            "kind": {one.value: words.part(one) for one in Kind},
            "stage": {OPEN: _("Open, all stages"), **stages},
            "assessment": {one.value: words.assessment(one) for one in Assessment},
            "origin": origins(),
            "closing_reason": {one.value: words.closing_reason(one) for one in ClosingReason},
            "visibility": {one.value: words.visibility(one) for one in Visibility},
        }

    def _values(self, column: Column) -> dict[str, str]:
        """What the items tell there, in the alphabet's order."""
        told: set[str] = set()
        for item in self.content.items:
            told.update(_several(item, column.fact))
        values = {one: one for one in sorted(told, key=danish_order) if one}
        return values | ({NONE: _("Not told")} if "" in told else {})

    def _bodies(self) -> dict[str, str]:
        names = {body.abbreviation: body_name(self.content, body.abbreviation) for body in self.content.bodies}
        return {code: f"{code} – {name}" for code, name in names.items()}


def _several(item: ItemContent, fact: str) -> tuple[str, ...]:
    told = getattr(item, fact)
    return (told or ("",)) if isinstance(told, tuple) else (told,)


def _of_stages(wanted: frozenset[str]) -> Condition:
    stages = {stage.value for stage in Stage if stage not in ENDED} if OPEN in wanted else set()
    return selection.is_one_of("stage", wanted | stages)
