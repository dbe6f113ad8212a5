# SPDX-License-Identifier: MPL-2.0
"""Next year's plan from this one: what goes on, what is left, what goes along, and that a trial writes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.rooms.intake.carrying.conftest import BEGUN, LATER, NEXT, NOW, key
from udmoent.economy.actions import set_amounts
from udmoent.economy.models import Posting
from udmoent.economy.posting import Line as Given
from udmoent.economy.posting import Marks, appropriate
from udmoent.economy.projects import steps_on, take_step
from udmoent.economy.steps import Step
from udmoent.economy.targets import Target, set_targets, targets_on
from udmoent.editions.check import violations
from udmoent.editions.gather import gather
from udmoent.indicators.actions import By, begin_indicator, change_indicator
from udmoent.indicators.facts import Direction, IndicatorFacts
from udmoent.intake.carrying.propose import propose
from udmoent.intake.carrying.rules import Because, Choice, Chosen
from udmoent.intake.models import CarryOver
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import NewItem, add, begin_plan, close, merge, withdraw
from udmoent.plan.facts import ClosingReason, Facts, Kind
from udmoent.plan.models import Item, ItemState, Plan


def following(source: Plan) -> dict:
    return {item.number: item for item in gather(_next(source), LATER).items}


def _next(source: Plan) -> Plan:
    return Plan.objects.get(municipality=source.municipality_id, name=NEXT)


def reasons(done) -> dict[str, Because]:
    return {one.line.item.number: one.line.because for one in done.items}


def test_open_items_go_on_and_closed_ones_are_left(varied, go_on):
    done = go_on(varied)
    assert [one.new.number for one in done.of(Choice.CARRY)] == ["R101", "A301", "H101"]
    assert reasons(done) == {"R101": "open", "R102": "closed", "A301": "open", "H101": "open"}
    assert set(following(varied)) == {"R101", "A301", "H101"}


def test_a_new_item_follows_the_old_one_on_its_thread(varied, go_on):
    go_on(varied)
    assert following(varied)["R101"].follows == f"{varied.name} R101"
    assert not list(violations())


def test_what_goes_along_and_what_stays_with_the_old_item(varied, go_on):
    go_on(varied)
    item = following(varied)["R101"]
    assert (item.responsible, item.body, item.status_text, item.agreed_text) == ("skolechef", "BUU", "", "")
    assert [one.time for one in item.treatments] == ["4.3.2026"]


def test_amounts_of_the_new_plans_years_go_along_and_of_a_project_all(varied, go_on):
    done = go_on(varied)
    found = {one.new.number: dict(one.amounts) for one in done.of(Choice.CARRY)}
    assert found["R101"] == {key(2026): -1500, key(2027): -3000}
    assert sum(found["A301"].values()) == 4000 * 2 + 8000
    assert {one.year for one in following(varied)["R101"].amounts} == {2026, 2027}


def test_accounts_and_other_marks_go_along(plan, grow, act, go_on):
    account = "5251014012300110"
    line = Given(item=grow("D301"), key=key(2026), kroner=700, marks=Marks(account=account, is_one_off=True))
    appropriate(plan, [line], act=act(BEGUN))
    go_on(plan)
    carried = Posting.objects.get(item__plan=_next(plan))
    assert (carried.account, carried.is_one_off, carried.expenditure) == (account, True, "service")


def test_a_projects_step_is_that_of_the_thread(varied, go_on, act):
    old = varied.items.get(number="A301")
    take_step(old, Step.EXECUTION, act=act(BEGUN))
    go_on(varied)
    new = _next(varied).items.get(number="A301")
    assert steps_on([new.pk], LATER) == {new.pk: Step.EXECUTION}
    take_step(new, Step.IN_USE, act=act(date(2025, 12, 1)))
    assert steps_on([old.pk, new.pk], date(2025, 12, 1)) == {old.pk: Step.EXECUTION, new.pk: Step.IN_USE}


@pytest.mark.parametrize(
    ("step", "why"),
    [(None, "accounts"), (Step.EXECUTION, "not_in_use"), (Step.IN_USE, "accounts"), (Step.ACCOUNTS_APPROVED, "closed")],
)
def test_a_closed_project_goes_on_until_its_accounts_are_approved(varied, act, go_on, step, why):
    item = varied.items.get(number="A301")
    if step:
        take_step(item, step, act=act(BEGUN))
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 6, 1)))
    done = go_on(varied)
    assert reasons(done)["A301"] == why
    if why != "closed":
        assert following(varied)["A301"].stage == "under_way"


def test_a_closed_saving_goes_on_until_it_is_realised(varied, act, go_on):
    item = varied.items.get(number="R102")
    set_amounts(item, {key(2025, "realised"): -50}, act=act(date(2025, 6, 1)))
    assert reasons(go_on(varied))["R102"] == "unfilled"


def test_what_was_merged_or_withdrawn_is_left(plan, grow, act, go_on, meet):
    from udmoent.meetings.models import Decision

    kept, merged, gone = grow("D301"), grow("D302"), grow("D303")
    merge(merged, kept, act=act(date(2025, 6, 1)))
    meeting = meet(date(2025, 6, 1))
    decision = Decision.objects.create(municipality=plan.municipality, meeting=meeting, text="Udgår.")
    withdraw(gone, reason="Opgivet", act=act(date(2025, 6, 1), decision=decision))
    assert reasons(go_on(plan)) == {"D301": "open", "D302": "merged", "D303": "withdrawn"}


def test_an_item_may_be_carried_under_another_part_body_and_number(varied, go_on):
    chosen = {
        "R101": Chosen(choice=Choice.CARRY, kind=Kind.OPERATING),
        "H101": Chosen(choice=Choice.CARRY, number="H399", body="BUU"),
        "R102": Chosen(choice=Choice.CARRY),
        "A301": Chosen(choice=Choice.LEAVE),
    }
    go_on(varied, chosen=chosen)
    found = following(varied)
    assert {number: (one.kind, one.body) for number, one in found.items()} == {
        "D301": ("operating", "BUU"),
        "R102": ("raaderum", "BUU"),
        "H399": ("intent", "BUU"),
    }


def test_links_between_items_that_both_go_on_go_along(plan, grow, go_on):
    grow("D101", amounts={key(2026): -9000})
    grow("R101", Kind.RAADERUM, {key(2026): -500}, fills="D101")
    grow("A301", Kind.CAPITAL)
    grow("D302", derived_from="A301")
    chosen = {"A301": Chosen(choice=Choice.LEAVE), "D101": Chosen(choice=Choice.CARRY, number="D199")}
    go_on(plan, chosen=chosen)
    found = following(plan)
    assert (found["R101"].fills, found["D302"].derived_from) == ("D199", None)


def test_a_time_without_a_year_keeps_its_days(plan, grow, go_on):
    from udmoent.lib.time import IndicativeTime

    time = IndicativeTime.read("2. kvartal", 2025)
    grow("D301", time=time)
    go_on(plan)
    told = following(plan)["D301"].time
    assert (told.first, told.last, told.text) == (time.first, time.last, "2. kvartal 2025")


def test_savings_targets_of_the_new_years_go_along(varied, act, go_on):
    told = {("BUU", 2025): _target(-100), ("BUU", 2026): _target(-300)}
    set_targets(varied.municipality, 2025, told, act=act(BEGUN))
    assert go_on(varied).targets == 1
    assert targets_on(varied.municipality, 2026, LATER) == {("BUU", 2026): _target(-300)}


def _target(kroner: int) -> Target:
    return Target(kroner=kroner, price_level="2025")


def test_a_trial_tells_what_will_be_and_writes_nothing(varied, go_on):
    rows = (Plan.every, Item.objects, ItemState.objects, Posting.objects, CarryOver.objects)
    before = [one.count() for one in rows]
    tried = go_on(varied, dry_run=True)
    assert [one.count() for one in rows] == before
    done = go_on(varied)
    assert (tried.id, tried.to_builtins()) == (None, done.to_builtins())


def test_the_next_plan_is_of_a_later_year(varied, go_on):
    with pytest.raises(Refused, match="2025"):
        go_on(varied, budget_year=2025)


def test_an_item_goes_on_once(varied, go_on):
    go_on(varied)
    assert {one.because for one in propose(varied, None, LATER) if one.because != Because.CLOSED} == {Because.GOES_ON}
    with pytest.raises(Refused, match="ville være tom"):
        go_on(varied, "Plan 2027-2030", budget_year=2027)


def test_a_refused_carrying_over_changes_nothing(varied, go_on):
    with pytest.raises(Refused, match="A301"):
        go_on(varied, chosen={"R101": Chosen(choice=Choice.CARRY, number="A301")})
    assert Plan.every.count() == 1


# Into a plan that is begun already


@pytest.fixture
def agreed(town, coordinator, act) -> Plan:
    """The next plan as its agreement tells it: one topic that goes on from the plan before, one that is new."""
    plan = begin_plan(town, NEXT, budget_year=2026, by=coordinator, now=datetime(2025, 10, 20, tzinfo=UTC))
    facts = Facts(title="Emnet R101", body="BUU", agreed_text="Besparelsen fortsætter.")
    item = add(plan, NewItem(kind=Kind.RAADERUM, facts=facts, number="R305"), act=act(date(2025, 10, 20)))
    set_amounts(item, {key(2026): -1800}, act=act(date(2025, 10, 20)))
    new = NewItem(kind=Kind.OPERATING, facts=Facts(title="Noget helt nyt", body="ØK"), number="D101")
    add(plan, new, act=act(date(2025, 10, 20)))
    return plan


def test_likeness_is_asked_about_and_never_decided(varied, agreed, go_on):
    with pytest.raises(Refused, match="R101"):
        go_on(varied, agreed)
    go_on(varied, agreed, chosen={"R101": Chosen(choice=Choice.CARRY)})
    assert {item.number for item in gather(agreed, LATER).items} >= {"R101", "R305"}


def test_an_item_of_the_new_agreement_that_is_the_same_follows_the_old_one(varied, agreed, go_on):
    done = go_on(varied, agreed, chosen={"R101": Chosen(choice=Choice.JOIN, into="R305")})
    item = {one.number: one for one in gather(agreed, LATER).items}["R305"]
    assert (item.follows, item.responsible) == (f"{varied.name} R101", "skolechef")
    assert item.agreed_text == "Besparelsen fortsætter."
    assert [(one.year, one.kroner) for one in item.amounts] == [(2026, -1800)]
    assert "R101" not in {one.number for one in gather(agreed, LATER).items}
    assert [one.new.number for one in done.of(Choice.JOIN)] == ["R305"]
    assert not list(violations())


@pytest.mark.parametrize(("into", "said"), [("R999", "R999"), ("", "–")])
def test_an_item_is_only_joined_with_one_that_is_there(varied, agreed, go_on, into, said):
    with pytest.raises(Refused, match=said):
        go_on(varied, agreed, chosen={"R101": Chosen(choice=Choice.JOIN, into=into)})


def test_two_items_do_not_become_one(varied, agreed, go_on):
    chosen = {number: Chosen(choice=Choice.JOIN, into="R305") for number in ("R101", "A301")}
    with pytest.raises(Refused, match="begge være R305"):
        go_on(varied, agreed, chosen=chosen)


def test_it_is_recorded_when_it_was_done(varied, go_on):
    kept = CarryOver.objects.get(pk=go_on(varied).id)
    assert (kept.began_plan, kept.made_at, kept.source) == (True, NOW, varied)
    assert kept.receipt["items"][0] == {
        "number": "R101", "title": "Emnet R101", "choice": "carry", "because": "open", "told": "", "new": "R101", "kroner": -4500
    }  # fmt: skip


def test_an_item_that_indicators_hang_on_is_joined_when_they_hang_on_the_thread(varied, agreed, coordinator, go_on):
    by, there = By(person=coordinator, now=NOW), agreed.items.get(number="R305")
    facts = IndicatorFacts(name="Timer", unit="timer", direction=Direction.UP, threads=(there.pk,))
    indicator = begin_indicator(agreed.municipality, facts, applies_on=LATER, by=by)
    chosen = {"R101": Chosen(choice=Choice.JOIN, into="R305")}
    with pytest.raises(Refused, match="Timer"):
        go_on(varied, agreed, chosen=chosen)
    first = varied.items.get(number="R101")
    change_indicator(indicator, replace(facts, threads=(first.pk,)), applies_on=LATER, by=by)
    go_on(varied, agreed, chosen=chosen)
    assert not list(violations())
