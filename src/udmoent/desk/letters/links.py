# SPDX-License-Identifier: MPL-2.0
"""The link of a mail: signed, good for a while, and leading to signing in, never past it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import open_to_all
from udmoent.desk.account.forms import ADDRESSEE
from udmoent.followup.digest import Recipient
from udmoent.organisation import rules
from udmoent.organisation.models import Role

LASTS: Final = timedelta(days=60)
"""Longer than any round is open."""

SALT: Final = "udmoent.letter"


@dataclass(frozen=True)
class Link:
    """Whom a link was written to, the plan that it is about, and the round where it is about the items of others."""

    person_id: int
    plan_id: int
    round_id: int | None


def link_to(person: Recipient, plan_id: int, round_id: int | None) -> str:
    token = signing.dumps([person.person_id, plan_id, round_id], salt=SALT)
    return settings.UDMOENT_SITE + reverse("letter_link", args=[token])


def read_link(token: str) -> Link | None:
    """None where it is not one of ours, or too old."""
    try:
        return Link(*signing.loads(token, salt=SALT, max_age=LASTS))
    except (signing.BadSignature, TypeError, ValueError):
        return None


@open_to_all
@require_safe
def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """On to one's own items; whoever is not signed in signs in first."""
    link = read_link(token)
    if link is None:
        return render(request, "desk/letters/worn_link.html", {"days": LASTS.days}, status=410)
    if not request.user.is_authenticated:
        request.session[ADDRESSEE] = _address_of(link.person_id)
        return redirect_to_login(request.get_full_path())
    visitor = request.visitor  # type: ignore[attr-defined]
    if not visitor.roles or not visitor.municipality.plans.filter(pk=link.plan_id).exists():
        return redirect("home")
    if visitor.person.pk != link.person_id:
        messages.info(request, _("The link was in a mail to somebody else. Here are your own items."))
    elif link.round_id:
        return redirect("round", link.plan_id, link.round_id)
    return redirect("mine", link.plan_id) if visitor.may[rules.REPORT] else redirect("home")


def _address_of(person_id: int) -> str:
    role = Role.objects.in_force(clock.today()).filter(person=person_id).select_related("user").first()
    return role.user.email if role else ""
