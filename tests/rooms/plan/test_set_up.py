# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest

from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality, Person
from udmoent.organisation.setting_up import By, add_unit
from udmoent.organisation.town_text import with_values
from udmoent.plan.actions import NewItem, add, change, snapshots
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.models import Item, Plan
from udmoent.plan.setting_up import (
    add_heading,
    change_town,
    next_numbers,
    order_headings,
    remove_heading,
    rename_heading,
    rename_plan,
    rename_unit,
    serving,
    set_values,
    take_out_strategy,
)

BEGIN, TODAY = date(2024, 12, 11), date(2025, 9, 30)


@pytest.fixture
def by(coordinator: Person) -> By:
    return By(person=coordinator, now=datetime(2025, 9, 30, 9, tzinfo=UTC))


@pytest.fixture
def intent(plan: Plan, act) -> Item:
    facts = Facts(title="Frivillighed", body="KFU", heading="Partnerskaber", unit="Kultur")
    return add(plan, NewItem(kind=Kind.INTENT, facts=facts), act=act(BEGIN))


def names(plan: Plan) -> list[str]:
    return list(plan.agreement.headings.values_list("name", flat=True))


def test_a_heading_in_use_stays(plan: Plan, intent: Item, by: By):
    heading = plan.agreement.headings.get(name="Partnerskaber")
    with pytest.raises(Refused, match=intent.number):
        remove_heading(plan, heading, by=by)
    remove_heading(plan, plan.agreement.headings.get(name="Politiske visioner"), by=by)
    assert "Partnerskaber" in names(plan) and "Politiske visioner" not in names(plan)


def test_a_renamed_heading_is_renamed_for_its_items_from_that_day(plan: Plan, intent: Item, act):
    heading = plan.agreement.headings.get(name="Partnerskaber")
    rename_heading(plan, heading, "Fællesskaber", act=act(TODAY))
    assert "Fællesskaber" in names(plan)
    said = [snapshots(plan, [intent], day)[intent.pk].facts.heading for day in (BEGIN, TODAY)]
    assert said == ["Partnerskaber", "Fællesskaber"]


def test_headings_are_added_last_once_and_put_in_order(plan: Plan, by: By):
    added = add_heading(plan, "Sundhed", by=by)
    assert names(plan)[-1] == "Sundhed"
    with pytest.raises(Refused):
        add_heading(plan, "sundhed", by=by)
    order_headings(plan, [added.pk], by=by)
    assert names(plan)[:2] == ["Sundhed", "Økonomisk Politik"]


def test_a_plan_is_called_what_no_other_is(plan: Plan, by: By, town: Municipality):
    rename_plan(plan, "Udmøntning 2025", by=by)
    plan.refresh_from_db()
    assert plan.name == "Udmøntning 2025"


def test_a_pattern_that_misreads_a_number_in_use_is_refused(town: Municipality, item: Item, by: By):
    place = ("numbers", "accepts")
    with pytest.raises(Refused, match="A301 → A3"):
        change_town(town, with_values(town.configuration_text, {place: r"(?P<number>A3)\d+"}), by=by)
    wider = with_values(town.configuration_text, {place: r"(?P<number>[A-Z]+-?\d+)"})
    assert change_town(town, wider, by=by).configuration.numbers.proper("A301") == "A301"


def test_values_are_laid_over_what_the_file_says_now(town: Municipality, by: By):
    set_values(town, {("symbols",): "smileys"}, by=by)
    changed = set_values(town, {("two_factor_roles",): ("administrator",)}, by=by).configuration
    assert (changed.symbols, changed.two_factor_roles) == ("smileys", ("administrator",))


def test_the_next_numbers_are_those_after_the_highest_in_use(town: Municipality, plan: Plan, item: Item):
    told = dict(next_numbers(town, plan, town.configuration.numbers))
    assert told[Kind.CAPITAL] == ["A101", "A302", "A401", "A501"]


def test_a_renamed_unit_is_renamed_in_the_items_since_that_day(town, plan: Plan, intent: Item, act, by: By):
    unit = add_unit(town, "Kultur", parent=None, valid_from=date(2022, 1, 1), by=by)
    change(intent, status_text="I gang", act=act(date(2025, 9, 1)))
    rename_unit(unit, "Kultur og Fritid", valid_from=date(2025, 6, 1), by=by)
    said = [snapshots(plan, [intent], day)[intent.pk].facts.unit for day in (BEGIN, date(2025, 6, 1), TODAY)]
    assert said == ["Kultur", "Kultur og Fritid", "Kultur og Fritid"]


def test_a_unit_in_use_is_not_renamed_from_a_coming_day(town, intent: Item, by: By):
    unit = add_unit(town, "Kultur", parent=None, valid_from=date(2022, 1, 1), by=by)
    with pytest.raises(Refused):
        rename_unit(unit, "Kultur og Fritid", valid_from=date(2026, 1, 1), by=by)
    assert town.units.count() == 1


def test_a_strategy_that_items_serve_stays_in_the_file(town: Municipality, item, act, by: By):
    change(item, act=act(date(2025, 1, 15)), strategies=("Udviklingsstrategien",))
    name = "Plan- og Udviklingsstrategi 2023"
    assert serving(town, name) == ["A301"] and serving(town, "Vores Norddjurs") == []
    with pytest.raises(Refused, match="A301"):
        take_out_strategy(town, name, by=by)
    change(item, act=act(date(2025, 2, 15)), strategies=())
    changed = take_out_strategy(town, name, by=by)
    assert [one.name for one in changed.configuration.strategies] == ["Vores Norddjurs"]
