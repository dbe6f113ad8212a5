# SPDX-License-Identifier: MPL-2.0
"""A block of cells from Excel: which items, what it says of them, and what cannot be read."""

from dataclasses import replace
from datetime import date

import pytest

from udmoent.documents.columns import columns
from udmoent.documents.words import speaking
from udmoent.economy.actions import AmountKey
from udmoent.editions.content import Amount, BodyContent, ItemContent, PlanContent
from udmoent.intake.amount_headings import AmountHeading
from udmoent.intake.block import Reader
from udmoent.intake.columns import Column
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.money import TKR
from udmoent.lib.refusal import Refused
from udmoent.lib.time import IndicativeTime
from udmoent.organisation.configuration import configuration_text, read_configuration
from udmoent.plan.facts import Assessment, Commitment, Involvement, Kind, Stage, Treatment

TOWN = read_configuration(configuration_text("norddjurs"))


def item(number: str, **told) -> ItemContent:
    return ItemContent(
        id=int(number[1:]), number=number, kind=Kind.OPERATING, title=f"Punkt {number}", body="ØK", **told
    )


@pytest.fixture
def reader() -> Reader:
    body = BodyContent(abbreviation="ØK", name="Økonomiudvalget", digit="1", valid_from=date(2022, 1, 1))
    items = (item("D101", responsible="økonomichef"), item("D102"), item("D103"))
    content = PlanContent(
        municipality="Norddjurs Kommune",
        plan="Plan",
        budget_year=2025,
        as_of=date(2025, 3, 1),
        bodies=(body,),
        items=items,
    )
    return Reader.of(content, Vocabulary(TOWN), "2025")


def column(field: str) -> Column:
    return Column(heading=field, places=(0,), fields=(field,))


YEAR = Column(heading="2025", places=(0,), amount=AmountHeading(year=2025, unit=TKR))
NUMBERS = ["D101", "D102", "D103"]


def test_a_block_is_laid_over_rows_and_columns_from_its_corner(reader):
    columns = [column("responsible"), column("time"), YEAR]
    block = reader.placed("skolechef\tjuni 2025\t-1.500\r\nrektor\t\t\r\n", NUMBERS, columns)
    first, second = (row.amendment for row in block.rows)
    assert first.facts == {"responsible": "skolechef", "time": IndicativeTime.read("juni 2025", 2025)}
    assert first.amounts == {AmountKey(2025, "adopted", "operating", "2025"): -1_500_000}
    assert second.facts == {"responsible": "rektor"} and not second.amounts


def test_a_quoted_cell_may_hold_line_breaks(reader):
    block = reader.placed('"Første linje\r\nanden ""linje"""\tja', NUMBERS, [column("status_text"), column("unit")])
    assert block.rows[0].amendment.facts == {"status_text": 'Første linje\nanden "linje"', "unit": "ja"}


def test_an_empty_cell_empties_text_and_leaves_a_stage_alone(reader):
    block = reader.placed("\t\tx", NUMBERS, [column("responsible"), column("stage"), column("unit")])
    assert block.rows[0].amendment.facts == {"responsible": "", "unit": "x"}


def test_words_of_the_town_are_understood(reader):
    block = reader.placed("I gang\tgrøn", NUMBERS, [column("stage"), column("assessment")])
    assert block.rows[0].amendment.facts == {"stage": Stage.UNDER_WAY, "assessment": Assessment.GREEN}


def test_a_word_in_the_status_column_closes_nothing(reader):
    block = reader.placed("Afsluttet", NUMBERS, [column("status_text")])
    assert block.rows[0].amendment.facts == {"status_text": "Afsluttet"}


def test_a_cell_that_cannot_be_read_is_told_and_the_rest_is_read(reader):
    block = reader.placed("måske\tmeget\trektor", NUMBERS, [column("stage"), YEAR, column("responsible")])
    row = block.rows[0]
    assert [fault.column for fault in row.faults] == ["stage", "2025"]
    assert row.amendment.facts == {"responsible": "rektor"}


def test_columns_with_acts_of_their_own_are_passed_over(reader):
    block = reader.placed("X\tAndre ord\trektor", NUMBERS, [column("closed"), column("agreed_text"), column("unit")])
    assert block.passed_over == ("closed", "agreed_text")
    assert block.rows[0].amendment.facts == {"unit": "rektor"}


def test_a_block_larger_than_the_list_is_refused_whole(reader):
    with pytest.raises(Refused, match="2 "):
        reader.placed("a\tb\nc\td", NUMBERS[:1], [column("unit"), column("course")])


def test_a_header_row_finds_items_by_number_and_columns_by_name(reader):
    text = "Ansvarlig\tNr.\t2026 (1.000 kr.)\tUkendt\nrektor\tBUU D102\t250\tx\nchef\tD999\t\t\n"
    block = reader.headed(text)
    known, unknown = block.rows
    assert known.amendment.before.number == "D102" and known.amendment.facts == {"responsible": "rektor"}
    assert known.amendment.amounts == {AmountKey(2026, "adopted", "operating", "2025"): 250_000}
    assert unknown.amendment is None and unknown.number == "D999"
    assert block.passed_over == ("Ukendt",)


def test_without_numbers_the_header_row_says_what_to_do(reader):
    with pytest.raises(Refused, match="Nr"):
        reader.headed("Emne\tAnsvarlig\nKaj\trektor")


def test_an_item_told_of_twice_is_a_fault(reader):
    block = reader.headed("Nr.\tAnsvarlig\nD101\trektor\nD101\tchef")
    assert not block.rows[0].faults and "D101" in block.rows[1].faults[0].message
    assert not block.rows[1].amendment.says_something


def test_the_plans_own_excel_file_says_nothing_new(reader):
    rich = item(
        "D104",
        other_bodies=("ØK",),
        is_cross_cutting=True,
        course="Første linje\nanden; linje",
        coordination=("Skole", "Dagtilbud"),
        commitments=(Commitment(party="Skole: 1", promise="deltager; altid", confirmed_on=date(2025, 1, 5)),),
        time=IndicativeTime.read("ultimo juni 2025", 2025),
        stage=Stage.AWAITING_DECISION,
        contributors=("Rektor", "Leder"),
        treatments=(Treatment(body="ØK", form="beslutning", time="marts 2025"), Treatment(body="ØK")),
        involvements=(Involvement(party="MED", form="høring", time="maj 2025", result="enige"),),
        strategies=("Plan- og Udviklingsstrategi",),
        amounts=(Amount(year=2026, phase="adopted", nature="operating", price_level="2025", kroner=-1_250_500),),
    )
    content = replace(reader.content, items=(rich,))
    with speaking(TOWN, "da") as words:
        told = columns(content.items, words)
        lines = [[one.heading for one in told], [str(one.of(rich) or "") for one in told]]
    block = Reader.of(content, reader.vocabulary, "2025").headed(
        "\n".join("\t".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in lines)
    )
    assert not block.rows[0].faults and not block.rows[0].amendment.says_something
