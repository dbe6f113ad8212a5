# SPDX-License-Identifier: MPL-2.0
"""Commands that bring a plan in from a file, and take it back."""

import re
from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent import clock
from udmoent.cli.command import Answer
from udmoent.cli.named import the_plan
from udmoent.cli.ready import the_municipality
from udmoent.documents.forms import show_value
from udmoent.intake.actions import Delivery, Imported, import_new_plan, import_plan, undo_import
from udmoent.intake.models import Import
from udmoent.intake.read_draft import budget_year_in, read_draft
from udmoent.intake.rules import why_not_begin
from udmoent.lib.money import KR, MIO, TKR
from udmoent.lib.refusal import Refused, Unknown
from udmoent.organisation.actions import whoever
from udmoent.organisation.models import Municipality
from udmoent.plan.models import Plan

UNITS = {"kr": KR, "tkr": TKR, "mio": MIO}
SHOWN = 200


def import_file(arguments: Namespace) -> Answer:
    municipality = the_municipality()
    file = Path(arguments.file)
    plan = None if arguments.new else the_plan(municipality, arguments.plan)
    year = plan.agreement.budget_year if plan else _budget_year(arguments, municipality, file)
    imported = _import(arguments, municipality, plan, file, year)
    return Answer(imported.to_builtins(), _text(imported, arguments), is_refused=imported.is_stopped)


def _budget_year(arguments: Namespace, municipality: Municipality, file: Path) -> int:
    """From --year, else the plan's name, else the first year column."""
    Refused.if_any([why_not_begin(arguments.plan, list(municipality.plans.values_list("name", flat=True)))])
    in_name = re.search(r"\b(20\d\d)\b", arguments.plan)
    year = arguments.year or (in_name and int(in_name[1])) or budget_year_in(file, municipality.configuration)
    if year is None:
        raise Refused(_("The plan's budget year is not known. Write it: --year 2025"))
    return year


def _import(arguments: Namespace, municipality: Municipality, plan: Plan | None, file: Path, year: int) -> Imported:
    applies_on = arguments.applies_on or clock.today()
    draft = read_draft(file, town=municipality.configuration, year=year, unit=UNITS.get(arguments.unit))
    delivery = Delivery(
        draft=draft,
        content=file.read_bytes(),
        by=whoever(municipality, arguments.by, on=applies_on),
        now=clock.now(),
        applies_on=applies_on,
        why=arguments.why or _("Import of {file}").format(file=file.name),
        skip_faulty=arguments.skip_faulty,
        dry_run=arguments.dry_run,
    )
    files = settings.UDMOENT_FILES
    if plan:
        return import_plan(plan, delivery, files=files)
    return import_new_plan(municipality, arguments.plan, year, delivery, files=files)


def _text(imported: Imported, arguments: Namespace) -> str:
    """What was found, worst first; long lists are cut with a word on how many are left."""
    found = imported.found
    parts = [
        *_listed(_("Faults – mend these and import again:"), [_fault(fault) for fault in found.faults]),
        *_listed(
            _("Conflicts – changed both in the plan and in the file:"), [_conflict(one) for one in found.conflicts]
        ),
        *_listed(_("Worth knowing:"), [_fault(caution) for caution in found.warnings]),
        *_listed(_("New:"), [f"{new.number} {new.facts.title}" for new in found.additions]),
        *_listed(_("Changed:"), [_difference(one) for one in found.differences]),
        *_listed(
            _("In the plan, but not in the file (left alone):"),
            [f"{item.number} {item.title}" for item in found.missing],
        ),
        *_listed(_("Columns kept as extra fields:"), list(imported.draft.extra_columns)),
        _summary(imported, arguments),
    ]
    return "\n".join(parts)


def _listed(title: str, lines: list[str]) -> list[str]:
    more = [_("  … and {n} more; --json shows all").format(n=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    return [title, *(f"  {line}" for line in lines[:SHOWN]), *more] if lines else []


def _fault(fault) -> str:  # type: ignore[no-untyped-def]
    row = _("row {row}").format(row=fault.row) if fault.row else ""
    where = ", ".join(filter(None, [fault.place, row, fault.column]))
    value = f" “{fault.value}”" if fault.value else ""
    return f"{where}{value}: {fault.message}" if where or value else fault.message


def _conflict(one) -> str:  # type: ignore[no-untyped-def]
    return _("{number}, {field}: was “{base}”, the plan says “{plan}”, the file says “{file}”").format(
        number=one.number,
        field=one.field,
        base=show_value(one.base),
        plan=show_value(one.old),
        file=show_value(one.new),
    )


def _difference(one) -> str:  # type: ignore[no-untyped-def]
    return f"{one.number}, {one.field}: “{show_value(one.old)}” → “{show_value(one.new)}”"


def _summary(imported: Imported, arguments: Namespace) -> str:
    found = imported.found
    changed = len({one.number for one in found.differences})
    counts = _("{new} new, {changed} changed, {unchanged} unchanged.").format(
        new=len(found.additions), changed=changed, unchanged=found.unchanged
    )
    if imported.is_stopped:
        return _("Nothing was imported.")
    left_out = len({(spot.place, spot.row) for spot in found.left_out})
    if left_out:
        counts += " " + ngettext("{n} row was left out.", "{n} rows were left out.", left_out).format(n=left_out)
    if arguments.dry_run:
        return counts + " " + _("This was a trial: nothing is written.")
    if imported.id is None:
        return counts + " " + _("There was nothing to write.")
    return counts + " " + _("To take it back: udmoent undo-import {id}").format(id=imported.id)


def undo(arguments: Namespace) -> Answer:
    municipality = the_municipality()
    kept = municipality.imports.filter(pk=arguments.id).select_related("plan").first()
    if kept is None:
        known = [str(one.pk) for one in Import.objects.filter(municipality=municipality, undone_at=None)]
        raise Unknown(
            _("There is no import {id}. Those that can be taken back are: {known}.").format(
                id=arguments.id, known=", ".join(known) or "–"
            ),
            known,
        )
    undo_import(kept, by=whoever(municipality, arguments.by, on=clock.today()), now=clock.now())
    return Answer(
        {"import": kept.pk, "plan": kept.plan.name},
        _("Import {id} of “{file}” has been taken back.").format(id=kept.pk, file=kept.file_name),
    )
