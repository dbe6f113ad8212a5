# SPDX-License-Identifier: MPL-2.0
"""An item's treatments on its page: planned, told otherwise, and taken away by forms."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from tests.doors.desk.conftest import TODAY
from tests.rooms.plan.test_treat import NOW, OEK, route
from udmoent.documents.forms import treatment
from udmoent.meetings.actions import call
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Role
from udmoent.plan.actions import change, close
from udmoent.plan.facts import ClosingReason, Treatment
from udmoent.plan.treating import treat

TOLD = {"body": "BUU", "form": "beslutning", "meeting": "", "time": "marts 2026", "task": "Vælg en grund"}
MARCH = Treatment(body="BUU", form="beslutning", time="marts 2026", task="Vælg en grund")


@pytest.fixture
def meeting(town, coordinator) -> Meeting:
    return call(town.bodies.get(abbreviation="BUU"), date(2025, 11, 12), by=coordinator, now=NOW)


@pytest.fixture
def secretary(sign_in, town):
    client = sign_in("committee_secretary")
    Role.objects.filter(name="committee_secretary").update(body=town.bodies.get(abbreviation="BUU"))
    return client


def address(item, place: int | None = None) -> str:
    parts = [item.plan_id, item.number]
    return reverse("edit_treatment", args=[*parts, place]) if place else reverse("add_treatment", args=parts)


def shown(client, item) -> str:
    answer = client.get(reverse("item", args=[item.plan_id, item.number]))
    return unescape(answer.content.decode()).split('id="treatments"')[1].split("</section>")[0]


def test_a_treatment_is_planned_at_a_time(keeper, item):
    answer = keeper.post(address(item), TOLD, follow=True)
    assert "Behandlingen er planlagt" in answer.content.decode() and route(item, TODAY) == (MARCH,)
    assert "beslutning · marts 2026" in shown(keeper, item) and "Vælg en grund" in shown(keeper, item)


def test_a_treatment_is_planned_at_a_meeting_whose_day_it_gets(keeper, item, meeting):
    assert "BUU 12. november 2025" in keeper.get(address(item)).content.decode()
    keeper.post(address(item), TOLD | {"meeting": meeting.pk})
    assert route(item, TODAY)[0].time == "12.11.2025" and "et møde" in shown(keeper, item)


def test_the_meeting_is_the_chosen_bodys(keeper, item, meeting):
    answer = keeper.post(address(item), TOLD | {"meeting": meeting.pk, "body": "ØK"})
    assert answer.status_code == 422 and "Det er et møde i BUU" in answer.content.decode()
    assert not route(item, TODAY)


def test_a_treatment_is_told_otherwise_and_its_form_shows_what_it_is(keeper, item, meeting, act):
    treat(item, Treatment(body="BUU", form="høring", time="12.11.2025", task="Se på den"), act=act(TODAY))
    form = unescape(keeper.get(address(item, 1)).content.decode())
    assert f'<option value="{meeting.pk}" selected>' in form and '<option value="høring" selected>' in form
    keeper.post(address(item, 1), TOLD | {"was": "BUU · høring · 12.11.2025 · Se på den", "held_on": "20.9.2025"})
    assert route(item, TODAY) == (
        Treatment(**{**{n: getattr(MARCH, n) for n in ("body", "form", "time", "task")}, "held_on": date(2025, 9, 20)}),
    )
    assert "behandlet 20.9.2025" in shown(keeper, item)


def test_one_comes_earlier_and_one_is_taken_away(keeper, item, act):
    change(item, treatments=(MARCH, OEK), act=act(TODAY))
    keeper.post(address(item, 2), TOLD | {"was": treatment(OEK), "act": "forward"})
    assert route(item, TODAY) == (OEK, MARCH)
    answer = keeper.post(address(item, 1), TOLD | {"was": treatment(OEK), "act": "remove"}, follow=True)
    assert "Behandlingen er fjernet" in answer.content.decode() and route(item, TODAY) == (MARCH,)


def test_whoever_writes_on_what_another_changed_is_told_so(keeper, item, act):
    change(item, treatments=(OEK,), act=act(TODAY))
    answer = keeper.post(address(item, 1), TOLD | {"was": treatment(MARCH)})
    assert answer.status_code == 422 and "siden den blev vist" in answer.content.decode()


def test_times_against_the_route_are_warned_of_and_stay(keeper, item, act):
    treat(item, MARCH, act=act(TODAY))
    answer = keeper.post(address(item), TOLD | {"body": "ØK", "time": "februar 2026"}, follow=True)
    text = unescape(answer.content.decode())
    assert "ØK skal behandle det før BUU" in text and len(route(item, TODAY)) == 2
    assert "ØK skal behandle det før BUU" in shown(keeper, item)


def test_what_is_amiss_with_a_time_is_told(keeper, item, act):
    times = ("12.11.2025", "marts 2025")
    change(item, treatments=tuple(Treatment(body="BUU", time=time) for time in times), act=act(TODAY))
    text = shown(keeper, item)
    assert "organet mødes ikke den dag" in text and "passeret, og ikke noteret behandlet" in text


def test_a_secretary_plans_for_the_own_body_alone(secretary, item, act):
    text = secretary.get(address(item)).content.decode()
    assert '<option value="BUU"' in text and '<option value="ØK"' not in text
    secretary.post(address(item), TOLD)
    assert secretary.post(address(item), TOLD | {"body": "ØK"}).status_code == 422
    treat(item, OEK, act=act(TODAY))
    assert route(item, TODAY) == (MARCH, OEK)
    for told in (TOLD, TOLD | {"act": "remove"}):
        answer = secretary.post(address(item, 2), told | {"was": treatment(OEK)}, follow=True)
        assert "dit eget udvalg behandler" in answer.content.decode()
    assert route(item, TODAY) == (MARCH, OEK)
    assert shown(secretary, item).count("/behandling/") == 2  # the own one is changed, one is added


def test_whoever_answers_for_an_item_plans_it_in_every_body(skolechef, item, own_item):
    assert skolechef.post(address(own_item), TOLD | {"body": "ØK"}).status_code == 302
    assert skolechef.get(address(item)).status_code == 403
    assert "/behandling/" in shown(skolechef, own_item) and "/behandling/" not in shown(skolechef, item)


def test_a_closed_item_is_planned_nowhere(keeper, item, act):
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(TODAY))
    assert "Planlæg en behandling" not in shown(keeper, item)
    answer = keeper.post(address(item), TOLD)
    assert answer.status_code == 422 and "Genåbn" in answer.content.decode()


def test_a_meeting_takes_what_is_planned_along(secretary, item, meeting, act):
    treat(item, Treatment(body="BUU", time="12.11.2025"), act=act(TODAY))
    move = reverse("edit_meeting", args=[item.plan_id, "BUU", meeting.pk])
    answer = secretary.post(move, {"held_on": "19.11.2025"}, follow=True)
    assert "1 punkt fulgte med" in answer.content.decode() and route(item, TODAY)[0].time == "19.11.2025"


def test_a_treatment_that_is_not_there_is_not_found(keeper, item):
    assert keeper.get(address(item, 3)).status_code == 404
