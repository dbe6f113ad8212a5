# SPDX-License-Identifier: MPL-2.0
"""Planning, opening and closing rounds, and answering in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from udmoent.audit.actions import record
from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.economy.models import Nature, Phase
from udmoent.followup import rules
from udmoent.followup.facts import HOLDER, Answer, Asks, Giver, Newest, RoundStage, Scope, Seen
from udmoent.followup.models import Asked, Draft, FollowUp, Round, StatusReport
from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body, Person
from udmoent.plan.actions import Act, change_in_turn, close, take_turn
from udmoent.plan.facts import Kind, Source, Stage
from udmoent.plan.models import COLUMNS, Item, Plan, Snapshot
from udmoent.plan.rules import why_not_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a round asks about, whom, and which meeting it leads to."""

    scope: Scope = Scope.OPEN
    scope_body: str = ""
    view_name: str = ""
    view_query: str = ""
    asks: Asks = Asks.RESPONSIBLE
    body: Body | None = None
    meeting: Meeting | None = None

    def columns(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


# Rounds


@transaction.atomic
def plan_round(plan: Plan, name: str, days: rules.Days, asking: Asking, *, by: Person, now: datetime) -> Round:
    """A round to come."""
    _lock(plan)
    names = plan.rounds.values_list("name", flat=True)
    Refused.if_any(rules.why_not_plan(name, names, days))
    planned = Round.objects.create(
        municipality_id=plan.municipality_id, plan=plan, name=name, **_columns(days), **asking.columns()
    )
    _record("plan_round", planned, by, now, name=name, as_of=days.as_of.isoformat())
    return planned


@transaction.atomic
def plan_rounds(
    plan: Plan, named: Mapping[str, rules.Days], asking: Asking, *, by: Person, now: datetime
) -> list[Round]:
    """A year's rounds in one go; refused whole when one of them may not be."""
    return [plan_round(plan, name, days, asking, by=by, now=now) for name, days in named.items()]


@transaction.atomic
def change_round(round: Round, name: str, days: rules.Days, asking: Asking, *, by: Person, now: datetime) -> Round:
    """Another name, other days, another scope; what an open round asks about is no longer changed by its scope."""
    round = _in_turn(round)
    others = round.plan.rounds.exclude(pk=round.pk).values_list("name", flat=True)
    Refused.if_any(
        [rules.why_not_change_round(RoundStage(round.stage)), *rules.why_not_plan(name, others, days)],
    )
    for column, value in ({"name": name} | _columns(days) | asking.columns()).items():
        setattr(round, column, value)
    round.save()
    _record("change_round", round, by, now, name=name, as_of=days.as_of.isoformat())
    return round


@transaction.atomic
def call_off(round: Round, *, by: Person, now: datetime) -> None:
    """Take a round out that has not opened."""
    round = _in_turn(round)
    Refused.if_any([rules.why_not_call_off(RoundStage(round.stage))])
    _record("call_off_round", round, by, now, name=round.name)
    round.delete()


@transaction.atomic
def open_round(round: Round, items: Iterable[int], *, by: Person | None, now: datetime) -> Round:
    """Ask about these items, by their ids; those that were asked about before stay so. `by` is nobody where it opens by
    itself on its day.
    """
    round, items = _in_turn(round), list(items)
    Refused.if_any(rules.why_not_open(RoundStage(round.stage), len(items) or round.asked.count()))
    round.stage = RoundStage.OPEN.value
    round.opened_at, round.closed_at = round.opened_at or now, None
    round.save(update_fields=["stage", "opened_at", "closed_at"])
    _ask(round, items, now)
    _record("open_round", round, by, now, name=round.name, items=round.asked.count())
    return round


@transaction.atomic
def ask_also(round: Round, items: Iterable[int], *, by: Person, now: datetime) -> int:
    """Ask about items that have come since the round opened; tells how many are new in it."""
    round = _in_turn(round)
    Refused.if_any([rules.why_not_ask_also(RoundStage(round.stage))])
    added = _ask(round, items, now)
    if added:
        _record("ask_also", round, by, now, name=round.name, items=added)
    return added


def _ask(round: Round, items: Iterable[int], now: datetime) -> int:
    known = set(round.asked.values_list("item_id", flat=True))
    new = [item_id for item_id in dict.fromkeys(items) if item_id not in known]
    Asked.objects.bulk_create(
        Asked(municipality_id=round.municipality_id, round=round, item_id=item_id, asked_at=now) for item_id in new
    )
    return len(new)


@transaction.atomic
def close_round(round: Round, *, by: Person, now: datetime) -> Round:
    """No more answers; what comes later belongs to the next round."""
    round = _in_turn(round)
    Refused.if_any([rules.why_not_become(RoundStage(round.stage), RoundStage.CLOSED)])
    round.stage, round.closed_at = RoundStage.CLOSED.value, now
    round.save(update_fields=["stage", "closed_at"])
    _record("close_round", round, by, now, name=round.name)
    return round


@transaction.atomic
def mark_sealed(round: Round, *, by: Person, now: datetime) -> Round:
    """The round has become a version. Only sealing it does this."""
    round = _in_turn(round)
    Refused.if_any([rules.why_not_become(RoundStage(round.stage), RoundStage.SEALED)])
    round.stage = RoundStage.SEALED.value
    round.save(update_fields=["stage"])
    _record("seal_round", round, by, now, name=round.name)
    return round


def _columns(days: rules.Days) -> dict[str, object]:
    return {name: getattr(days, name) for name in days.__slots__}


def _lock(plan: Plan) -> None:
    """Answers and rounds of a plan are written one at a time."""
    Plan.objects.select_for_update().get(pk=plan.pk)


def _in_turn(round: Round) -> Round:
    """The round as it is now, which nobody else changes until the transaction ends."""
    _lock(round.plan)
    return Round.objects.select_related("plan").get(pk=round.pk)


def _record(act: str, thing: Round | StatusReport | FollowUp, by: Person | None, now: datetime, **told: object) -> None:
    record(act, thing, municipality_id=thing.municipality_id, by_id=by.pk if by else None, now=now, **told)


# Answers


class Overtaken(Exception):
    """Something was recorded of the item after whoever answers looked at it."""


@transaction.atomic
def report(
    item: Item, answer: Answer, *, round: Round | None = None, by: Person, now: datetime, giver: Giver = HOLDER
) -> StatusReport:
    """Tell the item's status, in a round or between two. What it changes in the plan has the answer as its source.

    It holds from the round's day; from today where something newer is known of the item, or without a round.
    """
    return report_within(item, answer, round=round, by=by, now=now, giver=giver)


def report_within(
    item: Item,
    answer: Answer,
    *,
    round: Round | None = None,
    over: Seen | None = None,
    by: Person,
    now: datetime,
    giver: Giver = HOLDER,
) -> StatusReport:
    """As `report`, for whoever has begun the transaction. Raises Overtaken where something else than `over` is the newest
    of the item.
    """
    today = timezone.localdate(now)
    act = take_turn(item.plan, Act(by=by, now=now, applies_on=today))
    if round:
        round, is_asked = _asked_in(round, item)
        Refused.if_any([rules.why_not_answer(RoundStage(round.stage), is_asked=is_asked)])
    newest = newest_of(item)
    on = rules.applies_on(round.as_of if round else None, newest.on, today)
    state, snapshot = _in_force(item, on)
    # Nothing is newer than the day from which an answer holds, so that it is laid over what is in force today.
    if over and over != Seen(state, newest.report):
        raise Overtaken
    before = snapshot.facts
    Refused.if_any(rules.why_not_report(before, answer, giver))
    told = answer.changes(before, on)
    is_closing = answer.stage == Stage.CLOSED
    reported = _write(item, answer, replace(act, applies_on=on), round, giver, not (told or is_closing))
    act = replace(act, applies_on=on, why=answer.moved_because, source=Source.REPORT, source_id=reported.pk)
    if told:
        change_in_turn(item.plan, {item: told}, {item.pk: snapshot}, act=act)
    if is_closing and answer.closing_reason:
        close(item, reason=answer.closing_reason, closed_on=on, act=act)
    if answer.realised is not None:
        set_amounts(item, {realised_key(item, on.year): answer.realised}, act=act)
    Draft.objects.filter(item=item, person=by).delete()
    _record("report_status", reported, by, act.now, item=item.number, round=round.name if round else "")
    return reported


def _asked_in(round: Round, item: Item) -> tuple[Round, bool]:
    """The round as it is now, and whether it asks about the item."""
    asked = Asked.objects.filter(round=round, item=item).select_related("round").first()
    return (asked.round, True) if asked else (Round.objects.get(pk=round.pk), False)


def _write(item: Item, answer: Answer, act: Act, round: Round | None, giver: Giver, is_unchanged: bool) -> StatusReport:
    return StatusReport.objects.create(
        municipality_id=item.municipality_id,
        round=round,
        item=item,
        applies_on=act.applies_on,
        recorded_at=act.now,
        recorded_by=act.by,
        capacity=giver.capacity.value,
        posts=list(giver.posts),
        on_behalf_of=giver.on_behalf_of,
        is_unchanged=is_unchanged,
        stage=answer.stage,
        assessment=answer.assessment,
        status_text=answer.status_text,
        next_steps=answer.next_steps,
        reason=answer.reason,
        mitigation=answer.mitigation,
        time_text=answer.time.text,
        moved_because=answer.moved_because,
        confirmed=list(answer.confirmed),
        realised_year=None if answer.realised is None else act.applies_on.year,
        realised=answer.realised,
        closing_reason=answer.closing_reason,
    )


def _in_force(item: Item, on: date) -> tuple[int, Snapshot]:
    """What an answer is laid over, and the id of that state. Refused where the item was not in the plan that day."""
    found = item.states.up_to(on).values_list("pk", *COLUMNS).first()
    Refused.if_any([why_not_change(item.number, (), is_there=found is not None)])
    assert found is not None
    state, *values = found
    return state, Snapshot.from_values(values)


def newest_of(item: Item) -> Newest:
    """What was said last, in the plan or in an answer that changed nothing."""
    said = item.states.aggregate(on=Max("applies_on"))
    told = item.reports.aggregate(pk=Max("pk"), on=Max("applies_on"))
    return Newest(told["pk"] or 0, max(filter(None, (said["on"], told["on"])), default=None))


def realised_key(item: Item, year: int) -> AmountKey:
    """Where the amount that a year brought is kept: spent for a capital project, realised for the rest."""
    is_capital = item.kind == Kind.CAPITAL
    phase, nature = (Phase.SPENT, Nature.CAPITAL) if is_capital else (Phase.REALISED, Nature.OPERATING)
    return AmountKey(year, phase.value, nature.value, item.plan.agreement.price_level)


@transaction.atomic
def save_draft(item: Item, written: Mapping[str, object], *, by: Person, now: datetime) -> Draft:
    """Keep what somebody has written so far of an answer; it is in no plan and no log."""
    draft, _is_new = Draft.objects.update_or_create(
        municipality_id=item.municipality_id, item=item, person=by, defaults={"written": dict(written), "saved_at": now}
    )
    return draft


def drop_draft(item: Item, *, by: Person) -> None:
    Draft.objects.filter(item=item, person=by).delete()


# What the directorate follows up


@transaction.atomic
def raise_follow_up(
    item: Item, text: str, *, who: str = "", meeting: Meeting | None = None, on: date, by: Person, now: datetime
) -> FollowUp:
    """Something that comes back at each meeting until it is done. `who` is a post or a party."""
    Refused.if_any([rules.why_not_raise(text)])
    raised = FollowUp.objects.create(
        municipality_id=item.municipality_id,
        item=item,
        meeting=meeting,
        text=text,
        who=who,
        raised_on=on,
        raised_at=now,
        raised_by=by,
    )
    _record("raise_follow_up", raised, by, now, item=item.number)
    return raised


@transaction.atomic
def finish(follow_up: FollowUp, *, outcome: str = "", on: date, by: Person, now: datetime) -> FollowUp:
    """It has been done, and comes back no more."""
    follow_up = FollowUp.objects.select_for_update().select_related("item").get(pk=follow_up.pk)
    Refused.if_any(
        [
            rules.why_not_finish(
                is_done=follow_up.done_on is not None,
                raised_on=follow_up.raised_on,
                done_on=on,
                today=timezone.localdate(now),
            )
        ]
    )
    follow_up.done_on, follow_up.done_by, follow_up.outcome = on, by, outcome
    follow_up.save(update_fields=["done_on", "done_by", "outcome"])
    _record("finish_follow_up", follow_up, by, now, item=follow_up.item.number)
    return follow_up
