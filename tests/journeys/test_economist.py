# SPDX-License-Identifier: MPL-2.0
"""The economist posts what is realised, sees it in the savings and the capital overview, and gets the same kroner in Excel."""

from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from udmoent.lib.money import read_amount

pytestmark = pytest.mark.browser


def shown(page) -> list[list[int]]:
    """The kroner of each row of each table of money on the page."""
    rows = page.locator("table.money").first.locator("tbody tr").all()
    return [[read_amount(text, 1) for text in row.locator("td.c-amount").all_inner_texts() if text] for row in rows]


def in_excel(page) -> list[list[int]]:
    """The kroner of each row of the first sheet of what the page hands out."""
    with page.expect_download() as got:
        page.get_by_role("link", name="Excel").click()
    sheet = CalamineWorkbook.from_filelike(BytesIO(Path(got.value.path()).read_bytes())).get_sheet_by_index(0)
    head, *rows = sheet.to_python()
    money = [at for at, name in enumerate(head) if str(name).endswith("(kr.)")]
    wanted = [[int(row[at]) for at in money if row[at] != ""] for row in rows]
    return [row for row in wanted if row]


def test_what_is_posted_stands_in_savings_and_capital_and_in_excel_to_the_krone(page, sign_in, demo, axe_faults):
    sign_in("oekonom")
    page.get_by_text("En besparelse med X, hvor intet er realiseret").wait_for()
    page.goto(f"/plan/{demo.pk}/punkt/R104/beloeb/")
    page.locator('[aria-label*="ealiseret" i][aria-label$="2025"]').last.fill("-123.456")
    page.get_by_label("Hvorfor").fill("Sparede timer i sekretariatet")
    page.get_by_role("button", name="Gem").first.click()
    page.wait_for_url(f"**/plan/{demo.pk}/punkt/R104/")
    page.goto(f"/plan/{demo.pk}/oekonomi/besparelser/")
    told = page.get_by_role("row").filter(has_text="R104 Enklere").inner_text()
    assert "-123.456" in told and "Sparede timer i sekretariatet" in told
    unrealised = page.locator(
        "section", has=page.get_by_role("heading", name="Afsluttet, men ikke realiseret")
    ).inner_text()
    assert "D104" in unrealised and "R104" not in unrealised
    assert not axe_faults(page)
    assert in_excel(page) == shown(page)
    page.get_by_role("link", name="Anlægsprojekter").first.click()
    page.get_by_role("heading", name="Anlægsprojekter", level=1).wait_for()
    assert not axe_faults(page)
    assert in_excel(page) == shown(page)
