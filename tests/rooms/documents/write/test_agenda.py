# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document

from udmoent.documents.agenda_words import AgendaWords
from udmoent.documents.endings import UnknownEnding
from udmoent.documents.template.sample import sample_template
from udmoent.documents.words import speaking
from udmoent.documents.write import trial_of_agenda, write_agenda
from udmoent.editions.agenda import agenda, meeting_before
from udmoent.editions.gather import gather
from udmoent.followup.actions import raise_follow_up
from udmoent.followup.meeting import decide
from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Commitment, Facts, Kind
from udmoent.plan.notes import write_note

AUGUST, SEPTEMBER = date(2025, 8, 25), date(2025, 9, 22)


@pytest.fixture
def made(plan, meet, act, coordinator):
    told = {
        "status_text": "Bilerne er talt",
        "next_steps": "De sælges",
        "commitments": (Commitment(party="IT", promise="Tæller"),),
    }
    facts = Facts(
        title="Flåde", body="ØK", is_cross_cutting=True, assessment="red", reason="Dyrt", mitigation="Salg", **told
    )
    item = add(plan, NewItem(kind=Kind.RAADERUM, facts=facts), act=act(date(2025, 8, 1)))
    august, september, by = (
        meet(AUGUST),
        meet(SEPTEMBER),
        {"by": coordinator, "now": datetime(2025, 9, 22, 12, tzinfo=UTC)},
    )
    raise_follow_up(item, "Spørg værkstedet", who="vejchef", meeting=august, on=AUGUST, **by)
    change(item, act=act(date(2025, 9, 1)), responsible="vejchef")
    write_note(item, "Følges tæt", act=act(SEPTEMBER))
    decide(item, september, "Bilerne sælges", title="R101", **by)
    since = gather(plan, meeting_before(september).held_on)
    return agenda(plan, september, gather(plan, SEPTEMBER), previous=august, since=since)


def text_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    feet = [paragraph.text for section in document.sections for paragraph in section.footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *feet])


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_the_same_list_gives_the_same_bytes(made, plan, tmp_path, ending):
    files = [tmp_path / f"{n}{ending}" for n in (1, 2)]
    for file in files:
        write_agenda(made, file, town=plan.municipality.configuration)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_document_says_what_the_page_says(made, plan, tmp_path):
    file = tmp_path / "liste.docx"
    write_agenda(made, file, town=plan.municipality.configuration)
    text = text_of(file.read_bytes())
    with speaking(plan.municipality.configuration, "da") as words:
        told = AgendaWords(made, words)
        (matter,) = told.sections[0].matters
        lines = [told.since, told.still[0].text, matter.note, *matter.changes, *matter.promises, matter.decided[0].text]
        lines += [text for _label, text in matter.own]
    assert all(line in text for line in lines), [line for line in lines if line not in text]
    assert "INTERN" in text and "Direktionens månedsliste til mødet den 22. september 2025" in text


def test_a_short_change_is_told_by_its_texts_and_a_long_one_by_its_field(made, plan, act):
    item = plan.items.get()
    change(item, act=act(date(2025, 9, 2)), course="Der kortlægges kørsel på alle områder, og bilerne samles. " * 2)
    again = agenda(plan, made.meeting, gather(plan, SEPTEMBER), previous=made.previous, since=gather(plan, AUGUST))
    with speaking(plan.municipality.configuration, "da") as words:
        (matter,) = AgendaWords(again, words).sections[0].matters
    assert matter.changes == ("Ansvarlig: – → vejchef", "Skrevet om: Kursen")


def test_the_list_is_a_word_or_pdf_document(made, plan, tmp_path):
    with pytest.raises(UnknownEnding):
        write_agenda(made, tmp_path / "liste.xlsx", town=plan.municipality.configuration)


def test_a_template_is_tried_on_the_list(made, plan):
    trial = trial_of_agenda(made, sample_template("da"), town=plan.municipality.configuration, language="da")
    assert "Bilerne er talt" in text_of(trial)
