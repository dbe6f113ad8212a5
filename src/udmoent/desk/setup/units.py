# SPDX-License-Identifier: MPL-2.0
"""The administration's units over time."""

from collections.abc import Iterator, Sequence
from datetime import date

from django import forms
from django.db.models import Count
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
    WhyForm,
    by_of,
    one_of,
    said,
    show,
    show_form,
    shown_day,
    town_of,
)
from udmoent.desk.where import Crumb
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality, Unit
from udmoent.organisation.setting_up import add_unit, place_unit
from udmoent.plan.setting_up import rename_unit


def units_crumb() -> Crumb:
    return Crumb(_("Units"), reverse("setup_units"))


def unit_choices(town: Municipality, day: date) -> list[tuple[int, str]]:
    """The units there are that day, each under the one it is a part of."""
    units = list(town.units.in_force(day))
    return [(unit.pk, f"{'– ' * depth}{unit.name}") for unit, depth in tree(units)]


def tree(units: Sequence[Unit], parent: Unit | None = None, depth: int = 0) -> Iterator[tuple[Unit, int]]:
    """Each unit with how deep it lies; one whose whole is not among them stands at the top."""
    known = {unit.pk for unit in units}
    for unit in units:
        above = unit.parent_id if unit.parent_id in known else None
        if above == (parent.pk if parent else None):
            yield unit, depth
            yield from tree(units, unit, depth + 1)


class WholeForm(WhyForm):
    """Of which unit it is a part."""

    parent = forms.TypedChoiceField(label=gettext_lazy("Part of"), required=False, coerce=int, empty_value=None)

    def __init__(self, told: object = None, *, town: Municipality, but: Unit | None = None, **options: object) -> None:
        super().__init__(told, **options)
        choices = [choice for choice in unit_choices(town, clock.today()) if but is None or choice[0] != but.pk]
        self.offer("parent", choices, empty=_("No other"))
        self.town = town

    @property
    def whole(self) -> Unit | None:
        chosen = self.cleaned_data["parent"]
        return self.town.units.get(pk=chosen) if chosen else None


class PlaceForm(WholeForm):
    """Of which unit it is a part, and when it ends."""

    valid_to = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty until further notice")
    )


class NewUnitForm(WholeForm):
    name = TextField(label=gettext_lazy("Name"), max_length=200)
    valid_from = DayField(label=gettext_lazy("From"))
    field_order = ("name", "parent", "valid_from", "why")


class RenameUnitForm(WhyForm):
    name = TextField(label=gettext_lazy("New name"), max_length=200)
    valid_from = DayField(label=gettext_lazy("From"), help_text=gettext_lazy("The old name holds to the day before"))


@needs(rules.SET_UP)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Every unit there has been and will be, in its place."""
    day = shown_day(request)
    found = list(town_of(request).units.annotate(number_of_posts=Count("positions")))
    rows = [(unit, depth, standing(unit, day)) for unit, depth in tree(found)]
    return show(request, "units", _("Units"), rows=rows, day=day)


@needs(rules.SET_UP)
@GET_OR_POST
def new_unit(request: HttpRequest) -> HttpResponse:
    form = NewUnitForm(request.POST or None, town=town_of(request), initial={"valid_from": clock.today()})

    def act() -> None:
        told = form.cleaned_data
        by = by_of(request, told["why"])
        add_unit(town_of(request), told["name"], parent=form.whole, valid_from=told["valid_from"], by=by)

    if is_done(form, act):
        return said(request, _("The unit is added."), "setup_units")
    return show_form(request, form, _("New unit"), way=[units_crumb()], button=_("Add"))


@needs(rules.SET_UP)
@GET_OR_POST
def edit_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Lay the unit under another, or end it."""
    unit = one_of(town_of(request).units, unit_id)
    initial = {"parent": unit.parent_id, "valid_to": unit.valid_to}
    form = PlaceForm(request.POST or None, town=town_of(request), but=unit, initial=initial)

    def act() -> None:
        told = form.cleaned_data
        place_unit(unit, parent=form.whole, valid_to=told["valid_to"], by=by_of(request, told["why"]))

    if is_done(form, act):
        return said(request, _("The unit is changed."), "setup_units")
    return show_form(request, form, unit.name, way=[units_crumb()], button=_("Save"))


@needs(rules.SET_UP)
@GET_OR_POST
def rename(request: HttpRequest, unit_id: int) -> HttpResponse:
    """A new name from a day on, also in the items that name the unit."""
    unit = one_of(town_of(request).units, unit_id)
    form = RenameUnitForm(request.POST or None, initial={"name": unit.name, "valid_from": clock.today()})

    def act() -> None:
        told = form.cleaned_data
        rename_unit(unit, told["name"], valid_from=told["valid_from"], by=by_of(request, told["why"]))

    if is_done(form, act):
        return said(request, _("The unit has its new name from that day."), "setup_units")
    lead = _(
        "Posts, parts and roles follow along, and so do the items that name the unit, from that day on. Before it the old name stays."
    )
    name = _("Rename {unit}").format(unit=unit.name)
    return show_form(request, form, name, way=[units_crumb()], button=_("Rename"), lead=lead)
