# SPDX-License-Identifier: MPL-2.0
"""Several years' plans beside each other, as tables: one for each part, and what each plan took over."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from udmoent.documents.forms import own_nature, prices
from udmoent.documents.money import MoneyRow, MoneyTable
from udmoent.documents.words import Words
from udmoent.economy.rules import CORRECTED
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.side_by_side import Fate, SideBySide, Topic
from udmoent.lib.money import KR, in_unit
from udmoent.plan.facts import Kind


def fate_word(fate: Fate) -> str:
    return {
        Fate.CARRIED: _("carried over"),
        Fate.NEW: pgettext("a topic in a plan", "new"),
        Fate.LEFT: pgettext("a topic in a plan", "left"),
    }[fate]


def fate_counted(fate: Fate, n: int) -> str:
    """The word after a number: "2 nye"."""
    return npgettext("topics in a plan", "new", "new ones", n) if fate == Fate.NEW else fate_word(fate)


def amounts_of_year(item: ItemContent, year: int) -> dict[str, int]:
    """The corrected budget of the item's own nature in that year, by price level."""
    found: dict[str, int] = {}
    for one in item.amounts:
        if (one.year, one.nature) == (year, own_nature(item.kind)) and one.phase in CORRECTED:
            found[one.price_level] = found.get(one.price_level, 0) + one.kroner
    return {level: kroner for level, kroner in found.items() if kroner}


def side_by_side_tables(found: SideBySide, words: Words) -> Iterator[MoneyTable]:
    for kind in Kind:
        topics = [topic for topic in found.topics if topic.latest.kind == kind]
        if topics:
            yield _table(kind, topics, found.contents, words)
    if len(found.contents) > 1 and all(topic.is_whole for topic in found.topics):
        yield _counts(found)


def _table(kind: Kind, topics: list[Topic], contents: tuple[PlanContent, ...], words: Words) -> MoneyTable:
    heads = tuple(_("{plan}: budget {year}").format(plan=one.plan, year=one.budget_year) for one in contents)
    notes = (_("An amount is the corrected budget of the plan's own first year, in the prices that it is told in."),)
    return MoneyTable(
        name=words.part(kind),
        title=words.part(kind),
        text_heads=(words.label("title"), *(one.plan for one in contents)),
        money_heads=heads if kind != Kind.INTENT else (),
        rows=tuple(_row(topic, contents, words) for topic in topics),
        notes=notes if kind != Kind.INTENT else (),
    )


def _row(topic: Topic, contents: tuple[PlanContent, ...], words: Words) -> MoneyRow:
    told = [_told(item, fate, words) for item, fate in zip(topic.items, topic.fates, strict=True)]
    marks: list[str] = []
    kroner = []
    for item, content in zip(topic.items, contents, strict=True):
        levels = amounts_of_year(item, content.budget_year) if item else {}
        only = len(levels) == 1
        kroner.append(next(iter(levels.values())) if only else None)
        marks += [
            f"{content.budget_year}: {in_unit(one, KR)} kr., {prices(level)}"
            for level, one in levels.items()
            if not only or level != str(content.budget_year)
        ]
    has_money = topic.latest.kind != Kind.INTENT
    return MoneyRow((topic.latest.title, *told), tuple(kroner) if has_money else (), topic.latest.number, tuple(marks))


def _told(item: ItemContent | None, fate: Fate | None, words: Words) -> str:
    if item is None:
        return fate_word(fate) if fate else ""
    body = words.cross_cutting if item.is_cross_cutting else item.body
    said = (item.number, body, words.stage(item.stage), item.responsible, fate_word(fate) if fate else "")
    return " · ".join(filter(None, said))


def _counts(found: SideBySide) -> MoneyTable:
    rows = tuple(
        MoneyRow((content.plan, *(str(counts.get(fate, 0)) for fate in Fate)), ())
        for content, counts in zip(found.contents[1:], found.counts[1:], strict=True)
    )
    heads = (_("Plan"), _("Carried over"), pgettext("topics in a plan", "New"), pgettext("topics in a plan", "Left"))
    return MoneyTable(_("Against the plan before"), _("Against the plan before"), heads, (), rows)
