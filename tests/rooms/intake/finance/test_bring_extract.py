# SPDX-License-Identifier: MPL-2.0
"""An extract is posted once, as differences, and taken back as one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.rooms.intake.finance.files import GOODS, HEADING, OTHER, WAGES, csv_of, xlsx_of
from udmoent.economy.actions import AmountKey, amounts_as_of, set_amounts
from udmoent.economy.models import Posting
from udmoent.editions.check import violations
from udmoent.intake.finance.actions import undo_extract, what_holds_extract
from udmoent.intake.finance.bring import bring_extract_in
from udmoent.intake.finance.headings import Figure
from udmoent.intake.finance.matching import RuleKind
from udmoent.intake.finance.rules_kept import drop_rule, keep_rule
from udmoent.intake.models import Import
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import change

MAY, JUNE = date(2025, 5, 31), date(2025, 6, 30)
SPENT = AmountKey(2025, "spent", "capital", "2025")
ROWS = (HEADING, (WAGES, "Løn", 0, 0, "250,50"), (GOODS, "Køb", 0, 0, "100,00"), (OTHER, "Vej", 0, 0, "7,00-"))
LATER = (HEADING, (WAGES, "Løn", 0, 0, "300,50"), (GOODS, "Køb", 0, 0, "90,00"))


@pytest.fixture
def mapped(plan, item, coordinator):
    now = datetime(2025, 6, 1, tzinfo=UTC)
    return keep_rule(plan, RuleKind.ACCOUNT, "5.25.10 3", item.number, by=coordinator, now=now)


@pytest.fixture
def bring(plan, mapped, coordinator, tmp_path):
    moments = (datetime(2025, 7, 1, hour, tzinfo=UTC) for hour in range(24))

    def brought(rows, on=MAY, *, name="u.csv", **told):
        file = (csv_of if name.endswith("csv") else xlsx_of)(tmp_path / name, rows)
        told = {"figures": {Figure.SPENT}} | told
        return bring_extract_in(
            plan, file, by=coordinator, now=next(moments), applies_on=on, files=tmp_path / "kept", **told
        )

    return brought


def spent(item, on) -> int:
    return amounts_as_of([item.pk], on).get(item.pk, {}).get(SPENT, 0)


def test_what_belongs_to_the_item_is_posted_by_account_and_the_rest_is_told(bring, item):
    brought = bring(ROWS)
    assert spent(item, MAY) == 351 and brought.id
    assert {one.account for one in Posting.objects.filter(phase="spent")} == {WAGES, GOODS}
    ((unmatched),) = brought.found.unmatched
    assert unmatched.source.account == OTHER and unmatched.row == 4
    assert not list(violations())


def test_the_same_extract_in_other_order_and_format_posts_nothing(bring):
    bring(ROWS)
    number = (HEADING, *((row[0], row[1], 0, 0, oere) for row, oere in zip(ROWS[:0:-1], (-7, 100, 250.5), strict=True)))
    again = bring(number, name="anew.xlsx")
    assert not again.has_work and again.id is None and Import.objects.count() == 1


def test_a_later_extract_posts_the_difference_alone(bring, item):
    bring(ROWS)
    bring(LATER, JUNE)
    assert (spent(item, MAY), spent(item, JUNE)) == (351, 391)
    assert sorted(Posting.objects.filter(applies_on=JUNE).values_list("kroner", flat=True)) == [-10, 50]


def test_extracts_in_the_wrong_order_end_the_same(bring, item):
    bring(LATER, JUNE)
    bring(ROWS, MAY)
    assert (spent(item, MAY), spent(item, JUNE)) == (351, 391)


def test_a_status_told_meanwhile_does_not_end_what_is_spent(bring, item, act):
    change(item, act=act(date(2025, 6, 5)), course="Udbud")
    bring(ROWS, MAY)
    assert spent(item, JUNE) == 351


def test_a_trial_writes_nothing(bring, plan):
    plan.refresh_from_db()
    before = (Posting.objects.count(), plan.last_recorded_at)
    brought = bring(ROWS, dry_run=True)
    plan.refresh_from_db()
    assert brought.has_work and (Posting.objects.count(), plan.last_recorded_at) == before


def test_a_row_in_fault_stops_it_until_it_is_left_out(bring, item):
    rows = (*ROWS, ("123", "", 0, 0, 5))
    assert bring(rows).is_stopped and spent(item, MAY) == 0
    brought = bring(rows, skip_faulty=True)
    assert brought.id and spent(item, MAY) == 351 and all(one.adds_up for one in brought.found.sums)


def test_taken_back_as_one_by_counter_postings(bring, item, coordinator):
    kept = Import.objects.get(pk=bring(ROWS).id)
    undo_extract(kept, by=coordinator, now=datetime(2025, 7, 2, tzinfo=UTC))
    assert spent(item, MAY) == 0 and spent(item, JUNE) == 0
    assert Posting.objects.exclude(corrects=None).count() == 2
    assert not list(violations())
    assert bring(ROWS).has_work


def test_what_later_postings_rest_on_is_not_taken_back_before_them(bring, item, coordinator):
    first = Import.objects.get(pk=bring(ROWS).id)
    second = Import.objects.get(pk=bring(LATER, JUNE).id)
    later = datetime(2025, 7, 2, tzinfo=UTC)
    with pytest.raises(Refused):
        undo_extract(first, by=coordinator, now=later)
    undo_extract(second, by=coordinator, now=later)
    assert what_holds_extract(first) is None
    undo_extract(first, by=coordinator, now=later + timedelta(hours=1))
    assert (spent(item, MAY), spent(item, JUNE)) == (0, 0)


def test_what_was_posted_by_hand_is_replaced_by_what_the_accounts_tell(bring, item, act):
    set_amounts(item, {SPENT: 300}, act=act(date(2025, 5, 1)))
    bring(ROWS)
    assert spent(item, MAY) == 351


def test_without_its_rule_the_account_belongs_to_nobody(bring, mapped, coordinator):
    drop_rule(mapped, by=coordinator, now=datetime(2025, 6, 2, tzinfo=UTC))
    assert not bring(ROWS).found.rows_matched


@pytest.mark.parametrize("figures", [set(), {Figure.SPENT}])
def test_nothing_that_the_extract_has_is_refused(bring, figures):
    with pytest.raises(Refused):
        bring((("Konto", "Budget"), (WAGES, 1)), figures=figures)


def test_what_was_asked_for_and_has_no_column_is_told(bring):
    rows = (("Konto", "Forbrug"), (WAGES, 7))
    found = bring(rows, figures={Figure.SPENT, Figure.BUDGET}).found
    assert any("ingen kolonne med vedtaget budget" in one.message for one in found.cautions)


def test_an_older_extract_tells_that_a_later_one_holds(bring, item):
    bring(LATER, JUNE)
    found = bring(ROWS, MAY).found
    assert any("30.06.2025" in one.message or "30.6.2025" in one.message for one in found.cautions)
    assert spent(item, JUNE) == 391


def test_a_corrected_budget_is_told_whole(bring, item, act):
    given = {AmountKey(2025, phase, "capital", "2025"): kroner for phase, kroner in (("adopted", 9), ("transfer", -1))}
    set_amounts(item, given, act=act(MAY))
    (change,) = bring((HEADING, (WAGES, "Løn", 0, 12, 0)), figures={Figure.CORRECTED}).found.changes
    assert (change.before, change.after) == (8, 12)
