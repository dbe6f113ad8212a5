# SPDX-License-Identifier: MPL-2.0
"""Which round a page is about."""

from django.http import Http404
from django.utils.translation import gettext as _

from udmoent.followup.models import Round
from udmoent.plan.models import Plan


def the_round(plan: Plan, round_id: int) -> Round:
    found = plan.rounds.select_related("plan__municipality", "plan__agreement", "meeting__body", "body")
    round = found.filter(pk=round_id).first()
    if round is None:
        raise Http404(_("There is no such round in the plan."))
    return round
