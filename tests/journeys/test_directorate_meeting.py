# SPDX-License-Identifier: MPL-2.0
"""Two of the directorate's meetings gone through by keyboard alone, a month apart."""

from datetime import date

import pytest

from tests.journeys.conftest import PHONE, WIDE
from udmoent.followup.models import FollowUp, ItemDecision

pytestmark = pytest.mark.browser
OCTOBER, NOVEMBER = date(2025, 10, 20), date(2025, 11, 24)
ASKED = "Find en dag til en fælles gennemgang"


class Keys:
    """Whoever has no mouse: what is pressed goes to where the focus is."""

    def __init__(self, page) -> None:
        self.page = page

    def focused(self) -> str:
        return self.page.evaluate(
            "() => [document.activeElement.innerText, ...[...(document.activeElement.labels || [])].map((one) => one.innerText)].join(' ')"
        )

    def to(self, told: str) -> None:
        """With the tabulator to what is called so."""
        for _step in range(20):
            self.page.keyboard.press("Tab")
            if told in self.focused():
                return
        raise AssertionError(f"the tabulator does not come from where it is to {told}")

    def say(self, number: str, what: str, button: str, text: str, *more: tuple[str, str]) -> None:
        self.page.locator(f"#punkt-{number} h3 a").focus()
        self.to(what)
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        for label, value in more:
            self.to(label)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(value)
        self.to(button)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**#punkt-{number}")


@pytest.fixture
def on(settings, page, sign_in, demo):
    """`on(date(…))`: that day has come, and the directorate opens its meeting."""

    def day(today: date) -> None:
        settings.UDMOENT_TODAY = today
        page.context.clear_cookies()
        sign_in("direktion")
        page.goto(f"/plan/{demo.pk}/direktionen/moede/")

    return day


def test_a_meeting_is_gone_through_by_keyboard_and_what_is_asked_comes_back_until_it_is_done(
    page, on, demo, axe_faults
):
    on(OCTOBER)
    keys = Keys(page)
    keys.say("R102", "Skriv notat", "Gem notatet", "Vi ser på det i november.")
    keys.say("R102", "Skriv beslutning", "Gem beslutningen", "Enheden udvides ikke i år.")
    keys.say("R102", "Aftal opfølgning", "Gem", ASKED, ("Hvem", "dagtilbudschef"))
    matter = page.locator("#punkt-R102")
    for told in ("Vi ser på det i november.", "Enheden udvides ikke i år.", ASKED):
        matter.get_by_text(told).first.wait_for()
    assert ItemDecision.objects.filter(item__number="R102", decision__meeting__held_on=OCTOBER).exists()

    on(NOVEMBER)
    page.get_by_role("heading", name="Direktionens møde den 24. november 2025").wait_for()
    row = page.locator(".follow-ups li", has_text=ASKED)
    assert "dagtilbudschef · aftalt 20.10.2025" in row.inner_text()
    row.locator("a").focus()
    keys.to("Hvad kom der ud af det")
    page.keyboard.type("Den 4. december")
    keys.to("Gjort")
    page.keyboard.press("Enter")
    page.get_by_text("Opfølgningen er gjort og kommer ikke igen.").wait_for()
    assert FollowUp.objects.get(text=ASKED).outcome == "Den 4. december"
    assert page.locator(".follow-ups li:has(form)", has_text=ASKED).count() == 0
    assert "gjort 24.11.2025: Den 4. december" in page.locator(".follow-ups li", has_text=ASKED).inner_text()
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
