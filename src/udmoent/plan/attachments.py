# SPDX-License-Identifier: MPL-2.0
"""What is kept with an item: files, and addresses in the town's document system. Removing keeps the row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from udmoent.audit.actions import record
from udmoent.lib.refusal import Refusal, Refused
from udmoent.plan.actions import Act
from udmoent.plan.attachment_rules import why_not_attach, why_not_believe, why_not_release
from udmoent.plan.facts import Visibility
from udmoent.plan.models import Attachment, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A file that is kept by its sha256, or an address; `size` is the file's, in bytes, and `begins` its first ones."""

    title: str
    file_name: str = ""
    file_sha256: str = ""
    size: int = 0
    begins: bytes = b""
    address: str = ""


def why_not_keep(new: NewAttachment) -> Iterator[Refusal | None]:
    yield from why_not_attach(new.title, file_name=new.file_name, size=new.size, address=new.address)
    yield why_not_believe(new.file_name, new.begins)


@transaction.atomic
def attach(item: Item, new: NewAttachment, *, act: Act) -> Attachment:
    """Keep it with the item, internal until somebody releases it."""
    Refused.if_any(why_not_keep(new))
    attachment = Attachment.objects.create(
        municipality_id=item.municipality_id,
        item=item,
        title=new.title,
        file_name=new.file_name,
        file_sha256=new.file_sha256,
        address=new.address,
        attached_on=act.applies_on,
        recorded_at=act.now,
        recorded_by=act.by,
    )
    _record("attach", attachment, act)
    return attachment


@transaction.atomic
def show_to(attachment: Attachment, visibility: Visibility, *, act: Act) -> None:
    """Release the attachment, or take it in again."""
    Refused.if_any([why_not_release(attachment.title) if visibility == Visibility.PUBLIC else None])
    attachment.visibility = visibility.value
    attachment.save(update_fields=["visibility"])
    _record("show_attachment", attachment, act, visibility=visibility.value)


@transaction.atomic
def remove(attachment: Attachment, *, act: Act) -> None:
    """Take the attachment off the item from that day; its row stays, and so does its file."""
    if attachment.removed_on is None:
        attachment.removed_on, attachment.removed_by = act.applies_on, act.by
        attachment.save(update_fields=["removed_on", "removed_by"])
        _record("remove_attachment", attachment, act)


def attachments_on(item: Item, day: date) -> Iterator[Attachment]:
    """Those that were with the item that day."""
    for one in item.attachments.filter(attached_on__lte=day).select_related("recorded_by"):
        if one.removed_on is None or one.removed_on > day:
            yield one


def _record(what: str, attachment: Attachment, act: Act, **told: object) -> None:
    town = attachment.municipality_id
    named = {"item": attachment.item.number, "title": attachment.title}
    record(what, attachment, municipality_id=town, by_id=act.by.pk, now=act.now, **named, **told)
