# SPDX-License-Identifier: MPL-2.0
"""Writing in the rows of the list, by keyboard and from Excel, in a real browser."""

from time import sleep

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, WIDE
from udmoent.plan.actions import Act, change

pytestmark = pytest.mark.browser

BAR = 17
"""How wide a window's own scroll bar is; the browser without a head has none."""
PASTE = """(text) => {
  const told = new DataTransfer(); told.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: told, bubbles: true, cancelable: true}));
}"""
COPY = """() => {
  const told = new DataTransfer();
  document.activeElement.dispatchEvent(new ClipboardEvent("copy", {clipboardData: told, bubbles: true, cancelable: true}));
  return told.getData("text/plain");
}"""


@pytest.fixture
def in_list(page, sign_in, demo):
    """`in_list(number, field)`: the list, with that cell in focus."""
    page.set_viewport_size({"width": WIDE, "height": 900})

    def at(number: str, field: str, *, who: str = "plankoordinator"):
        sign_in(who)
        page.goto(f"/plan/{demo.pk}/")
        cell = page.locator(f'tr[data-number="{number}"] > [data-field="{field}"]').first
        cell.click()
        return cell

    return at


def test_the_sums_under_the_list_follow_an_amount(page, in_list):
    cell = in_list("D103", "amount")
    foot, totals = page.locator("#sums-operating td").first, page.locator("#totals")
    before, below = foot.inner_text(), totals.inner_text()
    cell.press("Enter")
    page.get_by_label("2025").last.fill("123.456")
    page.keyboard.press("Enter")
    expect(foot).not_to_have_text(before)
    expect(totals).not_to_have_text(below)
    page.keyboard.press("Control+z")
    expect(foot).to_have_text(before)
    expect(page.locator("#totals")).to_have_text(below, use_inner_text=True)


def test_a_cell_is_edited_with_the_keyboard_alone_and_taken_back(page, in_list, axe_faults):
    cell = in_list("D103", "responsible")
    before = cell.inner_text()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_label("Ansvarlig, D103").wait_for()
    assert not axe_faults(page)
    page.keyboard.type("it-chef")
    page.keyboard.press("Enter")
    page.get_by_text("Gemt: Ansvarlig for D103").wait_for()
    assert cell.inner_text() == "it-chef"
    assert page.evaluate("document.activeElement.parentElement.dataset.number") != "D103"
    page.keyboard.press("Control+z")
    page.get_by_text("Taget tilbage").wait_for()
    assert cell.inner_text() == before
    assert not axe_faults(page)


def test_typing_begins_editing_and_escape_leaves_all_as_it_was(page, in_list):
    cell = in_list("D103", "time")
    before = cell.inner_text()
    page.keyboard.type("maj 2026")
    page.get_by_label("Tidspunkt, D103").wait_for()
    page.keyboard.press("Escape")
    assert cell.inner_text() == before and cell.evaluate("cell => cell === document.activeElement")
    page.keyboard.type("maj 2026")
    page.get_by_label("Tidspunkt, D103").wait_for()
    page.keyboard.press("Tab")
    page.get_by_text("Gemt: Tidspunkt for D103").wait_for()
    assert cell.inner_text().startswith("maj 2026")


@pytest.fixture
def slow(page):
    """The server's answers to what is done in a cell come 0.8 seconds late."""

    def late(route):
        sleep(0.8)
        route.continue_()

    page.route("**/celle/**", late)


@pytest.mark.parametrize("delay", [0, 90])
def test_nothing_typed_ahead_of_a_slow_server_is_lost(page, in_list, slow, delay):
    cell = in_list("D103", "time")
    page.keyboard.press("Enter")
    page.keyboard.type("uge 46x", delay=delay)
    page.keyboard.press("Backspace")
    page.keyboard.type(" 2025", delay=delay)
    page.keyboard.press("Tab")
    page.keyboard.type("skolechef", delay=delay)
    page.keyboard.press("Enter")
    page.get_by_text("Gemt: Ansvarlig for D103").wait_for()
    row = page.locator('tr[data-number="D103"]').first
    assert cell.inner_text().startswith("uge 46 2025")
    assert row.locator('[data-field="responsible"]').inner_text() == "skolechef"
    assert page.locator(".editing").count() == 0


def test_escape_lets_go_of_what_was_typed_ahead(page, in_list, slow):
    cell = in_list("D103", "responsible")
    before = cell.inner_text()
    page.keyboard.type("skole")
    page.keyboard.press("Escape")
    page.keyboard.type("it-chef")
    page.get_by_label("Ansvarlig, D103").wait_for()
    expect(page.get_by_label("Ansvarlig, D103")).to_have_value("it-chef")
    page.keyboard.press("Escape")
    assert cell.inner_text() == before


def test_what_is_typed_ahead_of_a_refusal_is_put_in_no_cell(page, in_list, slow):
    cell = in_list("D103", "amount")
    page.keyboard.type("abc")
    page.keyboard.press("Tab")
    page.keyboard.type("1250", delay=250)
    cell.get_by_role("alert").wait_for()
    assert cell.get_by_role("textbox").input_value() == "abc"
    assert page.locator(".editing").count() == 1


def test_the_tables_fit_and_a_refusal_gives_them_no_bars(page, in_list):
    in_list("D103", "amount")
    page.set_viewport_size({"width": WIDE - BAR, "height": 900})
    bars = """() => [...document.querySelectorAll(".scroll-wide")].filter(
        (box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight).length"""
    assert page.evaluate(bars) == 0
    last = page.locator("table[role=grid]").first.locator("tr[data-number]").last
    last.locator('[data-field="amount"]').first.click()
    page.keyboard.type("abc")
    page.keyboard.press("Enter")
    last.get_by_role("alert").wait_for()
    assert page.evaluate(bars) == 0


def test_a_refusal_is_told_at_the_cell_which_keeps_what_was_chosen(page, in_list, axe_faults):
    cell = in_list("D103", "assessment")
    page.keyboard.press("F2")
    page.get_by_label("Trafiklys, D103").select_option("red")
    page.keyboard.press("Enter")
    note = cell.get_by_role("alert")
    note.wait_for()
    assert "begrundelse" in note.inner_text()
    assert page.get_by_label("Trafiklys, D103").input_value() == "red"
    assert not axe_faults(page)
    note.get_by_role("link", name="Åbn hele formularen").click()
    assert page.get_by_role("heading", name="Redigér").is_visible()


def test_of_two_who_write_in_a_cell_the_second_sees_both_and_chooses(page, in_list, demo, axe_faults):
    cell = in_list("D103", "responsible")
    page.keyboard.press("Enter")
    editor = page.get_by_label("Ansvarlig, D103")
    editor.fill("mit valg")
    item = demo.items.get(number="D103")
    last = item.states.order_by("pk").last()
    act = Act(by=last.recorded_by, now=last.recorded_at, applies_on=last.applies_on)
    change(item, act=act, responsible="deres valg")
    page.keyboard.press("Enter")
    cell.get_by_role("alert").wait_for()
    assert "deres valg" in cell.inner_text() and page.get_by_label("Ansvarlig, D103").input_value() == "mit valg"
    assert not axe_faults(page)
    page.get_by_role("button", name="Gem mit").click()
    page.get_by_text("Gemt: Ansvarlig for D103").wait_for()
    assert cell.inner_text() == "mit valg"


def test_cells_are_copied_and_a_block_from_excel_is_shown_then_saved_then_seen_in_history(
    page, in_list, demo, axe_faults
):
    cell = in_list("D103", "time")
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator("[aria-selected=true]").count() == 2
    assert page.evaluate(COPY).count("\t") == 1
    cell.click()
    page.evaluate(PASTE, 'juni 2026\t"it-chef"\r\nefterår 2026\tsekretariatschef\r\n')
    page.get_by_role("heading", name="Det ville blive ændret").wait_for()
    assert page.locator("article", has_text="D103").locator("ins").count()
    assert not axe_faults(page)
    page.get_by_label("Hvorfor").fill("Aftalt med direktionen")
    page.get_by_role("button", name="Gem 2 punkter").click()
    page.get_by_text("2 punkter er ændret").wait_for()
    assert not axe_faults(page)
    page.goto(f"/plan/{demo.pk}/punkt/D103/")
    step = page.locator(".history li").first.inner_text()
    assert "Aftalt med direktionen" in step and "juni 2026" in step


def test_several_are_chosen_changed_at_once_and_taken_back(page, in_list, axe_faults):
    in_list("D103", "time")
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert page.get_by_text("2 valgt").is_visible()
    page.get_by_role("button", name="Ret flere på én gang").click()
    page.get_by_text("2 punkter valgt").wait_for()
    assert not axe_faults(page)
    page.get_by_role("combobox", name="Ansvarlig").fill("sekretariatschef")
    page.get_by_role("button", name="Vis, hvad der ville blive ændret").click()
    page.get_by_role("button", name="Gem 2 punkter").click()
    page.get_by_role("button", name="Tag det hele tilbage").click()
    page.get_by_text("Taget tilbage: 2 punkter").wait_for()


def test_pasting_and_changing_several_work_without_scripts(browser, live_server, demo):
    from udmoent.demo.actions import DEMO_PASSWORD

    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill("plankoordinator@demo.example")
    page.get_by_label("Adgangskode").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.goto(f"/plan/{demo.pk}/")
    assert not page.get_by_text("Sådan retter du i rækkerne").is_visible()
    page.get_by_label("Vælg D103").check()
    page.get_by_role("button", name="Ret flere på én gang").click()
    page.get_by_role("textbox", name="Forvaltning").fill("It og digitalisering")
    page.get_by_role("button", name="Vis, hvad der ville blive ændret").click()
    page.get_by_role("button", name="Gem 1 punkt").click()
    assert "1 punkt er ændret" in page.content()
    page.goto(f"/plan/{demo.pk}/indsaet/")
    page.get_by_label("Celler fra Excel").fill("Nr.\tAnsvarlig\nD103\tit-chef")
    page.get_by_role("button", name="Vis, hvad der ville blive ændret").click()
    page.get_by_role("button", name="Gem 1 punkt").click()
    assert "1 punkt er ændret" in page.content()
    context.close()


def test_on_a_phone_the_list_stays_cards(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 844})
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/")
    assert page.locator("table[role=grid]").count() == 0
    assert not page.get_by_label("Vælg D103").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_a_reader_meets_no_grid(page, in_list):
    in_list("D103", "time", who="laeser")
    assert page.locator("table[role=grid]").count() == 0 and page.get_by_role("checkbox", name="Vælg").count() == 0
