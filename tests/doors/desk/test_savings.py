# SPDX-License-Identifier: MPL-2.0
"""Savings against their targets: on screen, in Excel and in PDF the same, each krone once."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.economy.models import SavingsTarget
from udmoent.economy.price_levels import set_indices
from udmoent.economy.targets import Target, set_targets
from udmoent.plan.actions import NewItem, add, close
from udmoent.plan.facts import ClosingReason, Facts, Kind

JANUARY = date(2025, 1, 15)
TOLD = {
    "body": "BUU",
    "year": "2025",
    "kroner": "-700.000",
    "percent": "",
    "base": "",
    "why": "Budgetforliget",
    "applies_on": "30.9.2025",
}


def key(phase: str) -> AmountKey:
    return AmountKey(2025, phase, "operating", "2025")


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def economist(sign_in):
    return sign_in("economist")


@pytest.fixture
def saving(plan, act):
    item = add(plan, NewItem(kind=Kind.RAADERUM, facts=Facts(title="Færre kvadratmeter", body="BUU")), act=act(JANUARY))
    set_amounts(item, {key("adopted"): -500_000, key("expected"): -400_000}, act=act(JANUARY))
    set_amounts(item, {key("realised"): -123_456}, act=act(JANUARY, why="Lejemål opsagt, bilag 7"))
    return item


def page(client, plan) -> str:
    return text(client.get(reverse("savings", args=[plan.pk])))


def test_target_adopted_expected_realised_and_the_evidence(economist, plan, saving):
    economist.post(reverse("savings_target", args=[plan.pk]), TOLD)
    told = page(economist, plan)
    for kroner in ("-700.000", "-500.000", "-400.000", "-123.456", "300.000", "100.000"):
        assert kroner in told
    assert "Lejemål opsagt, bilag 7 (Karen Koordinator" in told and 'role="img"' in told


def test_a_target_may_be_a_share_of_a_base(economist, plan, saving):
    where = reverse("savings_target", args=[plan.pk])
    economist.post(where, TOLD | {"kroner": "", "percent": "1,5", "base": "40 mio. kr."})
    assert SavingsTarget.objects.get().kroner == -600_000
    assert "1,5 pct. af 40.000.000 kr." in page(economist, plan)


SHARE = {"kroner": "", "percent": "1,5", "base": "1.000"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kroner": "700.000"}, "skrives med minus"),
        (SHARE | {"percent": "meget"}, "Procent</a>: Skriv en procent som 1,5"),
        (SHARE | {"percent": "-1,5"}, "Procent</a>: Skriv procenten uden minus"),
        (SHARE | {"base": ""}, "En andel kræver både procenten og det grundlag"),
        (SHARE | {"kroner": "-700.000"}, "Skriv enten et beløb eller en procent"),
        ({"kroner": ""}, "Skriv et beløb eller en procent; nul tager måltallet væk"),
        ({"why": ""}, "Hvorfor</a>:"),
    ],
)
def test_a_wrong_target_is_refused_and_the_one_that_holds_stays(economist, plan, wrong, said):
    where = reverse("savings_target", args=[plan.pk])
    economist.post(where, TOLD | {"kroner": "-5"})
    answer = economist.post(where, TOLD | wrong)
    assert answer.status_code == 422 and said in text(answer)
    assert [one.kroner for one in SavingsTarget.objects.all()] == [-5]


def test_the_targets_that_hold_stand_at_the_form_and_in_its_fields(economist, plan):
    where = reverse("savings_target", args=[plan.pk])
    assert "Der er ikke sat noget måltal" in text(economist.get(where))
    economist.post(where, TOLD)
    economist.post(where, TOLD | SHARE | {"body": "", "base": "40 mio. kr."})
    listed = text(economist.get(where))
    assert "-700.000 kr. (2025-priser)" in listed and "1,5 pct. af 40.000.000 kr." in listed
    assert 'value="-700.000"' in text(economist.get(where, {"udvalg": "BUU", "aar": "2025"}))
    share = text(economist.get(where, {"udvalg": "", "aar": "2025"}))
    assert 'value="1,5"' in share and 'value="40.000.000"' in share


def test_zero_takes_the_target_away(economist, plan):
    where = reverse("savings_target", args=[plan.pk])
    economist.post(where, TOLD)
    economist.post(where, TOLD | {"kroner": "0"})
    assert "Der er ikke sat noget måltal" in text(economist.get(where))


def test_closed_but_nothing_realised_is_a_list_of_its_own(economist, plan, saving, act):
    assert "Afsluttet, men ikke realiseret" not in page(economist, plan)
    set_amounts(saving, {key("realised"): 0}, act=act(JANUARY))
    close(saving, reason=ClosingReason.IMPLEMENTED, act=act(JANUARY))
    assert "Afsluttet, men ikke realiseret" in page(economist, plan)


def test_screen_excel_and_pdf_agree_to_the_krone(economist, plan, saving):
    told = page(economist, plan)
    xlsx = b"".join(economist.get(reverse("get_savings", args=[plan.pk, "xlsx"])).streaming_content)
    pdf = b"".join(economist.get(reverse("get_savings", args=[plan.pk, "pdf"])).streaming_content)
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx))
    pages = " ".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf))
    found = set()
    for name in book.sheet_names[:2]:
        rows = book.get_sheet_by_name(name).to_python()
        found |= {f"{int(cell):,}".replace(",", ".") for row in rows[1:] for cell in row if isinstance(cell, float)}
    assert {"-500.000", "-400.000", "-123.456"} <= found
    assert all(one in told and one in pages for one in found)


def test_a_committee_that_finds_more_hides_nothing_that_another_lacks(economist, plan, saving, act):
    where = reverse("savings_target", args=[plan.pk])
    economist.post(where, TOLD | {"kroner": "-250.015"})
    economist.post(where, TOLD | {"body": "MTU", "kroner": "-50.000"})
    table = page(economist, plan).split("<table")[1].split("</table>")[0]
    assert "149.985 kr. mere end måltallet" in table and "-149.985" not in table
    assert table.split('class="sum"')[1].count("50.000<") == 1
    xlsx = b"".join(economist.get(reverse("get_savings", args=[plan.pk, "xlsx"])).streaming_content)
    sheet = ZipFile(BytesIO(xlsx)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>MAX(0,D2-B2)</f>" in sheet


def test_the_whole_plan_stands_year_by_year_with_the_whole_target(economist, plan, saving, act):
    set_amounts(saving, {AmountKey(2026, "adopted", "operating", "2025"): -900_000}, act=act(JANUARY))
    economist.post(
        reverse("savings_target", args=[plan.pk]), TOLD | {"body": "", "year": "2026", "kroner": "-1.000.000"}
    )
    economist.post(reverse("savings_target", args=[plan.pk]), TOLD)
    told = page(economist, plan).split("Hele planens besparelser")[1]
    first, second = (told.split(f'<th scope="row">{year}</th>')[1].split("</tr>")[0] for year in (2025, 2026))
    assert "-700.000" in first and "-500.000" in first and "300.000" in first
    assert "-1.000.000" in second and "-900.000" in second and "100.000" in second


def test_a_target_in_other_prices_is_shown_with_how_it_is_converted(economist, plan, saving, act):
    told = act(JANUARY)
    target = Target(kroner=-1_000_000, price_level="2024")
    set_targets(plan.municipality, 2025, {("BUU", 2025): target}, act=told)
    assert "måltallet er -1.000.000 kr. i 2024-priser og er ikke regnet med her" in page(economist, plan)
    points = {2024: Decimal(100), 2025: Decimal("103.2")}
    set_indices(plan.municipality, points, applies_on=JANUARY, why="", by=told.by, now=told.now)
    shown = page(economist, plan)
    assert "-1.000.000 kr. i 2024-priser × 103,2/100,0 = -1.032.000 kr. i 2025-priser" in shown
    assert "632.000" in shown and "ikke regnet med her" not in shown


def test_a_target_is_held_once_against_what_its_own_committee_saves(economist, plan, saving, act):
    """The committee saves in the plan's prices; another saves in those that the target is told in."""
    told = act(JANUARY)
    facts = Facts(title="Færre biler", body="MTU")
    dearer = add(plan, NewItem(kind=Kind.RAADERUM, facts=facts), act=act(JANUARY))
    set_amounts(dearer, {AmountKey(2025, "adopted", "operating", "2026"): -10_000}, act=act(JANUARY))
    set_targets(plan.municipality, 2025, {("BUU", 2025): Target(kroner=-1_032_000, price_level="2026")}, act=told)
    points = {2025: Decimal(100), 2026: Decimal("103.2")}
    set_indices(plan.municipality, points, applies_on=JANUARY, why="", by=told.by, now=told.now)
    own, other = (one.split("</table>")[0] for one in page(economist, plan).split("mod måltallene</h2>")[1:3])
    assert "-1.032.000 kr. i 2026-priser × 100,0/103,2 = -1.000.000 kr. i 2025-priser" in own and "600.000" in own
    assert "Børne" not in other and "Miljø" in other
