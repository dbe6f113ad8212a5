# SPDX-License-Identifier: MPL-2.0
"""The plan's versions: which there are, sealing a new one, and what changed between two."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.comparing import CompareForm, body_choices, compared
from udmoent.desk.downloads import comparison_downloads, edition_downloads
from udmoent.desk.fields import DayField, TextField
from udmoent.desk.where import Crumb, steps_to, the_plan, words_of
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

    def __init__(self, told: object = None, *, plan: Plan, **options: object) -> None:
        super().__init__(told, auto_id="seal-%s", **options)  # type: ignore[arg-type]
        self.fields["body"].queryset = plan.municipality.bodies.in_force(clock.today())  # type: ignore[attr-defined]
        self.fields["replaces"].queryset = plan.editions.all()  # type: ignore[attr-defined]


class HandOutForm(forms.Form):
    """Of what the versions are handed out: the whole plan, or one committee's excerpt."""

    udvalg = forms.ChoiceField(label=gettext_lazy("Download for"), required=False)

    def __init__(self, told: object = None, *, plan: Plan) -> None:
        super().__init__(told, auto_id="hand-out-%s")  # type: ignore[arg-type]
        self.fields["udvalg"].choices = body_choices(plan)  # type: ignore[attr-defined]

    @property
    def body(self) -> str:
        """What was asked for and is there."""
        self.full_clean()
        return self.cleaned_data.get("udvalg", "")


@needs(rules.READ)
@require_safe
def editions(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every version, with the forms for comparing and sealing."""
    plan = the_plan(request, plan_id)
    return _page(request, plan, SealForm(plan=plan, initial={"as_of": clock.today()}))


def _page(request: HttpRequest, plan: Plan, form: SealForm, status: int = 200) -> HttpResponse:
    found = list(
        plan.editions.select_related("sealed_by", "body", "meeting__body", "replaces")
        .defer("content")
        .prefetch_related("replaced_by")
    )
    since = found[-1].name if found else ""
    handing_out = HandOutForm(request.GET, plan=plan)
    told = {
        "plan": plan,
        "here": "editions",
        "crumbs": steps_to(plan, _("Versions")),
        "editions": [(edition, edition_downloads(edition, handing_out.body)) for edition in reversed(found)],
        "handing_out": handing_out,
        "moments": found,
        "form": form,
        "compare_form": CompareForm(plan=plan, initial={"fra": since, "til": short_date(clock.today())}),
    }
    return render(request, "desk/editions.html", told, status=status)


@needs(rules.SEAL)
@require_POST
def seal_edition(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Seal the whole plan as of a day; what stands in the way is told at the form."""
    plan = the_plan(request, plan_id)
    form = SealForm(request.POST, plan=plan)
    if not form.is_valid():
        return _page(request, plan, form, status=422)
    try:
        edition = seal(plan, by=request.visitor.person, now=clock.now(), **form.cleaned_data)  # type: ignore[attr-defined]
    except Refused as refused:
        for refusal in refused.refusals:
            form.add_error(None, str(refusal))
        return _page(request, plan, form, status=422)
    messages.success(request, _("“{name}” is sealed, and never changes again.").format(name=edition.name))
    return redirect("editions", plan.pk)


@needs(rules.READ)
@require_safe
def comparison(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What changed between two versions or days, for the whole plan or one committee."""
    plan = the_plan(request, plan_id)
    form = CompareForm(request.GET or None, plan=plan)
    found = compared(form, request.visitor.sees)  # type: ignore[attr-defined]
    told = {
        "plan": plan,
        "here": "editions",
        "crumbs": [*steps_to(plan, _("Versions"), "editions"), Crumb(_("What changed"))],
        "form": form,
        "found": found,
        "moments": plan.editions.all(),
        "downloads": comparison_downloads(plan, request.GET.urlencode()) if found else [],
    }
    return render(request, "desk/comparison.html", told | (found.told(words_of(plan.municipality)) if found else {}))
