# SPDX-License-Identifier: MPL-2.0
"""An extract that a person hands in, through whichever door."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from udmoent.intake.finance.actions import Brought, FinanceDelivery, bring_extract
from udmoent.intake.finance.extract import Progress, read_extract, silently
from udmoent.intake.finance.headings import Figure
from udmoent.organisation.models import Person
from udmoent.plan.models import Plan


def bring_extract_in(
    plan: Plan,
    file: Path,
    *,
    figures: Collection[Figure],
    year: int = 0,
    by: Person,
    now: datetime,
    applies_on: date,
    why: str = "",
    skip_faulty: bool = False,
    dry_run: bool = False,
    files: Path,
    progress: Progress = silently,
) -> Brought:
    """Do with the file what was asked for. `year` counts where the file tells none; without it, the day's.

    Raises UnknownEnding, and Refused for what cannot be read or done at all.
    """
    delivery = FinanceDelivery(
        extract=read_extract(file, year=year or applies_on.year, progress=progress),
        content=file.read_bytes(),
        figures=frozenset(figures),
        by=by,
        now=now,
        applies_on=applies_on,
        why=why,
        skip_faulty=skip_faulty,
        dry_run=dry_run,
    )
    return bring_extract(plan, delivery, files=files)
