# SPDX-License-Identifier: MPL-2.0
"""Half a year's status, from asking to the sealed version, day by day as the clock is moved."""

from argparse import Namespace
from datetime import date

import pytest
from django.core import mail

from tests.journeys.conftest import PHONE, WIDE
from udmoent.cli.reminding import remind
from udmoent.editions.actions import read_back
from udmoent.editions.check import violations
from udmoent.editions.gather import gather
from udmoent.followup.models import Round, StatusReport

pytestmark = pytest.mark.browser
ULTIMO = date(2025, 11, 30)
NAME = "Halvårsstatus ultimo november 2025"


@pytest.fixture
def on(settings, page, sign_in):
    """`on(date(…), "ansvarlig")`: that day has come, and that person signs in."""

    def day(today: date, who: str = "") -> None:
        settings.UDMOENT_TODAY = today
        if who:
            page.context.clear_cookies()
            sign_in(who)

    return day


def reminded() -> list[str]:
    """To whom mails were sent, by one run of the command."""
    before = len(mail.outbox)
    remind(Namespace(dry_run=False))
    return sorted(to for letter in mail.outbox[before:] for to in letter.to)


def test_half_a_year_from_asking_to_the_sealed_version(page, demo, on):
    on(date(2025, 11, 17))
    asked = reminded()
    assert asked and reminded() == []
    round = Round.objects.get(name=NAME)
    assert (round.stage, round.asked.count() > 40) == ("open", True)

    on(date(2025, 11, 20), "ansvarlig")
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.goto(f"/plan/{demo.pk}/mine-punkter/")
    assert page.get_by_role("heading", name="Mangler svar").inner_text() != "Mangler svar 0"
    for box in page.locator("input[name=punkt][form=together]").all():
        box.check(force=True)
    page.get_by_role("button", name="Meld de valgte uændret").click()
    page.get_by_role("heading", name="Mangler svar 0").wait_for()
    answered = StatusReport.objects.filter(round=round).count()
    assert answered > 0

    known_at = gather(demo, ULTIMO).known_at
    on(date(2025, 12, 2), "plankoordinator")
    page.set_viewport_size({"width": WIDE, "height": 900})
    then = gather(demo, ULTIMO, known_at).items
    page.goto(f"/plan/{demo.pk}/runder/{round.pk}/")
    page.get_by_role("link", name="Svar på vegne af").first.click()
    page.get_by_label("Status", exact=True).fill("Hørt hos den ansvarlige: forløber som planlagt.")
    page.get_by_role("button", name="Send status").click()
    page.get_by_text("er besvaret i").first.wait_for()
    given = StatusReport.objects.latest("pk")
    assert (given.applies_on, bool(given.on_behalf_of), given.round) == (ULTIMO, True, round)
    assert gather(demo, ULTIMO, known_at).items == then
    assert gather(demo, ULTIMO).items != then

    page.goto(f"/plan/{demo.pk}/runder/{round.pk}/")
    page.get_by_role("button", name="Luk runden").click()
    page.get_by_text("Runden er lukket og tager ikke imod flere svar.").wait_for()
    page.get_by_role("link", name="Forsegl runden").click()
    page.get_by_label("Versionens navn").fill("ultimo november 2025")
    page.get_by_text("Jeg har læst, hvad kontrollen fandt").click()
    page.get_by_role("button", name="Forsegl runden").click()
    page.get_by_role("heading", name="ultimo november 2025").wait_for()
    sealed = read_back(demo.editions.get(name="ultimo november 2025"))
    assert sealed.round is not None
    assert len(sealed.round.unanswered) + answered + 1 == sealed.round.asked == round.asked.count()
    assert page.get_by_text(NAME).first.is_visible()

    on(date(2025, 12, 5), "ansvarlig")
    page.goto(f"/plan/{demo.pk}/mine-punkter/")
    for asked in (".own-item .badges", ".own-answered"):
        assert page.locator(asked).get_by_text(NAME).count() == 0
    assert list(violations()) == []
