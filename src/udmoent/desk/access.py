# SPDX-License-Identifier: MPL-2.0
"""Every page is locked unless it says that it is open to all; a locked one names what a visitor must be allowed to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods

from udmoent import clock
from udmoent.desk.second_factor import why_not_further
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.editions.public import for_bodies
from udmoent.editions.totals import totals_of_plan
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Body, Municipality, Person, Position, Role, User
from udmoent.plan.facts import Facts
from udmoent.plan.parties import PartyKind

View = TypeVar("View", bound=Callable[..., Any])
OPEN: Final = "open to all"
GET_OR_POST: Final = require_http_methods(["GET", "HEAD", "POST"])
"""A form's page: shown, then sent."""
SIGNED_IN: Final = "signed in"
POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def open_to_all(view: View) -> View:
    """The page shows nothing of a town, and may be seen by anybody."""
    view.needs = OPEN  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """The page is about one's own sign-in alone, and for whoever has one; also without a role."""
    view.needs = SIGNED_IN  # type: ignore[attr-defined]
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
        roles = Role.objects.in_force(clock.today()).filter(user=self.user.pk)
        roles = roles.select_related("municipality", "person")
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

    @cached_property
    def may(self) -> dict[str, bool]:
        """For templates: `visitor.may.seal_edition`."""
        return {doing: rules.may(self.roles, doing) for doing in rules.DEEDS}

    @cached_property
    def bodies(self) -> list[str]:
        """The abbreviations of the bodies that the visitor's roles are for, as those are called today."""
        own = [role.body_id for role in self._roles if role.body_id]
        found = Body.objects.filter(pk__in=own).select_related("successor") if own else ()
        return sorted({body.goes_on_as(clock.today()).abbreviation for body in found})

    @cached_property
    def units(self) -> frozenset[str]:
        """The names of the units that the visitor's roles are for, with the parts of each, casefolded."""
        own = {role.unit_id for role in self._roles if role.unit_id}
        found = self.municipality.units.filter(Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own))
        return frozenset(name.casefold() for name in found.values_list("name", flat=True)) if own else frozenset()

    def sees(self, whole: PlanContent) -> PlanContent:
        """Of a whole plan what the visitor may see. Every page and file of the plan begins here."""
        return whole if self.may[rules.READ_WHOLE] else for_bodies(whole, self.bodies)

    def sees_before(self, earlier: PlanContent, shown: PlanContent) -> PlanContent:
        """Of an earlier whole plan what the visitor may hold against `shown`: an item hidden since has not moved away."""
        seen = self.sees(earlier)
        if self.may[rules.READ_WHOLE]:
            return seen
        numbers = {item.number for item in shown.items}
        items = tuple(item for item in seen.items if item.number in numbers)
        return replace(seen, items=items, totals=totals_of_plan(items))

    def sees_in_full(self, whole: PlanContent, item: ItemContent) -> bool:
        """Whether the visitor may see every field of the item, and its history."""
        if self.may[rules.READ_WHOLE]:
            return True
        return any(one.number == item.number for body in self.bodies for one in excerpt(whole, body).items)

    @cached_property
    def posts(self) -> frozenset[str]:
        """The titles of the posts that the person holds or stands in for today, casefolded."""
        held = Position.objects.filter(holdings__in=self.person.holdings.in_force(clock.today()))
        return frozenset(title.casefold() for title in held.values_list("title", flat=True))

    def is_own(self, facts: Facts) -> bool:
        """Whether the visitor answers for the item: by the post, as its deputy, or by the unit."""
        return facts.responsible.casefold() in self.posts or facts.unit.casefold() in self.units

    def contributes(self, facts: Facts) -> bool:
        return not self.posts.isdisjoint(post.casefold() for post in facts.contributors)

    def is_named(self, who: str) -> bool:
        """Whether somebody who is told of by post or unit is the visitor."""
        return who.casefold() in self.posts | self.units

    def why_not(self, doing: str) -> Refusal | None:
        return rules.why_not(self.roles, doing)

    def why_not_edit(self, facts: Facts) -> Refusal | None:
        """Why the visitor may not edit an item of which the plan says this."""
        return rules.why_not_edit(self.roles, is_own=self.is_own(facts), is_contributor=self.contributes(facts))

    def why_not_involve(self, facts: Facts, party: PartyKind | None = None) -> Refusal | None:
        """Why the visitor may not tell of an item how parties of that kind are involved."""
        is_own, is_contributor = self.is_own(facts), self.contributes(facts)
        of_staff = party == PartyKind.MED
        return rules.why_not_involve(self.roles, is_own=is_own, is_contributor=is_contributor, is_of_staff=of_staff)

    def why_not_communicate(self, facts: Facts | None, post: str = "") -> Refusal | None:
        """Why the visitor may not say who is told what of an item, or of a version (None), by that post."""
        is_own, is_contributor = bool(facts and self.is_own(facts)), bool(facts and self.contributes(facts))
        is_named = bool(post) and self.is_named(post)
        return rules.why_not_communicate(self.roles, is_own=is_own, is_contributor=is_contributor, is_named=is_named)

    def why_not_report(self, facts: Facts) -> Refusal | None:
        return rules.why_not_report(self.roles, is_own=self.is_own(facts), is_contributor=self.contributes(facts))

    def why_not_keep_meetings(self, body: str) -> Refusal | None:
        return rules.why_not_keep_meetings(self.roles, is_own_body=body in self.bodies)

    def why_not_plan_treatment(self, facts: Facts, body: str) -> Refusal | None:
        """Why the visitor may not tell how the body treats the item."""
        return rules.why_not_plan_treatment(
            self.roles,
            is_own=self.is_own(facts),
            is_contributor=self.contributes(facts),
            is_own_body=body in self.bodies,
        )

    def why_not_write_case(self, bodies: Iterable[str]) -> Refusal | None:
        """Why the visitor may not write a case that passes these bodies, as they are called today."""
        is_own_body = not set(self.bodies).isdisjoint(bodies)
        return rules.why_not_write_case(self.roles, is_own_body=is_own_body)

    def why_not_note_closing(self, facts: Facts) -> Refusal | None:
        """Whoever keeps the meetings of a body that leads or shares the item writes down what it took note of."""
        is_own_body = not {facts.body, *facts.other_bodies}.isdisjoint(self.bodies)
        return rules.why_not_keep_meetings(self.roles, is_own_body=is_own_body)

    def why_not_close(self, facts: Facts) -> Refusal | None:
        return rules.why_not_close(self.roles, is_own=self.is_own(facts))


class LockedByDefault:
    """Middleware: lets nobody through to a page that does not allow it, and sends the browser the pages' own policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.visitor = SimpleLazyObject(lambda: Visitor(request.user))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            response = _only_sent_to(request, response)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, told: dict) -> HttpResponse | None:
        wanted = getattr(view, "needs", None)
        if wanted == OPEN:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path()) if request.method == "GET" else redirect("account_login")
        if wanted == SIGNED_IN:
            return None
        if why_not_further(request):
            return redirect("mfa_index")
        refusal = rules.why_not(request.visitor.roles, wanted or "")  # type: ignore[attr-defined]
        return refused(request, refusal) if refusal else None

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """What a room refuses where no form is there to tell it at."""
        if not isinstance(fault, Refused):
            return None
        return render(request, "desk/refused.html", {"refusals": fault.refusals}, status=422)


def _only_sent_to(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """For whoever visits an address that a form is sent to: the way to the page above it, on which the form stands."""
    told = render(request, "405.html", {"above": _page_above(request.path)}, status=405)
    told["Allow"] = response["Allow"]
    return told


def _page_above(path: str) -> str:
    above = path.rstrip("/").rpartition("/")[0] + "/"
    return above if above == "/" or is_valid_path(above) else _page_above(above)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page that tells why somebody may not come in, and whom to ask."""
    return render(request, "403.html", {"reason": refusal}, status=403)
