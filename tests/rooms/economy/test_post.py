# SPDX-License-Identifier: MPL-2.0
"""What is given is paid for, and what is wrong is countered: nothing that was posted is changed."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from udmoent.audit.models import Event
from udmoent.economy.actions import AmountKey, Marks, amounts_as_of, set_amounts, set_amounts_all
from udmoent.economy.evidence import expenditures_on
from udmoent.economy.models import Posting
from udmoent.economy.posting import Line, appropriate, correct_amounts, counter, tell_marks
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import note_decision
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Person
from udmoent.plan.actions import NewItem, add
from udmoent.plan.facts import Facts, Kind, Source
from udmoent.plan.models import Item, Plan

JANUARY, FEBRUARY, MARCH = (date(2025, month, 15) for month in (1, 2, 3))


def key(phase: str, nature: str = "capital", year: int = 2025) -> AmountKey:
    return AmountKey(year, phase, nature, "2025")


@pytest.fixture
def payer(plan: Plan, act) -> Item:
    facts = Facts(title="Vedligeholdelse", body="BUU")
    return add(plan, NewItem(kind=Kind.CAPITAL, facts=facts), act=act(date(2024, 12, 11)))


@pytest.fixture
def decision(item: Item, coordinator: Person) -> Decision:
    body = item.plan.municipality.bodies.get(abbreviation="KB")
    noon = datetime(2025, 1, 15, 12, tzinfo=UTC)
    return note_decision(body, JANUARY, title="Tillægsbevilling", text="Godkendt.", by=coordinator, now=noon)


def line(item: Item, kroner: int, phase: str = "supplementary", **marks: object) -> Line:
    return Line(item=item, key=key(phase), kroner=kroner, marks=Marks(**marks))


def amounts(item: Item, on: date = MARCH) -> dict[AmountKey, int]:
    return amounts_as_of([item.pk], on).get(item.pk, {})


@pytest.mark.parametrize("phase", ["supplementary", "reallocation"])
def test_other_items_pay(plan, item, payer, act, phase):
    appropriate(plan, [line(item, 700, phase), line(payer, -700, phase)], act=act(JANUARY))
    assert (amounts(item), amounts(payer)) == ({key(phase): 700}, {key(phase): -700})


@pytest.mark.parametrize("phase, said", [("supplementary", "§ 40"), ("reallocation", "lige så meget")])
def test_what_nothing_pays_for_is_refused_and_posts_nothing(plan, item, payer, act, phase, said):
    with pytest.raises(Refused, match=said):
        appropriate(plan, [line(item, 700, phase), line(payer, -699, phase)], act=act(JANUARY))
    assert Posting.objects.count() == 0


def test_each_year_is_paid_for_by_itself(plan, item, act):
    lines = [line(item, 700), Line(item=item, key=key("supplementary", year=2026), kroner=-700)]
    with pytest.raises(Refused, match="2026"):
        appropriate(plan, lines, act=act(JANUARY))


def test_the_cash_balance_pays_by_a_decision_alone(plan, item, act, decision):
    with pytest.raises(Refused, match="beslutning"):
        appropriate(plan, [line(item, 700)], act=act(JANUARY), is_from_cash=True)
    (posting,) = appropriate(plan, [line(item, 700)], act=act(JANUARY, decision=decision), is_from_cash=True)
    assert (posting.funding, posting.decision) == ("cash", decision)


def test_the_cash_balance_never_pays_for_a_reallocation(plan, item, act, decision):
    with pytest.raises(Refused):
        lines = [line(item, 700, "reallocation")]
        appropriate(plan, lines, act=act(JANUARY, decision=decision), is_from_cash=True)


@pytest.fixture
def of_the_finance_committee(item: Item, coordinator: Person) -> Decision:
    body = item.plan.municipality.bodies.get(abbreviation="ØK")
    noon = datetime(2025, 1, 15, 12, tzinfo=UTC)
    return note_decision(body, JANUARY, title="Råderumskatalog", text="Godkendt.", by=coordinator, now=noon)


def test_the_cash_balance_pays_by_the_councils_decision_alone(plan, item, act, of_the_finance_committee):
    with pytest.raises(Refused, match="Råderumskatalog"):
        told = {"act": act(JANUARY, decision=of_the_finance_committee), "is_from_cash": True}
        appropriate(plan, [line(item, 700)], **told)
    assert not Posting.objects.exists()


def test_moving_between_capital_and_operation_is_the_councils(
    plan, item, payer, act, decision, of_the_finance_committee
):
    lines = [
        line(item, 700, "reallocation"),
        Line(item=payer, key=key("reallocation", nature="operating"), kroner=-700),
    ]
    with pytest.raises(Refused, match="mellem anlæg og drift"):
        appropriate(plan, lines, act=act(JANUARY))
    with pytest.raises(Refused, match="ØK"):
        appropriate(plan, lines, act=act(JANUARY, decision=of_the_finance_committee))
    assert len(appropriate(plan, lines, act=act(JANUARY, decision=decision))) == 2


@pytest.mark.parametrize("phase", ["appropriated", "released"])
def test_what_the_council_gives_is_corrected_by_its_decision_alone(
    item, act, decision, of_the_finance_committee, phase
):
    set_amounts(item, {key("appropriated"): 9}, act=act(JANUARY))
    with pytest.raises(Refused, match="kommunalbestyrelsen"):
        correct_amounts(item, {key(phase): 5}, act=act(FEBRUARY))
    with pytest.raises(Refused, match="ØK"):
        correct_amounts(item, {key(phase): 5}, act=act(FEBRUARY, decision=of_the_finance_committee))
    assert correct_amounts(item, {key(phase): 5}, act=act(FEBRUARY, decision=decision))


def test_an_adopted_amount_that_is_written_otherwise_is_a_correction_in_the_log(item, act):
    correct_amounts(item, {key("adopted"): 5}, act=act(JANUARY))
    correct_amounts(item, {key("adopted"): 6}, act=act(FEBRUARY))
    assert list(Event.objects.order_by("pk").values_list("act", flat=True))[-2:] == ["set_amounts", "correct_adopted"]


def test_what_amounts_count_as_is_told_without_moving_a_krone(item, act):
    of = key("adopted", nature="operating")
    set_amounts(item, {of: 7}, act=act(JANUARY))
    tell_marks(item, {of}, Marks(expenditure="service"), act=act(FEBRUARY))
    assert amounts(item) == {of: 7} and expenditures_on(item.plan, 2025, MARCH) == {item.pk: frozenset({"service"})}


def test_setting_amounts_goes_by_the_same_rule_and_an_import_is_forgiven(plan, item, payer, act):
    with pytest.raises(Refused, match="§ 40"):
        set_amounts(item, {key("supplementary"): 700}, act=act(JANUARY))
    set_amounts_all(plan, {item: {key("supplementary"): 5}, payer: {key("supplementary"): -5}}, act=act(JANUARY))
    set_amounts(item, {key("supplementary"): 700}, act=act(FEBRUARY, source=Source.IMPORT))
    assert amounts(item) == {key("supplementary"): 700}


def test_the_account_tells_the_marks_that_are_not_told(plan, item, act):
    told = {"account": "5.25.10 3 4 0123 001 4 0", "is_one_off": True}
    (posting,) = appropriate(plan, [line(item, 7, "expected", **told)], act=act(JANUARY))
    assert (posting.account, posting.flow, posting.expenditure) == ("5251034012300140", "expense", "capital")
    assert posting.is_one_off


def test_a_counter_posting_points_at_the_wrong_one_and_both_stay(item, act):
    (wrong,) = set_amounts(item, {key("adopted"): 400}, act=act(JANUARY))
    (opposite,) = counter(wrong, act=act(FEBRUARY, why="Tastefejl"))
    assert (opposite.corrects, opposite.kroner, opposite.why) == (wrong, -400, "Tastefejl")
    assert (amounts(item, JANUARY), amounts(item, FEBRUARY)) == ({key("adopted"): 400}, {})


def test_what_pays_is_countered_too(plan, item, payer, act):
    given, _paid = appropriate(plan, [line(item, 700), line(payer, -700)], act=act(JANUARY))
    counter(given, act=act(FEBRUARY))
    assert (amounts(item), amounts(payer)) == ({}, {})


def test_a_posting_is_countered_once_not_before_its_day_and_a_counter_posting_never(item, act):
    (wrong,) = set_amounts(item, {key("adopted"): 400}, act=act(FEBRUARY))
    with pytest.raises(Refused, match="tidligst"):
        counter(wrong, act=act(JANUARY, on=FEBRUARY))
    (opposite,) = counter(wrong, act=act(MARCH))
    for one in (Posting.objects.get(pk=wrong.pk), opposite):
        with pytest.raises(Refused):
            counter(one, act=act(MARCH))
    assert Posting.objects.count() == 2


def test_no_more_is_released_than_appropriated(item, act):
    with pytest.raises(Refused, match="frigives"):
        set_amounts(item, {key("released"): 5}, act=act(JANUARY))
    set_amounts(item, {key("appropriated"): 5, key("released"): 5}, act=act(JANUARY))
    with pytest.raises(Refused, match="frigives"):
        set_amounts(item, {key("appropriated"): 4}, act=act(FEBRUARY))
    assert amounts(item)[key("appropriated")] == 5


def test_any_order_of_the_same_postings_gives_the_same_state(plan, item, act):
    """The amounts hang on what was posted, not on when it was written down."""
    given = [line(item, kroner, "expected") for kroner in (3, -5, 7)]
    found = set()
    for place, order in enumerate(permutations(given)):
        for one in order:
            appropriate(plan, [one], act=act(JANUARY))
        found.add(amounts(item)[key("expected")] - 5 * place)
    assert found == {5}
