# SPDX-License-Identifier: MPL-2.0
"""Sending mails at most once each: that a mail has been begun is written, and kept, before it leaves."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from udmoent.audit.actions import record
from udmoent.followup.digest import Due
from udmoent.followup.letters import Mail
from udmoent.followup.models import FeedKey, Reminder
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality, Person

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail that the server did not take, in the server's words."""

    mail: Mail
    why: str


@dataclass(slots=True)
class Outcome:
    sent: list[Mail] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


def not_begun(municipality: Municipality, letters: Iterable[Due], *, now: datetime) -> list[Due]:
    """Those that may go out: not begun before, or refused by the server on an earlier day."""
    letters = list(letters)
    occasions = {one.occasion for one in letters}
    begun = {
        (one.person_id, one.occasion)
        for one in Reminder.objects.filter(municipality=municipality, occasion__in=occasions)
        if not one.may_be_tried_again(timezone.localdate(now))
    }
    return [one for one in letters if (one.to.person_id, one.occasion) not in begun]


def send_all(
    municipality: Municipality, letters: Iterable[Due], write: Callable[[Due], Mail], connection: Any, *, now: datetime
) -> Outcome:
    """Send each mail that has not been begun before. One that is not taken stops none of the others.

    `connection` is one of Django's. Where no mail server answers nothing is begun, and it is refused.
    """
    outcome = Outcome()
    waiting = [(one, write(one)) for one in not_begun(municipality, letters, now=now)]
    try:
        for one, mail in waiting:
            _open(connection)
            _send(municipality, one, mail, connection, outcome, now)
    finally:
        _close(connection)
        _tell(municipality, outcome, now)
    return outcome


def _open(connection: Any) -> None:
    try:
        connection.open()
    except (OSError, SMTPException) as fault:
        log.exception("the mail server does not answer")
        sentence = _("The mail server does not answer: {fault}. What has not been begun goes out by the next run.")
        raise Refused(sentence.format(fault=fault)) from fault


def _send(municipality: Municipality, one: Due, mail: Mail, connection: Any, outcome: Outcome, now: datetime) -> None:
    begun = begin(municipality, one, mail, now=now)
    if begun is None:
        return
    try:
        connection.send_messages([_message(mail, connection)])
    except (OSError, SMTPException, ValueError) as fault:
        outcome.failed.append(Failure(mail, _why(fault)))
        _not_taken(begun, fault, connection, now)
        return
    mark_sent(begun, now=now)
    outcome.sent.append(mail)


def _message(mail: Mail, connection: Any) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.to], connection=connection, headers={"Auto-Submitted": "auto-generated"}
    )
    message.attach_alternative(mail.html, "text/html")
    return message


@transaction.atomic(durable=True)
def begin(municipality: Municipality, one: Due, mail: Mail, *, now: datetime) -> Reminder | None:
    """Write that the mail is on its way, and keep it; None where somebody else has begun it already."""
    told = {"address": mail.to, "subject": mail.subject, "items": list(mail.items)}
    key = {"municipality": municipality, "person_id": one.to.person_id, "occasion": one.occasion}
    try:
        with transaction.atomic():
            return Reminder.objects.create(**key, **told, begun_at=now)
    except IntegrityError:
        earlier = Reminder.objects.select_for_update().get(**key)
        if not earlier.may_be_tried_again(timezone.localdate(now)):
            return None
        Reminder.objects.filter(pk=earlier.pk).update(refusal="", refused_at=None, **told)
        return earlier


@transaction.atomic
def mark_sent(begun: Reminder, *, now: datetime) -> None:
    Reminder.objects.filter(pk=begun.pk).update(sent_at=now)


@transaction.atomic
def mark_refused(begun: Reminder, why: str, *, now: datetime) -> None:
    """The server said no: it is known not to have gone out, and may be tried again."""
    Reminder.objects.filter(pk=begun.pk).update(refusal=why, refused_at=now)


@transaction.atomic
def forget_addressee(person: Person) -> None:
    """Somebody's name is erased: that mails went out stays, and not to which address or with which words."""
    Reminder.objects.filter(person=person).update(address="", subject="")
    FeedKey.objects.filter(person=person).delete()


def _not_taken(begun: Reminder, fault: Exception, connection: Any, now: datetime) -> None:
    """A connection that broke may have delivered the mail all the same: it is never sent again."""
    log.error("mail %s was not taken: %s", begun.pk, type(fault).__name__)
    is_a_no = isinstance(fault, SMTPException | ValueError) and not isinstance(fault, SMTPServerDisconnected)
    if is_a_no:
        mark_refused(begun, _why(fault), now=now)
    else:
        _close(connection)


def _close(connection: Any) -> None:
    """What is to be closed may be broken already."""
    with suppress(OSError, SMTPException):
        connection.close()


def _why(fault: Exception) -> str:
    return " ".join(str(fault).split())[:500] or type(fault).__name__


@transaction.atomic
def _tell(municipality: Municipality, outcome: Outcome, now: datetime) -> None:
    """One line of the log for a run that did something; whom it wrote to is told by the reminders."""
    if outcome.sent or outcome.failed:
        told = {"sent": len(outcome.sent), "failed": len(outcome.failed)}
        record("send_mails", municipality, municipality_id=municipality.pk, by_id=None, now=now, **told)
