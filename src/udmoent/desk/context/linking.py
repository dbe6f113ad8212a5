# SPDX-License-Identifier: MPL-2.0
"""Telling what an item serves: its strategies and goals are ticked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import Visitor
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.item.form import ActForm
from udmoent.desk.sent import is_done
from udmoent.documents.context_words import aim_name, kind_name
from udmoent.organisation import rules
from udmoent.organisation.configuration import TownConfiguration
from udmoent.plan.actions import change
from udmoent.plan.aims import Aim, Aims, in_order
from udmoent.plan.models import ItemState

Choices = list[tuple[str, str]]


def choices_of(town: TownConfiguration, names: Iterable[str] = ()) -> tuple[Choices, Choices]:
    """What may be ticked of the town's own and of the goals: what is offered today, and what is named already, as it is
    written.
    """
    aims, today = Aims.of_town(town), clock.today()
    written: dict[str, list[str]] = {}
    for name in names:
        written.setdefault(aims.named(name).code, []).append(name)
    found = in_order({aim.code: aim for aim in (*aims.offered(today), *map(aims.named, names))}.values())
    own, goals = ([aim for aim in found if bool(aim.goal) == is_goal] for is_goal in (False, True))
    return _choices(own, written), _choices(goals, written)


def _choices(aims: list[Aim], written: dict[str, list[str]]) -> Choices:
    return [(name, _label(aim, name)) for aim in aims for name in written.get(aim.code, [aim.name])]


def _label(aim: Aim, name: str) -> str:
    called = aim_name(aim) if aim.goal else f"{aim.name} ({kind_name(aim).lower()})"
    return called if name == aim.name else f"{called}, {name}"


class AimsForm(ActForm):
    """`state` is the one in which the ticked ones were read; `base` that state where the form was sent."""

    state = forms.IntegerField(widget=forms.HiddenInput)
    own = forms.MultipleChoiceField(
        label=gettext_lazy("The town's own"), required=False, widget=forms.CheckboxSelectMultiple
    )
    goals = forms.MultipleChoiceField(
        label=gettext_lazy("The UN's goals"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("own", "goals", "applies_on", "why")

    def __init__(self, told: Any, *, town: TownConfiguration, state: ItemState, base: ItemState) -> None:
        names, self.now, self.base = state.facts.strategies, state, base
        initial = {"applies_on": clock.today(), "state": state.pk, "own": names, "goals": names}
        super().__init__(told, auto_id="aims-%s", initial=initial)
        choices = choices_of(town, dict.fromkeys((*names, *base.facts.strategies)))
        for name, offered in zip(("own", "goals"), choices, strict=True):
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def strategies(self) -> tuple[str, ...]:
        """What was ticked and unticked, laid over what the item names now."""
        ticked = [*self.cleaned_data["own"], *self.cleaned_data["goals"]]
        was = self.base.facts.strategies
        kept = [name for name in self.now.facts.strategies if name in ticked or name not in was]
        return tuple(dict.fromkeys((*kept, *(name for name in ticked if name not in was))))


@at_item(rules.CONTRIBUTE, Visitor.why_not_edit)
def link_aims(at: Editing) -> HttpResponse:
    """Tick what the item serves. What others ticked meanwhile stays."""
    form = AimsForm(at.sent, town=at.plan.municipality.configuration, state=at.state, base=_read_in(at))
    written: list[ItemState | None] = []
    if is_done(form, lambda: written.append(change(at.item, act=at.act(form), strategies=form.strategies()))):
        return at.saved(written[0])
    return at.page("desk/context/link.html", form, _("Strategies and goals"))


def _read_in(at: Editing) -> ItemState:
    """The state that the form was made from."""
    asked = at.request.POST.get("state", "")
    return (at.item.states.filter(pk=asked).first() if asked.isdecimal() else None) or at.state
