# SPDX-License-Identifier: MPL-2.0
"""The economy's pages: the same kroner on screen, in Excel and in PDF; converting is told and never stored."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from udmoent.economy.actions import AmountKey, Marks, new_posting, set_amounts
from udmoent.economy.models import Posting, PriceIndex

JANUARY = date(2025, 1, 15)
LINES = "2025 100,0\n2026 103,2"


def text(answer) -> str:
    return answer.content.decode()


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.fixture
def economist(sign_in):
    return sign_in("economist")


@pytest.fixture
def amounts(item, own_item, act):
    capital = {phase: AmountKey(2025, phase, "capital", "2025") for phase in ("adopted", "expected")}
    operating = {phase: AmountKey(2025, phase, "operating", "2025") for phase in ("adopted", "expected")}
    set_amounts(item, {capital["adopted"]: 4_000_000}, act=act(JANUARY))
    set_amounts(own_item, {operating["adopted"]: 1_000_001, operating["expected"]: 1_500_001}, act=act(JANUARY))


def page(client, plan, **asked) -> str:
    return text(client.get(reverse("economy", args=[plan.pk]), asked))


def test_the_budget_is_told_per_committee_and_part(economist, plan, amounts):
    told = page(economist, plan)
    assert "Børne- og Ungdomsudvalget" in told and "1.000.001" in told and "1.500.001" in told
    assert "0 af 1 punkt oplyser" in told


def test_an_overrun_of_service_is_calculated_with_its_source(economist, plan, own_item, amounts, act):
    told = page(economist, plan)
    assert "× 60 %" not in told and "1 punkt med en afvigelse på 500.000 kr. oplyser ikke" in told
    key = AmountKey(2025, "adopted", "operating", "2025")
    marks = Marks(expenditure="service")
    new_posting(own_item, key, 0, act(JANUARY), marks, recorded_at=own_item.plan.last_recorded_at).save()
    told = page(economist, plan)
    assert "oplyser ikke, om" not in told
    assert "500.000 kr. × 60 % = 300.000 kr." in told and "40 % = 200.000 kr." in told and "§§ 14" in told


def test_another_year_has_its_own_budget(economist, plan, amounts):
    assert "Punkterne har ingen beløb i det år" in page(economist, plan, aar="2027")


def test_other_prices_are_labelled_and_stored_nowhere(economist, plan, amounts):
    economist.post(
        reverse("price_levels", args=[plan.pk]), {"lines": LINES, "why": "KL (eksempel)", "applies_on": "30.9.2025"}
    )
    before = Posting.objects.count()
    told = page(economist, plan, priser="2026")
    assert "4.000.000 kr. i 2025-priser × 103,2/100,0 = 4.128.000 kr. i 2026-priser" in told
    assert "omregnet til 2026-priser" in told and Posting.objects.count() == before


def test_a_wrong_index_is_told_and_nothing_kept(economist, plan):
    where = reverse("price_levels", args=[plan.pk])
    answer = economist.post(where, {"lines": "2026 meget9", "why": "KL", "applies_on": "30.9.2025"})
    assert answer.status_code == 422 and "Linje 1" in text(answer) and PriceIndex.objects.count() == 0


def test_screen_excel_and_pdf_agree_to_the_krone(economist, plan, amounts):
    told = page(economist, plan)
    xlsx = body(economist.get(reverse("get_budget", args=[plan.pk, "xlsx"])))
    pdf = body(economist.get(reverse("get_budget", args=[plan.pk, "pdf"])))
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx))
    rows = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    kroner = {f"{int(cell):,}".replace(",", ".") for row in rows[1:] for cell in row if isinstance(cell, float)}
    pages = " ".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf))
    assert {"4.000.000", "0"} <= kroner
    for one in kroner:
        assert one in told and one in pages


def test_sums_in_excel_go_on_counting(economist, plan, amounts):
    xlsx = body(economist.get(reverse("get_budget", args=[plan.pk, "xlsx"])))
    sheet = ZipFile(BytesIO(xlsx)).read("xl/worksheets/sheet1.xml").decode()
    formulas = re.findall(r"<f>([^<]*)</f>", sheet)
    assert "SUM(B2:B2)" in formulas and "B2+C2+D2+E2" in formulas and "G2-F2" in formulas


def test_the_menu_leads_to_the_economy_for_who_sees_the_whole_plan(economist, sign_in, plan):
    assert reverse("economy", args=[plan.pk]) in text(economist.get(reverse("plan", args=[plan.pk])))
