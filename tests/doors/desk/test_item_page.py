# SPDX-License-Identifier: MPL-2.0
"""What the page of an item tells, to whom."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.lib.time import IndicativeTime
from udmoent.organisation.actions import take_position
from udmoent.organisation.models import Holding, Person, Role
from udmoent.plan.actions import NewItem, add, add_all, begin_plan, change, close
from udmoent.plan.attachments import NewAttachment, attach, show_to
from udmoent.plan.facts import (
    Assessment,
    ClosingReason,
    Commitment,
    Facts,
    Involvement,
    Kind,
    Source,
    Stage,
    Treatment,
    Visibility,
)
from udmoent.plan.notes import write_note

JANUARY, MARCH, JUNE = date(2025, 1, 10), date(2025, 3, 1), date(2025, 6, 1)
ADOPTED, REALISED = (AmountKey(2025, phase, "operating", "2025") for phase in ("adopted", "realised"))


def address(item, name="item", **more) -> str:
    return reverse(name, kwargs={"plan_id": item.plan_id, "number": item.number} | more)


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def member(sign_in, town):
    """A member of BUU, who sees its excerpt, and of the rest what is public."""
    client = sign_in("committee_member")
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="BUU"))
    return client


@pytest.fixture
def of_others(plan, act):
    """An item of MTU, internal."""
    facts = Facts(
        title="Asfalt", body="MTU", course="Der asfalteres.", responsible="vejchef", status_text="Fortroligt."
    )
    return add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(date(2024, 12, 11)))


def test_promises_tell_when_they_were_confirmed_last_or_that_they_never_were(keeper, item, act):
    promises = (
        Commitment(party="Anlæg", promise="tegner", confirmed_on=date(2025, 1, 5)),
        Commitment(party="Dagtilbud", promise="flytter"),
    )
    change(item, act=act(JANUARY), commitments=promises)
    told = text(keeper.get(address(item)))
    assert "5. januar 2025" in told and told.count("ikke bekræftet") == 1


def test_every_move_of_the_time_is_told_and_counted(keeper, item, act):
    for day, said, why in ((JANUARY, "marts 2025", ""), (MARCH, "juni 2025", "Udbud"), (JUNE, "2026", "Klage")):
        change(item, act=act(day, why=why), time=IndicativeTime.read(said, 2025))
    told = text(keeper.get(address(item)))
    assert "Flyttet 2 gange" in told and "<del>marts 2025</del>" in told and "Klage" in told
    assert "Flyttet 1 gang" in text(keeper.get(address(item), {"pr": "2025-04-01"}))


def test_status_over_time_is_told_in_words_and_form(keeper, item, act):
    change(item, act=act(JANUARY), stage=Stage.UNDER_WAY, assessment=Assessment.GREEN)
    change(item, act=act(MARCH), assessment=Assessment.RED, reason="Vejret", mitigation="Venter")
    strip = text(keeper.get(address(item))).partition('class="strip"')[2].partition("</ol>")[0]
    assert [strip.count(word) for word in ("Ikke startet", "Grøn", "Rød", "■")] == [1, 1, 1, 1]


def test_amounts_are_a_table_and_a_picture_with_the_corrected_budget(keeper, item, act):
    keys = {phase: AmountKey(2025, phase, "capital", "2025") for phase in ("adopted", "supplementary")}
    set_amounts(
        item, {keys["adopted"]: 4_000_000, keys["supplementary"]: 500_000}, act=act(JANUARY, source=Source.IMPORT)
    )
    told = text(keeper.get(address(item)))
    assert "4.500.000" in told and 'role="img"' in told and "<desc" in told
    table, _start, picture = told.partition('id="amounts-picture')
    assert ">4.000.000<" in table and ">4.000.000<" in picture and "1.000 kr." not in told


def test_treatments_involvement_and_goals_are_told_by_name(keeper, item, act):
    change(
        item,
        act=act(JANUARY),
        treatments=(Treatment(body="BUU", form="beslutning", time="juni 2025"),),
        involvements=(Involvement(party="Hoved-MED", form="høring", result="Ingen bemærkninger"),),
        strategies=("Verdensmål 4", "Børnepolitik"),
    )
    told = text(keeper.get(address(item)))
    assert "Børne- og Ungdomsudvalget" in told and "Ingen bemærkninger" in told
    assert "verdensmål 4: Kvalitetsuddannelse" in told and "Børnepolitik" in told


def test_a_closed_saving_with_nothing_realised_says_so(keeper, own_item, act):
    set_amounts(own_item, {ADOPTED: -500}, act=act(JANUARY))
    close(own_item, reason=ClosingReason.IMPLEMENTED, act=act(MARCH))
    assert "intet af besparelsen er realiseret" in text(keeper.get(address(own_item)))
    set_amounts(own_item, {REALISED: -500}, act=act(JUNE))
    assert "intet af besparelsen er realiseret" not in text(keeper.get(address(own_item)))


def test_the_responsible_post_tells_who_is_in_it_and_who_stands_in(keeper, own_item, act, town):
    change(own_item, act=act(JANUARY), responsible="skolechef")
    holder, deputy = (Person.objects.create(municipality=town, name=name) for name in ("Sanne Skole", "Stine Sted"))
    held = take_position(holder, "skolechef", valid_from=JANUARY)
    told = {"municipality": town, "position": held.position, "person": deputy, "valid_from": JANUARY}
    Holding.objects.create(is_deputy=True, **told)
    told = text(keeper.get(address(own_item)))
    assert "Sanne Skole" in told and "Stedfortræder: Stine Sted" in told


def test_an_items_thread_through_the_years_is_linked_both_ways(keeper, item, plan, coordinator, act):
    now = datetime(2025, 9, 1, tzinfo=UTC)
    later = begin_plan(plan.municipality, "Plan 2026-2029", budget_year=2026, by=coordinator, now=now)
    new = NewItem(kind=Kind.CAPITAL, facts=Facts(title="Daginstitutionen", body="BUU"), follows=item)
    following = add(later, new, act=act(date(2025, 9, 2)))
    assert "Plan 2026-2029" in text(keeper.get(address(item)))
    assert plan.name in text(keeper.get(address(following)))


def test_history_can_be_narrowed_to_a_field(keeper, item, act):
    for number in range(1, 7):
        change(item, act=act(date(2025, number, 1), why=f"Grund {number}"), course=f"Kurs {number}")
    change(item, act=act(date(2025, 7, 1), why="Kun titlen"), title="Nyt navn")
    told = text(keeper.get(address(item), {"felt": "title"}))
    assert "Kun titlen" in told and "Grund 3" not in told
    assert "Grund 3" in text(keeper.get(address(item), {"felt": "findes-ikke"}))


def test_a_correction_can_be_looked_behind(keeper, item, act):
    change(item, act=act(MARCH), title="Senere")
    change(item, act=act(JANUARY, on=JUNE), title="Rettet")
    assert "<h1>Rettet</h1>" in text(keeper.get(address(item), {"pr": "2025-01-10"}))
    assert "<h1>Ny daginstitution</h1>" in text(keeper.get(address(item), {"pr": "2025-01-10", "kendt": "2025-05-31"}))


@pytest.mark.parametrize("role, reads", [("directorate", True), ("responsible", True), ("reader", False)])
def test_notes_of_the_directorate_are_for_those_who_may_read_them(sign_in, item, act, role, reads):
    write_note(item, "Følges tæt.", act=act(MARCH))
    assert ("Følges tæt." in text(sign_in(role).get(address(item)))) == reads


def test_acts_are_offered_to_those_who_may_do_them(keeper, sign_in, item):
    told = text(keeper.get(address(item)))
    assert all(word in told for word in ("Redigér", "Afslut (X)", "Lad udgå", "Del op", "Ret beløb", "Skriv notat"))
    told = text(sign_in("reader").get(address(item)))
    assert not any(word in told for word in ("Redigér", "Afslut (X)", "Lad udgå", "Del op", "Ret beløb", "Skriv notat"))
    told = text(sign_in("responsible").get(address(item)))
    assert "Redigér" not in told and "de punkter, du er ansvarlig for" in told


def test_an_internal_item_of_others_is_not_there_for_a_member(member, of_others, item, act):
    assert member.get(address(of_others)).status_code == 404
    assert "Historik" in text(member.get(address(item)))
    kept = attach(of_others, NewAttachment(title="Notat", address="https://x.example/"), act=act(JANUARY))
    show_to(kept, Visibility.PUBLIC, act=act(JANUARY))
    assert member.get(address(of_others, "get_attachment", attachment_id=kept.pk)).status_code == 404


def test_of_a_public_item_of_others_a_member_sees_what_is_public(member, of_others, act):
    change(of_others, act=act(JANUARY), visibility=Visibility.PUBLIC)
    public, _internal = (
        attach(of_others, NewAttachment(title=title, address="https://x.example/"), act=act(JANUARY))
        for title in ("Åbent bilag", "Lukket bilag")
    )
    show_to(public, Visibility.PUBLIC, act=act(JANUARY))
    told = text(member.get(address(of_others)))
    assert "Der asfalteres." in told and "Åbent bilag" in told
    assert not any(word in told for word in ("Fortroligt.", "vejchef", "Lukket bilag", "Historik", "Karen Koordinator"))


def test_what_left_the_members_excerpt_tells_nothing_of_what_came_later(member, item, act):
    change(item, act=act(MARCH), body="MTU", status_text="Kun for MTU.")
    assert member.get(address(item)).status_code == 404
    told = text(member.get(address(item), {"pr": "2025-02-01"}))
    assert "Ny daginstitution" in told and "Kun for MTU." not in told and "Historik" not in told


def test_links_tell_a_member_no_item_of_others(member, item, of_others, act):
    change(of_others, act=act(JANUARY), derived_from=item.number)
    assert "Asfalt" not in text(member.get(address(item)))


def test_the_page_asks_as_much_of_a_large_plan_as_of_a_small_one(keeper, item, plan, act):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            keeper.get(address(item))
        return len(queries)

    keeper.get(address(item))
    few = asked()
    new = [NewItem(kind=Kind.INTENT, facts=Facts(title=f"Punkt {n}", body="ØK")) for n in range(60)]
    add_all(plan, new, act=act(MARCH))
    assert asked() == few
