# SPDX-License-Identifier: MPL-2.0
"""Which events of the log an address asks for."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Final

from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from udmoent.audit.models import Event
from udmoent.desk import fields
from udmoent.desk.log.acts import ACTS, act_word, thing_word
from udmoent.desk.log.things import is_of_plan
from udmoent.desk.where import end_of
from udmoent.organisation.models import Municipality
from udmoent.plan.models import Item

NOBODY: Final = "0"
"""Asks for what Udmønt did by itself."""


class LogForm(forms.Form):
    """Every field narrows what is shown; what is no choice is told and narrows nothing."""

    soeg = fields.TextField(label=gettext_lazy("Search"), required=False)
    hvem = forms.ChoiceField(label=pgettext_lazy("a person in the log", "Who"), required=False)
    handling = forms.ChoiceField(label=pgettext_lazy("in the log", "Act"), required=False)
    ting = forms.ChoiceField(label=pgettext_lazy("in the log", "Thing"), required=False)
    plan = forms.ChoiceField(label=pgettext_lazy("a thing in the log", "Plan"), required=False)
    fra = fields.DayField(label=gettext_lazy("From"), required=False)
    til = fields.DayField(label=gettext_lazy("To and with"), required=False)

    def __init__(self, told: object, *, town: Municipality, people: Mapping[int, str]) -> None:
        super().__init__(told, auto_id="log-%s")  # type: ignore[arg-type]
        self.town, self.people = town, people
        events = Event.objects.filter(municipality_id=town.pk).order_by()
        self.plans = {str(plan.pk): plan for plan in town.plans.all()}
        self._offer("hvem", _("Everybody"), self._who(events))
        acts = events.values_list("act", flat=True).distinct()
        self._offer("handling", _("All acts"), {act: act_word(act) for act in acts})
        things = events.values_list("thing", flat=True).distinct()
        self._offer("ting", _("All things"), {thing: thing_word(thing) for thing in things})
        self._offer("plan", _("All plans"), {key: plan.name for key, plan in self.plans.items()})

    def _who(self, events: QuerySet[Event]) -> dict[str, str]:
        acted = events.values_list("person_id", flat=True).distinct()
        return {str(pk or NOBODY): self.people.get(pk or 0, "Udmønt") for pk in acted}

    def _offer(self, name: str, all_of_them: str, known: Mapping[str, str]) -> None:
        offered = sorted(known.items(), key=lambda choice: choice[1].casefold())
        self.fields[name].choices = [("", all_of_them), *offered]  # type: ignore[attr-defined]

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values())

    def chosen(self) -> QuerySet[Event]:
        """The latest first."""
        self.full_clean()
        told = self.cleaned_data
        found = Event.objects.of(self.town.pk).between(_beginning(told.get("fra")), _end(told.get("til")))
        if who := told.get("hvem"):
            found = found.filter(person_id=None if who == NOBODY else int(who))
        if act := told.get("handling"):
            found = found.filter(act=act)
        if thing := told.get("ting"):
            found = found.filter(thing=thing)
        if plan := told.get("plan"):
            found = found.filter(is_of_plan(self.plans[plan]))
        return self._matching(found, told.get("soeg", ""))

    def _matching(self, found: QuerySet[Event], text: str) -> QuerySet[Event]:
        """Events whose act, person, item or told values hold the text."""
        if not text:
            return found
        folded = text.casefold()
        acts = [act for act in ACTS if folded in act_word(act).casefold()]
        people = [pk for pk, name in self.people.items() if folded in name.casefold()]
        items = Item.objects.filter(plan__municipality=self.town, number__iexact=text).values("pk")
        wanted = Q(act__in=acts) | Q(person_id__in=people) | Q(thing="plan.item", thing_id__in=items)
        for spelling in _spellings(text):
            wanted |= Q(told_text__icontains=spelling)
        return found.alias(told_text=Cast("told", TextField())).filter(wanted)


def _spellings(text: str) -> Iterator[str]:
    """The text as it may stand in JSON: SQLite keeps æ, ø and å as escapes, of which there is one for each case."""
    forms_of_it = dict.fromkeys((text, text.lower(), text.upper(), text.capitalize()))
    yield from dict.fromkeys(spelling for form in forms_of_it for spelling in (form, json.dumps(form)[1:-1]))


def _beginning(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _end(day: date | None) -> datetime | None:
    return end_of(day) if day else None
