# SPDX-License-Identifier: MPL-2.0
"""Whatever a case says, our own reading of our own file gives it back: its head, sections, decisions and attachments."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from udmoent.cases.facts import Access, CaseKind, Holds, Outcome
from udmoent.cases.written import (
    Attendee,
    WrittenAttachment,
    WrittenCase,
    WrittenDecision,
    WrittenSection,
    from_json,
    read_text,
    text_of,
    to_json,
)
from udmoent.documents.case import AgendaCase, read_case
from udmoent.documents.case.words import case_words
from udmoent.documents.write_case import CASE_ENDINGS, case_file
from udmoent.organisation.case_template import Section
from udmoent.organisation.configuration import TOWNS, read_configuration

TOWN = read_configuration((TOWNS / "norddjurs.toml").read_text(encoding="utf-8"))
BODIES = {body.abbreviation: body.name for body in TOWN.bodies}
WORDS = st.sampled_from(
    "planen kommunens budget arbejdet udvalget tværgående indsats møder området øget kvalitet børn ældre årligt fælles".split()
)
SENTENCE = st.lists(WORDS, min_size=3, max_size=24).map(lambda words: f"{' '.join(words).capitalize()}.")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join)
BULLETS = st.lists(SENTENCE, min_size=1, max_size=7).map(lambda lines: "\n".join(f"· {line}" for line in lines))
TEXT = st.lists(PARAGRAPH | BULLETS, min_size=1, max_size=4).map("\n\n".join)
ACCESS = st.sampled_from(Access)
NAME = st.sampled_from(["Anne Madsen", "Bo Østergaard", "Åse von Holst", "Per Ærø-Lund"])
ATTENDEE = st.builds(Attendee, NAME, st.sampled_from(["A", "Æ", "V"]))
PEOPLE = st.lists(ATTENDEE, unique_by=lambda one: one.name, max_size=2).map(tuple)
TITLE = st.lists(WORDS, min_size=2, max_size=18).map(lambda words: " ".join(words).capitalize())


def sections(texts: list[str]) -> tuple[WrittenSection, ...]:
    headings = [section.heading for section in TOWN.case.sections[:-1]]
    told = [WrittenSection(name, read_text(text)) for name, text in zip(headings, texts, strict=True)]
    asked = read_text("Kommunaldirektøren indstiller, at planen drøftes og godkendes.")
    return (*told, WrittenSection("Indstilling", asked))


@st.composite
def attachments(draw: Any) -> tuple[WrittenAttachment, ...]:
    titles = draw(st.lists(TITLE, max_size=3))
    return tuple(
        WrittenAttachment(
            number=number,
            title=title,
            holds=Holds.FILE,
            access=draw(ACCESS),
            role="H" if number == 1 else "",
            document_id=draw(st.sampled_from(["", "3679877"])),
            record_number=draw(st.sampled_from(["", "99814/24"])),
        )
        for number, title in enumerate(titles, start=1)
    )


CASES = st.builds(
    WrittenCase,
    municipality=st.just("Norddjurs Kommune"),
    kind=st.just(CaseKind.OTHER),
    title=TITLE,
    body=st.just(BODIES["BUU"]),
    body_abbreviation=st.just("BUU"),
    is_sample=st.booleans(),
    meeting_on=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    agenda_number=st.sampled_from(["", "5", "12"]),
    case_number=st.sampled_from(["", "15/22"]),
    kle=st.sampled_from(["00.30.10.S00", "82.06.00", ""]),
    access=ACCESS,
    route=st.sampled_from([("BUU",), ("BUU", "ØK", "KB")]),
    sections=st.lists(TEXT, min_size=4, max_size=4).map(sections),
    attachments=attachments(),
)
DECISIONS = st.builds(
    WrittenDecision,
    body=st.just(BODIES["BUU"]),
    on=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    outcome=st.just(Outcome.APPROVED),
    text=SENTENCE,
    absent=PEOPLE,
    apologies=PEOPLE,
)


AN_AGENDA = partial(
    WrittenCase,
    municipality="Norddjurs Kommune",
    kind=CaseKind.OTHER,
    title="Planen",
    body=BODIES["BUU"],
    body_abbreviation="BUU",
    meeting_on=date(2025, 1, 28),
    kle="00.30.10.S00",
    access=Access.OPEN,
    route=("BUU",),
)


def in_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def assert_same(read: AgendaCase, case: WrittenCase) -> None:
    assert (read.title, read.body, read.meeting_on) == (case.title, case.body, case.meeting_on)
    assert (read.kle or "", read.case_number or "") == (case.kle, case.case_number)
    assert (read.access, read.route) == (case.access, case.route)
    assert [(one.heading, in_lines(one.text)) for one in read.sections] == [
        (one.heading, in_lines(one.text)) for one in case.sections
    ]
    assert [
        (one.number, one.document_id or "", one.access, one.title, one.record_number or "", one.role or "")
        for one in read.attachments
    ] == [(one.number, one.document_id, one.access, one.title, one.record_number, one.role) for one in case.attachments]
    for decision in case.decisions:
        assert read.decision and (read.decision.body, read.decision.on) == (decision.body, decision.on)
        assert read.decision.text == decision.text
        for found, meant in ((read.absent, decision.absent), (read.apologies, decision.apologies)):
            assert [(one.name, one.party) for one in found] == [(one.name, one.party) for one in meant]


@pytest.mark.parametrize("ending", CASE_ENDINGS)
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(case=CASES, decision=st.none() | DECISIONS)
def test_a_case_is_read_back_as_it_was_written(tmp_path, ending, case, decision):
    case = replace(case, decisions=(decision,) if decision else ())
    file = tmp_path / f"sag{ending}"
    file.write_bytes(case_file(case, ending))
    assert_same(read_case(file, case_words(TOWN), cache=tmp_path), case)


@pytest.mark.parametrize("ending", CASE_ENDINGS)
def test_a_case_from_before_a_section_was_renamed_lacks_nothing(tmp_path, ending):
    was = Section(heading="Lokal bedømmelse", holds=("presentation",))
    told = AN_AGENDA(
        sections=(WrittenSection(was.heading, read_text("Planen går videre.")), *sections(["Planen."] * 4)[1:])
    )
    (tmp_path / f"sag{ending}").write_bytes(case_file(told, ending))

    def read(one: Section) -> AgendaCase:
        case = msgspec.structs.replace(TOWN.case, sections=(one, *TOWN.case.sections[1:]))
        words = case_words(msgspec.structs.replace(TOWN, case=case))
        return read_case(tmp_path / f"sag{ending}", words, cache=tmp_path)

    renamed = Section(heading="Forvaltningens syn", aliases=(was.heading,), holds=was.holds)
    assert read(renamed) == read(was) and read(renamed).sections[0].heading == was.heading
    assert any("Forvaltningens syn" in told for told in read(msgspec.structs.replace(renamed, aliases=())).warnings)


@pytest.mark.parametrize("lines", range(20, 40))
def test_words_that_stand_last_on_two_pages_are_no_foot(tmp_path, lines):
    """Of these many lines some are parted between the pages so that both end the same."""
    told = "\n\n".join(["Planen går videre."] * lines)
    case = AN_AGENDA(sections=sections([told, told, "Ingen.", "Ingen."]))
    file = tmp_path / "sag.pdf"
    file.write_bytes(case_file(case, ".pdf"))
    assert_same(read_case(file, case_words(TOWN), cache=tmp_path), case)


def test_paragraphs_of_a_line_each_are_told_apart(tmp_path):
    case = AN_AGENDA(
        sections=sections(
            [
                "Planen er ny.",
                "Planen er ny.",
                "Planen er ny.",
                "Planen går som den skal i alle år.\n\nPlanen går videre.",
            ]
        )
    )
    file = tmp_path / "sag.pdf"
    file.write_bytes(case_file(case, ".pdf"))
    assert_same(read_case(file, case_words(TOWN), cache=tmp_path), case)


@settings(max_examples=15, deadline=None)
@given(CASES)
def test_a_case_is_kept_as_it_was_written(case):
    assert from_json(to_json(case)) == case


@settings(max_examples=25, deadline=None)
@given(TEXT)
def test_what_a_person_edits_is_what_was_written(text):
    assert text_of(read_text(text)) == text_of(read_text(text_of(read_text(text))))
    assert in_lines(text_of(read_text(text))) == in_lines(text)
