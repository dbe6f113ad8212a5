# SPDX-License-Identifier: MPL-2.0
"""The ways in which a field is asked for: how each looks in the panel, what it means, and how it is told in short."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from udmoent.desk.plan_list.query import Query
from udmoent.editions.selection import Condition
from udmoent.lib.dates import parse_date, short_date
from udmoent.lib.money import TKR, NotAnAmount, in_unit, read_amount

NONE = "-"
"""Asks in an address for items that tell nothing there."""


@dataclass(frozen=True)
class Chip:
    """A filter that is on, in short. `pairs` are what of the address asks for it."""

    label: str
    value: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Filter:
    """`code` is its name in addresses. A filter that was asked in a way it does not understand asks for nothing."""

    code: str
    label: str

    @property
    def codes(self) -> tuple[str, ...]:
        """Every name that it has in addresses."""
        return (self.code,)

    def condition(self, asked: Query) -> Condition | None:
        raise NotImplementedError

    def chips(self, asked: Query) -> Iterator[Chip]:
        raise NotImplementedError

    def inputs(self, asked: Query) -> str:
        """What stands in the panel under the label, as HTML."""
        raise NotImplementedError

    def fault(self, asked: Query) -> str:
        """What of it cannot be read."""
        return ""

    def html(self, asked: Query) -> SafeString:
        """Label and all, in the markup of Det Fælles Designsystem."""
        fault = self.fault(asked)
        told = f'<span class="form-error-message" id="filter-{self.code}-error">{escape(fault)}</span>' if fault else ""
        error = " form-error" if fault else ""
        return SafeString(f'<div class="form-group{error}">{self._label()}{told}{self.inputs(asked)}</div>')

    def _label(self) -> str:
        return f'<label class="form-label" for="filter-{self.code}">{escape(self.label)}</label>'


def _input(
    code: str, value: str, *, label: str = "", kind: str = "text", fault: bool = False, offered: str = ""
) -> str:
    told = f' aria-label="{escape(label)}"' if label else ""
    more = ' aria-invalid="true"' if fault else ""
    more += f' list="{offered}"' if offered else ""
    return (
        f'<input type="{kind}" class="form-input" id="filter-{code}" name="{code}" value="{escape(value)}"{told}{more}>'
    )


@dataclass(frozen=True)
class Text(Filter):
    """Words that are to be found."""

    means: Callable[[str], Condition] = field(kw_only=True)

    def condition(self, asked: Query) -> Condition | None:
        written = asked.one(self.code)
        return self.means(written) if written else None

    def chips(self, asked: Query) -> Iterator[Chip]:
        if written := asked.one(self.code):
            yield Chip(self.label, f"“{written}”", tuple((self.code, one) for one in asked.all(self.code)))

    def inputs(self, asked: Query) -> str:
        return _input(self.code, asked.one(self.code))


@dataclass(frozen=True)
class Choice(Filter):
    """One or more of few values. With `knows_all` a value that is not offered asks for nothing, else for itself."""

    options: Mapping[str, str] = field(kw_only=True)
    means: Callable[[frozenset[str]], Condition] = field(kw_only=True)
    knows_all: bool = False

    def chosen(self, asked: Query) -> list[str]:
        return [one for one in asked.all(self.code) if not self.knows_all or one in self.options]

    def condition(self, asked: Query) -> Condition | None:
        chosen = self.chosen(asked)
        return self.means(frozenset("" if one == NONE else one for one in chosen)) if chosen else None

    def chips(self, asked: Query) -> Iterator[Chip]:
        for one in self.chosen(asked):
            yield Chip(self.label, self.options.get(one, one), ((self.code, one),))

    def html(self, asked: Query) -> SafeString:
        """Boxes that open under what is chosen; a list of this kind needs no script."""
        chosen = self.chosen(asked)
        told = ", ".join(self.options.get(one, one) for one in chosen) or _("All")
        return SafeString(
            f'<div class="form-group"><details class="pick"><summary><span class="form-label">{escape(self.label)}</span>'
            f'<span class="form-select">{escape(told)}</span></summary>'
            f'<fieldset><legend class="sr-only">{escape(self.label)}</legend>{self.inputs(asked)}</fieldset></details></div>'
        )

    def inputs(self, asked: Query) -> str:
        chosen = self.chosen(asked)
        offered = dict(self.options) | {one: one for one in chosen if one not in self.options}
        return "".join(
            box(self.code, value, word, is_on=value in chosen, place=place)
            for place, (value, word) in enumerate(offered.items())
        )


def box(code: str, value: str, word: str, *, is_on: bool, place: int = 0) -> SafeString:
    """A box that can be ticked."""
    ticked = " checked" if is_on else ""
    name = f"filter-{code}-{place}"
    return SafeString(
        f'<div class="form-group-checkbox"><input type="checkbox" class="form-checkbox" id="{name}" name="{code}" '
        f'value="{escape(value)}"{ticked}><label class="form-label" for="{name}">{escape(word)}</label></div>'
    )


@dataclass(frozen=True)
class Select(Filter):
    """One of several values; the others ask for nothing."""

    options: Mapping[str, str] = field(kw_only=True)
    means: Callable[[str], Condition | None] = field(kw_only=True)
    everything: str = ""

    def chosen(self, asked: Query) -> str:
        one = asked.one(self.code)
        return one if one in self.options else ""

    def condition(self, asked: Query) -> Condition | None:
        chosen = self.chosen(asked)
        return self.means(chosen) if chosen else None

    def chips(self, asked: Query) -> Iterator[Chip]:
        if chosen := self.chosen(asked):
            yield Chip(self.label, self.options[chosen], ((self.code, chosen),))

    def inputs(self, asked: Query) -> str:
        chosen = self.chosen(asked)
        told = {"": self.everything or _("All"), **self.options}
        options = (
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(word)}</option>'
            for value, word in told.items()
        )
        return f'<select class="form-select" id="filter-{self.code}" name="{self.code}">{"".join(options)}</select>'


@dataclass(frozen=True)
class Yes(Filter):
    """Only those of which it is true."""

    means: Callable[[], Condition] = field(kw_only=True)

    def condition(self, asked: Query) -> Condition | None:
        return self.means() if asked.one(self.code) else None

    def chips(self, asked: Query) -> Iterator[Chip]:
        if asked.one(self.code):
            yield Chip("", self.label, tuple((self.code, one) for one in asked.all(self.code)))

    def html(self, asked: Query) -> SafeString:
        return box(self.code, "on", self.label, is_on=bool(asked.one(self.code)))


@dataclass(frozen=True)
class Span(Filter):
    """From one value to another; either may be left open."""

    @property
    def codes(self) -> tuple[str, ...]:
        return (f"{self.code}-fra", f"{self.code}-til")

    def read(self, written: str) -> object | None:
        """What is meant; None for what cannot be read."""
        raise NotImplementedError

    def shown(self, value: object) -> str:
        return str(value)

    def _told(self, asked: Query) -> tuple[object | None, object | None]:
        first, last = (self.read(asked.one(code)) if asked.one(code) else None for code in self.codes)
        return first, last

    def chips(self, asked: Query) -> Iterator[Chip]:
        words = (_("from {value}"), _("to {value}"))
        told = zip(self.codes, words, self._told(asked), strict=True)
        known = [(code, word.format(value=self.shown(value))) for code, word, value in told if value is not None]
        if known:
            pairs = tuple((code, asked.one(code)) for code, _word in known)
            yield Chip(self.label, " ".join(word for _code, word in known), pairs)

    def _ends(self) -> tuple[str, str]:
        return _("{field}, from").format(field=self.label), _("{field}, to").format(field=self.label)

    def html(self, asked: Query) -> SafeString:
        fault = self.fault(asked)
        told = f'<span class="form-error-message">{escape(fault)}</span>' if fault else ""
        error = " form-error" if fault else ""
        label = f'<span class="form-label">{escape(self.label)}</span>'
        ends = f'<div class="ends">{self.inputs(asked)}</div>'
        return SafeString(f'<div class="form-group span{error}">{label}{told}{ends}</div>')

    def inputs(self, asked: Query) -> str:
        pairs = zip(self.codes, self._ends(), strict=True)
        return "".join(self._one(code, asked.one(code), label) for code, label in pairs)

    def _one(self, code: str, written: str, label: str) -> str:
        return _input(code, written, label=label, fault=bool(written) and self.read(written) is None)

    def _unread(self, asked: Query) -> str:
        return next(
            (asked.one(code) for code in self.codes if asked.one(code) and self.read(asked.one(code)) is None), ""
        )


@dataclass(frozen=True)
class Days(Span):
    means: Callable[[date | None, date | None], Condition] = field(kw_only=True)

    def read(self, written: str) -> date | None:
        return parse_date(written)

    def shown(self, value: object) -> str:
        return short_date(value) if isinstance(value, date) else ""

    def condition(self, asked: Query) -> Condition | None:
        first, last = (parse_date(asked.one(code)) for code in self.codes)
        return self.means(first, last) if first or last else None

    def fault(self, asked: Query) -> str:
        return not_a_day(unread) if (unread := self._unread(asked)) else ""

    def _one(self, code: str, written: str, label: str) -> str:
        return day_input(code, written, label=label)


def day_input(code: str, written: str, *, label: str = "") -> SafeString:
    """Text, beside which the design system's own script puts a calendar."""
    day = parse_date(written)
    told = day.strftime("%d.%m.%Y") if day else written
    picked = _input(code, told, label=label, fault=bool(written) and day is None)
    return SafeString(f'<div class="date-picker" data-dateformat="DD.MM.YYYY">{picked}</div>')


def not_a_day(written: str) -> str:
    return _("“{text}” is not a date. Write it as 2025-05-31, 31-05-2025 or 31.5.2025.").format(text=written)


@dataclass(frozen=True)
class Amounts(Span):
    """In 1,000 kr."""

    means: Callable[[int | None, int | None], Condition] = field(kw_only=True)

    def shown(self, value: object) -> str:
        return in_unit(value, TKR) if isinstance(value, int) else ""

    def read(self, written: str) -> int | None:
        try:
            return read_amount(written, TKR)
        except NotAnAmount:
            return None

    def condition(self, asked: Query) -> Condition | None:
        least, most = (self.read(asked.one(code)) if asked.one(code) else None for code in self.codes)
        return None if least is None and most is None else self.means(least, most)

    def fault(self, asked: Query) -> str:
        unread = self._unread(asked)
        return (
            _("“{amount}” is not an amount. Write it in 1,000 kr., such as -1.500.").format(amount=unread)
            if unread
            else ""
        )


@dataclass(frozen=True)
class Number(Filter):
    """A number of something, such as days."""

    means: Callable[[int], Condition] = field(kw_only=True)

    def condition(self, asked: Query) -> Condition | None:
        written = asked.one(self.code)
        return self.means(int(written)) if written.isdecimal() else None

    def chips(self, asked: Query) -> Iterator[Chip]:
        if asked.one(self.code).isdecimal():
            yield Chip(self.label, asked.one(self.code), ((self.code, asked.one(self.code)),))

    def inputs(self, asked: Query) -> str:
        return _input(self.code, asked.one(self.code), kind="number")


@dataclass(frozen=True)
class Since(Filter):
    """A version's name, or a day; `means` is None for what is neither."""

    offered: tuple[str, ...] = field(kw_only=True)
    means: Callable[[str], Condition | None] = field(kw_only=True)

    def condition(self, asked: Query) -> Condition | None:
        written = asked.one(self.code)
        return self.means(written) if written else None

    def chips(self, asked: Query) -> Iterator[Chip]:
        written = asked.one(self.code)
        if written and not self.fault(asked):
            yield Chip(self.label, written, ((self.code, written),))

    def inputs(self, asked: Query) -> str:
        written = asked.one(self.code)
        place = f"filter-{self.code}-offered"
        told = _input(self.code, written, fault=bool(self.fault(asked)), offered=place)
        options = "".join(f'<option value="{escape(one)}"></option>' for one in self.offered)
        return f'{told}<datalist id="{place}">{options}</datalist>'

    def fault(self, asked: Query) -> str:
        written = asked.one(self.code)
        if not written or parse_date(written) or written.casefold() in (one.casefold() for one in self.offered):
            return ""
        return _("“{text}” is neither a version nor a date. The versions are: {known}.").format(
            text=written, known=", ".join(f"“{one}”" for one in self.offered) or "–"
        )
