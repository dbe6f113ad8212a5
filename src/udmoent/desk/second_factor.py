# SPDX-License-Identifier: MPL-2.0
"""Two factors as a duty: whoever has a role of which the town asks them comes no further than to setting them up."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from udmoent.lib.refusal import Refusal
from udmoent.organisation import rules

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def why_not_further(request: HttpRequest) -> Refusal | None:
    """Why whoever is signed in must set up a second factor first. Another organisation's sign-in answers for its own."""
    visitor = request.visitor  # type: ignore[attr-defined]
    required_of = visitor.municipality.configuration.two_factor_roles if visitor.roles else ()
    refusal = rules.why_not_by_one_factor(visitor.roles, required_of)
    if refusal is None or _came_by_another_sign_in(request):
        return None
    return None if Authenticator.objects.filter(user=request.user, type__in=FACTORS).exists() else refusal


def _came_by_another_sign_in(request: HttpRequest) -> bool:
    return any(done["method"] == "socialaccount" for done in get_authentication_records(request, request.user))
