# SPDX-License-Identifier: MPL-2.0
"""How an item hangs together with the rest: what it serves, who is heard, who is told; on a phone, and by keyboard."""

import re

import pytest

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser


def counted(page, word: str) -> int:
    """The number before that word among the page's counts."""
    told = page.get_by_role("list", name=re.compile("^Antal")).inner_text()
    return int(re.findall(rf"(\d+)\s+{word}", told)[0])


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_an_item_that_serves_nothing_is_found_ticked_and_found_again_at_the_goal(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 900})
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/sammenhaeng/")
    before = counted(page, "understøtter intet")
    assert fits(page)
    page.get_by_role("link", name="understøtter intet").click()
    page.get_by_role("rowheader").get_by_role("link", name="D103").click()
    page.get_by_role("link", name="Strategier og verdensmål").first.click()
    page.get_by_label("FN's verdensmål 9").check()
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Ændringen er gemt").wait_for()
    page.get_by_role("link", name="FN's verdensmål 9").click()
    page.get_by_role("heading", name="FN's verdensmål 9").wait_for()
    page.get_by_role("row").get_by_role("link", name="D103").wait_for()
    page.get_by_role("link", name="Sammenhæng").click()
    assert counted(page, "understøtter intet") == before - 1 and fits(page)


def test_who_speaks_for_the_staff_finds_what_is_missing_plans_it_and_tells_what_came_of_it(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 900})
    sign_in("med")
    page.get_by_text("Konsekvenser for personalet, og MED er ikke inddraget").click()
    page.get_by_role("link", name="Opdatér D403, MED").click()
    page.get_by_label("Hvem der inddrages").fill("Hoved-MED")
    page.get_by_label("Hvordan", exact=True).select_option("drøftelse")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Inddragelsen er planlagt").wait_for()
    page.get_by_role("link", name="Skriv resultat Hoved-MED").click()
    page.get_by_label("Hvad kom der ud af det").fill("Enighed om en prøve i et halvt år")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Enighed om en prøve i et halvt år").first.wait_for()
    assert fits(page)
    page.goto("/")
    assert "D403" not in page.get_by_role("region", name="Venter på dig").inner_text()


def test_what_is_overdue_is_told_as_done_with_the_keyboard_alone(page, sign_in, demo):
    sign_in("ansvarlig")
    page.get_by_text("Du skal fortælle andre").click()
    page.get_by_role("link", name="Opdatér R304, Borgere").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Gjort den").focus()
    page.keyboard.type("29.9.2025")
    page.get_by_role("button", name="Gem").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Kommunikationen er gemt").wait_for()
    page.get_by_text("oplyst 29.9.2025").wait_for()
