# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.plan.actions import NewItem, add_all, change
from udmoent.plan.facts import Facts, Kind

DECEMBER = date(2024, 12, 11)


@pytest.fixture
def items(plan, act):
    told = [
        ("Ny daginstitution", "BUU", {}),
        ("Kloge m2", "ØK", {"is_cross_cutting": True}),
        ("Asfalt og broer", "MTU", {"other_bodies": ("BUU",)}),
        ("Havnebad", "KFU", {}),
    ]
    new = [NewItem(kind=Kind.CAPITAL, facts=Facts(title=t, body=b, **more)) for t, b, more in told]
    found = add_all(plan, new, act=act(DECEMBER))
    for item, kroner in zip(found, (4_000_000, -500_000, 8_000_000, 1_234_567), strict=True):
        set_amounts(item, {AmountKey(2025, "adopted", "capital", "2025"): kroner}, act=act(DECEMBER))
    return found


def shown(client, plan, **query) -> str:
    return client.get(reverse("plan", args=[plan.pk]), query).content.decode()


def test_an_empty_plan_tells_what_to_do(keeper, plan):
    assert "Importér punkter fra en fil" in shown(keeper, plan)


def test_a_committee_sees_its_own_the_shared_and_the_cross_cutting(keeper, plan, items):
    text = shown(keeper, plan, udvalg="BUU")
    assert all(title in text for title in ("Ny daginstitution", "Kloge m2", "Asfalt og broer"))
    assert "Havnebad" not in text and "Udsnit til Børne- og Ungdomsudvalget" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"soeg": "HAVNE"}, {"Havnebad"}),
        ({"soeg": "og broer"}, {"Asfalt og broer"}),
        ({"tvaergaaende": "on"}, {"Kloge m2"}),
        ({"part": "intent"}, set()),
        ({"vurdering": "red"}, set()),
        ({"stadie": "open"}, {"Ny daginstitution", "Kloge m2", "Asfalt og broer", "Havnebad"}),
        ({"stadie": "no such stage"}, {"Ny daginstitution", "Kloge m2", "Asfalt og broer", "Havnebad"}),
    ],
)
def test_the_address_tells_what_is_shown(keeper, plan, items, query, found):
    text = shown(keeper, plan, **query)
    assert {
        title for title in ("Ny daginstitution", "Kloge m2", "Asfalt og broer", "Havnebad") if title in text
    } == found


def test_sums_are_those_of_the_plan_content_and_lose_no_krone(keeper, plan, items):
    text = shown(keeper, plan)
    assert "12.734,567" in text and "1.234,567" in text


def test_a_narrowed_list_has_a_sum_of_its_own(keeper, plan, items):
    text = shown(keeper, plan, soeg="asfalt")
    assert "De viste punkter" in text and "12.734,567" in text


def test_an_earlier_day_shows_what_held_then_with_a_band(keeper, plan, items, act):
    change(items[3], act=act(date(2025, 3, 1)), title="Badeanstalt")
    before = shown(keeper, plan, pr="2025-02-01")
    assert "Havnebad" in before and "Planen pr. 1. februar 2025" in before and "Tilbage til i dag" in before
    assert "Badeanstalt" in shown(keeper, plan) and "Tilbage til i dag" not in shown(keeper, plan)


def test_the_band_counts_corrections_since_a_version(keeper, plan, item, edition, act):
    text = shown(keeper, plan, pr="2024-12-11")
    assert "“original”" in text and "0 rettelser" in text
    change(item, act=act(DECEMBER, on=date(2025, 2, 1)), title="Rettet")
    assert "lavet 1 rettelse." in shown(keeper, plan, pr="2024-12-11")


def test_an_unreadable_day_is_told(keeper, plan, items):
    assert "er ikke en dato" in shown(keeper, plan, pr="32.13.2025")


def test_no_other_day_is_handed_out_than_the_one_asked_for(keeper, plan, items):
    answer = keeper.get(reverse("get_plan", args=[plan.pk, "json"]), {"pr": "32.13.2025"})
    assert answer.status_code == 422 and "er ikke en dato" in answer.content.decode()


def test_what_people_write_is_never_markup(keeper, plan, item, act):
    change(item, act=act(date(2025, 1, 2)), title="<script>alert(1)</script>")
    text = shown(keeper, plan)
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text


def queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_number_of_queries_does_not_grow_with_the_plan(keeper, plan, items, act):
    address = reverse("plan", args=[plan.pk])
    few = queries(keeper, address)
    more = [NewItem(kind=Kind.OPERATING, facts=Facts(title=f"Punkt {n}", body="ØK")) for n in range(60)]
    add_all(plan, more, act=act(DECEMBER))
    assert queries(keeper, address) == few


def test_a_towns_own_plan_has_no_band(keeper, plan, items, settings):
    settings.UDMOENT_TODAY = None
    assert "Eksempeldata" not in shown(keeper, plan)


def test_sample_data_says_so(keeper, plan):
    type(plan).objects.update(is_sample=True)
    text = shown(keeper, plan)
    assert "Eksempeldata" in text and "Uret står på 30. september 2025" in text


def test_amounts_say_their_unit_and_price_level(keeper, plan, items):
    assert "Vedtagne beløb i 1.000 kr., 2025-priser." in shown(keeper, plan)


def test_somebody_with_a_post_finds_their_own_items(skolechef, plan, item, own_item):
    assert "Kun mine punkter" in shown(skolechef, plan)
    text = shown(skolechef, plan, egne="on")
    assert own_item.number in text and f">{item.number}<" not in text


def test_whoever_has_no_post_is_not_asked_about_own_items(sign_in, plan, item, own_item):
    text = shown(sign_in("reader"), plan, egne="on")
    assert "Kun mine punkter" not in text and item.number in text


def test_a_printed_list_says_of_which_day_it_is_and_that_it_is_internal(keeper, plan, items):
    text = shown(keeper, plan)
    assert '<p class="print-only">Planen pr. 30. september 2025</p>' in text and "Internt: ikke til" in text


def test_a_row_names_its_item_and_the_state_that_whoever_may_edit_it_sees(keeper, plan, item):
    text = shown(keeper, plan)
    assert f'<table class="items grid" role="table" data-plan="{plan.pk}"' in text
    assert f'data-number="A301" data-state="{item.states.get().pk}"' in text
    assert '<th role="rowheader" scope="row" data-field="title">' in text


def test_an_amount_names_its_year(keeper, plan, items):
    assert 'data-field="amount" data-year="2025" data-label="2025">4.000</td>' in shown(keeper, plan)


def test_no_state_is_told_of_an_earlier_day(keeper, plan, item):
    assert "data-state" not in shown(keeper, plan, pr="2025-02-01")


def test_only_rows_that_one_may_edit_tell_their_state(skolechef, plan, item, own_item):
    text = shown(skolechef, plan)
    assert text.count("data-state") == 1 and f'data-number="{own_item.number}" data-state' in text


def test_a_reader_is_told_no_state(sign_in, plan, item):
    assert "data-state" not in shown(sign_in("reader"), plan)
