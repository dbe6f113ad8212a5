# SPDX-License-Identifier: MPL-2.0
"""Every page is locked unless it says that it is open to all; a locked one names what a visitor must be allowed to do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject

from udmoent import clock
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality, Person, Position, Role, User

View = TypeVar("View", bound=Callable[..., Any])
OPEN: Final = "open to all"
POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def open_to_all(view: View) -> View:
    """The page shows nothing of a town, and may be seen by anybody."""
    view.needs = OPEN  # type: ignore[attr-defined]
    return view


def needs(doing: str) -> Callable[[View], View]:
    """The page is for those who may do this in their municipality: one of the deeds in organisation/rules.py."""

    def mark(view: View) -> View:
        view.needs = doing  # type: ignore[attr-defined]
        return view

    return mark


@dataclass
class Visitor:
    """Who is signed in, in which municipality, as what. Without a municipality where no role is in force today."""

    user: User | AnonymousUser

    @cached_property
    def _roles(self) -> list[Role]:
        roles = Role.objects.in_force(clock.today()).filter(user=self.user.pk).select_related("municipality", "person")
        if settings.UDMOENT_MUNICIPALITY:
            roles = roles.filter(municipality__slug=settings.UDMOENT_MUNICIPALITY)
        found = list(roles.order_by("municipality__slug", "pk"))
        return [role for role in found if role.municipality_id == found[0].municipality_id]

    @property
    def roles(self) -> list[str]:
        return [role.name for role in self._roles]

    @property
    def municipality(self) -> Municipality:
        return self._roles[0].municipality

    @property
    def person(self) -> Person:
        return self._roles[0].person

    @property
    def may(self) -> dict[str, bool]:
        """For templates: `visitor.may.seal_edition`."""
        return {doing: rules.may(self.roles, doing) for doing in rules.DEEDS}

    @cached_property
    def posts(self) -> frozenset[str]:
        """The titles of the posts that the person holds today, casefolded."""
        held = Position.objects.filter(holdings__in=self.person.holdings.in_force(clock.today()))
        return frozenset(title.casefold() for title in held.values_list("title", flat=True))

    def why_not_edit(self, responsible: str) -> Refusal | None:
        """Why the visitor may not edit an item for which that post answers."""
        return rules.why_not_edit(self.roles, is_own=responsible.casefold() in self.posts)


class LockedByDefault:
    """Middleware: lets nobody through to a page that does not allow it, and sends the browser the pages' own policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.visitor = SimpleLazyObject(lambda: Visitor(request.user))  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, told: dict) -> HttpResponse | None:
        wanted = getattr(view, "needs", None)
        if wanted == OPEN:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path()) if request.method == "GET" else redirect("sign_in")
        refusal = rules.why_not(request.visitor.roles, wanted or "")  # type: ignore[attr-defined]
        return refused(request, refusal) if refusal else None

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """What a room refuses where no form is there to tell it at."""
        if not isinstance(fault, Refused):
            return None
        return render(request, "desk/refused.html", {"refusals": fault.refusals}, status=422)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page that tells why somebody may not come in, and whom to ask."""
    return render(request, "403.html", {"reason": refusal}, status=403)
