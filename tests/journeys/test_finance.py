# SPDX-License-Identifier: MPL-2.0
"""The economist brings in what the finance system says is spent: maps what is left, sees it in the plan, and sends it again."""

import pytest

from tests.journeys.conftest import PHONE
from udmoent.demo.sample import FOLDER

pytestmark = pytest.mark.browser
EXTRACT = FOLDER / "udtraek-september.csv"


def send(page, demo) -> None:
    page.goto(f"/plan/{demo.pk}/oekonomi/")
    page.get_by_role("link", name="Fra økonomisystemet").click()
    page.get_by_label("Udtrækket").set_input_files(EXTRACT)
    page.get_by_role("button", name="Vis, hvad der ville ske").click()


@pytest.mark.parametrize("width", [1280, PHONE])
def test_an_extract_is_mapped_confirmed_and_changes_nothing_the_second_time(page, sign_in, demo, axe_faults, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("oekonom")
    send(page, demo)
    assert page.get_by_text("3 ikke kortlagt").is_visible() and not axe_faults(page)
    page.get_by_role("link", name="Kortlæg 0.48.70 3 1 0503 001 4 5").click()
    assert page.get_by_label("som er").input_value() == "0.48.70 3 1 0503 001 4 5"
    page.get_by_label("som er").fill("0.48.70 3 x 0503")
    page.get_by_label("hører til").select_option("A503")
    page.get_by_role("button", name="Gem reglen, og se igen").click()
    assert page.get_by_text("1 ikke kortlagt").is_visible()
    page.get_by_role("button", name="Importér", exact=True).click()
    assert page.get_by_text("Udtrækket er importeret").is_visible() and not axe_faults(page)
    page.goto(f"/plan/{demo.pk}/oekonomi/anlaeg/")
    assert page.get_by_role("row").filter(has_text="A503").get_by_text("568.210").first.is_visible()
    send(page, demo)
    assert page.get_by_text("intet, som ikke er posteret i forvejen").is_visible()
