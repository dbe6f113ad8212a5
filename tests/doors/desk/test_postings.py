# SPDX-License-Identifier: MPL-2.0
"""The pages of an item's postings: reading them, appropriating, and countering."""

from datetime import date

import pytest
from django.urls import reverse

from udmoent.economy.actions import AmountKey, amounts_as_of, set_amounts
from udmoent.meetings.actions import note_decision
from udmoent.plan.actions import change

JANUARY, TODAY = date(2025, 1, 15), date(2025, 9, 30)
ADOPTED = AmountKey(2025, "adopted", "capital", "2025")
GIVEN = {"phase": "supplementary", "year": "2025", "kroner": "700.000", "why": "Dyrere", "applies_on": "30.9.2025"}


def address(item, name, **more) -> str:
    return reverse(name, kwargs={"plan_id": item.plan_id, "number": item.number} | more)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def economist(sign_in):
    return sign_in("economist")


def test_every_posting_is_told_with_who_why_and_a_way_to_counter_it(economist, item, act):
    (posting,) = set_amounts(item, {ADOPTED: 4_000_000}, act=act(JANUARY, why="Aftalen"))
    told = text(economist.get(address(item, "postings")))
    assert "4.000.000" in told and "Aftalen" in told and "Karen Koordinator" in told
    assert address(item, "counter_posting", posting_id=posting.pk) in told


def test_who_only_reads_may_see_and_not_counter(sign_in, item, act):
    set_amounts(item, {ADOPTED: 4_000_000}, act=act(JANUARY))
    told = text(sign_in("reader").get(address(item, "postings")))
    assert "4.000.000" in told and "Modpostér" not in told


def test_the_page_tells_what_was_posted_by_the_day_shown(economist, item, act):
    set_amounts(item, {ADOPTED: 4_000_000}, act=act(TODAY))
    assert "4.000.000" not in text(economist.get(address(item, "postings"), {"pr": "2025-01-15"}))


def test_countering_leaves_both_and_leads_back(economist, item, act):
    (posting,) = set_amounts(item, {ADOPTED: 4_000_000}, act=act(JANUARY))
    where = address(item, "counter_posting", posting_id=posting.pk)
    assert economist.post(where, {"applies_on": "30.9.2025", "why": ""}).status_code == 422
    economist.post(where, {"applies_on": "30.9.2025", "why": "Tastefejl"})
    told = text(economist.get(address(item, "postings")))
    assert "-4.000.000" in told and "Tastefejl" in told and "modposteret fra 30. september 2025" in told
    assert amounts_as_of([item.pk], TODAY) == {}


def test_another_items_posting_is_not_there(economist, item, own_item, act):
    (posting,) = set_amounts(item, {ADOPTED: 1}, act=act(JANUARY))
    assert economist.get(address(own_item, "counter_posting", posting_id=posting.pk)).status_code == 404


def test_another_item_pays(economist, item, own_item):
    answer = economist.post(
        address(item, "appropriate"), GIVEN | {"payer1": str(own_item.pk), "paid1": "0,7 mio. kr."}, follow=True
    )
    assert "Bevillingen er posteret" in text(answer)
    found = amounts_as_of([item.pk, own_item.pk], TODAY)
    assert [list(found[one.pk].values()) for one in (item, own_item)] == [[700_000], [-700_000]]


def test_what_nothing_pays_for_is_refused_with_what_was_written(economist, item):
    answer = economist.post(address(item, "appropriate"), GIVEN)
    assert answer.status_code == 422 and "§ 40" in text(answer) and 'value="700.000"' in text(answer)


def test_the_cash_balance_pays_by_a_known_decision(economist, item, coordinator, act):
    body = item.plan.municipality.bodies.get(abbreviation="KB")
    now = act(JANUARY).now
    decision = note_decision(body, JANUARY, title="Bevilling", text="Godkendt.", by=coordinator, now=now)
    told = GIVEN | {"is_from_cash": "on", "decision": str(decision.pk)}
    economist.post(address(item, "appropriate"), told)
    assert item.postings.get().decision == decision
    page = text(economist.get(address(item, "postings")))
    assert "betales af kassen" in page and "Bevilling" in page


def test_a_wrong_account_is_told_at_its_field(economist, item):
    answer = economist.post(address(item, "appropriate"), GIVEN | {"account": "525"})
    assert "16 cifre" in text(answer)


def test_the_item_leads_to_its_postings(economist, item, act):
    set_amounts(item, {ADOPTED: 1}, act=act(JANUARY))
    change(item, act=act(JANUARY), course="Udbud")
    assert address(item, "postings") in text(economist.get(address(item, "item")))
