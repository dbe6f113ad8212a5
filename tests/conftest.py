# SPDX-License-Identifier: MPL-2.0
"""The surroundings of every test: a data folder of its own, a browser where one is asked for.

The database is SQLite, or what DATABASE_URL names (scripts/postgresql.py gives one).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import override_settings

import tests.properties  # noqa: F401 - its profiles are there before one is asked for

ROOT = Path(__file__).parents[1]
DANISH = ROOT / "src/udmoent/locale/da/LC_MESSAGES/django.po"
CHROMIUM = os.environ.get("UDMOENT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def pytest_configure(config: pytest.Config) -> None:
    """Programs started by tests never see the data of whoever runs them; and the Danish is that of the .po file."""
    os.environ["UDMOENT_DATA"] = tempfile.mkdtemp(prefix="udmoent-tests-")
    Path(os.environ["UDMOENT_DATA"], "static").mkdir()
    os.environ.pop("UDMOENT_TODAY", None)
    compiled = DANISH.with_suffix(".mo")
    if DANISH.exists() and (not compiled.exists() or compiled.stat().st_mtime < DANISH.stat().st_mtime):
        subprocess.run([sys.executable, ROOT / "scripts/messages.py", "compile"], check=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="only tests that touch the database: for the run on a second one"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no database tells nothing new on another one."""
    if config.getoption("--database-only"):
        kept = [item for item in items if touches_the_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def touches_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db"}) or item.get_closest_marker("django_db") is not None


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(os.environ["UDMOENT_DATA"], ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def quick() -> Iterator[None]:
    """Passwords are hashed quickly; long work is done at once; static files need no collecting, and are looked up when asked for."""
    with override_settings(
        # Else every test's first request reads all static files.
        WHITENOISE_AUTOREFRESH=True,
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture(autouse=True)
def surroundings(settings, tmp_path: Path) -> None:
    """Files go to the test's own folder, and the clock goes."""
    settings.UDMOENT_DATA = tmp_path / "data"
    settings.UDMOENT_FILES = tmp_path / "data" / "files"
    settings.UDMOENT_TODAY = None


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Debian's Chromium, driven by Playwright. Skips where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium: install Debian's chromium, or name one in UDMOENT_CHROMIUM")
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, live_server) -> Iterator:
    """A new, empty profile on the live server, in Danish; fails the test on an error in the page's own scripts."""
    context = browser.new_context(base_url=live_server.url, locale="da-DK", timezone_id="Europe/Copenhagen")
    context.set_default_timeout(30_000)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, f"errors in the page's scripts: {errors}"


@pytest.fixture
def axe_faults() -> Callable[..., list[str]]:
    """`axe_faults(page)`: what axe finds against WCAG 2.1 A and AA, a line for each, empty when nothing."""
    script = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    # What is found in order is many times as much as what is not: it is neither gathered nor carried over.
    rules = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}

    def faults(page) -> list[str]:
        # Evaluated rather than added as a tag, which the pages' own security policy forbids.
        page.evaluate(script)
        found = page.evaluate("rules => axe.run(document, rules).then(told => told.violations)", rules)
        return [f"{fault['id']}: {fault['help']}: {[node['html'] for node in fault['nodes']][:3]}" for fault in found]

    return faults
