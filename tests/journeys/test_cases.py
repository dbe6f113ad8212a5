# SPDX-License-Identifier: MPL-2.0
"""A case from the first word to the X that points at what was decided: with scripts, without them, and by keyboard alone."""

import zipfile
from datetime import date

import pytest

from udmoent.cases.models import Case, SentCase
from udmoent.cases.seen import last_seen
from udmoent.editions.check import violations
from udmoent.plan.models import ItemState

pytestmark = pytest.mark.browser
MEETING, TITLE = date(2025, 10, 8), "Status på udmøntningsplanen i efteråret"
MINUTES = """BESLUTNINGSPROTOKOL
Børne- og Ungdomsudvalget
Onsdag den 8. oktober 2025

1. Godkendelse af dagsorden

Beslutning
Godkendt.

2. {title}
00.30.10.S00 25/4411   Åben sag

Indstilling
Velfærdsdirektøren indstiller, at orienteringen tages til efterretning.

Beslutning i Børne- og Ungdomsudvalget den 08-10-2025
Taget til efterretning.

Afbud: Demo Byrådsmedlem To (A)
"""


@pytest.fixture
def plain(browser, live_server, page, sign_in):
    """The plan coordinator's pages in a browser that runs no scripts."""
    sign_in("plankoordinator")
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    yield context.new_page()
    context.close()


def begin(page, demo) -> None:
    page.goto(f"/plan/{demo.pk}/sager/")
    page.get_by_role("link", name="Ny sag").click()
    page.get_by_label("Sagen beder om").select_option(label="Orientering af et udvalg")
    page.get_by_label("Skal først til").select_option("BUU")
    page.get_by_label("Versionen, som den fortæller om").select_option(label="ultimo maj 2025")
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Mødets dag").fill("8.10.2025")
    page.get_by_role("button", name="Begynd sagen").click()
    page.get_by_role("heading", name=TITLE).wait_for()


def send(page) -> None:
    page.get_by_role("link", name="Send til BUU").click()
    assert page.get_by_text("udsnit for Børne- og Ungdomsudvalget").first.is_visible()
    page.get_by_role("button", name="Send til BUU").click()
    page.get_by_text("Sagen er sendt til BUU").wait_for()


def decide(page, demo) -> None:
    """The minutes come back; what they seem to decide is confirmed."""
    page.goto(f"/plan/{demo.pk}/sager/")
    page.get_by_role("link", name="Læs protokol").click()
    content = MINUTES.format(title=TITLE).encode()
    page.get_by_label("Protokollen").set_input_files(
        {"name": "protokol.txt", "mimeType": "text/plain", "buffer": content}
    )
    page.get_by_role("button", name="Vis, hvad der blev besluttet").click()
    page.get_by_role("heading", name=TITLE).wait_for()
    assert page.get_by_label("Skriv denne beslutning ned").is_checked()
    page.get_by_role("button", name="Skriv det ned, der er hak ved").click()
    page.get_by_text("1 beslutning er skrevet ned").wait_for()


def carry_out(page) -> None:
    page.get_by_role("link", name="Hvad følger").click()
    page.get_by_role("heading", name="Hvad følger af beslutningen").wait_for()
    assert page.get_by_label("A303").is_checked() and not page.get_by_label("A504").count()
    page.get_by_role("button", name="Lad det få virkning").click()
    page.get_by_text("2 punkter har fulgt beslutningen").wait_for()
    assert page.get_by_role("heading", name="Blev der besluttet andet?").is_visible()


def from_the_case_to_the_x(page, demo, settings) -> None:
    begin(page, demo)
    send(page)
    settings.UDMOENT_TODAY = date(2025, 10, 9)
    decide(page, demo)
    carry_out(page)
    case = Case.objects.get(title=TITLE)
    (treatment,) = case.treatments.all()
    state = ItemState.objects.filter(item__plan=demo, item__number="A303").latest("pk")
    assert (treatment.outcome, treatment.apologies[0]["party"]) == ("noted", "A")
    assert (state.noted_on, state.decision) == (MEETING, treatment.decision)
    (sent,) = SentCase.objects.filter(treatment=treatment)
    assert {file.file_name for file in sent.files.all()} >= {"sag.pdf", "bilag-1-udsnit.docx", "bilag-1-udsnit.pdf"}
    seen = last_seen(demo, {"BUU"}, date(2025, 10, 9))
    assert seen and (seen.edition.name, seen.on) == ("ultimo maj 2025", MEETING)
    page.goto(f"/plan/{demo.pk}/punkt/A303/")
    assert page.get_by_text("8. oktober 2025").first.is_visible()
    page.goto(f"/plan/{demo.pk}/udvalg/BUU/")
    assert page.get_by_text("ultimo maj 2025").first.is_visible()
    assert list(violations()) == []


def test_a_case_goes_to_the_body_and_its_decision_makes_the_x_final(page, sign_in, demo, settings):
    sign_in("plankoordinator")
    from_the_case_to_the_x(page, demo, settings)


def test_it_does_so_without_scripts_too(plain, demo, settings):
    from_the_case_to_the_x(plain, demo, settings)


def test_every_committees_case_is_fetched_as_one_folder_without_scripts(plain, demo):
    plain.goto(f"/plan/{demo.pk}/sager/")
    plain.get_by_role("link", name="En sag til hvert udvalg").click()
    plain.get_by_label("Versionen, som de fortæller om").select_option(label="ultimo maj 2025")
    plain.get_by_role("button", name="Skriv sagerne").click()
    plain.get_by_role("link", name="Det hele i én mappe").wait_for()
    assert plain.get_by_role("log").get_by_role("listitem").count() == 3
    with plain.expect_download() as download:
        plain.get_by_role("link", name="Det hele i én mappe").click()
    with zipfile.ZipFile(download.value.path()) as folder:
        assert {name.split("/")[0] for name in folder.namelist()} == {"BUU", "KFU", "MTU"}


IN_FOCUS = "() => (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"


def tab_to(page, name: str) -> None:
    """On with the Tab key alone, to what is called so."""
    for _press in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(IN_FOCUS).startswith(name):
            return
    raise AssertionError(f"the Tab key never comes to “{name}”")


def press(page, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_case_is_begun_edited_and_sent_by_keyboard_alone(page, sign_in, demo, axe_faults):
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/sager/")
    press(page, "Ny sag")
    tab_to(page, "Sagen beder om")
    page.keyboard.type("Orientering")
    tab_to(page, "Skal først til")
    page.keyboard.type("BUU")
    tab_to(page, "Versionen")
    page.keyboard.type("ultimo")
    tab_to(page, "Titel")
    page.keyboard.type(TITLE)
    tab_to(page, "Mødets dag")
    page.keyboard.type("8.10.2025")
    assert not axe_faults(page)
    press(page, "Begynd sagen")
    page.get_by_role("heading", name=TITLE).wait_for()
    press(page, "Redigér Lovgrundlag")
    tab_to(page, "Tekst")
    page.keyboard.press("Control+a")
    page.keyboard.type("Kommunestyrelseslovens § 40.")
    press(page, "Gem")
    page.get_by_text("Kommunestyrelseslovens § 40.").first.wait_for()
    assert not axe_faults(page)
    press(page, "Send til BUU")
    press(page, "Send til BUU")
    page.get_by_text("Sagen er sendt til BUU").wait_for()
    assert "Kommunestyrelseslovens § 40." in SentCase.objects.get(treatment__case__title=TITLE).content
    assert not axe_faults(page)
