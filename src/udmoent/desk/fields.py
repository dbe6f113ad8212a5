# SPDX-License-Identifier: MPL-2.0
"""Form fields that read what people write the way the rest of Udmønt does."""

from datetime import date, time

from django import forms
from django.utils.translation import gettext as _

from udmoent.lib.dates import clock_words, parse_clock, parse_date
from udmoent.lib.text import clean


class DayInput(forms.DateInput):
    """Text, beside which the design system's own script puts a calendar in Danish."""

    template_name = "ui/day.html"


class DayField(forms.Field):
    """A day, picked or written: 2025-05-31, 31-05-2025, 31.5.2025 …"""

    widget = DayInput(format="%d.%m.%Y")

    def prepare_value(self, value: object) -> object:
        return (parse_date(value) or value) if isinstance(value, str) else value

    def to_python(self, value: object) -> date | None:
        if isinstance(value, date) or not value:
            return value or None  # type: ignore[return-value]
        day = parse_date(str(value))
        if day is None:
            raise forms.ValidationError(
                _("“{text}” is not a date. Write it as 2025-05-31, 31-05-2025 or 31.5.2025.").format(text=value)
            )
        return day


class ClockField(forms.Field):
    """An hour of the day: 17, 17.00, 17:00 or kl. 17."""

    def prepare_value(self, value: object) -> object:
        return clock_words(value) if isinstance(value, time) else value

    def to_python(self, value: object) -> time | None:
        if isinstance(value, time) or not value:
            return value or None  # type: ignore[return-value]
        hour = parse_clock(str(value))
        if hour is None:
            raise forms.ValidationError(_("“{text}” is not an hour. Write it as 17.00 or 17:00.").format(text=value))
        return hour


class TextField(forms.CharField):
    """Text, normalised as it is where files come in."""

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value) or "")


class LongTextField(TextField):
    widget = forms.Textarea(attrs={"rows": 4})


class LinesField(LongTextField):
    """One entry on each line."""

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, tuple | list) else value

    def clean(self, value: object) -> tuple[str, ...]:
        return tuple(line.strip() for line in super().clean(value).split("\n") if line.strip())
