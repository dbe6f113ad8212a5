# SPDX-License-Identifier: MPL-2.0
"""A body's calendar as its page tells it, and the form of one meeting."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import ClockField, DayField, TextField
from udmoent.desk.where import language
from udmoent.desk.work_plan.of_town import Linked, Linking
from udmoent.documents.meeting_words import deadlines_told
from udmoent.editions.work_plan import WorkPlan
from udmoent.meetings.models import Meeting
from udmoent.plan.models import Plan


class MeetingForm(forms.Form):
    """When and where the body meets; a title where it is more than an ordinary meeting."""

    held_on = DayField(label=gettext_lazy("Day"))
    starts_at = ClockField(label=gettext_lazy("Begins at"), required=False, help_text=gettext_lazy("Such as 17.00"))
    title = TextField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Only where it is more than an ordinary meeting"),
    )
    place = TextField(label=gettext_lazy("Place"), required=False, max_length=200)

    def __init__(self, told: object = None, **options: object) -> None:
        super().__init__(told, auto_id="meeting-%s", **options)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Planned:
    """A meeting with what the work plan has for it, and its deadlines in words. `edit_href` is empty for whoever may not
    change it.
    """

    meeting: Meeting
    treated: list[Linked]
    deadlines: str
    edit_href: str


@dataclass(frozen=True)
class Calendar:
    coming: list[Planned]
    past: list[Planned]


def calendar(found: list[Meeting], on: date, work: WorkPlan, plan: Plan, *, may_keep: bool) -> Calendar:
    """The coming meetings in order, those held the latest first."""

    linking = Linking(plan)

    def planned(meeting: Meeting) -> Planned:
        parts = [plan.pk, meeting.body.abbreviation, meeting.pk]
        due = deadlines_told(
            meeting.deadlines(plan.municipality.configuration), language(), on if meeting.held_on >= on else None
        )
        href = reverse("edit_meeting", args=parts) if may_keep else ""
        return Planned(meeting, linking.linked(work.at(meeting.held_on)), due, href)

    return Calendar(
        coming=[planned(meeting) for meeting in found if meeting.held_on >= on],
        past=[planned(meeting) for meeting in reversed(found) if meeting.held_on < on],
    )
