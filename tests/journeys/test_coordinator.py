# SPDX-License-Identifier: MPL-2.0
"""The plan coordinator's day, in a real browser."""

import pytest

pytestmark = pytest.mark.browser


def test_an_item_is_found_changed_and_seen_in_its_history(page, sign_in):
    sign_in("plankoordinator")
    page.get_by_role("link", name="Planen", exact=True).click()
    page.get_by_label("Søg").fill("kloge")
    page.get_by_label("Søg").press("Enter")
    page.wait_for_url("**/*soeg=kloge*")
    page.get_by_role("link", name="Kloge m2").click()
    page.get_by_role("link", name="Redigér").click()
    page.get_by_label("Tidspunkt").fill("1. kvartal 2026")
    page.get_by_label("Hvorfor").fill("Salget trækker ud")
    page.get_by_role("button", name="Gem").click()
    assert page.get_by_text("Ændringen er gemt.").is_visible()
    step = page.locator(".history li").first
    assert "Salget trækker ud" in step.inner_text() and "1. kvartal 2026" in step.locator(".after").inner_text()


def test_a_refusal_keeps_what_was_written(page, sign_in, demo):
    sign_in("plankoordinator")
    page.goto(f"/plan/{demo.pk}/punkt/D103/ret/")
    page.get_by_label("Trafiklys").select_option("red")
    page.get_by_label("Status", exact=True).fill("Leverandøren er gået konkurs.")
    page.get_by_role("button", name="Gem").click()
    assert page.get_by_text("Intet er gemt").is_visible()
    assert page.get_by_label("Status", exact=True).input_value() == "Leverandøren er gået konkurs."
    page.get_by_label("Begrundelse").fill("Konkurs")
    page.get_by_label("Afhjælpning").fill("Nyt udbud")
    page.get_by_role("button", name="Gem").click()
    assert page.locator(".badges").get_by_text("Rød").is_visible()


def test_of_two_windows_the_second_sees_both(page, sign_in, demo):
    sign_in("plankoordinator")
    address = f"/plan/{demo.pk}/punkt/D103/ret/"
    page.goto(address)
    page.get_by_label("Status", exact=True).fill("Fra det første vindue")
    other = page.context.new_page()
    other.goto(address)
    other.get_by_label("Status", exact=True).fill("Fra det andet vindue")
    other.get_by_role("button", name="Gem").click()
    page.get_by_role("button", name="Gem").click()
    assert page.get_by_text("En anden har ændret punktet, mens du skrev").is_visible()
    assert "Fra det andet vindue" in page.locator(".both").inner_text()
    page.get_by_role("button", name="Gem").click()
    assert page.get_by_text("Fra det første vindue").first.is_visible()


def test_the_day_is_picked_and_left_again(page, sign_in):
    sign_in("plankoordinator")
    page.get_by_label("Planen pr.", exact=True).fill("31.05.2025")
    page.locator(".day-form").get_by_role("button", name="Vis").click()
    page.locator(".as-of-band").wait_for()
    assert "ultimo maj 2025" in page.locator(".as-of-band").inner_text()
    page.get_by_role("button", name="Tilbage til i dag").click()
    page.get_by_role("heading", name="Udmøntningsplan 2025-2028").wait_for()
    assert page.locator(".as-of-band").count() == 0


def test_the_days_of_a_round_follow_the_day_of_the_status_and_leave_ones_own(page, sign_in):
    sign_in("plankoordinator")
    page.get_by_role("link", name="Runder", exact=True).click()
    page.get_by_role("link", name="Planlæg en runde").click()
    page.wait_for_load_state()
    opens, chief = page.get_by_label("Åbner"), page.get_by_label("Derefter afdelingens chef senest")
    page.get_by_label("Status pr.").fill("31.12.2025")
    page.get_by_text("De dage, der følger, er udfyldt").wait_for()
    assert (opens.input_value(), chief.input_value()) == ("17.12.2025", "05.01.2026")
    chief.fill("09.03.2026")
    page.get_by_label("Status pr.").fill("28.02.2026")
    page.wait_for_function("() => document.getElementById('round-opens_on').value === '14.02.2026'")
    assert chief.input_value() == "09.03.2026"


def test_a_version_is_sealed_and_compared(page, sign_in):
    sign_in("plankoordinator")
    page.get_by_role("link", name="Versioner").click()
    page.get_by_role("link", name="Forsegl en version").click()
    assert page.get_by_text("Tidspunkter, der er passeret og ikke opdateret").is_visible()
    page.get_by_label("Versionens navn").fill("ultimo september 2025")
    page.get_by_label("Jeg har læst").check()
    page.get_by_role("button", name="Forsegl", exact=True).click()
    assert page.get_by_text("er forseglet og ændres aldrig igen").is_visible()
    page.get_by_role("link", name="Kloge m2").click()
    assert "som forseglet i “ultimo september 2025”" in page.locator(".over-title").inner_text()
    page.get_by_role("link", name="Versioner", exact=True).first.click()
    page.get_by_label("Fra (skal udfyldes)", exact=True).fill("original")
    page.get_by_label("Til (skal udfyldes)", exact=True).fill("ultimo september 2025")
    page.get_by_role("button", name="Sammenlign").click()
    assert page.get_by_role("heading", name="Flyttede tidspunkter").is_visible()
    assert page.locator("ins").count() and page.locator("del").count()


def test_the_plan_goes_out_to_excel_and_comes_in_again(page, sign_in, tmp_path):
    sign_in("plankoordinator")
    page.get_by_role("link", name="Planen", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel", exact=True).first.click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    page.get_by_role("link", name="Importér").click()
    page.get_by_label("Fil (skal udfyldes)", exact=True).set_input_files(file)
    page.get_by_role("button", name="Vis, hvad der ville ske").click()
    assert page.get_by_text("Filen siger intet, som planen ikke siger i forvejen").is_visible()


def test_a_changed_sheet_is_checked_brought_in_and_taken_back(page, sign_in, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    sign_in("plankoordinator")
    sheet = openpyxl.Workbook()
    sheet.active.append(["Nr.", "Emne", "Udvalg", "Type", "Status"])
    sheet.active.append(["D103", "Styrket it-sikkerhed (NIS 2)", "ØK", "Driftsændring", "Kontrakten er skrevet under."])
    sheet.active.append(["", "Ny cykelpulje", "MTU", "Driftsændring", ""])
    sheet.save(tmp_path / "rettelser.xlsx")
    page.get_by_role("link", name="Importér").click()
    page.get_by_label("Fil (skal udfyldes)", exact=True).set_input_files(tmp_path / "rettelser.xlsx")
    page.get_by_role("button", name="Vis, hvad der ville ske").click()
    assert page.get_by_role("rowheader", name="Ny cykelpulje").is_visible()
    page.get_by_role("button", name="Importér", exact=True).click()
    assert page.get_by_text("Filen er importeret.").is_visible()
    page.get_by_role("link", name="Tag hele importen tilbage").click()
    page.get_by_role("button", name="Tag hele importen tilbage").click()
    assert page.get_by_text("Importen er taget tilbage.").is_visible()
    page.get_by_role("link", name="Planen", exact=True).click()
    assert page.get_by_text("Ny cykelpulje").count() == 0
