# SPDX-License-Identifier: MPL-2.0
"""Ways to a new case from what it is about, each to a form that is filled in."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.urls import reverse

from udmoent.cases.models import Case
from udmoent.economy.projects import take_step
from udmoent.economy.steps import Step
from udmoent.editions.actions import seal
from udmoent.organisation.models import Body, Role
from udmoent.plan.actions import close
from udmoent.plan.facts import ClosingReason

TOLD = {"art": "orientation", "organ": "BUU"}


@pytest.fixture
def buu(town) -> Body:
    return town.bodies.get(abbreviation="BUU")


@pytest.fixture
def secretary(sign_in, buu):
    client = sign_in("committee_secretary")
    Role.objects.filter(name="committee_secretary").update(body=buu)
    return client


def links(client, name: str, *parts: object, **query: str) -> dict[str, str]:
    """The ways to a new case on a page, by their words."""
    page = client.get(reverse(name, args=parts), query).content.decode()
    found = re.findall(r'<a href="([^"]*/sager/(?:ny|alle)/\?[^"]*)">([^<]*)</a>', page)
    return {unescape(word): unescape(href) for href, word in found}


def chosen(client, href: str) -> set[str]:
    """What the form has chosen, and written, when one comes to it."""
    page = client.get(href).content.decode()
    options = re.findall(r'<option value="([^"]*)" selected', page)
    written = re.findall(r'<input[^>]*name="item"[^>]*value="([^"]*)"', page) + re.findall(
        r'<input[^>]*value="([^"]*)"[^>]*name="item"', page
    )
    return {*options, *written} - {""}


def test_a_version_leads_to_each_kind_of_case_that_tells_of_one(keeper, plan, edition):
    found = links(keeper, "edition", plan.pk, edition.pk)
    assert list(found) == [
        "Orientering af et udvalg",
        "En sag til hvert udvalg",
        "Halvårlig status",
        "Godkendelse af planen",
    ]
    assert chosen(keeper, found["Halvårlig status"]) == {"half_year", "ØK", str(edition.pk)}
    assert chosen(keeper, found["Godkendelse af planen"]) == {"approval", "ØK", str(edition.pk)}
    assert str(edition.pk) in chosen(keeper, found["En sag til hvert udvalg"])


def test_a_version_shown_for_one_committee_leads_to_its_orientation(keeper, plan, edition):
    found = links(keeper, "edition", plan.pk, edition.pk, udvalg="MTU")
    assert chosen(keeper, found["Orientering af MTU"]) == {"orientation", "MTU", str(edition.pk)}
    assert "En sag til hvert udvalg" not in found


def test_a_secretary_is_led_to_cases_of_the_own_committee_alone(secretary, plan, edition, item, own_item):
    found = links(secretary, "edition", plan.pk, edition.pk)
    assert list(found) == ["Orientering af BUU"]
    assert chosen(secretary, found["Orientering af BUU"]) == {"orientation", "BUU", str(edition.pk)}
    assert list(links(secretary, "body", plan.pk, "BUU")) == ["Orientering af BUU"]
    assert links(secretary, "body", plan.pk, "MTU") == {}
    assert "Sag om punktet" in links(secretary, "item", plan.pk, item.number)


@pytest.mark.parametrize("role", ["reader", "economist", "administrator", "responsible"])
def test_whoever_writes_no_cases_is_led_to_none(sign_in, plan, edition, item, role):
    client = sign_in(role)
    pages = [("edition", edition.pk), ("body", "BUU"), ("item", item.number)]
    assert [links(client, name, plan.pk, one) for name, one in pages] == [{}, {}, {}]


def test_a_body_leads_to_its_orientation_of_the_version_sealed_last(keeper, plan, edition, coordinator):
    now = datetime(2025, 6, 2, 9, tzinfo=UTC)
    latest = seal(plan, "ultimo maj 2025", date(2025, 5, 31), by=coordinator, now=now)
    found = links(keeper, "body", plan.pk, "BUU")
    assert chosen(keeper, found["Orientering af BUU"]) == {"orientation", "BUU", str(latest.pk)}
    assert links(keeper, "body", plan.pk, "BUU", pr="2025-03-01") == {}, "a case is begun from today's plan"


def test_a_plan_without_versions_leads_to_no_orientation(keeper, plan, item):
    assert links(keeper, "body", plan.pk, "BUU") == {}


def test_an_item_leads_to_a_case_about_it_and_a_project_to_its_release(keeper, plan, item, own_item):
    found = links(keeper, "item", plan.pk, item.number)
    assert chosen(keeper, found["Sag om punktet"]) == {"item", "BUU", "A301"}
    assert chosen(keeper, found["Sag om frigivelsen"]) == {"release", "BUU", "A301"}
    assert "Sag om frigivelsen" not in links(keeper, "item", plan.pk, own_item.number)


def test_what_is_released_leads_to_no_release(keeper, plan, item, act):
    take_step(item, Step.RELEASED, act=act(date(2025, 2, 1)))
    assert list(links(keeper, "item", plan.pk, item.number)) == ["Sag om punktet"]


def test_a_project_that_is_appropriated_alone_is_still_led_to_its_release(keeper, plan, item, act):
    take_step(item, Step.APPROPRIATED, act=act(date(2025, 2, 1)))
    assert "Sag om frigivelsen" in links(keeper, "item", plan.pk, item.number)


def test_what_is_over_leads_to_no_case(keeper, plan, item, act):
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 3, 1)))
    assert links(keeper, "item", plan.pk, item.number) == {}


def test_an_item_of_a_committee_with_a_new_name_goes_to_it_by_that(keeper, plan, item, buu, edition):
    after = Body.objects.create(
        municipality=plan.municipality,
        abbreviation="BSU",
        name="Børn og Skole",
        kind="committee",
        valid_from=date(2025, 7, 1),
    )
    Body.objects.filter(pk=buu.pk).update(valid_to=date(2025, 6, 30), successor=after)
    found = links(keeper, "item", plan.pk, item.number)
    assert "BSU" in chosen(keeper, found["Sag om punktet"])


def test_the_filled_in_form_begins_the_case(keeper, plan, edition, item):
    href = links(keeper, "item", plan.pk, item.number)["Sag om frigivelsen"]
    answer = keeper.post(href, {"kind": "release", "body": "BUU", "item": "A301"})
    assert answer.status_code == 302 and Case.objects.get().kind == "release"
