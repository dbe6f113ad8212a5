# SPDX-License-Identifier: MPL-2.0
"""The directorate's month, in a real browser."""

import pytest

from tests.journeys.conftest import PHONE
from udmoent.demo.actions import DEMO_PASSWORD

pytestmark = pytest.mark.browser


def test_the_years_are_narrowed_and_an_item_is_reached_from_its_bar(page, sign_in):
    sign_in("direktion")
    page.get_by_role("link", name="Tidslinje").click()
    page.get_by_label("År").select_option("2025")
    page.get_by_label("Kun tværgående").check(force=True)
    page.get_by_role("button", name="Vis", exact=True).last.click()
    page.wait_for_url("**/*aar=2025*")
    page.locator("svg .row", has_text="Kloge m2").locator(".span").click()
    page.get_by_role("heading", name="Kloge m2").wait_for()


def test_a_note_is_written_beside_the_responsibles_words_without_scripts(browser, live_server, demo):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill("direktion@demo.example")
    page.get_by_label("Adgangskode").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("link", name="Direktionen", exact=True).click()
    row = page.locator("#punkt-R102")
    row.get_by_text("Skriv notat").click()
    row.get_by_label("Notat til R102").fill("Tages op i oktober")
    row.get_by_role("button", name="Gem notatet").click()
    assert page.url.endswith("/direktionen/#punkt-R102")
    assert row.locator(".note").inner_text() == "Tages op i oktober"
    assert row.get_by_text("Enheden er etableret").is_visible()
    context.close()


def test_on_a_phone_the_table_comes_before_the_picture(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 844})
    sign_in("direktion")
    page.goto(f"/plan/{demo.pk}/tidslinje/")
    group = page.locator(".time-group").first
    assert group.locator("table").bounding_box()["y"] < group.locator(".pictures").bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.goto(f"/plan/{demo.pk}/direktionen/?alle=on")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
