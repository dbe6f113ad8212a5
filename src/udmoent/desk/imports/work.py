# SPDX-License-Identifier: MPL-2.0
"""The work on a file that somebody sent: done at once where it is small, else by a worker beside the server."""

import logging
from dataclasses import asdict
from typing import Any, Final

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from udmoent import clock
from udmoent.desk.imports.told import told_of
from udmoent.desk.uploads import Upload
from udmoent.documents.case import read_cases
from udmoent.documents.case.words import case_words
from udmoent.documents.files import place
from udmoent.documents.words import Words
from udmoent.intake.actions import Imported
from udmoent.intake.bring import HandedIn, bring_in
from udmoent.intake.finance.bring import bring_extract_in
from udmoent.intake.finance.headings import Figure
from udmoent.intake.finance.receipt import receipt_of
from udmoent.intake.models import Import, Reading
from udmoent.intake.readings import ask, ask_again, conclude, take_up, tell_progress
from udmoent.intake.rules import Matter, ReadingStage
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.models import Plan

SMALL: Final = 100_000
"""Bytes up to which a file is worked on at once: some hundred rows, a second or so."""


def begin(
    municipality: Municipality,
    plan: Plan | None,
    upload: Upload,
    *,
    matter: Matter = Matter.PLAN,
    language: str,
    by: Person,
) -> Reading:
    """Read the file, and hold a plan's against the plan."""
    reading = ask(municipality, plan, asdict(upload), matter=matter, language=language, by=by, now=clock.now())
    _start(reading)
    return reading


def go_on(reading: Reading, job: dict[str, Any], *, language: str, by: Person) -> None:
    """Do with the file what the job says; nothing where it is being done, or has been."""
    if ask_again(reading, job, language=language, by=by, now=clock.now()):
        _start(reading)


def _start(reading: Reading) -> None:
    if place(settings.UDMOENT_FILES, reading.upload["sha256"]).stat().st_size <= SMALL:
        carry_out(reading.pk)
    else:
        carry_out_apart.enqueue(reading.pk)


@task()
def carry_out_apart(reading_id: int) -> None:
    carry_out(reading_id)


def carry_out(reading_id: int) -> None:
    """The work itself. Whatever happens, the reading tells of it."""
    reading = take_up(reading_id, now=clock.now())
    if reading is None:
        return
    with override(reading.language):
        try:
            _WORK[Matter(reading.matter)](reading)
        except Refused as refused:
            conclude(reading, refusals=map(str, refused.refusals), now=clock.now())
        except Exception:
            sentence = _(
                "Something went wrong in Udmønt itself. Nothing has been brought in. Try again, or tell whoever runs Udmønt."
            )
            logging.getLogger(__name__).exception("the file of reading %s could not be worked on", reading_id)
            conclude(reading, refusals=[sentence], stage=ReadingStage.FAILED, now=clock.now())
            raise


def _bring_in(reading: Reading) -> None:
    imported = _import(reading)
    words = Words(reading.municipality.configuration, reading.language)
    kept = Import.objects.get(pk=imported.id) if imported.id else None
    conclude(reading, told=msgspec.to_builtins(told_of(imported, words)), kept=kept, now=clock.now())


def _read_minutes(reading: Reading) -> None:
    def tell(page: int, pages: int) -> None:
        tell_progress(reading, page, pages, now=clock.now())

    with Upload(**reading.upload).file() as file:
        found = read_cases(file, case_words(reading.municipality.configuration), tell)
    conclude(reading, told=msgspec.to_builtins(found), now=clock.now())


def _bring_extract(reading: Reading) -> None:
    upload, job = Upload(**reading.upload), reading.job
    assert reading.plan is not None
    with upload.file() as file:
        brought = bring_extract_in(
            reading.plan,
            file,
            figures=[Figure(one) for one in upload.figures],
            year=upload.year,
            by=reading.asked_by,
            now=clock.now(),
            applies_on=upload.day,
            why=upload.why,
            skip_faulty=job.get("skip_faulty", False),
            dry_run=not job.get("is_real", False),
            files=settings.UDMOENT_FILES,
            progress=lambda read, rows: tell_progress(reading, read, rows, now=clock.now()),
        )
    kept = Import.objects.get(pk=brought.id) if brought.id else None
    told = receipt_of(brought.found, brought.figures)
    told |= {"is_stopped": brought.is_stopped, "has_work": brought.has_work}
    conclude(reading, told=told, kept=kept, now=clock.now())


_WORK: Final = {Matter.PLAN: _bring_in, Matter.MINUTES: _read_minutes, Matter.FINANCE: _bring_extract}


def _import(reading: Reading) -> Imported:
    upload, job = Upload(**reading.upload), reading.job
    with upload.file() as file:
        handed = HandedIn(
            file=file,
            plan=reading.plan or upload.plan_name,
            year=upload.year,
            unit=upload.kroner_per_unit,
            by=reading.asked_by,
            now=clock.now(),
            applies_on=upload.day,
            why=upload.why,
            skip_faulty=job.get("skip_faulty", False),
            takes_file=job.get("takes_file", {}),
            dry_run=not job.get("is_real", False),
            progress=lambda read, rows: tell_progress(reading, read, rows, now=clock.now()),
        )
        return bring_in(reading.municipality, handed, files=settings.UDMOENT_FILES)
