# SPDX-License-Identifier: MPL-2.0
"""The sample's råderum rounds: one that is decided, and one whose hearing is open. All of it is invented."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

import msgspec

from udmoent.catalogue.actions import By, begin_round, close_round, move_to, propose, set_targets
from udmoent.catalogue.facts import DECIDED, Economy, Openness, ProposalFacts, ProposalStage, YearEconomy
from udmoent.catalogue.hearing import publish_answer, record_answer
from udmoent.catalogue.models import CatalogueRound, Proposal
from udmoent.catalogue.packages import save_package
from udmoent.catalogue.rules import Days
from udmoent.demo.sample import Part, SampleDecision, tables
from udmoent.meetings.actions import note_decision
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Municipality, Person

ECONOMIST: Final = "økonomikonsulent"
THOUSAND: Final = 1_000
WAY: Final = (ProposalStage.QUALITY_CHECK, ProposalStage.COMMITTEE, ProposalStage.HEARING)
Four = tuple[int, int, int, int]


class SampleProposal(Part, frozen=True):
    """Amounts in 1.000 kr., staff in tenths of a full-time equivalent. `ends` is the stage that it has come to."""

    facts: dict[str, str]
    lasting: Four
    ends: ProposalStage
    openness: Openness = Openness.PUBLIC
    one_off: Four = (0, 0, 0, 0)
    staff: Four = (0, 0, 0, 0)
    part: Four | None = None


class SampleAnswer(Part, frozen=True):
    """`proposal` is a number; `published` where others may read it."""

    sender: str
    received_on: date
    text: str
    proposal: str = ""
    published: str = ""


class SamplePackage(Part, frozen=True):
    name: str
    proposals: tuple[str, ...]
    parts: dict[str, Four] = {}


class SampleRoundOfSavings(Part, frozen=True):
    """`steps` are the days of quality check, committee and hearing; `decided_on` of the decision, where it is made."""

    name: str
    budget_year: int
    begun_on: date
    days: dict[str, date]
    steps: tuple[date, date, date]
    targets: dict[str, Four]
    proposals: tuple[SampleProposal, ...]
    answers: tuple[SampleAnswer, ...] = ()
    packages: tuple[SamplePackage, ...] = ()
    decision: SampleDecision | None = None
    decided_on: date | None = None
    closed_on: date | None = None


def live_catalogues(municipality: Municipality, people: Mapping[str, Person]) -> None:
    """Both rounds, through the same actions that people use."""
    for told in msgspec.convert(tables("catalogue")["rounds"], tuple[SampleRoundOfSavings, ...]):
        Living(municipality, people[ECONOMIST], told).live()


class Living:
    """A sample round being lived. Each act is a minute after the one before it, that day."""

    def __init__(self, municipality: Municipality, person: Person, told: SampleRoundOfSavings) -> None:
        self.municipality, self.person, self.told = municipality, person, told
        self.acts = 0
        self.proposals: dict[str, Proposal] = {}

    def by(self, day: date, decision: Decision | None = None) -> By:
        self.acts += 1
        moment = datetime.combine(day, time(9, tzinfo=UTC)) + timedelta(minutes=self.acts)
        return By(person=self.person, now=moment, decision=decision)

    def live(self) -> None:
        told = self.told
        days = Days(**told.days)
        round = begin_round(
            self.municipality,
            told.name,
            budget_year=told.budget_year,
            days=days,
            is_sample=True,
            by=self.by(told.begun_on),
        )
        targets = {body: self.years(kroner) for body, kroner in told.targets.items()}
        set_targets(round, targets, by=self.by(told.begun_on))
        for one in told.proposals:
            proposal = propose(round, self.facts(one), openness=one.openness, by=self.by(told.steps[0]))
            self.proposals[proposal.number] = proposal
        self.lead()
        self.hear(round)
        for package in told.packages:
            choices = {self.proposals[number]: self.part(package.parts.get(number)) for number in package.proposals}
            save_package(round, package.name, choices, by=self.by(told.steps[2]))
        self.decide(round)

    def facts(self, one: SampleProposal) -> ProposalFacts:
        return ProposalFacts(**one.facts | {"economy": self.economy(one)})  # type: ignore[arg-type]

    def economy(self, one: SampleProposal) -> Economy:
        return tuple(
            YearEconomy(
                year=self.told.budget_year + place,
                lasting=lasting * THOUSAND,
                one_off=one_off * THOUSAND,
                staff=Decimal(staff) / 10,
            )
            for place, (lasting, one_off, staff) in enumerate(zip(one.lasting, one.one_off, one.staff, strict=True))
        )

    def years(self, kroner: Four) -> dict[int, int]:
        return {self.told.budget_year + place: one * THOUSAND for place, one in enumerate(kroner)}

    def part(self, kroner: Four | None) -> dict[int, int] | None:
        return self.years(kroner) if kroner else None

    def lead(self) -> None:
        for stage, day in zip(WAY, self.told.steps, strict=True):
            for number in self.go_as_far_as(stage):
                move_to(self.proposals[number], stage, by=self.by(day))

    def go_as_far_as(self, stage: ProposalStage) -> Iterator[str]:
        for number, one in zip(self.proposals, self.told.proposals, strict=True):
            if one.ends in DECIDED or (one.ends in WAY and WAY.index(one.ends) >= WAY.index(stage)):
                yield number

    def hear(self, round: CatalogueRound) -> None:
        for one in self.told.answers:
            told: dict[str, Any] = {"sender": one.sender, "text": one.text, "received_on": one.received_on}
            to = self.proposals.get(one.proposal)
            answer = record_answer(round, proposal=to, by=self.by(one.received_on), **told)
            if one.published:
                publish_answer(answer, one.published, by=self.by(one.received_on))

    def decide(self, round: CatalogueRound) -> None:
        told = self.told
        if told.decision is None or told.decided_on is None:
            return
        body = self.municipality.bodies.get(abbreviation=told.decision.body)
        by = self.by(told.decided_on)
        decision = note_decision(
            body, told.decided_on, title=told.decision.title, text=told.decision.text, by=by.person, now=by.now
        )
        for number, one in zip(self.proposals, told.proposals, strict=True):
            move_to(self.proposals[number], one.ends, part=self.part(one.part), by=self.by(told.decided_on, decision))
        if told.closed_on:
            close_round(round, by=self.by(told.closed_on))
