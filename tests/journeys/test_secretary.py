# SPDX-License-Identifier: MPL-2.0
"""A committee's secretary goes from the front page to the own committee, plans a meeting and prints the excerpt."""

from io import BytesIO

import pypdfium2
import pytest

from tests.journeys.conftest import PHONE
from udmoent.demo.actions import DEMO_PASSWORD

pytestmark = pytest.mark.browser


def test_a_secretary_plans_a_meeting_and_prints_the_excerpt(page, sign_in, demo):
    sign_in("udvalgssekretaer")
    page.goto("/")
    page.get_by_role("link", name="Til udvalgets udsnit").click()
    page.get_by_role("heading", name="Børne- og Ungdomsudvalget").wait_for()
    page.get_by_label("Dato (skal udfyldes)", exact=True).fill("22.10.2025")
    page.get_by_label("Titel").fill("Temamøde")
    page.get_by_role("button", name="Tilføj mødet").click()
    page.get_by_text("Mødet den 22. oktober 2025 er i kalenderen").wait_for()
    assert page.get_by_text("Temamøde").is_visible()
    page.get_by_role("link", name="Ret 22. oktober 2025").click()
    page.get_by_role("link", name="Tag mødet ud").click()
    page.get_by_text("Ingen punkter er planlagt på det").wait_for()
    page.get_by_role("button", name="Tag mødet ud").click()
    page.get_by_text("er taget ud af kalenderen").wait_for()
    page.goto(f"/plan/{demo.pk}/udvalg/BUU/")
    printed = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [round(points) for points in printed[0].get_size()] == [595, 842]
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
    assert "Planen pr. 30. september 2025" in text and "Ny daginstitution" in text and "Tilføj et møde" not in text


def test_what_changed_is_shown_word_by_word_on_demand(page, sign_in, demo):
    sign_in("ansvarlig")
    page.goto("/")
    words = page.locator(".word-by-word ins").first
    assert not words.is_visible()
    page.get_by_text("Ændrede punkter").click()
    page.locator(".word-by-word > summary").first.click()
    assert words.is_visible()


def test_a_count_leads_to_its_items_on_a_phone(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 844})
    sign_in("laeser")
    page.goto("/")
    page.get_by_role("link", name="2 Rød").click()
    page.get_by_role("heading", name="Udmøntningsplan 2025-2028").wait_for()
    assert page.locator("tbody tr td.c-number:visible").count() == 2


def test_a_meeting_is_planned_without_scripts(browser, live_server, demo):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill("udvalgssekretaer@demo.example")
    page.get_by_label("Adgangskode (skal udfyldes)", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.goto(f"/plan/{demo.pk}/udvalg/BUU/")
    page.get_by_label("Dato (skal udfyldes)", exact=True).fill("8.10.2025")
    page.get_by_label("Sted").fill("Byrådssalen")
    page.get_by_role("button", name="Tilføj mødet").click()
    assert page.get_by_text("har allerede møde den 8.10.2025").first.is_visible()
    assert page.get_by_label("Sted").input_value() == "Byrådssalen"
    context.close()
