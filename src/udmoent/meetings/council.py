# SPDX-License-Identifier: MPL-2.0
"""Whether something may be done by a decision: what came of it, and whether the council made it."""

from django.utils.translation import gettext as _

from udmoent.lib.dates import short_date
from udmoent.lib.refusal import Refusal
from udmoent.meetings.models import Decision
from udmoent.meetings.outcomes import carries
from udmoent.organisation.models import Body


def why_not_by_council(decision: Decision | None) -> Refusal | None:
    """Of what only the council decides; that there is a decision at all is for the act to ask."""
    if decision is None:
        return None
    if decision.meeting.body.kind != Body.Kind.COUNCIL:
        sentence = _(
            "“{title}” was decided by {body}, and this is the council's to decide. Choose the council's decision."
        )
        return Refusal(sentence.format(title=decision.title, body=decision.meeting.body.abbreviation))
    return why_not_by(decision)


def why_not_by(decision: Decision | None) -> Refusal | None:
    """Of what was put off, refused, recommended or sent on nothing can be done."""
    if decision is None or carries(decision.text):
        return None
    sentence = _(
        "By the decision of {body} on {day} nothing is approved: “{text}”. Choose the decision by which it was approved."
    )
    told = {"body": decision.meeting.body.abbreviation, "day": short_date(decision.meeting.held_on)}
    return Refusal(sentence.format(text=decision.text[:120], **told))
