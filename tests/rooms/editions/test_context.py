# SPDX-License-Identifier: MPL-2.0
"""What a case says of strategies and goals, and which items serve what."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.context import context, context_of, listed, serves_nothing
from udmoent.organisation.configuration import TownStrategy
from udmoent.plan.aims import Aims
from udmoent.plan.facts import Kind, Stage

VALUES = TownStrategy(name="Vores Norddjurs", kind="values", sentence="Vi bygger på tillid.", in_every_case=True)
CLIMATE = TownStrategy(name="Klimahandlingsplan", kind="plan", adopted="marts 2024", adopted_by="Kommunalbestyrelsen")
CULTURE = TownStrategy(name="Kulturpolitik", kind="policy", sentence="Kultur er for alle.")
AIMS = Aims((VALUES, CLIMATE, CULTURE))


def an_item(number: str, *strategies: str, **told: object) -> ItemContent:
    whole = {"id": 1, "number": number, "kind": Kind.INTENT, "title": number, "body": "ØK", "strategies": strategies}
    return ItemContent(**whole | told)


def a_plan(*items: ItemContent) -> PlanContent:
    return PlanContent(municipality="N", plan="P", budget_year=2025, as_of=date(2025, 9, 30), items=items)


@pytest.fixture(autouse=True)
def danish():
    with override("da"):
        yield


def test_each_sentence_tells_what_it_comes_from():
    told = context_of(
        a_plan(an_item("H1", "Klimahandlingsplan", "Verdensmål 13"), an_item("H2", "Verdensmål 4.2", "Verdensmål 13")),
        AIMS,
    )
    assert [(one.text, one.aims, one.items, one.is_the_towns) for one in told] == [
        (
            "Klimahandlingsplan (Kommunalbestyrelsen marts 2024) understøttes af H1.",
            ("Klimahandlingsplan",),
            ("H1",),
            False,
        ),
        ("Vi bygger på tillid.", ("Vores Norddjurs",), (), True),
        (
            "Punkterne understøtter FN's verdensmål 4 Kvalitetsuddannelse (H2) og 13 Klimaindsats (H1 og H2).",
            ("Verdensmål 4", "Verdensmål 13"),
            ("H2", "H1"),
            False,
        ),
    ]


def test_the_towns_own_sentence_stands_before_the_items_that_serve_it():
    told = [one.text for one in context_of(a_plan(an_item("H1", "Kulturpolitik")), AIMS)]
    assert told[:2] == ["Kultur er for alle.", "Kulturpolitik understøttes af H1."]


def test_a_strategy_that_nothing_serves_is_not_told_of_unless_it_stands_in_every_case():
    assert [one.text for one in context_of(a_plan(an_item("H1")), AIMS)] == ["Vi bygger på tillid."]
    assert context_of(a_plan(an_item("H1")), Aims((CLIMATE, CULTURE))) == ()


def test_what_is_over_stands_in_no_more_cases():
    over = Aims(
        (
            TownStrategy(
                **{name: getattr(VALUES, name) for name in VALUES.__struct_fields__} | {"valid_to": date(2025, 1, 1)}
            ),
        )
    )
    assert context_of(a_plan(an_item("H1")), over) == ()


def test_a_strategy_that_the_file_does_not_know_is_told_as_the_items_name_it():
    assert [one.text for one in context_of(a_plan(an_item("H1", "Nordisk vision")), Aims(()))] == [
        "Nordisk vision understøttes af H1."
    ]


def test_withdrawn_items_serve_nothing_in_a_case():
    item = an_item("H1", "Kulturpolitik", stage=Stage.WITHDRAWN, withdrawn_reason="Nej")
    assert context_of(a_plan(item), Aims((CULTURE,))) == ()


def test_many_items_are_counted():
    assert listed(tuple("ABC")) == "A, B og C"
    assert listed(tuple("ABCDEFGHI")) == "A, B, C, D, E, F, G, H og I"
    assert listed(tuple("ABCDEFGHIJ")) == "A, B, C, D, E, F, G, H og 2 andre"


def test_the_context_holds_every_item_and_each_aim_that_is_served():
    items = (an_item("H1", "Verdensmål 13", "Kulturpolitik"), an_item("H2"), an_item("H3", "SDG 13"))
    found = context(items, AIMS)
    assert [(one.aim.name, [item.number for item in one.items]) for one in found.served] == [
        ("Kulturpolitik", ["H1"]),
        ("Verdensmål 13", ["H1", "H3"]),
    ]
    assert [item.number for item in found.without] == ["H2"] and len(found.serving) == 3


def test_items_that_serve_nothing_are_a_lack_only_where_others_serve_something():
    serving, bare = an_item("H1", "Kulturpolitik"), an_item("H2")
    over = replace(bare, number="H3", stage=Stage.CLOSED)
    assert [item.number for item in serves_nothing([serving, bare, over])] == ["H2"]
    assert list(serves_nothing([bare, over])) == []
