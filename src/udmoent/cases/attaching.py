# SPDX-License-Identifier: MPL-2.0
"""What goes with a case: what is made from the sealed plan, files, and addresses in the town's document system."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from udmoent.cases import rules
from udmoent.cases.actions import in_turn, is_decided, record_case
from udmoent.cases.facts import MAIN, Access, Holds
from udmoent.cases.models import Case, CaseAttachment
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Body, Person
from udmoent.plan.attachment_rules import why_not_attach, why_not_believe


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of an attachment. Without a number it is given the next one."""

    title: str
    number: int | None = None
    access: Access = Access.OPEN
    is_main: bool = False
    document_id: str = ""
    record_number: str = ""

    def columns(self) -> dict[str, Any]:
        told = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("number", "is_main")}
        return told | {"access": self.access.value, "role": MAIN if self.is_main else ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that is kept by its sha256, or an address; `begins` are the file's first bytes."""

    file_name: str = ""
    file_sha256: str = ""
    size: int = 0
    begins: bytes = b""
    address: str = ""


@transaction.atomic
def attach_made(
    case: Case, holds: Holds, told: Told, *, body: Body | None, by: Person, now: datetime
) -> CaseAttachment:
    """Let something that is made from the sealed plan go with the case."""
    case = in_turn(case)
    Refused.if_any([rules.why_not_make(has_edition=case.edition_id is not None)])
    return _attach(case, holds, told, by, now, body=body)


@transaction.atomic
def attach_file(case: Case, told: Told, file: File, *, by: Person, now: datetime) -> CaseAttachment:
    """Let a file, or an address, go with the case."""
    case = in_turn(case)
    Refused.if_any(
        [
            *why_not_attach(told.title, file_name=file.file_name, size=file.size, address=file.address),
            why_not_believe(file.file_name, file.begins),
        ]
    )
    holds = Holds.ADDRESS if file.address else Holds.FILE
    kept = {"file_name": file.file_name, "file_sha256": file.file_sha256, "address": file.address}
    return _attach(case, holds, told, by, now, **kept)


def _attach(case: Case, holds: Holds, told: Told, by: Person, now: datetime, **kept: Any) -> CaseAttachment:
    numbers = list(case.attachments.values_list("number", flat=True))
    number = told.number or max(numbers, default=0) + 1
    _refuse(case, told, number, numbers)
    _make_way(case, told)
    attachment = CaseAttachment.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        number=number,
        holds=holds.value,
        attached_at=now,
        attached_by=by,
        **told.columns(),
        **kept,
    )
    record_case("attach_to_case", case, by, now, title=told.title)
    return attachment


@transaction.atomic
def describe_attachment(attachment: CaseAttachment, told: Told, *, by: Person, now: datetime) -> CaseAttachment:
    """Tell other things of it: its number, title, openness, and what the document system calls it."""
    case = in_turn(attachment.case)
    others = case.attachments.exclude(pk=attachment.pk).values_list("number", flat=True)
    number = told.number or attachment.number
    _refuse(case, told, number, list(others))
    _make_way(case, told)
    columns = told.columns() | {"number": number}
    for name, value in columns.items():
        setattr(attachment, name, value)
    attachment.save(update_fields=list(columns))
    record_case("describe_attachment", case, by, now, title=told.title)
    return attachment


@transaction.atomic
def take_off(attachment: CaseAttachment, *, by: Person, now: datetime) -> None:
    """Let it not go with the case any more. What a body was sent stays with what it was sent."""
    case = in_turn(attachment.case)
    Refused.if_any([rules.why_not_change(is_decided=is_decided(case))])
    record_case("remove_from_case", case, by, now, title=attachment.title)
    attachment.delete()


def _refuse(case: Case, told: Told, number: int, numbers: list[int]) -> None:
    Refused.if_any(
        [
            rules.why_not_change(is_decided=is_decided(case)),
            *rules.why_not_attach_to_case(told.title, numbers=numbers, number=number),
        ]
    )


def _make_way(case: Case, told: Told) -> None:
    """A case has one main document."""
    if told.is_main:
        case.attachments.filter(role=MAIN).update(role="")
