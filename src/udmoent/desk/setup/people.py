# SPDX-License-Identifier: MPL-2.0
"""The posts, who is in them and who stands in, over time; and each person's own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import DayField, TextField
from udmoent.desk.sent import is_done
from udmoent.desk.setup.bodies import standing
from udmoent.desk.setup.shared import (
    ChooseForm,
    WhyForm,
    by_of,
    one_of,
    said,
    show,
    show_form,
    shown_day,
    town_of,
)
from udmoent.desk.setup.units import unit_choices
from udmoent.desk.where import Crumb
from udmoent.followup.sending import forget_addressee
from udmoent.organisation import rules
from udmoent.organisation.appointing import correct_name, end_holding, erase_name, move_position, take_back
from udmoent.organisation.models import Holding, Municipality, Person, Position, Role
from udmoent.plan.handing_over import named_by, rename_position


def people_crumb() -> Crumb:
    return Crumb(_("People and posts"), reverse("setup_people"))


class ChoosePostsForm(ChooseForm):
    """Which posts and people the list shows."""

    soeg = TextField(label=gettext_lazy("Post, name, unit or e-mail"), required=False)
    enhed = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(self, told: object, *, town: Municipality, day: date) -> None:
        super().__init__(told)
        self.offer("enhed", [(str(pk), name) for pk, name in unit_choices(town, day)], empty=_("All"))

    @property
    def is_narrowing(self) -> bool:
        return bool(self.asked("soeg") or self.asked("enhed"))


@dataclass
class Held:
    """Somebody's time in a post, and where it lies from the day shown."""

    holding: Holding
    standing: str


@dataclass
class PostRow:
    position: Position
    held: list[Held]
    emails: list[str]

    def tells(self, sought: str) -> bool:
        unit = self.position.unit.name if self.position.unit else ""
        told = (self.position.title, unit, *self.emails, *(one.holding.person.name for one in self.held))
        return any(sought in text.casefold() for text in told)


@needs(rules.APPOINT)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Every post with who is in it on the day shown, and the people who are in none."""
    day, town = shown_day(request), town_of(request)
    form = ChoosePostsForm(request.GET, town=town, day=day)
    rows = list(_rows(town, form, day))
    without = _without_post(town, day, form)
    total = town.positions.count()
    return show(request, "people", _("People and posts"), rows=rows, without=without, form=form, day=day, total=total)


def _rows(town: Municipality, form: ChoosePostsForm, day: date) -> Iterable[PostRow]:
    sought, unit = form.asked("soeg").casefold(), form.asked("enhed")
    held = Holding.objects.select_related("person").order_by("is_deputy", "valid_from")
    positions = town.positions.select_related("unit").prefetch_related(Prefetch("holdings", held))
    emails = _emails(town, day)
    for position in positions.filter(unit_id=int(unit)) if unit.isdecimal() else positions:
        times = [Held(one, standing(one, day)) for one in position.holdings.all()]
        times = times if form.asked("alle") else [one for one in times if one.standing == "now"]
        row = PostRow(position, times, [email for one in times for email in emails.get(one.holding.person_id, ())])
        if row.tells(sought):
            yield row


def _emails(town: Municipality, day: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for person, email in Role.objects.in_force(day).filter(municipality=town).values_list("person", "user__email"):
        found.setdefault(person, []).append(email)
    return {person: list(dict.fromkeys(emails)) for person, emails in found.items()}


def _without_post(town: Municipality, day: date, form: ChoosePostsForm) -> list[Person]:
    if form.asked("enhed"):
        return []
    placed = Holding.objects.in_force(day).filter(municipality=town).values("person")
    found = town.people.exclude(pk__in=placed).exclude(name="").order_by("name")
    return [person for person in found if form.asked("soeg").casefold() in person.name.casefold()]


# One person


class NameForm(WhyForm):
    prefix_of_ids = "name"
    name = TextField(label=gettext_lazy("Name"), max_length=200)


@needs(rules.APPOINT)
@GET_OR_POST
def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """What the person is and was, and what can be done about it; sent, the name is corrected."""
    person = one_of(town_of(request).people, person_id)
    form = NameForm(request.POST or None, initial={"name": person.name})

    def act() -> None:
        correct_name(person, form.cleaned_data["name"], by=by_of(request, form.cleaned_data["why"]))

    if is_done(form, act):
        return said(request, _("The name is corrected."), "setup_person", person.pk)
    day = shown_day(request)
    held = person.holdings.select_related("position__unit").order_by("-valid_from")
    roles = person.roles.select_related("user", "body", "unit").order_by("-valid_from")
    told: dict[str, Any] = {
        "person": person,
        "form": form,
        "held": [(one, standing(one, day)) for one in held],
        "roles": [(role, rules.ROLE_NAMES[role.name], standing(role, day)) for role in roles],
        "items": _items_of(request, person),
        "status": 422 if form.is_bound else 200,
    }
    return show(request, "person", str(person), way=[people_crumb()], **told)


def _items_of(request: HttpRequest, person: Person) -> int:
    """In how many open items the plan names a post that the person holds today."""
    held = person.holdings.in_force(clock.today()).filter(is_deputy=False)
    titles = list(held.values_list("position__title", flat=True))
    return sum(naming.is_open for naming in named_by(town_of(request), titles, clock.today())) if titles else 0


class EraseForm(WhyForm):
    why = TextField(label=gettext_lazy("Why"), max_length=1000, help_text=gettext_lazy("Do not write the name here"))
    is_sure = forms.BooleanField(label=gettext_lazy("I know that the name cannot be brought back"))
    field_order = ("why", "is_sure")


@needs(rules.APPOINT)
@GET_OR_POST
def erase(request: HttpRequest, person_id: int) -> HttpResponse:
    """Blank the name for ever, after a confirmation."""
    person = one_of(town_of(request).people, person_id)
    form = EraseForm(request.POST or None)

    def act() -> None:
        erase_name(person, today=clock.today(), by=by_of(request, form.cleaned_data["why"]))
        forget_addressee(person)

    if is_done(form, act):
        return said(request, _("The name is erased. The record stays, without it."), "setup_people")
    lead = _(
        "The name and the e-mail address are blanked for ever. What the person did stays, signed by the post. The log keeps who erased it and why."
    )
    way = [people_crumb(), Crumb(str(person), reverse("setup_person", args=[person.pk]))]
    return show_form(request, form, _("Erase the name"), way=way, button=_("Erase the name"), lead=lead)


# One post


class MoveForm(WhyForm):
    unit = forms.TypedChoiceField(label=gettext_lazy("Unit"), required=False, coerce=int, empty_value=None)


@needs(rules.APPOINT)
@GET_OR_POST
def post_page(request: HttpRequest, position_id: int) -> HttpResponse:
    """Who was, is and will be in the post; sent, it is laid under another unit."""
    town = town_of(request)
    position = one_of(town.positions.select_related("unit"), position_id)
    form = MoveForm(request.POST or None, initial={"unit": position.unit_id})
    form.offer("unit", unit_choices(town, clock.today()), empty=_("None"))

    def act() -> None:
        chosen = form.cleaned_data["unit"]
        move_position(
            position, town.units.get(pk=chosen) if chosen else None, by=by_of(request, form.cleaned_data["why"])
        )

    if is_done(form, act):
        return said(request, _("The post is moved."), "setup_post", position.pk)
    day = shown_day(request)
    held = position.holdings.select_related("person").order_by("-valid_from")
    named = named_by(town, [position.title], day)
    told: dict[str, Any] = {
        "position": position,
        "form": form,
        "held": [(one, standing(one, day)) for one in held],
        "answers": sum(one.answers and one.is_open for one in named),
        "named": sum(one.is_open for one in named),
        "status": 422 if form.is_bound else 200,
    }
    return show(request, "post", position.title, way=[people_crumb()], **told)


class RenamePostForm(WhyForm):
    title = TextField(label=gettext_lazy("New title"), max_length=200)
    valid_from = DayField(label=gettext_lazy("From"), help_text=gettext_lazy("The old title holds to the day before"))


@needs(rules.APPOINT)
@GET_OR_POST
def rename_post(request: HttpRequest, position_id: int) -> HttpResponse:
    """A new title from a day on, also in the items that name the post."""
    position = one_of(town_of(request).positions, position_id)
    form = RenamePostForm(request.POST or None, initial={"title": position.title, "valid_from": clock.today()})

    def act() -> None:
        told = form.cleaned_data
        rename_position(position, told["title"], valid_from=told["valid_from"], by=by_of(request, told["why"]))

    if is_done(form, act):
        return said(request, _("The post has its new title from that day."), "setup_people")
    lead = _(
        "Whoever is in the post follows along, and so do the items that name it, from that day on. Before it, and in versions, the old title stays."
    )
    way = [people_crumb(), Crumb(position.title, reverse("setup_post", args=[position.pk]))]
    name = _("Rename {post}").format(post=position.title)
    return show_form(request, form, name, way=way, button=_("Rename"), lead=lead)


# A time in a post


class EndForm(WhyForm):
    valid_to = DayField(label=gettext_lazy("Last day"))


@needs(rules.APPOINT)
@GET_OR_POST
def end_time(request: HttpRequest, holding_id: int) -> HttpResponse:
    """End somebody's time in a post; one that has not begun is taken back."""
    found = Holding.objects.filter(municipality=town_of(request)).select_related("person", "position")
    holding = one_of(found, holding_id)
    form = EndForm(request.POST or None, initial={"valid_to": holding.valid_to or clock.today()})
    way = [people_crumb(), Crumb(holding.position.title, reverse("setup_post", args=[holding.position_id]))]
    if request.method == "POST" and "take_back" in request.POST:
        take_back(holding, today=clock.today(), by=by_of(request))
        return said(request, _("It is taken back."), "setup_post", holding.position_id)

    def act() -> None:
        end_holding(holding, valid_to=form.cleaned_data["valid_to"], by=by_of(request, form.cleaned_data["why"]))

    if is_done(form, act):
        return said(request, _("The last day is set."), "setup_post", holding.position_id)
    can_take_back = holding.valid_from > clock.today()
    name = _("{who} leaves the post").format(who=holding.person)
    return show_form(request, form, name, way=way, button=_("Save"), can_take_back=can_take_back)
