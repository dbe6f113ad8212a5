# SPDX-License-Identifier: MPL-2.0
"""What changed between two versions or days, on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.comparing import CompareForm, compared
from udmoent.desk.downloads import comparison_downloads
from udmoent.desk.where import Crumb, steps_to, the_plan, words_of
from udmoent.organisation import rules


@needs(rules.READ)
@require_safe
def comparison(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What changed between two versions or days, for the whole plan or one committee."""
    plan = the_plan(request, plan_id)
    form = CompareForm(request.GET or None, plan=plan)
    found = compared(form, request.visitor)  # type: ignore[attr-defined]
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
