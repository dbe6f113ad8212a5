# SPDX-License-Identifier: MPL-2.0
"""The day that the whole site shows: chosen once, told on every page, and left again."""

from datetime import date

import pytest
from django.urls import reverse

from udmoent.plan.actions import change


@pytest.fixture
def renamed(item, act):
    change(item, act=act(date(2025, 3, 1)), title="Nyt navn")
    return item


def choose(client, day: str, *, at: str = "/"):
    return client.post(reverse("choose_day"), {"pr": day, "next": at})


def test_every_page_shows_the_chosen_day(keeper, plan, renamed):
    choose(keeper, "31.1.2025")
    for address in (reverse("plan", args=[plan.pk]), reverse("item", args=[plan.pk, renamed.number])):
        text = keeper.get(address).content.decode()
        assert "Planen pr. 31. januar 2025" in text and "Ny daginstitution" in text
        assert "<h1>Nyt navn" not in text


@pytest.mark.parametrize("day", ["", "30.9.2025"])
def test_no_day_or_today_brings_todays_plan_back(keeper, plan, renamed, day):
    choose(keeper, "31.1.2025")
    choose(keeper, day)
    assert "Nyt navn" in keeper.get(reverse("plan", args=[plan.pk])).content.decode()


def test_a_day_in_an_address_goes_before_the_chosen_one(keeper, plan, renamed):
    choose(keeper, "31.1.2025")
    assert "Nyt navn" in keeper.get(reverse("plan", args=[plan.pk]), {"pr": "2025-04-01"}).content.decode()


def test_choosing_leaves_the_day_of_the_address(keeper, plan):
    at = f"{reverse('plan', args=[plan.pk])}?pr=2025-01-31&soeg=skole"
    assert choose(keeper, "1.2.2025", at=at)["Location"] == f"{reverse('plan', args=[plan.pk])}?soeg=skole"


@pytest.mark.parametrize("day", ["1.10.2025", "31.2.2025", "i morgen"])
def test_a_day_that_is_none_or_to_come_is_refused_in_words(keeper, plan, renamed, day):
    answer = choose(keeper, day)
    text = answer.content.decode()
    assert answer.status_code == 422 and ("en tidligere dag" in text or "ikke en dato" in text)
    assert "Nyt navn" in keeper.get(reverse("plan", args=[plan.pk])).content.decode()


def test_choosing_a_day_never_leads_elsewhere(keeper):
    assert choose(keeper, "31.1.2025", at="https://elsewhere.example/")["Location"] == "/"
