# SPDX-License-Identifier: MPL-2.0
"""What no constraint can prove of rounds, answers and mails, proved over the whole database."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from udmoent.economy.models import Posting
from udmoent.editions.models import Edition
from udmoent.editions.violation import Violation, violation
from udmoent.followup.digest import Letter, week_of
from udmoent.followup.due import REMINDERS
from udmoent.followup.facts import Capacity, RoundStage
from udmoent.followup.models import Asked, Reminder, Round, StatusReport
from udmoent.plan.facts import Source
from udmoent.plan.models import ItemState

WEEKLY = (Letter.DIGEST, Letter.UNREACHED)


def _rounds() -> Iterator[Violation]:
    bare = Round.objects.filter(stage=RoundStage.SEALED.value, editions=None)
    for pk, name in bare.order_by("pk").values_list("pk", "name"):
        message = _("The round “{name}” is sealed, and no version came from it.")
        yield violation("sealed_round_has_its_version", Round, pk, message.format(name=name))
    other = ~Q(round__stage=RoundStage.SEALED.value) | ~Q(round__plan=F("plan")) | ~Q(round__as_of=F("as_of"))
    strange = Edition.objects.exclude(round=None).filter(other)
    for pk, name, round_name in strange.order_by("pk").values_list("pk", "name", "round__name"):
        message = _("Version “{name}” does not fit the round “{round}” that it says it came from.")
        yield violation("version_fits_its_round", Edition, pk, message.format(name=name, round=round_name))


def _asked() -> Iterator[Violation]:
    message = _("Item {number} is in a round of another plan, “{round}”.")
    rows: QuerySet[Any]
    for rows in (Asked.objects.all(), StatusReport.objects.exclude(round=None)):
        strange = rows.exclude(item__plan=F("round__plan")).order_by("pk")
        for pk, number, name in strange.values_list("pk", "item__number", "round__name"):
            yield violation("round_asks_about_its_own_plan", rows.model, pk, message.format(number=number, round=name))


def _answers() -> Iterator[Violation]:
    """Each answer in a round is to what it asked, while it was open; a contributor's is of a contributing post."""
    asked = Asked.objects.filter(round=OuterRef("round"), item=OuterRef("item"), asked_at__lte=OuterRef("recorded_at"))
    in_rounds = StatusReport.objects.exclude(round=None).order_by("pk")
    is_outside = Q(round__opened_at=None) | Q(recorded_at__lt=F("round__opened_at"))
    told: tuple[tuple[str, QuerySet[StatusReport], str], ...] = (
        (
            "answer_is_to_what_was_asked",
            in_rounds.filter(~Exists(asked)),
            _("Item {number} is answered in the round “{round}”, which did not ask about it."),
        ),
        (
            "answer_came_while_the_round_was_open",
            in_rounds.filter(is_outside | Q(recorded_at__gt=F("round__closed_at"))),
            _("Item {number} is answered in the round “{round}” when it was not open."),
        ),
        (
            "contributor_answers_as_a_post",
            StatusReport.objects.filter(capacity=Capacity.CONTRIBUTOR.value, posts=[]).order_by("pk"),
            _("Item {number} is answered by a contributor in no post that contributes to it."),
        ),
    )
    for rule, rows, message in told:
        for pk, number, name in rows.values_list("pk", "item__number", "round__name"):
            yield violation(rule, StatusReport, pk, message.format(number=number, round=name or ""))


def _answers_and_states() -> Iterator[Violation]:
    """What an answer changed has the answer as its source, and the answer says that it changed something."""
    made = ItemState.objects.filter(source=Source.REPORT, source_id=OuterRef("pk"), item=OuterRef("item"))
    lost = StatusReport.objects.filter(~Exists(made), is_unchanged=False)
    said = StatusReport.objects.filter(Exists(made), is_unchanged=True)
    for rows, rule, message in (
        (
            lost,
            "answer_has_its_state",
            _("Item {number}: the plan does not hold what was answered from {on:%d.%m.%Y}."),
        ),
        (
            said,
            "unchanged_answer_has_no_state",
            _("Item {number} was told unchanged from {on:%d.%m.%Y}, and was changed."),
        ),
    ):
        for pk, number, on in rows.order_by("pk").values_list("pk", "item__number", "applies_on"):
            yield violation(rule, StatusReport, pk, message.format(number=number, on=on))
    message = _("Item {number}: what applies from {on:%d.%m.%Y} says that it came from an answer that there is not.")
    given = StatusReport.objects.filter(
        pk=OuterRef("source_id"), item=OuterRef("item"), applies_on=OuterRef("applies_on")
    )
    for model in (ItemState, Posting):
        table: QuerySet[Any] = model.objects.filter(source=Source.REPORT).exclude(source_id=None)
        orphans = table.filter(~Exists(given)).order_by("pk")
        for pk, number, on in orphans.values_list("pk", "item__number", "applies_on"):
            yield violation("state_has_its_answer", model, pk, message.format(number=number, on=on))


def _reminders() -> Iterator[Violation]:
    """By these and by the unique key nobody is sent two mails for the same."""
    rounds = {(town, pk) for town, pk in Round.objects.values_list("municipality_id", "pk")}
    rows = Reminder.objects.order_by("pk").values_list("pk", "municipality_id", "occasion", "begun_at")
    for pk, town, occasion, begun_at in rows.iterator():
        letter, *parts = occasion.split(":")
        if _names_a_round(letter) and (town, _round_of(letter, parts)) not in rounds:
            message = _("A mail for “{occasion}” is about a round that there is not.")
            yield violation("reminder_is_of_a_round", Reminder, pk, message.format(occasion=occasion))
        if letter in WEEKLY and parts != [_week(begun_at)]:
            message = _("A mail for “{occasion}” was begun in another week.")
            yield violation("weekly_mail_is_of_its_week", Reminder, pk, message.format(occasion=occasion))


def _names_a_round(letter: str) -> bool:
    return letter in REMINDERS or letter == Letter.RECEIPT


def _round_of(letter: str, parts: list[str]) -> int | None:
    told = parts[0] if letter == Letter.RECEIPT else parts[1] if len(parts) > 1 else ""
    return int(told) if told.isdecimal() else None


def _week(begun_at: datetime) -> str:
    return week_of(localdate(begun_at))


CHECKS_OF_ROUNDS: tuple[Callable[[], Iterator[Violation]], ...] = (
    _rounds,
    _asked,
    _answers,
    _answers_and_states,
    _reminders,
)
