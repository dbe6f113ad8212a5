# SPDX-License-Identifier: MPL-2.0
"""An extract held against what is posted: what each item's amounts are to be, and what is to be posted for it. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NamedTuple

from udmoent.economy.account import CAPITAL_DRANST, LENGTH
from udmoent.economy.actions import AmountKey
from udmoent.economy.models import Phase
from udmoent.economy.prices import apportion
from udmoent.economy.rules import CORRECTED
from udmoent.intake.draft import Caution, Fault
from udmoent.intake.finance.amounts import kroner_of
from udmoent.intake.finance.extract import Extract, Source, SumKey
from udmoent.intake.finance.headings import Figure
from udmoent.intake.finance.matching import Matcher, Rule

POSTED_AS: Final[Mapping[Figure, Phase]] = {
    Figure.BUDGET: Phase.ADOPTED,
    Figure.CORRECTED: Phase.SUPPLEMENTARY,
    Figure.SPENT: Phase.SPENT,
}
"""What is posted: of the corrected budget, what it has beyond the corrected budget that the item had."""


class Of(NamedTuple):
    """An item's amount on one account, or with an empty one on none that is told."""

    item: int
    key: AmountKey
    account: str


Kroner = Mapping[Of, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan knows of an item. `nature` is its own, for what has no account."""

    id: int
    number: str
    title: str
    nature: str


@dataclass(frozen=True, slots=True)
class Change:
    """An item's amount before and after, with how many accounts it is made of."""

    item: Known
    year: int
    nature: str
    figure: Figure
    before: int
    after: int
    accounts: int


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What no rule gives to an item; `conflict` are several that do not agree, or one whose item is out of the plan.
    `oere` by figure.
    """

    source: Source
    place: str
    row: int
    rows: int
    oere: Mapping[Figure, int]
    conflict: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """Øre of one figure: matched, unmatched and left out are together the file's."""

    figure: Figure
    whole: int
    matched: int
    unmatched: int
    excluded: int
    in_fault: int

    @property
    def adds_up(self) -> bool:
        return self.whole == self.matched + self.unmatched + self.excluded + self.in_fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an extract would do. `postings` are the differences."""

    postings: Kroner = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    sums: tuple[Sums, ...] = ()
    rows: int = 0
    rows_matched: int = 0
    rows_unmatched: int = 0
    rows_excluded: int = 0
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    cautions: tuple[Caution, ...] = ()
    staying: int = 0


class Sorted(NamedTuple):
    """The extract's sums by whom they belong to."""

    matched: dict[SumKey, str]
    excluded: set[Source]
    unmatched: dict[Source, tuple[Rule, ...]]


def sort_out(extract: Extract, rules: Sequence[Rule], known: Collection[str]) -> Sorted:
    """`known` are the numbers of the items that amounts can be posted on; what a rule gives to another is unmatched."""
    matcher = Matcher(rules)
    numbers: dict[Source, str] = {}
    excluded: set[Source] = set()
    unmatched: dict[Source, tuple[Rule, ...]] = {}
    for source in extract.rows:
        match = matcher.of(source)
        if match.rule is None:
            unmatched[source] = match.conflict
        elif match.rule.item and match.rule.item not in known:
            unmatched[source] = (match.rule,)
        elif match.rule.item:
            numbers[source] = match.rule.item
        else:
            excluded.add(source)
    return Sorted({key: numbers[key.source] for key in extract.sums if key.source in numbers}, excluded, unmatched)


def wanted_of(
    extract: Extract, matched: Mapping[SumKey, str], known: Mapping[str, Known], figures: Collection[Figure], level: str
) -> dict[tuple[Figure, Of], int]:
    """Kroner that the items are to have. An item's whole is rounded, and its accounts are made to be together that."""
    oere: dict[tuple[Figure, int, AmountKey], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, number in matched.items():
        if key.figure in figures:
            account, item = key.source.account, known[number]
            of = AmountKey(key.year, POSTED_AS[key.figure].value, _nature(account, item), level)
            oere[key.figure, item.id, of][account] += extract.sums[key]
    found: dict[tuple[Figure, Of], int] = {}
    for (figure, item_id, of), parts in oere.items():
        accounts = sorted(parts)
        exact = [Fraction(parts[account], 100) for account in accounts]
        whole = kroner_of(sum(parts.values()))
        for account, kroner in zip(accounts, apportion(whole, exact), strict=True):
            found[figure, Of(item_id, of, account)] = kroner
    return found


def _nature(account: str, item: Known) -> str:
    if len(account) != LENGTH:
        return item.nature
    return "capital" if account[5] == CAPITAL_DRANST else "operating"


AccountYear = tuple[str, int]


def differences(wanted: Kroner, so_far: Kroner, accounts: Collection[AccountYear]) -> dict[Of, int]:
    """What is to be posted so that the wanted is so.

    What stands on an account that the extract does not name stays. What was posted on no account is replaced where the
    extract names the item; an account that now belongs to another item leaves the one it had. Where an item's whole is
    as it was, nothing is posted.
    """
    named = {(of.item, of.key) for of in wanted}
    before = {
        of: kroner
        for of, kroner in so_far.items()
        if (of.account, of.key.year) in accounts or (not of.account and (of.item, of.key) in named)
    }
    changed: dict[tuple[int, AmountKey], dict[Of, int]] = defaultdict(dict)
    for of in {**before, **wanted}:
        changed[of.item, of.key][of] = wanted.get(of, 0) - before.get(of, 0)
    return {of: kroner for parts in changed.values() if sum(parts.values()) for of, kroner in parts.items() if kroner}


def corrected_differences(
    wanted: Kroner, so_far: Kroner, posted: Kroner, accounts: Collection[AccountYear]
) -> dict[Of, int]:
    """What each item's corrected budget lacks of the wanted, `posted` being what is posted of the adopted meanwhile."""
    has: dict[tuple[int, AmountKey], int] = defaultdict(int)
    for amounts in (so_far, posted):
        for of, kroner in amounts.items():
            if of.key.phase in CORRECTED and (not of.account or (of.account, of.key.year) in accounts):
                has[of.item, _supplementary(of.key)] += kroner
    found: dict[Of, int] = defaultdict(int)
    for of, kroner in wanted.items():
        found[Of(of.item, of.key, "")] += kroner
    return {of: rest for of, kroner in found.items() if (rest := kroner - has[of.item, of.key])}


def _supplementary(key: AmountKey) -> AmountKey:
    return key._replace(phase=Phase.SUPPLEMENTARY.value)


def reconcile(
    extract: Extract, rules: Sequence[Rule], known: Mapping[str, Known], so_far: Kroner, *, figures: Collection[Figure],
    level: str,
) -> Found:  # fmt: skip
    """Hold the extract against `so_far`, the kroner posted on all of the plan's items."""
    sorted_out = sort_out(extract, rules, known)
    wanted = wanted_of(extract, sorted_out.matched, known, figures, level)
    accounts = {(key.source.account, key.year) for key in extract.sums if key.source.account}
    by_figure: dict[Figure, dict[Of, int]] = defaultdict(dict)
    for (figure, of), kroner in wanted.items():
        by_figure[figure][of] = kroner
    postings: dict[Of, int] = {}
    for figure in (Figure.SPENT, Figure.BUDGET):
        if figure in figures:
            phase = POSTED_AS[figure].value
            had = {of: kroner for of, kroner in so_far.items() if of.key.phase == phase}
            postings |= differences(by_figure[figure], had, accounts)
    if Figure.CORRECTED in figures:
        adopted = {of: kroner for of, kroner in postings.items() if of.key.phase == Phase.ADOPTED}
        postings |= corrected_differences(by_figure[Figure.CORRECTED], so_far, adopted, accounts)
    rows = extract.rows
    return Found(
        postings=postings,
        changes=tuple(_changes(postings, so_far, by_figure, {one.id: one for one in known.values()})),
        unmatched=tuple(_unmatched(extract, sorted_out.unmatched)),
        sums=tuple(_sums(extract, sorted_out)),
        rows=extract.row_count,
        rows_matched=sum(rows[one].count for one in {key.source for key in sorted_out.matched}),
        rows_unmatched=sum(rows[one].count for one in sorted_out.unmatched),
        rows_excluded=sum(rows[one].count for one in sorted_out.excluded),
        faults=tuple(extract.faults),
        fault_count=extract.fault_count,
        cautions=tuple(extract.cautions),
        staying=_staying(wanted, so_far, accounts),
    )


def _staying(wanted: Mapping[tuple[Figure, Of], int], so_far: Kroner, accounts: Collection[AccountYear]) -> int:
    """How many accounts of the items are not in this extract, and keep what they have."""
    named = {(of.item, of.key) for _figure, of in wanted}
    has = {(of.account, of.key.year) for of in so_far if of.account and (of.item, of.key) in named}
    return len(has - set(accounts))


def _changes(
    postings: Kroner, so_far: Kroner, wanted: Mapping[Figure, Kroner], items: Mapping[int, Known]
) -> Iterable[Change]:
    """One for each item, year, nature and phase that is posted on, in the order of the items' numbers. Of what is posted to
    correct a budget, the whole corrected budget is told.
    """
    moved: dict[tuple[int, AmountKey], int] = defaultdict(int)
    for of, kroner in postings.items():
        moved[of.item, of.key] += kroner
    had: dict[tuple[int, AmountKey], int] = defaultdict(int)
    for of, kroner in so_far.items():
        had[of.item, of.key] += kroner
    count: dict[tuple[int, AmountKey], int] = defaultdict(int)
    for amounts in wanted.values():
        for of in amounts:
            count[of.item, of.key] += 1
    figure_of = {phase.value: figure for figure, phase in POSTED_AS.items()}
    for item, key in sorted(moved, key=lambda one: (items[one[0]].number, one[1])):
        figure = figure_of[key.phase]
        phases = CORRECTED if figure == Figure.CORRECTED else (key.phase,)
        keys = [(item, key._replace(phase=phase)) for phase in phases]
        before = sum(had.get(one, 0) for one in keys)
        after = before + sum(moved.get(one, 0) for one in keys)
        yield Change(items[item], key.year, key.nature, figure, before, after, count[item, key])


def _unmatched(extract: Extract, unmatched: Mapping[Source, tuple[Rule, ...]]) -> list[Unmatched]:
    """The largest first."""
    oere: dict[Source, dict[Figure, int]] = defaultdict(lambda: defaultdict(int))
    for key, amount in extract.sums.items():
        if key.source in unmatched:
            oere[key.source][key.figure] += amount
    found = [
        Unmatched(source, rows.place, rows.first, rows.count, dict(oere[source]), conflict)
        for source, conflict in unmatched.items()
        for rows in (extract.rows[source],)
    ]
    return sorted(found, key=lambda one: (not one.conflict, -max(map(abs, one.oere.values()), default=0), one.source))


def _sums(extract: Extract, sorted_out: Sorted) -> Iterable[Sums]:
    for figure in Figure:
        if figure not in extract.figures:
            continue
        parts = {"matched": 0, "unmatched": 0, "excluded": 0}
        for key, oere in extract.sums.items():
            if key.figure == figure:
                name = "matched" if key in sorted_out.matched else "excluded"
                parts["unmatched" if key.source in sorted_out.unmatched else name] += oere
        yield Sums(figure, extract.whole(figure), **parts, in_fault=extract.left_out.get(figure, 0))
