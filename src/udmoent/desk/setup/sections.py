# SPDX-License-Identifier: MPL-2.0
"""The sections of the town's file that are set up by a form: what each is about, and which places of the file it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import LinesField, TextField
from udmoent.documents.words import ASSESSMENTS, KINDS, LABELS, PARTY_KINDS, SMILEYS, STAGES, SYMBOLS
from udmoent.organisation.configuration import FIELDS, TownConfiguration
from udmoent.organisation.rules import ROLE_NAMES
from udmoent.organisation.town_text import Place


@dataclass(frozen=True)
class Entry:
    """A place of the file, its label, and the field that it is written in."""

    place: Place
    label: str
    field: Callable[..., forms.Field] = TextField
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    takes_several: bool = False
    may_be_empty: bool = True

    @property
    def name(self) -> str:
        return "-".join(self.place)

    def form_field(self) -> forms.Field:
        told: dict[str, Any] = {"label": self.label, "help_text": self.hint, "required": not self.may_be_empty}
        if self.takes_several:
            return forms.MultipleChoiceField(choices=self.choices, widget=forms.CheckboxSelectMultiple, **told)
        if self.choices:
            return forms.ChoiceField(choices=self.choices, **told)
        return self.field(**told, **({"widget": forms.Textarea(attrs={"rows": 3})} if self.field is LinesField else {}))

    def said(self, town: TownConfiguration) -> Any:
        """What the file says there."""
        at: Any = town
        for step in self.place:
            at = at.get(step, ()) if isinstance(at, dict) else getattr(at, step)
        return at


@dataclass(frozen=True)
class Section:
    """A page of the set-up. `entries` tells its places for a town, in the active language."""

    slug: str
    name: str | Promise
    about: str | Promise
    entries: Callable[[TownConfiguration], list[Entry]]


def _lines(table: str, words: dict[str, str]) -> list[Entry]:
    return [Entry((table, code), _(word), LinesField) for code, word in words.items()]


def _town(town: TownConfiguration) -> list[Entry]:
    bodies = dict.fromkeys((body.abbreviation, f"{body.abbreviation} – {body.name}") for body in town.bodies)
    hint = _("Leads an item where a plan names no body")
    return [
        Entry(("name",), _("The municipality's name"), may_be_empty=False),
        Entry(("council_size",), _("Members of the council"), forms.IntegerField, may_be_empty=False),
        Entry(("default_body",), _("Leading body"), hint=hint, choices=tuple(bodies), may_be_empty=False),
        Entry(
            ("cross_cutting_marks",), _("Words for cross-cutting"), LinesField, _("The first one is what is printed")
        ),
        Entry(("closing_marks",), _("Marks for closed"), LinesField, _("Read in files as the X")),
        Entry(("treatment_forms",), _("Kinds of treatment"), LinesField, _("Offered where a treatment is planned")),
        Entry(("channels",), _("Channels"), LinesField, _("Offered where it is planned who is told what")),
    ]


def _numbers(town: TownConfiguration) -> list[Entry]:
    pattern = _("{letter} of the part, {digit} of the body, {serial} number: {serial:02} has two figures")
    accepts = _("A regular expression, whose group “number” is the number itself. “BUU A301” is A301")
    return [
        Entry(("numbers", "pattern"), _("How a number is made"), hint=pattern, may_be_empty=False),
        *(
            Entry(("numbers", "letters", code), _("Letter: {part}").format(part=_(word).lower()))
            for code, word in KINDS.items()
        ),
        Entry(("numbers", "accepts"), _("How a number is read"), hint=accepts, may_be_empty=False),
    ]


def _status(town: TownConfiguration) -> list[Entry]:
    pictures = (("traffic_light", " ".join(SYMBOLS.values())), ("smileys", " ".join(SMILEYS.values())))
    named = tuple((code, f"{PICTURES[code]}  {signs}") for code, signs in pictures)
    return [
        Entry(("symbols",), _("Pictures"), choices=named, may_be_empty=False),
        *_lines("stages", dict(STAGES)),
        *_lines("assessments", dict(ASSESSMENTS)),
    ]


PICTURES: Final = {"traffic_light": gettext_lazy("Traffic light"), "smileys": gettext_lazy("Smileys")}


def _kinds(town: TownConfiguration) -> list[Entry]:
    return _lines("kinds", dict(KINDS))


def _columns(town: TownConfiguration) -> list[Entry]:
    own = {"amount": _("Amounts without a year")}
    return [Entry(("columns", field), own.get(field) or _(LABELS[field]), LinesField) for field in FIELDS]


def _two_factors(town: TownConfiguration) -> list[Entry]:
    hint = _("Whoever signs in by your organisation's own sign-in is not asked: that sign-in answers for it.")
    roles = tuple((role, str(name)) for role, name in ROLE_NAMES.items())
    return [Entry(("two_factor_roles",), _("Roles"), hint=hint, choices=roles, takes_several=True)]


def _reminders(town: TownConfiguration) -> list[Entry]:
    hint = _("From 0, the day itself, to 20")
    return [Entry(("mails", "days_before"), _("Working days before"), forms.IntegerField, hint, may_be_empty=False)]


def _involving(town: TownConfiguration) -> list[Entry]:
    kinds = tuple((kind, _(word)) for kind, word in PARTY_KINDS.items())
    return [
        Entry(
            ("involving", "when_staff"),
            _("Where an item has consequences for staff"),
            choices=kinds,
            takes_several=True,
        ),
        Entry(
            ("involving", "forms"),
            _("Ways of involving"),
            LinesField,
            _("Offered where an involvement is planned"),
            may_be_empty=False,
        ),
    ]


WORDS: Final = gettext_lazy(
    "One word on each line. The first one is what is printed; the others are read in files that come in."
)
SECTIONS: Final = {
    section.slug: section
    for section in (
        Section(
            "kommunen",
            gettext_lazy("The municipality"),
            gettext_lazy("Its name, and what goes for the whole plan."),
            _town,
        ),
        Section(
            "numre",
            gettext_lazy("Numbers"),
            gettext_lazy("How an item's number is made and read. Numbers that are given never change."),
            _numbers,
        ),
        Section("status", gettext_lazy("Stages and assessments"), WORDS, _status),
        Section("dele", gettext_lazy("The plan's parts"), WORDS, _kinds),
        Section("kolonner", gettext_lazy("Column words"), WORDS, _columns),
        Section(
            "to-faktorer",
            gettext_lazy("Two factors"),
            gettext_lazy("Which roles must sign in with two factors. Whoever has not set them up is led to it."),
            _two_factors,
        ),
        Section(
            "inddragelse",
            gettext_lazy("When who is to be involved"),
            gettext_lazy("Missing involvement is told on the item, on the front page, and before a version is sealed."),
            _involving,
        ),
        Section(
            "paamindelser",
            gettext_lazy("When reminders go out"),
            gettext_lazy("A reminder goes out before each deadline of a round, to whoever has not answered."),
            _reminders,
        ),
    )
}
OF_PEOPLE: Final = (SECTIONS["to-faktorer"],)
OF_MAILS: Final = (SECTIONS["paamindelser"],)
APART: Final = (*OF_PEOPLE, *OF_MAILS, SECTIONS["inddragelse"])
"""Those that have a place of their own on the set-up's first page, or are led to from another."""
