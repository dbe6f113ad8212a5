# SPDX-License-Identifier: MPL-2.0
"""A newcomer finds every cross-cutting item that moved since the original version, with scripts and without."""

import re

import pytest

from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser
ROWS = "count => document.querySelectorAll('tr[data-number]').length === count"
MOVED = {"D505", "R101", "R102", "R103", "A101", "H104", "H404"}


def numbers(page) -> set[str]:
    return set(page.locator("tr[data-number]").evaluate_all("rows => rows.map((row) => row.dataset.number)"))


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_two_clicks_find_the_cross_cutting_items_that_moved(page, sign_in, demo, axe_faults, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/")
    page.get_by_role("link", name="Tværgående", exact=True).click()
    page.wait_for_url("**tvaergaaende=on")
    page.get_by_role("link", name="Tidspunkt flyttet siden “original”").click()
    page.wait_for_url("**flyttet=original")
    page.get_by_text("før: 1. kvartal 2025").first.wait_for()
    assert numbers(page) == MOVED
    assert not axe_faults(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_field_narrows_the_list_at_once_and_the_way_back_leads_back(page, sign_in, demo, axe_faults):
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/")
    everything = numbers(page)
    closed = set(page.locator("tr.over").evaluate_all("rows => rows.map((row) => row.dataset.number)"))
    page.get_by_label("Søg").fill("oekonomien")
    page.get_by_label("Søg").press("Enter")
    page.wait_for_url(re.compile(r"\?soeg=oekonomien$"))
    page.wait_for_function("n => document.querySelectorAll('tr[data-number]').length < n", arg=len(everything))
    found = numbers(page)
    page.get_by_text("Flere filtre").click()
    page.get_by_text("Alle felter").click()
    assert not axe_faults(page)
    page.locator("summary", has_text="Stadie").click()
    page.get_by_label("Afsluttet", exact=True).first.check()
    page.wait_for_url("**stadie=closed")
    page.wait_for_function(ROWS, arg=len(found & closed))
    page.go_back()
    page.wait_for_function(ROWS, arg=len(found))
    page.go_back()
    page.wait_for_function(ROWS, arg=len(everything))


def test_all_of_it_works_without_scripts(browser, live_server, sign_in, page, demo):
    sign_in("plankoordinator")
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain.add_cookies(page.context.cookies())
    without = plain.new_page()
    without.goto(f"/plan/{demo.pk}/")
    without.get_by_label("Søg").fill("kloge")
    without.locator("summary", has_text="Stadie").click()
    without.get_by_label("Åbne, alle stadier").check()
    without.get_by_role("search").get_by_role("button", name="Vis").click()
    assert without.url.endswith("?soeg=kloge&stadie=open")
    assert "R101" in without.content() and without.locator("tr[data-number]").count() < 10
    without.get_by_role("link", name="Tidspunkt", exact=True).first.click()
    assert without.url.endswith("sorter=tid")
    without.get_by_role("link", name="Gem denne visning").click()
    without.get_by_label("Visningens navn").first.fill("Kloge punkter")
    without.get_by_role("button", name="Gem denne visning").click()
    assert without.get_by_role("link", name="Kloge punkter").count() == 1
    plain.close()
