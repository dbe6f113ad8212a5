# SPDX-License-Identifier: MPL-2.0
"""A stranger, a reader, somebody without scripts, somebody with a keyboard, somebody with a phone."""

import pytest

from tests.journeys.conftest import PHONE
from udmoent.demo.actions import DEMO_PASSWORD

pytestmark = pytest.mark.browser


def test_a_stranger_gets_nowhere(page, demo):
    for address in ("/", f"/plan/{demo.pk}/", f"/plan/{demo.pk}/punkt/R101/", f"/hent/plan/{demo.pk}/json/"):
        page.goto(address)
        assert page.get_by_role("heading", name="Log ind").is_visible()
        assert "Kloge m2" not in page.content()


def test_a_reader_sees_the_plan_and_no_way_to_change_it(page, sign_in, demo):
    sign_in("laeser")
    page.goto(f"/plan/{demo.pk}/punkt/R101/")
    assert page.get_by_role("link", name="Redigér").count() == 0
    assert page.get_by_role("link", name="Importér").count() == 0
    page.goto(f"/plan/{demo.pk}/punkt/R101/ret/")
    assert page.get_by_role("heading", name="Du må ikke se denne side").is_visible()


def test_forms_and_lists_work_without_scripts(browser, live_server, demo):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill("plankoordinator@demo.example")
    page.get_by_label("Adgangskode").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_label("Planen pr.").fill("31.5.2025")
    page.get_by_role("button", name="Vis", exact=True).click()
    assert "Planen pr. 31. maj 2025" in page.content()
    page.goto(f"/plan/{demo.pk}/punkt/D103/ret/")
    page.get_by_label("Emne").fill("It-sikkerhed")
    page.get_by_role("button", name="Gem").click()
    assert "Ændringen er gemt." in page.content()
    context.close()


def test_the_keyboard_is_enough(page, demo):
    page.goto("/log-ind/")
    page.keyboard.type("plankoordinator@demo.example")
    page.keyboard.press("Tab")
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Udmøntningsplan 2025-2028").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til sidens indhold"
    page.get_by_role("link", name="Planen", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Søg").focus()
    page.keyboard.type("havnebad")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*soeg=havnebad*")
    assert page.get_by_role("link", name="Havnebad", exact=True).is_visible()


def test_on_a_phone_nothing_is_wider_than_the_page(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 844})
    sign_in("plankoordinator")
    for address in ("", "punkt/R101/", "punkt/R101/ret/", "versioner/", "importer/"):
        page.goto(f"/plan/{demo.pk}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, address


def test_on_a_phone_the_open_menu_leaves_its_bar_in_sight(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 600})
    sign_in("plankoordinator")
    page.get_by_role("button", name="Menu").click()
    bar, menu = (page.locator(one).bounding_box() for one in (".desk-nav", "#menu"))
    assert menu["y"] >= bar["y"] + bar["height"]
    assert menu["y"] + menu["height"] <= 600
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu").wait_for(state="hidden")


@pytest.mark.parametrize(("width", "is_told"), [(PHONE, True), (1600, False)])
def test_what_is_wider_than_its_place_says_so_and_is_reached_by_keyboard(page, sign_in, demo, width, is_told):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/over-tid/")
    region = page.get_by_role("region", name="Tabel: Punkter efter stadie")
    hint = region.get_by_text("Rul til siden for at se mere")
    hint.wait_for(state="visible" if is_told else "hidden")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("([one, told]) => (one.scrollLeft > 0) === told", arg=[region.element_handle(), is_told])


def test_the_fields_of_a_row_are_level_with_each_other(page, sign_in, demo):
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/punkt/R101/ret/")
    for row in (("Tidspunkt", "Stadie", "Trafiklys"), ("Bidragydere", "Hovedpunkt"), ("Sagsnr.", "KLE", "Synlighed")):
        assert len({round(page.get_by_label(label, exact=True).bounding_box()["y"]) for label in row}) == 1, row


def test_the_page_can_be_read_in_english(page, sign_in):
    sign_in("laeser")
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("link", name="Versions").is_visible()
    assert page.locator("html").get_attribute("lang") == "en"
