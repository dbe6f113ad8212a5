# SPDX-License-Identifier: MPL-2.0
"""Savings against their targets, as tables: per body, item by item, and what has an X and nothing realised."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from udmoent.documents import front
from udmoent.documents.forms import prices
from udmoent.documents.money import Across, MoneyRow, MoneyTable, summed
from udmoent.documents.words import Words
from udmoent.economy.prices import Indices, points
from udmoent.economy.targets import Reckoned, Target, TargetKey, reckoned
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.savings import Saved, Saving, Savings, adopted_until
from udmoent.lib.money import KR, in_unit

TARGET, ADOPTED, EXPECTED, REALISED, LACKING = range(5)
LACKS: Final[dict[int, Across]] = {LACKING: ((1, EXPECTED), (-1, TARGET))}
NEVER_BELOW_ZERO: Final = frozenset({LACKING})
Evidence = Mapping[int, str]
"""By item id, what the latest realised amount was told to rest on."""


@dataclass(frozen=True, slots=True)
class TargetsOn:
    """The budget's targets, how prices are converted, and which price levels each body, and the whole, has savings in by year."""

    targets: Mapping[TargetKey, Target]
    indices: Indices
    levels: Mapping[TargetKey, Collection[str]]


def savings_tables(
    found: Savings, targets: TargetsOn, evidence: Evidence, content: PlanContent, words: Words
) -> Iterator[MoneyTable]:
    yield _per_body(found, targets, content, words)
    yield _per_item(found, evidence, words)
    if found.closed_unrealised:
        yield _closed(found)


def _per_body(found: Savings, targets: TargetsOn, content: PlanContent, words: Words) -> MoneyTable:
    """A target in other prices than the savings is told at its line, and not reckoned with."""
    level = prices(found.price_level)
    told = {one.body: one.saved for one in found.bodies}
    of_year = _of_year(found, targets)
    names = sorted({*told, *of_year} - {""}, key=[body.abbreviation for body in content.bodies].index)
    rows = [_body_row(body, told.get(body, Saved()), of_year.get(body), content) for body in names]
    rest = told.get("", Saved())
    rows.append(MoneyRow((words.cross_cutting,), _against(rest, None)))
    own = of_year.get("")
    whole = summed(rows, _("In all") if own else _("The whole plan"), 5)
    notes = [
        *_whole_target(own, whole),
        _(
            "What is part of another item's amount is counted with its own committee, and taken from that item: each krone counts once."
        ),
        *left_out_told(found.left_out, level),
        *_other_levels(found, targets),
    ]
    heads = _heads(words)
    title = _("Savings {year} against the targets").format(year=found.year)
    name = _("Targets {level}").format(level=found.price_level)
    return MoneyTable(
        name, title, (_("Committee"),), heads, tuple(rows), whole, level, tuple(notes), LACKS, NEVER_BELOW_ZERO
    )


def over_the_years(years: Sequence[Savings], targets: TargetsOn, words: Words) -> MoneyTable:
    """The whole plan year by year, all of one price level. A target of the whole is the year's, else the bodies' together."""
    rows = tuple(MoneyRow((str(one.year),), _against(one.whole, _target_of(one, targets))) for one in years)
    level = years[0].price_level
    title = _("Savings of the whole plan, year by year")
    name = _("Years {level}").format(level=level)
    return MoneyTable(name, title, (_("Year"),), _heads(words), rows, None, prices(level), (), LACKS, NEVER_BELOW_ZERO)


def _other_levels(found: Savings, targets: TargetsOn) -> Iterator[str]:
    if len(targets.levels.get(("", found.year), ())) > 1:
        yield _(
            "The year has savings in other prices too. They stand in a table of their own and are not counted here."
        )


def _of_year(found: Savings, targets: TargetsOn) -> dict[str, Reckoned]:
    """Those that are held against these savings, and not against savings in other prices."""
    whole = targets.levels.get(("", found.year), (found.price_level,))
    held = {
        body: reckoned(target, found.price_level, targets.levels.get((body, year), whole), targets.indices)
        for (body, year), target in targets.targets.items()
        if year == found.year
    }
    return {body: one for body, one in held.items() if one}


def _target_of(found: Savings, targets: TargetsOn) -> Target | None:
    """The whole's where it is told of the year, else the bodies' together; only those that are reckoned with."""
    of_year = _of_year(found, targets)
    if whole := of_year.get(""):
        return whole.target
    kroner = sum(one.target.kroner for one in of_year.values() if one.target)
    return Target(kroner=kroner, price_level=found.price_level) if kroner else None


def _heads(words: Words) -> tuple[str, ...]:
    phases = [words.phase(phase).capitalize() for phase in ("adopted", "expected", "realised")]
    return (_("Target"), *phases, _("Lacking"))


def _body_row(body: str, saved: Saved, told: Reckoned | None, content: PlanContent) -> MoneyRow:
    target = told.target if told else None
    marks = tuple(_told_of(told)) if told else ()
    if target and saved.expected < target.kroner:
        over = _("{kroner} kr. more than the target").format(kroner=in_unit(target.kroner - saved.expected, KR))
        marks = (*marks, over)
    return MoneyRow((front.body_name(content, body),), _against(saved, target), marks=marks)


def _told_of(one: Reckoned) -> Iterator[str]:
    """The share that it is, and how it is reckoned where it is told in other prices, or that it is not."""
    if one.told.percent is not None:
        yield told_target(one.told)
    if one.rate:
        yield one.rate.told(one.told.kroner)
    if one.target is None:
        sentence = _("the target is {kroner} kr. in {level}, and is not reckoned with here")
        yield sentence.format(kroner=in_unit(one.told.kroner, KR), level=prices(one.told.price_level))


def told_target(target: Target) -> str:
    """A share with the base that it is of."""
    assert target.percent is not None and target.base is not None
    sentence = _("{percent} percent of {base} kr.")
    return sentence.format(percent=points(target.percent), base=in_unit(target.base, KR))


def _against(saved: Saved, target: Target | None) -> tuple[int | None, ...]:
    """Nothing lacks where no target is told."""
    told = (saved.adopted, saved.expected, saved.realised)
    return (target.kroner, *told, lack(saved, target)) if target else (None, *told, None)


def lack(saved: Saved, target: Target) -> int:
    """What is expected too little of the target; one that is more than met lacks nothing, and makes up for no other's."""
    return max(saved.expected - target.kroner, 0)


def _whole_target(told: Reckoned | None, whole: MoneyRow) -> Iterator[str]:
    if told is None:
        return
    for said in _told_of(told):
        yield _("The whole plan: {said}").format(said=said)
    if target := told.target:
        sentence = _(
            "The whole plan's target is {target} kr.; {expected} kr. is expected, so that {lacking} kr. lacks."
        )
        expected = whole.kroner[EXPECTED] or 0
        lacking = lack(Saved(expected=expected), target)
        told_kroner = {"target": target.kroner, "expected": expected, "lacking": lacking}
        yield sentence.format(**{name: in_unit(kroner, KR) for name, kroner in told_kroner.items()})


def _per_item(found: Savings, evidence: Evidence, words: Words) -> MoneyTable:
    """What is part of another item stands by itself, and is taken from the item that it is part of: no sum has it twice."""
    rows = tuple(_item_row(one, evidence, words) for one in found.savings)
    heads = tuple(words.phase(phase).capitalize() for phase in ("adopted", "expected", "realised"))
    title = _("Savings {year} item by item").format(year=found.year)
    name = _("Savings {level}").format(level=found.price_level)
    texts = (_("Item"), _("Committee"), _("Evidence"), _("Replaced or filled by"))
    across: dict[int, Across] = {3: ((1, 1), (-1, 0))}
    floored = frozenset({3})
    notes = (_("Of an item that others are part of, the rest is shown: what they find stands with them."),)
    whole = summed(rows, _("In all"), 4, len(texts))
    return MoneyTable(
        name, title, texts, (*heads, _("Lacking")), rows, whole, prices(found.price_level), notes, across, floored
    )


def _item_row(one: Saving, evidence: Evidence, words: Words) -> MoneyRow:
    item, own = one.item, one.own
    marks = (words.stage(item.stage), *(() if one.is_told else (_("expected as adopted"),)))
    if item.fills:
        marks = (*marks, _("part of {number}").format(number=item.fills))
    body = words.cross_cutting if item.is_cross_cutting else item.body
    texts = (f"{item.number} {item.title}", body, evidence.get(item.id, ""), ", ".join(one.fillers))
    return MoneyRow(texts, (own.adopted, own.expected, own.realised, own.lacking), item.number, marks)


def left_out_told(items: Iterable[ItemContent], level: str) -> Iterator[str]:
    """Which amounts are in no sum here, and why: what they are part of is told in other prices, or not at all."""
    named = ", ".join(_("{number} in {other}").format(number=item.number, other=item.fills) for item in items)
    if named:
        sentence = _(
            "Not counted here, since what they are part of has no amounts in {level}: {items}. Otherwise the same kroner would"
            " count twice."
        )
        yield sentence.format(level=level, items=named)


def _closed(found: Savings) -> MoneyTable:
    rows = tuple(
        MoneyRow(
            (f"{item.number} {item.title}", item.responsible),
            (adopted_until(item, found.year, found.price_level),),
            item.number,
        )
        for item in found.closed_unrealised
    )
    title = _("Closed, but nothing is realised")
    return MoneyTable(
        _("Not realised {level}").format(level=found.price_level),
        title,
        (_("Item"), _("Responsible")),
        (_("Adopted until {year}").format(year=found.year),),
        rows,
        summed(rows, _("In all"), 1, 2),
        prices(found.price_level),
    )
