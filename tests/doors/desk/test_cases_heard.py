# SPDX-License-Identifier: MPL-2.0
"""What is decided in a case is told where the item is, and at the body's meeting, to those who may read the case."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from udmoent.cases.actions import CaseFacts, decide_case
from udmoent.cases.beginning import begin
from udmoent.cases.facts import Access, CaseKind, Outcome
from udmoent.cases.keeping import write_kept
from udmoent.cases.models import Case
from udmoent.cases.sending import send_case
from udmoent.meetings.actions import call
from udmoent.plan.actions import change
from udmoent.plan.facts import Visibility

BEGUN = datetime(2025, 6, 1, 9, tzinfo=UTC)
MET = date(2025, 6, 11)
AFTER = datetime(2025, 6, 12, 9, tzinfo=UTC)


@pytest.fixture
def case(plan, item, coordinator) -> Case:
    """About A301, sent to BUU's meeting in June."""
    buu = plan.municipality.bodies.get(abbreviation="BUU")
    call(buu, MET, by=coordinator, now=BEGUN)
    facts = CaseFacts(kind=CaseKind.ITEM, title="Sagen om institutionen", item=item, own={"assessment": "Godt."})
    made = begin(plan, facts, buu, meeting_on=MET, today=BEGUN.date(), by=coordinator, now=BEGUN)
    first = made.treatments.get()
    send_case(first, write_kept(first, today=BEGUN.date()), (), by=coordinator, now=BEGUN)
    return made


@pytest.fixture
def decide(case, coordinator) -> Callable[[], None]:
    def act() -> None:
        decide_case(case.treatments.get(), Outcome.APPROVED, "Udvalget sagde ja.", by=coordinator, now=AFTER)

    return act


def item_page(client, case: Case, query: str = "") -> str:
    return client.get(reverse("item", args=[case.plan_id, case.item.number]) + query).content.decode()


def work_plan(client, case: Case, query: str = "") -> str:
    return client.get(reverse("work_plan", args=[case.plan_id, "BUU", 2025]) + query).content.decode()


def address(case: Case) -> str:
    return reverse("case", args=[case.plan_id, case.pk])


@pytest.mark.parametrize("role", ["plan_coordinator", "reader"])
def test_an_items_page_tells_what_was_decided_in_its_cases(sign_in, case, decide, item, act, role):
    change(item, act=act(date(2025, 1, 5)), visibility=Visibility.PUBLIC)
    client = sign_in(role)
    assert "sendt, og ikke besluttet endnu" in item_page(client, case) and address(case) in item_page(client, case)
    decide()
    page = item_page(client, case)
    assert "Beslutninger" in page and "Udvalget sagde ja." in page and "Godkendt" in page and address(case) in page
    assert "Der er ikke planlagt nogen behandling" not in page and "ikke besluttet endnu" not in page


def test_the_history_tells_of_the_decision_once(keeper, case, decide):
    decide()
    history = item_page(keeper, case).partition('id="historik"')[2]
    assert history.count("Beslutning: BUU 11.06.2025: Sagen om institutionen") == 1 and "Godkendt" in history


def test_before_the_day_of_the_meeting_nothing_was_decided(keeper, case, decide):
    decide()
    assert "Udvalget sagde ja." not in item_page(keeper, case, "?pr=2025-06-10").partition('id="historik"')[0]
    assert "Udvalget sagde ja." in item_page(keeper, case, "?pr=2025-06-11").partition('id="historik"')[0]


@pytest.mark.parametrize("page", [item_page, work_plan])
def test_a_closed_case_is_told_of_to_those_alone_who_may_read_it(sign_in, case, decide, page):
    Case.objects.update(access=Access.CONFIDENTIAL, ground="Forhandling")
    decide()
    assert "Sagen om institutionen" in page(sign_in("plan_coordinator"), case)
    assert "Sagen om institutionen" not in page(sign_in("directorate"), case)


def test_the_work_plan_tells_of_the_cases_at_the_meeting(keeper, case, decide):
    decide()
    page = work_plan(keeper, case)
    assert address(case) in page and "Godkendt" in page and "Intet er noteret behandlet" not in page
    Case.objects.get().treatments.update(
        meeting=call(case.treatments.get().body, date(2025, 8, 6), by=case.begun_by, now=BEGUN)
    )
    assert "Intet er noteret behandlet" in work_plan(keeper, case), "of the June meeting"
