# SPDX-License-Identifier: MPL-2.0
"""Who may do what here: roles given to e-mail addresses for a time, and the table of what each role may do."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import DayField, TextField
from udmoent.desk.sent import is_done
from udmoent.desk.setup.bodies import standing
from udmoent.desk.setup.people import EndForm
from udmoent.desk.setup.shared import (
    CHOSEN,
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
from udmoent.organisation import rules
from udmoent.organisation.appointing import end_role, give_role, take_back
from udmoent.organisation.models import Municipality, Role


def roles_crumb() -> Crumb:
    return Crumb(_("Roles"), reverse("setup_roles"))


class ChooseRolesForm(ChooseForm):
    """Which roles the list shows."""

    soeg = TextField(label=gettext_lazy("Name or e-mail"), required=False)
    rolle = forms.ChoiceField(label=gettext_lazy("Role"), required=False)

    def __init__(self, told: object) -> None:
        super().__init__(told)
        self.offer("rolle", rules.ROLE_NAMES.items(), empty=_("All"))

    def has(self, role: Role, day: date) -> bool:
        """Whether the role is one of those asked for."""
        sought = self.asked("soeg").casefold()
        return (
            (sought in role.user.email or sought in role.person.name.casefold())
            and (self.asked("rolle") in ("", role.name))
            and (bool(self.asked("alle")) or standing(role, day) == "now")
        )


@needs(rules.APPOINT)
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """The roles there are on the day shown."""
    day, form = shown_day(request), ChooseRolesForm(request.GET)
    given = Role.objects.filter(municipality=town_of(request)).select_related("user", "person", "body", "unit")
    chosen = [role for role in given.order_by("person__name", "user__email", "valid_from") if form.has(role, day)]
    rows = [(role, rules.ROLE_NAMES[role.name], standing(role, day)) for role in chosen]
    return show(request, "roles", _("Roles"), rows=rows, form=form, day=day)


class GiveForm(WhyForm):
    """A role for an e-mail address, which may be new."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Whoever is new here chooses a password by “Forgotten password” at sign-in"),
    )
    person = forms.TypedChoiceField(
        label=gettext_lazy("Person"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("If the address is new: whose it is"),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    body = forms.TypedChoiceField(label=gettext_lazy("For one committee"), required=False, coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(label=gettext_lazy("For one unit"), required=False, coerce=int, empty_value=None)
    valid_from = DayField(label=gettext_lazy("From"))
    valid_to = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty until further notice")
    )

    def __init__(self, told: object = None, *, town: Municipality, **options: object) -> None:
        super().__init__(told, **options)
        self.town = town
        today = clock.today()
        self.offer("role", [(name, capfirst(word)) for name, word in rules.ROLE_NAMES.items()], empty=str(CHOSEN))
        self.offer(
            "person",
            town.people.exclude(name="").order_by("name").values_list("pk", "name"),
            empty=_("Whoever has the address"),
        )
        self.offer(
            "body",
            [(body.pk, str(body)) for body in town.bodies.exclude(valid_to__lt=today)],
            empty=_("The whole municipality"),
        )
        self.offer("unit", unit_choices(town, today), empty=_("The whole municipality"))

    def chosen(self) -> dict[str, object]:
        """The rows that were chosen."""
        found = {"person": self.town.people, "body": self.town.bodies, "unit": self.town.units}
        return {
            name: things.get(pk=self.cleaned_data[name]) if self.cleaned_data[name] else None
            for name, things in found.items()
        }


@needs(rules.APPOINT)
@GET_OR_POST
def give(request: HttpRequest) -> HttpResponse:
    """Give a role, also to an address that nobody has signed in with yet."""
    initial = {"valid_from": clock.today(), "person": request.GET.get("person", "")}
    form = GiveForm(request.POST or None, town=town_of(request), initial=initial)

    def act() -> None:
        told = form.cleaned_data
        period = {name: told[name] for name in ("valid_from", "valid_to")}
        by = by_of(request, told["why"])
        give_role(town_of(request), told["email"], told["role"], **form.chosen(), **period, by=by)  # type: ignore[arg-type]

    if is_done(form, act):
        return said(request, _("The role is given."), "setup_roles")
    return show_form(request, form, _("Give a role"), way=[roles_crumb()], button=_("Give the role"))


@needs(rules.APPOINT)
@GET_OR_POST
def end(request: HttpRequest, role_id: int) -> HttpResponse:
    """End a role; one that has not begun is taken back."""
    role = one_of(Role.objects.filter(municipality=town_of(request)).select_related("user", "person"), role_id)
    form = EndForm(request.POST or None, initial={"valid_to": role.valid_to or clock.today()})
    if request.method == "POST" and "take_back" in request.POST:
        take_back(role, today=clock.today(), by=by_of(request))
        return said(request, _("It is taken back."), "setup_roles")

    def act() -> None:
        end_role(role, valid_to=form.cleaned_data["valid_to"], by=by_of(request, form.cleaned_data["why"]))

    if is_done(form, act):
        return said(request, _("The last day is set."), "setup_roles")
    name = _("End the role “{role}” of {email}").format(role=rules.ROLE_NAMES[role.name], email=role.user.email)
    can_take_back = role.valid_from > clock.today()
    return show_form(request, form, name, way=[roles_crumb()], button=_("Save"), can_take_back=can_take_back)


@needs(rules.READ)
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """What each role may do: the very table that every page asks."""
    names = [capfirst(name) for name in rules.ROLE_NAMES.values()]
    rows = [(rules.DEED_NAMES[deed], [deed in rules.ROLES[role] for role in rules.ROLE_NAMES]) for deed in rules.DEEDS]
    own = [rules.ROLE_NAMES[role] for role in dict.fromkeys(request.visitor.roles)]  # type: ignore[attr-defined]
    return show(request, "rights", _("Who may do what"), names=names, rows=rows, own=own)
