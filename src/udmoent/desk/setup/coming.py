# SPDX-License-Identifier: MPL-2.0
"""Somebody comes into a post: one at a time by a form, or many by a list that is pasted in."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import DayField, TextField
from udmoent.desk.sent import is_done
from udmoent.desk.setup.people import people_crumb
from udmoent.desk.setup.shared import (
    WhyForm,
    by_of,
    said,
    show,
    show_form,
    town_of,
)
from udmoent.lib.names import find_named
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean
from udmoent.organisation import rules
from udmoent.organisation.appointing import Newcomer, bring_in
from udmoent.organisation.models import Municipality
from udmoent.organisation.setting_up import By


class ComingForm(WhyForm):
    """Who comes into which post, from when, and as what."""

    person = forms.TypedChoiceField(label=gettext_lazy("Person"), required=False, coerce=int, empty_value=None)
    name = TextField(
        label=gettext_lazy("Name of a new person"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("If none is chosen"),
    )
    title = TextField(
        label=gettext_lazy("Post"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("One that is there, or a new one"),
    )
    unit = TextField(
        label=gettext_lazy("The post's unit"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For a new post, or one that moves"),
    )
    is_deputy = forms.BooleanField(label=gettext_lazy("Stands in for whoever has the post"), required=False)
    valid_from = DayField(label=gettext_lazy("From"))
    valid_to = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty until further notice")
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, help_text=gettext_lazy("If the person is to sign in")
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)

    def __init__(self, told: object = None, *, town: Municipality, **options: object) -> None:
        super().__init__(told, **options)
        self.town = town
        self.offer(
            "person", town.people.exclude(name="").order_by("name").values_list("pk", "name"), empty=_("A new person")
        )
        names = [(role, capfirst(word)) for role, word in rules.ROLE_NAMES.items() if role not in rules.NEEDS_BODY]
        self.offer("role", names, empty=_("None"))
        self.fields["title"].widget.attrs["list"] = "posts"
        self.fields["unit"].widget.attrs["list"] = "units"

    def bring_in(self, by: By) -> None:
        told = self.cleaned_data
        newcomer = Newcomer(**{name: told[name] for name in ("title", "unit", "name", "email", "role", "is_deputy")})
        person = self.town.people.get(pk=told["person"]) if told["person"] else None
        period = {name: told[name] for name in ("valid_from", "valid_to")}
        bring_in(self.town, newcomer, person=person, **period, by=by)


@needs(rules.APPOINT)
@GET_OR_POST
def come(request: HttpRequest) -> HttpResponse:
    """Put somebody in a post or let them stand in, and let them sign in where they are to."""
    town = town_of(request)
    initial: dict[str, Any] = {"valid_from": clock.today()} | {
        name: request.GET.get(name, "") for name in ("person", "title")
    }
    form = ComingForm(request.POST or None, town=town, initial=initial | {"is_deputy": "is_deputy" in request.GET})
    if is_done(form, lambda: form.bring_in(by_of(request, form.cleaned_data["why"]))):
        return said(
            request, _("It is done. Whoever was in the post before has the day before as the last."), "setup_people"
        )
    lists = {"posts": town.positions.values_list("title", flat=True), "units": town.units.in_force(clock.today())}
    return show_form(
        request, form, _("Put a person in a post"), way=[people_crumb()], button=_("Save"), template="coming", **lists
    )


# A list


class ListForm(WhyForm):
    """Rows as they are copied out of a spreadsheet, or written with semicolons."""

    rows = forms.CharField(
        label=gettext_lazy("Rows"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One person in each row: post, unit, name, e-mail, role. Copied from Excel, or with semicolons between"
        ),
    )
    valid_from = DayField(label=gettext_lazy("From"))
    field_order = ("rows", "valid_from", "why")


@dataclass
class ListedRow:
    """A row as it was read, with what stands in its way."""

    number: int
    cells: tuple[str, ...]
    newcomer: Newcomer | None = None
    faults: list[str] = field(default_factory=list)


def read_rows(text: str) -> list[ListedRow]:
    """The rows but for a heading; a role is read by its Danish or English word."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    split = [(number, [clean(cell) for cell in line.split("\t" if "\t" in line else ";")]) for number, line in lines]
    rows = [ListedRow(number, tuple((cells + [""] * 5)[:5])) for number, cells in split]
    rows = [row for row in rows if row.cells[3] == "" or "@" in row.cells[3] or row.number != 1]
    for row in rows:
        title, unit, name, email, word = row.cells
        role = _role(word)
        if role is None:
            row.faults.append(_("“{role}” is no role here.").format(role=word))
        row.newcomer = Newcomer(title=title, unit=unit, name=name, email=email, role=role or "")
    return rows


def _role(word: str) -> str | None:
    if not word:
        return ""
    for language in ("da", "en"):
        with override(language):
            found = find_named(rules.ROLE_NAMES, word, lambda role: str(rules.ROLE_NAMES[role]))
        if found:
            return found
    return None


def bring_in_all(town: Municipality, rows: list[ListedRow], *, valid_from: Any, by: By, only_try: bool) -> bool:
    """Whether every row could be done; if not, or if it is only tried, none is. Faults are told at their rows."""
    with transaction.atomic():
        for row in rows:
            _bring_in(town, row, valid_from, by)
        can = not any(row.faults for row in rows)
        transaction.set_rollback(only_try or not can)
    return can


def _bring_in(town: Municipality, row: ListedRow, valid_from: Any, by: By) -> None:
    if row.newcomer is None or row.faults:
        return
    try:
        bring_in(town, row.newcomer, valid_from=valid_from, by=by)
    except Refused as refused:
        row.faults += map(str, refused.refusals)


@needs(rules.APPOINT)
@GET_OR_POST
def come_by_list(request: HttpRequest) -> HttpResponse:
    """Show what a pasted list would do, row by row; confirmed, it is done, all or nothing."""
    form = ListForm(request.POST or None, initial={"valid_from": clock.today()})
    told: dict[str, Any] = {"form": form, "back": reverse("setup_people"), "status": 422 if form.errors else 200}
    if form.is_valid():
        rows = read_rows(form.cleaned_data["rows"])
        by, start = by_of(request, form.cleaned_data["why"]), form.cleaned_data["valid_from"]
        is_confirmed = "confirm" in request.POST
        can = bool(rows) and bring_in_all(town_of(request), rows, valid_from=start, by=by, only_try=not is_confirmed)
        if can and is_confirmed:
            return said(request, _("The list has been brought in."), "setup_people")
        told |= {"rows": rows, "can": can, "faults": sum(bool(row.faults) for row in rows)}
    return show(request, "people_list", _("Bring a list in"), way=[people_crumb()], **told)
