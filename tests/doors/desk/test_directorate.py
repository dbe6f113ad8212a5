# SPDX-License-Identifier: MPL-2.0
import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from udmoent.desk.directorate.matrix import CONFIRMED, COORDINATES, PROMISED, WIDE, Matrix, MatrixRow, matrix, part
from udmoent.editions.actions import seal
from udmoent.editions.concerns import CONCERNS, by_urgency, concerns, of_item
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import count
from udmoent.editions.promises import parties_of, promises_by_party
from udmoent.lib.time import IndicativeTime
from udmoent.plan.actions import NewItem, add_all, change, close
from udmoent.plan.facts import Assessment, ClosingReason, Commitment, Facts, Kind, Stage
from udmoent.plan.notes import note_on

DECEMBER, ON = date(2024, 12, 11), date(2025, 9, 30)


def an_item(number: int = 1, **told: object) -> ItemContent:
    whole = {"id": number, "number": f"R{number}", "kind": Kind.RAADERUM, "title": f"Punkt {number}", "body": "ØK"}
    return ItemContent(**whole | told)


def promised(*told: tuple[str, date | None], number: int = 1, coordination: tuple[str, ...] = ()) -> ItemContent:
    made = tuple(Commitment(party=party, promise="Gør det", confirmed_on=day) for party, day in told)
    return an_item(number, commitments=made, coordination=coordination)


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
PARTIES = st.sampled_from(["IT", "it", "HR", "Skoler", ""])
ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "stage": st.sampled_from(Stage),
            "assessment": st.sampled_from(Assessment),
            "time": DAYS.map(IndicativeTime.of) | st.just(IndicativeTime.read("løbende", 2025)),
            "coordination": st.lists(PARTIES, max_size=2).map(tuple),
            "commitments": st.lists(
                st.builds(Commitment, party=PARTIES, confirmed_on=st.none() | DAYS), max_size=2
            ).map(tuple),
        }
    ),
    max_size=5,
).map(lambda told: [an_item(number, **one) for number, one in enumerate(told)])
JANUARY, JUNE = date(2025, 1, 20), date(2025, 6, 1)


@settings(deadline=None)
@given(ITEMS, st.dictionaries(st.integers(0, 4), st.dates(date(2024, 1, 1), ON)))
def test_each_list_holds_as_many_as_are_counted(items, said):
    found = {one.code: len(one.items) for one in concerns(items, said, ON)}
    counts = count(items, ON, said)
    assert found == {
        "red": counts.red,
        "yellow": counts.yellow,
        "silent": counts.silent[30],
        "awaiting_decision": counts.awaiting_decision,
        "passed": counts.passed,
    }


def test_an_item_stands_in_each_list_that_it_belongs_to():
    item = an_item(
        assessment=Assessment.RED, stage=Stage.AWAITING_DECISION, time=IndicativeTime.read("marts 2025", 2025)
    )
    assert of_item(item, {1: DECEMBER}, ON) == {"red", "silent", "awaiting_decision", "passed"}


def test_what_is_over_calls_for_nothing():
    over = an_item(assessment=Assessment.RED, stage=Stage.WITHDRAWN, time=IndicativeTime.read("marts 2025", 2025))
    assert not any(one.items for one in concerns([over], {1: DECEMBER}, ON)) and not by_urgency([over])


def test_the_longest_silence_comes_first():
    said = {1: date(2025, 6, 1), 2: DECEMBER, 3: ON}
    (silent,) = (one for one in concerns([an_item(1), an_item(2), an_item(3)], said, ON) if one.code == "silent")
    assert [item.number for item in silent.items] == ["R2", "R1"]


def test_red_comes_before_yellow_and_both_before_the_rest():
    items = [an_item(n, assessment=one) for n, one in enumerate(("green", "yellow", "not_assessed", "red"))]
    assert [item.number for item in by_urgency(items)] == ["R3", "R1", "R0", "R2"]


def test_promises_that_nobody_confirmed_come_first_then_the_oldest():
    items = [
        promised(("Skoler", JUNE), ("IT", JANUARY), number=1),
        promised(("HR", None), ("skoler", None), number=2),
    ]
    found = promises_by_party(items)
    assert [(one.name, [promise.item.number for promise in one.promises], one.unconfirmed) for one in found] == [
        ("HR", ["R2"], 1),
        ("skoler", ["R2", "R1"], 1),
        ("IT", ["R1"], 0),
    ]


def test_a_promise_names_those_to_act_with():
    (party,) = promises_by_party([promised(("IT", None), coordination=("HR", "it", "Skoler"))])
    assert party.promises[0].together_with == ("HR", "Skoler")


def test_a_party_is_named_once_as_it_is_first_written():
    assert parties_of(promised(("hr", None), ("IT", None), coordination=("HR", "Skoler"))) == ["HR", "Skoler", "IT"]


@pytest.mark.parametrize(
    ("days", "how", "confirmed_on"),
    [
        ((), COORDINATES, None),
        ((None,), PROMISED, None),
        ((JANUARY, None), PROMISED, None),
        ((JUNE, JANUARY), CONFIRMED, JANUARY),
    ],
)
def test_a_party_is_shown_by_the_weakest_of_its_promises(days, how, confirmed_on):
    found = part(promised(*(("IT", day) for day in days), coordination=("IT",)), "IT")
    assert (found.how, found.confirmed_on) == (how, confirmed_on)


@settings(deadline=None)
@given(ITEMS)
def test_the_matrix_tells_of_every_party_of_every_open_item(items):
    found = matrix(items)
    told = {(row.item.number, one.party.casefold()) for row in found.rows for one in row.told}
    open_ones = [item for item in items if item.stage not in (Stage.CLOSED, Stage.WITHDRAWN)]
    assert told == {(item.number, party.casefold()) for item in open_ones for party in parties_of(item)}
    assert all(len(row.parts) == len(found.parties) for row in found.rows)


def test_a_matrix_too_wide_for_a_screen_says_so():
    row = MatrixRow(an_item(), ())
    assert Matrix(("IT",) * 100, (row,) * (WIDE // 100 + 1)).is_too_wide and not Matrix(("IT",), (row,)).is_too_wide


@pytest.fixture
def items(plan, act):
    told = [
        ("Kloge m2", {"is_cross_cutting": True, "assessment": "yellow", "reason": "Salget", "mitigation": "Nyt udbud"}),
        ("Flåde", {"is_cross_cutting": True, "coordination": ("Vej og Park",), "status_text": "Bilerne er talt"}),
        ("Asfalt", {"coordination": ("Museet",)}),
    ]
    new = [NewItem(kind=Kind.RAADERUM, facts=Facts(title=title, body="ØK", **more)) for title, more in told]
    return add_all(plan, new, act=act(DECEMBER))


@pytest.fixture
def director(sign_in):
    return sign_in("directorate")


def shown(client, plan, **query: str) -> str:
    return client.get(reverse("directorate", args=[plan.pk]), query).content.decode()


def test_the_cross_cutting_items_are_shown_and_the_others_on_demand(director, plan, items):
    text = shown(director, plan)
    assert "Kloge m2" in text and "Flåde" in text and "Asfalt" not in text
    assert "Åbne punkter, som ingen har meldt nyt om i over 30 dage." in text
    assert "Asfalt" in shown(director, plan, alle="on")


def test_the_page_tells_what_calls_for_the_directorate(director, plan, items):
    text = shown(director, plan)
    assert "Salget" in text and "Nyt udbud" in text and "293 dage siden 11.12.2024" in text
    assert "vurdering=yellow" in text and "tvaergaaende=on" in text


@pytest.mark.parametrize("scope", [{}, {"alle": "on"}])
def test_each_list_leads_to_exactly_its_items_in_the_plan(director, plan, items, act, scope):
    change(items[0], act=act(date(2025, 9, 1)), stage=Stage.AWAITING_DECISION)
    change(items[1], act=act(date(2025, 9, 1)), time=IndicativeTime.read("marts 2025", 2025))
    change(items[2], act=act(date(2025, 9, 1)), assessment="red", reason="Regn", mitigation="Sol")
    late = NewItem(
        kind=Kind.RAADERUM,
        facts=Facts(title="Gul og slut", body="ØK", is_cross_cutting=True, time=IndicativeTime.read("2025-02", 2025)),
    )
    close(add_all(plan, [late], act=act(DECEMBER))[0], reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 1, 5)))
    told = 0
    for section in shown(director, plan, **scope).split('<section class="concern')[1:]:
        section = section.partition("</section>")[0]
        numbers = set(re.findall(r"/punkt/(\w+)/", section))
        for link in re.findall(r'href="(/plan/[^"]*\?[^"]*)"', section):
            listed = director.get(link.replace("&amp;", "&")).content.decode()
            assert set(re.findall(r'data-number="(\w+)"', listed)) == numbers, link
            told += 1
    assert told == (4 if scope else 3)


def test_an_earlier_day_is_told_as_it_was_and_takes_no_notes(director, plan, items, act):
    change(items[1], act=act(date(2025, 6, 1)), status_text="Solgt")
    text = shown(director, plan, pr="2025-01-31")
    assert "Bilerne er talt" in text and "Solgt" not in text and "<textarea" not in text


def test_a_closed_item_stands_in_the_list_at_the_end(director, plan, items, act):
    close(items[1], reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 6, 1)))
    text = shown(director, plan)
    assert "Flåde" in text.partition('id="over"')[2] and "Flåde" not in text.partition('id="over"')[0]


def test_a_note_stands_beside_the_responsibles_words_and_leads_back(director, plan, items):
    here = reverse("directorate", args=[plan.pk])
    told = {"text": "Tages op i marts", "applies_on": "30.09.2025", "next": f"{here}#punkt-{items[1].number}"}
    answer = director.post(reverse("note", args=[plan.pk, items[1].number]), told)
    assert answer["Location"] == f"{here}#punkt-{items[1].number}"
    assert note_on(items[1], ON).text == "Tages op i marts"
    text = shown(director, plan)
    assert "Tages op i marts" in text and "Bilerne er talt" in text


def test_moves_of_the_time_are_counted_since_the_first_version(director, plan, items, edition, act):
    for day, text in ((date(2025, 1, 5), "marts 2025"), (date(2025, 2, 5), "juni 2025"), (date(2025, 3, 5), "2026")):
        change(items[0], act=act(day), time=IndicativeTime.read(text, 2025))
    assert "flyttet 2 gange" in shown(director, plan) and "original" in shown(director, plan)
    assert "flyttet én gang" in shown(director, plan, pr="2025-02-28")


def test_the_items_whose_time_is_another_are_one_link_away(director, plan, act, items, coordinator):
    seal(plan, "original", DECEMBER, by=coordinator, now=datetime(2024, 12, 11, 15, tzinfo=UTC))
    change(items[0], act=act(date(2025, 1, 5)), time=IndicativeTime.read("marts 2025", 2025))
    (link,) = re.findall(r'href="([^"]*flyttet=original[^"]*)"', shown(director, plan))
    listed = director.get(link.replace("&amp;", "&")).content.decode()
    assert re.findall(r'data-number="(\w+)"', listed) == [items[0].number]


def test_a_plan_without_cross_cutting_items_tells_what_to_do(director, plan, item):
    assert "Vis alle punkter" in shown(director, plan)


def test_the_number_of_queries_does_not_grow_with_the_plan(director, plan, items, act):
    def queries() -> int:
        shown(director, plan)
        with CaptureQueriesContext(connection) as found:
            shown(director, plan)
        return len(found)

    few = queries()
    facts = [
        Facts(title=f"Punkt {n}", body="ØK", is_cross_cutting=True, coordination=(f"Part {n}",)) for n in range(60)
    ]
    add_all(plan, [NewItem(kind=Kind.RAADERUM, facts=one) for one in facts], act=act(DECEMBER))
    assert queries() == few


def test_every_reason_has_its_list_though_it_be_empty():
    assert [one.code for one in concerns([], {}, ON)] == list(CONCERNS)
