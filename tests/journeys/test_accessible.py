# SPDX-License-Identifier: MPL-2.0
"""axe finds nothing on any page, wide or on a phone."""

import pytest

from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser

PLAN_PAGES = (
    *(
        "",
        "?udvalg=BUU&pr=2025-05-31",
        "?soeg=ingenting",
        "punkt/R101/",
        "punkt/R101/?pr=2025-01-01",
        "punkt/R101/ret/",
    ),
    *("punkt/R101/afslut/", "punkt/R104/genaabn/", "versioner/", "sammenlign/?fra=original&til=ultimo maj 2025"),
    *("sammenlign/?fra=ukendt&til=", "importer/", "punkt/findes-ikke/"),
)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_page_is_free_of_faults(page, sign_in, demo, axe_faults, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/log-ind/")
    assert not axe_faults(page)
    sign_in("plankoordinator")
    for address in (*(f"/plan/{demo.pk}/{rest}" for rest in PLAN_PAGES), "/importer/"):
        page.goto(address)
        assert not axe_faults(page), address


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_what_an_import_would_do_and_did_is_free_of_faults(page, sign_in, demo, axe_faults, tmp_path, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("plankoordinator")
    file = tmp_path / "plan.csv"
    rows = [
        "Nr.;Emne;Udvalg;Type;Ukendt;2026 (kr.)",
        "D103;It-sikkerhed;ØK;Driftsændring;x;5",
        ";Kaj;KFU;Anlægsprojekt;;meget",
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    page.goto(f"/plan/{demo.pk}/importer/")
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Vis, hvad der ville ske").click()
    assert not axe_faults(page)
    page.get_by_role("button", name="Importér alt undtagen").click()
    page.get_by_role("button", name="Tag hele importen tilbage").wait_for()
    assert not axe_faults(page)
