# SPDX-License-Identifier: MPL-2.0
"""What each column of a file was understood as, with a cell from it, for a person to look over. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from udmoent.intake.cells import as_text
from udmoent.intake.draft import FoundColumn
from udmoent.intake.lines import Line

LONGEST_SAMPLE = 120


def found_columns(lines: Iterable[Line], extra_names: dict[tuple[str, int], str]) -> tuple[FoundColumn, ...]:
    """Each column once, though several tables may have it, with the first cell in which something stands."""
    found: dict[tuple[object, ...], FoundColumn] = {}
    for line in lines:
        for column, value in zip(line.header.columns, line.values, strict=False):
            kept_as = "" if column.fields or column.amount else extra_names.get((column.heading, column.places[0]), "")
            key = (column.heading, column.fields, column.amount, kept_as)
            if not (column.heading or kept_as):
                continue
            known = found.setdefault(
                key,
                FoundColumn(
                    heading=column.heading,
                    place=line.place,
                    fields=column.fields,
                    amount=column.amount,
                    kept_as=kept_as,
                ),
            )
            if not known.sample and (text := as_text(value)):
                found[key] = replace(known, sample=_short(text))
    return tuple(found.values())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SAMPLE else f"{text[: LONGEST_SAMPLE - 1]}…"
