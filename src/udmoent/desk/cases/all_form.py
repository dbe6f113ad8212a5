# SPDX-License-Identifier: MPL-2.0
"""The form of a case for each committee: which version, which committees, and at which meeting of each."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.cases.form import arrangements
from udmoent.editions.models import Edition
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body
from udmoent.plan.models import Plan


class AllForm(forms.Form):
    edition = forms.ChoiceField(label=gettext_lazy("The version that they tell of"))
    template = forms.ChoiceField(label=gettext_lazy("Arrangement"), required=False)
    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Committees"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each at its next meeting in the calendar"),
    )

    def __init__(self, told: Any = None, *, plan: Plan, bodies: Iterable[Body], edition: str = "") -> None:
        self.editions = {str(one.pk): one for one in plan.editions.defer("content").order_by("-as_of", "-sealed_at")}
        self.known = {body.abbreviation: body for body in bodies if body.kind == Body.Kind.COMMITTEE}
        self.next_meetings = _next_meetings(plan)
        super().__init__(told, auto_id="all-%s", initial={"bodies": list(self.known), "edition": edition})
        self.fields["edition"].choices = [(pk, one.name) for pk, one in self.editions.items()]  # type: ignore[attr-defined]
        self.fields["template"].choices = arrangements(plan.municipality)  # type: ignore[attr-defined]
        self.fields["bodies"].choices = [(name, self._called(body)) for name, body in self.known.items()]  # type: ignore[attr-defined]

    def _called(self, body: Body) -> str:
        on = self.next_meetings.get(body.abbreviation)
        when = f"{on:%d.%m.%Y}" if on else _("no meeting in the calendar")
        return f"{body.abbreviation} {body.name} ({when})"

    @property
    def tells_of(self) -> Edition:
        return self.editions[self.cleaned_data["edition"]]

    @property
    def chosen(self) -> list[Body]:
        return [self.known[name] for name in self.cleaned_data["bodies"]]

    def meeting_of(self, body: Body) -> date | None:
        return self.next_meetings.get(body.abbreviation)


def _next_meetings(plan: Plan) -> dict[str, date]:
    """By abbreviation the first meeting from today on."""
    coming = Meeting.objects.filter(municipality=plan.municipality).coming(clock.today()).select_related("body")
    found: dict[str, date] = {}
    for meeting in coming.order_by("held_on"):
        found.setdefault(meeting.body.abbreviation, meeting.held_on)
    return found
