# SPDX-License-Identifier: MPL-2.0
"""Coming in: as a newcomer to the demo, by a passkey, and with an app; each page looked over by axe."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.journeys.conftest import PHONE, WIDE
from udmoent.demo.actions import DEMO_PASSWORD

pytestmark = pytest.mark.browser
ACCOUNT_PAGES = (
    "",
    "adgangskode/",
    "to-faktor/",
    "sessioner/",
    "adgangsnoegler/",
    "adgangsnoegler/ny/",
    "to-faktor/app/",
)


def confirm(page) -> None:
    page.get_by_label("Adgangskode").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Fortsæt").click()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_newcomer_chooses_whom_to_be(browser, live_server, demo, has_scripts):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto(f"/plan/{demo.pk}/versioner/")
    page.get_by_role("button", name="udvalgssekretær").click()
    page.get_by_role("link", name="udvalgssekretaer@demo.example").wait_for()
    assert page.url.endswith("/versioner/")
    context.close()


def test_a_passkey_is_added_and_then_signs_in_alone(page, sign_in):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    told = device | {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": told})
    sign_in("direktion")
    page.goto("/konto/to-faktor/")
    page.get_by_role("link", name="Tilføj en adgangsnøgle").click()
    confirm(page)
    page.get_by_label("Navn").fill("Arbejdstelefon")
    page.get_by_label("Må bruges uden adgangskode").check()
    page.get_by_role("button", name="Tilføj en adgangsnøgle").click()
    page.get_by_role("heading", name="Nødkoder").wait_for()
    page.goto("/konto/adgangsnoegler/")
    page.get_by_role("rowheader", name="Arbejdstelefon").wait_for()
    page.get_by_role("banner").get_by_role("button", name="Log ud").click()
    page.get_by_role("button", name="Brug en adgangsnøgle").click()
    page.get_by_role("link", name="direktion@demo.example").wait_for()


def test_an_app_with_codes_is_set_up_and_asked_for(page, sign_in, axe_faults):
    page.set_viewport_size({"width": PHONE, "height": 900})
    sign_in("oekonom")
    page.goto("/konto/")
    page.get_by_role("link", name="Sæt op").click()
    page.get_by_role("link", name="Sæt en app op").click()
    confirm(page)
    secret = re.search(r"[A-Z2-7]{32}", page.locator(".secret").inner_text())[0]
    page.get_by_label("Kode").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Tag appen i brug").click()
    code = page.locator(".codes code").first.inner_text()
    assert not axe_faults(page)
    page.get_by_role("banner").get_by_role("button", name="Log ud").click()
    page.get_by_label("E-mail").fill("oekonom@demo.example")
    confirm_by = page.get_by_label("Adgangskode")
    confirm_by.fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("heading", name="Ét trin mere").wait_for()
    assert not axe_faults(page)
    page.get_by_label("Kode").fill(code)
    page.get_by_role("button", name="Fortsæt").click()
    page.get_by_role("link", name="oekonom@demo.example").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_every_page_of_the_account_is_free_of_faults(page, sign_in, axe_faults, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in ("/log-ind/", "/log-ind/kode/", "/glemt-adgangskode/", "/glemt-adgangskode/sendt/"):
        page.goto(address)
        assert not axe_faults(page), address
    sign_in("laeser")
    page.goto("/konto/to-faktor/app/")
    assert not axe_faults(page)
    confirm(page)
    for address in ACCOUNT_PAGES:
        page.goto(f"/konto/{address}")
        assert not axe_faults(page), address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
