# SPDX-License-Identifier: MPL-2.0
"""`make pictures`: each page of the demo, wide and on a phone, into docs/images for the guides.

Builds a demo of its own in a folder that vanishes, serves it, and signs in by the list on the sign-in page.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
CHROMIUM = os.environ.get("UDMOENT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDTHS = {"bred": 1280, "smal": 390}
TALLEST = 1800
"""A picture in a guide shows the top of a long page."""

COORDINATOR, DIRECTORATE, RESPONSIBLE, SECRETARY = "plankoordinator", "direktion", "ansvarlig", "udvalgssekretær"
ECONOMIST = "økonom"
# name → who is signed in, and the page; {plan} is the plan's own address
PAGES = {
    "log-ind": ("", "/log-ind/"),
    "log-ind-kode": ("", "/log-ind/kode/"),
    "konto": (RESPONSIBLE, "/konto/"),
    "to-faktor": (RESPONSIBLE, "/konto/to-faktor/"),
    "forside": (COORDINATOR, "/"),
    "forside-ansvarlig": (RESPONSIBLE, "/"),
    "mine-punkter": (RESPONSIBLE, "{plan}mine-punkter/"),
    "planen": (COORDINATOR, "{plan}"),
    "planen-flyttet": (COORDINATOR, "{plan}?tvaergaaende=on&flyttet=original"),
    "planen-pr": (COORDINATOR, "{plan}?pr=2025-05-31"),
    "indsaet": (COORDINATOR, "{plan}indsaet/"),
    "visninger": (COORDINATOR, "{plan}visninger/"),
    "punkt": (COORDINATOR, "{plan}punkt/R101/"),
    "ret-punkt": (COORDINATOR, "{plan}punkt/R101/ret/"),
    "del-op": (COORDINATOR, "{plan}punkt/R101/del/"),
    "udvalg": (SECRETARY, "{plan}udvalg/"),
    "udvalg-udsnit": (SECRETARY, "{plan}udvalg/BUU/"),
    "arbejdsplan": (SECRETARY, "{plan}udvalg/BUU/arbejdsplan/2025/"),
    "moedekalender": (COORDINATOR, "{plan}kalender/?udvalg=BUU"),
    "sager": (COORDINATOR, "{plan}sager/"),
    "sag": (COORDINATOR, "{plan}sager/6/"),
    "sag-egne-ord": (COORDINATOR, "{plan}sager/5/egne-ord/"),
    "sag-laest": (SECRETARY, "{plan}sager/2/"),
    "naeste-plan": (COORDINATOR, "{plan}naeste/"),
    "naeste-plan-kvittering": (COORDINATOR, "{plan}naeste/1/"),
    "planer-side-om-side": (COORDINATOR, "{plan}side-om-side/"),
    "hele-forloebet": (COORDINATOR, "{plan}punkt/R101/forloeb/"),
    "oekonomi": (COORDINATOR, "{plan}oekonomi/"),
    "anlaeg": (COORDINATOR, "{plan}oekonomi/anlaeg/"),
    "besparelser": (COORDINATOR, "{plan}oekonomi/besparelser/"),
    "posteringer": (COORDINATOR, "{plan}punkt/A305/posteringer/"),
    "oekonomisystem": (ECONOMIST, "{plan}oekonomi/oekonomisystem/"),
    "indikatorer": (COORDINATOR, "{plan}indikatorer/"),
    "indikator": (COORDINATOR, "{plan}indikatorer/1/"),
    "sammenhaeng": (COORDINATOR, "{plan}sammenhaeng/"),
    "strategi": (COORDINATOR, "{plan}sammenhaeng/klimahandlingsplan/"),
    "inddragelse": (COORDINATOR, "{plan}inddragelse/"),
    "inddrag": (COORDINATOR, "{plan}punkt/R304/inddragelse/2/"),
    "kommunikation": (COORDINATOR, "{plan}kommunikation/"),
    "strategier": (COORDINATOR, "/opsaetning/strategier/"),
    "direktionen": (DIRECTORATE, "{plan}direktionen/"),
    "runder": (COORDINATOR, "{plan}runder/"),
    "runde": (COORDINATOR, "{plan}runder/5/"),
    "direktionens-moede": (DIRECTORATE, "{plan}direktionen/moede/"),
    "tidslinje": (COORDINATOR, "{plan}tidslinje/"),
    "over-tid": (COORDINATOR, "{plan}over-tid/"),
    "versioner": (COORDINATOR, "{plan}versioner/"),
    "forsegl": (COORDINATOR, "{plan}versioner/forsegl/"),
    "sammenlign": (COORDINATOR, "{plan}sammenlign/?fra=original&til=ultimo maj 2025&tvaergaaende=on"),
    "raaderum": (COORDINATOR, "/raaderum/"),
    "raaderumskatalog": (COORDINATOR, "/raaderum/2027/"),
    "raaderumsforslag": (COORDINATOR, "/raaderum/2027/forslag/F01/"),
    "hoering": (COORDINATOR, "/raaderum/2027/hoering/"),
    "saml-en-pakke": (COORDINATOR, "/raaderum/2027/saml/"),
    "pakker": (COORDINATOR, "/raaderum/2027/pakker/"),
    "aftalen": (COORDINATOR, "{plan}aftalen/"),
    "aftalens-afsnit": (COORDINATOR, "{plan}aftalen/afsnit/23/"),
    "importer": (COORDINATOR, "{plan}importer/"),
    "opsaetning": (COORDINATOR, "/opsaetning/"),
    "organer": (COORDINATOR, "/opsaetning/organer/"),
    "personer": (COORDINATOR, "/opsaetning/personer/"),
    "roller": (COORDINATOR, "/opsaetning/roller/"),
    "skabeloner": (COORDINATOR, "/opsaetning/skabeloner/"),
    "sagernes-opstilling": (COORDINATOR, "/opsaetning/sager/opstilling/beslutningstema/"),
    "saetning": (COORDINATOR, "/opsaetning/sager/saetninger/law/"),
    "mails": (COORDINATOR, "/opsaetning/mails/"),
    "log": (COORDINATOR, "/log/"),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served() -> Iterator[str]:
    """The address of a new demo."""
    with tempfile.TemporaryDirectory(prefix="udmoent-pictures-") as folder:
        surroundings = {**os.environ, "UDMOENT_DATA": folder}
        program, port = str(Path(sys.executable).with_name("udmoent")), free_port()
        subprocess.run([program, "demo", "--no-serve"], env=surroundings, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([program, "demo", "--port", str(port)], env=surroundings, stdout=subprocess.DEVNULL)
        try:
            yield _answering(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def _answering(address: str) -> str:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"{address}/log-ind/")
            return address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit(f"The demo does not answer at {address}.")


def signed_in(browser: Browser, address: str, role: str, width: int) -> Page:
    """A page of a browser in which the demo's person with that role is signed in; nobody where no role is told."""
    page = browser.new_context(base_url=address, locale="da-DK", viewport={"width": width, "height": 900}).new_page()
    if role:
        page.goto("/log-ind/")
        page.get_by_role("button", name=role, exact=True).click()
        page.get_by_role("button", name="Log ud").wait_for()
    return page


def plan_address(page: Page) -> str:
    page.goto("/")
    return page.get_by_role("link", name="Planen", exact=True).first.get_attribute("href") or "/"


def take(page: Page, path: str, file: Path) -> None:
    """The top of the page, in few colours, so that the repository stays small."""
    answer = page.goto(path)
    if answer is None or not answer.ok:
        raise SystemExit(f"{path} answered {answer and answer.status}.")
    page.wait_for_timeout(200)
    picture = Image.open(BytesIO(page.screenshot(full_page=True)))
    top = picture.crop((0, 0, picture.width, min(picture.height, TALLEST))).convert("RGB")
    top.quantize(96, dither=Image.Dither.NONE).save(file, optimize=True)


def main() -> None:
    if CHROMIUM is None:
        raise SystemExit("No Chromium here. Install Debian's chromium, or name one in UDMOENT_CHROMIUM.")
    shutil.rmtree(IMAGES, ignore_errors=True)
    IMAGES.mkdir(parents=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        plan = plan_address(signed_in(browser, address, COORDINATOR, 1280))
        for form, width in WIDTHS.items():
            pages = {who: signed_in(browser, address, who, width) for who in {who for who, _path in PAGES.values()}}
            for name, (who, path) in PAGES.items():
                take(pages[who], path.format(plan=plan), IMAGES / f"{name}-{form}.png")
        browser.close()


if __name__ == "__main__":
    main()
