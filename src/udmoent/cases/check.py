# SPDX-License-Identifier: MPL-2.0
"""What no constraint can prove of cases, proved over the whole database: a part of `udmoent check-data`."""

from collections.abc import Iterator
from itertools import groupby

import msgspec
from django.db.models import F
from django.utils.translation import gettext as _

from udmoent.cases.facts import MADE, Outcome
from udmoent.cases.models import CaseAttachment, CaseTreatment, SentCase
from udmoent.cases.rules import Stop, why_not_route
from udmoent.cases.written import fingerprint, from_json
from udmoent.editions.violation import Violation, violation


def violations() -> Iterator[Violation]:
    """Everything of cases that breaks a rule."""
    yield from _sent()
    yield from _routes()
    yield from _meetings()
    yield from _made()


def _sent() -> Iterator[Violation]:
    message = _("What {body} was sent of “{title}” is no longer what it was: its hash does not fit its content.")
    rows = SentCase.objects.order_by("pk").values_list(
        "pk", "sha256", "content", "treatment__body__abbreviation", "treatment__case__title"
    )
    for pk, sha256, content, body, title in rows.iterator(chunk_size=50):
        if not _is_whole(content, sha256):
            yield violation("sent_case_has_its_hash", SentCase, pk, message.format(body=body, title=title))


def _is_whole(content: str, sha256: str) -> bool:
    try:
        return fingerprint(from_json(content)) == sha256
    except msgspec.DecodeError:
        return False


def _routes() -> Iterator[Violation]:
    message = _("“{title}”: {why}")
    rows = CaseTreatment.objects.order_by("case", "place").values_list(
        "case", "pk", "case__title", "body__abbreviation", "body__kind", "outcome"
    )
    for _case, of_case in groupby(rows.iterator(), key=lambda row: row[0]):
        told = list(of_case)
        stops = [Stop(body, kind, Outcome(outcome) if outcome else None) for *_ids, body, kind, outcome in told]
        for refusal in why_not_route(stops):
            pk, title = told[0][1], told[0][2]
            yield violation("case_goes_upwards", CaseTreatment, pk, message.format(title=title, why=refusal))


def _meetings() -> Iterator[Violation]:
    message = _("“{title}” is on the agenda of a meeting that is not {body}'s.")
    other = CaseTreatment.objects.exclude(meeting=None).exclude(meeting__body__abbreviation=F("body__abbreviation"))
    for pk, title, body in other.order_by("pk").values_list("pk", "case__title", "body__abbreviation"):
        yield violation("case_is_at_its_bodys_meeting", CaseTreatment, pk, message.format(title=title, body=body))


def _made() -> Iterator[Violation]:
    message = _("“{title}” has an attachment made from a version, and tells of none.")
    without = CaseAttachment.objects.filter(holds__in=[one.value for one in MADE], case__edition=None)
    for pk, title in without.order_by("pk").values_list("pk", "case__title"):
        yield violation("made_attachment_has_its_version", CaseAttachment, pk, message.format(title=title))
