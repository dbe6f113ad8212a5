# SPDX-License-Identifier: MPL-2.0
"""The plan coordinator makes next year's plan, regrets it, and makes it again, in a real browser."""

import pytest

from udmoent.demo.actions import DEMO_TODAY
from udmoent.editions.gather import gather
from udmoent.plan.models import Plan

pytestmark = pytest.mark.browser

NEXT = "Udmøntningsplan 2026-2029"


def make(page) -> None:
    page.get_by_label("Den nye plans navn").fill(NEXT)
    page.get_by_role("button", name="Vælg punkterne").click()
    page.get_by_label("Hvad der sker med D105").select_option(
        "Før videre under andet nummer, anden del eller andet udvalg"
    )
    page.get_by_role("button", name="Vis, hvad der bliver").click()
    page.get_by_role("group", name="D105").get_by_label("Nummer").fill("D199")
    page.get_by_role("button", name="Vis, hvad der bliver").click()
    page.get_by_text("Intet er gemt endnu").wait_for()
    assert page.get_by_role("cell", name="D199", exact=True).is_visible()
    page.get_by_role("button", name="Lav planen").click()
    page.get_by_text("venter på at blive bekræftet").first.wait_for()


def test_next_years_plan_is_made_taken_back_made_again_and_confirmed(page, sign_in, demo, axe_faults):
    sign_in("plankoordinator")
    page.get_by_role("link", name="Næste års plan").click()
    make(page)
    assert not axe_faults(page)
    page.get_by_role("link", name="Tag det hele tilbage").click()
    page.get_by_role("button", name="Tag det hele tilbage").click()
    page.get_by_text("Alt er, som det var før").wait_for()
    assert list(Plan.objects.all()) == [demo]

    page.goto(f"/plan/{demo.pk}/naeste/")
    make(page)
    page.get_by_role("link", name="Bekræft").click()
    page.get_by_role("button", name="Bekræft").click()
    page.get_by_text("Bekræftet", exact=False).first.wait_for()
    assert page.get_by_role("link", name="Tag det hele tilbage").count() == 0
    made = Plan.objects.get(name=NEXT)
    assert "D199" in {one.number for one in gather(made, DEMO_TODAY).items}

    page.get_by_role("link", name="Planerne side om side").click()
    page.get_by_label("Hvad det blev til").select_option("Ikke ført videre")
    page.get_by_role("button", name="Vis", exact=True).last.click()
    page.wait_for_url("**skaebne=left*")
    assert not axe_faults(page)
    page.goto(f"/plan/{made.pk}/punkt/R101/")
    page.get_by_role("link", name="Hele forløbet").click()
    assert page.get_by_role("heading", name=NEXT).is_visible()
    assert not axe_faults(page)
