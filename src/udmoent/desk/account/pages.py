# SPDX-License-Identifier: MPL-2.0
"""allauth's views as pages of ours, and the page of one's own account."""

import json
import logging
from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter as social_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from udmoent.demo.actions import DEMO_PASSWORD, is_demo_alone, sign_ins
from udmoent.desk.access import signed_in
from udmoent.desk.account.words import HINTS, LABELS, device
from udmoent.desk.second_factor import why_not_further
from udmoent.desk.where import Crumb
from udmoent.followup.models import FeedKey
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
Told = Callable[[HttpRequest], dict[str, object]]


def page(view: View, title: str | Promise, *, told: Told | None = None, is_account: bool = False) -> View:
    """The view with this title, in our words, and answering 422 where a form is refused. `told`: what else it shows."""

    @wraps(view)
    def shown(request: HttpRequest, *given: object, **parts: object) -> HttpResponse:
        answer = view(request, *given, **parts)
        if isinstance(answer, TemplateResponse) and not answer.is_rendered:
            context = answer.context_data or {}
            refused = [form for form in _forms(context) if _speak(form)]
            answer.status_code = 422 if refused and request.method == "POST" else answer.status_code
            answer.context_data = context | _around(context, title, is_account) | (told(request) if told else {})
        return answer

    return shown


def step(view: View) -> View:
    """On the way to another organisation's sign-in, or back: no page of ours. One that does not answer is told."""

    @wraps(view)
    def taken(request: HttpRequest, **parts: object) -> HttpResponse:
        try:
            return view(request, **parts)
        except OSError as fault:
            log.exception("another organisation's sign-in does not answer")
            told = _("Your organisation's sign-in does not answer. Try again in a while, or sign in in another way.")
            raise Refused(told) from fault

    return taken


def _forms(context: dict) -> list[forms.BaseForm]:
    found = [value for value in context.values() if isinstance(value, forms.BaseForm)]
    return list({id(form): form for form in found}.values())


def _speak(form: forms.BaseForm) -> bool:
    """Put the form in our words; and say whether something in it is refused."""
    for bound in form:
        bound.label = str(LABELS.get(bound.name, bound.label))
        bound.help_text = str(HINTS.get(bound.name, ""))
        bound.field.widget.attrs.pop("placeholder", None)
    return bool(form.errors)


def _around(context: dict, title: str | Promise, is_account: bool) -> dict[str, object]:
    told: dict[str, object] = {"title": title, "mail_folder": settings.EMAIL_FILE_PATH}
    if is_account:
        told["crumbs"] = [Crumb(_("My account"), reverse("account_home")), Crumb(str(title))]
    if "js_data" in context:
        told["passkey_options"] = json.dumps(next(iter(context["js_data"].values())))
    return told


def ways_in(request: HttpRequest) -> dict[str, object]:
    """For the page where one signs in: other organisations' sign-ins, and in the demo whom one can be."""
    then = {"next": get_next_redirect_url(request)} if get_next_redirect_url(request) else {}
    found = [
        {"name": provider.name, "href": provider.get_login_url(request, **then)}
        for provider in social_adapter().list_providers(request)
    ]
    people = (
        [(*email.split("@"), rules.ROLE_NAMES[role]) for email, role in sign_ins().items()] if is_demo_alone() else []
    )
    return {"providers": found, "demo": {"password": DEMO_PASSWORD, "people": people} if people else None}


def duty(request: HttpRequest) -> dict[str, object]:
    """For the page of the two factors: why one has come there, where one comes no further without them."""
    return {"duty": why_not_further(request)}


def other_sign_ins(request: HttpRequest) -> dict[str, object]:
    """The organisations whose sign-ins are let in, and the visitor's own connection with each, if there is one."""
    own = {account.provider: account.pk for account in SocialAccount.objects.filter(user=request.user)}
    then = {"process": "connect", "next": reverse("socialaccount_connections")}
    providers = social_adapter().list_providers(request)
    return {
        "others": [(one.name, own.get(one.app.provider_id), one.get_login_url(request, **then)) for one in providers]
    }


def places(request: HttpRequest) -> dict[str, object]:
    """Where the visitor is signed in, this place among them."""
    UserSession.objects.create_from_request(request)
    found = sorted(UserSession.objects.purge_and_list(request.user), key=lambda place: place.created_at, reverse=True)
    return {"places": [(place, device(place.user_agent)) for place in found], "session_count": len(found)}


def forget_old_places() -> None:
    """Delete what is kept about places where nobody is signed in any more."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@signed_in
def account_home(request: HttpRequest) -> HttpResponse:
    """One's own sign-in: who one is here, and how one comes in."""
    own = Authenticator.objects.filter(user=request.user).values_list("type", flat=True)
    connected = SocialAccount.objects.filter(user=request.user).values_list("provider", flat=True)
    providers = settings.UDMOENT_SIGN_IN.providers
    roles = request.visitor.roles  # type: ignore[attr-defined]
    told = {
        "title": _("My account"),
        "roles": [rules.ROLE_NAMES[role] for role in dict.fromkeys(roles)],
        "has_app": Authenticator.Type.TOTP in own,
        "passkeys": list(own).count(Authenticator.Type.WEBAUTHN),
        "has_others": bool(providers),
        "connected": [providers[name].name for name in connected if name in providers],
        "can_subscribe": rules.may(roles, rules.PLAN_TREATMENTS),
        "feed_key": FeedKey.objects.filter(person=request.visitor.person).first() if roles else None,  # type: ignore[attr-defined]
        "can_confirm": bool(account_adapter().get_reauthentication_methods(request.user)),
    }
    return render(request, "desk/account/home.html", told)
