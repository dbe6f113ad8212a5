# SPDX-License-Identifier: MPL-2.0
"""What is done with an item, in a real browser: by its coordinator, its responsible on a phone, and without scripts."""

import pytest

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser


def test_an_item_is_added_split_and_withdrawn(page, sign_in, demo):
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/nyt-punkt/")
    page.get_by_label("Emne").fill("Ny svømmehal")
    page.get_by_label("Del", exact=True).select_option("capital")
    page.get_by_label("Udvalg").select_option("KFU")
    page.get_by_label("Vedtaget 2026").fill("2 mio. kr.")
    page.get_by_label("Hvorfor").fill("Aftalt efter budgettet")
    page.get_by_role("button", name="Tilføj punktet").click()
    page.get_by_role("heading", name="Ny svømmehal").wait_for()
    assert page.get_by_role("cell", name="2.000.000").is_visible() and page.locator("svg.picture").is_visible()

    page.get_by_role("link", name="Del op").click()
    first = page.get_by_role("group", name="Nyt punkt 1")
    first.get_by_label("Emne").fill("Udendørs bassin")
    page.get_by_label("2026, nyt punkt 1").fill("500.000")
    assert page.locator("tr.rest output").inner_text() == "1.500.000"
    page.get_by_label("Hvorfor").fill("To tidsplaner")
    page.get_by_role("button", name="Del punktet op").click()
    page.get_by_role("heading", name="Ny svømmehal").wait_for()
    assert page.get_by_role("cell", name="1.500.000").is_visible()
    page.get_by_text("Delt op i").wait_for()

    page.get_by_role("link", name="Lad udgå").click()
    page.get_by_label("Grund til udgåelse").fill("For dyrt")
    page.get_by_role("button", name="Lad punktet udgå").click()
    page.get_by_text("Intet er gemt").wait_for()
    page.get_by_label("Besluttet af").select_option("KB")
    page.get_by_label("Møde den").fill("16.09.2025")
    page.get_by_label("Sagen").fill("Svømmehal")
    page.get_by_label("Beslutningen", exact=True).fill("Udgår af planen.")
    page.get_by_role("button", name="Lad punktet udgå").click()
    page.get_by_text("Punktet udgår.").wait_for()
    assert page.locator(".decisions").get_by_text("Udgår af planen.").is_visible()


def test_the_responsible_writes_status_and_closes_on_a_phone(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 900})
    sign_in("ansvarlig")
    page.goto(f"/plan/{demo.pk}/punkt/D302/")
    page.get_by_role("link", name="Redigér").click()
    page.get_by_label("Status", exact=True).fill("Driften er klar.")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_text("Driften er klar.").first.wait_for()
    page.get_by_role("link", name="Afslut (X)").click()
    page.get_by_role("button", name="Afslut punktet").click()
    page.get_by_text("Punktet er afsluttet.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_everything_can_be_done_without_scripts(browser, live_server, page, sign_in, demo):
    sign_in("plankoordinator")
    state = page.context.storage_state()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state)
    bare = context.new_page()
    bare.goto(f"/plan/{demo.pk}/punkt/A302/")
    bare.get_by_role("link", name="Vedhæft", exact=True).click()
    bare.get_by_label("Titel").fill("Tegning")
    bare.get_by_label("Eller en adresse").fill("https://dokumenter.example/tegning")
    bare.get_by_role("button", name="Vedhæft").click()
    bare.get_by_role("button", name="Frigiv Tegning").click()
    assert bare.get_by_text("Bilaget er frigivet.").is_visible()
    bare.get_by_role("link", name="Ret beløb").click()
    bare.get_by_label("vedtaget, 2025-priser 2026").fill("300 t.kr.")
    bare.get_by_label("Hvorfor").fill("Til inventar")
    bare.get_by_role("button", name="Gem beløbene").click()
    assert bare.get_by_text("Beløbene er gemt.").is_visible()
    bare.get_by_role("link", name="Læg sammen").click()
    bare.get_by_label("Fortsætter i").fill("A301")
    bare.get_by_label("Hvorfor").fill("Samme hus")
    bare.get_by_role("button", name="Læg punktet sammen med et andet").click()
    assert bare.get_by_text("Punktet er lagt sammen med det andet.").is_visible()
    context.close()
