# SPDX-License-Identifier: MPL-2.0
"""Acts that a body's decision is behind: an item's own pages do them by the decision that their address names."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Decision
from udmoent.plan.models import Plan

ASKED = "beslutning"


def decision_asked(request: HttpRequest, plan: Plan) -> Decision | None:
    """The decision of `?beslutning=`; refused where the visitor does not keep the meetings of the body that made it."""
    asked = request.GET.get(ASKED, "")
    if not asked:
        return None
    found = Decision.objects.filter(municipality=plan.municipality_id).select_related("meeting__body")
    decision = found.filter(pk=asked).first() if asked.isdecimal() else None
    if decision is None:
        raise Http404(_("There is no such decision."))
    Refused.if_any([request.visitor.why_not_keep_meetings(decision.meeting.body.abbreviation)])  # type: ignore[attr-defined]
    return decision
