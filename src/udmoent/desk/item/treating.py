# SPDX-License-Identifier: MPL-2.0
"""Where and when an item is treated: each treatment told by a form, in the order of the item's route."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import Visitor
from udmoent.desk.fields import DayField, LongTextField, TextField
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.sent import is_done
from udmoent.desk.where import language
from udmoent.documents.forms import read_treatment, treatment
from udmoent.lib.dates import danish_date, short_date
from udmoent.lib.refusal import Refusal
from udmoent.lib.time import IndicativeTime
from udmoent.meetings.models import Meeting
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan.actions import Act
from udmoent.plan.facts import Facts, Treatment
from udmoent.plan.models import ItemState, Plan
from udmoent.plan.treating import bring_forward, change_treatment, drop_treatment, treat
from udmoent.plan.treatment_rules import against_order

Choices = list[tuple[str, object]]


@dataclass(frozen=True)
class Offered:
    """What may be chosen: bodies by abbreviation, and their meetings, which come."""

    bodies: dict[str, str]
    meetings: tuple[Meeting, ...]

    def by_body(self) -> Choices:
        """The meetings as a list of choices, those of a body together."""
        return [(body, list(self._of(body))) for body in self.bodies if any(self._of(body))]

    def _of(self, body: str) -> Iterator[tuple[str, str]]:
        for one in self.meetings:
            if one.body.abbreviation == body:
                yield str(one.pk), f"{body} {danish_date(one.held_on, language())}"


def offered(plan: Plan, visitor: Visitor, facts: Facts, *, also: Treatment | None = None) -> Offered:
    """The bodies of today for which the visitor may plan the item; with the body and the meeting that are told now."""
    bodies = Body.objects.filter(municipality=plan.municipality).order_by("digit", "abbreviation", "valid_from")
    known = {one.abbreviation: one for one in bodies.in_force(clock.today())}
    known |= {one.abbreviation: one for one in bodies if also and one.abbreviation == also.body}
    named = {
        code: f"{code} – {one.name}"
        for code, one in known.items()
        if visitor.why_not_plan_treatment(facts, code) is None
    }
    coming = plan.municipality.meetings.filter(body__abbreviation__in=named).select_related("body")
    days = days_told(also, plan) if also else set()
    found = [one for one in coming.order_by("held_on") if one.held_on >= clock.today() or one.held_on in days]
    return Offered(named, tuple(found))


def days_told(one: Treatment, plan: Plan) -> set[date]:
    """The day that the treatment's time is, where it is one."""
    time = IndicativeTime.read(one.time, plan.agreement.budget_year)
    return {time.first} if time.first and time.first == time.last else set()


class TreatmentForm(forms.Form):
    """Which body treats the item, how, when, and what it is to do."""

    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    body = forms.ChoiceField(label=gettext_lazy("Body"))
    form = forms.ChoiceField(label=gettext_lazy("Kind of treatment"), required=False)
    meeting = forms.ChoiceField(
        label=gettext_lazy("Meeting"),
        required=False,
        help_text=gettext_lazy("If the meeting is moved, the treatment goes along"),
    )
    time = TextField(
        label=gettext_lazy("Or a time, where no meeting is chosen"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Such as marts 2025 or 2. kvartal 2025"),
    )
    task = LongTextField(
        label=gettext_lazy("What the body is to do"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Such as “Choose among three sites”; internal"),
    )
    held_on = DayField(
        label=gettext_lazy("Treated on"), required=False, help_text=gettext_lazy("When it has been treated")
    )
    why = TextField(label=gettext_lazy("Why"), required=False, max_length=1000)

    def __init__(self, told: Any = None, *, offered: Offered, known_forms: Iterable[str], **options: Any) -> None:
        super().__init__(told, auto_id="treatment-%s", **options)
        self.offered = offered
        own = [str(self.initial.get("form", ""))] if self.initial else []
        forms_told = [("", "–"), *((one, one) for one in dict.fromkeys(filter(None, (*known_forms, *own))))]
        self.fields["body"].choices = list(offered.bodies.items())  # type: ignore[attr-defined]
        self.fields["form"].choices = forms_told  # type: ignore[attr-defined]
        self.fields["meeting"].choices = [("", _("None")), *offered.by_body()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        meeting = self.chosen
        if meeting and meeting.body.abbreviation != told.get("body"):
            sentence = _("It is a meeting of {body}. Choose that body, or another meeting.")
            self.add_error("meeting", sentence.format(body=meeting.body.abbreviation))
        return told

    @property
    def chosen(self) -> Meeting | None:
        asked = self.cleaned_data.get("meeting", "")
        return next((one for one in self.offered.meetings if str(one.pk) == asked), None)

    def treatment(self) -> Treatment:
        told = self.cleaned_data
        time = short_date(self.chosen.held_on) if self.chosen else told["time"]
        return Treatment(
            body=told["body"], form=told["form"], time=time, task=told["task"], held_on=told["held_on"] or None
        )


def why_not_any(visitor: Visitor, facts: Facts) -> Refusal | None:
    """Why the visitor may plan no treatment of the item at all."""
    own = (visitor.why_not_plan_treatment(facts, body) for body in visitor.bodies)
    return None if None in own else visitor.why_not_plan_treatment(facts, "")


@at_item(rules.PLAN_TREATMENTS, why_not_any)
def add_treatment(at: Editing) -> HttpResponse:
    """One treatment more, at the end of the item's route."""
    choices = offered(at.plan, at.visitor, at.content)
    asked = at.request.GET.get("udvalg", "")
    initial: dict[str, object] = {"body": asked or next(iter({at.content.body} & choices.bodies.keys()), "")}
    form = _form(at, choices, initial)
    written: list[ItemState | None] = []
    if is_done(form, lambda: written.append(treat(at.item, form.treatment(), act=_act(at, form)))):
        return _done(at, written[0], _("The treatment is planned."))
    return at.page("desk/item/treatment.html", form, _("Treatment"))


@at_item(rules.PLAN_TREATMENTS, why_not_any)
def edit_treatment(at: Editing, place: int = 0) -> HttpResponse:
    """Tell a treatment otherwise, take it away, or let it come earlier in the route. `place` counts from 1."""
    route = at.content.treatments
    if not 0 < place <= len(route):
        raise Http404(_("There is no such treatment."))
    one = route[place - 1]
    if refusal := at.visitor.why_not_plan_treatment(at.content, one.body):
        return at.turned_back(refusal)
    form = _form(at, offered(at.plan, at.visitor, at.content, also=one), _initial(at, one))
    written: list[ItemState | None] = []
    if is_done(form, lambda: written.append(_do(at, form))):
        return _done(at, written[0], _done_words(at))
    return at.page("desk/item/treatment.html", form, _("Treatment"), treatment=one, place=place)


def _done_words(at: Editing) -> str:
    match at.request.POST.get("act"):
        case "remove":
            return _("The treatment is taken away.")
        case "forward":
            return _("The treatment comes earlier in the route.")
    return _("The treatment is saved.")


def _initial(at: Editing, one: Treatment) -> dict[str, object]:
    days = days_told(one, at.plan)
    held = at.plan.municipality.meetings.filter(body__abbreviation=one.body, held_on__in=days).first()
    told: dict[str, object] = {name: getattr(one, name) for name in ("body", "form", "task", "held_on")}
    return told | {"was": treatment(one), "meeting": held.pk if held else "", "time": "" if held else one.time}


def _form(at: Editing, choices: Offered, initial: dict[str, object]) -> TreatmentForm:
    known = at.plan.municipality.configuration.treatment_forms
    return TreatmentForm(at.sent, offered=choices, known_forms=known, initial=initial)


def _do(at: Editing, form: TreatmentForm) -> ItemState | None:
    was, act = read_treatment(form.cleaned_data["was"]), _act(at, form)
    match at.request.POST.get("act"):
        case "remove":
            return drop_treatment(at.item, was, act=act)
        case "forward":
            return bring_forward(at.item, was, act=act)
    return change_treatment(at.item, was, form.treatment(), act=act)


def _act(at: Editing, form: forms.Form) -> Act:
    return Act(by=at.visitor.person, now=clock.now(), applies_on=clock.today(), why=form.cleaned_data["why"])


def _done(at: Editing, written: ItemState | None, word: str) -> HttpResponse:
    """Back to the item; told where the times run against the order of the route."""
    for said in told_against_order(written.facts.treatments if written else (), at.plan):
        messages.warning(at.request, said)
    if written is None:
        return at.saved(written)
    return at.done(word)


def told_against_order(route: Iterable[Treatment], plan: Plan) -> list[str]:
    sentence = _("{later} is to treat it before {earlier}, which comes first in its route. Change a time or the order.")
    found = against_order(tuple(route), plan.agreement.budget_year)
    return [sentence.format(later=later.body, earlier=earlier.body) for earlier, later in found]
