# SPDX-License-Identifier: MPL-2.0
"""What a case cannot be sent without, and what its pages say once it is sent."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from udmoent import clock
from udmoent.cases.actions import CaseFacts, decide_case
from udmoent.cases.beginning import begin
from udmoent.cases.facts import CaseKind, Outcome
from udmoent.cases.models import Case, SentCase
from udmoent.meetings.actions import call
from udmoent.organisation.models import Body
from udmoent.plan.actions import NewItem, add
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.models import Item

NOW = datetime(2025, 9, 20, 9, tzinfo=UTC)
OCTOBER = date(2025, 10, 8)


@pytest.fixture
def buu(plan) -> Body:
    return plan.municipality.bodies.get(abbreviation="BUU")


@pytest.fixture
def case(plan, item, buu, coordinator) -> Case:
    """About A301, at a meeting in October."""
    call(buu, OCTOBER, by=coordinator, now=NOW)
    told = CaseFacts(kind=CaseKind.ITEM, title="", item=item)
    return begin(plan, told, buu, meeting_on=OCTOBER, today=NOW.date(), by=coordinator, now=NOW)


@pytest.fixture
def running(plan, act) -> Item:
    """D301, of the operating part."""
    facts = Facts(title="Flere lærere", body="BUU", agreed_text="Der ansættes flere lærere.")
    return add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(date(2024, 12, 11)))


def at(name: str, case: Case, *parts: object) -> str:
    return reverse(name, args=[case.plan_id, case.pk, *parts])


def page(client, name: str, case: Case, *parts: object) -> str:
    return client.get(at(name, case, *parts)).content.decode()


def send(client, case: Case):
    return client.post(at("send_case", case, case.treatments.get(place=1).pk))


def edit(client, case: Case, text: str) -> int:
    section = case.sections.get(heading="Sagsfremstilling")
    client.post(at("edit_section", case, section.pk), {"text": text, "seen_at": ""})
    return section.pk


def write(client, case: Case, assessment: str) -> None:
    client.post(at("case_own_words", case), {"assessment": assessment})


def test_an_edited_section_does_not_stand_for_a_persons_own_words(keeper, case):
    edit(keeper, case, "Mit afsnit.")
    assert "mangler at blive skrevet af et menneske: den samlede vurdering" in page(keeper, "case", case)
    assert send(keeper, case).status_code == 422 and not SentCase.objects.exists()


def test_own_words_that_an_edited_section_does_not_hold_are_asked_about_before_it_is_sent(keeper, case):
    section = edit(keeper, case, "Mit afsnit.")
    write(keeper, case, "Det går godt.")
    ask = "er ændret, siden “Sagsfremstilling” blev rettet"
    assert ask in page(keeper, "case", case) and ask in page(keeper, "send_case", case, case.treatments.get().pk)
    assert send(keeper, case).status_code == 422 and not SentCase.objects.exists()
    keeper.post(at("take_composed", case, section))
    assert send(keeper, case).status_code == 302
    assert "Det går godt." in SentCase.objects.get().content


def test_own_words_that_are_left_out_on_purpose_are_told_of(keeper, case):
    section = edit(keeper, case, "Mit afsnit.")
    write(keeper, case, "Det går godt.")
    keeper.post(at("keep_edit", case, section))
    told = "ikke med i sagen, for afsnittet er rettet: den samlede vurdering"
    assert told in page(keeper, "case", case) and told in page(keeper, "send_case", case, case.treatments.get().pk)
    assert send(keeper, case).status_code == 302


def test_own_words_that_somebody_wrote_into_the_section_are_not_said_to_be_left_out(keeper, case):
    write(keeper, case, "Det går\ngodt.")
    section = edit(keeper, case, "Mit afsnit. Det går godt.")
    assert "ikke med i sagen" not in page(keeper, "case", case), section


def test_a_remark_of_ones_own_stands_in_a_case_about_an_item_too(keeper, case):
    keeper.post(at("case_own_words", case), {"assessment": "Det går godt.", "remark": "Grunden er dyr."})
    told = page(keeper, "case", case)
    assert "Grunden er dyr." in told and "ikke med i sagen" not in told


def test_a_sent_case_says_so_first_and_is_sent_again_only_on_purpose(keeper, case):
    write(keeper, case, "Det går godt.")
    assert "button-primary" in page(keeper, "case", case) and "Send til BUU" in page(keeper, "case", case)
    send(keeper, case)
    told = page(keeper, "case", case)
    assert "Sendt til BUU" in told and "Send igen til BUU" in told and "button-primary" not in told
    assert at("sent_case", case, SentCase.objects.get().pk) in told


def test_a_decided_case_asks_no_more_whether_the_edit_is_kept(keeper, case, coordinator):
    write(keeper, case, "Det går godt.")
    send(keeper, case)
    edit(keeper, case, "Mit afsnit.")
    write(keeper, case, "Det går meget godt.")
    assert "Behold min" in page(keeper, "case", case)
    decided = datetime(2025, 10, 9, 9, tzinfo=UTC)
    decide_case(case.treatments.get(), Outcome.NOTED, "Taget til efterretning.", by=coordinator, now=decided)
    assert "Behold min" not in page(keeper, "case", case)


def place(client, case: Case, meeting: object) -> str:
    first = case.treatments.get()
    told = {"moeder": "ja", f"at-{first.pk}-meeting": meeting, f"at-{first.pk}-agenda_number": ""}
    return client.post(at("case_route", case), told).content.decode()


def test_a_sent_case_is_not_moved_to_a_meeting_before_it_was_sent(keeper, case, buu, coordinator, monkeypatch):
    before = call(buu, date(2025, 9, 3), by=coordinator, now=NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert "03.09.2025" in page(keeper, "case_route", case)
    write(keeper, case, "Det går godt.")
    send(keeper, case)
    assert "03.09.2025" not in page(keeper, "case_route", case)
    place(keeper, case, before.pk)
    assert case.treatments.get().meeting.held_on == OCTOBER


def test_the_coming_meetings_stand_first_and_the_next_is_proposed(keeper, case, buu, coordinator, monkeypatch):
    call(buu, date(2025, 9, 3), by=coordinator, now=NOW)
    case.treatments.update(meeting=None)
    monkeypatch.setattr(clock, "today", NOW.date)
    told = page(keeper, "case_route", case)
    assert told.index("Kommende møder") < told.index("08.10.2025") < told.index("03.09.2025")
    assert f"selected>{OCTOBER:%d.%m.%Y}" in told


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"kind": "release", "item": "D301"}, "D301 er ikke et anlægsprojekt"),
        ({"kind": "item", "item": "D999"}, "Der er intet punkt D999 i planen"),
        ({"kind": "item", "item": ""}, "Skriv dets nummer"),
    ],
)
def test_the_item_that_a_case_is_about_is_one_that_it_can_be_about(keeper, plan, running, told, why):
    answer = keeper.post(reverse("begin_case", args=[plan.pk]), {"body": "BUU"} | told)
    assert answer.status_code == 422 and why in answer.content.decode() and not Case.objects.exists()


def test_a_persons_words_about_an_item_are_written_beside_what_the_plan_says_of_it(keeper, case):
    told = page(keeper, "case_own_words", case)
    assert "A301 Ny daginstitution" in told and "Ikke startet" in told and "afventer beslutning" not in told


def test_without_a_sealed_version_nothing_made_from_one_is_offered(keeper, case):
    told = page(keeper, "attach_to_case", case)
    assert "En fil" in told and "Organets udsnit" not in told
