# SPDX-License-Identifier: MPL-2.0
"""Putting a case before a body. What it was sent is kept as bytes, and never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from udmoent.cases import rules
from udmoent.cases.actions import in_turn, record_case
from udmoent.cases.facts import Access
from udmoent.cases.keeping import readiness
from udmoent.cases.models import CaseTreatment, SentCase, SentFile
from udmoent.cases.written import WrittenCase, fingerprint, to_json
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPaper:
    """A file that has been kept by its sha256. `number` is the attachment's; None for the case itself."""

    file_name: str
    title: str
    access: Access
    sha256: str
    number: int | None = None


@transaction.atomic
def send_case(
    treatment: CaseTreatment, written: WrittenCase, papers: Sequence[SentPaper], *, by: Person, now: datetime
) -> SentCase:
    """Put the case as it is written, with its files, before the body. It may be sent again while nothing is decided."""
    case = in_turn(treatment.case)
    treatment.refresh_from_db()
    Refused.if_any(rules.why_not_send(readiness(case, treatment, written)))
    sent = SentCase.objects.create(
        municipality_id=case.municipality_id,
        treatment=treatment,
        sent_at=now,
        sent_by=by,
        sha256=fingerprint(written),
        content=to_json(written),
    )
    SentFile.objects.bulk_create(
        SentFile(
            municipality_id=case.municipality_id,
            sent=sent,
            number=paper.number,
            file_name=paper.file_name,
            title=paper.title,
            access=rules.access_with(Access(case.access), paper.access).value,
            sha256=paper.sha256,
        )
        for paper in papers
    )
    record_case("send_case", case, by, now, body=treatment.body.abbreviation, sha256=sent.sha256)
    return sent
