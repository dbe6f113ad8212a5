# SPDX-License-Identifier: MPL-2.0
"""Where allauth asks how things are here: who may have an account, what is said, and what is told to the log."""

import logging
from collections.abc import Iterable, Mapping
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.account.configuration import Provider
from udmoent.desk.account.forms import record_failure
from udmoent.desk.account.words import CONFIRMATIONS, ERRORS, NOTICES, SAID
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.models import Municipality, User
from udmoent.organisation.rules import roles_by_claims
from udmoent.organisation.signing_in import record_access, welcome

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation, or by another organisation's sign-in; never by strangers."""

    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or SAID.get(message_template or "", "")
        if said:
            super().add_message(request, level, message=str(said), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """A mail that cannot be sent is told, for whoever waits for it can do nothing else."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as fault:
            log.exception("a mail could not be sent")
            told = _("The mail could not be sent. Try again in a while, or ask the plan coordinator.")
            raise Refused(told) from fault

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """What has been done stays done, also where the mail about it is lost."""
        if template_prefix not in NOTICES:
            return
        record_access(user, "change_sign_in", now=clock.now(), what=template_prefix.rpartition("/")[2])
        told = {"notice": NOTICES[template_prefix], "at": clock.now()}
        try:
            super().send_mail("account/email/notice", email or user.email, told)
        except (OSError, SMTPException):
            log.exception("a notice could not be sent")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record_failure(User.objects.filter(email=credentials.get("email", "")).first(), "password")

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict]:
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": CONFIRMATIONS[method["id"]]} for method in methods]

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        response = super().post_login(request, user, **told)
        ways = [done["method"] for done in get_authentication_records(request, user)]
        if "code" in ways:
            # Whoever could read it there has the address, and may later show by it that it is she.
            EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True})
        record_access(user, "sign_in", now=clock.now(), ways=ways)
        return response

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            record_access(request.user, "sign_out", now=clock.now())
        super().logout(request)


class TwoFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | ERRORS


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            record_access(ended[0].user, "end_sessions", now=clock.now())


class SocialAdapter(DefaultSocialAccountAdapter):
    """Other organisations' sign-ins. What they say about somebody is used and not kept."""

    error_messages = DefaultSocialAccountAdapter.error_messages | ERRORS

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        sociallogin.claims = claims_of(sociallogin.account.extra_data)
        sociallogin.called = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        sociallogin.account.extra_data = {}
        return super().populate_user(request, sociallogin, data)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """The user whom a trusted provider means, unless it says itself that it has not seen to the address."""
        if str(sociallogin.claims.get("email_verified", "")).casefold() == "false":
            return None
        found = super().authenticate_by_email(sociallogin)
        if found:
            # Both the town and the provider say whose address it is: allauth need not take the user's password away.
            EmailAddress.objects.update_or_create(user=found[0], email=found[1], defaults={"verified": True})
        return found

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if not sociallogin.is_existing and sociallogin.state.get("process") != "connect":
            refusal = why_not_new(sociallogin)
            if refusal:
                raise ImmediateHttpResponse(render(request, "403.html", {"reason": refusal}, status=403))
        elif sociallogin.is_existing:
            give_first_roles(sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        user = super().save_user(request, sociallogin, form)
        give_first_roles(sociallogin)
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: object) -> str:
        return reverse("socialaccount_connections")


def claims_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is said about somebody: OIDC says it in the token and, more of it, when asked; SAML in its assertion."""
    return {**told.get("id_token", {}), **told.get("userinfo", {})} or dict(told)


def why_not_new(sociallogin: SocialLogin) -> Refusal | None:
    """Why somebody unknown cannot be let in by another organisation's sign-in."""
    email = sociallogin.user.email
    if not email:
        return Refusal(_("Your organisation does not say which e-mail address you have. Ask the plan coordinator."))
    if User.objects.filter(email=email).exists():
        return Refusal(
            _(
                "Somebody here has your e-mail address already. Is it you? Sign in with e-mail and password, "
                "and connect the other sign-in under My account; else ask the plan coordinator."
            )
        )
    return None


def give_first_roles(sociallogin: SocialLogin) -> None:
    """By the rules of the provider, in the town that it is for."""
    provider = settings.UDMOENT_SIGN_IN.providers.get(sociallogin.account.provider)
    town = town_of(provider) if provider else None
    if provider and town:
        granted = roles_by_claims(provider.roles, sociallogin.claims)
        welcome(sociallogin.user, town, granted, called=sociallogin.called, now=clock.now(), why=provider.name)


def town_of(provider: Provider) -> Municipality | None:
    """The one that it, or the installation, names; else the only one."""
    slug = provider.municipality or settings.UDMOENT_MUNICIPALITY
    towns = list(Municipality.objects.filter(slug=slug) if slug else Municipality.objects.all()[:2])
    return towns[0] if len(towns) == 1 else None
