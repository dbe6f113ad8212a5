# SPDX-License-Identifier: MPL-2.0
"""What the page of an item tells in its sections, made of plan content and of the item's states."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from udmoent.desk.cases.heard import Heard
from udmoent.desk.where import AsOf
from udmoent.documents.forms import cell
from udmoent.documents.given import told_since
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.followup.meeting import answers_since
from udmoent.followup.models import FollowUp, ItemDecision, StatusReport
from udmoent.lib.dates import short_date
from udmoent.lib.time import IndicativeTime
from udmoent.meetings.models import Decision
from udmoent.organisation.configuration import TownConfiguration
from udmoent.organisation.models import Body, Holding, Municipality
from udmoent.plan.aims import Aim, Aims, targets
from udmoent.plan.facts import Source, Treatment
from udmoent.plan.models import Item, ItemState, Note, Plan
from udmoent.plan.over_time import Move, Said, Status, moves, statuses
from udmoent.plan.treating import names_of

CLOSING = ("closed_on", "closed_by", "closing_reason", "noted_on", "withdrawn_reason")
WORDS = ("reason", "mitigation")
WHO = ("contributors", "unit")
FURTHER = ("case_number", "kle", "visibility", "extra")


@dataclass(frozen=True)
class Fact:
    """A labelled value, as text with line breaks."""

    label: str
    value: str


def facts(names: Iterable[str], content: ItemContent, words: Words) -> list[Fact]:
    """Those that have something to tell."""
    told = [Fact(words.label(name), cell((name,), content, words)) for name in names]
    return [fact for fact in told if fact.value]


def body_names(municipality: Municipality, day: date) -> dict[str, str]:
    """What each body is called that day, by abbreviation; one that is not in force by what it was called last."""
    bodies = list(Body.objects.filter(municipality=municipality).order_by("valid_from"))
    return {body.abbreviation: body.name for body in sorted(bodies, key=lambda body: _is_in_force(body, day))}


def _is_in_force(body: Body, day: date) -> bool:
    return body.valid_from <= day and (body.valid_to is None or body.valid_to >= day)


@dataclass(frozen=True)
class Step:
    """A stage and an assessment from a day on, in words."""

    on: date
    stage: str
    code: str
    assessment: str
    symbol: str


@dataclass(frozen=True)
class OverTime:
    moves: list[Move]
    steps: list[Step]

    @property
    def has_steps(self) -> bool:
        return len(self.steps) > 1


def until(states: Iterable[ItemState], moment: AsOf) -> list[ItemState]:
    """The states that hold by the day shown, as known at its moment."""
    known_at = moment.known_at
    return [
        state for state in states if state.applies_on <= moment.day and (not known_at or state.recorded_at <= known_at)
    ]


def over_time(states: Iterable[ItemState], words: Words) -> OverTime:
    said = [Said(state.applies_on, state.facts, state.why) for state in states if state.is_present]
    return OverTime(moves(said), [_step(status, words) for status in statuses(said)])


def _step(status: Status, words: Words) -> Step:
    assessment = status.assessment
    said = words.assessment(assessment) if words.symbol(assessment) else ""
    return Step(status.on, words.stage(status.stage), assessment, said, words.symbol(assessment))


@dataclass(frozen=True)
class Decided:
    """What was decided of the item; where only the source is told, why. `href` leads to the case, `outcome` is what came of it."""

    on: date
    body: str
    title: str
    text: str
    href: str = ""
    outcome: str = ""


def decided(
    states: Sequence[ItemState] = (), about: Iterable[ItemDecision] = (), heard: Iterable[Heard] = ()
) -> list[Decided]:
    """Each decision of a case that is `heard` of, that a state of the item names, or that is `about` it, once, the latest last."""
    found: dict[object, Decided] = {
        one.treatment.decision_id: replace(_decided(one.treatment.decision), href=one.href, outcome=one.outcome)
        for one in heard
        if one.outcome and one.treatment.decision
    }
    for one in about:
        found.setdefault(one.decision_id, _decided(one.decision))
    for state in states:
        if state.decision:
            found.setdefault(state.decision.pk, _decided(state.decision))
        elif state.source == Source.DECISION:
            found.setdefault((state.applies_on, state.why), Decided(state.applies_on, "", _("Decision"), state.why))
    return sorted(found.values(), key=lambda one: one.on)


def _decided(decision: Decision) -> Decided:
    meeting = decision.meeting
    return Decided(meeting.held_on, meeting.body.abbreviation, decision.title, decision.text)


def decisions_about(item: Item, moment: AsOf, *, reads_notes: bool) -> list[ItemDecision]:
    """Decisions written down of the item by the day shown; the directorate's only for those who read its notes."""
    found = item.item_decisions.filter(decision__meeting__held_on__lte=moment.day)
    found = found.filter(recorded_at__lte=moment.known_at) if moment.known_at else found
    found = found if reads_notes else found.exclude(decision__meeting__body__kind=Body.Kind.DIRECTORATE)
    return list(found.select_related("decision__meeting__body"))


@dataclass(frozen=True)
class FollowUps:
    """What the directorate asked for of the item by the day shown: what it still waits for, each with what was told since,
    and what was done by then.
    """

    still: list[tuple[FollowUp, str]]
    done: list[FollowUp]


def follow_ups(item: Item, moment: AsOf) -> FollowUps:
    raised = item.follow_ups.filter(raised_on__lte=moment.day)
    raised = raised.filter(raised_at__lte=moment.known_at) if moment.known_at else raised
    still = list(raised.open_on(moment.day))
    told = {pk: told_since(answers[-1]) for pk, answers in answers_since(still, moment.day).items()}
    return FollowUps([(one, told.get(one.pk, "")) for one in still], [one for one in raised if one not in still])


@dataclass(frozen=True)
class Treated:
    """A treatment in words. `place` counts from 1; `note` tells more of the time, which `is_amiss` where one must act."""

    place: int
    body: str
    form: str
    time: str
    task: str
    may_change: bool
    note: str
    is_amiss: bool


def treated(content: ItemContent, plan: Plan, on: date, *, may_change: Callable[[str], bool]) -> list[Treated]:
    """The item's treatments in the order of its route, held against the bodies' meetings."""
    names = body_names(plan.municipality, on)
    told = [(one, IndicativeTime.read(one.time, plan.agreement.budget_year)) for one in content.treatments]
    meet = _meet(plan, {time.first for _one, time in told if time.first})
    return [
        Treated(
            place,
            names.get(one.body, one.body),
            one.form,
            one.time,
            one.task,
            may_change(one.body),
            *_noted(one, time, meet, on),
        )
        for place, (one, time) in enumerate(told, start=1)
    ]


def _meet(plan: Plan, days: Collection[date]) -> set[tuple[str, date]]:
    """Who meets on those days, by each name that the body goes or went by."""
    found = plan.municipality.meetings.filter(held_on__in=days).select_related("body") if days else ()
    return {(name, meeting.held_on) for meeting in found for name in names_of(meeting.body)}


def _noted(one: Treatment, time: IndicativeTime, meet: Collection[tuple[str, date]], on: date) -> tuple[str, bool]:
    if one.held_on:
        return _("treated {day}").format(day=short_date(one.held_on)), False
    if time.is_passed(on):
        return _("passed, and not told that it was treated"), True
    if time.first and time.first == time.last:
        is_met = (one.body, time.first) in meet
        return (_("a meeting"), False) if is_met else (_("the body does not meet that day"), True)
    return "", False


def held_by(item: Item, post: str, day: date) -> list[Holding]:
    """Who holds the post that day, then who stands in for them."""
    holdings = Holding.objects.in_force(day).filter(municipality=item.municipality_id, position__title=post)
    return list(holdings.select_related("person").order_by("is_deputy", "valid_from", "pk")) if post else []


def notes_until(item: Item, moment: AsOf) -> list[Note]:
    """Every note of the directorate by the day shown, the latest last."""
    notes = item.notes.filter(applies_on__lte=moment.day).select_related("recorded_by")
    known_at = moment.known_at
    return list(notes.filter(recorded_at__lte=known_at) if known_at else notes)


def told_in(item: Item, moment: AsOf) -> StatusReport | None:
    """The newest answer that tells the item's status on the day shown."""
    reports = item.reports.filter(applies_on__lte=moment.day).select_related("round", "recorded_by")
    if moment.known_at:
        reports = reports.filter(recorded_at__lte=moment.known_at)
    return reports.order_by("applies_on", "recorded_at", "pk").last()


@dataclass(frozen=True)
class ServedAim:
    """An aim that the item serves; `targets` are those of a goal that it names."""

    aim: Aim
    targets: str


def served(content: ItemContent, town: TownConfiguration) -> list[ServedAim]:
    """The strategies that the item serves, then the UN's goals."""
    aims = Aims.of_town(town).served(content.strategies)
    return [ServedAim(aim, ", ".join(targets(content.strategies, aim))) for aim in aims]
