# SPDX-License-Identifier: MPL-2.0
"""Indicative times: when something is meant to happen, in the plan's own words, from "1.3.2025" to "løbende"."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from udmoent.lib.dates import short_date
from udmoent.lib.spans import days_meant, is_awaiting, is_running
from udmoent.lib.text import clean


@dataclass(frozen=True, slots=True)
class IndicativeTime:
    """When something is meant to happen: the text as written, its first and last day, both None where it names none."""

    text: str
    first: date | None
    last: date | None

    @classmethod
    def read(cls, text: str, year: int) -> Self:
        """The time that the text means; `year` (the plan's budget year) counts where the text has none.

        Never raises: unreadable text is kept, without days. What the words mean is told in `udmoent.lib.spans`.
        """
        written = clean(text)
        first, last = days_meant(written, year) or (None, None)
        return cls(written, first, last)

    @classmethod
    def of(cls, day: date) -> Self:
        """The time for a date, or for a moment's date, from a spreadsheet's cell: "1.3.2025"."""
        plain = date(day.year, day.month, day.day)
        return cls(short_date(plain), plain, plain)

    @property
    def is_understood(self) -> bool:
        """Whether it names days, goes on, waits, or says nothing; else it is words that no date can be read from."""
        return self.first is not None or self._rank_without_days != 3

    @property
    def sort_key(self) -> tuple[int, date, date]:
        """Orders by first, then last day; after them løbende, then afventer, then unreadable text, then no text."""
        if self.first and self.last:
            return 0, self.first, self.last
        return self._rank_without_days, date.max, date.max

    @property
    def _rank_without_days(self) -> int:
        if is_running(self.text):
            return 1
        if is_awaiting(self.text):
            return 2
        return 3 if self.text else 4

    def is_passed(self, on: date) -> bool:
        """Whether its last day lies before `on`; never so for a time without days."""
        return self.last is not None and self.last < on

    def __str__(self) -> str:
        return self.text


EMPTY: Final = IndicativeTime("", None, None)
"""No time is given."""
