# SPDX-License-Identifier: MPL-2.0
"""What items serve, in the town's file: its strategies, policies, plans and values, and what it says of the UN's goals."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import DayField, LinesField, LongTextField, TextField
from udmoent.desk.sent import is_done
from udmoent.desk.setup.shared import WhyForm, by_of, said, show, show_form, shown_day, town_of
from udmoent.desk.where import Crumb
from udmoent.documents.words import AIM_KINDS
from udmoent.organisation import rules
from udmoent.organisation.configuration import STRATEGY_KINDS, TownStrategy
from udmoent.organisation.lists import STRATEGIES, add_to, tell_of
from udmoent.organisation.models import Municipality
from udmoent.plan.aims import Aim, Aims
from udmoent.plan.setting_up import serving, take_out_strategy

TOLD: Final = tuple(TownStrategy.__struct_fields__)


def strategies_crumb() -> Crumb:
    return Crumb(_("Strategies and goals"), reverse("setup_strategies"))


class SentenceForm(WhyForm):
    """What cases say of an aim."""

    sentence = LongTextField(
        label=gettext_lazy("A sentence for cases"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Stands in a case that holds an item which serves it"),
    )
    in_every_case = forms.BooleanField(
        label=gettext_lazy("The sentence stands in every case about the plan"), required=False
    )

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "why"}


class StrategyForm(SentenceForm):
    """What the file tells of a strategy."""

    name = TextField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("If it is changed, the earlier name stays among the other names"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    adopted = TextField(
        label=gettext_lazy("Adopted"), required=False, max_length=100, help_text=gettext_lazy("Such as november 2023")
    )
    adopted_by = TextField(label=gettext_lazy("Adopted by"), required=False, max_length=200)
    valid_from = DayField(label=gettext_lazy("From"), required=False)
    valid_to = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("After it, it is no longer offered; items that serve it keep it"),
    )
    address = forms.URLField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Where it can be read; begins with https://"),
    )
    aliases = LinesField(
        label=gettext_lazy("Other names in files"), required=False, help_text=gettext_lazy("One on each line")
    )
    field_order = ("name", "kind", "adopted", "adopted_by", "valid_from", "valid_to", "address", "sentence")

    def __init__(self, told: object = None, **options: Any) -> None:
        super().__init__(told, **options)
        self.offer("kind", [(kind, aim_kind(kind)) for kind in STRATEGY_KINDS])


def aim_kind(code: str) -> str | Promise:
    return _(AIM_KINDS[code])


@needs(rules.SET_UP)
@require_safe
def strategies(request: HttpRequest) -> HttpResponse:
    """The town's own, then the seventeen goals."""
    day, known = shown_day(request), Aims.of_town(town_of(request).configuration).known
    own = [(aim, aim_kind(aim.kind), aim.is_offered(day)) for aim in known if not aim.goal]
    goals = [aim for aim in known if aim.goal]
    return show(request, "strategies", _("Strategies and goals"), own=own, goals=goals)


@needs(rules.SET_UP)
@GET_OR_POST
def new_strategy(request: HttpRequest) -> HttpResponse:
    form = StrategyForm(request.POST or None)
    if is_done(form, lambda: _add(request, form)):
        return said(request, _("It is added, and offered with items from now on."), "setup_strategies")
    return show_form(request, form, _("New strategy"), way=[strategies_crumb()], button=_("Add"))


def _add(request: HttpRequest, form: SentenceForm, **told: object) -> None:
    add_to(STRATEGIES, town_of(request), form.told() | told, by=by_of(request, form.cleaned_data["why"]))


@needs(rules.SET_UP)
@GET_OR_POST
def edit_strategy(request: HttpRequest, code: str) -> HttpResponse:
    """Tell of it otherwise, or take it out where nothing serves it."""
    aim = _aim(town_of(request), code)
    return _edit_goal(request, aim) if aim.goal else _edit(request, aim)


def _aim(town: Municipality, code: str) -> Aim:
    found = next((aim for aim in Aims.of_town(town.configuration).known if aim.code == code), None)
    if found is None:
        raise Http404(_("The town's file tells of no such strategy."))
    return found


def _edit_goal(request: HttpRequest, aim: Aim) -> HttpResponse:
    assert aim.goal is not None
    form = SentenceForm(request.POST or None, initial=_initial(aim))

    def act() -> None:
        if aim.told is None:
            _add(request, form, name=aim.name)
        else:
            by, aliases = by_of(request, form.cleaned_data["why"]), aim.told.aliases
            told = form.told() | {"name": aim.told.name, "aliases": aliases}
            tell_of(STRATEGIES, town_of(request), aim.told.name, told, by=by)

    if is_done(form, act):
        return said(request, _("It is saved."), "setup_strategies")
    name = _("UN goal {number}: {name}").format(number=aim.goal.number, name=aim.goal.name)
    return show_form(request, form, name, way=[strategies_crumb()], button=_("Save"))


def _edit(request: HttpRequest, aim: Aim) -> HttpResponse:
    town = town_of(request)
    if "take_out" in request.POST:
        take_out_strategy(town, aim.name, by=by_of(request, request.POST.get("why", "")))
        return said(request, _("“{name}” is taken out.").format(name=aim.name), "setup_strategies")
    form = StrategyForm(request.POST or None, initial=_initial(aim))
    if is_done(
        form,
        lambda: tell_of(STRATEGIES, town, aim.name, form.told(), by=by_of(request, form.cleaned_data["why"])),
    ):
        return said(request, _("It is saved."), "setup_strategies")
    shared = {"template": "named", "numbers": serving(town, aim.name)}
    return show_form(request, form, aim.name, way=[strategies_crumb()], button=_("Save"), **shared)


def _initial(aim: Aim) -> dict[str, Any]:
    return {name: getattr(aim.told, name) for name in TOLD} if aim.told else {}
