# SPDX-License-Identifier: MPL-2.0
"""The plan's list: which items are asked for, and what of each is shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from urllib.parse import quote

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import DayField, TextField
from udmoent.documents.forms import prices
from udmoent.documents.front import body_name
from udmoent.documents.words import NO_HEADING, SYMBOLS, Words
from udmoent.editions.content import ItemContent, PlanContent, Total
from udmoent.editions.counts import is_open, is_passed
from udmoent.editions.totals import total
from udmoent.lib.money import TKR, in_unit
from udmoent.plan.facts import Assessment, Kind, Stage

SEARCHED = ("number", "title", "course", "status_text", "responsible", "agreed_text", "reason", "mitigation", "heading")


class FilterForm(forms.Form):
    """What the list shows, told by the page's address. `posts` are the visitor's own, casefolded."""

    soeg = TextField(label=gettext_lazy("Search"), required=False)
    udvalg = forms.ChoiceField(required=False)
    part = forms.ChoiceField(label=gettext_lazy("Part"), required=False)
    stadie = forms.ChoiceField(required=False)
    vurdering = forms.ChoiceField(required=False)
    tvaergaaende = forms.BooleanField(label=gettext_lazy("Cross-cutting only"), required=False)
    egne = forms.BooleanField(label=gettext_lazy("My items only"), required=False)
    pr = DayField(label=gettext_lazy("The plan as of"), required=False)

    def __init__(
        self, told: Mapping[str, Any], *, content: PlanContent, words: Words, posts: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(told, auto_id="filter-%s")
        self.posts = posts
        if not posts:
            del self.fields["egne"]
        for name, fact in (("udvalg", "body"), ("stadie", "stage"), ("vurdering", "assessment")):
            self.fields[name].label = words.label(fact)
        everything = ("", _("All"))
        names = {body.abbreviation: body_name(content, body.abbreviation) for body in content.bodies}
        self._offer("udvalg", [everything, *((code, f"{code} – {name}") for code, name in names.items())])
        self._offer("part", [everything, *((kind.value, words.part(kind)) for kind in Kind)])
        still = ("open", _("Open, all stages"))
        self._offer("stadie", [everything, still, *((stage.value, words.stage(stage)) for stage in Stage)])
        self._offer("vurdering", [everything, *((one.value, words.assessment(one)) for one in Assessment)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self, name: str) -> str:
        """What was asked for and understood."""
        self.full_clean()
        return self.cleaned_data.get(name) or ""

    @property
    def is_narrowing(self) -> bool:
        """Whether more than a committee is asked for."""
        return any(self.asked(name) for name in ("soeg", "part", "stadie", "vurdering", "tvaergaaende", "egne"))

    def pick(self, items: Iterable[ItemContent]) -> tuple[ItemContent, ...]:
        asked = {name: self.asked(name) for name in ("part", "stadie", "vurdering", "tvaergaaende")}
        searched = self.asked("soeg").casefold().split()
        mine = self.posts if self.asked("egne") else None
        return tuple(item for item in items if _is_asked(item, asked) and _has(item, searched) and _is_of(item, mine))


def _is_asked(item: ItemContent, asked: dict[str, str]) -> bool:
    return (
        asked["part"] in ("", item.kind)
        and (asked["stadie"] in ("", item.stage) or (asked["stadie"] == "open" and is_open(item)))
        and asked["vurdering"] in ("", item.assessment)
        and (not asked["tvaergaaende"] or item.is_cross_cutting)
    )


def _is_of(item: ItemContent, posts: frozenset[str] | None) -> bool:
    return posts is None or item.responsible.casefold() in posts


def _has(item: ItemContent, searched: list[str]) -> bool:
    if not searched:
        return True
    text = "\n".join(getattr(item, name) for name in SEARCHED).casefold()
    return all(word in text for word in searched)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One item as the list tells it; all of it text that is ready to be shown."""

    number: str
    href: str
    title: str
    bodies: str
    cross_cutting: str
    time: str
    is_passed: bool
    responsible: str
    stage: str
    assessment: str
    assessment_word: str
    symbol: str
    amounts: tuple[tuple[int, str], ...]
    is_over: bool


@dataclass(frozen=True)
class Group:
    name: str
    rows: list[ListRow]


@dataclass(frozen=True)
class Part:
    code: str
    name: str
    years: tuple[int, ...]
    price_levels: str = ""
    groups: list[Group] = field(default_factory=list)

    @property
    def number_of_items(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return 6 + len(self.years)


@dataclass(frozen=True)
class SumRow:
    line: str
    of_what: str
    amounts: tuple[str, ...]


class PlanList:
    """The items that are asked for, in the plan's order, by part and by committee or heading."""

    def __init__(self, content: PlanContent, items: Iterable[ItemContent], plan_id: int, words: Words, pr: str) -> None:
        self.content = content
        self.items = tuple(items)
        self.words = words
        address = reverse("item", args=[plan_id, "NUMBER"])
        self._before, self._after = address.split("NUMBER")
        self._query = f"?pr={pr}" if pr else ""

    @property
    def parts(self) -> Iterator[Part]:
        for kind, of_kind in groupby(self.items, key=lambda item: item.kind):
            members = list(of_kind)
            years = self.content.years if any(item.amounts for item in members) else ()
            groups = [
                Group(self._group_name(kind, name), [self._row(item, years) for item in group])
                for name, group in groupby(members, key=_group)
            ]
            yield Part(kind.value, self.words.part(kind), years, _price_levels(members), groups)

    def _group_name(self, kind: Kind, name: str) -> str:
        return (name or _(NO_HEADING)) if kind == Kind.INTENT else body_name(self.content, name)

    def _row(self, item: ItemContent, years: tuple[int, ...]) -> ListRow:
        return ListRow(
            number=item.number,
            href=f"{self._before}{quote(item.number)}{self._after}{self._query}",
            title=item.title,
            bodies=", ".join((item.body, *item.other_bodies)),
            cross_cutting=self.words.cross_cutting.lower() if item.is_cross_cutting else "",
            time=item.time.text,
            is_passed=is_passed(item, self.content.as_of),
            responsible=item.responsible,
            stage=self.words.stage(item.stage),
            assessment=item.assessment,
            assessment_word=self.words.assessment(item.assessment) if item.assessment in SYMBOLS else "",
            symbol=self.words.symbol(item.assessment),
            amounts=tuple((year, adopted(item, year, self.words.language)) for year in years),
            is_over=not is_open(item),
        )


def _price_levels(items: Iterable[ItemContent]) -> str:
    """In what prices the amounts that the list shows are: "2025-priser", or several."""
    return ", ".join(
        sorted({prices(one.price_level) for item in items for one in item.amounts if one.phase == "adopted"})
    )


def _group(item: ItemContent) -> str:
    return item.heading if item.kind == Kind.INTENT else item.body


def adopted(item: ItemContent, year: int, language: str) -> str:
    """The adopted amounts of a year in 1,000 kr.; those of different natures or price levels beside each other."""
    told = [one.kroner for one in item.amounts if one.year == year and one.phase == "adopted"]
    return " · ".join(in_unit(kroner, TKR, language) for kroner in told)


def sums(content: PlanContent, shown: Iterable[ItemContent] | None, words: Words) -> tuple[list[int], list[SumRow]]:
    """The content's own totals, a row for each line, nature, phase and price level; lines are never added.

    `shown` are the items of a list that is narrowed further, which then have a line of their own.
    """
    lines: list[tuple[str, tuple[Total, ...]]] = []
    if shown is not None:
        lines.append((_("The items shown"), total(shown)))
    if content.excerpt_of:
        lines.append((_("{body}'s own items").format(body=content.excerpt_of), content.totals.own))
    lines.append((_("Cross-cutting items"), content.totals.cross_cutting))
    lines.append((_("The whole plan"), content.totals.whole))
    years = sorted({*content.years, *(one.year for _line, totals in lines for one in totals)})
    rows = [row for line, totals in lines for row in _sum_rows(line, totals, years, words)]
    return years, sorted(rows, key=lambda row: row.of_what, reverse=True)


def _sum_rows(line: str, totals: tuple[Total, ...], years: list[int], words: Words) -> Iterator[SumRow]:
    for key, group in groupby(totals, key=lambda one: (one.nature, one.phase, one.price_level)):
        nature, phase, level = key
        by_year = {one.year: in_unit(one.kroner, TKR, words.language) for one in group}
        what = f"{words.nature(nature).capitalize()}, {words.phase(phase)}, {prices(level)}"
        yield SumRow(line, what, tuple(by_year.get(year, "") for year in years))
