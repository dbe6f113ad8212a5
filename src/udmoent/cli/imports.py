# SPDX-License-Identifier: MPL-2.0
"""Commands that bring a plan in from a file, and take it back."""

from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cli.command import Answer
from udmoent.cli.named import the_plan
from udmoent.cli.ready import the_municipality
from udmoent.documents.words import Words, speaking
from udmoent.intake.actions import Imported, undo_import
from udmoent.intake.bring import HandedIn, bring_in
from udmoent.intake.draft import Caution, Fault
from udmoent.intake.finance.actions import undo_extract
from udmoent.intake.models import Import
from udmoent.intake.reconcile import Conflict, Difference
from udmoent.intake.rules import Matter
from udmoent.intake.shown import label, shown
from udmoent.lib.money import UNITS
from udmoent.lib.refusal import Unknown
from udmoent.organisation.actions import whoever
from udmoent.organisation.configuration import TownConfiguration

SHOWN = 200


def import_file(arguments: Namespace) -> Answer:
    municipality = the_municipality()
    applies_on = arguments.applies_on or clock.today()
    handed = HandedIn(
        file=Path(arguments.file),
        plan=arguments.plan.strip() if arguments.new else the_plan(municipality, arguments.plan),
        year=arguments.year,
        unit=UNITS.get(arguments.unit),
        by=whoever(municipality, arguments.by, on=applies_on),
        now=clock.now(),
        applies_on=applies_on,
        why=arguments.why,
        skip_faulty=arguments.skip_faulty,
        dry_run=arguments.dry_run,
    )
    imported = bring_in(municipality, handed, files=settings.UDMOENT_FILES)
    text = _text(imported, municipality.configuration, arguments)
    return Answer(imported.to_builtins(), text, is_refused=imported.is_stopped)


def _text(imported: Imported, town: TownConfiguration, arguments: Namespace) -> str:
    """What was found, worst first; long lists are cut with a word on how many are left."""
    found = imported.found
    with speaking(town, get_language() or "da") as words:
        conflicts = [_conflict(one, words) for one in found.conflicts]
        differences = [_difference(one, words) for one in found.differences]
    parts = [
        *listed(_("Faults – mend these and import again:"), [said(fault) for fault in found.faults]),
        *listed(_("Conflicts – changed both in the plan and in the file:"), conflicts),
        *listed(_("Worth knowing:"), [said(caution) for caution in found.warnings]),
        *listed(_("New:"), [f"{new.number} {new.facts.title}" for new in found.additions]),
        *listed(_("Changed:"), differences),
        *listed(
            _("In the plan, but not in the file (left alone):"),
            [f"{item.number} {item.title}" for item in found.missing],
        ),
        *listed(_("Columns kept as extra fields:"), list(imported.draft.extra_columns)),
        _summary(imported, arguments),
    ]
    return "\n".join(parts)


def listed(title: str, lines: list[str]) -> list[str]:
    more = [_("  … and {n} more; --json shows all").format(n=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    return [title, *(f"  {line}" for line in lines[:SHOWN]), *more] if lines else []


def said(found: Fault | Caution) -> str:
    row = _("row {row}").format(row=found.row) if found.row else ""
    where = ", ".join(filter(None, [found.place, row, found.column]))
    value = f" “{found.value}”" if found.value else ""
    return f"{where}{value}: {found.message}" if where or value else found.message


def _conflict(one: Conflict, words: Words) -> str:
    return _("{number}, {field}: was “{base}”, the plan says “{plan}”, the file says “{file}”").format(
        number=one.number,
        field=label(one, words),
        base=shown(one, one.base, words),
        plan=shown(one, one.old, words),
        file=shown(one, one.new, words),
    )


def _difference(one: Difference, words: Words) -> str:
    return f"{one.number}, {label(one, words)}: “{shown(one, one.old, words)}” → “{shown(one, one.new, words)}”"


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
    take_back = undo_extract if kept.matter == Matter.FINANCE else undo_import
    take_back(kept, by=whoever(municipality, arguments.by, on=clock.today()), now=clock.now())
    return Answer(
        {"import": kept.pk, "plan": kept.plan.name},
        _("Import {id} of “{file}” has been taken back.").format(id=kept.pk, file=kept.file_name),
    )
