# SPDX-License-Identifier: MPL-2.0
"""Handing over what somebody answers for: what it is, what would happen, and the one act that does it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import DayField
from udmoent.desk.sent import tell
from udmoent.desk.setup.people import people_crumb
from udmoent.desk.setup.shared import CHOSEN, WhyForm, one_of, said, show, town_of
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality, Person, Position
from udmoent.plan.actions import Act
from udmoent.plan.handing_over import Handover, hand_over, handed_over, named_by

PERSON, POST = "person", "post"


@dataclass
class Leaving:
    """Whose posts are handed over: a person's, or one post's."""

    person: Person | None
    positions: tuple[Position, ...]

    @property
    def titles(self) -> list[str]:
        return [position.title for position in self.positions]


class WhoForm(forms.Form):
    """Whose posts."""

    person = forms.ChoiceField(label=gettext_lazy("A person"), required=False)
    post = forms.ChoiceField(label=gettext_lazy("Or a post"), required=False)

    def __init__(self, told: object = None, *, town: Municipality) -> None:
        super().__init__(told, auto_id="who-%s")  # type: ignore[arg-type]
        people = town.people.exclude(name="").order_by("name").values_list("pk", "name")
        self.fields["person"].choices = [("", _("None")), *people]  # type: ignore[attr-defined]
        posts = town.positions.values_list("pk", "title")
        self.fields["post"].choices = [("", _("None")), *posts]  # type: ignore[attr-defined]


class HandoverForm(WhyForm):
    """To whom, from when, and which of the items."""

    to = forms.ChoiceField(label=gettext_lazy("Hand over to"), widget=forms.RadioSelect)
    successor = forms.TypedChoiceField(
        label=gettext_lazy("The other person"), required=False, coerce=int, empty_value=None
    )
    position = forms.TypedChoiceField(
        label=gettext_lazy("The other post"), required=False, coerce=int, empty_value=None
    )
    valid_from = DayField(label=gettext_lazy("From"))
    is_leaving = forms.BooleanField(
        label=gettext_lazy("The person leaves: end posts and roles the day before"), required=False
    )

    def __init__(
        self, told: object = None, *, town: Municipality, leaving: Leaving, may_move: bool, **options: Any
    ) -> None:
        super().__init__(told, **options)
        self.town, self.leaving = town, leaving
        ways = {PERSON: _("Another person in the same post: the plan names posts, and nothing in it changes")}
        ways |= {POST: _("Another post, which then stands in the items chosen below")} if may_move else {}
        self.offer("to", ways.items())
        others = town.people.exclude(name="").exclude(pk=leaving.person.pk if leaving.person else 0)
        self.offer("successor", others.order_by("name").values_list("pk", "name"), empty=str(CHOSEN))
        posts = town.positions.exclude(pk__in=[position.pk for position in leaving.positions])
        self.offer("position", posts.values_list("pk", "title"), empty=str(CHOSEN))
        if not may_move:
            del self.fields["position"]
        if leaving.person is None:
            del self.fields["is_leaving"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("to") == PERSON and not told.get("successor"):
            self.add_error("successor", _("Choose who takes over."))
        if told.get("to") == POST and not told.get("position"):
            self.add_error("position", _("Choose which post takes over."))
        return told

    def handover(self, items: list[str]) -> Handover:
        told, leaving = self.cleaned_data, self.leaving
        is_post = told["to"] == POST
        return Handover(
            person=leaving.person,
            positions=leaving.positions,
            successor=None if is_post else self.town.people.get(pk=told["successor"]),
            to=self.town.positions.get(pk=told["position"]) if is_post else None,
            items=frozenset(int(item) for item in items if item.isdecimal()) if is_post else frozenset(),
            is_leaving=told.get("is_leaving", False),
        )


@needs(rules.APPOINT)
@GET_OR_POST
def handover(request: HttpRequest) -> HttpResponse:
    """Choose who, see what the plan says of their posts, see what would happen, and do it."""
    town, way = town_of(request), [people_crumb()]
    leaving = _leaving(request, town)
    if leaving is None:
        return show(request, "handover_who", _("Hand over"), way=way, form=WhoForm(town=town))
    may_move = request.visitor.may[rules.RESTRUCTURE]  # type: ignore[attr-defined]
    initial = {"valid_from": clock.today(), "is_leaving": leaving.person is not None, "to": PERSON}
    form = HandoverForm(request.POST or None, town=town, leaving=leaving, may_move=may_move, initial=initial)
    chosen = request.POST.getlist("items")
    told = _told(town, leaving, chosen if form.is_bound else None) | {"may_move": may_move}
    if form.is_valid():
        wanted, only_try = form.handover(chosen), "confirm" not in request.POST
        changed = _tried(request, form, wanted, only_try=only_try)
        if changed is not None and not only_try:
            return said(request, _("Handed over. Items changed: {n}.").format(n=changed), "setup_people")
        if changed is not None:
            told |= {"would": wanted, "changed": changed, "after": _after(told["named"], leaving, wanted)}
    status = 422 if form.errors else 200
    return show(request, "handover", _("Hand over"), way=way, form=form, leaving=leaving, status=status, **told)


def _leaving(request: HttpRequest, town: Municipality) -> Leaving | None:
    person, post = (request.GET.get(name, "") for name in ("person", "post"))
    if person.isdecimal():
        who = one_of(town.people, int(person))
        held = who.holdings.filter(is_deputy=False).exclude(valid_to__lt=clock.today()).select_related("position")
        return Leaving(who, tuple(dict.fromkeys(holding.position for holding in held)))
    return Leaving(None, (one_of(town.positions, int(post)),)) if post.isdecimal() else None


def _told(town: Municipality, leaving: Leaving, chosen: list[str] | None) -> dict[str, Any]:
    """The items that name the posts; the open ones are chosen until somebody chooses otherwise."""
    named = named_by(town, leaving.titles, clock.today())
    ticked = {str(one.item.pk) for one in named if one.is_open} if chosen is None else set(chosen)
    return {"named": [(one, str(one.item.pk) in ticked) for one in named], "open": sum(one.is_open for one in named)}


def _tried(request: HttpRequest, form: HandoverForm, wanted: Handover, *, only_try: bool) -> int | None:
    """In how many items something changed, or would; None where it is refused, which is then told at the form."""
    told = form.cleaned_data
    act = Act(by=request.visitor.person, now=clock.now(), applies_on=told["valid_from"], why=told["why"])  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            changed = hand_over(town_of(request), wanted, act=act)
            transaction.set_rollback(only_try)
    except Refused as refused:
        tell(form, refused)
        return None
    return changed


def _after(named: list[tuple[Any, bool]], leaving: Leaving, wanted: Handover) -> list[dict[str, Any]]:
    """For each chosen item what would stand in it."""
    if wanted.to is None:
        return []
    posts = {title.casefold() for title in leaving.titles}
    chosen = [one for one, is_chosen in named if is_chosen]
    return [{"naming": one, "told": handed_over(one.facts, posts, wanted.to.title)} for one in chosen]
