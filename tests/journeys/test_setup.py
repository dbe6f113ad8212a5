# SPDX-License-Identifier: MPL-2.0
"""The coordinator sets the town up: a committee is renamed, a leaver's posts go to others, a word is changed."""

import pytest

from tests.journeys.conftest import PHONE
from udmoent.demo.actions import DEMO_PASSWORD
from udmoent.organisation.models import Person

pytestmark = pytest.mark.browser


def test_a_committee_is_renamed_and_keeps_its_old_name_before(page, sign_in, demo):
    sign_in("plankoordinator")
    page.goto("/opsaetning/")
    page.get_by_role("link", name="Udvalg og organer").click()
    page.get_by_role("link", name="Omdøb BUU").click()
    page.get_by_label("Nyt navn").fill("Børne- og Familieudvalget")
    page.get_by_label("Ny forkortelse").fill("BFU")
    page.get_by_label("Fra (skal udfyldes)", exact=True).fill("01.01.2026")
    page.get_by_role("button", name="Omdøb").click()
    page.get_by_text("Det nye navn gælder fra den dag").wait_for()
    assert page.get_by_role("row", name="BUU").get_by_text("1.1.2022 – 31.12.2025").is_visible()
    page.goto("/opsaetning/fil/")
    assert page.get_by_role("table").get_by_text("gælder nu").is_visible()


def test_a_leavers_items_go_to_another_post_on_a_phone(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 900})
    sign_in("plankoordinator")
    page.goto("/opsaetning/personer/?soeg=skolechef")
    page.get_by_role("link", name="Demo Skolechef").click()
    page.get_by_role("link", name="Overdrag").click()
    page.get_by_text("En anden stilling, som så står").click()
    page.get_by_label("Den anden stilling").select_option("familiechef")
    page.get_by_role("button", name="Vis, hvad der ville ske").click()
    page.get_by_text("“familiechef” står i stedet i").wait_for()
    page.get_by_role("button", name="Overdrag").click()
    page.get_by_text("Overdraget. Ændrede punkter").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_a_name_is_erased_only_after_a_confirmation(page, sign_in, demo):
    sign_in("plankoordinator")
    gone = Person.objects.get(name="Demo Forhenværende skolechef")
    page.goto(f"/opsaetning/personer/{gone.pk}/slet/")
    page.get_by_label("Hvorfor").fill("Har bedt om det")
    page.get_by_role("button", name="Slet navnet").click()
    page.get_by_text("Intet er gemt").wait_for()
    page.locator("label", has_text="Jeg ved, at navnet ikke kan hentes tilbage").click()
    page.get_by_role("button", name="Slet navnet").click()
    page.get_by_text("Navnet er slettet").wait_for()
    gone.refresh_from_db()
    assert gone.name == ""


SETUP_PAGES = (
    *("", "organer/", "organer/nyt/", "enheder/", "enheder/ny/", "personer/", "personer/?alle=on", "personer/ny/"),
    *("personer/liste/", "overdragelse/", "roller/", "roller/giv/", "rettigheder/", "ord/numre/", "ord/status/"),
    *("ord/kolonner/", "ord/kommunen/", "tabeller/", "fil/", "sager/", "sager/opstilling/-/"),
    *("sager/opstilling/-/afsnit/?afsnit=4", "sager/opstilling/-/indstilling/", "sager/saetninger/"),
    "sager/saetninger/law/",
)


def test_a_mail_is_seen_while_it_is_written(page, sign_in, demo):
    sign_in("plankoordinator")
    page.goto("/opsaetning/mails/ugens-overblik/")
    look = page.frame_locator("iframe[name=preview]")
    look.get_by_role("heading", name="Emne: Ugens status").wait_for()
    page.get_by_label("Emne").fill("Husk {antal} i {runde}")
    look.get_by_role("heading", name="Emne: Husk 2 punkter i Status ultimo september 2025").wait_for()
    look.get_by_text("30. september 2025").first.wait_for()
    page.get_by_label("Tekst").fill("Til {modtager}")
    look.get_by_text("feltet {modtager} findes ikke").wait_for()
    page.get_by_label("Tekst").fill("Skriv nu.\n\n{punkter}\n\n{link}")
    look.get_by_text("Styrket normering i dagtilbud").first.wait_for()
    frame = page.locator("iframe[name=preview]")
    page.wait_for_function(
        "() => { const frame = document.querySelector('iframe[name=preview]');"
        " return frame.clientHeight >= frame.contentDocument.documentElement.scrollHeight; }"
    )
    assert frame.bounding_box()["height"] > 300
    assert "Ugens status" in page.request.get("/opsaetning/mails/ugens-overblik/").text()


def test_a_mail_is_seen_by_the_button_without_scripts(browser, live_server, demo):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill("plankoordinator@demo.example")
    page.get_by_label("Adgangskode").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.goto("/opsaetning/mails/ugens-overblik/")
    page.get_by_label("Emne").fill("Husk {antal}")
    page.get_by_role("button", name="Vis mailen").click()
    page.frame_locator("iframe[name=preview]").get_by_role("heading", name="Emne: Husk 2 punkter").wait_for()
    context.close()


def test_a_sentence_of_cases_is_seen_while_it_is_written_and_stands_in_the_next_case(page, sign_in, demo):
    sign_in("plankoordinator")
    page.goto("/opsaetning/")
    page.get_by_role("link", name="Hvad sagerne siger").click()
    page.get_by_role("link", name="communication", exact=False).click()
    look = page.frame_locator("iframe[name=preview]")
    look.get_by_text("Der kommunikeres løbende").first.wait_for()
    wording = page.get_by_label("I alle sager")
    wording.fill("Vi fortæller om {ukendt}.")
    look.get_by_text("ikke noget at sætte ind i {ukendt}").wait_for()
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("alert").get_by_text("Intet er gemt").wait_for()
    assert page.get_by_label("I alle sager").input_value() == "Vi fortæller om {ukendt}."
    page.get_by_label("I alle sager").fill("Vi fortæller om {plan} i {kommune}.")
    look.get_by_text("Vi fortæller om Udmøntningsplan 2025-2028 i Norddjurs Kommune.").first.wait_for()
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Gemt.").wait_for()
    sealed = demo.editions.get(name="original").pk
    page.goto(f"/plan/{demo.pk}/sager/ny/?art=orientation&organ=MTU&version={sealed}")
    page.get_by_role("button", name="Begynd sagen").click()
    page.get_by_text("Vi fortæller om Udmøntningsplan 2025-2028 i Norddjurs Kommune.").first.wait_for()
    page.goto("/opsaetning/sager/saetninger/communication/")
    page.get_by_label("Tilbage til standard").check()
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Gemt.").wait_for()
    assert "Der kommunikeres løbende" in page.get_by_label("I alle sager").input_value()
    look.get_by_text("Der kommunikeres løbende").first.wait_for()


def test_a_case_is_arranged_by_keyboard_on_a_phone(page, sign_in, demo):
    page.set_viewport_size({"width": PHONE, "height": 900})
    sign_in("plankoordinator")
    page.goto("/opsaetning/sager/")
    page.get_by_label("Navn").fill("Korte sager")
    page.get_by_label("Begynder som").select_option("Beslutningstema først (eksempel)")
    page.get_by_label("Navn").press("Enter")
    page.get_by_role("heading", name="Korte sager").wait_for()
    page.get_by_role("button", name="Fjern Inddragelse").press("Enter")
    page.get_by_text("“Inddragelse” er fjernet").wait_for()
    page.get_by_role("button", name="Op FN's verdensmål").press("Enter")
    page.get_by_text("“FN's verdensmål” er flyttet").wait_for()
    headings = page.get_by_role("table").get_by_role("rowheader").all_inner_texts()
    assert [one.split("\n")[0] for one in headings][-2:] == ["FN's verdensmål", "Retsgrundlag"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


@pytest.mark.parametrize("width", [1280, PHONE])
def test_every_page_of_the_set_up_is_free_of_faults(page, sign_in, demo, axe_faults, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("plankoordinator")
    person = Person.objects.get(name="Demo Skolechef")
    own = (f"personer/{person.pk}/", f"personer/{person.pk}/slet/", f"overdragelse/?person={person.pk}")
    thing = (f"plan/{demo.pk}/", f"fil/{demo.municipality.configuration_versions.last().pk}/")
    for address in (*SETUP_PAGES, *own, *thing):
        page.goto(f"/opsaetning/{address}")
        assert not axe_faults(page), address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
