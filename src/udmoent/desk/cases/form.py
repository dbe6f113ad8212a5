# SPDX-License-Identifier: MPL-2.0
"""The forms of a case: its facts, a person's own words, its route, a section's text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.cases.actions import CaseFacts
from udmoent.cases.compose.ground import Ground
from udmoent.cases.compose.says import MAY_WRITE, PERSONS
from udmoent.cases.facts import OF_AN_EDITION, OF_AN_ITEM, Access, CaseKind
from udmoent.cases.models import Case, CaseTreatment
from udmoent.cases.rules import STEP_OF_BODY, why_not_release
from udmoent.cases.words import ACCESS, KINDS, OWN
from udmoent.desk.fields import DayField, LinesField, LongTextField, TextField
from udmoent.editions.counts import is_open
from udmoent.meetings.models import Meeting
from udmoent.organisation.case_template import STANDARD
from udmoent.organisation.models import Body, Municipality
from udmoent.plan.models import Plan

NONE = gettext_lazy("None")


class BeginForm(forms.Form):
    """What a new case asks, of which body, about what."""

    kind = forms.ChoiceField(label=gettext_lazy("The case asks for"), choices=list(KINDS.items()))
    body = forms.ChoiceField(label=gettext_lazy("Goes first to"))
    edition = forms.ChoiceField(label=gettext_lazy("The version that it tells of"), required=False)
    item = TextField(
        label=gettext_lazy("The item that it is about"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Its number, such as A301"),
    )
    template = forms.ChoiceField(label=gettext_lazy("Arrangement"), required=False)
    title = TextField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Left empty, it is called after what it asks"),
    )
    meeting = DayField(
        label=gettext_lazy("The day of the meeting"),
        required=False,
        help_text=gettext_lazy("One of the body's meetings in the calendar"),
    )

    def __init__(
        self, told: Any = None, *, plan: Plan, bodies: Iterable[Body], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(told, auto_id="begin-%s", initial=initial)
        self.plan, self.bodies = plan, {body.abbreviation: body for body in bodies}
        self.editions = {str(one.pk): one for one in plan.editions.defer("content").order_by("-as_of", "-sealed_at")}
        _choose(
            self, "body", [(body.abbreviation, f"{body.abbreviation} {body.name}") for body in self.bodies.values()]
        )
        _choose(self, "edition", [("", NONE), *((pk, one.name) for pk, one in self.editions.items())])
        _choose(self, "template", arrangements(plan.municipality))

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        kind = CaseKind(told.get("kind", CaseKind.OTHER))
        if kind in OF_AN_EDITION and not told.get("edition"):
            self.add_error("edition", _("A case of this kind tells of a version. Choose which."))
        self.found = self.plan.items.filter(number=self._number(told)).first() if kind in OF_AN_ITEM else None
        if kind in OF_AN_ITEM and "item" not in self.errors and (why := self._why_not_item(kind, told["item"])):
            self.add_error("item", why)
        if kind == CaseKind.OTHER and not told.get("title"):
            self.add_error("title", _("Write what the case is about."))
        return told

    def _why_not_item(self, kind: CaseKind, written: str) -> str:
        if not written:
            return _("A case of this kind is about one item of the plan. Write its number.")
        if self.found is None:
            sentence = _("There is no item {number} in the plan. Choose an item that is there.")
            return sentence.format(number=written)
        return str(why_not_release(kind, self.found) or "")

    def _number(self, told: dict[str, Any]) -> str:
        return self.plan.municipality.configuration.numbers.proper(told.get("item") or "")

    @property
    def facts(self) -> CaseFacts:
        """The title may be empty, and is then composed."""
        told = self.cleaned_data
        return CaseFacts(
            kind=CaseKind(told["kind"]),
            title=told["title"],
            template=told["template"] or STANDARD,
            edition=self.editions.get(told["edition"]),
            item=self.found,
        )

    @property
    def goes_to(self) -> Body:
        return self.bodies[self.cleaned_data["body"]]


def arrangements(town: Municipality) -> list[tuple[str, Any]]:
    """The arrangements of sections that the town's cases may have."""
    return [
        (STANDARD, gettext_lazy("The usual one")),
        *((name, one.name) for name, one in town.configuration.case.arrangements.items()),
    ]


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


class FactsForm(forms.Form):
    """What is told of a case besides its text."""

    title = TextField(label=gettext_lazy("Title"), max_length=300)
    case_number = TextField(label=gettext_lazy("Case number"), required=False, max_length=60)
    kle = TextField(label=gettext_lazy("KLE"), required=False, max_length=60)
    access = forms.ChoiceField(label=gettext_lazy("Openness"), choices=list(ACCESS.items()))
    ground = LongTextField(
        label=gettext_lazy("Ground for closing"),
        required=False,
        help_text=gettext_lazy("Why the case is closed, case by case (kommunestyrelsesloven § 10)"),
    )
    edition = forms.ChoiceField(label=gettext_lazy("The version that it tells of"), required=False)
    since = forms.ChoiceField(label=gettext_lazy("Changes are told since"), required=False)
    year = forms.IntegerField(
        label=gettext_lazy("The year that money is released in"), required=False, min_value=2000, max_value=2100
    )
    template = forms.ChoiceField(label=gettext_lazy("Arrangement"), required=False)
    recommended_by = TextField(label=gettext_lazy("Recommended by"), required=False, max_length=200)
    verbs = forms.MultipleChoiceField(
        label=gettext_lazy("What the body is asked to do"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, told: Any = None, *, case: Case, ground: Ground) -> None:
        names = ("title", "case_number", "kle", "access", "ground", "year", "template", "recommended_by", "verbs")
        initial = {name: getattr(case, name) for name in names} | {
            "edition": case.edition_id or "",
            "since": case.since_id or "",
        }
        super().__init__(told, auto_id="case-%s", initial=initial)
        self.case = case
        self.editions = {
            str(one.pk): one for one in case.plan.editions.defer("content").order_by("-as_of", "-sealed_at")
        }
        named = [(pk, one.name) for pk, one in self.editions.items()]
        _choose(self, "edition", [("", NONE), *named])
        _choose(self, "since", [("", gettext_lazy("What the body saw last")), *named])
        _choose(self, "template", arrangements(case.plan.municipality))
        sentences = ground.sentences
        verbs = dict.fromkeys((*sentences.case.verbs, *sentences.asks, *case.verbs))
        _choose(self, "verbs", [(verb, verb) for verb in verbs])
        self.fields["recommended_by"].help_text = _("Left empty: {who}").format(
            who=sentences.recommender(ground.body.abbreviation)
        )
        self.fields["verbs"].help_text = _("None chosen: {what}").format(what=", ".join(sentences.asks) or "–")
        if case.kind != CaseKind.RELEASE:
            del self.fields["year"]

    @property
    def facts(self) -> CaseFacts:
        told = dict(self.cleaned_data)
        told |= {"access": Access(told["access"]), "verbs": tuple(told["verbs"])}
        told |= {name: self.editions.get(told[name]) for name in ("edition", "since")}
        return replace(CaseFacts.of(self.case), **told)


class OwnWordsForm(forms.Form):
    """What only a person can say: each sentence of one's own, and which items are named first."""

    emphasis = forms.MultipleChoiceField(
        label=gettext_lazy("Items to name among the cross-cutting ones"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all of them"),
    )

    def __init__(self, told: Any = None, *, case: Case, ground: Ground) -> None:
        super().__init__(told, auto_id="own-%s", initial={"emphasis": case.emphasis})
        self.case = case
        kind = CaseKind(case.kind)
        for name in (*PERSONS[kind], *MAY_WRITE[kind]):
            label = str(OWN[name])
            self.fields[name] = LongTextField(
                label=label[:1].upper() + label[1:],
                required=False,
                initial=case.own.get(name, ""),
                help_text=_offered(ground, name),
            )
        named = [item for item in ground.content.items if item.number in ground.nameable]
        across = [item for item in named if item.number in case.emphasis or (item.is_cross_cutting and is_open(item))]
        _choose(self, "emphasis", [(item.number, f"{item.number} {item.title}") for item in across])
        if case.kind not in OF_AN_EDITION:
            del self.fields["emphasis"]
        self.order_fields([*(name for name in self.fields if name != "emphasis"), "emphasis"])

    @property
    def facts(self) -> CaseFacts:
        told = self.cleaned_data
        own = {name: text for name, text in told.items() if name != "emphasis" and text}
        return replace(CaseFacts.of(self.case), own=own, emphasis=tuple(told.get("emphasis", ())))


def _offered(ground: Ground, name: str) -> str:
    wording = ground.sentences.wording(name)
    return _("The town's standard sentence: {text}").format(text=wording.text) if wording else ""


class RouteForm(forms.Form):
    """The bodies that are still to treat the case, in order, one on each line."""

    bodies = LinesField(
        label=gettext_lazy("The bodies that are to treat it, in order"),
        help_text=gettext_lazy("One abbreviation on each line, such as BUU, ØK, KB"),
    )

    def __init__(self, told: Any = None, *, bodies: Iterable[Body], initial: Sequence[str]) -> None:
        super().__init__(told, auto_id="route-%s", initial={"bodies": tuple(initial)})
        self.known = {body.abbreviation.casefold(): body for body in bodies if body.kind in STEP_OF_BODY}

    def clean_bodies(self) -> list[Body]:
        unknown = [name for name in self.cleaned_data["bodies"] if name.casefold() not in self.known]
        if unknown:
            sentence = _("There is no body “{name}”. The bodies are: {known}.")
            known = ", ".join(body.abbreviation for body in self.known.values())
            raise forms.ValidationError(sentence.format(name=unknown[0], known=known))
        return [self.known[name.casefold()] for name in self.cleaned_data["bodies"]]


class MeetingForm(forms.Form):
    """At which of its meetings a body treats the case."""

    meeting = forms.ChoiceField(label=gettext_lazy("Meeting"), required=False)
    agenda_number = TextField(label=gettext_lazy("Number on the agenda"), required=False, max_length=10)

    def __init__(
        self,
        told: Any = None,
        *,
        treatment: CaseTreatment,
        coming: Sequence[Meeting],
        held: Sequence[Meeting],
        proposes_next: bool,
    ) -> None:
        """The coming meetings stand first; where none is chosen, the next one may be proposed."""
        proposed = coming[0].pk if coming and proposes_next else ""
        initial = {"meeting": treatment.meeting_id or proposed, "agenda_number": treatment.agenda_number}
        super().__init__(told, prefix=f"at-{treatment.pk}", auto_id="%s", initial=initial)
        self.meetings = {str(one.pk): one for one in (*coming, *held)}
        groups = [(_("Coming meetings"), _days(coming)), (_("Meetings held"), _days(held))]
        _choose(self, "meeting", [("", gettext_lazy("Not yet")), *(group for group in groups if group[1])])

    @property
    def chosen(self) -> Meeting | None:
        return self.meetings.get(self.cleaned_data["meeting"])


def _days(meetings: Iterable[Meeting]) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{one.held_on:%d.%m.%Y}") for one in meetings]


class TextForm(forms.Form):
    """A section's text. `seen_at` is when it was edited as the person saw it."""

    text = LongTextField(
        label=gettext_lazy("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy("Paragraphs are parted by an empty line. A line that begins with · is a bullet."),
    )
    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)
