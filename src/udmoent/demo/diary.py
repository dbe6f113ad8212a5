# SPDX-License-Identifier: MPL-2.0
"""The sample plan's life, lived day by day through the plan's own actions, in the order in which it was recorded."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, partial
from typing import Any

from udmoent.demo.cases import Cases
from udmoent.demo.economy import Economy
from udmoent.demo.indicators import Indicators
from udmoent.demo.rounds import Rounds
from udmoent.demo.sample import (
    BY_DAY,
    AmountsSet,
    Attached,
    DirectorateDecision,
    DirectorateNote,
    Noted,
    SampleAgreement,
    SampleCommunication,
    SampleEdition,
    SampleFollowUp,
    SampleHistory,
    SampleItem,
    SampleView,
    Step,
)
from udmoent.demo.tables import COORDINATOR, Dated, SampleCalendar, SampleDecision, SamplePlanned, SampleTreated
from udmoent.documents.forms import read_treatment
from udmoent.economy.actions import AmountKey, Amounts, set_amounts_all, split_with_amounts
from udmoent.economy.models import Nature, Phase
from udmoent.editions.actions import seal
from udmoent.editions.communicating import plan_communication, tell_of
from udmoent.editions.communication_rules import Told
from udmoent.editions.models import Communication
from udmoent.editions.saved_views import save_view, share_view
from udmoent.followup.actions import finish, raise_follow_up
from udmoent.followup.meeting import decide
from udmoent.followup.models import FollowUp
from udmoent.meetings.actions import call
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Body, Person
from udmoent.plan.actions import Act, NewItem, add_all, change, change_all, close, merge, reopen, withdraw
from udmoent.plan.attachments import NewAttachment, attach, show_to
from udmoent.plan.facts import Facts, Kind, Source, Treatment, Visibility
from udmoent.plan.models import AgreementParagraph, Item, Plan
from udmoent.plan.notes import write_note
from udmoent.plan.splitting import Part
from udmoent.plan.treating import change_treatment, treat
from udmoent.plan.treatment_rules import days_of

BEGINS_AT = time(8, tzinfo=UTC)
THOUSAND = 1_000
Entry = tuple[date, Callable[[], object]]


@dataclass
class Diary:
    """What is at hand while the days pass. `people` go by their post, `items` by their number."""

    plan: Plan
    agreement: SampleAgreement
    paragraphs: Mapping[int, AgreementParagraph]
    people: Mapping[str, Person]
    units: Mapping[str, str]
    items: dict[str, Item] = field(default_factory=dict)
    acts: Counter[date] = field(default_factory=Counter)

    @cached_property
    def rounds(self) -> Rounds:
        return Rounds(self)

    @cached_property
    def cases(self) -> Cases:
        return Cases(self)

    def live(self, history: SampleHistory, items: Iterable[SampleItem]) -> None:
        """Do everything, in the order of the days on which it was recorded."""
        for _day, do in sorted(self.entries(history, tuple(items)), key=lambda entry: entry[0]):
            do()

    def entries(self, history: SampleHistory, items: tuple[SampleItem, ...]) -> Iterator[Entry]:
        """Each act with its day; those of one day in the order they are done."""
        yield history.begins.on, partial(self.add, [item for item in items if not item.added_on], history.begins)
        yield from self.rounds.begin(history.rounds)
        for item in items:
            if item.added_on:
                added = Dated(on=item.added_on, why=item.added_because, decision=item.added_by_decision)
                yield item.added_on, partial(self.add, [item], added)
            for step in item.later:
                yield step.recorded_on, partial(self.take, item, step)
        yield from self.cases.entries(history.cases)
        for noted in history.noted:
            yield noted.recorded_on, partial(self.note, noted)
        for attached in history.attached:
            yield attached.recorded_on, partial(self.attach, attached)
        yield from self.of_directorate(history)
        for amounts in history.amounts:
            yield amounts.recorded_on, partial(self.set_amounts, amounts)
        yield from Economy(self).entries()
        yield from Indicators(self).entries()
        for calendar in history.calendars:
            yield calendar.called_on, partial(self.call, calendar)
        for treated in history.treated:
            yield treated.recorded_on, partial(self.tell_treated, treated)
        for planned in history.planned:
            yield planned.recorded_on, partial(self.plan_treatment, planned)
        for view in history.views:
            yield view.saved_on, partial(self.save_view, view)
        yield from self.rounds.end(history.rounds)
        for edition in history.editions:
            yield edition.sealed_on, partial(self.seal, edition)
        yield from self.of_communication(history)

    def of_communication(self, history: SampleHistory) -> Iterator[Entry]:
        planned: dict[str, Communication] = {}
        for told in history.communications:
            yield told.recorded_on, partial(self.communicate, told, planned)
            if told.done_on:
                yield told.done_on, partial(self.tell, told, planned)

    def of_directorate(self, history: SampleHistory) -> Iterator[Entry]:
        for said in history.directorate_notes:
            yield said.recorded_on, partial(self.write_note, said)
        for decided in history.directorate_decisions:
            yield decided.recorded_on, partial(self.decide, decided)
        raised: dict[str, FollowUp] = {}
        for asked in history.follow_ups:
            yield asked.recorded_on, partial(self.raise_follow_up, asked, raised)
            if asked.done_on:
                yield asked.done_on, partial(self.finish, asked, raised)

    def moment(self, day: date) -> datetime:
        """A minute after the act before it, that day."""
        self.acts[day] += 1
        return datetime.combine(day, BEGINS_AT) + timedelta(minutes=self.acts[day])

    def act(self, entry: Dated) -> Act:
        return Act(
            by=self.people[entry.by],
            now=self.moment(entry.recorded_on),
            applies_on=entry.on,
            why=entry.why,
            source=Source.DECISION if entry.decision else Source.EDIT,
            decision=self.decision(entry.decision, entry.on) if entry.decision else None,
        )

    def decision(self, decision: SampleDecision, day: date) -> Decision:
        town = self.plan.municipality
        meeting, _is_new = Meeting.objects.get_or_create(municipality=town, body=self.body(decision.body), held_on=day)
        made, _is_new = Decision.objects.get_or_create(
            municipality=town, meeting=meeting, title=decision.title, defaults={"text": decision.text}
        )
        return made

    def body(self, abbreviation: str) -> Body:
        return self.plan.municipality.bodies.get(abbreviation=abbreviation)

    def add(self, items: list[SampleItem], entry: Dated) -> None:
        """The items with the amounts that the agreement gives them."""
        added = add_all(self.plan, [self.new(item, entry.on) for item in items], act=self.act(entry))
        self.items |= {item.number: item for item in added}
        adopted = {
            self.items[item.number]: self.amounts(item.kind, Phase.ADOPTED, item.amounts)
            for item in items
            if item.amounts
        }
        set_amounts_all(self.plan, adopted, act=self.act(entry))

    def new(self, item: SampleItem, day: date) -> NewItem:
        paragraph = self.paragraphs[item.paragraph] if item.paragraph else None
        agreed = {}
        if paragraph:
            agreed["agreed_text"] = paragraph.text
            agreed["agreed_reference"] = self.agreement.reference.format(number=paragraph.number, page=paragraph.page)
        told = {"visibility": "public"} | self.told(item, item.facts, day) | agreed
        return NewItem(number=item.number, kind=item.kind, origin=item.origin, paragraph=paragraph, facts=Facts(**told))

    def told(self, item: SampleItem, facts: Mapping[str, Any], day: date) -> dict[str, Any]:
        """The facts, with the unit of the responsible, and with what has been promised and heard by that day."""
        unit = {"unit": self.units[facts["responsible"]]} if "responsible" in facts else {}
        return item.known_on(day) | unit | {name: facts[name] for name in facts if name not in BY_DAY}

    def amounts(self, kind: Kind, phase: str, thousands: tuple[int, ...]) -> Amounts:
        nature = Nature.CAPITAL if kind == Kind.CAPITAL else Nature.OPERATING
        years = range(self.agreement.budget_year, self.agreement.budget_year + len(thousands))
        return {
            AmountKey(year, Phase(phase).value, nature.value, self.agreement.price_level): thousand * THOUSAND
            for year, thousand in zip(years, thousands, strict=True)
        }

    def take(self, one: SampleItem, step: Step) -> None:
        """Do to one item what the step says."""
        item = self.items[one.number]
        facts = self.told(one, step.facts, step.on)
        match step.do:
            case "change" if self.rounds.is_answer(item, step):
                self.rounds.answer(item, step)
                self.say(item, step, {name: facts[name] for name in BY_DAY})
            case "change":
                change(item, act=self.act(step), **facts)
            case "close":
                closing = {name: facts.pop(name, None) for name in ("closing_reason", "closed_on")}
                self.say(item, step, facts)
                close(item, reason=closing["closing_reason"], closed_on=closing["closed_on"], act=self.act(step))
            case "reopen":
                reopen(item, act=self.act(step))
                self.say(item, step, facts)
            case "withdraw":
                withdraw(item, reason=step.because, act=self.act(step))
                self.say(item, step, facts)
            case "merge":
                self.say(item, step, facts)
                merge(item, self.items[step.into], act=self.act(step))
            case "split":
                self.split(item, step, facts)

    def say(self, item: Item, step: Step, facts: Mapping[str, Any]) -> None:
        """Besides what was done to the item, what was said of it."""
        if facts:
            change(item, act=self.act(step), **facts)

    def split(self, item: Item, step: Step, facts: Mapping[str, Any]) -> None:
        """Each new item takes its share of the amounts, and is told in full."""
        kind = Kind(item.kind)
        parts = [
            (
                Part(title=part.title, course=part.course, responsible=part.responsible),
                self.amounts(kind, Phase.ADOPTED, part.amounts),
            )
            for part in step.parts
        ]
        new = split_with_amounts(item, parts, act=self.act(step), **facts)
        self.items |= {one.number: one for one in new}
        for one, part in zip(new, step.parts, strict=True):
            change(one, act=self.act(step), **part.facts | {"unit": self.units[part.responsible]})

    def attach(self, attached: Attached) -> None:
        new = NewAttachment(title=attached.title, address=attached.address)
        kept = attach(self.items[attached.item], new, act=self.act(attached))
        if attached.is_public:
            show_to(kept, Visibility.PUBLIC, act=self.act(attached))

    def write_note(self, said: DirectorateNote) -> None:
        write_note(self.items[said.item], said.text, act=self.act(said))

    def decide(self, decided: DirectorateDecision) -> None:
        item, by = self.items[decided.item], self.people[decided.by]
        title = f"{item.number} {item.states.latest('applies_on').title}"
        meeting = self.meeting(decided.body, decided.on)
        decide(item, meeting, decided.text, title=title, by=by, now=self.moment(decided.recorded_on))

    def raise_follow_up(self, asked: SampleFollowUp, raised: dict[str, FollowUp]) -> None:
        raised[asked.text] = raise_follow_up(
            self.items[asked.item],
            asked.text,
            who=asked.who,
            meeting=self.meeting(asked.body, asked.on),
            on=asked.on,
            by=self.people[asked.by],
            now=self.moment(asked.recorded_on),
        )

    def finish(self, asked: SampleFollowUp, raised: dict[str, FollowUp]) -> None:
        assert asked.done_on is not None
        by, now = self.people[asked.by], self.moment(asked.done_on)
        finish(raised[asked.text], outcome=asked.outcome, on=asked.done_on, by=by, now=now)

    def meeting(self, body: str, day: date) -> Meeting:
        return Meeting.objects.get(body=self.body(body), held_on=day)

    def note(self, noted: Noted) -> None:
        """The body has taken note of the items' closing."""
        change_all(
            self.plan, {self.items[number]: {"noted_on": noted.on} for number in noted.items}, act=self.act(noted)
        )

    def set_amounts(self, entry: AmountsSet) -> None:
        wanted = {
            self.items[number]: self.amounts(Kind(self.items[number].kind), entry.phase, thousands)
            for number, thousands in entry.wanted.items()
        }
        set_amounts_all(self.plan, wanted, act=self.act(entry))

    def call(self, calendar: SampleCalendar) -> None:
        """Put the body's meetings into its calendar."""
        by, now = self.people[COORDINATOR], self.moment(calendar.called_on)
        for day in calendar.on:
            call(self.body(calendar.body), day, place=calendar.place, starts_at=calendar.starts_at, by=by, now=now)

    def tell_treated(self, treated: SampleTreated) -> None:
        """Of each item what was planned in the body for about that day has been treated."""
        for number in treated.items:
            item = self.items[number]
            route = item.states.latest("applies_on", "pk").facts.treatments
            planned = (one for one in route if one.body == treated.body and not one.held_on)
            was = next(one for one in planned if self.may_be_on(one, treated.on))
            change_treatment(item, was, replace(was, held_on=treated.on), act=self.act(treated))

    def may_be_on(self, treatment: Treatment, day: date) -> bool:
        days = days_of(treatment, self.agreement.budget_year)
        return days is None or days[0] <= day <= days[1]

    def plan_treatment(self, planned: SamplePlanned) -> None:
        item, act = self.items[planned.item], self.act(planned)
        new = Treatment(body=planned.body, form=planned.form, time=planned.time, task=planned.task)
        if planned.was:
            change_treatment(item, read_treatment(planned.was), new, act=act)
        else:
            treat(item, new, act=act)

    def communicate(self, told: SampleCommunication, planned: dict[str, Communication]) -> None:
        about = self.items[told.about] if told.about else self.plan.editions.get(name=told.edition)
        by, now = self.people[told.by], self.moment(told.recorded_on)
        planned[told.message] = plan_communication(about, _told(told), by=by, now=now)

    def tell(self, told: SampleCommunication, planned: dict[str, Communication]) -> None:
        """Those who were to be told have been."""
        assert told.done_on
        one, by, now = planned[told.message], self.people[told.post], self.moment(told.done_on)
        tell_of(one, replace(_told(told), done_on=told.done_on), since=one.states.get().pk, by=by, now=now)

    def save_view(self, view: SampleView) -> None:
        by = self.people[COORDINATOR]
        saved = save_view(view.name, view.query, by=by, now=self.moment(view.saved_on))
        share_view(saved, True, by=by, now=self.moment(view.saved_on))

    def seal(self, edition: SampleEdition) -> None:
        seal(
            self.plan,
            edition.name,
            edition.as_of,
            body=self.body(edition.body),
            meeting_on=edition.meeting_on,
            by=self.people[COORDINATOR],
            now=self.moment(edition.sealed_on),
        )


def _told(one: SampleCommunication) -> Told:
    return Told(
        addressee=one.addressee,
        message=one.message,
        channel=one.channel,
        planned_on=one.planned_on,
        post=one.post,
    )
