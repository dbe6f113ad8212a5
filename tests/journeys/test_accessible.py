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
        "?gruppe=ansvarlig&sorter=-tid&kolonne=kursen&kolonne=beloeb",
        "visninger/?stadie=open",
        "punkt/R101/",
        "punkt/R101/?pr=2025-01-01",
        "punkt/R101/ret/",
    ),
    *(
        "punkt/A301/",
        "punkt/A301/afslut/",
        "punkt/A301/udgaa/",
        "punkt/A301/flet/",
        "punkt/A301/del/",
        "punkt/A301/beloeb/",
        "punkt/A301/notat/",
        "punkt/A301/bilag/",
        "nyt-punkt/?afledt=A301",
        "punkt/R104/genaabn/",
        "punkt/R104/efterretning/",
        "versioner/",
        "versioner/forsegl/",
        "sammenlign/?fra=original&til=ultimo maj 2025",
    ),
    *(
        "sammenlign/?fra=ukendt&til=",
        "importer/",
        "indsaet/",
        "ret-flere/",
        "punkt/findes-ikke/",
        "aftalen/",
        "aftalen/afsnit/3/",
    ),
    *("aftalen/indsaet/", "aftalen/om/"),
    *("mine-punkter/", "mine-punkter/?post=ejendomschef", "mine-punkter/fil/", "punkt/R101/status/"),
    *("udvalg/", "udvalg/BUU/", "udvalg/ØK/?pr=2025-05-31"),
    *(
        "udvalg/BUU/arbejdsplan/2025/",
        "udvalg/BUU/arbejdsplan/2025/?vis=liste",
        "udvalg/ØK/arbejdsplan/2025/?pr=2025-05-31",
    ),
    *("kalender/", "kalender/importer/", "kalender/gentag/", "punkt/A301/behandling/", "punkt/A301/behandling/1/"),
    *("direktionen/", "direktionen/?alle=on&pr=2025-05-31", "direktionen/moede/"),
    *("runder/", "runder/ny/", "runder/aar/"),
    *("sammenhaeng/", "sammenhaeng/?uden=on", "sammenhaeng/klimahandlingsplan/", "punkt/R101/sammenhaeng/"),
    *("indikatorer/", "indikatorer/3/", "indikatorer/4/?pr=2025-06-30", "indikatorer/ny/", "indikatorer/3/ret/"),
    *("indikatorer/3/maal/", "indikatorer/4/maaling/1/", "indikatorer/importer/"),
    *(
        "oekonomi/",
        "oekonomi/?priser=2026",
        "oekonomi/besparelser/",
        "oekonomi/besparelser/maaltal/",
        "oekonomi/anlaeg/",
    ),
    *("oekonomi/prisniveauer/", "punkt/A401/trin/", "punkt/R101/posteringer/", "punkt/A401/bevilling/"),
    *("kommunikation/", "kommunikation/?staar=alle", "kommunikation/3/", "punkt/R304/kommunikation/"),
    *("inddragelse/", "inddragelse/?staar=alle", "inddragelse/hoved-med/", "punkt/R304/inddragelse/2/svar/"),
    *("tidslinje/", "tidslinje/?udvalg=BUU&aar=2025&efter=udvalg&tvaergaaende=on&pr=2025-05-31"),
)


CATALOGUE_PAGES = (
    *("/raaderum/", "/raaderum/ny/", "/raaderum/2027/", "/raaderum/2027/?udvalg=BUU", "/raaderum/2027/ret/"),
    *(
        "/raaderum/2027/maaltal/",
        "/raaderum/2027/nyt-forslag/",
        "/raaderum/2027/hoering/",
        "/raaderum/2027/hoering/svar/",
    ),
    *(
        "/raaderum/2027/saml/",
        "/raaderum/2027/pakker/",
        "/raaderum/2027/forslag/F01/",
        "/raaderum/2027/forslag/F01/ret/",
    ),
    *("/raaderum/2026/forslag/F01/", "/raaderum/2027/forslag/F01/stadie/reserve/"),
)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_pages_of_the_catalogue_are_free_of_faults(page, sign_in, axe_faults, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("oekonom")
    for address in CATALOGUE_PAGES:
        assert page.goto(address).ok, address
        assert not axe_faults(page), address


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (PHONE, "light"), (WIDE, "dark")])
def test_every_page_is_free_of_faults(page, sign_in, demo, axe_faults, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto("/log-ind/")
    assert not axe_faults(page)
    sign_in("plankoordinator")
    for address in (*(f"/plan/{demo.pk}/{rest}" for rest in PLAN_PAGES), "/importer/", "/log/", "/", "/?pr=2025-05-31"):
        page.goto(address)
        assert not axe_faults(page), address


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_version_and_an_item_of_it_are_free_of_faults(page, sign_in, demo, axe_faults, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("plankoordinator")
    version = f"/plan/{demo.pk}/versioner/{demo.editions.get(name='ultimo maj 2025').pk}/"
    rounds = [f"/plan/{demo.pk}/runder/{one.pk}/" for one in demo.rounds.all()]
    for address in (version, f"{version}?udvalg=BUU", f"{version}punkt/R101/", *rounds):
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
    page.get_by_label("Fil (skal udfyldes)", exact=True).set_input_files(file)
    page.get_by_role("button", name="Vis, hvad der ville ske").click()
    assert not axe_faults(page)
    page.get_by_role("button", name="Importér alt undtagen").click()
    page.get_by_role("link", name="Tag hele importen tilbage").wait_for()
    assert not axe_faults(page)


def test_a_refused_form_and_one_that_two_wrote_in_are_free_of_faults(page, sign_in, demo, axe_faults):
    page.set_viewport_size({"width": PHONE, "height": 900})
    sign_in("plankoordinator")
    address = f"/plan/{demo.pk}/punkt/D103/ret/"
    page.goto(address)
    page.get_by_label("Trafiklys").select_option("red")
    page.get_by_role("button", name="Gem").click()
    assert not axe_faults(page)
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.get_by_label("Emne").fill("Et andet navn")
    other.get_by_role("button", name="Gem").click()
    page.get_by_label("Emne").fill("Et tredje navn")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("En anden har ændret punktet").wait_for()
    assert not axe_faults(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
