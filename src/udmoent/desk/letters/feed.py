# SPDX-License-Identifier: MPL-2.0
"""One's own deadlines and meetings in one's own calendar, by a secret address that is made and taken away under My account."""

from datetime import datetime, time
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from udmoent import clock
from udmoent.audit.models import Event
from udmoent.desk.access import needs, open_to_all
from udmoent.desk.where import Crumb
from udmoent.followup.attending import attended
from udmoent.followup.calendar import FollowedUp, calendar_of
from udmoent.followup.digest import Recipient
from udmoent.followup.due import asking_rounds, followed, recipients
from udmoent.followup.feed import drop_feed_key, make_feed_key, whose_feed
from udmoent.followup.meeting import meets_next
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality, Person


@open_to_all
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar that the address opens; of an unknown one, or one whose owner neither answers nor serves a body, nothing.

    Guesses are not counted: the secret has 256 bits, a miss costs one look into an index, and all who share a calendar
    service call from the same few places, so that counting would shut out the many for the old address of one.
    """
    person = whose_feed(secret)
    body = _calendar(person) if person else None
    if person is None or body is None:
        raise Http404(_("There is no such calendar."))
    etag, changed_at = f'"{sha256(body).hexdigest()[:32]}"', _changed_at(person.municipality)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["ETag"], answer["Last-Modified"] = etag, http_date(changed_at.timestamp())
    answer["Cache-Control"] = "private, max-age=900"
    return get_conditional_response(request, etag, int(changed_at.timestamp()), answer) or answer


def _calendar(person: Person) -> bytes | None:
    town, now = person.municipality, clock.now()
    people = recipients(town, clock.today())
    roles = [role.name for role in person.roles.in_force(clock.today()).filter(user__is_active=True)]
    if not rules.may(roles, rules.PLAN_TREATMENTS):
        return None
    serving = Recipient(person_id=person.pk, name=person.name, address="")
    own = next((one for one in people if one.person_id == person.pk), serving)
    meets_on = meets_next(town, clock.today())
    follow_up = FollowedUp(meets_on, tuple(followed(town, clock.today()))) if meets_on else None
    with override(settings.LANGUAGE_CODE):
        meetings = attended(person, clock.today())
        return calendar_of(own, asking_rounds(town, now=now), people, follow_up, meetings, site=settings.UDMOENT_SITE)


def _changed_at(town: Municipality) -> datetime:
    """When something was last done in the town, and at the latest when the day began: periods begin and end by days."""
    midnight = timezone.make_aware(datetime.combine(clock.today(), time.min))
    latest = (
        Event.objects.filter(municipality_id=town.pk).order_by("-happened_at").values_list("happened_at", flat=True)
    )
    return max(midnight, *latest[:1])


@needs(rules.PLAN_TREATMENTS)
@require_POST
def feed_key(request: HttpRequest) -> HttpResponse:
    """Make a new address, which is shown this once, or take the one that is there away."""
    own: Person = request.visitor.person  # type: ignore[attr-defined]
    if "drop" in request.POST:
        drop_feed_key(by=own, now=clock.now())
        messages.success(request, _("The calendar's address is taken away, and opens nothing any more."))
        return redirect("account_home")
    address = settings.UDMOENT_SITE + reverse("feed", args=[make_feed_key(by=own, now=clock.now())])
    told = {"crumbs": [Crumb(_("My account"), reverse("account_home")), Crumb(_("Calendar"))], "address": address}
    return render(request, "desk/letters/feed_address.html", told)
