# SPDX-License-Identifier: MPL-2.0
"""How a file is followed on its way: asked for, taken up by one, told how far it is, and concluded."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from udmoent.intake.models import Import, Reading
from udmoent.intake.rules import AT_WORK, HEARD_WITHIN, Matter, ReadingStage
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.models import Plan

KEPT_FOR: Final = timedelta(days=3)


def ask(
    municipality: Municipality,
    plan: Plan | None,
    upload: Mapping[str, Any],
    *,
    matter: Matter = Matter.PLAN,
    language: str,
    by: Person,
    now: datetime,
) -> Reading:
    """A file that is to be read and checked. What was asked for days ago is forgotten."""
    Reading.objects.filter(municipality=municipality, asked_at__lt=now - KEPT_FOR).delete()
    return Reading.objects.create(
        municipality=municipality,
        plan=plan,
        matter=matter.value,
        asked_by=by,
        asked_at=now,
        language=language,
        upload=dict(upload),
    )


def ask_again(reading: Reading, job: Mapping[str, Any], *, language: str, by: Person, now: datetime) -> bool:
    """Let the same file be worked on once more; not while somebody is at it, nor when it has been brought in."""
    is_silent = Q(stage__in=AT_WORK, beat_at__lt=now - HEARD_WITHIN)
    is_free = Q(stage__in=(ReadingStage.DONE, ReadingStage.FAILED, ReadingStage.WAITING))
    asked = {"asked_by": by, "asked_at": now, "language": language, "job": dict(job)}
    anew = {"stage": ReadingStage.WAITING, "rows_read": 0, "rows": 0, "beat_at": None, "refusals": []}
    return bool(Reading.objects.filter(is_free | is_silent, pk=reading.pk, kept=None).update(**asked, **anew))


def take_up(reading_id: int, *, now: datetime) -> Reading | None:
    """The reading, for whoever comes first; None where another has it."""
    taken = Reading.objects.filter(pk=reading_id, stage=ReadingStage.WAITING)
    if not taken.update(stage=ReadingStage.READING, beat_at=now):
        return None
    return Reading.objects.select_related("municipality", "plan__agreement", "plan__municipality").get(pk=reading_id)


def tell_progress(reading: Reading, read: int, rows: int, *, now: datetime) -> None:
    stage = ReadingStage.CHECKING if rows and read == rows else ReadingStage.READING
    Reading.objects.filter(pk=reading.pk).update(rows_read=read, rows=rows, stage=stage, beat_at=now)


def conclude(
    reading: Reading,
    *,
    told: Mapping[str, Any] | None = None,
    refusals: Iterable[str] = (),
    kept: Import | None = None,
    stage: ReadingStage = ReadingStage.DONE,
    now: datetime,
) -> None:
    """What came of it. Where nothing new is told, what was told before stands."""
    known = {"told": dict(told)} if told is not None else {}
    Reading.objects.filter(pk=reading.pk).update(stage=stage, refusals=list(refusals), kept=kept, beat_at=now, **known)
