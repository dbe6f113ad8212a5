# SPDX-License-Identifier: MPL-2.0
"""A file that a person hands in, through whichever door: read, held against the plan, and brought in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from udmoent.intake.actions import Delivery, Imported, import_new_plan, import_plan
from udmoent.intake.read_draft import Progress, budget_year_in, read_draft, silently
from udmoent.intake.rules import why_not_begin
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.facts import Kind
from udmoent.plan.models import Plan

YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """`plan` is the plan to update, or the name of one to begin; `unit` is kroner for an amount that names none.

    `takes_file` tells of a conflict, by its question, whether the file's value is taken rather than the plan's.
    """

    file: Path
    plan: Plan | str
    year: int | None = None
    unit: int | None = None
    by: Person
    now: datetime
    applies_on: date
    why: str = ""
    skip_faulty: bool = False
    takes_file: Mapping[str, bool] = field(default_factory=dict)
    dry_run: bool = False
    progress: Progress = silently


def bring_in(municipality: Municipality, handed: HandedIn, *, files: Path) -> Imported:
    """Do with the file what was asked for. Raises UnknownEnding, and Refused for what cannot be read or done at all."""
    plan = handed.plan
    year = plan.agreement.budget_year if isinstance(plan, Plan) else _budget_year(municipality, plan, handed)
    numbers = plan.items.values_list("number", "kind") if isinstance(plan, Plan) else ()
    delivery = Delivery(
        draft=read_draft(
            handed.file,
            town=municipality.configuration,
            year=year,
            unit=handed.unit,
            bodies=list(municipality.bodies.all()),
            plan_items={number: Kind(kind) for number, kind in numbers},
            progress=handed.progress,
        ),
        content=handed.file.read_bytes(),
        by=handed.by,
        now=handed.now,
        applies_on=handed.applies_on,
        why=handed.why or _("Import of {file}").format(file=handed.file.name),
        skip_faulty=handed.skip_faulty,
        takes_file=handed.takes_file,
        dry_run=handed.dry_run,
    )
    if isinstance(plan, Plan):
        return import_plan(plan, delivery, files=files)
    return import_new_plan(municipality, plan, year, delivery, files=files)


def _budget_year(municipality: Municipality, name: str, handed: HandedIn) -> int:
    """As told, else from the new plan's name, else the file's first year column."""
    Refused.if_any([why_not_begin(name, list(municipality.plans.values_list("name", flat=True)))])
    in_name = YEAR_IN_NAME.search(name)
    year = handed.year or (in_name and int(in_name[1])) or budget_year_in(handed.file, municipality.configuration)
    if year is None:
        raise Refused(_("Neither the plan's name nor the file tells its budget year. Write the year too."))
    return year
