# SPDX-License-Identifier: MPL-2.0
"""A committee's work plan for a year: read by all who come in, moved in by its secretary, handed out."""

import io
import re
from datetime import date
from html import unescape

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.doors.desk.conftest import TODAY
from tests.rooms.plan.test_treat import NOW, route
from udmoent.audit.models import Event
from udmoent.documents.forms import treatment
from udmoent.meetings.actions import call
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Role
from udmoent.plan.actions import NewItem, add, begin_plan, change
from udmoent.plan.facts import Facts, Kind, Stage, Treatment

MARCH, OCTOBER, DECEMBER = date(2025, 3, 12), date(2025, 10, 15), date(2025, 12, 3)
IN_OCTOBER = Treatment(body="BUU", form="beslutning", time="15.10.2025")
SOME_TIME = Treatment(body="BUU", form="orientering", time="oktober 2025", task="Se på tallene")


@pytest.fixture
def meetings(town, coordinator) -> list[Meeting]:
    buu = town.bodies.get(abbreviation="BUU")
    return [call(buu, day, place="Mødelokale 3", by=coordinator, now=NOW) for day in (MARCH, OCTOBER, DECEMBER)]


@pytest.fixture
def secretary(sign_in, town):
    client = sign_in("committee_secretary")
    Role.objects.filter(name="committee_secretary").update(body=town.bodies.get(abbreviation="BUU"))
    return client


def address(plan, name: str = "work_plan", body: str = "BUU", year: int = 2025, *more: object) -> str:
    return reverse(name, args=[plan.pk, body, year, *more])


def page(client, plan, body: str = "BUU", year: int = 2025, **query: object) -> str:
    answer = client.get(address(plan, body=body, year=year), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def column(text: str, mark: str) -> str:
    """What stands in a column: that of a meeting by its day, or of a list."""
    return text.split(f'id="{mark}"')[1].split("</section>")[0]


def sent(item, was: Treatment, to: date | None, **more: object) -> dict[str, object]:
    return {"item": item.pk, "was": treatment(was), "to": to.isoformat() if to else "", **more}


def test_a_card_says_once_which_bodies_come_too_early(keeper, plan, own_item, meetings, act):
    early = (Treatment(body=body, form="beslutning", time="15.10.2025") for body in ("ØK", "KB"))
    late = Treatment(body="BUU", form="indstilling", time="3.12.2025")
    change(own_item, treatments=(late, *early), act=act(TODAY))
    december = column(page(keeper, plan), "m-2025-12-03")
    assert december.count("planlagt før") == 1 and "ØK og KB er planlagt før BUU" in december
    assert "skal behandle det først" not in december


def test_each_treatment_stands_at_its_meeting_or_in_a_list(keeper, plan, item, own_item, meetings, act):
    change(item, treatments=(IN_OCTOBER,), act=act(TODAY))
    told = (
        SOME_TIME,
        Treatment(body="BUU"),
        Treatment(body="BUU", time="marts 2025"),
        Treatment(body="ØK", time="maj"),
    )
    change(own_item, treatments=told, act=act(TODAY))
    text = page(keeper, plan)
    october = column(text, "m-2025-10-15")
    assert "Ny daginstitution" in october and "Flere lærere" in october and "Se på tallene" in october
    assert "Dagsordenen udsendes torsdag den 9. oktober" in october and "Mødelokale 3" in october
    assert "Flere lærere" in column(text, "uden-dato") and "Flere lærere" in column(text, "passeret")
    assert "Intet er planlagt endnu" in column(text, "m-2025-12-03")
    assert re.search(r"<strong>3</strong> møder.*<strong>2</strong> punkter planlagt", text, re.DOTALL)


def test_a_committee_treats_also_what_others_lead(keeper, plan, item, town, coordinator, act):
    call(town.bodies.get(abbreviation="KB"), OCTOBER, by=coordinator, now=NOW)
    change(item, treatments=(Treatment(body="KB", time="15.10.2025"),), act=act(TODAY))
    assert "Ny daginstitution" in column(page(keeper, plan, "KB"), "m-2025-10-15")
    assert "Ny daginstitution" in unescape(keeper.get(reverse("body", args=[plan.pk, "KB"])).content.decode())


def test_the_meetings_may_stand_as_a_list(keeper, plan, item, meetings):
    assert "as-columns" in page(keeper, plan)
    text = page(keeper, plan, vis="liste")
    assert "as-columns" not in text and "15. oktober 2025" in text


def test_the_years_with_meetings_are_led_to(keeper, plan, item, meetings, town, coordinator):
    call(town.bodies.get(abbreviation="BUU"), date(2026, 1, 14), by=coordinator, now=NOW)
    text = page(keeper, plan)
    assert address(plan, year=2026) in text and "14. januar 2026" in page(keeper, plan, year=2026)
    assert keeper.get(address(plan, year=1)).status_code == 404
    assert keeper.get(address(plan, body="XYZ")).status_code == 404


def test_the_work_plan_as_of_an_earlier_day_is_not_moved_in(keeper, plan, item, meetings, act):
    change(item, treatments=(Treatment(body="BUU", time="12.3.2025"),), act=act(date(2025, 1, 15)))
    change(item, treatments=(IN_OCTOBER,), act=act(TODAY))
    text = page(keeper, plan, pr="2025-02-01")
    assert "Ny daginstitution" in column(text, "m-2025-03-12") and "Flyt til" not in text


# Moving


def test_a_secretary_moves_a_treatment_to_a_meeting_and_back(secretary, plan, item, meetings, act):
    change(item, treatments=(SOME_TIME,), act=act(TODAY))
    answer = secretary.post(address(plan, "move_treatment"), sent(item, SOME_TIME, DECEMBER))
    assert route(item, TODAY) == (Treatment(body="BUU", form="orientering", time="3.12.2025", task="Se på tallene"),)
    assert answer.status_code == 302 and answer["Location"].endswith(f"#p{item.pk}-0")
    text = unescape(secretary.get(answer["Location"]).content.decode())
    state = item.states.latest("pk")
    assert f'name="state" value="{state.pk}"' in column(text, "m-2025-12-03") and state.why == "Arbejdsplanen for BUU"
    secretary.post(address(plan, "undo_treatment"), {"item": item.pk, "state": state.pk})
    assert route(item, TODAY) == (SOME_TIME,) and item.states.latest("pk").why == "Fortrudt"


def test_a_day_is_taken_away_and_an_indicative_time_may_stay(secretary, plan, item, meetings, act):
    change(item, treatments=(SOME_TIME,), act=act(TODAY))
    secretary.post(address(plan, "move_treatment"), sent(item, SOME_TIME, None) | {"to": "="})
    assert route(item, TODAY) == (SOME_TIME,)
    secretary.post(address(plan, "move_treatment"), sent(item, SOME_TIME, None))
    assert route(item, TODAY)[0].time == ""


@pytest.mark.parametrize(("to", "sentence"), [("2025-10-16", "mødes ikke den 16.10.2025"), ("snart", "er ikke en dag")])
def test_what_is_no_meeting_is_refused_on_the_page(secretary, plan, item, meetings, act, to, sentence):
    change(item, treatments=(SOME_TIME,), act=act(TODAY))
    answer = secretary.post(address(plan, "move_treatment"), sent(item, SOME_TIME, None) | {"to": to}, follow=True)
    assert sentence in unescape(answer.content.decode()) and route(item, TODAY) == (SOME_TIME,)


def test_what_another_moved_meanwhile_is_not_moved_again(secretary, plan, item, meetings, act):
    change(item, treatments=(IN_OCTOBER,), act=act(TODAY))
    answer = secretary.post(address(plan, "move_treatment"), sent(item, SOME_TIME, DECEMBER), follow=True)
    assert "siden den blev vist" in answer.content.decode() and route(item, TODAY) == (IN_OCTOBER,)


def test_what_was_told_since_is_not_undone_and_what_others_did_is_theirs(
    secretary, plan, item, meetings, act, coordinator
):
    change(item, treatments=(SOME_TIME,), act=act(TODAY))
    others = item.states.latest("pk")
    for told in ({"state": others.pk}, {"state": ""}, {"state": 99999}):
        answer = secretary.post(address(plan, "undo_treatment"), {"item": item.pk, **told}, follow=True)
        assert "intet af dit at fortryde" in answer.content.decode()
    secretary.post(address(plan, "move_treatment"), sent(item, SOME_TIME, DECEMBER))
    own = item.states.latest("pk")
    change(item, treatments=(IN_OCTOBER,), act=act(TODAY))
    answer = secretary.post(address(plan, "undo_treatment"), {"item": item.pk, "state": own.pk}, follow=True)
    assert "ændret siden" in answer.content.decode() and route(item, TODAY) == (IN_OCTOBER,)


def test_nobody_moves_in_another_committees_work_plan(secretary, sign_in, plan, item, town, coordinator, act):
    call(town.bodies.get(abbreviation="ØK"), OCTOBER, by=coordinator, now=NOW)
    theirs = Treatment(body="ØK", time="oktober 2025")
    change(item, treatments=(theirs,), act=act(TODAY))
    told = sent(item, theirs, OCTOBER)
    for name in ("move_treatment", "note_treated", "plan_item", "undo_treatment"):
        assert secretary.post(address(plan, name, "ØK"), told).status_code == 403, name
    assert secretary.post(address(plan, "plan_item", "ØK"), {"punkt": "A301"}).status_code == 403
    assert "Flyt til" not in page(secretary, plan, "ØK")
    assert route(item, TODAY) == (theirs,)


def test_whoever_answers_for_an_item_moves_it_and_no_other(skolechef, plan, item, own_item, meetings, act):
    for one in (item, own_item):
        change(one, treatments=(SOME_TIME,), act=act(TODAY))
    assert page(skolechef, plan).count("Flyt til") == 1
    assert skolechef.post(address(plan, "move_treatment"), sent(item, SOME_TIME, DECEMBER)).status_code == 403
    skolechef.post(address(plan, "move_treatment"), sent(own_item, SOME_TIME, DECEMBER))
    assert route(own_item, TODAY)[0].time == "3.12.2025" and route(item, TODAY) == (SOME_TIME,)


@pytest.mark.parametrize("role", ["committee_member", "med_representative", "reader", "directorate"])
def test_others_read(sign_in, plan, item, town, meetings, act, role):
    change(item, treatments=(IN_OCTOBER,), act=act(TODAY))
    client = sign_in(role)
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="BUU"))
    text = page(client, plan)
    assert "Ny daginstitution" in column(text, "m-2025-10-15") and "Flyt til" not in text and "Planlæg" not in text


def test_a_member_sees_of_what_is_anothers_neither_what_is_internal_nor_the_task(
    sign_in, plan, item, town, meetings, act
):
    client = sign_in("committee_member")
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="MTU"))
    told = {"treatments": (SOME_TIME,)}
    change(item, **told, act=act(TODAY))
    assert "Ny daginstitution" not in page(client, plan)
    change(item, visibility="public", act=act(TODAY))
    text = page(client, plan)
    assert "Ny daginstitution" in text and "Se på tallene" not in text
    file = client.get(reverse("get_work_plan", args=[plan.pk, "BUU", 2025, "ics"]))
    assert b"tallene" not in b"".join(file.streaming_content)


def test_it_is_told_what_was_treated(secretary, plan, item, meetings, act):
    passed = Treatment(body="BUU", form="orientering", time="marts 2025")
    change(item, treatments=(passed,), act=act(TODAY))
    text = page(secretary, plan)
    assert '<option value="2025-03-12" selected>' in column(text, "passeret")
    secretary.post(address(plan, "note_treated"), sent(item, passed, MARCH))
    assert route(item, TODAY) == (Treatment(body="BUU", form="orientering", time="marts 2025", held_on=MARCH),)
    text = page(secretary, plan)
    assert "behandlet 12. marts 2025" in column(text, "m-2025-03-12") and 'id="passeret"' not in text
    answer = secretary.post(address(plan, "note_treated"), sent(item, passed, None), follow=True)
    assert "Vælg det møde" in answer.content.decode()


# Planning what ought to be treated


def test_what_ought_to_be_treated_is_planned_by_a_click_at_the_next_meeting_that_can_be_made(
    secretary, plan, item, meetings, act
):
    change(item, stage=Stage.AWAITING_DECISION, act=act(TODAY))
    text = page(secretary, plan)
    asked = text.split('id="skal-behandles"')[1].split("</section>")[0]
    assert "Afventer beslutning" in asked and '<option value="2025-10-15" selected>' in asked
    secretary.post(address(plan, "plan_item"), {"item": item.pk, "form": "beslutning", "to": OCTOBER.isoformat()})
    assert route(item, TODAY) == (IN_OCTOBER,) and 'id="skal-behandles"' not in page(secretary, plan)


def test_a_full_meeting_and_one_whose_cases_are_due_are_not_the_next_one(
    secretary, plan, item, own_item, meetings, act, settings
):
    change(item, stage=Stage.AWAITING_DECISION, act=act(TODAY))
    settings.UDMOENT_TODAY = date(2025, 10, 9)
    asked = page(secretary, plan).split('id="skal-behandles"')[1].split("</section>")[0]
    assert '<option value="2025-12-03" selected>' in asked


def test_a_meeting_with_too_much_says_so(keeper, plan, meetings, act, own_item):
    told = [Facts(title=f"Punkt {n}", body="BUU", treatments=(IN_OCTOBER,)) for n in range(6)]
    for facts in told:
        add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(TODAY))
    text = page(keeper, plan)
    assert "For fuldt: 6 punkter, og 5 er nok" in column(text, "m-2025-10-15")
    assert "for fuldt møde" in text and "tomt møde" in text


def test_any_item_is_planned_by_its_number(secretary, plan, item, meetings):
    told = {"punkt": "a301", "form": "temadrøftelse", "to": DECEMBER.isoformat(), "task": "Se på grunde"}
    answer = secretary.post(address(plan, "plan_item"), told, follow=True)
    assert "Se på grunde" in column(unescape(answer.content.decode()), "m-2025-12-03")
    for wrong, sentence in (
        ({"punkt": "X99"}, "intet punkt X99"),
        ({"punkt": ""}, "skal udfyldes"),
        ({}, "på netop den måde"),
    ):
        answer = secretary.post(address(plan, "plan_item"), told | wrong)
        assert answer.status_code == 422 and sentence in unescape(answer.content.decode()), sentence


def test_the_items_of_another_plan_stand_there_too_and_say_of_which(
    keeper, plan, town, item, meetings, coordinator, act
):
    other = begin_plan(town, "Udmøntningsplan 2026-2029", budget_year=2026, by=coordinator, now=NOW)
    facts = Facts(title="Næste års normering", body="BUU", treatments=(IN_OCTOBER,))
    next_years = add(other, NewItem(kind=Kind.OPERATING, facts=facts), act=act(TODAY))
    october = column(page(keeper, plan), "m-2025-10-15")
    assert "Næste års normering" in october and "Udmøntningsplan 2026-2029" in october
    assert reverse("item", args=[other.pk, next_years.number]) in october
    keeper.post(address(plan, "move_treatment"), sent(next_years, IN_OCTOBER, DECEMBER))
    assert route(next_years, TODAY)[0].time == "3.12.2025"


# Files


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx", "ics"])
def test_it_is_handed_out_and_the_log_tells(keeper, plan, item, meetings, ending):
    href = reverse("get_work_plan", args=[plan.pk, "BUU", 2025, ending])
    assert href in page(keeper, plan)
    answer = keeper.get(href)
    assert answer.status_code == 200 and f"arbejdsplan-buu-2025.{ending}" in answer["Content-Disposition"]
    assert Event.objects.get(act="export_work_plan").told["form"] == ending
    assert keeper.get(reverse("get_work_plan", args=[plan.pk, "BUU", 2025, "csv"])).status_code == 404


def test_the_calendar_file_can_be_read(keeper, plan, item, meetings, act):
    change(item, treatments=(IN_OCTOBER,), act=act(TODAY))
    answer = keeper.get(reverse("get_work_plan", args=[plan.pk, "BUU", 2025, "ics"]))
    calendar = icalendar.Calendar.from_ical(io.BytesIO(b"".join(answer.streaming_content)).read())
    told = " ".join(str(event.get("description", "")) for event in calendar.walk("VEVENT"))
    assert "Ny daginstitution – beslutning" in told


def test_many_items_ask_no_more_of_the_database(keeper, plan, item, meetings, act):
    def asked() -> int:
        page(keeper, plan)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(keeper, plan)
        return len(queries)

    change(item, treatments=(IN_OCTOBER,), act=act(TODAY))
    few = asked()
    for n in range(8):
        facts = Facts(title=f"Punkt {n}", body="BUU", treatments=(IN_OCTOBER, SOME_TIME))
        add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(TODAY))
    assert asked() <= few


def test_a_deadline_that_has_passed_is_told_and_warned_of(secretary, plan, own_item, town, coordinator, act):
    soon = date(2025, 10, 1)
    call(town.bodies.get(abbreviation="BUU"), soon, by=coordinator, now=NOW)
    change(own_item, treatments=(SOME_TIME,), act=act(TODAY))
    assert "Fristen er passeret" in column(page(secretary, plan), "m-2025-10-01")
    told = secretary.post(address(plan, "move_treatment"), sent(own_item, SOME_TIME, soon), follow=True)
    assert "men fristen for mødet den 1.10.2025 er passeret" in unescape(told.content.decode())
    call(town.bodies.get(abbreviation="BUU"), DECEMBER, by=coordinator, now=NOW)
    assert "Fristen er passeret" not in column(page(secretary, plan), "m-2025-12-03")
