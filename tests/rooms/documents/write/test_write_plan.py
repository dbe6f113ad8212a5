# SPDX-License-Identifier: MPL-2.0
"""A plan goes out in each form, whole or as an excerpt, and says what it is."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from tests.rooms.documents.write import cast
from udmoent.documents.narrowed import Narrowed
from udmoent.documents.stamp import Stamp
from udmoent.documents.write import PLAN_ENDINGS, UnknownEnding, write_plan
from udmoent.editions.compare import compare
from udmoent.editions.content import PlanContent, from_json
from udmoent.editions.excerpt import excerpt
from udmoent.lib.refusal import Refused
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Stage, Treatment

PLAN = cast.plan()


def text_in(file: Path) -> str:
    """All text of the file's parts, with what stands in its properties, feet and notes."""
    content = file.read_bytes()
    if file.suffix in (".docx", ".xlsx"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = (archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        return " ".join(re.sub(r"<[^>]*>", "", part) for part in parts)
    if file.suffix == ".pdf":
        return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    return content.decode("utf-8-sig")


def write(content: PlanContent, to: Path, **how: object):
    return write_plan(content, to, **({"whole": PLAN, "town": cast.NORDDJURS} | how))


@pytest.fixture(params=PLAN_ENDINGS)
def target(request, tmp_path) -> Path:
    return tmp_path / f"plan{request.param}"


def test_every_form_tells_the_plan_its_version_date_and_seal(target):
    written = write(PLAN, target)
    text = text_in(target)
    assert (written.items, written.sha256) == (84, PLAN.sha256)
    assert "Udmøntningsplan 2025-2028" in text and "ultimo maj 2025" in text
    assert PLAN.sha256[:12] in text
    assert "2025-05-31" in text or "31.5.2025" in text


def test_every_form_says_that_sample_data_is_sample_data(target):
    write(PLAN, target)
    sign = '"is_sample":true' if target.suffix == ".json" else "Eksempeldata – ikke kommunens virkelige plan"
    assert sign in text_in(target)


def test_a_town_s_own_plan_says_nothing_of_samples(target):
    write(replace(PLAN, is_sample=False), target)
    assert "Eksempeldata" not in text_in(target)


def test_internal_documents_say_so(target):
    if target.suffix != ".json":
        write(PLAN, target)
        assert "INTERN" in text_in(target)


def test_a_plan_that_is_not_sealed_says_so(tmp_path):
    unsealed = cast.plan(edition=None)
    for ending in (".pdf", ".docx", ".xlsx", ".csv"):
        written = write(unsealed, tmp_path / f"plan{ending}", whole=unsealed)
        assert written.sha256 is None
        assert "ikke forseglet" in text_in(written.file)


def test_the_same_content_gives_the_same_bytes(target, tmp_path):
    write(PLAN, target)
    first = target.read_bytes()
    again = tmp_path / f"again{target.suffix}"
    write(PLAN, again)
    assert again.read_bytes() == first


def test_an_item_of_every_number_is_in_every_form(target):
    write(PLAN, target)
    text = text_in(target)
    assert [item.number for item in PLAN.items if item.number not in text] == []


def test_an_excerpt_shows_the_body_s_items_and_no_others(target):
    told = excerpt(PLAN, "BUU")
    written = write(told, target, layout="norddjurs")
    text = text_in(target)
    assert written.items == len(told.items)
    own = {item.number for item in told.items}
    assert all(number in text for number in own)
    assert not any(item.number in text for item in PLAN.items if item.number not in own)


def test_an_excerpt_opens_with_what_to_do_and_what_changed_and_ends_with_what_is_over(tmp_path):
    since = compare(cast.earlier(PLAN), PLAN, "BUU")
    written = write(excerpt(PLAN, "BUU"), tmp_path / "buu.pdf", since=since)
    text = text_in(written.file)
    places = [
        text.index(sentence)
        for sentence in (
            "Børne- og Ungdomsudvalget bedes",
            "Ændret siden original",
            "Driftsændringer",
            "Økonomi\r",
            "Afsluttede punkter",
        )
    ]
    assert places == sorted(places)


def test_the_first_page_of_an_excerpt_tells_the_version_and_the_whole_hash(tmp_path):
    file = write(excerpt(PLAN, "BUU"), tmp_path / "buu.pdf").file
    first = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    assert "Version: ultimo maj 2025" in first and "31. maj 2025" in first and PLAN.sha256 in first


def test_a_body_is_not_asked_to_plan_a_treatment_that_is_over(tmp_path):
    held, coming = (
        Treatment(body="BUU", form="drøftelse", time="marts 2025"),
        Treatment(body="BUU", form="beslutning", time="uge 40"),
    )
    one = replace(PLAN.items[6], body="BUU", stage=Stage.UNDER_WAY, treatments=(held, coming))
    text = text_in(write(excerpt(replace(PLAN, items=(one,)), "BUU"), tmp_path / "buu.docx").file)
    assert "beslutning · uge 40" in text and "drøftelse · marts 2025" not in text


def test_the_three_sums_stand_beside_each_other_and_are_not_added(tmp_path):
    text = text_in(write(excerpt(PLAN, "BUU"), tmp_path / "buu.docx").file)
    assert all(
        line in text
        for line in ("Egne punkter (BUU)", "Tværgående punkter", "Hele planen", "Linjerne lægges ikke sammen")
    )


def test_the_file_comes_with_the_stamp_of_the_whole_plan(tmp_path):
    told = excerpt(PLAN, "BUU")
    stamp = Stamp.of(PLAN, "BUU")
    docx = zipfile.ZipFile(write(told, tmp_path / "buu.docx").file).read("docProps/custom.xml").decode()
    assert Stamp.read("".join(re.findall(r"<vt:lpwstr>([^<]*)</vt:lpwstr>", docx)).replace("&quot;", '"')) == stamp
    book = openpyxl.load_workbook(write(told, tmp_path / "buu.xlsx").file)
    assert Stamp.read("".join(one.value for one in book.custom_doc_props.props)) == stamp
    last = write(told, tmp_path / "buu.csv").file.read_text(encoding="utf-8-sig").splitlines()[-1]
    assert last.startswith("Udmoent;")


def test_json_is_the_plan_content_itself(tmp_path):
    assert from_json(write(PLAN, tmp_path / "plan.json").file.read_bytes()) == PLAN


def test_text_that_begins_like_a_formula_stays_text(tmp_path):
    sly = replace(PLAN.items[0], course="=1+1", status_text="-5", extra={"+kolonne": "@her"}, number="-D1")
    content = replace(PLAN, items=(sly,))
    sheet = openpyxl.load_workbook(write(content, tmp_path / "sly.xlsx").file)["Plan"]
    cells = {str(cell.value): cell.data_type for cell in sheet[2] if cell.value is not None}
    assert all(cells[text] == "s" for text in ("=1+1", "-5", "@her", "-D1"))
    rows = write(content, tmp_path / "sly.csv").file.read_text(encoding="utf-8-sig")
    assert "'=1+1" in rows and "'-5" in rows and "'@her" in rows and "Ekstra: +kolonne" in rows


def test_the_sheet_is_ready_to_work_in(tmp_path):
    book = openpyxl.load_workbook(write(PLAN, tmp_path / "plan.xlsx").file)
    sheet = book["Plan"]
    assert book.sheetnames == ["Plan", "Om"]
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:")
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    for choice in ("Driftsændring", "BUU", "Ikke startet", "Ikke vurderet", "Offentlig"):
        assert any(choice in told for told in lists)
    heads = [cell.value for cell in sheet[1]]
    column = heads.index("2025 (kr., 2025-priser)")
    assert isinstance(sheet.cell(2, column + 1).value, int)
    assert sheet.cell(2, column + 1).number_format == "#,##0"


def test_text_too_long_for_excel_is_refused_with_the_spot(tmp_path):
    content = replace(PLAN, items=(replace(PLAN.items[0], course="æ" * 40_000),))
    with pytest.raises(Refused, match=r"D101, Kursen.*for lang til Excel"):
        write(content, tmp_path / "plan.xlsx")
    assert not list(tmp_path.iterdir())


def test_characters_that_no_font_draws_do_not_stop_a_pdf(tmp_path):
    odd = replace(
        PLAN.items[0], title="Grøn 🟢 omstilling 中文 → ≥ ✓ ●", course="#set text(red) *ikke* $x$ [skrift] \\ @her <en>"
    )
    text = text_in(write(replace(PLAN, items=(odd,)), tmp_path / "plan.pdf").file)
    assert "#set text(red) *ikke* $x$" in text and "omstilling" in text


def test_an_unknown_ending_lists_those_that_can_be_written(tmp_path):
    with pytest.raises(UnknownEnding) as raised:
        write(PLAN, tmp_path / "plan.odt")
    assert raised.value.known == PLAN_ENDINGS


def test_an_unknown_layout_lists_the_town_s(tmp_path):
    with pytest.raises(Refused, match=r"standard, norddjurs"):
        write(PLAN, tmp_path / "plan.docx", layout="fredensborg")


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing_behind(tmp_path):
    with pytest.raises(Refused, match="kan ikke skrives"):
        write(PLAN, tmp_path / "findes ikke" / "plan.json")
    folder = tmp_path / "plan.json"
    folder.mkdir()
    with pytest.raises(Refused, match="kan ikke skrives"):
        write(PLAN, folder)
    assert [file.name for file in tmp_path.iterdir()] == ["plan.json"]


def test_a_refusal_leaves_the_old_file_as_it_was(tmp_path):
    old = tmp_path / "plan.xlsx"
    old.write_text("den gamle")
    with pytest.raises(Refused):
        write(replace(PLAN, items=(replace(PLAN.items[0], title="x" * 40_000),)), old)
    assert old.read_text() == "den gamle"


@pytest.mark.parametrize("layout", ["standard", "norddjurs"])
def test_documents_in_english_have_no_danish_frame(tmp_path, layout):
    text = text_in(write(excerpt(PLAN, "MTU"), tmp_path / "plan.pdf", language="en", layout=layout).file)
    assert "Operating changes" in text and "Page 1 of" in text and "INTERNAL" in text
    assert "Driftsændringer" not in text and "Side 1" not in text


def test_an_empty_plan_can_be_written(target):
    empty = replace(PLAN, items=(), totals=type(PLAN.totals)())
    assert write(empty, target, whole=empty).items == 0
    assert write(excerpt(empty, "BUU"), target, whole=empty).items == 0


def test_amounts_of_different_price_levels_stand_in_columns_of_their_own(tmp_path):
    first, second = PLAN.items[0], PLAN.items[1]
    moved = replace(second, amounts=tuple(replace(amount, price_level="2026") for amount in second.amounts))
    text = text_in(write(replace(PLAN, items=(first, moved)), tmp_path / "plan.docx").file)
    assert "2025 (2025-priser)" in text and "2025 (2026-priser)" in text


def test_withdrawn_items_stay_visible_with_their_reason(tmp_path):
    gone = replace(PLAN.items[6], stage=Stage.WITHDRAWN, withdrawn_reason="Besluttet i august", body="BUU")
    content = replace(PLAN, items=(gone,))
    assert "Udgår" in text_in(write(content, tmp_path / "plan.docx").file)
    text = text_in(write(excerpt(content, "BUU"), tmp_path / "buu.docx").file)
    assert "Udgåede punkter" in text and "Besluttet i august" in text


def test_a_date_that_excel_does_not_know_is_text(tmp_path):
    old = replace(PLAN.items[0], closed_on=PLAN.as_of - timedelta(days=50_000), time=IndicativeTime("", None, None))
    assert write(replace(PLAN, items=(old,)), tmp_path / "plan.xlsx").items == 1


def test_a_layout_of_a_field_that_items_do_not_have_is_refused(tmp_path):
    text = (
        (cast.TOWNS / "norddjurs.toml")
        .read_text(encoding="utf-8")
        .replace('fields = ["course"]', 'fields = ["kursus"]')
    )
    with pytest.raises(Refused, match="kursus, som punkter ikke har"):
        write(PLAN, tmp_path / "plan.docx", town=cast.read_configuration(text))


def test_word_finds_headings_header_rows_language_and_page_fields(tmp_path):
    archive = zipfile.ZipFile(write(PLAN, tmp_path / "plan.docx", layout="norddjurs").file)
    document, styles, foot = (archive.read(f"word/{part}.xml").decode() for part in ("document", "styles", "footer1"))
    read = docx.Document(str(tmp_path / "plan.docx"))
    told = [(one.style.name, one.text) for one in read.paragraphs if one.style.name.startswith("Heading")]
    assert ("Heading 1", "Driftsændringer") in told and ("Heading 2", "Miljø- og Teknikudvalget") in told
    assert document.count("<w:tblHeader/>") == document.count("<w:tbl>") == document.count("<w:tblCaption ")
    assert 'w:orient="landscape"' in document and 'w:lang w:val="da-DK"' in styles
    assert " PAGE " in foot and " NUMPAGES " in foot
    heads = next(t for t in read.tables if t.cell(0, 0).text == "Nr.").rows[0].cells
    assert [cell.text for cell in heads] == [
        *("Nr.", "Emne", "Udvalg", "Kursen", "Koordinering & Commitment", "Vejledende tidspunkt", "Udvalgsbehandling"),
        *("Ansvarlig", "Status", "X"),
    ]
    assert read.core_properties.created.isoformat().startswith("2025-06-02T08:30")


def test_amounts_in_thousands_lose_no_krone(tmp_path):
    odd = replace(PLAN.items[0], amounts=(replace(PLAN.items[0].amounts[0], kroner=-1_234_567),))
    text = text_in(write(replace(PLAN, items=(odd,)), tmp_path / "plan.docx").file)
    assert "-1.234,567" in text


def test_cross_cutting_items_are_marked_in_words(tmp_path):
    for layout in cast.NORDDJURS.layouts:
        assert "tværgående" in text_in(write(PLAN, tmp_path / f"{layout}.docx", layout=layout).file)


def test_a_file_that_is_replaced_keeps_its_rights_and_its_links(tmp_path):
    kept, link = tmp_path / "plan.csv", tmp_path / "seneste.csv"
    kept.touch(mode=0o600)
    link.symlink_to(kept)
    write(PLAN, link)
    assert link.is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_size > 0


NARROWED = Narrowed(("Tværgående: Ja", "Søg: “=kloge”"), ("number", "title", "body", "origin", "amounts"))
CROSSING = replace(PLAN, items=tuple(item for item in PLAN.items if item.is_cross_cutting))


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".xlsx", ".csv"])
def test_a_narrowed_list_says_which_items_it_is_and_holds_no_others(tmp_path, ending):
    file = tmp_path / f"liste{ending}"
    written = write(CROSSING, file, narrowed=NARROWED)
    text = text_in(file)
    assert written.items == len(CROSSING.items) < len(PLAN.items)
    assert "Tværgående: Ja · Søg: “=kloge”" in text and "udpluk" in text and "INTERN" in text
    own = next(item for item in PLAN.items if not item.is_cross_cutting)
    assert own.title not in text and CROSSING.items[0].title in text


def test_a_table_of_a_narrowed_list_has_the_lists_columns(tmp_path):
    write(CROSSING, tmp_path / "liste.xlsx", narrowed=NARROWED)
    sheet = openpyxl.load_workbook(tmp_path / "liste.xlsx").worksheets[0]
    head = [cell.value for cell in sheet[1]]
    assert head[:5] == ["Nr.", "Emne", "Udvalg", "Andre udvalg", "Tværgående"]
    assert len(head) > 5 and all("vedtaget" in heading.casefold() or "20" in heading for heading in head[5:])


def test_a_document_of_a_narrowed_list_sums_its_own_items_beside_the_whole_plan(tmp_path):
    write(CROSSING, tmp_path / "liste.docx", narrowed=NARROWED)
    text = text_in(tmp_path / "liste.docx")
    assert "De viste punkter" in text and "Hele planen" in text and "Udpluk af planen" in text
    assert "bedes om" not in text


def test_the_stamp_says_that_the_list_was_narrowed(tmp_path):
    write(CROSSING, tmp_path / "liste.xlsx", narrowed=NARROWED)
    book = openpyxl.load_workbook(tmp_path / "liste.xlsx")
    stamp = Stamp.read("".join(one.value for one in book.custom_doc_props.props))
    assert stamp == Stamp.of(PLAN, is_narrowed=True)
