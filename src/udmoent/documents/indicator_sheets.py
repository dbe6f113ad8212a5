# SPDX-License-Identifier: MPL-2.0
"""Indicators as sheets: how each stands, and every measurement, in a table that can be brought in again."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from udmoent.documents.sheets import Sheet
from udmoent.documents.words import Words
from udmoent.documents.write_xlsx import Value
from udmoent.indicators.standing import Standing
from udmoent.indicators.words import DIRECTIONS, WAYS, lacking_words, target_words, with_unit
from udmoent.lib.dates import short_date

STANDING_COLUMNS = (44, 12, 24, 18, 14, 18, 14, 24, 18, 18, 24, 30)


def indicator_sheets(
    standings: Sequence[Standing], items: Mapping[int, Sequence[str]], words: Words
) -> tuple[Sheet, ...]:
    """`items` are the numbers of the items that each is linked to, by its id."""
    language = words.language
    headings = (
        *(_("Indicator"), _("Unit"), _("Direction"), _("Baseline"), _("Baseline's day"), _("Last measurement")),
        *(_("Measured on"), _("This year's target"), _("Distance"), _("Goes"), _("Responsible"), _("Linked to")),
    )
    rows = tuple(_standing(one, items.get(one.id, ()), language) for one in standings)
    return (
        Sheet(_("Indicators"), tuple(zip(headings, STANDING_COLUMNS, strict=True)), rows),
        measurements_sheet(standings),
    )


def measurements_sheet(standings: Iterable[Standing]) -> Sheet:
    return Sheet(_("Measurements"), _measured_columns(), tuple(_measurement_rows(standings)))


def _measured_columns() -> tuple[tuple[str, int], ...]:
    headings = (_("Indicator"), _("Date"), _("Value"), _("Unit"), _("Source"))
    return tuple(zip(headings, (44, 14, 16, 12, 48), strict=True))


def _measurement_rows(standings: Iterable[Standing]) -> Iterable[tuple[Value, ...]]:
    """Those that hold, each on a line."""
    for one in standings:
        for measured in one.holding:
            yield one.facts.name, measured.on, measured.value, one.facts.unit, measured.source


def _standing(one: Standing, items: Sequence[str], language: str) -> tuple[Value, ...]:
    facts, last = one.facts, one.last
    return (
        facts.name,
        facts.unit,
        str(DIRECTIONS[facts.direction]),
        with_unit(facts.baseline, facts.unit, language),
        short_date(facts.baseline_on) if facts.baseline_on else "",
        with_unit(last.value, facts.unit, language) if last else "",
        short_date(last.on) if last else "",
        target_words(one.target, facts.unit, language),
        lacking_words(one.lacking, facts.unit, language),
        str(WAYS[one.way]),
        facts.responsible,
        ", ".join((*items, *facts.strategies)),
    )
