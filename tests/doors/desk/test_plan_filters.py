# SPDX-License-Identifier: MPL-2.0
"""What the list's address asks for, and where its numbers, headings and chips lead."""

import csv
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.urls import reverse

from udmoent.audit.models import Event
from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.editions.actions import seal
from udmoent.lib.time import IndicativeTime
from udmoent.plan.actions import NewItem, add_all, change, close
from udmoent.plan.facts import Assessment, ClosingReason, Facts, Kind, Stage

DECEMBER, MARCH = date(2024, 12, 11), date(2025, 3, 1)


def time(text: str) -> IndicativeTime:
    return IndicativeTime.read(text, 2025)


@pytest.fixture
def items(plan, act):
    told = [
        ("Ny daginstitution", "BUU", {"time": time("juni 2025"), "responsible": "anlægschef", "unit": "Anlæg"}),
        ("Kloge m2", "ØK", {"is_cross_cutting": True, "time": time("løbende"), "stage": Stage.UNDER_WAY}),
        ("Flåden", "ØK", {"is_cross_cutting": True, "time": time("1.3.2026"), "responsible": "skolechef"}),
        ("Havnebad", "KFU", {"stage": Stage.AWAITING_DECISION, "course": "Økonomien afklares i skolerne"}),
    ]
    new = [NewItem(kind=Kind.CAPITAL, facts=Facts(title=t, body=b, **more)) for t, b, more in told]
    found = add_all(plan, new, act=act(DECEMBER))
    for item, kroner in zip(found, (4_000_000, -500_000, 8_000_000, 1_234_000), strict=True):
        set_amounts(item, {AmountKey(2025, "adopted", "capital", "2025"): kroner}, act=act(DECEMBER))
    return found


@pytest.fixture
def sealed(plan, items, coordinator):
    return seal(plan, "original", DECEMBER, by=coordinator, now=datetime(2024, 12, 11, 15, tzinfo=UTC))


@pytest.fixture
def moved(items, sealed, act):
    """Since the version was sealed a cross-cutting item has moved and turned yellow, another item is closed."""
    told = {"assessment": Assessment.YELLOW, "reason": "Trækker ud", "mitigation": "Følges"}
    change(items[1], act=act(MARCH), time=time("2. kvartal 2025"), **told)
    close(items[3], reason=ClosingReason.IMPLEMENTED, closed_on=MARCH, act=act(MARCH))
    return items


def page(client, plan, query: str = "", **headers: str) -> str:
    return client.get(reverse("plan", args=[plan.pk]) + query, headers=headers, follow=True).content.decode()


def titles(text: str) -> list[str]:
    return re.findall(r'data-field="title"><a [^>]*>([^<]+)', text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?tvaergaaende=on&flyttet=original", ["Kloge m2"]),
        ("?aendret=original", ["Kloge m2", "Havnebad"]),
        ("?aendret=2024-12-31", ["Kloge m2", "Havnebad"]),
        ("?tvaergaaende=nej", ["Ny daginstitution", "Havnebad"]),
        ("?soeg=oekonomi", ["Havnebad"]),
        ("?kursen=skolen", ["Havnebad"]),
        ("?ansvarlig=skolechef&ansvarlig=anlægschef", ["Ny daginstitution", "Flåden"]),
        ("?ansvarlig=-&stadie=open", ["Kloge m2"]),
        ("?ansvarlig=ukendt", []),
        ("?stadie=open&stadie=closed", ["Ny daginstitution", "Kloge m2", "Flåden", "Havnebad"]),
        ("?passeret=on", ["Ny daginstitution", "Kloge m2"]),
        ("?stille=250", ["Ny daginstitution", "Flåden"]),
        ("?tid-fra=2026-01-01", ["Flåden"]),
        ("?sidst-aendret-fra=1.3.2025", ["Kloge m2", "Havnebad"]),
        ("?sidst-aendret-til=28.2.2025", ["Ny daginstitution", "Flåden"]),
        ("?sorter=-sidst-aendret&gruppe=ingen", ["Havnebad", "Kloge m2", "Flåden", "Ny daginstitution"]),
        ("?tid-til=1.4.2025", ["Kloge m2"]),
        ("?beloeb-til=-1", ["Kloge m2"]),
        ("?beloeb-fra=2.000", ["Ny daginstitution", "Flåden"]),
        ("?ledes-af=KFU", ["Havnebad"]),
        ("?udvalg=KFU", ["Kloge m2", "Flåden", "Havnebad"]),
        ("?omraade=Anlæg", ["Ny daginstitution"]),
        ("?sorter=-2025&gruppe=ingen", ["Flåden", "Ny daginstitution", "Havnebad", "Kloge m2"]),
        ("?sorter=tid", ["Kloge m2", "Ny daginstitution", "Flåden", "Havnebad"]),
        ("?sorter=emne&gruppe=stadie&stadie=open", ["Flåden", "Ny daginstitution", "Kloge m2"]),
    ],
)
def test_an_address_asks_for_exactly_these(keeper, plan, moved, query, found):
    told = titles(page(keeper, plan, query))
    assert sorted(told) == sorted(found) if "sorter" not in query else told == found


def test_every_number_leads_to_exactly_that_many(keeper, plan, moved):
    for query in ("", "?tvaergaaende=on", "?stadie=under_way&stadie=closed"):
        counted = re.findall(
            r'<li><a href="([^"]+)">(?:<span[^>]*>.</span> )?<strong>(\d+)</strong>', page(keeper, plan, query)
        )
        assert counted
        for href, number in counted:
            assert len(titles(page(keeper, plan, unescape(href)))) == int(number), href


def test_the_time_that_it_was_moved_from_is_told(keeper, plan, moved):
    assert "før: løbende" in page(keeper, plan, "?flyttet=original")


def test_a_chip_takes_one_filter_off(keeper, plan, moved):
    text = page(keeper, plan, "?stadie=open&stadie=closed&soeg=kloge")
    chips = dict(re.findall(r'class="chip" href="([^"]+)"><span>(?:[^<]*)<strong>([^<]+)</strong>', text))
    assert {unescape(href): value for href, value in chips.items()}["?stadie=open&soeg=kloge"] == "Afsluttet"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?tid-fra=32.13.2025", "er ikke en dato"),
        ("?kendt=aldrig", "er ikke en dato"),
        ("?flyttet=ukendt", "er hverken en version eller en dato"),
        ("?beloeb-fra=meget", "er ikke et beløb"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(keeper, plan, moved, query, said):
    text = page(keeper, plan, query)
    assert said in unescape(text) and len(titles(text)) == 4


def test_each_field_can_be_a_column(keeper, plan, moved):
    from udmoent.desk.plan_list.columns import COLUMNS

    text = page(keeper, plan, "?" + "&".join(f"kolonne={column.code}" for column in COLUMNS))
    assert all(f'data-field="{column.fact}"' in text for column in COLUMNS if column.fact != "amounts")


def test_the_day_of_the_last_change_is_a_column(keeper, plan, moved):
    text = page(keeper, plan, "?kolonne=sidst-aendret")
    assert ">Sidst ændret</a>" in text
    assert re.findall(r'class="c-changed_at"[^>]*>([\d.]+)</td>', text) == [
        "1.3.2025",
        "11.12.2024",
        "11.12.2024",
        "1.3.2025",
    ]


def test_number_and_title_are_never_left_out(keeper, plan, moved):
    fields = set(re.findall(r'data-field="(\w+)"', page(keeper, plan, "?kolonne=kursen")))
    assert fields == {"number", "title", "course"}


def test_a_heading_sorts_up_then_down_then_as_the_plan_has_it(keeper, plan, moved):
    def heading(query: str) -> tuple[str, str]:
        found = re.search(r'c-time"([^>]*)><a href="([^"]+)">Tidspunkt', page(keeper, plan, query))
        return found[1].strip(), unescape(found[2])

    assert heading("") == ("", "?sorter=tid")
    assert heading("?sorter=tid") == ('aria-sort="ascending"', "?sorter=-tid")
    assert heading("?sorter=-tid")[0] == 'aria-sort="descending"' and heading("?sorter=-tid")[1] == "?"


def test_each_table_has_its_own_sums_and_a_grouped_one_counts_each_item_once(keeper, plan, moved):
    assert "Sum, anlæg, 2025-priser</th><td" in page(keeper, plan)
    text = page(keeper, plan, "?gruppe=udvalg")
    assert re.search(r"Sum, anlæg, 2025-priser</th><td[^>]*>12.734<", text)


def test_groups_are_named_by_the_town(keeper, plan, moved):
    text = page(keeper, plan, "?gruppe=udvalg")
    assert re.findall(r'class="group"><th[^>]*>([^<]+)', text) == [
        "Økonomiudvalget",
        "Børne- og Ungdomsudvalget",
        "Kultur- og Fritidsudvalget",
    ]


def test_as_it_was_known_leaves_out_what_came_later_and_counts_it(keeper, plan, items, act):
    change(items[0], act=act(DECEMBER, on=date(2025, 9, 1)), title="Ny børnehave")
    text = page(keeper, plan, "?kendt=2025-08-01")
    assert "Ny daginstitution" in text and "Ny børnehave" not in text and "lavet 1 rettelse" in text
    assert "data-state" not in text and f"/plan/{plan.pk}/punkt/A301/?pr=2025-09-30&amp;kendt=2025-08-01" in text
    assert f"/hent/plan/{plan.pk}/csv/?pr=2025-09-30&amp;kendt=2025-08-01" in text


def test_going_back_to_today_forgets_what_was_known(keeper, plan, items):
    back = keeper.post("/pr/", {"pr": "", "next": f"/plan/{plan.pk}/?kendt=2025-08-01&pr=2025-01-01&soeg=x"})
    assert back["Location"] == f"/plan/{plan.pk}/?soeg=x"


def test_a_form_with_empty_fields_leads_to_the_short_address(keeper, plan, items):
    answer = keeper.get(reverse("plan", args=[plan.pk]) + "?soeg=&udvalg=&stadie=open&gruppe=part&kolonne=tid")
    assert answer["Location"] == f"/plan/{plan.pk}/?stadie=open&kolonne=tid"


def test_a_part_of_the_page_is_fetched_with_the_short_address(keeper, plan, items):
    headers = {"HX-Request": "true", "HX-Target": "results"}
    answer = keeper.get(reverse("plan", args=[plan.pk]) + "?soeg=kloge&udvalg=", headers=headers)
    text = answer.content.decode()
    assert answer["HX-Push-Url"] == f"/plan/{plan.pk}/?soeg=kloge"
    assert text.startswith('<div id="results">') and "filter-panel" not in text and titles(text) == ["Kloge m2"]


def test_a_member_of_a_committee_searches_what_they_may_see(sign_in, town, plan, items, sealed):
    from udmoent.organisation.models import Role

    client = sign_in("committee_member")
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="BUU"))
    assert "Havnebad" not in page(client, plan, "?aendret=original") and not titles(
        page(client, plan, "?soeg=havnebad")
    )


def table(client, plan, query: str) -> list[list[str]]:
    """The list as it is handed out, its last line apart."""
    answer = client.get(reverse("get_list", args=[plan.pk, "csv"]) + query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


@pytest.mark.parametrize(
    "query", ["", "?tvaergaaende=on&flyttet=original", "?soeg=oekonomi", "?udvalg=KFU", "?aendret=original&stadie=open"]
)
def test_exactly_the_items_shown_are_handed_out_and_the_file_says_which(keeper, plan, moved, query):
    text = page(keeper, plan, query)
    head, *rows, last = table(keeper, plan, query)
    assert sorted(row[head.index("Emne")] for row in rows) == sorted(titles(text))
    href = unescape(re.search(r'href="(/hent/plan/\d+/listen/csv/[^"]*)"', text)[1])
    assert href == reverse("get_list", args=[plan.pk, "csv"]) + query
    chips = re.findall(r'class="chip" href="[^"]+"><span>([^<]*)<strong>([^<]+)</strong>', text)
    told = " · ".join(unescape(label + value) for label, value in chips) or "alle punkter"
    assert last[-1] == f"Udpluk: {told}"


def test_the_file_has_the_columns_and_the_order_of_the_list(keeper, plan, moved):
    head, *rows, _last = table(keeper, plan, "?kolonne=kursen&sorter=-emne")
    assert head == ["Nr.", "Emne", "Kursen"]
    assert [row[1] for row in rows] == ["Ny daginstitution", "Kloge m2", "Havnebad", "Flåden"]


def test_a_list_of_an_earlier_day_is_handed_out_as_it_was(keeper, plan, moved):
    _head, *rows, _last = table(keeper, plan, "?pr=2025-01-31&vurdering=yellow")
    assert rows == []


def test_what_was_handed_out_is_told_in_the_log_with_its_filters(keeper, plan, moved):
    table(keeper, plan, "?tvaergaaende=on")
    told = Event.objects.get(act="export_plan").told
    assert told == {"form": "csv", "as_of": "2025-09-30", "query": "Tværgående: Ja"}


def test_a_list_is_not_written_as_what_cannot_say_which_items_it_is(keeper, plan, moved):
    assert keeper.get(reverse("get_list", args=[plan.pk, "json"])).status_code == 404


def test_an_open_page_is_told_its_numbers_and_sums_anew_without_its_rows(keeper, plan, moved, act):
    headers = {"HX-Request": "true", "HX-Target": "totals"}
    query = "?soeg=kloge&sorter=emne"
    whole = page(keeper, plan, query)
    assert 'id="totals"' in whole and f'hx-get="/plan/{plan.pk}/?soeg=kloge&amp;sorter=emne"' in whole
    set_amounts(moved[1], {AmountKey(2025, "adopted", "capital", "2025"): -700_000}, act=act(date(2025, 9, 30)))
    answer = keeper.get(reverse("plan", args=[plan.pk]) + query, headers=headers)
    text = answer.content.decode()
    assert not titles(text) and "HX-Push-Url" not in answer and "filter-panel" not in text
    assert 'id="counts" hx-swap-oob="true"' in text and "De viste punkter" in text and "12.534" in text
    assert re.search(r'<tfoot id="sums-capital" role="rowgroup" hx-swap-oob="true"><tr.*>-700</td>', text)
    assert '<tfoot id="sums-capital" role="rowgroup"><tr' in whole


def test_whoever_writes_in_no_row_asks_for_no_sums_anew(sign_in, plan, moved):
    assert "row-written" not in page(sign_in("reader"), plan)
    assert "row-written" not in page(sign_in("plan_coordinator"), plan, "?pr=2025-01-31")
