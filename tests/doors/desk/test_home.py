# SPDX-License-Identifier: MPL-2.0
"""The front page: what waits, what is new, the plan in counts, and what comes next."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.doors.desk.conftest import TODAY
from udmoent.catalogue.actions import By, begin_round, propose
from udmoent.catalogue.facts import ProposalFacts
from udmoent.catalogue.hearing import record_answer
from udmoent.catalogue.rules import Days
from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.lib.time import IndicativeTime
from udmoent.meetings.actions import call
from udmoent.organisation.actions import take_position
from udmoent.organisation.models import Person, Role, Visit
from udmoent.plan.actions import NewItem, add, add_all, begin_plan, change, close
from udmoent.plan.facts import Assessment, ClosingReason, Commitment, Facts, Involvement, Kind, Stage, Treatment

NOW = datetime(2025, 9, 29, 9, tzinfo=UTC)


def home(client, **query) -> str:
    answer = client.get(reverse("home"), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def section(text: str, name: str) -> str:
    return text.split(f'id="{name}"')[1].split("</section>")[0]


@pytest.fixture
def many(plan, act):
    """Items of every part, stage and assessment, some silent, some whose time has passed."""
    old, new = act(date(2024, 12, 11)), act(date(2025, 9, 1))
    passed = IndicativeTime.read("marts 2025", 2025)
    stages = [stage for stage in Stage if stage not in (Stage.CLOSED, Stage.WITHDRAWN)]
    assessments = list(Assessment)
    facts = [
        Facts(
            title=f"Emne {place}",
            body="BUU" if place % 2 else "ØK",
            stage=stages[place % 4],
            assessment=assessments[place % 4 - place // 8],
            reason="Dyrt",
            mitigation="Ses efter",
            time=passed if place % 3 == 0 else IndicativeTime.read("2026", 2025),
            is_cross_cutting=place % 5 == 0,
        )
        for place in range(24)
    ]
    kinds = list(Kind)
    items = add_all(plan, [NewItem(kind=kinds[place % 4], facts=one) for place, one in enumerate(facts)], act=old)
    told = {date(2025, 7, 1): items[14:16], date(2025, 7, 31): items[12:14], date(2025, 8, 30): items[9:12]}
    for day, some in told.items():  # 91, 61 and 31 days of silence
        for item in some:
            change(item, status_text="Nyt", act=act(day))
    for item in items[:9]:
        change(item, status_text="Nyt", act=new)
    return items


def test_each_count_is_the_number_of_items_on_the_list_that_it_leads_to(keeper, plan, many):
    counted = section(home(keeper), "counted")
    links = re.findall(r'<a href="([^"]+)"><strong>(\d+)</strong>', counted)
    assert len(links) >= 15
    for href, number in links:
        text = keeper.get(href).content.decode()
        numbers = set(re.findall(rf'href="/plan/{plan.pk}/punkt/([^/"]+)/[^"]*"', text))
        assert len(numbers) == int(number), href


def test_a_count_of_an_earlier_day_leads_to_that_day(keeper, plan, many):
    counted = section(home(keeper, pr="2024-12-31"), "counted")
    assert "pr=2024-12-31" in counted and "<strong>24</strong>" not in section(home(keeper, pr="2024-12-01"), "counted")


def test_whoever_answers_for_an_item_learns_why_it_waits(skolechef, own_item):
    owed = section(home(skolechef), "owed")
    assert "Flere lærere" in owed and "Intet nyt siden 11. december 2024" in owed
    assert f"{reverse('answer', args=[own_item.plan_id, own_item.number])}?next=%2F" in owed
    assert reverse("edit_item", args=[own_item.plan_id, own_item.number]) not in owed


def test_a_promise_waits_for_whoever_made_it(skolechef, own_item, item, act):
    change(item, commitments=(Commitment(party="Skolechef", promise="Finder lokaler"),), act=act(date(2025, 9, 1)))
    owed = section(home(skolechef), "owed")
    assert item.number in owed and "Dit commitment er ikke bekræftet" in owed


def test_what_is_up_to_date_does_not_wait(skolechef, own_item, act):
    change(own_item, status_text="Ansat", act=act(date(2025, 9, 29)))
    assert "Intet venter på dig" in section(home(skolechef), "owed")


def test_a_deputy_is_told_of_the_same(sign_in, town, own_item):
    client = sign_in("deputy")
    holding = take_position(Role.objects.get(name="deputy").person, "skolechef", valid_from=date(2025, 1, 1))
    type(holding).objects.filter(pk=holding.pk).update(is_deputy=True)
    assert "Flere lærere" in section(home(client), "owed")


def test_a_reader_is_told_kindly_that_nothing_waits(sign_in, own_item):
    assert "Du svarer ikke for nogen punkter" in section(home(sign_in("reader")), "owed")


def test_whoever_keeps_the_plan_sees_what_it_lacks_and_nobody_else(keeper, sign_in, own_item):
    assert "Uden tidspunkt" in section(home(keeper), "owed")
    assert "Uden tidspunkt" not in section(home(sign_in("reader")), "owed")


def test_what_is_closed_and_not_noted_leads_to_where_it_is_noted(keeper, plan, own_item, act):
    close(own_item, reason=ClosingReason.IMPLEMENTED, act=act(TODAY))
    assert reverse("note_closing", args=[plan.pk, own_item.number]) in section(home(keeper), "owed")


def test_the_directorate_sees_cross_cutting_items_that_are_red(sign_in, item, own_item, act):
    red = {"assessment": Assessment.RED, "reason": "Dyrt", "mitigation": "Ses efter"}
    change(item, is_cross_cutting=True, **red, act=act(TODAY))
    change(own_item, **red, act=act(TODAY))
    owed = section(home(sign_in("directorate")), "owed")
    assert "Ny daginstitution" in owed and "Flere lærere" not in owed


def test_a_secretary_is_led_to_the_own_body(sign_in, town, plan, item, coordinator, act):
    client, buu = sign_in("committee_secretary"), town.bodies.get(abbreviation="BUU")
    Role.objects.filter(name="committee_secretary").update(body=buu)
    call(buu, date(2025, 10, 8), by=coordinator, now=NOW)
    change(item, treatments=(Treatment(body="BUU", form="beslutning", time="oktober 2025"),), act=act(TODAY))
    owed = section(home(client), "owed")
    assert "Næste møde er den 8. oktober 2025" in owed and "Ny daginstitution" in owed
    assert "Dagsordenen udsendes torsdag den 2. oktober" in owed
    assert reverse("body", args=[plan.pk, "BUU"]) in owed


def test_the_first_time_the_last_thirty_days_are_told(keeper, item, act):
    change(item, title="Ny børnehave", act=act(date(2025, 9, 10)))
    changed = section(home(keeper), "changed")
    assert "de seneste 30 dage" in changed and "<ins>" in changed and Visit.objects.count() == 1


def test_afterwards_it_is_told_what_was_recorded_since_the_previous_visit(keeper, item, act, coordinator):
    change(item, title="Ny børnehave", act=act(date(2025, 9, 10)))
    Visit.objects.create(
        municipality=item.municipality, person=coordinator, latest_at=datetime(2025, 9, 20, 9, tzinfo=UTC)
    )
    assert "Intet er ændret" in section(home(keeper), "changed")
    change(item, course="Bygges i træ", act=act(date(2025, 9, 25)))
    changed = section(home(keeper), "changed")
    assert "Du var her sidst 20.9.2025" in changed and "Bygges i" in changed and "daginstitution" not in changed
    assert "daginstitution" in section(home(keeper, siden="30"), "changed")


def test_a_committee_member_is_told_nothing_of_other_bodies_internal_items(sign_in, town, item, act):
    client = sign_in("committee_member")
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="MTU"))
    change(item, course="Hemmeligt", act=act(date(2025, 9, 10)))
    assert "Ny daginstitution" not in home(client) and "Hemmeligt" not in home(client)


def test_meetings_and_times_of_the_next_sixty_days_are_told(sign_in, town, plan, item, coordinator, act):
    for day in (date(2025, 9, 16), date(2025, 10, 7), date(2025, 12, 9)):
        call(town.bodies.get(abbreviation="ØK"), day, by=coordinator, now=NOW)
    change(item, treatments=(Treatment(body="ØK", form="orientering", time="oktober 2025"),), act=act(TODAY))
    coming = section(home(sign_in("reader")), "coming")
    assert "7. oktober 2025" in coming and "1 punkt til behandling" in coming and "Orientering i ØK" in coming
    assert "16. september" not in coming and "9. december" not in coming


def test_an_item_is_told_once_at_a_time_and_too_many_times_lead_to_the_timeline(keeper, plan, item, act):
    both = (Treatment(body="ØK", form="drøftelse", time="oktober 2025"),) * 2
    change(item, treatments=both, act=act(TODAY))
    assert section(home(keeper), "coming").count("Ny daginstitution") == 1
    facts = [Facts(title=f"Emne {place}", body="ØK", treatments=both) for place in range(31)]
    add_all(plan, [NewItem(kind=Kind.CAPITAL, facts=one) for one in facts], act=act(TODAY))
    coming = section(home(keeper), "coming")
    assert "2 mere på tidslinjen" in coming and reverse("timeline", args=[plan.pk]) in coming


def test_without_a_plan_it_is_told_what_to_do(keeper, sign_in, town):
    assert "Begynd en ny plan fra en fil" in home(keeper)
    assert "Plankoordinatoren kan" in home(sign_in("reader"))


def test_the_plan_used_last_is_the_one_that_the_front_page_shows(keeper, plan, town, coordinator):
    newer = begin_plan(town, "Udmøntningsplan 2026-2029", budget_year=2026, by=coordinator, now=NOW)
    assert "<h1>Udmøntningsplan 2025-2028</h1>" in home(keeper)
    keeper.get(reverse("plan", args=[newer.pk]))
    assert "<h1>Udmøntningsplan 2026-2029</h1>" in home(keeper)
    assert "<h1>Udmøntningsplan 2025-2028</h1>" in home(keeper, plan=plan.pk)
    keeper.get(reverse("plan", args=[newer.pk]))
    assert f'<option value="{plan.pk}">' in home(keeper)


def test_the_number_of_queries_does_not_grow_with_the_items(keeper, plan, item, act):
    home(keeper)
    with CaptureQueriesContext(
        connection,
    ) as few:
        home(keeper)
    for place in range(12):
        facts = Facts(title=f"Emne {place}", body="ØK", treatments=(Treatment(body="ØK", time="oktober 2025"),))
        add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(TODAY))
    with CaptureQueriesContext(connection) as many:
        home(keeper)
    assert len(many) == len(few)


def test_a_person_without_a_post_is_not_everybodys_deputy(sign_in, town, act, plan):
    add(plan, NewItem(kind=Kind.OPERATING, facts=Facts(title="Uden ansvarlig", body="ØK")), act=act(date(2024, 12, 11)))
    assert Person.objects.exists() and "Uden ansvarlig" not in section(home(sign_in("responsible")), "owed")


# What is put before those who answer for no items


def test_whoever_sets_amounts_sees_what_lacks_them_and_what_changed(sign_in, plan, item, own_item, act):
    owed = section(home(sign_in("economist")), "owed")
    assert "Uden beløb" in owed and "Ny daginstitution" in owed and "Flere lærere" in owed
    assert f'href="{reverse("amounts_of_item", args=[plan.pk, item.number])}"' in owed
    set_amounts(item, {AmountKey(2025, "adopted", "capital", "2025"): 4_000_000}, act=act(date(2025, 9, 20)))
    owed = section(home(sign_in("economist")), "owed")
    without, changed = owed.split("Beløb ændret de seneste 30 dage")
    assert "Ny daginstitution" not in without and "Ny daginstitution" in changed
    assert "Beløb ændret 20. september 2025" in changed
    set_amounts(own_item, {AmountKey(2025, "adopted", "operating", "2025"): -9}, act=act(date(2025, 9, 1)))
    close(own_item, reason=ClosingReason.IMPLEMENTED, act=act(TODAY))
    assert "En besparelse med X" in section(home(sign_in("economist")), "owed")
    assert "Uden beløb" not in home(sign_in("reader"))


def test_who_speaks_for_the_staff_sees_where_the_staff_are_to_be_involved(sign_in, item, own_item, act):
    said = (Involvement(party="MED", form="høring", time="november 2025"), Involvement(party="Direktionen"))
    change(item, involvements=said, act=act(TODAY))
    change(own_item, involvements=(Involvement(party="MED", form="orientering", result="Hørt"),), act=act(TODAY))
    owed = section(home(sign_in("med_representative")), "owed")
    assert "MED · høring · november 2025" in owed and "Flere lærere" not in owed and "Direktionen" not in owed
    assert "Medarbejderne skal inddrages" not in home(sign_in("reader"))


def test_whoever_sets_up_sees_what_the_set_up_lacks(sign_in, town, item, keeper):
    town.positions.create(title="vejchef")
    take_position(Person.objects.create(municipality=town, name="Ida"), "skolechef", valid_from=date(2024, 1, 1))
    owed = section(home(sign_in("administrator")), "owed")
    assert "1 stilling er ubesat" in owed and "har ingen rolle og kan ikke komme ind" in owed
    assert f'href="{reverse("setup_people")}"' in owed
    assert "er ubesat" not in home(sign_in("plan_coordinator"))


def test_what_waits_in_the_catalogue_is_counted_for_its_keeper_alone(sign_in, plan, coordinator):
    by = By(person=coordinator, now=NOW)
    days = Days(**dict.fromkeys(Days.__slots__, TODAY))
    round = begin_round(plan.municipality, "Katalog 2026", budget_year=2026, days=days, by=by)
    for title in ("Færre kvadratmeter", "Fælles indkøb"):
        propose(round, ProposalFacts(title=title), by=by)
    record_answer(round, sender="Skolebestyrelsen", text="Nej tak.", received_on=NOW.date(), by=by)
    counts = section(home(sign_in("economist")), "counted")
    assert "Katalog 2026" in counts and '/raaderum/2026/?stadie=idea"><strong>2</strong>' in counts
    assert '/raaderum/2026/hoering/"><strong>1</strong>' in counts
    assert "Katalog 2026" not in home(sign_in("reader"))
    plan.municipality.catalogue_rounds.update(closed_at=NOW, closed_by=coordinator)
    assert "Katalog 2026" not in home(sign_in("economist"))


def test_the_economist_sees_capital_projects_whose_money_asks_for_something(sign_in, plan, item, act):
    key = lambda phase: AmountKey(2025, phase, "capital", "2025")  # noqa: E731
    set_amounts(item, {key("adopted"): 5, key("appropriated"): 5, key("released"): 5}, act=act(date(2025, 1, 15)))
    assert "end frigivet" not in home(sign_in("economist"))
    set_amounts(item, {key("spent"): 6}, act=act(date(2025, 2, 15)))
    assert "end frigivet" in home(sign_in("economist")) and "end frigivet" not in home(sign_in("reader"))
