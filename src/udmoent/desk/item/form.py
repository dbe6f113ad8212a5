# SPDX-License-Identifier: MPL-2.0
"""The form for an item's facts: what a person writes, and what it means."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.fields import DayField, LinesField, LongTextField, TextField
from udmoent.documents.forms import (
    commitment,
    involvement,
    read_commitment,
    read_involvement,
    read_treatment,
    treatment,
)
from udmoent.documents.words import Words
from udmoent.lib.time import IndicativeTime
from udmoent.plan.aims import Aims
from udmoent.plan.facts import ENDED, Assessment, Facts, Source, Stage, Visibility
from udmoent.plan.models import Plan
from udmoent.plan.rules import why_not_apply, why_not_say

Shown = Mapping[str, Any]

# How a fact stands in its field, where it does not stand there as it is.
SHOW: Final[dict[str, Callable[[Any], object]]] = {
    "commitments": lambda told: tuple(map(commitment, told)),
    "treatments": lambda told: tuple(map(treatment, told)),
    "involvements": lambda told: tuple(map(involvement, told)),
    "time": lambda told: told.text,
}
# What a field means.
READ: Final[dict[str, Callable[[Any, int], object]]] = {
    "commitments": lambda lines, _year: tuple(map(read_commitment, lines)),
    "treatments": lambda lines, _year: tuple(map(read_treatment, lines)),
    "involvements": lambda lines, _year: tuple(map(read_involvement, lines)),
    "time": lambda text, year: IndicativeTime.read(text, year),
    "stage": lambda code, _year: Stage(code),
    "assessment": lambda code, _year: Assessment(code),
    "visibility": lambda code, _year: Visibility(code),
    "other_bodies": lambda codes, _year: tuple(codes),
}
EDITED: Final = (
    *("title", "course", "coordination", "commitments", "time", "stage", "assessment", "reason", "mitigation"),
    *(
        "status_text",
        "next_steps",
        "responsible",
        "contributors",
        "unit",
        "body",
        "other_bodies",
        "is_cross_cutting",
        "heading",
        "treatments",
    ),
    *("involvements", "staff_consequences", "strategies", "case_number", "kle", "visibility"),
)

VISIBILITY_HINT: Final = gettext_lazy("Versions already sealed, and earlier days, keep what was public then")


class ActForm(forms.Form):
    """From which day a change holds, and why it is made."""

    applies_on = DayField(label=gettext_lazy("Applies from"))
    why = TextField(label=gettext_lazy("Why"), required=False, max_length=1000)


class FactsForm(ActForm):
    """Facts of an item. All that is wrong is told at once; what is only doubtful is told once, and kept if it is sent again."""

    doubted = forms.CharField(widget=forms.HiddenInput, required=False)
    asks_first = True
    plan: Plan

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "applies_on" in told and (refusal := why_not_apply(told["applies_on"], clock.today())):
            self.add_error("applies_on", str(refusal))
        if self.asks_first:
            self._ask({name: (str(told[name]), doubt) for name, doubt in self.doubts(told)}, told)
        return told

    def _ask(self, doubts: Mapping[str, tuple[str, str]], told: Mapping[str, Any]) -> None:
        """Tell each doubt once: what was said and asked about goes with the form, and is kept when it comes again."""
        known = str(told.get("doubted", "")).splitlines()
        for name, (said, doubt) in doubts.items():
            if said not in known:
                self.add_error(name, " ".join((doubt, _("Correct it, or save again to keep it."))))
        if doubts:
            sent = cast(QueryDict, self.data).copy()
            sent["doubted"] = "\n".join(said for said, _doubt in doubts.values())
            self.data = sent

    def doubts(self, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """The fields that say something which may be meant, but probably is not."""
        if "responsible" in told and (doubt := self._doubt_of_post(told["responsible"])):
            yield "responsible", doubt

    def _doubt_of_post(self, post: str) -> str:
        posts = {title.casefold() for title in self.plan.municipality.positions.values_list("title", flat=True)}
        if not posts or not post or post.casefold() in posts:
            return ""
        return _("There is no post “{post}” in the set-up, so that nobody will see the item as their own.").format(
            post=post
        )


class ItemForm(FactsForm):
    """The facts that a person may change, and which state of the item they were read from."""

    state = forms.IntegerField(widget=forms.HiddenInput)
    title = TextField(label="", max_length=500)
    course = LongTextField(label="", required=False)
    coordination = LinesField(label="", required=False, help_text=gettext_lazy("One party on each line"))
    commitments = LinesField(
        label="", required=False, help_text=gettext_lazy("One on each line, as “Party: what it has promised”")
    )
    time = TextField(label="", required=False, help_text=gettext_lazy("Such as 1.3.2025, 2. kvartal 2025 or løbende"))
    stage = forms.ChoiceField(label="")
    assessment = forms.ChoiceField(label="")
    reason = LongTextField(label="", required=False, help_text=gettext_lazy("Needed for yellow and red"))
    mitigation = LongTextField(label="", required=False, help_text=gettext_lazy("Needed for yellow and red"))
    status_text = LongTextField(label="", required=False)
    next_steps = LongTextField(label="", required=False)
    responsible = TextField(label="", required=False, help_text=gettext_lazy("A post, not a name"))
    contributors = LinesField(label="", required=False, help_text=gettext_lazy("One post on each line"))
    unit = TextField(label="", required=False)
    body = forms.ChoiceField(label="")
    other_bodies = forms.MultipleChoiceField(label="", required=False, widget=forms.CheckboxSelectMultiple)
    is_cross_cutting = forms.BooleanField(label="", required=False)
    heading = forms.ChoiceField(label="", required=False)
    treatments = LinesField(
        label="", required=False, help_text=gettext_lazy("One on each line, as “BUU · beslutning · marts 2025”")
    )
    involvements = LinesField(
        label="", required=False, help_text=gettext_lazy("One on each line, as “MED · høring · juni 2025 · result”")
    )
    staff_consequences = LongTextField(
        label="",
        required=False,
        help_text=gettext_lazy("What the item means for employees; empty where it means nothing. MED is then involved"),
    )
    strategies = LinesField(label="", required=False, help_text=gettext_lazy("One on each line"))
    case_number = TextField(label="", required=False)
    kle = TextField(label="", required=False)
    visibility = forms.ChoiceField(label="", help_text=VISIBILITY_HINT)

    def __init__(
        self,
        told: object = None,
        *,
        plan: Plan,
        facts: Facts,
        words: Words,
        without: Collection[str] = (),
        **options: Any,
    ) -> None:
        """`without` are the facts that the person may not change."""
        super().__init__(told, auto_id="item-%s", **options)  # type: ignore[arg-type]
        self.plan, self.facts, self.year = plan, facts, plan.agreement.budget_year
        for name in EDITED:
            self.fields[name].label = words.label(name)
        self._offer("stage", [(stage.value, words.stage(stage)) for stage in _stages(facts)])
        self._offer("assessment", [(one.value, words.assessment(one)) for one in Assessment])
        self._offer("visibility", [(one.value, words.visibility(one)) for one in Visibility])
        bodies = dict(plan.municipality.bodies.values_list("abbreviation", "name"))
        self._offer("body", [(code, f"{code} – {name}") for code, name in bodies.items()])
        self._offer("other_bodies", [(code, code) for code in dict.fromkeys((*bodies, *facts.other_bodies))])
        listed = plan.agreement.headings.values_list("name", flat=True)
        headings = dict.fromkeys(filter(None, (*listed, facts.heading)))
        self._offer("heading", [("", _("None")), *((name, name) for name in headings)])
        self.fields["responsible"].widget.attrs["list"] = "posts"
        aims = Aims.of_town(words.town).offered(clock.today())
        own, goals = ([aim.name for aim in aims if bool(aim.goal) == is_goal] for is_goal in (False, True))
        known = ", ".join((*own, goals[0]))
        self.fields["strategies"].help_text = _("One on each line, such as: {known}").format(known=known)
        for name in without:
            del self.fields[name]

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("state") == self.initial.get("state"):
            after = replace(self.facts, **self.changes(self.facts))  # type: ignore[arg-type]
            for refusal in why_not_say(self.facts, after, Source.EDIT):
                self.add_error(None, str(refusal))
        return told

    def doubts(self, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, doubt in super().doubts(told):
            if told[name] != self.facts.responsible:
                yield name, doubt
        time = told.get("time", self.facts.time.text)
        if time != self.facts.time.text and not IndicativeTime.read(time, self.year).is_understood:
            sentence = _(
                "“{time}” cannot be read as a time and stays words: nothing reminds of it, and the timeline does not show it."
            )
            yield "time", sentence.format(time=time)

    def changes(self, before: Facts) -> dict[str, object]:
        """The facts that the person wrote otherwise than they were before."""
        was = shown(before)
        told = {
            name: self.cleaned_data[name]
            for name in EDITED
            if name in self.cleaned_data and _plain(self.cleaned_data[name]) != _plain(was[name])
        }
        return {name: READ[name](value, self.year) if name in READ else value for name, value in told.items()}


def _stages(facts: Facts) -> list[Stage]:
    """An item is closed, withdrawn and reopened by acts of their own."""
    return [facts.stage] if facts.stage in ENDED else [stage for stage in Stage if stage not in ENDED]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple | list) else value


def shown(facts: Facts) -> dict[str, Any]:
    """The facts as their fields show them."""
    return {name: SHOW.get(name, lambda told: told)(getattr(facts, name)) for name in EDITED}
