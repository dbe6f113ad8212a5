# SPDX-License-Identifier: MPL-2.0
"""A town's configuration: one readable TOML file in which everything that differs between towns is told."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import msgspec
from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refused
from udmoent.lib.text import normalised
from udmoent.organisation.case_template import CaseTemplate, look_at_case
from udmoent.organisation.goals import Goal, goal_of
from udmoent.organisation.part import NAME, Part
from udmoent.organisation.rules import ROLES
from udmoent.organisation.setting_up_rules import why_not_time_cases

TOWNS = Path(__file__).parent / "towns"
DAYS_BEFORE = Annotated[int, msgspec.Meta(ge=0, le=30)]
BY_LAW = 4
"""Weekdays before a meeting of the council at which its agenda is out as far as possible: kommunestyrelsesloven § 8, stk. 4."""
# What a file may tell words for. Rooms above have types of their own for these; a test holds that they are the same.
BODY_KIND = Annotated[str, msgspec.Meta(pattern="^(council|finance|committee|directorate|group_management|med)$")]
KIND = Annotated[str, msgspec.Meta(pattern="^(operating|raaderum|capital|intent)$")]
STAGE = Annotated[str, msgspec.Meta(pattern="^(not_started|planned|under_way|awaiting_decision|closed|withdrawn)$")]
ASSESSMENT = Annotated[str, msgspec.Meta(pattern="^(green|yellow|red|not_assessed)$")]
STRATEGY_KINDS = ("strategy", "policy", "plan", "values")
PARTY_KINDS = ("med", "directorate", "group_management", "advisory", "board", "other")
PARTY_KIND = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(PARTY_KINDS)})$")]
STRATEGY_KIND = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(STRATEGY_KINDS)})$")]
ROLE = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(ROLES)})$")]
FIELDS = (
    *("number", "kind", "title", "body", "other_bodies", "is_cross_cutting", "heading", "agreed_text"),
    *("agreed_reference", "case_number", "kle", "course", "coordination", "commitments"),
    *("coordination_and_commitments", "time", "stage", "assessment", "reason", "mitigation", "status_text"),
    "next_steps",
    *("responsible", "contributors", "unit", "closed", "closed_on", "closed_by", "closing_reason", "noted_on"),
    *("withdrawn_reason", "follows", "derived_from", "merged_into", "fills", "strategies", "treatments"),
    *("involvements", "staff_consequences", "visibility", "amount"),
)
"""What a column may tell of an item."""
FIELD = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(FIELDS)})$")]
SYMBOLS = ("traffic_light", "smileys")
"""The pictures that stand beside assessments."""
PICTURES = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(SYMBOLS)})$")]
LETTERS = ("digest", "before", "after", "handed", "missing", "unreached", "receipt", "follow_up")
"""The mails that Udmønt writes of its own accord."""
LETTER = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(LETTERS)})$")]
LETTER_FIELDS = ("navn", "plan", "runde", "frist", "antal", "punkter", "link")
"""What may stand in braces in a mail's text, and is filled in when it is written."""


class TownBody(Part, frozen=True):
    """A body for a period. `agenda_days` and `cases_days`: how many working days before a meeting its agenda goes out, and
    its cases are to be ready. `most_treatments`: so many items are enough for a meeting.
    """

    abbreviation: NAME
    name: NAME
    kind: BODY_KIND
    valid_from: date
    digit: str = ""
    valid_to: date | None = None
    successor: str | None = None
    verified: bool = True
    aliases: tuple[str, ...] = ()
    agenda_days: DAYS_BEFORE | None = None
    cases_days: DAYS_BEFORE | None = None
    most_treatments: Annotated[int, msgspec.Meta(ge=1, le=100)] | None = None

    @property
    def agenda_goes_out(self) -> int | None:
        return days_to_agenda(self.kind, self.agenda_days)


def days_to_agenda(kind: str, chosen: int | None) -> int | None:
    """The body's own choice; without one the council follows the law."""
    return BY_LAW if chosen is None and kind == "council" else chosen


class TownHeading(Part, frozen=True):
    name: NAME
    aliases: tuple[str, ...] = ()


class NumberPattern(Part, frozen=True):
    """`pattern` makes numbers: {letter} of the part, {digit} of the body, {serial}. `accepts` reads what people write,
    its group `number` being the number proper.
    """

    pattern: str
    letters: dict[KIND, str]
    accepts: str = r"(?P<number>.+)"

    def proper(self, written: str) -> str:
        """The number proper of what somebody wrote: "BUU A301" is A301. What does not fit stays as written."""
        match = re.fullmatch(self.accepts, written.strip())
        return match["number"] if match else written.strip()


class LayoutColumn(Part, frozen=True):
    """`fields` are plan content fields set together in one column; `width` is a share of the page's width."""

    heading: NAME
    fields: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    width: Annotated[float, msgspec.Meta(gt=0)] = 1.0


class Layout(Part, frozen=True):
    """How a town sets its plan on paper."""

    columns: Annotated[tuple[LayoutColumn, ...], msgspec.Meta(min_length=1)]
    landscape: bool = True


class Words(Part, frozen=True):
    """Words a scanner may have spoilt and that no Danish dictionary knows, and the people named in cases."""

    domain: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    party_letters: tuple[str, ...] = ()


class TownStrategy(Part, frozen=True):
    """A strategy, policy, plan or set of values that items serve. One called after a UN goal tells more of that goal.

    `sentence` is what cases say of it; with `in_every_case` they do so whether or not one of their items serves it.
    `adopted` is when, in the town's own words, such as "november 2023".
    """

    name: NAME
    kind: STRATEGY_KIND = "strategy"
    sentence: str = ""
    in_every_case: bool = False
    adopted: str = ""
    adopted_by: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    address: Annotated[str, msgspec.Meta(pattern="^(https://.+)?$")] = ""
    aliases: tuple[NAME, ...] = ()

    def is_in_force(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_to or on)


class TownParty(Part, frozen=True):
    """Whom items are taken to besides the political bodies. Bodies of these kinds are parties without being told here."""

    name: NAME
    kind: PARTY_KIND = "other"
    aliases: tuple[NAME, ...] = ()


class Involving(Part, frozen=True):
    """`forms` are offered where an involvement is planned; `when_staff`: the kinds of parties that an item is taken to when
    it has consequences for employees.
    """

    forms: tuple[NAME, ...] = ("orientering", "drøftelse", "høring", "dialogmøde")
    when_staff: tuple[PARTY_KIND, ...] = ("med",)


class LetterText(Part, frozen=True):
    """The words of a mail; what is empty is as it comes with Udmønt. Paragraphs of the body stand a blank line apart."""

    subject: str = ""
    greeting: str = ""
    body: str = ""


class Mails(Part, frozen=True):
    """`days_before`: how many working days before a deadline its reminder goes out."""

    days_before: Annotated[int, msgspec.Meta(ge=0, le=20)] = 2
    letters: dict[LETTER, LetterText] = {}


class TownConfiguration(Part, frozen=True):
    slug: NAME
    name: NAME
    code: int
    council_size: int
    default_body: str
    numbers: NumberPattern
    bodies: tuple[TownBody, ...]
    columns: dict[FIELD, tuple[str, ...]]
    kinds: dict[KIND, tuple[str, ...]]
    stages: dict[STAGE, tuple[str, ...]]
    assessments: dict[ASSESSMENT, tuple[str, ...]]
    closing_marks: tuple[str, ...]
    cross_cutting_marks: tuple[str, ...]
    layouts: dict[str, Layout]
    case: CaseTemplate
    headings: tuple[TownHeading, ...] = ()
    words: Words = Words()
    symbols: PICTURES = "traffic_light"
    strategies: tuple[TownStrategy, ...] = ()
    parties: tuple[TownParty, ...] = ()
    involving: Involving = Involving()
    channels: tuple[NAME, ...] = ("intranet", "hjemmeside", "nyhedsbrev", "personalemøde", "pressemeddelelse", "brev")
    two_factor_roles: tuple[ROLE, ...] = ()
    mails: Mails = Mails()
    treatment_forms: tuple[NAME, ...] = ("beslutning", "drøftelse", "orientering", "temadrøftelse", "dialogmøde")

    def body_on(self, abbreviation: str, day: date) -> TownBody | None:
        """What the file tells of the body of that abbreviation that day."""
        told = (body for body in self.bodies if body.abbreviation == abbreviation and body.valid_from <= day)
        return next((body for body in told if body.valid_to is None or day <= body.valid_to), None)


# Asked for at nearly every request; as many are kept as an installation shared by all 98 municipalities needs.
@lru_cache(maxsize=128)
def read_configuration(text: str) -> TownConfiguration:
    """Read a town's file; refused with the place of the fault."""
    try:
        configuration = msgspec.convert(_with_named_strategies(tomllib.loads(text)), TownConfiguration)
        _look_at_numbers(configuration.numbers)
        _look_at_bodies(configuration.bodies)
        _look_at_strategies(configuration.strategies)
        _look_at_names("parties", configuration.parties)
        _look_at_letters(configuration.mails.letters)
        look_at_case(configuration.case)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, re.error, LookupError, ValueError) as fault:
        sentence = _("The town's configuration cannot be read: {fault}.")
        raise Refused(sentence.format(fault=_fault_in_words(str(fault)))) from fault
    known = {body.abbreviation for body in configuration.bodies}
    named = {configuration.default_body, *(body.successor for body in configuration.bodies if body.successor)}
    named.update(configuration.case.recommends, *(one.recommends for one in configuration.case.arrangements.values()))
    if unknown := named - known:
        raise Refused(
            _(
                "The town's configuration names bodies that it does not tell of: {unknown}. Add them to its bodies."
            ).format(unknown=", ".join(sorted(unknown)))
        )
    return configuration


def _with_named_strategies(told: dict[str, Any]) -> dict[str, Any]:
    """What the file tells; a strategy may stand there by its name alone, as it does in files of the first kind."""
    listed = told.get("strategies", ())
    strategies = (
        [{"name": one} if isinstance(one, str) else one for one in listed] if isinstance(listed, list) else listed
    )
    return told | {"strategies": strategies}


def _fault_in_words(fault: str) -> str:
    """The reader's own words, in ours where they name the two mistakes that people make, with the place in the file."""
    said, at, place = fault.partition(" - at `$")
    if unknown := re.fullmatch(r"Object contains unknown field `(.+)`", said):
        said = _("the name “{name}” is not known").format(name=unknown[1])
    elif missing := re.fullmatch(r"Object missing required field `(.+)`", said):
        said = _("“{name}” is missing").format(name=missing[1])
    where = place.strip("`.") or _("at the top of the file")
    return f"{said} ({where})" if at or said != fault else said


def _look_at_numbers(numbers: NumberPattern) -> None:
    """Raises where the pattern makes no numbers, or the way they are written cannot be read."""
    numbers.pattern.format(letter="A", digit="3", serial=1)
    if "{serial" not in numbers.pattern or "number" not in re.compile(numbers.accepts).groupindex:
        raise ValueError(_("numbers: `pattern` needs {serial}, and `accepts` a group (?P<number>…)"))


def _look_at_bodies(bodies: tuple[TownBody, ...]) -> None:
    """Raises where a body is told twice from the same day, ends before it begins, or sends cases that are not ready."""
    told = Counter((body.abbreviation, body.valid_from) for body in bodies)
    for body in bodies:
        if told[body.abbreviation, body.valid_from] > 1:
            sentence = _("bodies: {body} is told twice from {day}")
            raise ValueError(sentence.format(body=body.abbreviation, day=body.valid_from))
        if body.valid_to and body.valid_to < body.valid_from:
            sentence = _("bodies: {body} ends before it begins, {day}")
            raise ValueError(sentence.format(body=body.abbreviation, day=body.valid_to))
        if refusal := why_not_time_cases(body.cases_days, body.agenda_goes_out):
            raise ValueError(f"bodies: {body.abbreviation}: {refusal}")


def _look_at_names(listing: str, told: Sequence[TownStrategy | TownParty]) -> None:
    """Raises where two in a list go by one name."""
    names = [_called(one) for one in told]
    called = Counter(chain(*names))
    for one, own in zip(told, names, strict=True):
        if any(called[name] > 1 for name in own):
            sentence = _("{listing}: two go by the name of {name}, or by another name of it")
            raise ValueError(sentence.format(listing=listing, name=one.name))


def _called(one: TownStrategy | TownParty) -> set[str | Goal]:
    """All that it goes by. One of the UN's goals is the same by whatever name."""
    return {goal_of(name) or normalised(name) for name in (one.name, *one.aliases)}


def _look_at_strategies(strategies: tuple[TownStrategy, ...]) -> None:
    """Raises where two strategies go by one name, or one ends before it begins."""
    _look_at_names("strategies", strategies)
    for one in strategies:
        if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
            sentence = _("strategies: {name} ends before it begins, {day}")
            raise ValueError(sentence.format(name=one.name, day=one.valid_to))


def unknown_fields(text: str) -> list[str]:
    """What stands in braces in a mail's text and is nothing that can be filled in."""
    return [field for field in re.findall(r"\{([^{}]*)\}", text) if field not in LETTER_FIELDS]


def _look_at_letters(letters: dict[str, LetterText]) -> None:
    """Raises where a mail has a field that nothing is known to put in."""
    for name, letter in letters.items():
        for text in (letter.subject, letter.greeting, letter.body):
            if unknown := unknown_fields(text):
                raise ValueError(f"mails.letters.{name}: {said_of_unknown_field(unknown[0])}")


def said_of_unknown_field(field: str) -> str:
    known = ", ".join(f"{{{one}}}" for one in LETTER_FIELDS)
    sentence = _("nothing is known to put in {{{field}}}; a mail may have {known}")
    return sentence.format(field=field, known=known)


def configuration_text(name_or_file: str) -> str:
    """The text of a town that comes with Udmønt, or of a file of the town's own."""
    shipped = TOWNS / f"{name_or_file.casefold()}.toml"
    file = shipped if shipped.is_file() else Path(name_or_file)
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError) as fault:
        raise Refused(
            _("There is no municipality “{name}”. Write one of {known}, or a file in the same form.").format(
                name=name_or_file, known=", ".join(sorted(town.stem for town in TOWNS.glob("*.toml")))
            )
        ) from fault
