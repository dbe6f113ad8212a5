# SPDX-License-Identifier: MPL-2.0
"""A committee's secretary keeps the work plan: by keyboard, by dragging, without scripts, and on paper."""

from io import BytesIO

import pypdfium2
import pytest

from tests.journeys.conftest import PHONE
from udmoent.demo.actions import DEMO_PASSWORD

pytestmark = pytest.mark.browser

OCTOBER, NOVEMBER, DECEMBER = "m-2025-10-08", "m-2025-11-12", "m-2025-12-03"
BY_ITS_TITLE = {"x": 40, "y": 16}


def work_plan(demo, more: str = "") -> str:
    return f"/plan/{demo.pk}/udvalg/BUU/arbejdsplan/2025/{more}"


def in_column(page, mark: str):
    return page.locator(f"section.column:has(#{mark})")


def card_of(page, number: str):
    return page.locator("li.planned", has=page.get_by_role("link", name=number))


def test_an_item_is_moved_and_moved_back_by_the_keyboard_alone(page, sign_in, demo):
    sign_in("udvalgssekretaer")
    page.goto("/")
    page.get_by_role("link", name="Til arbejdsplanen").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Arbejdsplan 2025").wait_for()
    page.get_by_label("Flyt til D302").focus()
    page.keyboard.type("3. dec")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    moved = in_column(page, DECEMBER).get_by_role("link", name="D302 Afledt drift")
    moved.wait_for()
    # One goes on from the card that was moved.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("D302")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    in_column(page, "uden-dato").get_by_role("link", name="D302 Afledt drift").wait_for()


def test_an_item_is_dragged_to_a_meeting_and_off_it(page, sign_in, demo):
    sign_in("udvalgssekretaer")
    page.goto(work_plan(demo))
    card_of(page, "D302").drag_to(in_column(page, OCTOBER), source_position=BY_ITS_TITLE)
    in_column(page, OCTOBER).get_by_role("link", name="D302 Afledt drift").wait_for()
    assert demo.items.get(number="D302").states.latest("pk").facts.treatments[0].time == "8.10.2025"
    card_of(page, "D302").drag_to(in_column(page, "uden-dato"), source_position=BY_ITS_TITLE)
    in_column(page, "uden-dato").get_by_role("link", name="D302 Afledt drift").wait_for()


def test_whoever_only_reads_drags_nothing(page, sign_in, demo):
    sign_in("udvalgsmedlem")
    page.goto(work_plan(demo))
    assert page.locator("[draggable=true]").count() == 0 and page.get_by_role("button", name="Flyt").count() == 0
    assert in_column(page, OCTOBER).get_by_text("Vælge mellem de to placeringer").is_visible()


def test_the_year_is_put_in_order_without_scripts_on_a_phone(browser, live_server, demo):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": PHONE, "height": 844}
    )
    page = context.new_page()
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill("udvalgssekretaer@demo.example")
    page.get_by_label("Adgangskode (skal udfyldes)", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.goto(work_plan(demo))
    assert in_column(page, NOVEMBER).get_by_text("For fuldt: 6 punkter, og 5 er nok").is_visible()
    page.get_by_label("Flyt til H304").select_option("3. december 2025")
    page.get_by_role("button", name="Flyt H304").click()
    assert in_column(page, DECEMBER).get_by_text("H304 Tidlig indsats").is_visible()
    assert not page.get_by_text("For fuldt").is_visible()
    page.get_by_role("button", name="Planlæg A306").click()
    assert in_column(page, DECEMBER).get_by_text("A306 Legepladser i byerne").is_visible()
    page.get_by_role("button", name="Notér behandlet R304").click()
    assert not page.get_by_role("heading", name="Passeret og ikke noteret behandlet").is_visible()
    page.get_by_label("Punkt (skal udfyldes)").fill("X1")
    page.get_by_role("button", name="Planlæg punktet").click()
    assert page.get_by_text("intet punkt X1").first.is_visible()
    context.close()


def test_the_work_plan_is_printed_and_handed_out(page, sign_in, demo):
    sign_in("udvalgssekretaer")
    page.goto(work_plan(demo))
    printed = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
    assert [round(points) for points in printed[0].get_size()] == [595, 842]
    assert "Vælge mellem de to placeringer" in text and "Dagsordenen udsendes" in text
    assert "Flyt" not in text.replace("Flyttet", "") and "Internt" in text
    for name in ("Word", "PDF", "Excel", "Kalenderfil"):
        with page.expect_download() as handed:
            page.get_by_role("link", name=name, exact=True).click()
        assert handed.value.suggested_filename.startswith("arbejdsplan-buu-2025")


def test_a_calendar_comes_in_moves_a_meeting_with_what_is_planned_and_goes_out_again(page, sign_in, demo, tmp_path):
    file = tmp_path / "mødekalender 2025.csv"
    rows = ["Dato;Udvalg;Tid", "15. oktober 2025;Børne- og Ungdomsudvalget;16.30", "snart;BUU;"]
    file.write_bytes("\n".join(rows).encode("cp1252"))
    sign_in("udvalgssekretaer")
    page.goto(f"/plan/{demo.pk}/kalender/")
    page.get_by_role("link", name="Importér en kalender").click()
    page.get_by_label("Fil (skal udfyldes)", exact=True).set_input_files(file)
    page.get_by_role("button", name="Vis, hvad der ville ske").click()
    page.get_by_text("“snart” er ikke en dato").wait_for()
    page.get_by_role("button", name="Ret kalenderen").click()
    page.get_by_text("1 møde i kalenderen er ændret.").wait_for()
    page.goto(work_plan(demo))
    moved = in_column(page, "m-2025-10-15")
    assert (
        moved.get_by_text("flyttet fra 8. oktober 2025").is_visible() and moved.get_by_text("A301 Ny dag").is_visible()
    )
    page.go_back()
    page.get_by_role("button", name="Tag hele ændringen tilbage").click()
    page.get_by_text("Kalenderen er, som den var før.", exact=True).wait_for()
    page.goto(work_plan(demo))
    assert in_column(page, OCTOBER).get_by_text("A301 Ny daginstitution").is_visible()


def test_next_years_meetings_are_put_in_by_a_rule(page, sign_in, demo):
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/kalender/gentag/")
    page.get_by_label("Organ").select_option("KFU – Kultur- og Fritidsudvalget")
    page.get_by_label("Hvor tit").select_option("Den anden i hver måned")
    page.get_by_label("Ugedag").select_option("Tirsdag")
    page.get_by_role("textbox", name="Fra", exact=False).first.fill("1.7.2026")
    page.get_by_role("button", name="Vis dagene").click()
    page.get_by_role("group", name="Nye møder 5").wait_for()
    page.get_by_role("button", name="Ret kalenderen").click()
    page.get_by_text("5 møder i kalenderen er ændret.").wait_for()


def test_a_treatment_is_planned_on_the_items_page_and_warned_of_where_it_runs_against_the_route(page, sign_in, demo):
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/punkt/A301/")
    page.get_by_role("link", name="Ret 2. Økonomiudvalget").click()
    page.get_by_label("Møde", exact=True).select_option("ØK 7. oktober 2025")
    page.get_by_label("Hvad organet skal").fill("Anbefale en placering")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("ØK skal behandle det før BUU").first.wait_for()
    assert page.get_by_text("Anbefale en placering").first.is_visible()
