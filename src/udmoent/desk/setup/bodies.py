# SPDX-License-Identifier: MPL-2.0
"""The bodies over time: added, corrected, ended, and renamed at an election."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import DayField, LinesField, TextField
from udmoent.desk.sent import is_done
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
from udmoent.organisation.models import Body
from udmoent.organisation.setting_up import MEETING_RULES, add_body, correct_body, rename_body


def bodies_crumb() -> Crumb:
    return Crumb(_("Committees and bodies"), reverse("setup_bodies"))


class DaysBeforeField(forms.IntegerField):
    """So many working days before a meeting."""

    def __init__(self, **told: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=30, **told)


class BodyForm(WhyForm):
    """What the file tells of a body, but for its abbreviation and the day it began, by which it is known."""

    name = TextField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Body.Kind.choices)
    digit = TextField(
        label=gettext_lazy("Digit"),
        required=False,
        max_length=2,
        help_text=gettext_lazy("Stands in the items' numbers"),
    )
    aliases = LinesField(
        label=gettext_lazy("Other names in files"), required=False, help_text=gettext_lazy("One on each line")
    )
    agenda_days = DaysBeforeField(
        label=gettext_lazy("The agenda goes out, working days before"),
        help_text=gettext_lazy("Empty: for the council 4, as the law says (§ 8 stk. 4); for others no deadline"),
    )
    cases_days = DaysBeforeField(
        label=gettext_lazy("Cases are ready, working days before"),
        help_text=gettext_lazy("Counted back from the meeting too; empty: no deadline"),
    )
    most_treatments = forms.IntegerField(
        label=gettext_lazy("Items that are enough for a meeting"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("The work plan tells which meetings have more; empty: no limit"),
    )
    verified = forms.BooleanField(label=gettext_lazy("Confirmed by the town's own documents"), required=False)

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "why"}


class NewBodyForm(BodyForm):
    """A body that comes after none."""

    abbreviation = TextField(
        label=gettext_lazy("Abbreviation"), max_length=20, help_text=gettext_lazy("Such as BUU; it never changes")
    )
    valid_from = DayField(label=gettext_lazy("From"))
    field_order = ("abbreviation", "name", "kind", "valid_from", "digit", "aliases", *MEETING_RULES, "verified", "why")


class CorrectBodyForm(BodyForm):
    """A body as it is, with its last day where it ends without a successor."""

    valid_to = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty until further notice")
    )


class RenameBodyForm(WhyForm):
    """What the body is called from a day on."""

    name = TextField(label=gettext_lazy("New name"), max_length=200)
    abbreviation = TextField(
        label=gettext_lazy("New abbreviation"),
        max_length=20,
        help_text=gettext_lazy("The same one may be kept; one that another body has had may not be taken"),
    )
    valid_from = DayField(label=gettext_lazy("From"), help_text=gettext_lazy("The old name holds to the day before"))


@needs(rules.SET_UP)
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body there has been and will be, with its period, and whether it is there on the day shown."""
    day = shown_day(request)
    found = list(town_of(request).bodies.select_related("successor").order_by("digit", "abbreviation", "valid_from"))
    rows = [(body, standing(body, day)) for body in found]
    return show(request, "bodies", _("Committees and bodies"), rows=rows, day=day)


def standing(of: Any, day: date) -> str:
    """Where a period lies from the day shown."""
    if of.valid_from > day:
        return "coming"
    return "past" if of.valid_to and of.valid_to < day else "now"


@needs(rules.SET_UP)
@GET_OR_POST
def new_body(request: HttpRequest) -> HttpResponse:
    form = NewBodyForm(request.POST or None, initial={"valid_from": clock.today(), "verified": True})
    if is_done(form, lambda: add_body(town_of(request), form.told(), by=by_of(request, form.cleaned_data["why"]))):
        return said(request, _("The body is added."), "setup_bodies")
    return show_form(request, form, _("New body"), way=[bodies_crumb()], button=_("Add"))


@needs(rules.SET_UP)
@GET_OR_POST
def edit_body(request: HttpRequest, body_id: int) -> HttpResponse:
    """Mend a mistake, or end the body. A new name from a day is another act."""
    body = one_of(town_of(request).bodies, body_id)
    named = {(one.abbreviation, one.valid_from): one for one in town_of(request).configuration.bodies}
    in_file = named.get((body.abbreviation, body.valid_from))
    initial = {"aliases": in_file.aliases if in_file else (), "verified": body.is_verified}
    initial |= {rule: getattr(in_file, rule, None) for rule in MEETING_RULES}
    initial |= {name: getattr(body, name) for name in ("name", "kind", "digit", "valid_to")}
    form = CorrectBodyForm(request.POST or None, initial=initial)
    if is_done(form, lambda: correct_body(body, form.told(), by=by_of(request, form.cleaned_data["why"]))):
        return said(request, _("The body is corrected."), "setup_bodies")
    lead = _(
        "Mend what was written wrongly: it is then right for all days. A new name from a day on is no mistake: rename the body instead."
    )
    name = _("Correct {body}").format(body=body.abbreviation)
    return show_form(request, form, name, way=[bodies_crumb()], button=_("Save"), lead=lead)


@needs(rules.SET_UP)
@GET_OR_POST
def rename(request: HttpRequest, body_id: int) -> HttpResponse:
    """A new name from a day on: a new body that the old one names as its successor."""
    body = one_of(town_of(request).bodies, body_id)
    form = RenameBodyForm(request.POST or None, initial={"name": body.name, "abbreviation": body.abbreviation})

    def act() -> None:
        told = dict(form.cleaned_data)
        rename_body(body, by=by_of(request, told.pop("why")), **told)

    if is_done(form, act):
        return said(
            request,
            _("The new name holds from that day. The old one stays in earlier plans and versions."),
            "setup_bodies",
        )
    lead = _(
        "The committee's items follow along: its excerpt shows what its predecessor led. Whoever has a role for it keeps it under the new name."
    )
    name = _("Rename {body}").format(body=body.abbreviation)
    return show_form(request, form, name, way=[bodies_crumb()], button=_("Rename"), lead=lead)
