# SPDX-License-Identifier: MPL-2.0
"""The coordinator's rounds: planned, opened, followed on the board, closed, and sealed as a version."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from udmoent.desk.rounds.opening import open_due
from udmoent.editions.actions import read_back
from udmoent.editions.models import Edition, SavedView
from udmoent.editions.saved_views import save_view
from udmoent.followup.actions import Asking, close_round, open_round, plan_round, report
from udmoent.followup.answering import Told, answer_all
from udmoent.followup.facts import Answer, Asks, Capacity, Giver, Scope
from udmoent.followup.models import Round
from udmoent.followup.rules import Timing, days_of
from udmoent.plan.actions import change, close
from udmoent.plan.facts import Assessment, ClosingReason, Stage

SEPTEMBER = date(2025, 9, 30)
OPENED = datetime(2025, 9, 16, 8, tzinfo=UTC)
NOW = datetime(2025, 9, 29, 8, tzinfo=UTC)
USUAL = {"name": "Status ultimo september", "as_of": "30.9.2025", "about": "open", "asks": "responsible"}


@pytest.fixture
def planned(plan, coordinator) -> Round:
    days = days_of(SEPTEMBER, Timing())
    return plan_round(plan, "Ultimo september", days, Asking(), by=coordinator, now=OPENED)


@pytest.fixture
def opened(planned, item, own_item, coordinator) -> Round:
    return open_round(planned, [item.pk, own_item.pk], by=coordinator, now=OPENED)


def at(name: str, round: Round) -> str:
    return reverse(name, args=[round.plan_id, round.pk])


def page(client, name: str, round: Round) -> str:
    return client.get(at(name, round)).content.decode()


def test_a_plan_without_rounds_says_what_to_do(keeper, skolechef, plan, sign_in):
    sign_in("plan_coordinator")
    text = keeper.get(reverse("rounds", args=[plan.pk])).content.decode()
    assert "Der er ikke planlagt nogen runde endnu" in text and reverse("plan_rounds", args=[plan.pk]) in text
    told_to_others = sign_in("responsible").get(reverse("rounds", args=[plan.pk])).content.decode()
    assert "Plankoordinatoren planlægger dem" in told_to_others


def test_days_left_empty_follow_from_the_day_of_the_status(keeper, plan, item):
    answer = keeper.post(reverse("plan_round", args=[plan.pk]), USUAL)
    made = Round.objects.get()
    assert answer["Location"] == at("round", made)
    assert (made.opens_on, made.responsible_by) == (date(2025, 9, 16), SEPTEMBER)
    assert (made.chief_by, made.coordinator_by) == (date(2025, 10, 2), date(2025, 10, 3))


def test_a_preview_tells_what_would_be_asked_and_keeps_nothing(keeper, plan, item, own_item):
    told = USUAL | {"vis": "ja", "coordinator_by": "5.10.2025"}
    text = keeper.post(reverse("plan_round", args=[plan.pk]), told).content.decode()
    assert "<strong>2 punkter</strong>" in text and "ingen ansvarlig" in text and "stillingen er ubesat" in text
    assert "Ikke en arbejdsdag: 5. oktober 2025" in text
    assert 'value="16.09.2025"' in text
    assert not Round.objects.exists()


def test_what_the_rule_refuses_is_told_at_the_form_with_what_was_written(keeper, plan, planned):
    told = USUAL | {"name": "ultimo september", "chief_by": "1.9.2025"}
    answer = keeper.post(reverse("plan_round", args=[plan.pk]), told)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Der er allerede en runde" in text and "Dagene følger på hinanden" in text
    assert 'value="ultimo september"' in text


def test_a_round_of_a_saved_view_asks_about_what_the_view_asks_for(keeper, plan, item, own_item, coordinator):
    view = save_view("Skolechefens", "ansvarlig=Skolechef", by=coordinator, now=NOW)
    keeper.post(reverse("plan_round", args=[plan.pk]), USUAL | {"about": f"view:{view.pk}"})
    view.delete()
    made = Round.objects.get()
    assert (made.view_name, made.view_query) == ("Skolechefens", "ansvarlig=Skolechef")
    keeper.post(at("open_round", made))
    assert [one.item for one in made.asked.all()] == [own_item]


def test_a_view_of_ones_own_items_tells_no_round_what_to_ask(keeper, plan, coordinator):
    view = save_view("Mine", "egne=on", by=coordinator, now=NOW)
    answer = keeper.post(reverse("plan_round", args=[plan.pk]), USUAL | {"about": f"view:{view.pk}"})
    assert answer.status_code == 422 and "viser hver sine egne punkter" in answer.content.decode()


def test_changing_a_round_keeps_the_view_as_it_was(keeper, planned, coordinator):
    Round.objects.filter(pk=planned.pk).update(scope="view", view_name="Gule", view_query="vurdering=yellow")
    assert "i visningen “Gule”" in page(keeper, "edit_round", planned)
    keeper.post(at("edit_round", planned), USUAL | {"name": "Ny", "about": "view:kept"})
    planned.refresh_from_db()
    assert (planned.name, planned.view_query, SavedView.objects.count()) == ("Ny", "vurdering=yellow", 0)


def test_a_round_leads_to_a_meeting_of_a_body(keeper, plan, item):
    body = plan.municipality.bodies.get(abbreviation="ØK")
    meeting = plan.municipality.meetings.create(body=body, held_on=date(2025, 10, 7))
    keeper.post(reverse("plan_round", args=[plan.pk]), USUAL | {"leads_to": f"meeting:{meeting.pk}"})
    made = Round.objects.get()
    assert (made.body, made.meeting) == (body, meeting)
    assert "ØK 7.10.2025" in page(keeper, "round", made)


def test_a_years_rounds_are_shown_and_then_planned_together(keeper, plan):
    told = {"pattern": "Status ultimo {måned} {år}", "rhythm": "4", "year": "2026", "about": "cross_cutting"}
    told |= {"asks": "responsible"}
    text = keeper.post(reverse("plan_rounds", args=[plan.pk]), told | {"vis": "ja"}).content.decode()
    assert "Status ultimo marts 2026" in text and not Round.objects.exists()
    keeper.post(reverse("plan_rounds", args=[plan.pk]), told)
    assert [one.name.split()[2] for one in Round.objects.all()] == ["marts", "juni", "september", "december"]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"rhythm": "12", "pattern": "Status"}, "samme navn"),
        ({"rhythm": "own", "own_days": "31.1.2026\nsnart"}, "“snart” er ikke en dato"),
        ({"rhythm": "own", "own_days": ""}, "Skriv de dage"),
    ],
)
def test_a_year_that_cannot_be_named_or_read_is_told_at_the_form(keeper, plan, told, says):
    usual = {"pattern": "Status {måned}", "year": "2026", "about": "open", "asks": "responsible"}
    answer = keeper.post(reverse("plan_rounds", args=[plan.pk]), usual | told)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Round.objects.exists()


def test_a_round_opens_by_itself_on_its_day_once(planned, plan, item):
    town = plan.municipality
    assert open_due(town, now=datetime(2025, 9, 15, 12, tzinfo=UTC)) == []
    assert [one.round for one in open_due(town, now=OPENED)] == [planned]
    assert open_due(town, now=OPENED) == []
    planned.refresh_from_db()
    assert (planned.stage, planned.asked.count()) == ("open", 1)


def test_a_round_with_nothing_to_ask_stays_planned_and_says_why(plan, coordinator, item):
    asking = Asking(scope=Scope.CROSS_CUTTING)
    made = plan_round(plan, "Tværgående", days_of(SEPTEMBER, Timing()), asking, by=coordinator, now=OPENED)
    (due,) = open_due(plan.municipality, now=OPENED)
    made.refresh_from_db()
    assert "intet at spørge om" in due.why_not and made.stage == "planned"


def test_a_refusal_is_told_at_the_rounds_own_page(keeper, planned):
    answer = keeper.post(at("open_round", planned))
    assert answer.status_code == 422 and "Der er intet at spørge om" in answer.content.decode()
    answer = keeper.post(at("close_round", planned))
    assert answer.status_code == 422 and "Åbn den først" in answer.content.decode()


def test_only_what_has_not_opened_is_called_off(keeper, opened):
    assert keeper.post(at("call_off_round", opened)).status_code == 422
    Round.objects.filter(pk=opened.pk).update(stage="planned", opened_at=None)
    opened.asked.all().delete()
    keeper.post(at("call_off_round", opened))
    assert not Round.objects.exists()


def test_the_board_tells_who_is_missing_by_unit_and_post(keeper, opened, item, coordinator):
    answer_all([Told(item, rounds=[opened])], by=coordinator, now=NOW)
    text = page(keeper, "round", opened)
    assert "Skolechef" in text and "stillingen er ubesat" in text and "Ingen afdeling" in text
    assert "<strong>1</strong> besvaret" in text and "<strong>1</strong> mangler" in text
    assert "Svar på vegne af" in text


def test_a_contributors_answer_is_told_apart_and_the_board_says_who_of_them_is_missing(
    keeper, opened, own_item, others_item, coordinator
):
    assert "Mangler bidragydere" not in page(keeper, "round", opened)
    Round.objects.filter(pk=opened.pk).update(asks=Asks.CONTRIBUTORS)
    opened.asked.create(municipality=opened.municipality, item=others_item, asked_at=NOW)
    for words in ("<strong>0</strong> besvaret", "<strong>3</strong> mangler", "</strong> mangler bidragydere"):
        assert words in page(keeper, "round", opened)
    contributor = Giver(capacity=Capacity.CONTRIBUTOR, posts=("Skolechef",))
    answer_all([Told(others_item, rounds=[opened], giver=contributor)], by=coordinator, now=NOW)
    text = page(keeper, "round", opened)
    assert "<strong>0</strong> besvaret" in text and "<strong>0</strong> mangler bidragydere" in text
    for query, is_there in (("mangler", True), ("besvaret", False)):
        listed = keeper.get(reverse("plan", args=[opened.plan_id]), {query: opened.pk}).content.decode()
        assert (f">{others_item.number}</a>" in listed) is is_there
    assert "<strong>0</strong>" in page(keeper, "round", opened)


@pytest.mark.parametrize("accepted", ["text/html", "application/json"])
def test_the_days_are_filled_in_from_the_day_of_the_status_and_nothing_is_kept(keeper, plan, accepted):
    typed = USUAL | {"name": "", "chief_by": "6.10.2025", "dage": "ja"}
    answer = keeper.post(reverse("plan_round", args=[plan.pk]), typed, headers={"accept": accepted})
    assert answer.status_code == 200 and not Round.objects.exists()
    if accepted == "application/json":
        told = answer.json()
        assert (told["filled_for"], told["days"]["chief_by"]) == ("2025-09-30", "2025-10-06")
        assert told["days"]["opens_on"] == "2025-09-16"
    else:
        form = answer.context["form"]
        days = [form[name].value() for name in ("opens_on", "responsible_by", "chief_by", "filled_for")]
        assert days == [date(2025, 9, 16), SEPTEMBER, date(2025, 10, 6), SEPTEMBER]


def test_a_day_that_somebody_chose_stays_when_another_day_of_the_status_is_picked(keeper, plan):
    filled = USUAL | {"as_of": "31.10.2025", "filled_for": "30.9.2025"}
    days = {"opens_on": "16.9.2025", "responsible_by": "30.9.2025", "chief_by": "6.11.2025", "coordinator_by": ""}
    keeper.post(reverse("plan_round", args=[plan.pk]), filled | days | {"coordinator_by": "10.11.2025"})
    made = Round.objects.get()
    assert (made.opens_on, made.responsible_by) == (date(2025, 10, 17), date(2025, 10, 31))
    assert (made.chief_by, made.coordinator_by) == (date(2025, 11, 6), date(2025, 11, 10))


def test_days_that_cannot_be_filled_in_are_told_as_a_fault(keeper, plan):
    typed = USUAL | {"as_of": "snart", "dage": "ja"}
    answer = keeper.post(reverse("plan_round", args=[plan.pk]), typed, headers={"accept": "application/json"})
    assert answer.status_code == 422 and "as_of" in answer.json()["errors"]
    assert keeper.post(reverse("plan_round", args=[plan.pk]), typed).status_code == 422


def test_each_number_leads_to_exactly_those_items(keeper, opened, item, own_item, coordinator):
    answer_all([Told(item, rounds=[opened])], by=coordinator, now=NOW)
    plan_page = reverse("plan", args=[opened.plan_id])
    for query, there, not_there in (("besvaret", item, own_item), ("mangler", own_item, item)):
        assert f'href="{plan_page}?{query}={opened.pk}"' in page(keeper, "round", opened)
        text = keeper.get(f"{plan_page}?{query}={opened.pk}").content.decode()
        assert f">{there.number}</a>" in text and f">{not_there.number}</a>" not in text


def test_who_is_missing_is_told_to_no_member_of_a_committee(opened, sign_in, item):
    member = sign_in("committee_member")
    text = member.get(reverse("plan", args=[opened.plan_id]) + f"?mangler={opened.pk}").content.decode()
    assert "Mangler i runden" not in text


def test_what_turned_since_it_opened_is_listed(keeper, opened, item, own_item, act):
    change(item, act=act(date(2025, 9, 20)), assessment=Assessment.RED, reason="Sent", mitigation="Mere tid")
    close(own_item, reason=ClosingReason.IMPLEMENTED, closed_on=date(2025, 9, 20), act=act(date(2025, 9, 20)))
    text = page(keeper, "round", opened)
    assert 'id="turned-red"' in text and 'id="closed"' in text and 'id="moved"' not in text
    assert "1 punkt er afsluttet eller udgået uden svar" in text


def test_items_that_came_since_are_asked_about_too(keeper, planned, item, own_item, coordinator):
    open_round(planned, [item.pk], by=coordinator, now=OPENED)
    assert "1 punkt er kommet til" in page(keeper, "round", planned)
    keeper.post(at("ask_also", planned))
    assert planned.asked.count() == 2 and "er kommet til" not in page(keeper, "round", planned)


def test_a_round_is_closed_opened_again_and_sealed(keeper, opened, item, coordinator, plan):
    keeper.post(at("close_round", opened))
    keeper.post(at("open_round", opened))
    opened.refresh_from_db()
    assert (opened.stage, opened.asked.count()) == ("open", 2)
    answer_all([Told(item, rounds=[opened])], by=coordinator, now=NOW)
    keeper.post(at("close_round", opened))
    assert "Har ikke svaret" in page(keeper, "seal_round", opened)
    answer = keeper.post(at("seal_round", opened), {"name": "ultimo september 2025", "knows": "on"})
    edition = Edition.objects.get(round=opened)
    assert answer["Location"] == reverse("edition", args=[plan.pk, edition.pk])
    told = read_back(edition).round
    assert told is not None and [one.responsible for one in told.unanswered] == ["Skolechef"]
    text = keeper.get(answer["Location"]).content.decode()
    assert "Ultimo september" in text and "Skolechef" in text
    assert "ultimo september 2025" in keeper.get(reverse("rounds", args=[plan.pk])).content.decode()


def test_an_open_round_is_not_sealed_and_says_so(keeper, opened):
    assert "Luk den først" in page(keeper, "seal_round", opened)
    answer = keeper.post(at("seal_round", opened), {"name": "ultimo september 2025", "knows": "on"})
    assert answer.status_code == 422 and not Edition.objects.filter(round=opened).exists()


def test_a_closed_round_is_no_longer_changed(keeper, opened, coordinator):
    close_round(opened, by=coordinator, now=NOW)
    assert keeper.get(at("edit_round", opened)).status_code == 422


def test_the_log_leads_to_the_round(keeper, opened):
    text = keeper.get(reverse("log")).content.decode()
    assert "Åbnede en statusrunde" in text and at("round", opened) in text


def test_an_item_tells_in_which_round_its_status_was_told_and_for_whom(keeper, opened, own_item, coordinator):
    told = Told(own_item, rounds=[opened], giver=Giver.instead_of("skolechef"))
    answer_all([told], by=coordinator, now=NOW)
    text = keeper.get(reverse("item", args=[opened.plan_id, own_item.number])).content.decode()
    assert f'Svaret i runden <a href="{at("round", opened)}">“Ultimo september”</a>' in text
    assert f'Statussvar · <a href="{at("round", opened)}">Ultimo september</a> · Karen Koordinator, på vegne af' in text


def test_what_an_answer_changed_stands_in_the_history_once(keeper, opened, own_item, coordinator):
    answer = Answer(stage=Stage.UNDER_WAY, assessment=Assessment.GREEN, status_text="Tre er ansat.")
    report(own_item, answer, round=opened, by=coordinator, now=NOW)
    text = keeper.get(reverse("item", args=[opened.plan_id, own_item.number])).content.decode()
    assert text.count("Statussvar · <a") == 1


def test_a_closing_that_nobody_has_noted_is_called_the_same_everywhere(keeper, plan, own_item, act):
    close(own_item, reason=ClosingReason.IMPLEMENTED, closed_on=date(2025, 9, 20), act=act(date(2025, 9, 20)))
    for address in (
        reverse("item", args=[plan.pk, own_item.number]),
        reverse("body", args=[plan.pk, "BUU"]),
        reverse("home"),
    ):
        text = keeper.get(address).content.decode().casefold()
        assert "meldt afsluttet, ikke taget til efterretning endnu" in text, address
