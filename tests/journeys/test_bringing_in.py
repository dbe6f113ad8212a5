# SPDX-License-Identifier: MPL-2.0
"""Files that come in: one in conflict with the plan, and one so long that a worker reads it; with and without scripts."""

import pytest
from django.core.management import call_command

from tests.journeys.conftest import PHONE
from udmoent.desk.imports import work

pytestmark = pytest.mark.browser


def hand_in(page, demo, file) -> None:
    page.goto(f"/plan/{demo.pk}/importer/")
    page.get_by_label("Fil (skal udfyldes)", exact=True).set_input_files(file)
    page.get_by_role("button", name="Vis, hvad der ville ske").click()


def test_a_conflict_is_settled_by_the_person(page, sign_in, demo, tmp_path, axe_faults):
    sign_in("plankoordinator")
    with page.expect_download() as download:
        page.goto(f"/plan/{demo.pk}/")
        page.get_by_role("link", name="CSV").first.click()
    file = tmp_path / "plan.csv"
    download.value.save_as(file)
    page.goto(f"/plan/{demo.pk}/punkt/D103/ret/")
    page.get_by_label("Emne").fill("It-sikkerhed i planen")
    page.get_by_role("button", name="Gem", exact=True).click()
    file.write_bytes(file.read_bytes().replace(b"Styrket it-sikkerhed (NIS 2)", b"It-sikkerhed i filen"))
    hand_in(page, demo, file)
    assert not axe_faults(page)
    page.get_by_role("button", name="Importér", exact=True).first.click()
    assert page.get_by_text("Vælg i hver konflikt nedenfor").is_visible()
    page.get_by_text("It-sikkerhed i filen").click()
    page.get_by_role("button", name="Importér", exact=True).first.click()
    assert page.get_by_text("filens værdi blev taget").is_visible()
    page.get_by_role("link", name="D103").first.click()
    assert page.get_by_role("heading", name="It-sikkerhed i filen").is_visible()


@pytest.fixture
def long_file(monkeypatch, settings, tmp_path):
    """A file that is too long to be read at once, however short it is."""
    monkeypatch.setattr(work, "SMALL", 0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    file = tmp_path / "lang.csv"
    file.write_text("Nr.;Emne;Udvalg;Type\n;Ny cykelpulje;MTU;Driftsændring\n", encoding="utf-8")
    return file


def work_on_what_waits() -> None:
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)


@pytest.mark.parametrize("width", [1280, PHONE])
def test_the_page_follows_a_long_file_and_goes_on_by_itself(page, sign_in, demo, long_file, axe_faults, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("plankoordinator")
    hand_in(page, demo, long_file)
    assert page.get_by_text("Venter på sin tur").is_visible() and not axe_faults(page)
    work_on_what_waits()
    page.get_by_role("rowheader", name="Ny cykelpulje").wait_for()
    page.get_by_role("button", name="Importér", exact=True).click()
    work_on_what_waits()
    page.get_by_text("Filen er importeret.").wait_for()


def test_a_long_file_is_followed_without_scripts(browser, live_server, page, sign_in, demo, long_file):
    sign_in("plankoordinator")
    state = page.context.storage_state()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state)
    plain = context.new_page()
    hand_in(plain, demo, long_file)
    assert plain.get_by_text("Venter på sin tur").is_visible()
    work_on_what_waits()
    plain.get_by_role("rowheader", name="Ny cykelpulje").wait_for()
    context.close()
