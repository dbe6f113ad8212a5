# SPDX-License-Identifier: MPL-2.0
"""Status in a minute, in a real browser: counted clicks on a phone, by keyboard alone, without scripts, and never lost."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from tests.journeys.conftest import PHONE, WIDE
from udmoent.demo.actions import DEMO_PASSWORD
from udmoent.followup.actions import Asking, close_round, open_round, plan_round
from udmoent.followup.models import Round, StatusReport
from udmoent.followup.rules import Timing, days_of
from udmoent.organisation.models import Role
from udmoent.plan.facts import ENDED

pytestmark = pytest.mark.browser
MOST_CLICKS = 10
"""From the front page, with three items answered: one in words, one unchanged, one red with its reason."""
MOST_KEYS = 60
"""The same by keyboard, besides the letters of what is written."""


@pytest.fixture
def asked(demo) -> Round:
    """A round as of the demo's day that asks about three of the responsible's items, and no other round asks."""
    keeper = Role.objects.get(name="plan_coordinator").person
    when = {"by": keeper, "now": datetime(2025, 9, 20, 9, tzinfo=UTC)}
    for running in demo.rounds.filter(stage="open"):
        close_round(running, **when)
    planned = plan_round(demo, "September", days_of(date(2025, 9, 30), Timing()), Asking(), **when)
    own = demo.items.as_of(date(2025, 9, 30)).present().filter(responsible="dagtilbudschef").exclude(stage__in=ENDED)
    ids = list(own.order_by("item__number").values_list("item_id", flat=True)[:3])
    assert len(ids) == 3
    return open_round(planned, ids, **when)


@dataclass
class Counting:
    page: object
    clicks: int = 0
    keys: int = 0

    def click(self, name: str | re.Pattern, role: str = "button") -> None:
        self.page.get_by_role(role, name=name).first.click()
        self.clicks += 1

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).first.click()
        self.clicks += 1
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def to(self, told: str) -> None:
        """With the tabulator to what is called so."""
        for _step in range(80):
            self.press("Tab")
            if told in self.page.evaluate("""() => {
                const at = document.activeElement;
                return [at.id, at.innerText, ...[...(at.labels || [])].map((one) => one.innerText)].join(" ");
            }"""):
                return
        raise AssertionError(f"the tabulator does not come to {told}")


def answered(page, number_missing: int) -> None:
    page.get_by_role("heading", name=f"Mangler svar {number_missing}").wait_for()


def test_three_items_are_told_of_on_a_phone_in_a_few_clicks(page, sign_in, asked, axe_faults):
    page.set_viewport_size({"width": PHONE, "height": 800})
    sign_in("ansvarlig")
    at = Counting(page)
    at.click("Menu")
    at.click("Mine punkter", "link")
    answered(page, 3)
    assert not axe_faults(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    at.write("Status", "Normeringen holder i alle huse. ")
    at.click("Send status")
    answered(page, 2)
    at.click(re.compile("^Uændret"))
    answered(page, 1)
    page.get_by_role("radio", name="Rød").check(force=True)
    at.clicks += 1
    at.write("Begrundelse", "Der mangler pædagoger.")
    at.write("Afhjælpning", "Nyt opslag i oktober.")
    at.click("Send status")
    page.get_by_text("Du har svaret på alt").wait_for()
    assert not axe_faults(page)
    assert at.clicks <= MOST_CLICKS, f"{at.clicks} clicks"
    told = StatusReport.objects.filter(round=asked).order_by("pk")
    assert [(one.is_unchanged, one.assessment == "red") for one in told] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_the_same_is_done_by_keyboard_alone(page, sign_in, asked):
    page.set_viewport_size({"width": WIDE, "height": 900})
    sign_in("ansvarlig")
    page.goto(f"/plan/{asked.plan_id}/mine-punkter/")
    at = Counting(page)
    page.get_by_role("heading", name="Mine punkter").click()
    at.to("Status")
    page.keyboard.type("Normeringen holder. ")
    at.press("Control+Enter")
    answered(page, 2)
    page.get_by_role("heading", name="Mine punkter").click()
    at.to("Uændret")
    at.press("Enter")
    answered(page, 1)
    page.get_by_role("heading", name="Mine punkter").click()
    at.to("Næste skridt")
    page.keyboard.type("Opslag i oktober.")
    at.press("Control+Enter")
    page.get_by_text("Du har svaret på alt").wait_for()
    assert at.keys <= MOST_KEYS, f"{at.keys} keys"


def test_the_same_is_done_without_scripts(browser, live_server, page, sign_in, asked):
    sign_in("ansvarlig")
    state = page.context.storage_state()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state)
    bare = context.new_page()
    bare.goto(f"/plan/{asked.plan_id}/mine-punkter/")
    bare.get_by_label("Status", exact=True).fill("Normeringen holder.")
    bare.get_by_role("button", name="Gem kladde").click()
    bare.get_by_text("Kladde gemt kl.").wait_for()
    bare.get_by_role("radio", name="Gul").check(force=True)
    bare.get_by_label("Begrundelse").fill("Der mangler pædagoger.")
    bare.get_by_role("button", name="Send status").click()
    bare.get_by_text("Intet er gemt").wait_for()
    assert bare.get_by_label("Status", exact=True).input_value() == "Normeringen holder."
    bare.get_by_label("Afhjælpning").fill("Nyt opslag.")
    bare.get_by_role("button", name="Send status").click()
    answered(bare, 2)
    for box in bare.get_by_role("checkbox").all():
        box.check(force=True)
    bare.get_by_role("button", name="Meld de valgte uændret").click()
    bare.get_by_text("Du har svaret på alt").wait_for()
    assert StatusReport.objects.filter(round=asked).count() == 3
    context.close()


def test_what_is_written_is_kept_over_a_new_page_a_second_tab_and_a_session_that_ends(page, sign_in, asked):
    sign_in("ansvarlig")
    address = f"/plan/{asked.plan_id}/mine-punkter/"
    page.goto(address)
    box = page.get_by_label("Status", exact=True)
    box.fill("Først skrevet")
    page.get_by_text("Kladde gemt kl.").wait_for()
    page.reload()
    assert box.input_value() == "Først skrevet"

    other = page.context.new_page()
    other.goto(address)
    other.get_by_label("Status", exact=True).fill("Skrevet i den anden fane")
    other.get_by_text("Kladde gemt kl.").wait_for()
    box.fill("Skrevet i den første fane")
    page.get_by_text("nyere kladde i en anden fane").wait_for()
    page.get_by_role("button", name="Gem denne i stedet").click()
    page.get_by_text("Kladde gemt kl.").wait_for()
    other.close()

    page.context.clear_cookies()
    box.fill("Skrevet efter udlogning")
    page.get_by_text("Du er logget ud").wait_for()
    page.get_by_role("button", name="Send status").click()
    assert box.input_value() == "Skrevet efter udlogning"
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log ind i en ny fane").click()
    again = opened.value
    again.get_by_label("E-mail").fill("ansvarlig@demo.example")
    again.get_by_label("Adgangskode").fill(DEMO_PASSWORD)
    again.get_by_role("button", name="Log ind").click()
    again.get_by_role("heading", name="Udmøntningsplan 2025-2028").wait_for()
    page.get_by_role("button", name="Send status").click()
    answered(page, 2)
    assert StatusReport.objects.get(round=asked).status_text == "Skrevet efter udlogning"


def test_a_file_is_fetched_filled_in_and_sent_back(page, sign_in, asked, axe_faults, tmp_path):
    import openpyxl

    sign_in("ansvarlig")
    page.goto(f"/plan/{asked.plan_id}/mine-punkter/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent mine punkter som Excel").click()
    file = tmp_path / "status.xlsx"
    download.value.save_as(file)
    book = openpyxl.load_workbook(file)
    sheet = book["Status"]
    headings = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(2, headings["Status"]).value = "Skrevet i toget"
    sheet.cell(3, headings["Uændret (x)"]).value = "x"
    sheet.cell(4, headings["Stadie"]).value = "Måske"
    book.save(file)
    page.get_by_role("link", name="Send en fil med status").click()
    assert not axe_faults(page)
    page.get_by_label("Fil").set_input_files(file)
    page.get_by_role("button", name="Vis, hvad filen svarer").click()
    page.get_by_text("Skrevet i toget").wait_for()
    assert not axe_faults(page)
    page.get_by_role("button", name="Meld resten uden de rækker").click()
    answered(page, 1)
