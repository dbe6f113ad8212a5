# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from udmoent.desk.timeline.lines import grouped, line, span_of
from udmoent.desk.timeline.page import MANY, TALL
from udmoent.editions.content import ItemContent
from udmoent.lib.time import IndicativeTime
from udmoent.plan.actions import NewItem, add_all
from udmoent.plan.facts import Facts, Kind, Stage, Treatment
from udmoent.ui.timeline import Point, Span, scale_of_year, scale_of_years

DECEMBER, ON = date(2024, 12, 11), date(2025, 9, 30)


def time(text: str) -> IndicativeTime:
    return IndicativeTime.read(text, 2025)


def an_item(number: str = "R101", **told: object) -> ItemContent:
    return ItemContent(**{"id": 1, "number": number, "kind": Kind.RAADERUM, "title": "Kloge m2", "body": "ØK"} | told)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2. kvartal 2025", Span(date(2025, 4, 1), date(2025, 6, 30))),
        ("løbende", Span(date(2025, 1, 1), None)),
        ("løbende fra marts 2026", Span(date(2026, 3, 1), None)),
        ("afventer", None),
        ("", None),
    ],
)
def test_a_time_is_the_days_that_it_names(text, span):
    assert span_of(time(text), date(2025, 1, 1)) == span


def test_treatments_of_the_same_days_are_one_point_and_unreadable_ones_none():
    told = (
        Treatment(body="KB", time="juni 2025"),
        Treatment(body="BUU", time="marts"),
        Treatment(body="ØK", time="juni 2025"),
    )
    found = line(an_item(treatments=(*told, Treatment(body="ØK", time="engang"))), 2025, ON)
    march = Point(date(2025, 3, 1), date(2025, 3, 31), "BUU")
    assert found.points == (march, Point(date(2025, 6, 1), date(2025, 6, 30), "KB, ØK"))


def test_only_an_open_item_can_be_passed():
    passed, over = (
        line(an_item(time=time("marts 2025"), stage=stage), 2025, ON) for stage in (Stage.PLANNED, Stage.WITHDRAWN)
    )
    assert (passed.looks, over.looks, over.is_passed) == ("passed", "over", False)


def test_an_item_is_on_the_scale_by_its_span_or_by_a_treatment():
    treated = line(an_item(treatments=(Treatment(body="ØK", time="marts 2026"),)), 2025, ON)
    assert treated.is_on(scale_of_years(2025, 4)) and treated.is_on(scale_of_year(2026, "da"))
    assert not treated.is_on(scale_of_year(2025, "da"))


def test_every_line_is_in_one_group():
    lines = [line(an_item(str(n), body=body), 2025, ON) for n, body in enumerate(("ØK", "BUU", "ØK"))]
    groups = grouped(lines, lambda item: (item.body, item.body))
    assert [(group.code, [one.item.number for one in group.lines]) for group in groups] == [
        ("ØK", ["0", "2"]),
        ("BUU", ["1"]),
    ]


@pytest.fixture
def items(plan, act):
    told = [
        ("Kloge m2", "ØK", "2. kvartal 2025", {"is_cross_cutting": True}),
        (
            "Asfalt",
            "MTU",
            "februar 2026",
            {"treatments": (Treatment(body="MTU", form="beslutning", time="december 2025"),)},
        ),
        ("Reformer", "ØK", "løbende", {"is_cross_cutting": True}),
        ("Afledt drift", "BUU", "afventer", {}),
    ]
    new = [
        NewItem(kind=Kind.OPERATING, facts=Facts(title=title, body=body, time=time(text), **more))
        for title, body, text, more in told
    ]
    return add_all(plan, new, act=act(DECEMBER))


def shown(client, plan, **query: str) -> str:
    return client.get(reverse("timeline", args=[plan.pk]), query).content.decode()


def test_the_table_tells_all_that_the_picture_shows(keeper, plan, items):
    text = shown(keeper, plan)
    assert all(text.count(title) >= 2 for title in ("Kloge m2", "Asfalt", "Reformer"))
    assert "1.4.2025" in text and "30.6.2025" in text and "MTU beslutning december 2025" in text
    assert text.count("passeret") >= 2 and "løbende" in text


def test_what_has_no_time_stands_apart_with_a_count(keeper, plan, items):
    text = shown(keeper, plan)
    assert 'Ikke på tidslinjen <span class="number">1</span>' in text and "Afledt drift" in text


def test_the_address_tells_what_is_shown(keeper, plan, items):
    text = shown(keeper, plan, tvaergaaende="on", aar="2026", efter="udvalg")
    assert "Reformer" in text and "Asfalt" not in text and "1. kvartal 2026" in text and "Økonomiudvalget" in text
    assert "Kloge m2" in text.partition('id="apart"')[2]


def test_an_earlier_day_is_drawn_and_passed_on(keeper, plan, items):
    text = shown(keeper, plan, pr="2025-01-31")
    assert "Planen pr. 31. januar 2025" in text and "31.1.2025" in text and "?pr=2025-01-31" in text
    assert "passeret" not in text


def test_choices_without_items_tell_what_to_do(keeper, plan, items):
    assert "Vis alle punkter" in shown(keeper, plan, part="capital")


def test_an_empty_plan_tells_what_to_do(keeper, plan):
    assert "Skriv tidspunkter i planen" in shown(keeper, plan)


def test_of_many_items_no_group_is_lost(keeper, plan, items, act):
    kinds = [Kind.OPERATING] * MANY + [Kind.CAPITAL] * (TALL + 1)
    new = [
        NewItem(kind=kind, facts=Facts(title=f"Punkt {n}", body="ØK", time=time("2026")))
        for n, kind in enumerate(kinds)
    ]
    add_all(plan, new, act=act(DECEMBER))
    text = shown(keeper, plan)
    assert f'<span class="number">{MANY + 3}</span>' in text and f'<span class="number">{TALL + 1}</span>' in text
    assert "?gruppe=capital" in text and "Punkt 401" not in text
    other = shown(keeper, plan, gruppe="capital")
    assert other.count('<svg class="picture"') == 2 and "Punkt 401" in other and "Punkt 399<" not in other


def test_the_number_of_queries_does_not_grow_with_the_plan(keeper, plan, items, act):
    def queries() -> int:
        shown(keeper, plan)
        with CaptureQueriesContext(connection) as found:
            shown(keeper, plan)
        return len(found)

    few = queries()
    facts = [Facts(title=f"Punkt {n}", body="ØK", time=time("2026")) for n in range(60)]
    add_all(plan, [NewItem(kind=Kind.OPERATING, facts=one) for one in facts], act=act(DECEMBER))
    assert queries() == few
