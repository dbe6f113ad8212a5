# SPDX-License-Identifier: MPL-2.0
"""Which versions of the plan there are."""

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.comparing import CompareForm, body_choices
from udmoent.desk.downloads import edition_downloads
from udmoent.desk.where import steps_to, the_plan
from udmoent.editions.actions import version_to_hold_today_against
from udmoent.editions.models import Edition
from udmoent.lib.dates import short_date
from udmoent.organisation import rules
from udmoent.plan.models import Plan


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
    """Every version, the latest first, with the form for comparing."""
    plan = the_plan(request, plan_id)
    found = list(
        plan.editions.select_related("sealed_by", "body", "meeting__body", "replaces", "round")
        .defer("content", "replaces__content")
        .prefetch_related(Prefetch("replaced_by", Edition.objects.defer("content")))
    )
    since = version_to_hold_today_against(plan)
    handing_out = HandOutForm(request.GET, plan=plan)
    told = {
        "plan": plan,
        "here": "editions",
        "crumbs": steps_to(plan, _("Versions")),
        "editions": [(edition, edition_downloads(edition, handing_out.body)) for edition in reversed(found)],
        "handing_out": handing_out,
        "moments": found,
        "compare_form": CompareForm(plan=plan, initial={"fra": since or "", "til": short_date(clock.today())}),
    }
    return render(request, "desk/editions.html", told)
