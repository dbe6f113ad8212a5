# SPDX-License-Identifier: MPL-2.0
"""The plan over time, as a page."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from udmoent.organisation.models import Role
from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Commitment, Facts, Kind, Stage


@pytest.fixture
def address(plan) -> str:
    return reverse("trends", args=[plan.pk])


def told(answer) -> dict[str, dict[str, list[str]]]:
    """By picture each kind's row of numbers, as the table beside it tells it."""
    page = html.fromstring(answer.content)
    tables = page.xpath("//table[@class='sums']")
    assert len(page.xpath("//*[@class='picture']")) == len(tables)
    return {
        table.get("aria-labelledby"): {
            row.find("th").text: [cell.text for cell in row.findall("td")] for row in table.find("tbody")
        }
        for table in tables
    }


def test_each_picture_has_a_table_that_tells_the_same(keeper, address, item, act):
    change(item, act=act(date(2025, 2, 3)), stage=Stage.UNDER_WAY)
    stages = told(keeper.get(address))["stages"]
    assert stages["Ikke startet"][:4] == ["1", "1", "0", "0"]
    assert stages["I gang"][-1] == "1"


def test_the_word_commitment_is_explained_where_it_stands(keeper, address, item, act):
    change(item, act=act(date(2025, 2, 3)), commitments=(Commitment(party="MED", promise="Høres"),))
    for page in (address, reverse("item", args=[item.plan_id, item.number])):
        assert "lovet at gøre for" in keeper.get(page).content.decode()


def test_a_choice_without_items_says_so_and_leads_back(keeper, address, item):
    answer = keeper.get(address, {"part": "raaderum"})
    assert "Vis hele planen" in answer.content.decode() and told(answer) == {}


def test_a_plan_as_of_a_day_ends_there(keeper, address, item, act):
    change(item, act=act(date(2025, 9, 3)), stage=Stage.UNDER_WAY)
    assert told(keeper.get(address, {"pr": "2025-01-31"}))["stages"]["I gang"] == ["0", "0"]


def test_promises_of_items_that_a_member_sees_in_part_are_not_counted(sign_in, plan, address, item, act, town):
    other = Facts(title="Vej", body="MTU", visibility="public", commitments=(Commitment(party="Vejafdelingen"),))
    add(plan, NewItem(kind=Kind.OPERATING, facts=other), act=act(date(2024, 12, 11)))
    member = sign_in("committee_member")
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="BUU"))
    answer = member.get(address)
    assert "promises" not in told(answer)
    assert "1 punkt, som du kun ser en del af, er ikke talt med." in answer.content.decode()
