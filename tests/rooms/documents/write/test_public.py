# SPDX-License-Identifier: MPL-2.0
"""What is internal never reaches a public document, in whatever form."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties import examples
from tests.rooms.documents.write import cast
from tests.rooms.documents.write.test_write_plan import text_in
from udmoent.documents.write import COMPARISON_ENDINGS, PLAN_ENDINGS, write_comparison, write_plan
from udmoent.editions.compare import compare
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.editions.public import WHITELIST, Audience, public, public_comparison
from udmoent.editions.totals import totals_of_plan
from udmoent.lib.refusal import Refused
from udmoent.plan.facts import ClosingReason, Commitment, Involvement, Stage, Treatment, Visibility

MARK = "HEMMELIG"
PLAN = cast.plan(2)


def with_secrets(item: ItemContent, place: int) -> ItemContent:
    """The item with a mark in every field that is not for the public, and in all fields if it is internal."""
    told = replace(
        item,
        agreed_reference=MARK, case_number=MARK, kle=MARK, coordination=(MARK,), commitments=(Commitment(party=MARK, promise=MARK),),
        reason=MARK, mitigation=MARK, status_text=MARK, responsible=MARK, contributors=(MARK,), unit=MARK, closed_by=MARK, withdrawn_reason=MARK,
        derived_from=MARK, merged_into=MARK, fills=MARK, involvements=(Involvement(party=MARK, result=MARK),),
        treatments=(*(replace(one, task=MARK) for one in item.treatments), Treatment(body="BUU", task=MARK)),
        extra={MARK: MARK}, follows=MARK, closing_reason=ClosingReason.MERGED, noted_on=date(1999, 9, 9),
    )  # fmt: skip
    if item.visibility == Visibility.PUBLIC:
        return told
    return replace(
        told,
        title=f"{MARK} {place}",
        course=MARK,
        agreed_text=MARK,
        heading=MARK,
        strategies=(MARK,),
        number=f"{MARK}{place}",
    )


def secret_plan(visible: list[bool]) -> PlanContent:
    items = tuple(
        with_secrets(replace(item, visibility=Visibility.PUBLIC if shown else Visibility.INTERNAL), place)
        for place, (item, shown) in enumerate(zip(PLAN.items, visible, strict=False))
    )
    return replace(PLAN, items=items, headings=(*PLAN.headings, MARK), totals=totals_of_plan(items))


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    visible=st.lists(st.booleans(), min_size=len(PLAN.items), max_size=len(PLAN.items)),
    body=st.sampled_from([None, "BUU", "ØK"]),
)
def test_nothing_internal_reaches_a_public_document(tmp_path: Path, visible, body):
    whole = secret_plan(visible)
    content = excerpt(whole, body) if body else whole
    since = compare(replace(whole, items=whole.items[1:]), whole, body)
    for ending in PLAN_ENDINGS:
        file = tmp_path / f"plan{ending}"
        written = write_plan(content, file, whole=whole, town=cast.NORDDJURS, audience=Audience.PUBLIC, since=since)
        assert written.items == sum(item.visibility == Visibility.PUBLIC for item in content.items)
        text = text_in(file)
        assert MARK not in text and "9.9.1999" not in text and "1999-09-09" not in text and "INTERN\n" not in text
    for ending in COMPARISON_ENDINGS:
        file = tmp_path / f"changes{ending}"
        write_comparison(since, file, town=cast.NORDDJURS, since="før", until="nu", audience=Audience.PUBLIC)
        assert MARK not in text_in(file)


def test_public_items_are_whole_in_what_is_public():
    shown = {item.number: item for item in public(PLAN).items}
    for item in PLAN.items:
        if item.visibility == Visibility.PUBLIC:
            assert all(getattr(shown[item.number], field) == getattr(item, field) for field in WHITELIST)
        else:
            assert item.number not in shown


def test_public_totals_are_sums_of_what_is_shown_and_say_so(tmp_path):
    shown = public(PLAN)
    assert shown.totals == totals_of_plan(shown.items)
    file = tmp_path / "plan.docx"
    write_plan(PLAN, file, whole=PLAN, town=cast.NORDDJURS, audience=Audience.PUBLIC)
    assert "Kun offentliggjorte punkter er regnet med" in text_in(file)


def test_an_excerpt_has_the_same_public_sums_as_the_public_plan():
    assert public(excerpt(PLAN, "BUU"), PLAN).totals.whole == public(PLAN).totals.whole


def test_a_saving_that_fills_a_hidden_item_is_counted_and_one_that_fills_a_shown_item_is_not():
    first, second = (replace(item, visibility=Visibility.PUBLIC) for item in PLAN.items[:2])
    filling = replace(second, fills=first.number)
    content = replace(PLAN, items=(first, filling))
    assert public(content).totals.whole == totals_of_plan([first]).whole
    hidden = replace(content, items=(replace(first, visibility=Visibility.INTERNAL), filling))
    assert public(hidden).totals.whole == totals_of_plan([second]).whole


@pytest.mark.parametrize("ending", PLAN_ENDINGS)
def test_what_may_be_a_cpr_number_stops_a_public_document(tmp_path, ending):
    item = replace(PLAN.items[0], course="Vedrører 010190-1234.", visibility=Visibility.PUBLIC)
    content = replace(PLAN, items=(item,))
    file = tmp_path / f"plan{ending}"
    with pytest.raises(Refused, match=rf"Punkt {item.number}.*CPR-nummer"):
        write_plan(content, file, whole=content, town=cast.NORDDJURS, audience=Audience.PUBLIC)
    assert not file.exists()
    write_plan(content, file, whole=content, town=cast.NORDDJURS)
    assert file.exists()


def test_a_cpr_number_in_an_internal_field_stops_nothing(tmp_path):
    item = replace(PLAN.items[0], status_text="010190-1234", visibility=Visibility.PUBLIC)
    content = replace(PLAN, items=(item,))
    write_plan(content, tmp_path / "plan.json", whole=content, town=cast.NORDDJURS, audience=Audience.PUBLIC)
    assert "010190" not in (tmp_path / "plan.json").read_text(encoding="utf-8")


def test_a_change_of_an_internal_field_is_no_change_to_the_public():
    was = replace(PLAN, items=tuple(replace(item, status_text=MARK) for item in PLAN.items))
    told = public_comparison(compare(was, PLAN))
    assert told.changed == () and told.unchanged == len(public(PLAN).items)


def test_what_moved_in_is_not_called_new_to_the_public():
    items = tuple(replace(item, visibility=Visibility.PUBLIC, is_cross_cutting=False) for item in PLAN.items)
    until = replace(PLAN, items=items)
    was = replace(until, items=tuple(replace(item, body="KB") if item.body == "BUU" else item for item in items))
    inside, told = compare(was, until, "BUU"), public_comparison(compare(was, until, "BUU"))
    assert (told.new, told.summary) == (inside.new, inside.summary) and told.moved_in
    assert Stage.CLOSED in {item.stage for item in until.items}


def test_public_documents_have_no_columns_for_what_is_internal(tmp_path):
    for ending in (".docx", ".xlsx", ".csv", ".pdf"):
        file = tmp_path / f"plan{ending}"
        write_plan(PLAN, file, whole=PLAN, town=cast.NORDDJURS, audience=Audience.PUBLIC)
        text = text_in(file)
        assert (
            "Ansvarlig" not in text and "Commitment" not in text and "Trafiklys" not in text and "vurdering" not in text
        )
        assert "Kursen" in text and "Tidspunkt" in text and "Stadie" in text
