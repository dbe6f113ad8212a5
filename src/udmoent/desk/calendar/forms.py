# SPDX-License-Identifier: MPL-2.0
"""What is asked before meetings are brought in: which file and how it is read, or by which rule they recur."""

from datetime import date
from pathlib import Path
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import ClockField, DayField, TextField
from udmoent.desk.uploads import MEGABYTE, ask_for, keep_file
from udmoent.intake.calendar.read import CALENDAR_ENDINGS
from udmoent.lib.dates import WEEKDAYS
from udmoent.meetings.recurring import LAST, Recurrence, why_not_recur

LIMIT: Final = 2
"""The largest calendar that is taken in, in MB: some thousand events."""
RHYTHMS: Final = {
    "1": gettext_lazy("The first of each month"),
    "2": gettext_lazy("The second of each month"),
    "3": gettext_lazy("The third of each month"),
    "4": gettext_lazy("The fourth of each month"),
    str(LAST): gettext_lazy("The last of each month"),
    "w1": gettext_lazy("Every week"),
    "w2": gettext_lazy("Every second week"),
    "w3": gettext_lazy("Every third week"),
    "w4": gettext_lazy("Every fourth week"),
}


class CalendarFileForm(forms.Form):
    """A calendar, and what it may not tell itself."""

    file = forms.FileField(label=gettext_lazy("File"))
    body = forms.ChoiceField(label=gettext_lazy("Body, where the file names none"), required=False)
    year = forms.IntegerField(
        label=gettext_lazy("Year, where the file tells none"), required=False, min_value=2000, max_value=2100
    )

    def __init__(self, told: Any = None, files: Any = None, *, bodies: list[tuple[str, str]]) -> None:
        super().__init__(told, files, auto_id="calendar-%s")
        self.fields["body"].choices = [("", _("The file says so")), *bodies]  # type: ignore[attr-defined]
        ask_for(self.fields["file"], CALENDAR_ENDINGS, LIMIT)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LIMIT * MEGABYTE:
            raise forms.ValidationError(_("The file is larger than {limit} MB.").format(limit=LIMIT))
        if Path(file.name or "").suffix.lower() not in CALENDAR_ENDINGS:
            sentence = _("“{name}” is no file that a calendar can be read from. Use one of {known}.")
            raise forms.ValidationError(sentence.format(name=file.name, known=", ".join(CALENDAR_ENDINGS)))
        return file

    def kept(self) -> dict[str, Any]:
        """What was asked for; the file is kept, so that the same bytes are read again when it is confirmed."""
        told = self.cleaned_data
        sha256, name = keep_file(told["file"])
        return {"sha256": sha256, "name": name, "body": told["body"], "year": told["year"]}


class RecurrenceForm(forms.Form):
    """On which days of a period a body meets."""

    body = forms.ChoiceField(label=gettext_lazy("Body"))
    rhythm = forms.ChoiceField(label=gettext_lazy("How often"), choices=list(RHYTHMS.items()))
    weekday = forms.ChoiceField(label=gettext_lazy("Weekday"))
    first = DayField(label=gettext_lazy("From"))
    last = DayField(label=gettext_lazy("Until"))
    starts_at = ClockField(label=gettext_lazy("Begins at"), required=False, help_text=gettext_lazy("Such as 17.00"))
    title = TextField(label=gettext_lazy("Title"), required=False, max_length=200)
    place = TextField(label=gettext_lazy("Place"), required=False, max_length=200)
    skips_july = forms.BooleanField(label=gettext_lazy("Not in July"), required=False)
    skips_holidays = forms.BooleanField(
        label=gettext_lazy("Not on holidays, 5 June, 24 and 31 December"), required=False
    )

    def __init__(self, told: Any = None, *, bodies: list[tuple[str, str]], language: str, **options: Any) -> None:
        super().__init__(told, auto_id="rule-%s", **options)
        days = [(str(place), name.capitalize()) for place, name in enumerate(WEEKDAYS[language])]
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]
        self.fields["weekday"].choices = days  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "first" in told and "last" in told and (refusal := why_not_recur(rule_of(self.kept()))):
            self.add_error("last", str(refusal))
        return told

    def kept(self) -> dict[str, Any]:
        """What was asked for, as it goes with the page."""
        told = dict(self.cleaned_data)
        for name in ("first", "last", "starts_at"):
            told[name] = told[name].isoformat() if told.get(name) else ""
        return told


def rule_of(told: dict[str, Any]) -> Recurrence:
    """The rule as a form kept it."""
    rhythm = str(told.get("rhythm", ""))
    return Recurrence(
        first=date.fromisoformat(told["first"]),
        last=date.fromisoformat(told["last"]),
        weekday=int(told.get("weekday") or 0),
        nth=0 if rhythm.startswith("w") else int(rhythm or 1),
        weeks=int(rhythm[1:]) if rhythm.startswith("w") else 0,
        skips_holidays=bool(told.get("skips_holidays")),
        skips_july=bool(told.get("skips_july")),
    )
