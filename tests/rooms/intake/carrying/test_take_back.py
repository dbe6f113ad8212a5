# SPDX-License-Identifier: MPL-2.0
"""A carrying over is taken back whole until it is confirmed or built on; then all is as it was."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.rooms.intake.carrying.conftest import BEGUN, LATER, NEXT, NOW, key
from udmoent.economy.actions import set_amounts
from udmoent.economy.targets import Target, set_targets, targets_on
from udmoent.editions.check import violations
from udmoent.editions.content import to_json
from udmoent.editions.gather import gather
from udmoent.intake.carrying.actions import Wanted, carry_over, confirm
from udmoent.intake.carrying.done_since import losses
from udmoent.intake.carrying.rules import Choice, Chosen
from udmoent.intake.carrying.take_back import take_back, what_holds
from udmoent.intake.finance.matching import RuleKind
from udmoent.intake.finance.rules_kept import keep_rule, rules_of
from udmoent.intake.models import CarryOver
from udmoent.lib.refusal import Refused
from udmoent.organisation.actions import load_municipality
from udmoent.organisation.configuration import configuration_text
from udmoent.organisation.models import Person
from udmoent.plan.actions import Act, NewItem, add, begin_plan, change, close
from udmoent.plan.facts import ClosingReason, Facts, Kind
from udmoent.plan.models import Agreement, Plan
from udmoent.plan.notes import write_note

TOMORROW = datetime(2025, 11, 4, 9, tzinfo=UTC)


@pytest.fixture
def kept(varied, go_on) -> CarryOver:
    return CarryOver.objects.get(pk=go_on(varied).id)


def back(kept: CarryOver, coordinator: Person) -> None:
    take_back(kept, by=coordinator, now=TOMORROW)


def test_a_plan_that_was_begun_is_gone_and_its_name_is_free(kept, coordinator, varied, go_on):
    back(kept, coordinator)
    assert [plan.name for plan in Plan.objects.all()] == [varied.name]
    assert not list(violations())
    again = go_on(varied, now=TOMORROW)
    assert len(again.of(Choice.CARRY)) == 3
    assert Agreement.objects.filter(name=NEXT).count() == 1


def test_the_old_plan_is_untouched_throughout(varied, go_on, coordinator):
    before = to_json(gather(varied, LATER))
    kept = CarryOver.objects.get(pk=go_on(varied).id)
    assert to_json(gather(varied, LATER)) == before
    back(kept, coordinator)
    assert to_json(gather(varied, LATER)) == before


def test_what_is_confirmed_is_not_taken_back(kept, coordinator):
    confirm(kept, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="bekræftet"):
        back(kept, coordinator)
    with pytest.raises(Refused, match="allerede bekræftet"):
        confirm(kept, by=coordinator, now=NOW)


def test_what_is_taken_back_is_neither_confirmed_nor_taken_back_again(kept, coordinator):
    back(kept, coordinator)
    for again in (back, lambda one, by: confirm(one, by=by, now=TOMORROW)):
        with pytest.raises(Refused, match="allerede taget tilbage"):
            again(kept, coordinator)


def test_what_was_done_since_is_lost_only_where_that_is_said(kept, coordinator, act):
    item = kept.plan.items.get(number="R101")
    change(item, act=act(date(2025, 11, 4)), course="Ny kurs")
    set_amounts(kept.plan.items.get(number="H101"), {key(2026): 5}, act=act(date(2025, 11, 4)))
    add(kept.plan, NewItem(kind=Kind.OPERATING, facts=Facts(title="Nyt", body="BUU")), act=act(date(2025, 11, 4)))
    lost = {one.number: one for one in losses(kept)}
    assert what_holds(kept) is None and set(lost) == {"R101", "H101", "D301"}
    assert lost["R101"].facts == ("course",) and lost["H101"].has_amounts and lost["D301"].is_added
    with pytest.raises(Refused, match="R101"):
        take_back(kept, by=coordinator, now=TOMORROW, losing=[lost["H101"].key, lost["D301"].key])
    take_back(kept, by=coordinator, now=TOMORROW, losing=[one.key for one in lost.values()])
    assert not kept.plan.items.as_of(date(2025, 12, 1)).present().exists() and not list(violations())


def test_what_ended_where_it_began_is_no_loss(kept, coordinator, act):
    item = kept.plan.items.get(number="R101")
    before = next(one.course for one in gather(kept.plan, LATER).items if one.number == "R101")
    for course in ("Ny kurs", before):
        change(item, act=act(date(2025, 11, 4)), course=course)
    set_amounts(kept.plan.items.get(number="H101"), {key(2026): 5}, act=act(date(2025, 11, 4)))
    set_amounts(kept.plan.items.get(number="H101"), {key(2026): 0}, act=act(date(2025, 11, 4)))
    assert losses(kept) == []
    back(kept, coordinator)
    assert not kept.plan.items.as_of(date(2025, 12, 1)).present().exists() and not list(violations())


def test_a_note_or_text_of_the_agreement_holds_it(kept, act):
    plan = kept.plan
    write_note(plan.items.get(number="A301"), "Følg op", act=act(date(2025, 11, 4)))
    assert "A301" in str(what_holds(kept))
    plan.agreement.paragraphs.create(municipality=plan.municipality, number=1, text="Ordlyd")
    assert "aftalens tekst" in str(what_holds(kept))


def test_of_a_plan_that_was_there_only_what_was_carried_is_taken_back(town, varied, go_on, coordinator, act):
    agreed = begin_plan(town, NEXT, budget_year=2026, by=coordinator, now=datetime(2025, 10, 20, tzinfo=UTC))
    facts = Facts(title="Emnet R101", body="BUU")
    add(agreed, NewItem(kind=Kind.RAADERUM, facts=facts, number="R305"), act=act(date(2025, 10, 20)))
    set_targets(town, 2025, {("BUU", 2026): Target(kroner=-5, price_level="2025")}, act=act(BEGUN))
    before, headings = gather(agreed, LATER).items, agreed.agreement.headings.count()
    done = go_on(varied, agreed, chosen={"R101": Chosen(choice=Choice.JOIN, into="R305")})
    assert done.headings == ("Økonomisk Politik",)
    back(CarryOver.objects.get(pk=done.id), coordinator)
    assert gather(agreed, LATER).items == before
    assert agreed.agreement.headings.count() == headings and not targets_on(town, 2026, LATER)
    assert not list(violations())


def test_rules_for_accounts_go_along_and_are_taken_back(varied, go_on, coordinator):
    keep = partial(keep_rule, varied, RuleKind.TEXT, by=coordinator, now=NOW)
    for text, number in (("Skole", "R101"), ("Fælles", ""), ("Gammelt", "R102")):
        keep(text, number)
    kept = CarryOver.objects.get(pk=go_on(varied).id)
    assert {(one.value.casefold(), one.item) for one in rules_of(kept.plan)} == {("skole", "R101"), ("fælles", "")}
    assert what_holds(kept) is None
    back(kept, coordinator)
    assert not rules_of(kept.plan) and len(rules_of(varied)) == 3


def test_an_act_is_locked_where_it_was_written(kept):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        CarryOver.objects.filter(pk=kept.pk).update(began_plan=False)


AMOUNTS = st.dictionaries(
    st.builds(
        key,
        st.integers(2024, 2030),
        st.sampled_from(["adopted", "expected", "realised"]),
        st.sampled_from(["operating", "capital"]),
    ),
    st.integers(-5000, 5000),
    max_size=6,
)
ITEMS = st.lists(st.tuples(st.sampled_from(list(Kind)), st.booleans(), AMOUNTS), max_size=5)


class OverAndBack(TestCase):
    """Over whatever plan, with whatever was chosen."""

    @given(ITEMS, st.lists(st.sampled_from([Choice.CARRY, Choice.LEAVE, None]), min_size=5, max_size=5))
    def test_carried_sums_are_equal_and_taken_back_nothing_is_changed(self, wanted, choices):
        town = load_municipality(configuration_text("norddjurs"), now=datetime(2024, 12, 1, tzinfo=UTC))
        person = Person.objects.create(municipality=town, name="Karen")
        plan = begin_plan(town, "2025", budget_year=2025, by=person, now=datetime(2024, 12, 1, tzinfo=UTC))
        act = Act(by=person, now=datetime(2024, 12, 11, 12, tzinfo=UTC), applies_on=BEGUN)
        for at, (kind, is_closed, amounts) in enumerate(wanted, start=1):
            new = NewItem(kind=kind, facts=Facts(title=f"Emne {at}", body="BUU"), number=f"X{at}")
            item = add(plan, new, act=act)
            set_amounts(item, amounts, act=act)
            if is_closed:
                close(item, reason=ClosingReason.IMPLEMENTED, act=act)
        before = to_json(gather(plan, LATER))
        chosen = {f"X{at}": Chosen(choice=one) for at, one in enumerate(choices[: len(wanted)], start=1) if one}
        asked = Wanted(plan="2026", budget_year=2026, applies_on=LATER, chosen=chosen, by=person, now=NOW)
        done = carry_over(plan, asked)
        for one in done.of(Choice.CARRY):
            old = {a for a in one.line.item.amounts if a.nature == "capital" or a.year >= 2026}
            assert set(one.new.amounts) == old
        assert not list(violations())
        take_back(CarryOver.objects.get(pk=done.id), by=person, now=TOMORROW)
        assert to_json(gather(plan, LATER)) == before
        assert list(Plan.objects.all()) == [plan]
        assert not Plan.every.exclude(pk=plan.pk).get().items.as_of(LATER).present()
        assert not list(violations())
