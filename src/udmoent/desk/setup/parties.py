# SPDX-License-Identifier: MPL-2.0
"""Whom items are taken to, in the town's file. Bodies of MED, the directorate and the group management stand among the bodies."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import LinesField, TextField
from udmoent.desk.sent import is_done
from udmoent.desk.setup.shared import WhyForm, by_of, said, show, show_form, shown_day, town_of
from udmoent.desk.where import Crumb
from udmoent.documents.involvement_words import kind_word
from udmoent.lib.text import code_of
from udmoent.organisation import rules
from udmoent.organisation.configuration import TownParty
from udmoent.organisation.lists import PARTIES, add_to, tell_of
from udmoent.organisation.models import Municipality
from udmoent.plan.parties import Parties, PartyKind
from udmoent.plan.setting_up import involving, take_out_party

TOLD: Final = tuple(TownParty.__struct_fields__)


def parties_crumb() -> Crumb:
    return Crumb(_("Parties that are involved"), reverse("setup_parties"))


class PartyForm(WhyForm):
    name = TextField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("If it is changed, the earlier name stays among the other names"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    aliases = LinesField(
        label=gettext_lazy("Other names in files"), required=False, help_text=gettext_lazy("One on each line")
    )

    def __init__(self, told: object = None, **options: Any) -> None:
        super().__init__(told, **options)
        self.offer("kind", [(kind.value, kind_word(kind)) for kind in PartyKind])

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TOLD}


@needs(rules.SET_UP)
@require_safe
def parties(request: HttpRequest) -> HttpResponse:
    """Every party, also those that stand among the bodies."""
    town = town_of(request).configuration
    listed = {code_of(one.name): one for one in town.parties}
    rows = [
        (party, kind_word(party.kind), listed.get(party.code))
        for party in Parties.of_town(town, shown_day(request)).known
    ]
    return show(request, "parties", _("Parties that are involved"), rows=rows)


@needs(rules.SET_UP)
@GET_OR_POST
def new_party(request: HttpRequest) -> HttpResponse:
    form = PartyForm(request.POST or None)
    if is_done(
        form, lambda: add_to(PARTIES, town_of(request), form.told(), by=by_of(request, form.cleaned_data["why"]))
    ):
        return said(request, _("It is added, and offered with items from now on."), "setup_parties")
    return show_form(request, form, _("New party"), way=[parties_crumb()], button=_("Add"))


@needs(rules.SET_UP)
@GET_OR_POST
def edit_party(request: HttpRequest, code: str) -> HttpResponse:
    """Tell of it otherwise, or take it out where no item names it."""
    town = town_of(request)
    party = _party(town, code)
    if "take_out" in request.POST:
        take_out_party(town, party.name, by=by_of(request, request.POST.get("why", "")))
        return said(request, _("“{name}” is taken out.").format(name=party.name), "setup_parties")
    form = PartyForm(request.POST or None, initial={name: getattr(party, name) for name in TOLD})
    if is_done(
        form, lambda: tell_of(PARTIES, town, party.name, form.told(), by=by_of(request, form.cleaned_data["why"]))
    ):
        return said(request, _("It is saved."), "setup_parties")
    shared = {"template": "named", "numbers": involving(town, party.name)}
    return show_form(request, form, party.name, way=[parties_crumb()], button=_("Save"), **shared)


def _party(town: Municipality, code: str) -> TownParty:
    found = next((one for one in town.configuration.parties if code_of(one.name) == code), None)
    if found is None:
        raise Http404(_("The town's file tells of no such party."))
    return found
