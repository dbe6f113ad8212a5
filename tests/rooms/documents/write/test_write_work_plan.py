# SPDX-License-Identifier: MPL-2.0
"""A body's work plan as Word, PDF, Excel and calendar; each says what the others say."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import icalendar
import pytest
from docx import Document
from docx.table import Table
from openpyxl import load_workbook

from tests.pdf_gate import validate
from tests.rooms.documents.write import cast
from tests.rooms.documents.write.test_write_plan import text_in
from udmoent.documents.endings import UnknownEnding
from udmoent.documents.template.sample import sample_template
from udmoent.documents.work_plan_report import BodyYear
from udmoent.documents.write_work_plan import WORK_PLAN_ENDINGS, trial_of_work_plan, write_work_plan
from udmoent.editions.content import Amount, ItemContent, PlanContent
from udmoent.editions.year_plan import year_plan
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Body
from udmoent.plan.facts import Kind, Stage, Treatment

GOLDEN = Path(__file__).parent / "work_plan.txt"
SEPTEMBER, OCTOBER, DECEMBER = date(2025, 9, 10), date(2025, 10, 8), date(2025, 12, 3)
BODY = Body(abbreviation="BUU", name="Børne- og Ungdomsudvalget")
MEETINGS = {
    SEPTEMBER: Meeting(pk=1, body=BODY, held_on=SEPTEMBER, place="Mødelokale 3"),
    OCTOBER: Meeting(
        pk=2,
        body=BODY,
        held_on=OCTOBER,
        place="Mødelokale 3",
        starts_at=time(17),
        title="Temamøde",
        moved_from=SEPTEMBER,
    ),
    DECEMBER: Meeting(pk=3, body=BODY, held_on=DECEMBER),
}


def an_item(number: str, title: str, *treatments: Treatment, **told: object) -> ItemContent:
    kind = Kind.CAPITAL if number.startswith("A") else Kind.OPERATING
    whole = {"id": int(number[1:]), "number": number, "kind": kind, "title": title, "body": "BUU"}
    return ItemContent(**whole | {"treatments": treatments} | told)


def at(time: str, form: str = "beslutning", **told: object) -> Treatment:
    return Treatment(body="BUU", form=form, time=time, **told)


MONEY = (Amount(year=2025, phase="adopted", nature="capital", price_level="2025", kroner=4_000_000),)
ITEMS = (
    an_item("A301", "Ny daginstitution", at("8.10.2025", task="Vælg mellem tre grunde")),
    an_item("A304", "Skolegårde", amounts=MONEY, stage=Stage.AWAITING_DECISION),
    an_item("D301", "Styrket normering", at("", "orientering", held_on=SEPTEMBER), stage=Stage.UNDER_WAY),
    an_item("D302", "Afledt drift", at("", "orientering")),
    an_item("D303", "Skolekørsel", at("november 2025")),
    an_item("D304", "Lærerstillinger", at("marts 2025", "temadrøftelse")),
    an_item("D305", "Tidlig indsats", at("løbende", "orientering")),
)
CONTENT = PlanContent(
    municipality="Norddjurs Kommune",
    plan="Udmøntningsplan 2025-2028",
    budget_year=2025,
    as_of=date(2025, 9, 30),
    known_at=datetime(2025, 9, 30, 6, 15, tzinfo=UTC),
    bodies=cast.BODIES,
    items=ITEMS,
    is_sample=True,
)
NEXT = PlanContent(
    municipality="Norddjurs Kommune",
    plan="Udmøntningsplan 2026-2029",
    budget_year=2026,
    as_of=CONTENT.as_of,
    items=(an_item("D301", "Næste års normering", at("8.10.2025", "drøftelse")),),
)
WORK = year_plan([CONTENT, NEXT], {"BUU"}, MEETINGS, year=2025, most=1)
TOLD = BodyYear(content=CONTENT, body="BUU", work=WORK, meetings=MEETINGS)


def write(to: Path, **how: object) -> Path:
    write_work_plan(TOLD, to, town=cast.NORDDJURS, site="https://udmoent.example", **how)
    return to


def lines(content: bytes) -> Iterator[str]:
    """The document's text from top to bottom, a line for each paragraph and each row."""
    for block in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            yield from (" | ".join(cell.text.replace("\n", " ↵ ") for cell in row.cells) for row in block.rows)
        elif block.text.strip():
            yield block.text


def test_the_word_document_is_the_golden_one(tmp_path):
    told = "\n".join(lines(write(tmp_path / "plan.docx").read_bytes())) + "\n"
    assert told == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", WORK_PLAN_ENDINGS)
def test_the_same_work_plan_gives_the_same_bytes(tmp_path, ending):
    first, second = (write(tmp_path / f"{name}{ending}").read_bytes() for name in "ab")
    assert first == second


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".xlsx"])
def test_each_document_tells_every_treatment_and_is_internal(tmp_path, ending):
    text = " ".join(text_in(write(tmp_path / f"plan{ending}")).split())
    for told in ("A301", "Vælg mellem tre grunde", "D301", "D302", "november 2025", "marts 2025", "løbende", "A304"):
        assert told in text, told
    assert "INTERN" in text and "Eksempeldata" in text


def test_a_treatment_of_another_plan_says_of_which(tmp_path):
    assert "Udmøntningsplan 2026-2029" in text_in(write(tmp_path / "plan.docx"))


def test_the_sheet_says_of_which_plan_each_is_and_of_which_body_it_tells(tmp_path):
    book = load_workbook(write(tmp_path / "plan.xlsx"))
    rows = [[cell.value for cell in row] for row in book["Arbejdsplan"].iter_rows()]
    assert rows[0][7] == "Plan"
    assert {row[7] for row in rows[1:] if row[5]} == {"Udmøntningsplan 2025-2028", "Udmøntningsplan 2026-2029"}
    about = {row[0].value: row[1].value for row in book["Om"].iter_rows()}
    assert "BUU" in about["Udsnit"] or "Børne" in about["Udsnit"]


def test_the_sheet_has_a_row_for_each_treatment_and_each_empty_meeting(tmp_path):
    sheet = load_workbook(write(tmp_path / "plan.xlsx"))["Arbejdsplan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[5], row[11]) for row in rows] == [
        ("D301", "behandlet"),
        ("A301", "planlagt"),
        ("D301", "planlagt"),
        (None, "intet planlagt"),
        ("D302", "mangler dato"),
        ("D303", "organet mødes ikke da"),
        ("D304", "passeret, og ikke noteret behandlet"),
        ("D305", "løbende"),
        ("A304", "afventer beslutning; har penge i budgettet, og intet er frigivet"),
    ]
    told = [str(value)[:10].strip() for value in rows[1][:5]]
    assert told == ["2025-10-08", "17.00", "Mødelokale", "2025-10-02", "2025-09-26"]


def events(tmp_path, **how: object) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(write(tmp_path / "plan.ics", **how).read_bytes())
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_the_calendar_has_each_meeting_with_what_is_planned(tmp_path):
    found = events(tmp_path)
    meeting = found["meeting-2@udmoent.example"]
    assert meeting.decoded("dtstart") == datetime(2025, 10, 8, 15, tzinfo=UTC)  # 17.00 in Copenhagen, in summer
    assert (str(meeting["summary"]), str(meeting["location"])) == ("BUU: Temamøde", "Mødelokale 3")
    assert str(meeting["description"]).splitlines() == [
        "A301 Ny daginstitution – beslutning: Vælg mellem tre grunde",
        "D301 Næste års normering – drøftelse",
        "Dagsordenen udsendes torsdag den 2. oktober; sagerne skal være klar fredag den 26. september.",
    ]
    whole_day = found["meeting-3@udmoent.example"]
    assert (whole_day.decoded("dtstart"), whole_day.decoded("dtend")) == (DECEMBER, date(2025, 12, 4))


def test_the_calendar_has_the_days_on_which_papers_are_due(tmp_path):
    found = events(tmp_path)
    agenda, cases = found["agenda-2@udmoent.example"], found["cases-2@udmoent.example"]
    assert (agenda.decoded("dtstart"), cases.decoded("dtstart")) == (date(2025, 10, 2), date(2025, 9, 26))
    assert str(agenda["summary"]) == "BUU: dagsordenen til den 8.10.2025 udsendes"
    assert len(found) == 9


def test_it_is_told_in_english_too(tmp_path):
    text = "\n".join(lines(write(tmp_path / "plan.docx", language="en").read_bytes()))
    assert "Work plan 2025" in text and "8 October 2025 at 17.00" in text


def test_another_ending_is_none_of_ours(tmp_path):
    with pytest.raises(UnknownEnding):
        write(tmp_path / "plan.csv")


def test_a_trial_in_a_template_says_that_it_is_one():
    made = trial_of_work_plan(TOLD, sample_template("da"), town=cast.NORDDJURS, language="da")
    parts = [
        paragraph.text for section in Document(io.BytesIO(made)).sections for paragraph in section.header.paragraphs
    ]
    assert any("PRØVE" in text for text in parts)


@pytest.mark.slow
def test_the_pdf_can_be_read_by_everyone_and_for_ever(tmp_path):
    assert validate(write(tmp_path / "plan.pdf")) == []


def test_the_cases_at_a_meeting_are_told_of_with_what_became_of_them(tmp_path):
    empty = next(one.held_on for one in WORK.sittings if not one.treated)
    told = replace(TOLD, cases={empty: [("Sagen om grunden", "Godkendt")]})
    write_work_plan(told, tmp_path / "plan.docx", town=cast.NORDDJURS)
    before, after = (
        list(lines(write(tmp_path / "uden.docx").read_bytes())),
        list(lines((tmp_path / "plan.docx").read_bytes())),
    )
    assert set(after) - set(before) == {"Sagen om grunden: Godkendt"} and len(before) == len(after)
