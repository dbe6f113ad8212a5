# SPDX-License-Identifier: MPL-2.0
"""The command that opens the rounds whose day has come and sends what is due by mail."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent import clock
from udmoent.cli.command import Answer
from udmoent.cli.ready import the_municipality
from udmoent.desk.letters.links import link_to
from udmoent.desk.rounds import opening
from udmoent.followup.digest import Due
from udmoent.followup.due import due_in
from udmoent.followup.letters import Mail, text_of, write
from udmoent.followup.sending import Failure, Outcome, not_begun, send_all
from udmoent.organisation.models import Municipality


def remind(arguments: Namespace) -> Answer:
    town = the_municipality()
    rounds, outcome = _try(town) if arguments.dry_run else _send(town)
    told = {
        "opened": [one.round.name for one in rounds if not one.why_not],
        "not_opened": [{"round": one.round.name, "why": one.why_not} for one in rounds if one.why_not],
        "sent": [_told(mail) for mail in outcome.sent],
        "failed": [_told(failure.mail) | {"why": failure.why} for failure in outcome.failed],
    }
    lines = [*_round_lines(rounds), *_lines(outcome, is_trial=arguments.dry_run)]
    return Answer(told, "\n".join(lines), is_refused=bool(outcome.failed))


def _send(town: Municipality) -> tuple[list[opening.Due], Outcome]:
    now = clock.now()
    rounds = opening.open_due(town, now=now)
    return rounds, send_all(town, due_in(town, now=now), _writer(town), get_connection(), now=now)


def _try(town: Municipality) -> tuple[list[opening.Due], Outcome]:
    """What would be opened and sent. Everything is done but the sending, and nothing of it is kept."""
    now = clock.now()
    with transaction.atomic():
        rounds = opening.open_due(town, now=now)
        outcome = Outcome(sent=[_writer(town)(one) for one in not_begun(town, due_in(town, now=now), now=now)])
        transaction.set_rollback(True)
    return rounds, outcome


def _writer(town: Municipality) -> Callable[[Due], Mail]:
    mails = town.configuration.mails

    def written(one: Due) -> Mail:
        return write(one, text_of(one.letter, mails), link_to=link_to, site=settings.UDMOENT_SITE)

    return written


def _told(mail: Mail) -> dict[str, object]:
    return {"to": mail.to, "subject": mail.subject, "items": list(mail.items)}


def _round_lines(rounds: Iterable[opening.Due]) -> Iterator[str]:
    for one in rounds:
        if one.why_not:
            yield _("“{round}” could not be opened: {why}").format(round=one.round.name, why=one.why_not)
        else:
            yield _("“{round}” is opened.").format(round=one.round.name)


def _lines(outcome: Outcome, *, is_trial: bool) -> list[str]:
    lines = [f"  {mail.to}: {mail.subject} ({', '.join(mail.items)})" for mail in outcome.sent]
    lines += [_("  NOT TAKEN {line}: {why}").format(line=_of(one), why=one.why) for one in outcome.failed]
    count = len(outcome.sent)
    if not lines:
        return [_("Nothing is due.")]
    if is_trial:
        said = ngettext(
            "{n} mail would be sent. This was a trial.", "{n} mails would be sent. This was a trial.", count
        )
    else:
        said = ngettext("{n} mail is sent.", "{n} mails are sent.", count)
    return [said.format(n=count), *lines]


def _of(failure: Failure) -> str:
    return f"{failure.mail.to}: {failure.mail.subject}"
