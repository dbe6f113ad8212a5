# SPDX-License-Identifier: MPL-2.0
"""The demo in a real browser: its town, its plan, its people, and its standing clock."""

from collections.abc import Callable

import pytest
from django.core.cache import cache

from tests.once import lay_demo
from udmoent.demo.actions import DEMO_PASSWORD, DEMO_TODAY
from udmoent.editions.gather import KEPT
from udmoent.plan.models import Plan

WIDE, PHONE = 1280, 390


@pytest.fixture
def demo(settings, transactional_db, live_server) -> Plan:
    settings.UDMOENT_TODAY = DEMO_TODAY
    cache.clear()
    KEPT.forget()
    return lay_demo()


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
