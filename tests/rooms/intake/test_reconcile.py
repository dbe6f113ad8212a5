# SPDX-License-Identifier: MPL-2.0
"""A draft held against the plan: rules without a database."""

from dataclasses import replace
from datetime import date

import pytest

from udmoent.documents.stamp import Stamp
from udmoent.economy.actions import AmountKey
from udmoent.editions.content import Amount, BodyContent, ItemContent, PlanContent
from udmoent.intake.draft import Draft, DraftItem, Fault, Spot
from udmoent.intake.reconcile import Against, Reconciled, reconcile, without_faulty
from udmoent.organisation.configuration import configuration_text, read_configuration
from udmoent.plan.facts import Kind, Stage

TOWN = read_configuration(configuration_text("norddjurs"))
BODIES = tuple(
    BodyContent(abbreviation=body.abbreviation, name=body.name, digit=body.digit, valid_from=body.valid_from)
    for body in TOWN.bodies
)
DAY = date(2025, 5, 31)
KITA = ItemContent(
    id=1,
    number="A301",
    kind=Kind.CAPITAL,
    title="Ny daginstitution",
    body="BUU",
    course="Der bygges.",
    responsible="anlægschef",
    extra={"Note": "gammel"},
    amounts=(Amount(year=2025, phase="adopted", nature="capital", price_level="2025", kroner=4_000_000),),
)
ROADS = ItemContent(id=2, number="A501", kind=Kind.CAPITAL, title="Asfalt og broer", body="MTU")
IN_2025 = AmountKey(2025, "adopted", "capital", "")


def plan(*items: ItemContent) -> PlanContent:
    return PlanContent(
        municipality="Norddjurs Kommune", plan="P", budget_year=2025, as_of=DAY, bodies=BODIES, items=items
    )


def against(now: PlanContent, **told) -> Against:
    return Against(now=now, price_level="2025", importer="plankoordinator", applies_on=DAY, town=TOWN, **told)


def row(number: str = "", title: str = "Ny daginstitution", *, at: int = 2, kind=Kind.CAPITAL, amounts=None, **told):
    spot = Spot(file="plan.xlsx", place="ark 1", row=at)
    return DraftItem(spot=spot, number=number, kind=kind, told={"title": title} | told, amounts=amounts or {})


def held(*rows: DraftItem, now: PlanContent | None = None, **told) -> Reconciled:
    return reconcile(Draft(file="plan.xlsx", items=rows), against(now or plan(KITA, ROADS), **told))


def test_the_same_number_with_the_same_facts_changes_nothing():
    found = held(row("A301", course="Der bygges."))
    assert (found.unchanged, found.differences, found.additions, found.faults) == (1, (), (), ())


def test_only_what_differs_changes():
    found = held(row("A301", course="Der bygges nu.", responsible="anlægschef"))
    assert [(one.field, one.old, one.new) for one in found.differences] == [("course", "Der bygges.", "Der bygges nu.")]


def test_an_empty_cell_clears_and_is_listed():
    found = held(row("A301", responsible=""))
    assert [(one.field, one.new) for one in found.differences] == [("responsible", "")]


def test_without_a_number_part_body_and_title_find_the_item():
    found = held(row(title="ny  DAGINSTITUTION", body="BUU"))
    assert not found.additions
    assert [one.field for one in found.differences] == ["title"]


def test_a_title_that_is_nearly_the_same_is_a_question():
    found = held(row(title="Ny daginstitutionen", body="BUU"))
    assert not found.additions
    assert "A301" in found.faults[0].message


def test_a_number_of_another_part_is_a_fault():
    assert len(held(row("A301", kind=Kind.OPERATING)).faults) == 1


def test_the_same_item_in_two_rows_is_a_fault():
    assert len(held(row("A301"), row(at=3, body="BUU")).faults) == 1


def test_a_new_item_is_given_the_next_number_of_its_part_and_body():
    found = held(row(title="Ny hal", body="BUU"), row(title="Ny bro", body="MTU", at=3))
    assert [new.number for new in found.additions] == ["A302", "A502"]


def test_numbers_that_the_file_gives_further_down_are_not_taken_for_others():
    found = held(row(title="Ny hal", body="BUU"), row("A302", title="Svømmehal", body="BUU", at=3))
    assert [new.number for new in found.additions] == ["A303", "A302"]


def test_a_new_item_without_a_body_gets_the_one_that_is_to_treat_it_else_the_towns_own_and_a_warning():
    found = held(row(title="Ny hal"))
    assert found.additions[0].facts.body == "ØK"
    assert found.warnings[0].column == "Udvalg"


def test_items_of_the_files_parts_and_bodies_that_it_does_not_tell_of_are_missing():
    other = replace(KITA, id=3, number="A302", title="Svømmehal")
    found = held(row("A301"), now=plan(KITA, other, ROADS))
    assert [item.number for item in found.missing] == ["A302"]


def test_what_has_ended_is_not_missing_from_an_excerpt():
    closed = replace(KITA, stage=Stage.CLOSED, closed_on=DAY, closed_by="x", closing_reason="implemented")
    other = replace(KITA, id=3, number="A302", title="Svømmehal")
    draft = Draft(file="plan.docx", items=(), excerpt_of="BUU")
    assert [item.number for item in reconcile(draft, against(plan(closed, other, ROADS))).missing] == ["A302"]


def test_a_narrowed_list_from_udmoent_says_nothing_of_the_items_that_it_leaves_out():
    other = replace(KITA, id=3, number="A302", title="Svømmehal")
    now = plan(KITA, other)
    draft = Draft(file="plan.xlsx", items=(row("A301"),), stamp=Stamp.of(now, is_narrowed=True))
    assert reconcile(draft, against(now)).missing == ()
    assert reconcile(replace(draft, stamp=Stamp.of(now)), against(now)).missing == (other,)


def test_a_row_that_is_a_question_of_an_item_does_not_make_it_missing_too():
    found = held(row("A309", body="BUU"))
    assert "A301" in found.faults[0].message
    assert found.missing == ()


def test_an_unknown_price_level_is_the_one_that_the_item_has():
    now = plan(replace(KITA, amounts=(replace(KITA.amounts[0], price_level="2024"),)))
    found = held(row("A301", amounts={IN_2025: 5_000_000}), now=now)
    assert [(one.key.price_level, one.old, one.new) for one in found.differences if one.key] == [
        ("2024", 4_000_000, 5_000_000)
    ]


def test_an_empty_amount_clears():
    found = held(row("A301", amounts={IN_2025: None}))
    assert [one.new for one in found.differences] == [0]


def test_extra_columns_are_laid_over_those_there_are():
    found = held(row("A301", extra={"Ny": "x"}))
    assert found.differences[0].new == {"Note": "gammel", "Ny": "x"}


def test_an_extra_column_without_text_is_not_kept():
    found = held(row("A309", title="Ny hal", body="BUU", extra={"Note": "", "Ny": "x"}))
    assert found.additions[0].facts.extra == {"Ny": "x"}


def test_a_link_to_an_item_that_nobody_has_is_left_out_with_a_warning():
    found = held(row("A309", title="Ny hal", body="BUU", derived_from="A999"), row("A301", fills="A309", at=3))
    assert found.additions[0].facts.derived_from is None
    assert [(one.field, one.new) for one in found.differences] == [("fills", "A309")]
    assert "A999" in found.warnings[0].message


class TestAFileFromUdmoent:
    """Its base is the plan as it was made from."""

    def test_what_only_the_plan_changed_since_stands(self):
        now = plan(replace(KITA, course="Ny kurs"), ROADS)
        found = held(row("A301", course="Der bygges."), now=now, base=plan(KITA, ROADS))
        assert (found.unchanged, found.differences, found.conflicts) == (1, (), ())

    def test_what_only_the_file_changed_is_taken(self):
        found = held(row("A301", course="Filens kurs"), base=plan(KITA, ROADS))
        assert [one.new for one in found.differences] == ["Filens kurs"]

    def test_what_both_changed_is_a_conflict_shown_both_ways(self):
        now = plan(replace(KITA, course="Planens kurs"), ROADS)
        found = held(row("A301", course="Filens kurs"), now=now, base=plan(KITA, ROADS))
        conflict = found.conflicts[0]
        assert (conflict.base, conflict.old, conflict.new) == ("Der bygges.", "Planens kurs", "Filens kurs")
        assert not found.differences

    def test_the_same_change_on_both_sides_is_none(self):
        now = plan(replace(KITA, course="Samme"), ROADS)
        found = held(row("A301", course="Samme"), now=now, base=plan(KITA, ROADS))
        assert not found.conflicts
        assert not found.differences

    def test_where_the_stamp_is_not_proved_every_difference_is_a_conflict(self):
        found = held(row("A301", course="Filens kurs"), base=plan(KITA, ROADS), is_proved=False)
        assert [one.field for one in found.conflicts] == ["course"]

    def test_an_x_set_in_the_plan_since_is_not_taken_away_by_the_files_empty_cell(self):
        closed = replace(KITA, stage=Stage.CLOSED, closed_on=DAY, closed_by="anlægschef", closing_reason="implemented")
        found = held(row("A301", is_closed=False), now=plan(closed, ROADS), base=plan(KITA, ROADS))
        assert (found.differences, found.conflicts) == ((), ())

    def test_amounts_changed_on_both_sides_are_a_conflict(self):
        now = plan(replace(KITA, amounts=(replace(KITA.amounts[0], kroner=4_500_000),)), ROADS)
        found = held(row("A301", amounts={IN_2025: 5_000_000}), now=now, base=plan(KITA, ROADS))
        assert [(one.base, one.old, one.new) for one in found.conflicts] == [(4_000_000, 4_500_000, 5_000_000)]

    def test_items_added_to_the_plan_since_are_not_missing(self):
        now = plan(KITA, replace(KITA, id=9, number="A309", title="Ny"), ROADS)
        assert held(row("A301"), now=now, base=plan(KITA, ROADS)).missing == ()


def test_the_agreements_wording_cannot_be_changed_by_a_file():
    now = plan(replace(KITA, agreed_text="Aftalt."))
    assert len(held(row("A301", agreed_text="Noget andet"), now=now).faults) == 1


def test_yellow_without_mitigation_is_a_warning_and_no_fault():
    found = held(row("A301", assessment="yellow"))
    assert [warning.column for warning in found.warnings] == ["Trafiklys"]
    assert not found.faults


def test_faults_stand_in_the_order_of_the_file():
    late = Fault(file="plan.xlsx", place="ark 1", row=9, message="?")
    draft = Draft(file="plan.xlsx", items=(row("A301", kind=Kind.OPERATING, at=3),), faults=(late,))
    assert [fault.row for fault in reconcile(draft, against(plan(KITA))).faults] == [3, 9]


@pytest.mark.parametrize("faulty", ["A301", "A501"])
def test_rows_with_faults_can_be_left_out(faulty):
    at = {"A301": 2, "A501": 3}[faulty]
    draft = Draft(file="plan.xlsx", items=(row("A301"), row("A501", title="Asfalt og broer", at=3)))
    fault = Fault(file="plan.xlsx", place="ark 1", row=at, message="?")
    rest = without_faulty(draft, Reconciled(faults=(fault,)))
    assert [one.number for one in rest.items] == [number for number in ("A301", "A501") if number != faulty]


def test_links_that_come_round_to_themselves_are_faults_of_their_rows():
    found = held(row("A301", derived_from="A501"), row("A501", "Asfalt og broer", at=3, derived_from="A301"))
    assert [fault.row for fault in found.faults] == [2, 3]


def test_a_number_longer_than_a_number_can_be_is_a_fault_of_its_row():
    found = held(row("A" * 41, "Hal", body="BUU"))
    assert ([fault.row for fault in found.faults], found.additions) == ([2], ())


def test_a_heading_longer_than_a_heading_can_be_is_a_fault_of_its_row():
    found = held(row("H301", "Hal", kind=Kind.INTENT, body="BUU", heading="x" * 201))
    assert ([fault.row for fault in found.faults], found.additions) == ([2], ())
