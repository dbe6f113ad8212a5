# SPDX-License-Identifier: MPL-2.0
"""The sample plan as its files tell it. What they may say is here; what they say is in sample/*.toml.

In the files a commitment is written "party · promise · date", a treatment "body · form · time · task" and an involvement
"party · form · time · result", each as far as there is something to tell. A promise's date and an involvement's result
are told by the item's first state on or after them: nobody knows them sooner. Amounts are in 1.000 kr., for the budget year
and the three forecast years. All other facts of an item go by their own names (`udmoent.plan.facts.Facts`).
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_type_hints

import msgspec

from udmoent.cases.facts import CaseKind, Outcome
from udmoent.demo.tables import Dated, Part, SampleCalendar, SampleDecision, SamplePlanned, SampleTreated
from udmoent.documents.forms import read_involvement, read_treatment
from udmoent.editions.communication_rules import Addressee
from udmoent.followup.facts import Asks, Scope
from udmoent.lib.dates import parse_date
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Commitment, Facts, Involvement, Kind, Origin

FOLDER: Final = Path(__file__).parent / "sample"
TYPES: Final = get_type_hints(Facts)


class SampleUnit(Part, frozen=True):
    name: str
    parts: tuple[str, ...] = ()


class SamplePosition(Part, frozen=True):
    """`since` is when the one who is in it took it over from `predecessor`."""

    title: str
    unit: str = ""
    predecessor: str = ""
    since: date | None = None


class SignIn(Part, frozen=True):
    email: str
    role: str
    position: str
    body: str = ""
    unit: str = ""


class StandIn(Part, frozen=True):
    """`deputy` is the post of whoever stands in for the one who holds `position`."""

    position: str
    deputy: str
    since: date
    until: date | None = None


class SampleTown(Part, frozen=True):
    """`bodies`, `parties` and `strategies` are more than the town's file comes with, as it would tell them."""

    bodies: tuple[dict[str, Any], ...]
    parties: tuple[dict[str, Any], ...]
    strategies: tuple[dict[str, Any], ...]
    units: tuple[SampleUnit, ...]
    positions: tuple[SamplePosition, ...]
    stand_ins: tuple[StandIn, ...]
    sign_ins: tuple[SignIn, ...]


class SampleParagraph(Part, frozen=True):
    number: int
    page: int
    text: str
    needs_no_item_because: str = ""


class SampleAgreement(Part, frozen=True):
    """`reference` is how an item tells where in the agreement it stands."""

    name: str
    plan: str
    budget_year: int
    price_level: str
    signed_on: date
    reference: str
    headings: tuple[str, ...]
    parties: tuple[dict[str, str], ...]
    paragraphs: tuple[SampleParagraph, ...]


class SamplePart(Part, frozen=True):
    """A new item that an item was split into, with what was said of it besides, and the amounts that it took along."""

    title: str
    course: str
    responsible: str
    amounts: tuple[int, int, int, int]
    facts: dict[str, Any] = {}


class Step(Dated, frozen=True, kw_only=True):
    """What was done to an item on a later day: `because` with withdraw, `into` with merge, `parts` with split."""

    do: Literal["change", "close", "reopen", "withdraw", "merge", "split"] = "change"
    because: str = ""
    into: str = ""
    parts: tuple[SamplePart, ...] = ()
    facts: dict[str, Any] = {}


class SampleItem(Part, frozen=True):
    number: str
    kind: Kind
    facts: dict[str, Any]
    origin: Origin = Origin.AGREEMENT
    paragraph: int | None = None
    added_on: date | None = None
    added_because: str = ""
    added_by_decision: SampleDecision | None = None
    amounts: tuple[int, int, int, int] | None = None
    later: tuple[Step, ...] = ()

    def known_on(self, day: date) -> dict[str, Any]:
        """Its commitments as they were confirmed, and its involvements with what came of them, by that day."""
        promises: tuple[Commitment, ...] = self.facts.get("commitments", ())
        heard: tuple[Involvement, ...] = self.facts.get("involvements", ())
        return {
            "commitments": tuple(
                one if _is_confirmed(one, day) else replace(one, confirmed_on=None) for one in promises
            ),
            "involvements": tuple(_known_of(one, day) for one in heard),
        }


BY_DAY: Final = ("commitments", "involvements")


def _is_confirmed(promise: Commitment, day: date) -> bool:
    return promise.confirmed_on is not None and promise.confirmed_on <= day


def _known_of(involvement: Involvement, day: date) -> Involvement:
    """What is known of it by that day: the answers that have come in, and, once it is held, what came of it."""
    held = involvement.held_on or _time(involvement.time).last
    answers = tuple(one for one in involvement.answers if one.received_on and one.received_on <= day)
    known = replace(involvement, answers=answers)
    return known if held and held <= day else replace(known, result="", held_on=None)


class SampleEdition(Part, frozen=True):
    name: str
    as_of: date
    sealed_on: date
    body: str
    meeting_on: date


class SampleRound(Part, frozen=True):
    """A round of status. On `unchanged_on` those of `unchanged` who had said nothing in it told that nothing was new; with
    `but` all did so but these. What was said of an item while it was open is told with the item itself.
    """

    name: str
    planned_on: date
    as_of: date
    scope: Scope = Scope.CROSS_CUTTING
    asks: Asks = Asks.RESPONSIBLE
    body: str = ""
    meeting_on: date | None = None
    is_opened: bool = True
    unchanged_on: date | None = None
    unchanged: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    closed_on: date | None = None
    sealed_as: str = ""


class Noted(Dated, frozen=True, kw_only=True):
    """A body takes note of what was reported closed."""

    items: tuple[str, ...]


class AmountsSet(Dated, frozen=True, kw_only=True):
    phase: str
    wanted: dict[str, tuple[int, int, int, int]]


class Attached(Dated, frozen=True, kw_only=True):
    """An address of a document that nobody has written; `is_public` where it was released at once."""

    item: str
    title: str
    address: str
    why: str = ""
    is_public: bool = False


class DirectorateNote(Dated, frozen=True, kw_only=True):
    item: str
    text: str
    by: str = "kommunaldirektør"
    why: str = ""


class DirectorateDecision(Dated, frozen=True, kw_only=True):
    """What the body decided of the item, as written down that day."""

    item: str
    text: str
    body: str = "DIR"
    why: str = ""


class SampleFollowUp(Dated, frozen=True, kw_only=True):
    """What the directorate asked for at its meeting that day; `done_on` and `outcome` where it has been done."""

    item: str
    text: str
    who: str
    body: str = "DIR"
    why: str = ""
    done_on: date | None = None
    outcome: str = ""


class SampleCommunication(Dated, frozen=True, kw_only=True):
    """Who is told what of an item or a version; `done_on` when they were."""

    about: str = ""
    edition: str = ""
    addressee: Addressee
    channel: str
    message: str
    planned_on: date
    post: str
    done_on: date | None = None
    why: str = ""


class SampleStop(Part, frozen=True):
    """A body on the case's route, when it was sent the case, and what it decided at its meeting."""

    body: str
    meeting_on: date
    agenda_number: str = ""
    sent_on: date | None = None
    outcome: Outcome | None = None
    decided: str = ""
    absent: tuple[dict[str, str], ...] = ()
    apologies: tuple[dict[str, str], ...] = ()


class SampleCase(Part, frozen=True):
    """An agenda case. What is not told of it is as it is composed."""

    kind: CaseKind
    begun_on: date
    route: tuple[SampleStop, ...]
    title: str = ""
    edition: str = ""
    item: str = ""
    arrangement: str = ""
    case_number: str = ""
    kle: str = ""
    own: dict[str, str] = {}
    emphasis: tuple[str, ...] = ()
    closed_addresses: dict[str, str] = {}


class SampleView(Part, frozen=True):
    """A list that the plan coordinator saved and shared that day; `query` is its address's."""

    saved_on: date
    name: str
    query: str


class SampleHistory(Part, frozen=True):
    begins: Dated
    attached: tuple[Attached, ...]
    directorate_notes: tuple[DirectorateNote, ...]
    directorate_decisions: tuple[DirectorateDecision, ...]
    follow_ups: tuple[SampleFollowUp, ...]
    calendars: tuple[SampleCalendar, ...]
    treated: tuple[SampleTreated, ...]
    planned: tuple[SamplePlanned, ...]
    views: tuple[SampleView, ...]
    communications: tuple[SampleCommunication, ...]
    editions: tuple[SampleEdition, ...]
    rounds: tuple[SampleRound, ...]
    noted: tuple[Noted, ...]
    cases: tuple[SampleCase, ...]
    amounts: tuple[AmountsSet, ...]


@cache
def town() -> SampleTown:
    return msgspec.convert(tables("town"), SampleTown)


@cache
def agreement() -> SampleAgreement:
    return msgspec.convert(tables("agreement"), SampleAgreement)


@cache
def history() -> SampleHistory:
    return msgspec.convert(tables("history"), SampleHistory)


@cache
def items() -> tuple[SampleItem, ...]:
    """Every item, in the order of the parts' files."""
    return tuple(_items())


def _items() -> Iterator[SampleItem]:
    for kind, file in PARTS.items():
        for table in tables(file)["items"]:
            steps = [_step(step) for step in table.pop("later", [])]
            told = _with_facts(table, SampleItem)
            yield msgspec.convert(told | {"kind": kind, "later": steps}, SampleItem)


PARTS: Final = {
    Kind.OPERATING: "operating",
    Kind.RAADERUM: "raaderum",
    Kind.CAPITAL: "capital",
    Kind.INTENT: "intents",
}


def tables(file: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))


def _with_facts(table: dict[str, Any], shape: type[Part]) -> dict[str, Any]:
    """The table with what is not the shape's own gathered under `facts`, each read as the fact it is."""
    own = {name: value for name, value in table.items() if name in shape.__struct_fields__}
    return own | {"facts": {name: _fact(name, value) for name, value in table.items() if name not in own}}


def _step(table: dict[str, Any]) -> dict[str, Any]:
    parts = [_with_facts(part, SamplePart) for part in table.pop("parts", [])]
    told = _with_facts(table, Step) | {"parts": parts}
    if not told["facts"].keys().isdisjoint(BY_DAY):
        raise ValueError(f"the step of {table['on']} tells {' or '.join(BY_DAY)}: tell them with the item itself")
    return told


def _fact(name: str, written: Any) -> object:
    if name not in TYPES:
        raise ValueError(f"the sample's items have no {name}")
    return msgspec.convert(READ.get(name, _as_written)(written), TYPES[name])


def _as_written(value: object) -> object:
    return value


def _time(text: str) -> IndicativeTime:
    return IndicativeTime.read(text, agreement().budget_year)


def _commitments(lines: list[str]) -> list[Commitment]:
    return [_commitment(*line.split(" · ")) for line in lines]


def _commitment(party: str, promise: str = "", confirmed_on: str = "") -> Commitment:
    return Commitment(party=party, promise=promise, confirmed_on=parse_date(confirmed_on) if confirmed_on else None)


READ: Final[dict[str, Callable[[Any], object]]] = {
    "time": _time,
    "commitments": _commitments,
    "treatments": lambda lines: [read_treatment(line) for line in lines],
    "involvements": lambda lines: [read_involvement(line) for line in lines],
}
