# SPDX-License-Identifier: MPL-2.0
"""The command that brings an extract of the finance system in."""

from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cli.command import Answer
from udmoent.cli.imports import listed, said
from udmoent.cli.named import the_plan
from udmoent.cli.ready import the_municipality
from udmoent.documents.finance_words import figure_name
from udmoent.intake.finance.actions import Brought
from udmoent.intake.finance.bring import bring_extract_in
from udmoent.intake.finance.extract import kroner_and_oere
from udmoent.intake.finance.headings import Figure
from udmoent.intake.finance.receipt import receipt_of
from udmoent.intake.finance.reconcile import Change, Sums, Unmatched
from udmoent.lib.money import KR, in_unit
from udmoent.organisation.actions import whoever


def import_file(arguments: Namespace) -> Answer:
    municipality = the_municipality()
    applies_on = arguments.as_of or clock.today()
    brought = bring_extract_in(
        the_plan(municipality, arguments.plan),
        Path(arguments.file),
        figures={Figure(one) for one in arguments.figure or [Figure.SPENT]},
        year=arguments.year or 0,
        by=whoever(municipality, arguments.by, on=applies_on),
        now=clock.now(),
        applies_on=applies_on,
        why=arguments.why,
        skip_faulty=arguments.skip_faulty,
        dry_run=arguments.dry_run,
        files=settings.UDMOENT_FILES,
    )
    told = {"import": brought.id} | receipt_of(brought.found, brought.figures)
    return Answer(told, _text(brought, arguments), is_refused=brought.is_stopped)


def _text(brought: Brought, arguments: Namespace) -> str:
    found = brought.found
    parts = [
        *listed(_faults_heading(brought), [said(fault) for fault in found.faults]),
        *listed(_("Worth knowing:"), [said(caution) for caution in found.cautions]),
        *listed(_("Not mapped to any item:"), [_unmatched(one) for one in found.unmatched]),
        *listed(_("Changed:"), [_change(one) for one in found.changes]),
        *listed(_("The file's sum, in kr.:"), [_sums(one) for one in found.sums]),
        _summary(brought, arguments),
    ]
    return "\n".join(parts)


def _faults_heading(brought: Brought) -> str:
    return _("Faults – these rows are left out:") if brought.skips else _("Faults – mend these and import again:")


def _unmatched(one: Unmatched) -> str:
    amounts = ", ".join(f"{figure_name(figure)} {kroner_and_oere(oere)}" for figure, oere in one.oere.items())
    name = " ".join(filter(None, one.source))
    return _("row {row}: {name}: {amounts}").format(row=one.row, name=name, amounts=amounts)


def _change(one: Change) -> str:
    before, after = in_unit(one.before, KR), in_unit(one.after, KR)
    return f"{one.item.number}, {figure_name(one.figure)} {one.year}: {before} → {after}"


def _sums(one: Sums) -> str:
    sentence = _(
        "{figure}: {whole} = {matched} on items + {unmatched} not mapped + {excluded} left out by a rule + {in_fault} in rows with faults"
    )
    return sentence.format(
        figure=figure_name(one.figure),
        whole=kroner_and_oere(one.whole),
        matched=kroner_and_oere(one.matched),
        unmatched=kroner_and_oere(one.unmatched),
        excluded=kroner_and_oere(one.excluded),
        in_fault=kroner_and_oere(one.in_fault),
    )


def _summary(brought: Brought, arguments: Namespace) -> str:
    found = brought.found
    if brought.is_stopped:
        return _("Nothing was imported.")
    if not found.rows:
        return _("The file has no rows with amounts. Nothing was imported.")
    counts = _("{rows} rows, of which {matched} belong to items; {postings} postings.").format(
        rows=in_unit(found.rows, KR), matched=in_unit(found.rows_matched, KR), postings=in_unit(len(found.postings), KR)
    )
    if arguments.dry_run:
        return counts + " " + _("This was a trial: nothing is written.")
    if brought.id is None:
        return counts + " " + _("There was nothing to write.")
    return counts + " " + _("To take it back: udmoent undo-import {id}").format(id=brought.id)
