# SPDX-License-Identifier: MPL-2.0
"""The capital overview: the same on screen, in Excel and in PDF; and a project's steps."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.economy.models import CapitalStep
from udmoent.economy.projects import take_step
from udmoent.economy.steps import Step
from udmoent.meetings.actions import note_decision
from udmoent.plan.actions import NewItem, add
from udmoent.plan.facts import Facts, Kind, Source

JANUARY = date(2025, 1, 15)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def economist(sign_in):
    return sign_in("economist")


def key(phase: str, year: int = 2025) -> AmountKey:
    return AmountKey(year, phase, "capital", "2025")


@pytest.fixture
def money(item, act):
    told = {key("adopted"): 4_000_001, key("adopted", 2026): 18_000_000, key("appropriated"): 22_000_001}
    set_amounts(item, told | {key("released"): 3_000_000, key("spent"): 1_250_000}, act=act(JANUARY))


def page(client, plan) -> str:
    return text(client.get(reverse("capital", args=[plan.pk])))


def test_shares_appropriation_release_and_spent_are_told(economist, plan, money):
    told = page(economist, plan)
    for kroner in ("4.000.001", "18.000.000", "22.000.001", "3.000.000", "1.250.000", "1.750.000"):
        assert kroner in told


def test_what_is_wrong_is_told_by_form_and_word(economist, plan, item, money, act):
    told = {key("spent"): 3_000_001, key("appropriated"): 22_000_002}
    set_amounts(item, told, act=act(JANUARY, source=Source.IMPORT))
    shown = page(economist, plan)
    assert "■ der er forbrugt mere end frigivet" in shown
    assert "▲ der er bevilget mere end årenes rådighedsbeløb" in shown


def test_a_frame_tells_what_is_distributed_and_a_project_its_derived_operation(economist, plan, item, money, act):
    child = NewItem(kind=Kind.CAPITAL, facts=Facts(title="Tag", body="BUU", derived_from=item.number))
    set_amounts(add(plan, child, act=act(JANUARY)), {key("adopted"): 500_000}, act=act(JANUARY))
    add(
        plan,
        NewItem(kind=Kind.OPERATING, facts=Facts(title="Drift", body="BUU", derived_from=item.number)),
        act=act(JANUARY),
    )
    told = page(economist, plan)
    assert "ramme på 22.500.001 kr. i alt, hvoraf 500.000 kr. er fordelt" in told and "afledt drift: D301" in told


def test_screen_excel_and_pdf_agree_to_the_krone_and_sums_go_on_counting(economist, plan, money):
    told = page(economist, plan)
    xlsx = b"".join(economist.get(reverse("get_capital", args=[plan.pk, "xlsx"])).streaming_content)
    pdf = b"".join(economist.get(reverse("get_capital", args=[plan.pk, "pdf"])).streaming_content)
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx))
    rows = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    kroner = {f"{int(cell):,}".replace(",", ".") for row in rows[1:3] for cell in row if isinstance(cell, float)}
    pages = " ".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf))
    assert "22.000.001" in kroner and all(one in told and one in pages for one in kroner)
    formulas = re.findall(r"<f>([^<]*)</f>", ZipFile(BytesIO(xlsx)).read("xl/worksheets/sheet1.xml").decode())
    assert "D2+E2" in formulas and "SUM(D2:D2)" in formulas and "H2-I2" in formulas


def test_accounts_of_2_mio_and_more_stand_by_themselves(economist, plan, item, money, act):
    take_step(item, Step.IN_USE, act=act(JANUARY))
    told = page(economist, plan)
    assert "Anlægsregnskaber på 2 mio. kr. og derover" in told and "anlægsregnskabet er ikke godkendt" in told
    assert "under 2 mio. kr., samlet" not in told


def test_a_project_is_taken_to_its_step(economist, item):
    where = reverse("step_of_item", args=[item.plan_id, item.number])
    economist.post(where, {"step": "budgeted", "applies_on": "30.9.2025", "why": ""})
    assert CapitalStep.objects.get().step == "budgeted"
    refused = economist.post(where, {"step": "released", "applies_on": "30.9.2025", "why": ""})
    assert refused.status_code == 422 and "kommunalbestyrelsens at beslutte" in text(refused)
    assert "Budgetteret" in text(economist.get(where))


def test_only_the_councils_decisions_that_approve_are_offered_for_a_step(economist, item, coordinator, act):
    bodies, now = item.plan.municipality.bodies, act(JANUARY).now
    for body, title, said in (
        ("KB", "Ja tak", "Godkendt."),
        ("KB", "Ikke nu", "Udsat."),
        ("BUU", "Udvalget", "Godkendt."),
    ):
        note_decision(bodies.get(abbreviation=body), JANUARY, title=title, text=said, by=coordinator, now=now)
    told = text(economist.get(reverse("step_of_item", args=[item.plan_id, item.number])))
    assert "Ja tak" in told and "Ikke nu" not in told and "Udvalget" not in told


def test_who_writes_no_decisions_is_told_who_does(economist, sign_in, item):
    where = reverse("step_of_item", args=[item.plan_id, item.number])
    told = text(economist.get(where))
    assert "Besluttet af" not in told and "plankoordinatoren eller udvalgets sekretær" in told
    assert "Besluttet af" in text(sign_in("plan_coordinator").get(where))


def test_amounts_of_the_councils_and_odd_ones_are_not_saved_unasked(economist, item, money):
    where = reverse("amounts_of_item", args=[item.plan_id, item.number])
    page = economist.get(where)
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    sent |= {"why": "Rettelse", "seen": str(page.context["latest"])}

    def named(phase):
        return next(name for name, of in form._keys() if (of.phase, of.year) == (phase, 2025))

    given = economist.post(where, sent | {named("released"): "9.000.000"})
    assert given.status_code == 422 and "kommunalbestyrelsen" in text(given)
    odd = sent | {named("spent"): "-5"}
    asked = economist.post(where, odd)
    assert asked.status_code == 422 and "is_meant" in text(asked)
    assert economist.post(where, odd | {"is_meant": "on"}).status_code == 302
