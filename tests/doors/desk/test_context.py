# SPDX-License-Identifier: MPL-2.0
"""Which items serve what: the matrix, a strategy's own page, and ticking it at an item and for several."""

import io
import re
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from udmoent.editions.gather import gather
from udmoent.organisation.lists import STRATEGIES, add_to
from udmoent.organisation.models import Role
from udmoent.organisation.setting_up import By
from udmoent.plan.actions import NewItem, add, change, close
from udmoent.plan.facts import ClosingReason, Facts, Kind, Visibility

DECEMBER, TODAY = date(2024, 12, 11), date(2025, 9, 30)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def items(plan, item, own_item, others_item, act, town, coordinator):
    """A301 serves a plan and a goal's target, D301 the goal, D401 nothing."""
    by = By(person=coordinator, now=act(DECEMBER).now)
    add_to(STRATEGIES, town, {"name": "Klimahandlingsplan", "kind": "plan", "aliases": ("Klimaplan",)}, by=by)
    change(item, act=act(DECEMBER), strategies=("Klimaplan", "Verdensmål 4.2"))
    change(own_item, act=act(DECEMBER), strategies=("FN's verdensmål 4",))
    return {one.number: one for one in (item, own_item, others_item)}


@pytest.fixture
def page(plan) -> str:
    return reverse("context", args=[plan.pk])


def rows(answer) -> dict[str, list[str]]:
    """By item, the names of what it serves as the matrix tells them."""
    found = re.findall(
        r'<th role="rowheader" scope="row"><a href="[^"]*">(\S+) [^<]*</a></th>(.*?)</tr>', text(answer), re.S
    )
    return {number: re.findall(r'class="cell-name">([^<]*)<', cells) for number, cells in found}


GOAL = "FN&#x27;s verdensmål 4: Kvalitetsuddannelse"


def test_the_matrix_tells_which_item_serves_what_by_any_name(keeper, items, page):
    assert rows(keeper.get(page)) == {"A301": ["Klimahandlingsplan", GOAL], "D301": [GOAL], "D401": []}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"uden": "on"}, {"D401": []}),
        ({"slags": "verdensmaal"}, {"A301": [GOAL], "D301": [GOAL], "D401": []}),
        ({"slags": "egne"}, {"A301": ["Klimahandlingsplan"], "D301": [], "D401": []}),
        ({"part": "capital"}, {"A301": ["Klimahandlingsplan", GOAL]}),
        ({"udvalg": "KFU"}, {"D401": []}),
    ],
)
def test_it_is_narrowed_by_its_address(keeper, items, page, asked, shown):
    assert rows(keeper.get(page, asked)) == shown


def test_counts_are_of_the_items_shown(keeper, items, page):
    told = text(keeper.get(page))
    assert "<strong>3</strong> punkter" in told and "<strong>2</strong> understøtter noget" in told
    assert "<strong>1</strong> understøtter intet" in told


def test_items_that_are_over_are_shown_where_asked_for(keeper, items, page, act):
    close(items["D301"], reason=ClosingReason.IMPLEMENTED, act=act(TODAY))
    assert "D301" not in rows(keeper.get(page)) and "D301" in rows(keeper.get(page, {"stadie": "alle"}))


def test_what_was_served_on_an_earlier_day_is_shown_for_that_day(keeper, items, page, act):
    change(items["A301"], act=act(TODAY), strategies=())
    assert rows(keeper.get(page))["A301"] == []
    assert rows(keeper.get(page, {"pr": "2025-01-31"}))["A301"] == ["Klimahandlingsplan", GOAL]


def test_a_strategys_page_tells_what_serves_it_and_leads_to_the_list(keeper, plan, items):
    told = text(keeper.get(reverse("aim", args=[plan.pk, "klimahandlingsplan"])))
    assert "A301" in told and "D301" not in told and "?strategi=Klimaplan" in told
    goal = text(keeper.get(reverse("aim", args=[plan.pk, "verdensmaal-4"])))
    assert "A301" in goal and "D301" in goal and "delmål 4.2" in goal
    assert "Ingen punkter i planen understøtter den" in text(
        keeper.get(reverse("aim", args=[plan.pk, "verdensmaal-5"]))
    )


def test_what_only_an_item_names_has_a_page_too_and_what_nobody_knows_has_none(keeper, plan, items, act):
    change(items["D401"], act=act(TODAY), strategies=("Nordisk vision",))
    assert "Kommunens fil nævner den ikke" in text(keeper.get(reverse("aim", args=[plan.pk, "nordisk-vision"])))
    assert keeper.get(reverse("aim", args=[plan.pk, "ukendt"])).status_code == 404


def test_the_sheet_has_the_items_and_marks_of_the_page(keeper, plan, items):
    answer = keeper.get(reverse("get_context", args=[plan.pk, "xlsx"]), {"slags": "egne"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    matrix = book.get_sheet_by_name("Matrix").to_python()
    assert matrix[0][5:] == ["Klimahandlingsplan", "Understøtter"]
    assert {row[0]: row[5:] for row in matrix[1:]} == {"A301": ["x", 1.0], "D301": ["", 0.0], "D401": ["", 0.0]}
    assert book.get_sheet_by_name("Strategier og verdensmål").to_python()[1][-1] == "A301"


def test_a_member_of_a_committee_sees_what_is_served_only_of_items_that_are_theirs_to_see(
    sign_in, plan, items, page, town, act
):
    client = sign_in("committee_member")
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="KFU"))
    released = Facts(title="Åben sti", body="MTU", strategies=("Verdensmål 3",), visibility=Visibility.PUBLIC)
    add(plan, NewItem(kind=Kind.OPERATING, facts=released), act=act(DECEMBER))
    assert set(rows(client.get(page))) == {"D401", "D501"}
    assert client.get(reverse("aim", args=[plan.pk, "klimahandlingsplan"])).content.decode().count("A301") == 0


# Ticking


def fields(answer) -> dict[str, object]:
    form = answer.context["form"]
    return {name: form[name].value() for name in ("state", "own", "goals")} | {"applies_on": "30.9.2025", "why": "Nyt"}


def strategies(plan, number: str) -> tuple[str, ...]:
    return next(item.strategies for item in gather(plan, TODAY).items if item.number == number)


def test_what_an_item_serves_is_ticked_and_what_it_was_called_stays(keeper, plan, items):
    address = reverse("link_aims", args=[plan.pk, "A301"])
    told = fields(keeper.get(address))
    assert told["own"] == ("Klimaplan", "Verdensmål 4.2")
    keeper.post(address, told | {"own": ["Klimaplan", "Vores Norddjurs"], "goals": ["Verdensmål 13", "Verdensmål 4.2"]})
    assert strategies(plan, "A301") == ("Klimaplan", "Verdensmål 4.2", "Vores Norddjurs", "Verdensmål 13")
    keeper.post(address, fields(keeper.get(address)) | {"own": ["Vores Norddjurs"], "goals": []})
    assert strategies(plan, "A301") == ("Vores Norddjurs",)


def test_what_two_tick_at_once_is_all_there(keeper, plan, items):
    address = reverse("link_aims", args=[plan.pk, "A301"])
    mine = fields(keeper.get(address)) | {"own": ["Klimaplan", "Vores Norddjurs"], "goals": ["Verdensmål 4.2"]}
    theirs = fields(keeper.get(address)) | {"own": [], "goals": ["Verdensmål 4.2", "Verdensmål 13"]}
    keeper.post(address, theirs)
    keeper.post(address, mine)
    assert set(strategies(plan, "A301")) == {"Verdensmål 4.2", "Verdensmål 13", "Vores Norddjurs"}


def test_what_is_not_offered_cannot_be_ticked(keeper, plan, items):
    address = reverse("link_aims", args=[plan.pk, "A301"])
    answer = keeper.post(address, fields(keeper.get(address)) | {"own": ["Opdigtet"]})
    assert answer.status_code == 422 and strategies(plan, "A301") == ("Klimaplan", "Verdensmål 4.2")


def test_whoever_does_not_answer_for_the_item_ticks_nothing(skolechef, plan, items):
    assert skolechef.get(reverse("link_aims", args=[plan.pk, "A301"])).status_code == 403
    assert skolechef.get(reverse("link_aims", args=[plan.pk, "D301"])).status_code == 200


def test_strategies_are_added_to_several_at_once_and_none_twice(keeper, plan, items):
    told = {"punkter": "A301\nD301", "goals": ["Verdensmål 4"], "own": ["Vores Norddjurs"], "applies_on": "30.9.2025"}
    shown = keeper.post(reverse("together", args=[plan.pk]), told | {"trin": "vis"})
    assert "Vores Norddjurs" in text(shown)
    read = re.search(r'name="read_at" value="([^"]+)"', text(shown))[1]
    keeper.post(reverse("together", args=[plan.pk]), told | {"trin": "gem", "read_at": read})
    assert strategies(plan, "A301") == ("Klimaplan", "Verdensmål 4.2", "Vores Norddjurs")
    assert strategies(plan, "D301") == ("FN's verdensmål 4", "Vores Norddjurs")
    assert strategies(plan, "D401") == ()
