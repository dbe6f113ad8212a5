# SPDX-License-Identifier: MPL-2.0
"""A town with two plans: every page of one plan is about that one."""

import re

import pytest
from django.urls import reverse

from tests.doors.desk.addresses import ADDRESSES
from tests.once import lay_demo
from udmoent.demo.next_plan import build_next_plan
from udmoent.editions.gather import KEPT
from udmoent.organisation.models import User
from udmoent.plan.models import Plan

ACROSS = {"next_plan", "side_by_side", "get_side_by_side", "item_life"}
"""Pages that are about several plans."""
OF_A_PLAN = sorted(
    name for name, (_deed, parts) in ADDRESSES.items() if parts == {"plan_id": "plan"} and name not in ACROSS
)
ONE_EACH = [("item", ["R101"]), ("postings", ["R101"]), ("body", ["BUU"]), ("body", ["ØK"]), ("edit_item", ["R101"])]


@pytest.fixture
def plans(db) -> list[Plan]:
    KEPT.forget()
    demo = lay_demo()
    build_next_plan(demo)
    return list(Plan.objects.all())


@pytest.mark.slow
@pytest.mark.parametrize("email", ["plankoordinator", "ansvarlig", "udvalgsmedlem"])
def test_no_page_of_one_plan_leads_into_the_other(client, plans, email):
    client.force_login(User.objects.get(email=f"{email}@demo.example"))
    found = []
    for plan, other in (plans, plans[::-1]):
        addresses = [reverse(name, args=[plan.pk]) for name in OF_A_PLAN]
        addresses += [reverse(name, args=[plan.pk, *rest]) for name, rest in ONE_EACH]
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code in (200, 302, 403, 404, 405), address
            told = answer.content.decode() if answer.status_code == 200 and not answer.streaming else ""
            strange = re.findall(rf'href="(/plan/{other.pk}/[^"]*)"', told)
            found += [(address, one) for one in strange if not _is_told_across(address, one)]
    assert not found


def _is_told_across(page: str, address: str) -> bool:
    """An item names the same topic in other plans; what a body treats at a meeting is told in all plans."""
    is_item = bool(re.fullmatch(r"/plan/\d+/punkt/[^/]+/", address))
    return is_item and ("R101" in address or bool(re.fullmatch(r"/plan/\d+/udvalg/[^/]+/", page)))


@pytest.mark.slow
def test_a_meeting_has_the_items_of_all_plans_whichever_plan_is_looked_at(client, plans):
    client.force_login(User.objects.get(email="udvalgssekretaer@demo.example"))
    counts, times = [], []
    for plan in plans:
        told = client.get(reverse("home"), {"plan": plan.pk}).context["coming"].meetings
        counts.append([(one.meeting.pk, one.treated) for one in told])
        times.append({one.href for one in client.get(reverse("home"), {"plan": plan.pk}).context["coming"].deadlines})
        rows = client.get(reverse("calendar", args=[plan.pk])).context["rows"]
        assert {one.meeting.pk: one.planned for one in rows if one.meeting.pk in dict(counts[-1])} == dict(counts[-1])
    assert (
        counts[0] == counts[1] and times[0] == times[1] and times[0] and any(treated for _meeting, treated in counts[0])
    )
