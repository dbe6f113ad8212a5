# SPDX-License-Identifier: MPL-2.0
"""Next year's plan is begun, or filled, from the one before; and confirmed when it has been seen to be right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from udmoent.audit.actions import record
from udmoent.economy.actions import KEY, MARKS, AmountKey, Marks, new_posting, write_postings
from udmoent.economy.models import Posting
from udmoent.economy.targets import set_targets, targets_on
from udmoent.editions.content import ItemContent
from udmoent.editions.gather import gather
from udmoent.indicators.gather import standings
from udmoent.intake.carrying import rules
from udmoent.intake.carrying.accounts import carry_account_rules
from udmoent.intake.carrying.propose import propose
from udmoent.intake.carrying.rules import Because, Choice, Chosen, Line, Passage
from udmoent.intake.models import CarryOver
from udmoent.intake.rules import why_not_begin
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.actions import Act, NewItem, add_all, begin_plan, change_all, refuse_following
from udmoent.plan.facts import Facts, Kind, Origin, Source
from udmoent.plan.models import Heading, Item, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for. `plan` is the next plan, or the name of one to begin for `budget_year`.

    What is not told in `chosen`, by the old item's number, is done as it is proposed.
    """

    plan: Plan | str
    budget_year: int
    applies_on: date
    chosen: Mapping[str, Chosen] = field(default_factory=dict)
    with_targets: bool = True
    why: str = ""
    by: Person
    now: datetime
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An item of the old plan, what was chosen for it, and the item that it goes on as; None where it is left.

    `amounts` are what goes along.
    """

    line: Line
    choice: Choice
    new: ItemContent | None = None
    amounts: Mapping[AmountKey, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """What was done, or would be. `id` is None where nothing was written."""

    plan: str
    budget_year: int
    items: tuple[Carried, ...]
    targets: int = 0
    headings: tuple[str, ...] = ()
    id: int | None = None

    def of(self, choice: Choice) -> list[Carried]:
        return [one for one in self.items if one.choice == choice]

    def to_builtins(self) -> dict[str, object]:
        return {
            "plan": self.plan,
            "budget_year": self.budget_year,
            "targets": self.targets,
            "headings": list(self.headings),
            "items": [_told(one) for one in self.items],
        }


def _told(one: Carried) -> dict[str, object]:
    return {
        "number": one.line.item.number,
        "title": one.line.item.title,
        "choice": one.choice.value,
        "because": one.line.because.value,
        "told": one.line.told or (one.line.into.number if one.line.into else ""),
        "new": one.new.number if one.new else "",
        "kroner": sum(one.amounts.values()),
    }


@transaction.atomic
def carry_over(source: Plan, wanted: Wanted) -> CarriedOver:
    """Let the plan's items go on in the next one. A trial does all of it and rolls it back, so that it shows what will be."""
    Municipality.objects.select_for_update().get(pk=source.municipality_id)
    Refused.if_any([rules.why_not_begin_at(wanted.budget_year, source.agreement.budget_year)])
    begins = isinstance(wanted.plan, str)
    plan = wanted.plan if isinstance(wanted.plan, Plan) else _begin(source, wanted.plan, wanted)
    lines = propose(source, None if begins else plan, wanted.applies_on)
    kept = CarryOver.objects.create(
        municipality_id=source.municipality_id,
        source=source,
        plan=plan,
        began_plan=begins,
        applies_on=wanted.applies_on,
        made_at=wanted.now,
        made_by=wanted.by,
        why=wanted.why,
    )
    done = _Carrying(source, plan, wanted, kept).carry(lines)
    kept.receipt = done.to_builtins()
    kept.save(update_fields=["receipt"])
    by = {"municipality_id": source.municipality_id, "by_id": wanted.by.pk, "now": wanted.now}
    record("carry_over", kept, **by, items=sum(one.new is not None for one in done.items))  # type: ignore[arg-type]
    if wanted.dry_run:
        transaction.set_rollback(True)
        return done
    return replace(done, id=kept.pk)


def _begin(source: Plan, name: str, wanted: Wanted) -> Plan:
    town = source.municipality
    Refused.if_any([why_not_begin(name, list(town.plans.values_list("name", flat=True)), wanted.budget_year)])
    return begin_plan(
        town,
        name.strip(),
        budget_year=wanted.budget_year,
        headings=source.agreement.headings.values_list("name", flat=True),
        is_sample=source.is_sample,
        by=wanted.by,
        now=wanted.now,
    )


class _Carrying:
    """One carrying over, from what was proposed and chosen to rows."""

    def __init__(self, source: Plan, plan: Plan, wanted: Wanted, kept: CarryOver) -> None:
        self.source, self.plan, self.wanted, self.kept = source, plan, wanted, kept
        self.year = plan.agreement.budget_year
        self.act = Act(
            by=wanted.by,
            now=wanted.now,
            applies_on=wanted.applies_on,
            why=wanted.why,
            source=Source.CARRIED,
            source_id=kept.pk,
        )
        old = gather(source, wanted.applies_on)
        self.passage = Passage(
            old_year=source.agreement.budget_year,
            new_year=self.year,
            begins=rules.begins_on(self.year, wanted.applies_on),
            on=wanted.applies_on,
            bodies=old.bodies,
        )
        self.there = {item.number: item for item in gather(plan, wanted.applies_on).items}
        self.taken = set(plan.items.values_list("number", flat=True))
        self.rows = {item.pk: item for item in source.items.select_related("plan__agreement")}

    def carry(self, lines: list[Line]) -> CarriedOver:
        chosen = {line.item.number: self._chosen(line) for line in lines}
        asked = [number for number, one in chosen.items() if one.choice == Choice.ASKED]
        Refused.if_any([rules.why_not_carry(asked)])
        self._refuse_joining(chosen)
        carried = [line for line in lines if chosen[line.item.number].choice == Choice.CARRY]
        joined = [line for line in lines if chosen[line.item.number].choice == Choice.JOIN]
        told = {"going": len(carried) + len(joined), "elsewhere": sum(one.because == Because.GOES_ON for one in lines)}
        Refused.if_any([rules.why_not_make_empty(begins=self.kept.began_plan, **told)])
        goes_on = self._add(carried, chosen) | self._join(joined, chosen)
        self._link(carried, goes_on)
        amounts = self._amounts(goes_on)
        carry_account_rules(self.kept, {item.follows_id: item for item in goes_on.values() if item.follows_id})
        headings = self._headings(goes_on.values())
        targets = self._targets() if self.wanted.with_targets else 0
        now = {item.number: item for item in gather(self.plan, self.wanted.applies_on).items}
        done = (self._carried(line, chosen, goes_on, now, amounts) for line in lines)
        return CarriedOver(
            plan=self.plan.name, budget_year=self.year, items=tuple(done), targets=targets, headings=headings
        )

    def _chosen(self, line: Line) -> Chosen:
        return self.wanted.chosen.get(line.item.number) or Chosen(choice=line.choice)

    def _refuse_joining(self, chosen: Mapping[str, Chosen]) -> None:
        joined: list[str] = []
        for number, one in chosen.items():
            if one.choice == Choice.JOIN:
                there = self.there.get(one.into)
                measured = self._measured(there.id) if there else ()
                told = {"is_there": there is not None, "joined": joined, "measured": measured}
                Refused.if_any([rules.why_not_join(number, one.into, **told)])  # type: ignore[arg-type]
                joined.append(one.into)

    def _measured(self, item: int) -> list[str]:
        """The indicators that are linked to it."""
        found = standings(self.plan.municipality, self.wanted.applies_on)
        return [one.facts.name for one in found if item in one.facts.threads]

    def _add(self, lines: list[Line], chosen: Mapping[str, Chosen]) -> dict[str, Item]:
        """By the old number the new item, for those that are carried over."""
        new = [self._new(line.item, chosen[line.item.number]) for line in lines]
        items = add_all(self.plan, new, act=self.act)
        return {line.item.number: item for line, item in zip(lines, items, strict=True)}

    def _new(self, old: ItemContent, chosen: Chosen) -> NewItem:
        """Under its own number, where part and body are the same and no other item has it."""
        facts = self.passage.facts(old, chosen.body)
        kind = chosen.kind or old.kind
        is_same = kind == old.kind and not chosen.body and old.number not in self.taken
        number = chosen.number or (old.number if is_same else "")
        return NewItem(kind=Kind(kind), facts=facts, number=number, origin=Origin.ADDED, follows=self.rows[old.id])

    def _join(self, lines: list[Line], chosen: Mapping[str, Chosen]) -> dict[str, Item]:
        """The item of the new plan follows the old one, and is told what it does not tell itself."""
        numbers = {line.item.number: chosen[line.item.number].into for line in lines}
        items = {one.number: one for one in self.plan.items.filter(number__in=numbers.values())}
        for line in lines:
            items[numbers[line.item.number]].follows = self.rows[line.item.id]
        refuse_following(self.plan, items.values())
        Item.objects.bulk_update(items.values(), ["follows"])
        told = {items[numbers[line.item.number]]: self._lacking(numbers[line.item.number], line.item) for line in lines}
        if told:
            change_all(self.plan, told, act=self.act)
        return {old: items[new] for old, new in numbers.items()}

    def _lacking(self, number: str, old: ItemContent) -> dict[str, object]:
        there = self.there[number]
        return self.passage.lacking(Facts(**there.told()), old)

    def _link(self, lines: list[Line], goes_on: Mapping[str, Item]) -> None:
        numbers = {old: item.number for old, item in goes_on.items()}
        told = {goes_on[line.item.number]: rules.links(line.item, numbers) for line in lines}
        told = {item: links for item, links in told.items() if links}
        if told:
            change_all(self.plan, told, act=self.act)

    def _amounts(self, goes_on: Mapping[str, Item]) -> dict[int, dict[AmountKey, int]]:
        """By the new item's id what went along with it."""
        new_of = {item.follows_id: item for item in goes_on.values() if item.follows_id}
        told = {
            item.pk: {one.nature for one in self.there[item.number].amounts if one.year >= self.year}
            for item in goes_on.values()
            if item.number in self.there
        }
        rows = Posting.objects.filter(item_id__in=new_of, applies_on__lte=self.wanted.applies_on).order_by("pk")
        sums: dict[tuple[int, AmountKey, Marks], int] = defaultdict(int)
        for row in rows:
            key = AmountKey(**{name: getattr(row, name) for name in KEY})
            new = new_of[row.item_id]
            if rules.goes_along(key.year, key.nature, budget_year=self.year, natures=told.get(new.pk, ())):
                sums[row.item_id, key, Marks(**{name: getattr(row, name) for name in MARKS})] += row.kroner
        found: dict[int, dict[AmountKey, int]] = defaultdict(lambda: defaultdict(int))
        postings = []
        for (old, key, marks), kroner in sums.items():
            if kroner:
                postings.append(new_posting(new_of[old], key, kroner, self.act, marks))
                found[new_of[old].pk][key] += kroner
        write_postings(self.plan, postings, "carry_amounts", self.act)
        return found

    def _headings(self, items: Iterable[Item]) -> tuple[str, ...]:
        """Headings that the new agreement's list lacks, put at its end."""
        listed = list(self.plan.agreement.headings.values_list("name", flat=True))
        intents = self.plan.items.filter(pk__in=[one.pk for one in items if one.kind == Kind.INTENT])
        told = intents.as_of(self.wanted.applies_on).order_by("pk").values_list("heading", flat=True)
        new = [name for name in dict.fromkeys(told) if name and name not in listed]
        Heading.objects.bulk_create(
            Heading(municipality_id=self.plan.municipality_id, agreement=self.plan.agreement, name=name, place=place)
            for place, name in enumerate(new, start=len(listed) + 1)
        )
        return tuple(new)

    def _targets(self) -> int:
        """Targets of the new budget's years, where it tells none itself."""
        town, on = self.plan.municipality, self.wanted.applies_on
        known, told = targets_on(town, self.year, on), targets_on(town, self.passage.old_year, on)
        going = {key: one for key, one in told.items() if key[1] >= self.year and key not in known}
        return len(set_targets(town, self.year, going, act=self.act)) if going else 0

    def _carried(
        self,
        line: Line,
        chosen: Mapping[str, Chosen],
        goes_on: Mapping[str, Item],
        now: Mapping[str, ItemContent],
        amounts: Mapping[int, Mapping[AmountKey, int]],
    ) -> Carried:
        item = goes_on.get(line.item.number)
        return Carried(
            line=line,
            choice=chosen[line.item.number].choice,
            new=now[item.number] if item else None,
            amounts=dict(amounts.get(item.pk, {})) if item else {},
        )


@transaction.atomic
def confirm(kept: CarryOver, *, by: Person, now: datetime) -> CarryOver:
    """From now on it can no longer be taken back."""
    kept = CarryOver.objects.select_for_update().get(pk=kept.pk)
    Refused.if_any([rules.why_not_confirm(is_undone=bool(kept.undone_at), is_confirmed=bool(kept.confirmed_at))])
    kept.confirmed_at, kept.confirmed_by = now, by
    kept.save(update_fields=["confirmed_at", "confirmed_by"])
    record("confirm_carry_over", kept, municipality_id=kept.municipality_id, by_id=by.pk, now=now)
    return kept
