# SPDX-License-Identifier: MPL-2.0
"""The forms by which rounds are planned: one, and a year's."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.fields import DayField, LongTextField, TextField
from udmoent.desk.plan_list.knowing import OF_A_VISITOR
from udmoent.desk.plan_list.query import Query
from udmoent.desk.rounds.told import ASKS, scope_told
from udmoent.editions.models import SavedView
from udmoent.editions.saved_views import views_of
from udmoent.followup.actions import Asking
from udmoent.followup.facts import Asks, Scope
from udmoent.followup.models import Round
from udmoent.followup.rules import Days, Timing, days_of, ends_of_months, named, why_not_name_so
from udmoent.lib.dates import parse_date, short_date
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Person
from udmoent.plan.models import Plan

KEPT: Final = "view:kept"
"""The view that the round was planned with, as it was then."""

Choices = list[tuple[str, Any]]


class AskingForm(forms.Form):
    """What is asked about, whom, and which meeting it leads to."""

    about = forms.ChoiceField(label=gettext_lazy("What it asks about"))
    asks = forms.ChoiceField(label=gettext_lazy("Whom it asks"), choices=list(ASKS.items()))
    leads_to = forms.ChoiceField(label=gettext_lazy("The meeting it leads to"), required=False)

    def __init__(
        self, told: object = None, *, plan: Plan, person: Person, round: Round | None = None, **options: Any
    ) -> None:
        super().__init__(told, **options)  # type: ignore[arg-type]
        self.plan, self.round = plan, round
        self.views = {f"view:{view.pk}": view for view in views_of(person)}
        self.bodies = list(plan.municipality.bodies.in_force(clock.today()))
        meetings = Meeting.objects.filter(body__in=self.bodies, held_on__gte=clock.today())
        self.meetings = list(meetings.select_related("body").order_by("held_on"))
        if round and round.meeting and round.meeting not in self.meetings:
            self.meetings.insert(0, round.meeting)
        self.fields["about"].choices = list(self._scopes())  # type: ignore[attr-defined]
        self.fields["leads_to"].choices = list(self._meetings())  # type: ignore[attr-defined]

    def _scopes(self) -> Iterator[tuple[str, Any]]:
        yield Scope.OPEN.value, _("All open items")
        yield Scope.CROSS_CUTTING.value, _("All open cross-cutting items")
        yield _("A committee's open items"), [(f"body:{one.abbreviation}", str(one)) for one in self.bodies]
        views: Choices = [(code, view.name) for code, view in self.views.items()]
        if self.round and self.round.scope == Scope.VIEW:
            views.insert(0, (KEPT, scope_told(self.round)))
        if views:
            yield _("The open items in a saved view"), views

    def _meetings(self) -> Iterator[tuple[str, Any]]:
        yield "", _("None yet")
        for body in self.bodies:
            own: Choices = [(f"body:{body.pk}", _("{body}, no meeting chosen").format(body=body.abbreviation))]
            held = [one for one in self.meetings if one.body_id == body.pk]
            yield (
                str(body),
                own + [(f"meeting:{one.pk}", f"{body.abbreviation} {short_date(one.held_on)}") for one in held],
            )

    def clean_about(self) -> str:
        about = self.cleaned_data["about"]
        view = self.views.get(about)
        if view and OF_A_VISITOR in (name for name, _value in _asked(view).pairs):
            sentence = _("The view “{name}” shows each their own items, so it tells no round what to ask about.")
            raise forms.ValidationError(sentence.format(name=view.name))
        return about

    @property
    def asking(self) -> Asking:
        """What was chosen, as the room takes it."""
        kind, _colon, told = self.cleaned_data["about"].partition(":")
        asked = Asking(asks=Asks(self.cleaned_data["asks"]), **self._leads_to())
        if kind == "view" and self.round and told == "kept":
            view_name, view_query = self.round.view_name, self.round.view_query
            return replace(asked, scope=Scope.VIEW, view_name=view_name, view_query=view_query)
        if kind == "view":
            view = self.views[self.cleaned_data["about"]]
            return replace(asked, scope=Scope.VIEW, view_name=view.name, view_query=view.query)
        return replace(asked, scope=Scope(kind), scope_body=told)

    def _leads_to(self) -> dict[str, Any]:
        kind, _colon, told = self.cleaned_data["leads_to"].partition(":")
        meeting = next((one for one in self.meetings if kind == "meeting" and str(one.pk) == told), None)
        body = meeting.body if meeting else next((one for one in self.bodies if str(one.pk) == told), None)
        return {"meeting": meeting, "body": body}


def _asked(view: SavedView) -> Query:
    return Query.of(QueryDict(view.query))


class RoundForm(AskingForm):
    """One round. Days that are left empty follow from the day as of which it asks, and so do those that were filled in
    from another such day, `filled_for`, and that nobody has changed since.
    """

    name = TextField(label=gettext_lazy("The round's name"), required=False)
    as_of = DayField(label=gettext_lazy("Status as of"))
    opens_on = DayField(label=gettext_lazy("Opens"), required=False)
    responsible_by = DayField(label=gettext_lazy("The responsible answer by"), required=False)
    chief_by = DayField(label=gettext_lazy("Then the unit's chief by"), required=False)
    coordinator_by = DayField(label=gettext_lazy("Then the plan coordinator by"), required=False)
    filled_for = DayField(required=False, widget=forms.HiddenInput)

    def __init__(self, told: object = None, **options: Any) -> None:
        super().__init__(told, auto_id="round-%s", **options)

    @property
    def days(self) -> Days:
        as_of = self.cleaned_data["as_of"]
        usual = days_of(as_of, Timing())
        return Days(as_of, *(self._chosen(name) or getattr(usual, name) for name in Days.__slots__[1:]))

    def _chosen(self, name: str) -> date | None:
        day, before = self.cleaned_data[name], self.cleaned_data.get("filled_for")
        return None if before and day == getattr(days_of(before, Timing()), name) else day

    @property
    def shown_days(self) -> dict[str, date]:
        """The days as the form's fields have them."""
        return {name: getattr(self.days, name) for name in Days.__slots__} | {"filled_for": self.days.as_of}

    @classmethod
    def told_of(cls, round: Round) -> dict[str, object]:
        """What the form says of a round that is there."""
        about = {Scope.BODY.value: f"body:{round.scope_body}", Scope.VIEW.value: KEPT}.get(round.scope, round.scope)
        leads_to = f"body:{round.body_id}" if round.body_id else ""
        days = {name: getattr(round, name) for name in Days.__slots__}
        told = {"name": round.name, "about": about, "asks": round.asks, "filled_for": round.as_of}
        return days | told | {"leads_to": f"meeting:{round.meeting_id}" if round.meeting_id else leads_to}


RHYTHMS: Final = {
    "12": gettext_lazy("12 a year: the end of each month"),
    "4": gettext_lazy("4 a year: the end of each quarter"),
    "3": gettext_lazy("3 a year: the end of April, August and December"),
    "2": gettext_lazy("2 a year: the end of May and November"),
    "own": gettext_lazy("Days of our own, written below"),
}


class YearForm(AskingForm):
    """A year's rounds in one go."""

    pattern = TextField(
        label=gettext_lazy("The rounds' names"),
        initial="Status ultimo {måned} {år}",
        help_text=gettext_lazy("{måned} and {år} become the month and the year of each round"),
    )
    rhythm = forms.ChoiceField(label=gettext_lazy("Rhythm"), choices=list(RHYTHMS.items()))
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    own_days = LongTextField(
        label=gettext_lazy("Days of our own"),
        required=False,
        help_text=gettext_lazy("One on each line: the day as of which a round asks. Only with days of our own."),
    )

    def __init__(self, told: object = None, **options: Any) -> None:
        super().__init__(told, auto_id="year-%s", **options)

    def clean(self) -> None:
        told = self.cleaned_data
        if not {"pattern", "rhythm", "year"} <= told.keys():
            return
        days = self._own_days() if told["rhythm"] == "own" else ends_of_months(int(told["rhythm"]), told["year"])
        if days and (refusal := why_not_name_so(told["pattern"], days)):
            self.add_error("pattern", str(refusal))
        told["days"] = days

    def _own_days(self) -> list[date]:
        lines = [line.strip() for line in self.cleaned_data.get("own_days", "").split("\n") if line.strip()]
        read = [(line, parse_date(line)) for line in lines]
        for line, day in read:
            if day is None:
                sentence = _("“{text}” is not a date. Write it as 2025-05-31, 31-05-2025 or 31.5.2025.")
                self.add_error("own_days", sentence.format(text=line))
        if not lines:
            self.add_error("own_days", _("Write the days as of which the rounds ask, one on each line."))
        return sorted({day for _line, day in read if day})

    @property
    def named_days(self) -> dict[str, Days]:
        return {named(self.cleaned_data["pattern"], day): days_of(day, Timing()) for day in self._days()}

    def _days(self) -> Iterable[date]:
        return self.cleaned_data["days"]
