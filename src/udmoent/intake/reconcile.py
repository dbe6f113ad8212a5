# SPDX-License-Identifier: MPL-2.0
"""Holds a draft against the plan: what is new, what differs, what is missing, and what a person must settle. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from django.utils.translation import gettext as _

from udmoent.economy.actions import AmountKey
from udmoent.editions.amounts import kroner_by_key
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.intake.closing import with_closing
from udmoent.intake.draft import Caution, Draft, DraftItem, Fault, Spot
from udmoent.intake.match import Match, match
from udmoent.lib.refusal import Refusal
from udmoent.organisation.configuration import TownConfiguration
from udmoent.plan.facts import ENDED, FACTS, Assessment, Facts, Kind, Source
from udmoent.plan.rules import LINKS, NEEDS_MITIGATION, Numbering, why_not_link, why_not_number, why_not_say

Found = TypeVar("Found", bound=Spot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What the draft is held against.

    `now` is the plan as of the day the import applies from; `base` the plan as the file's stamp proves that it was made
    from, None for a file of others. `is_proved` is False where the stamp's fingerprint fits nothing we know.
    `absent` are numbers in use by items that are not in the plan. `takes_file` tells of a conflict, by its question, whether
    a person has taken the file's value (True) or the plan's (False); one that it does not tell of is left open.
    """

    now: PlanContent
    base: PlanContent | None = None
    is_proved: bool = True
    absent: frozenset[str] = frozenset()
    price_level: str
    importer: str
    applies_on: date
    town: TownConfiguration
    takes_file: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """An item to be added, or brought back where its number is known."""

    number: str
    kind: Kind
    facts: Facts
    amounts: Mapping[AmountKey, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A fact of an item that the file tells otherwise; `old` and `new` are its values. An amount's `field` is its key."""

    number: str
    title: str
    field: str
    old: object
    new: object
    key: AmountKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Difference):
    """Both sides have changed it since the file was made; `base` is what it was then. `new` is what the file says."""

    base: object
    spot: Spot

    @property
    def question(self) -> str:
        """Names the conflict with the very values that are in it, so that a choice is of these and no others."""
        told = (self.number, field_name(self), self.old, self.new)
        return sha256(msgspec.json.encode(told, order="sorted")).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A conflict that a person has settled."""

    conflict: Conflict
    takes_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What the import would do. `missing` are items within the file's scope that it does not tell of; left alone."""

    additions: tuple[Addition, ...] = ()
    differences: tuple[Difference, ...] = ()
    unchanged: int = 0
    missing: tuple[ItemContent, ...] = ()
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Settled, ...] = ()
    warnings: tuple[Caution, ...] = ()
    left_out: tuple[Spot, ...] = ()


class _Reconciling:
    """One run; collects what it finds."""

    def __init__(self, draft: Draft, against: Against) -> None:
        self.draft = draft
        self.against = against
        self.now = {item.number: item for item in against.now.items}
        self.base = {item.number: item for item in against.base.items} if against.base else None
        told = {item.number for item in draft.items if item.number}
        self.numbers = set(self.now) | told
        self.links = {link: _links(against.now.items, draft.items, link) for link in LINKS}
        self.numbering = Numbering(against.town.numbers, self.numbers | against.absent)
        self.digits = {body.abbreviation: body.digit for body in against.now.bodies}
        self.additions: list[Addition] = []
        self.differences: list[Difference] = []
        self.conflicts: list[Conflict] = []
        self.settled: list[Settled] = []
        self.faults: list[Fault] = []
        self.warnings: list[Caution] = []
        self.unchanged = 0

    def take(self, found: Match) -> None:
        if found.fault:
            self.faults.append(found.fault)
            return
        row = self._without_dangling_links(found.draft)
        if found.item:
            self._hold_against(row, found.item)
        else:
            self._add(row)

    def _without_dangling_links(self, one: DraftItem) -> DraftItem:
        """The row without the numbers of items that neither the plan nor the file has."""
        dangling = {link for link in LINKS if one.told.get(link) and one.told[link] not in self.numbers}
        for link in sorted(dangling):
            sentence = _("There is no item {number}, so the link is left out.")
            self._warn(one, sentence.format(number=one.told[link]), link)
        return replace(one, told={name: value for name, value in one.told.items() if name not in dangling})

    # New items

    def _add(self, one: DraftItem) -> None:
        told = self._with_body(one)
        told = with_closing(told, None, self.against.importer, self.against.applies_on)
        self._warn_of_closing(one, told)
        told["extra"] = _laid_over({}, told.get("extra", {}))
        said: dict[str, Any] = {name: value for name, value in told.items() if name in FACTS}
        facts = Facts(**said)
        if self._is_refused(one, None, facts):
            return
        number = one.number or self.numbering.next(one.kind, self.digits.get(facts.body, ""))
        if refusal := why_not_number(number, ()):
            self.faults.append(Fault(**_at(one.spot), message=str(refusal)))
            return
        kept = ((key, kroner) for key, kroner in one.amounts.items() if kroner is not None and kroner != key.untold)
        amounts = {self._with_level(key, None): kroner for key, kroner in kept}
        self.additions.append(Addition(number=number, kind=one.kind, facts=facts, amounts=amounts))

    def _with_body(self, one: DraftItem) -> dict[str, object]:
        if one.told.get("body"):
            return dict(one.told)
        treating = [treatment.body for treatment in one.told.get("treatments", ())]  # type: ignore[attr-defined]
        known = {body.abbreviation for body in self.against.now.bodies}
        body = next((body for body in treating if body in known), self.against.town.default_body)
        if not one.told.get("is_cross_cutting"):
            self._warn(one, _("The file names no committee, so {body} leads the item.").format(body=body), "body")
        return dict(one.told) | {"body": body}

    # Items that the plan has

    def _hold_against(self, one: DraftItem, item: ItemContent) -> None:
        base = self.base.get(item.number) if self.base else None
        meant_over = base or item
        told = with_closing(dict(one.told), meant_over, self.against.importer, self.against.applies_on)
        self._warn_of_closing(one, told, meant_over)
        if "extra" in told:
            told["extra"] = _laid_over(meant_over.extra, told["extra"])
        facts = [
            found
            for name, new in told.items()
            if name in FACTS and (found := self._difference(one, item, base, name, getattr(item, name), new))
        ]
        facts += self._amount_differences(one, item, base)
        changed = [found for found in facts if not isinstance(found, Conflict)]
        news: dict[str, Any] = {found.field: found.new for found in changed if found.key is None}
        after = replace(item, **news)
        conflicts = [found for found in facts if isinstance(found, Conflict)]
        if not conflicts and self._is_refused(one, item, after):
            return
        self.differences += changed
        self.conflicts += conflicts
        self.unchanged += not facts

    def _difference(
        self,
        one: DraftItem,
        item: ItemContent,
        base: ItemContent | None,
        name: str,
        old: object,
        new: object,
        key: AmountKey | None = None,
        was: object = None,
    ) -> Difference | None:
        """The difference between the plan and the file, a conflict where the plan has changed it too."""
        if old == new:
            return None
        told = {"number": item.number, "title": item.title, "field": name, "old": old, "new": new, "key": key}
        if self.base is None:
            return Difference(**told)  # type: ignore[arg-type]
        if key is None:
            was = getattr(base, name) if base else old
        if self.against.is_proved and new == was:
            return None
        if self.against.is_proved and old == was:
            return Difference(**told)  # type: ignore[arg-type]
        conflict = Conflict(**told, base=was, spot=one.spot)  # type: ignore[arg-type]
        takes_file = self.against.takes_file.get(conflict.question)
        if takes_file is None:
            return conflict
        self.settled.append(Settled(conflict=conflict, takes_file=takes_file))
        return Difference(**told) if takes_file else None  # type: ignore[arg-type]

    def _amount_differences(self, one: DraftItem, item: ItemContent, base: ItemContent | None) -> Iterator[Difference]:
        amounts, was = _amounts(item), _amounts(base) if base else _amounts(item)
        for unlevelled, kroner in one.amounts.items():
            key = self._with_level(unlevelled, item)
            found = self._difference(one, item, base, "amounts", amounts.get(key, 0), kroner or 0, key, was.get(key, 0))
            if found:
                yield found

    def _with_level(self, key: AmountKey, item: ItemContent | None) -> AmountKey:
        """The file's price level, else the one in which the item already has that amount, else the agreement's."""
        if key.price_level:
            return key
        here = (key.year, key.phase, key.nature)
        levels = {had.price_level for had in _amounts(item) if (had.year, had.phase, had.nature) == here}
        level = self.draft.price_level or (levels.pop() if len(levels) == 1 else self.against.price_level)
        return key._replace(price_level=level)

    # What a person should know

    def _is_refused(self, one: DraftItem, before: ItemContent | None, after: Facts) -> bool:
        refusals = [*why_not_say(before, after, Source.IMPORT), *self._why_not_link(one, after)]
        self.faults += [Fault(**_at(one.spot), message=str(refusal)) for refusal in refusals]
        is_new = before is None or before.assessment != after.assessment
        if is_new and Assessment(after.assessment) in NEEDS_MITIGATION and not (after.reason and after.mitigation):
            self._warn(one, _("Yellow or red without a reason and what is done about it."), "assessment")
        return bool(refusals)

    def _why_not_link(self, one: DraftItem, after: Facts) -> Iterator[Refusal]:
        """Why the row's links may not be: with those of the plan and of the other rows they come round to itself."""
        for link, links in self.links.items():
            refusal = why_not_link(one.number, links, self.numbers) if one.number and getattr(after, link) else None
            if refusal and one.told.get(link):
                yield refusal

    def _warn_of_closing(self, one: DraftItem, told: Mapping[str, object], item: ItemContent | None = None) -> None:
        if told.get("stage") == "closed" and not (item and item.closed_on) and not one.told.get("closed_on"):
            self._warn(
                one,
                _("Closed without a date: {day:%d.%m.%Y} is written.").format(day=told["closed_on"]),
                "closed_on",
            )
        if told.get("withdrawn_reason") and not (one.told.get("withdrawn_reason") or (item and item.withdrawn_reason)):
            self._warn(one, _("Withdrawn without a reason."), "withdrawn_reason")

    def _warn(self, one: DraftItem, message: str, column: str) -> None:
        called = self.against.town.columns.get(column, (column,))[0]
        self.warnings.append(Caution(**_at(one.spot) | {"column": called}, message=message))


def reconcile(draft: Draft, against: Against) -> Reconciled:
    """What importing the draft would do, and what stops it."""
    run = _Reconciling(draft, against)
    matches = list(match(draft.items, against.now))
    for found in matches:
        run.take(found)
    met = {found.item.number for found in matches if found.item}
    met |= {one.number for one in draft.items if one.number}
    return Reconciled(
        additions=tuple(run.additions),
        differences=tuple(run.differences),
        unchanged=run.unchanged,
        missing=tuple(item for item in _in_scope(draft, against, matches) if item.number not in met),
        faults=_in_file_order((*draft.faults, *run.faults)),
        conflicts=tuple(run.conflicts),
        settled=tuple(run.settled),
        warnings=_in_file_order((*draft.warnings, *run.warnings)),
    )


def _in_file_order(found: Sequence[Found]) -> tuple[Found, ...]:
    """As a person meets them reading the file: table by table, row by row."""
    places = {one.place: at for at, one in reversed(list(enumerate(found)))}
    return tuple(sorted(found, key=lambda one: (places[one.place], one.row or 0)))


def _in_scope(draft: Draft, against: Against, matches: list[Match]) -> Iterator[ItemContent]:
    """The plan's items of the parts and bodies that the file tells of; for a file from Udmønt, those it was made with.

    An excerpt tells of what has ended in a list, not in its tables. A narrowed list says nothing of the others.
    """
    if draft.stamp and draft.stamp.is_narrowed:
        return
    now = excerpt(against.now, draft.excerpt_of) if draft.excerpt_of else against.now
    kinds = {one.kind for one in draft.items}
    bodies = {found.item.body for found in matches if found.item}
    bodies |= {str(one.told["body"]) for one in draft.items if one.told.get("body")}
    known = {item.number for item in against.base.items} if against.base else None
    for item in now.items:
        is_in_file = item.kind in kinds and item.body in bodies
        is_told_of = item.stage not in ENDED if draft.excerpt_of else is_in_file
        if is_told_of and (known is None or item.number in known):
            yield item


def _links(items: Iterable[ItemContent], rows: Iterable[DraftItem], link: str) -> dict[str, str | None]:
    """Which number each number points to, as the file tells it, else as the plan does."""
    links: dict[str, Any] = {item.number: getattr(item, link) for item in items}
    return links | {one.number: one.told[link] or None for one in rows if one.number and link in one.told}


def _laid_over(extra: Mapping[str, str], told: Any) -> dict[str, str]:
    """Extra columns as the file tells them over those there were; an empty cell takes one away."""
    return {column: text for column, text in {**extra, **told}.items() if text}


def _amounts(item: ItemContent | None) -> dict[AmountKey, int]:
    return kroner_by_key(item) if item else {}


def _at(spot: Spot) -> dict[str, Any]:
    return {name: getattr(spot, name) for name in ("file", "place", "row", "column", "value")}


def without_faulty(draft: Draft, found: Reconciled) -> Draft:
    """The draft without the rows that have a fault or a conflict."""
    faulty = {(fault.place, fault.row) for fault in found.faults}
    faulty |= {(conflict.spot.place, conflict.spot.row) for conflict in found.conflicts}
    items = tuple(one for one in draft.items if (one.spot.place, one.spot.row) not in faulty)
    return replace(draft, items=items, faults=())


def to_builtins(found: Reconciled, draft: Draft) -> dict[str, object]:
    """The import's JSON."""
    return {
        "new": [
            {"number": new.number, "title": new.facts.title, "kind": new.kind.value, "body": new.facts.body}
            for new in found.additions
        ],
        "changed": [_told(difference) for difference in found.differences],
        "unchanged": found.unchanged,
        "missing": [{"number": item.number, "title": item.title} for item in found.missing],
        "faults": msgspec.to_builtins(found.faults),
        "conflicts": [
            {
                "number": one.number,
                "title": one.title,
                "field": field_name(one),
                "base": msgspec.to_builtins(one.base),
                "plan": msgspec.to_builtins(one.old),
                "file": msgspec.to_builtins(one.new),
                "row": one.spot.row,
                "place": one.spot.place,
            }
            for one in found.conflicts
        ],
        "settled": [_told(one.conflict) | {"takes": "file" if one.takes_file else "plan"} for one in found.settled],
        "warnings": msgspec.to_builtins(found.warnings),
        "extra_columns": list(draft.extra_columns),
        "left_out": msgspec.to_builtins(found.left_out),
    }


def field_name(one: Difference) -> str:
    return (
        f"{one.field} {one.key.year} {one.key.phase} {one.key.nature} {one.key.price_level}" if one.key else one.field
    )


def _told(one: Difference) -> dict[str, object]:
    return {
        "number": one.number,
        "title": one.title,
        "field": field_name(one),
        "from": msgspec.to_builtins(one.old),
        "to": msgspec.to_builtins(one.new),
    }
