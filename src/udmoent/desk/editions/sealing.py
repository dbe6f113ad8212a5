# SPDX-License-Identifier: MPL-2.0
"""Sealing a version: first what a check of the plan finds, then the version itself, knowingly."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.editions.checked import checked
from udmoent.desk.fields import DayField, TextField
from udmoent.desk.sent import tell
from udmoent.desk.where import AsOf, Crumb, as_of, content_on, steps_to, the_plan
from udmoent.editions.actions import seal
from udmoent.editions.models import Edition
from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan.models import Plan


class SealForm(forms.Form):
    """What a version is to be called, of which day it is, whom it goes to, and which one it replaces."""

    name = TextField(label=gettext_lazy("The version's name"), max_length=200)
    as_of = DayField(label=gettext_lazy("As of"))
    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Goes to"), required=False, empty_label=gettext_lazy("Nobody yet")
    )
    meeting_on = DayField(label=gettext_lazy("Meeting on"), required=False)
    replaces = forms.ModelChoiceField(
        Edition.objects.none(), label=gettext_lazy("Replaces"), required=False, empty_label=gettext_lazy("None")
    )
    why = TextField(label=gettext_lazy("Why that one is replaced"), required=False)
    checked = DayField(widget=forms.HiddenInput, required=False)
    knows = forms.BooleanField(
        label=gettext_lazy("I have read what the check found, and know that the version never changes again"),
        error_messages={"required": gettext_lazy("Tick it when you have read what the check found.")},
    )

    def __init__(self, told: object = None, *, plan: Plan, **options: object) -> None:
        super().__init__(told, auto_id="seal-%s", **options)  # type: ignore[arg-type]
        self.day: date | None = None
        self.fields["body"].queryset = plan.municipality.bodies.in_force(clock.today())  # type: ignore[attr-defined]
        self.fields["replaces"].queryset = plan.editions.defer("content")  # type: ignore[attr-defined]

    def clean(self) -> None:
        """What was found must be of the day that is sealed."""
        day, checked = self.cleaned_data.get("as_of"), self.cleaned_data.pop("checked", None)
        self.cleaned_data.pop("knows", None)
        self.day = day or checked
        if day and day != checked:
            # What was ticked was of another day.
            self.data = {name: value for name, value in self.data.items() if name != "knows"}
            sentence = _("Below is now what was found as of {day}. Read it, and seal again.")
            self.add_error("as_of", sentence.format(day=short_date(day)))


@needs(rules.SEAL)
@require_http_methods(["GET", "HEAD", "POST"])
def seal_edition(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Seal the whole plan as of a day; what stands in the way is told at the form, and nothing written is lost."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    if request.method != "POST":
        return _page(request, plan, SealForm(plan=plan, initial={"as_of": moment.day}), moment)
    form = SealForm(request.POST, plan=plan)
    if form.is_valid() and (edition := _sealed(request, plan, form)):
        messages.success(request, _("“{name}” is sealed, and never changes again.").format(name=edition.name))
        return redirect("edition", plan.pk, edition.pk)
    return _page(request, plan, form, AsOf(form.day, form.day == clock.today()) if form.day else moment)


def _sealed(request: HttpRequest, plan: Plan, form: SealForm) -> Edition | None:
    try:
        return seal(plan, by=request.visitor.person, now=clock.now(), **form.cleaned_data)  # type: ignore[attr-defined]
    except Refused as refused:
        tell(form, refused)
        return None


def _page(request: HttpRequest, plan: Plan, form: SealForm, moment: AsOf) -> HttpResponse:
    content = content_on(request, plan, moment)
    told = {
        "plan": plan,
        "here": "editions",
        "crumbs": [*steps_to(plan, _("Versions"), "editions"), Crumb(_("Seal a version"))],
        "form": form,
        "checked": moment.day.isoformat(),
        **checked(plan, content, moment),
    }
    return render(request, "desk/seal.html", told, status=422 if form.is_bound else 200)
