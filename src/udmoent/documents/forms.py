# SPDX-License-Identifier: MPL-2.0
"""How each field of an item is printed in a cell, and therefore read back. Writers and readers both hold to this."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from udmoent.documents import escapes
from udmoent.documents.words import ANSWER_FROM, CONFIRMED, INVOLVED, RECEIVED, TREATED, Words, speaking
from udmoent.economy.actions import AmountKey
from udmoent.economy.models import Phase
from udmoent.editions.content import Amount, ItemContent
from udmoent.lib.dates import parse_date, short_date
from udmoent.lib.money import in_unit
from udmoent.organisation.configuration import TownConfiguration
from udmoent.plan.facts import Commitment, HearingAnswer, Involvement, Kind, Stage, Treatment

X: Final = "X"
EXTRA: Final = gettext_noop("Extra")
MANY_PARTS: Final = 10_000
_HELD = re.compile(r"(?:behandlet|treated) (?P<day>[0-9.]+)")
_ANSWERED = re.compile(r"(?:svar fra|answer from)(?P<said>(?: .*)?)", re.DOTALL)
_INVOLVED: Final = {
    "opens_on": re.compile(r"(?:åbner|opens) (?P<day>[0-9.]+)"),
    "deadline": re.compile(r"(?:frist|deadline) (?P<day>[0-9.]+)"),
    "held_on": re.compile(r"(?:holdt|held) (?P<day>[0-9.]+)"),
}
_BEHIND: Final = (*_INVOLVED.values(), _ANSWERED)
"""What stands behind a result, and so is told from it."""


@dataclass(frozen=True, slots=True, order=True)
class AmountColumn:
    """One column of amounts. `nature` is empty for the part's own: capital for capital projects, else operating."""

    phase_place: int
    year: int
    phase: str
    nature: str
    price_level: str

    @classmethod
    def of(cls, amount: Amount | AmountKey, kind: Kind) -> "AmountColumn":
        nature = "" if amount.nature == own_nature(kind) else amount.nature
        return cls.at(amount.year, amount.phase, nature, amount.price_level)

    @classmethod
    def at(cls, year: int, phase: str, nature: str, price_level: str) -> "AmountColumn":
        place = PHASES.index(Phase(phase)) if phase in PHASES else len(PHASES)
        return cls(place, year, phase, nature, price_level)


PHASES: Final = tuple(Phase)


def own_nature(kind: Kind) -> str:
    return "capital" if kind == Kind.CAPITAL else "operating"


def show(field: str, item: ItemContent, town: TownConfiguration, language: str = "da") -> str:
    """The field's cell as .xlsx and .csv have it. `field` is one of the facts, or number, kind, follows, closed."""
    with speaking(town, language) as words:
        return cell((field,), item, words)


def cell(fields: tuple[str, ...], item: ItemContent, words: Words, *, in_document: bool = False) -> str:
    """The cell of a column that tells one field, or several set together."""
    if len(fields) == 1:
        return _one(fields[0], item, words, in_document)
    together = TOGETHER.get(frozenset(fields))
    if together:
        return together(item, words, in_document)
    return "\n".join(filter(None, (_one(field, item, words, in_document) for field in fields)))


def _one(field: str, item: ItemContent, words: Words, in_document: bool) -> str:
    if field == "assessment":
        return _assessment(item, words, in_document)
    form = FORMS.get(field)
    return form(item, words) if form else _plain(getattr(item, field))


def _plain(value: object) -> str:
    if type(value) is str:
        return value
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, tuple):
        return "\n".join(escapes.in_one_line(str(one)) for one in value)
    return "" if value is None else str(value)


def _assessment(item: ItemContent, words: Words, in_document: bool) -> str:
    if not in_document:
        return words.assessment(item.assessment)
    symbol = words.symbol(item.assessment)
    return f"{symbol} {words.assessment(item.assessment)}" if symbol else "–"


def _bodies(item: ItemContent, words: Words, _in_document: bool) -> str:
    mark = words.cross_cutting.lower() if item.is_cross_cutting else ""
    return ", ".join(filter(None, (item.body, *item.other_bodies, mark)))


def commitment(one: Commitment) -> str:
    """ "Party: promise (bekræftet 31.5.2025)", in the active language, in one line."""
    said = escapes.escaped_party(one.party) + (f": {one.promise}" if one.promise else "")
    said = escapes.CONFIRMATION.escaped(said)
    if one.confirmed_on:
        said += f" ({_(CONFIRMED)} {short_date(one.confirmed_on)})"
    return escapes.in_one_line(said)


def read_commitment(line: str) -> Commitment:
    """What `commitment` was given."""
    said, day = escapes.CONFIRMATION.parted(escapes.with_lines(line))
    party, promise = escapes.party_and_promise(said)
    return Commitment(party=party, promise=promise, confirmed_on=parse_date(day) if day else None)


def _commitments(item: ItemContent, _words: Words) -> str:
    return "\n".join(map(commitment, item.commitments))


def _coordination_and_commitments(item: ItemContent, words: Words, _in_document: bool) -> str:
    lines = [escapes.escaped_coordination(commitment(one)) for one in item.commitments]
    if item.coordination:
        parties = "; ".join(escapes.escaped_entry(escapes.in_one_line(party)) for party in item.coordination)
        lines.insert(0, f"{_('Coordination')}: {parties}")
    return "\n".join(lines)


def read_coordination_and_commitments(text: str) -> tuple[tuple[str, ...], tuple[Commitment, ...]]:
    """What a cell with coordination on its first line, and commitments one per line, was made from."""
    lines = [line for line in text.split("\n") if line.strip()]
    parties: tuple[str, ...] = ()
    word, colon, told = lines[0].partition(": ") if lines else ("", "", "")
    if colon and word in ("Koordinering", "Coordination"):
        parties = tuple(map(escapes.with_lines, escapes.entries(told)))
        lines = lines[1:]
    return parties, tuple(read_commitment(escapes.without_escaped_coordination(line)) for line in lines)


def treatment(one: Treatment) -> str:
    """ "BUU · beslutning · marts 2025 · Vælg en grund · behandlet 12.3.2025", in the active language, in one line."""
    held = f"{_(TREATED)} {short_date(one.held_on)}" if one.held_on else ""
    behind = filter(None, (escapes.unlike(one.task, _HELD), held))
    return escapes.in_one_line(escapes.by_points((one.body, one.form, one.time, *behind)))


def read_treatment(line: str) -> Treatment:
    """What `treatment` was given."""
    body, form, time, task, held = _parts(line, 5)
    if not held and _HELD.fullmatch(task):
        task, held = "", task
    found = _HELD.fullmatch(held)
    held_on = parse_date(found["day"]) if found else None
    if held and held_on is None:
        task = f"{task} · {held}".removeprefix(" · ")
    return Treatment(body=body, form=form, time=time, task=escapes.without_unlikeness(task, _HELD), held_on=held_on)


def involvement(one: Involvement) -> str:
    """ "party · form · time · result", then its days and the answers, in the active language, in one line:
    "Ældrerådet · høring · maj 2025 · enige · åbner 1.5.2025 · frist 31.5.2025 · svar fra Ældrerådet: ja (modtaget 9.5.2025)".
    """
    days = (f"{_(INVOLVED[name])} {short_date(day)}" for name in INVOLVED if (day := getattr(one, name)))
    behind = filter(None, (escapes.unlike(one.result, *_BEHIND), *days, *map(_answer, one.answers)))
    return escapes.in_one_line(escapes.by_points((one.party, one.form, one.time, *behind)))


def _answer(one: HearingAnswer) -> str:
    said = escapes.escaped_party(one.sender) + (f": {one.text}" if one.text else "")
    received = f" ({_(RECEIVED)} {short_date(one.received_on)})" if one.received_on else ""
    return f"{_(ANSWER_FROM)} {escapes.RECEIPT.escaped(said)}{received}"


def read_involvement(line: str) -> Involvement:
    """What `involvement` was given; what stands behind the result and is neither a day nor an answer belongs to it."""
    party, form, time, *more = escapes.parts_by_points(escapes.with_lines(line), 4, at_most=MANY_PARTS)
    result, days = "", dict[str, date]()
    answers: list[HearingAnswer] = []
    for part in more:
        if answer := _ANSWERED.fullmatch(part):
            answers.append(_read_answer(answer["said"]))
        elif told := _read_day(part):
            days |= told
        else:
            result = f"{result} · {part}".removeprefix(" · ")
    result = escapes.without_unlikeness(result, *_BEHIND)
    return Involvement(party=party, form=form, time=time, result=result, answers=tuple(answers), **days)


def _read_day(part: str) -> dict[str, date]:
    """The day of an involvement that the part tells, by its name."""
    found = {name: mark.fullmatch(part) for name, mark in _INVOLVED.items()}
    days = {name: parse_date(mark["day"]) for name, mark in found.items() if mark}
    return {name: day for name, day in days.items() if day}


def _read_answer(said: str) -> HearingAnswer:
    told, day = escapes.RECEIPT.parted(said)
    sender, text = escapes.party_and_promise(told.removeprefix(" "))
    return HearingAnswer(sender=sender, text=text, received_on=parse_date(day) if day else None)


def _parts(line: str, count: int) -> list[str]:
    return escapes.parts_by_points(escapes.with_lines(line), count)


def _closed(item: ItemContent, _words: Words) -> str:
    return X if item.stage == Stage.CLOSED else ""


FORMS: Final[dict[str, Callable[[ItemContent, Words], str]]] = {
    "kind": lambda item, words: words.kind(item.kind),
    "other_bodies": lambda item, words: ", ".join(item.other_bodies),
    "is_cross_cutting": lambda item, words: words.cross_cutting if item.is_cross_cutting else "",
    "commitments": _commitments,
    "time": lambda item, words: item.time.text,
    "stage": lambda item, words: words.stage(item.stage),
    "closed": _closed,
    "closing_reason": lambda item, words: words.closing_reason(item.closing_reason) if item.closing_reason else "",
    "treatments": lambda item, words: "\n".join(map(treatment, item.treatments)),
    "involvements": lambda item, words: "\n".join(map(involvement, item.involvements)),
    "visibility": lambda item, words: words.visibility(item.visibility),
    "amounts": lambda item, words: amounts_in_words(item, words),
    "extra": lambda item, words: "\n".join(f"{name}: {text}" for name, text in sorted(item.extra.items())),
}

PLAIN_TEXTS: Final = frozenset(
    name for name, of in get_type_hints(ItemContent).items() if of is str and name not in FORMS
)
"""Fields that are printed as they stand."""

TOGETHER: Final[dict[frozenset[str], Callable[[ItemContent, Words, bool], str]]] = {
    frozenset({"body", "other_bodies", "is_cross_cutting"}): _bodies,
    frozenset({"coordination", "commitments"}): _coordination_and_commitments,
}


def heading(field: str, words: Words) -> str:
    """A field's column heading: the town's first word for it."""
    return words.label(field)


def amount_columns(items: Iterable[ItemContent]) -> list[AmountColumn]:
    """The columns that the items' amounts need: adopted by year first, then the other phases."""
    return sorted({AmountColumn.of(amount, item.kind) for item in items for amount in item.amounts})


def amount_heading(column: AmountColumn, words: Words, *, unit: str = "", with_level: bool = True) -> str:
    """ "2025 (kr., 2025-priser)", "2025 forventet", "2025 vedtaget drift": year, what differs, unit and price level."""
    told = [str(column.year)]
    if column.phase != "adopted" or column.nature:
        told.append(words.phase(column.phase))
    if column.nature:
        told.append(words.nature(column.nature))
    notes = ", ".join(filter(None, (unit, prices(column.price_level) if with_level else "")))
    return " ".join(told) + (f" ({notes})" if notes else "")


def extra_heading(name: str) -> str:
    """An extra column says that it is one, so that one called X or 2026 is not taken for the plan's own."""
    return f"{_(EXTRA)}: {name}"


def prices(level: str) -> str:
    """ "2025-priser" for the price level 2025."""
    return f"{level}-priser" if level.isdigit() else level


def amounts_by_column(item: ItemContent) -> dict[AmountColumn, int]:
    return {AmountColumn.of(amount, item.kind): amount.kroner for amount in item.amounts}


def amount_at(item: ItemContent, column: AmountColumn) -> int | None:
    """The item's kroner in that column."""
    wanted = (column.year, column.phase, column.nature or own_nature(item.kind), column.price_level)
    for one in item.amounts:
        if (one.year, one.phase, one.nature, one.price_level) == wanted:
            return one.kroner
    return None


def amounts_in_words(item: ItemContent, words: Words) -> str:
    """All amounts of an item, a line each, in kroner: for comparisons."""
    told = sorted(amounts_by_column(item).items())
    return "\n".join(f"{amount_heading(column, words)}: {in_unit(kroner, 1)} kr." for column, kroner in told)
