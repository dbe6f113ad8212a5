# SPDX-License-Identifier: MPL-2.0
"""The demo in a real browser: its town, its plan, its people, and its standing clock."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection

from udmoent.demo.actions import DEMO_PASSWORD, DEMO_TODAY, build_demo
from udmoent.editions.gather import KEPT
from udmoent.plan.models import Plan

WIDE, PHONE = 1280, 390


@pytest.fixture(scope="session")
def built() -> Iterator[sqlite3.Connection]:
    """The database with the demo in it, once it has been built: a copy is quicker than living it through again."""
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    yield copy
    copy.close()


@pytest.fixture
def demo(settings, transactional_db, live_server, built) -> Plan:
    settings.UDMOENT_TODAY = DEMO_TODAY
    cache.clear()
    KEPT.forget()
    connection.ensure_connection()
    if not built.execute("SELECT name FROM sqlite_master").fetchone():
        build_demo(now=datetime(2025, 9, 30, 8, tzinfo=UTC))
        connection.connection.backup(built)
    else:
        built.backup(connection.connection)
    return Plan.objects.get(is_sample=True)


@pytest.fixture
def sign_in(page, demo) -> Callable[[str], None]:
    """`sign_in("plankoordinator")`, by the sign-in page."""

    def as_one_of(name: str) -> None:
        page.goto("/log-ind/")
        page.get_by_label("E-mail").fill(f"{name}@demo.example")
        page.get_by_label("Adgangskode").fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Log ind").click()
        page.get_by_role("heading", name="Udmøntningsplan 2025-2028").wait_for()

    return as_one_of
