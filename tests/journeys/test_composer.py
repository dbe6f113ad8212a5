# SPDX-License-Identifier: MPL-2.0
"""The economist composes a package by keyboard, sees the sum at once, saves it, and holds it against another."""

import pytest

from tests.journeys.conftest import PHONE
from udmoent.catalogue.models import Package

pytestmark = pytest.mark.browser

COMPOSER = "/raaderum/2027/saml/"


def whole(page, year: int) -> str:
    return page.locator(f'[data-line=""] [data-year="{year}"]').inner_text()


def test_a_package_is_composed_by_keyboard_and_held_against_another(page, sign_in, axe_faults):
    sign_in("oekonom")
    page.goto(COMPOSER)
    page.get_by_label("F01 Skoler deler lokaler om eftermiddagen").focus()
    page.keyboard.press("Space")
    assert "-450.000" in whole(page, 2027) and "mangler 3.050.000" in whole(page, 2027)
    page.locator("summary", has_text="F01").focus()
    page.keyboard.press("Enter")
    page.locator("#del-F01-2028").fill("-100.000")
    assert "-100.000" in whole(page, 2028) and "-1.100.000" in whole(page, 2029)
    assert not axe_faults(page)
    page.get_by_label("Pakkens navn").fill("Min pakke")
    page.get_by_role("button", name="Gem").press("Enter")
    page.get_by_text("Pakken “Min pakke” er gemt.").wait_for()
    assert Package.objects.get(name="Min pakke").choices.get().share[2028] == -100_000
    page.get_by_role("link", name="Pakker").click()
    assert page.get_by_role("columnheader", name="Min pakke").count() == 2
    assert not axe_faults(page)


def test_the_server_adds_up_what_the_script_does(page, sign_in):
    sign_in("oekonom")
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.goto(COMPOSER)
    for number in ("F02", "F03"):
        page.locator(f"#valg-{number}").check(force=True)
    shown = page.locator("[data-line]").all_inner_texts()
    page.get_by_role("button", name="Regn sammen").click()
    page.wait_for_load_state()
    assert page.locator("[data-line]").all_inner_texts() == shown
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
