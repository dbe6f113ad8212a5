# SPDX-License-Identifier: MPL-2.0
"""A draft that is brought into the plan, and taken back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from udmoent.documents.stamp import Stamp
from udmoent.economy.actions import AmountKey
from udmoent.editions.actions import seal
from udmoent.editions.content import PlanContent
from udmoent.editions.gather import gather
from udmoent.intake.actions import Delivery, Imported, import_new_plan, import_plan, undo_import
from udmoent.intake.draft import Draft, DraftItem, Fault, Spot
from udmoent.intake.models import Import
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import change, close
from udmoent.plan.facts import ClosingReason, Kind
from udmoent.plan.models import ItemState, Plan

DAY = date(2025, 5, 31)
NOW = datetime(2025, 6, 1, 9, tzinfo=UTC)
IN_2025 = AmountKey(2025, "adopted", "capital", "")


def row(number: str = "", title: str = "Ny daginstitution", *, at: int = 2, kind=Kind.CAPITAL, amounts=None, **told):
    spot = Spot(file="plan.xlsx", place="ark 1", row=at)
    return DraftItem(spot=spot, number=number, kind=kind, told={"title": title} | told, amounts=amounts or {})


@pytest.fixture
def bring(plan: Plan, coordinator, tmp_path: Path) -> Callable[..., Imported]:
    def do(*rows: DraftItem, stamp: Stamp | None = None, faults=(), applies_on: date = DAY, **told) -> Imported:
        draft = Draft(file="plan.xlsx", items=rows, stamp=stamp, faults=faults)
        delivery = Delivery(draft=draft, content=b"bytes", by=coordinator, now=NOW, applies_on=applies_on, **told)
        return import_plan(plan, delivery, files=tmp_path)

    return do


def only(content: PlanContent):
    (item,) = content.items
    return item


def test_new_rows_become_items_with_their_amounts(bring, plan):
    bring(row("A301", body="BUU", amounts={IN_2025: 4_000_000}))
    item = only(gather(plan, DAY))
    assert (item.number, item.body, item.amounts[0].kroner, item.amounts[0].price_level) == (
        "A301",
        "BUU",
        4_000_000,
        "2025",
    )


def test_the_file_is_kept_and_named_by_its_sha256(bring, tmp_path):
    bring(row("A301", body="BUU"))
    kept = Import.objects.get()
    assert (tmp_path / kept.file_sha256[:2] / kept.file_sha256).read_bytes() == b"bytes"


def test_the_same_again_writes_nothing(bring):
    bring(row("A301", body="BUU"))
    states = ItemState.objects.count()
    again = bring(row("A301", body="BUU"))
    assert (again.id, again.found.unchanged, ItemState.objects.count()) == (None, 1, states)


def test_a_fault_stops_all_of_it(bring, plan):
    fault = Fault(file="plan.xlsx", place="ark 1", row=3, message="?")
    assert bring(row("A301", body="BUU"), faults=[fault]).is_stopped
    assert gather(plan, DAY).items == ()
    assert not Import.objects.exists()


def test_faulty_rows_can_be_left_out_and_the_rest_brought_in(bring, plan):
    fault = Fault(file="plan.xlsx", place="ark 1", row=3, message="?")
    imported = bring(
        row("A301", body="BUU"), row("A302", title="Hal", body="BUU", at=3), faults=[fault], skip_faulty=True
    )
    assert [item.number for item in gather(plan, DAY).items] == ["A301"]
    assert [spot.row for spot in imported.found.left_out] == [3]


def test_a_trial_writes_nothing(bring, plan):
    assert bring(row("A301", body="BUU"), dry_run=True).found.additions
    assert not plan.items.exists()


def test_a_trial_is_refused_where_the_import_would_be(bring):
    with pytest.raises(Refused, match="XYZ"):
        bring(row("A301", body="XYZ"), dry_run=True)


def test_a_trial_keeps_no_file(bring, tmp_path):
    bring(row("A301", body="BUU"), dry_run=True)
    assert not list(tmp_path.rglob("*"))


def test_with_an_earlier_day_the_later_views_stand(bring, plan, item, act):
    change(item, course="Som i maj", act=act(date(2025, 5, 1)))
    bring(row("A301", course="Som i januar"), applies_on=date(2025, 1, 15))
    assert only(gather(plan, date(2025, 2, 1))).course == "Som i januar"
    assert only(gather(plan, DAY)).course == "Som i maj"


def test_a_field_changed_on_both_sides_is_a_conflict_and_nothing_is_written(bring, plan, item, act):
    stamp = Stamp.of(gather(plan, date(2025, 1, 1)))
    change(item, course="Planens", act=act(date(2025, 5, 1)))
    imported = bring(row("A301", course="Filens"), stamp=stamp)
    assert [one.field for one in imported.found.conflicts] == ["course"]
    assert only(gather(plan, DAY)).course == "Planens"


def test_a_stamp_that_does_not_fit_makes_every_difference_a_conflict(bring, plan, item):
    forged = Stamp(plan=plan.name, as_of=date(2025, 1, 1), known_at=NOW, edition=None, fingerprint="0" * 64)
    assert bring(row("A301", course="Filens"), stamp=forged).is_stopped


def test_a_new_plan_is_begun_only_when_the_import_goes_through(town, coordinator, tmp_path):
    fault = Fault(file="plan.xlsx", message="?")
    draft = Draft(file="plan.xlsx", items=(row("A301", body="BUU"),), faults=(fault,))
    delivery = Delivery(draft=draft, content=b"", by=coordinator, now=NOW, applies_on=DAY)
    assert import_new_plan(town, "Ny plan", 2025, delivery, files=tmp_path).is_stopped
    assert not town.plans.exists()


@pytest.mark.parametrize(
    ("name", "year"), [("", 2025), ("  ", 2025), ("x" * 201, 2025), ("Ny plan", 25), ("Ny plan", 99999)]
)
def test_a_plan_without_a_name_or_a_year_is_not_begun(town, coordinator, tmp_path, name, year):
    draft = Draft(file="plan.xlsx", items=(row("A301", body="BUU"),))
    delivery = Delivery(draft=draft, content=b"", by=coordinator, now=NOW, applies_on=DAY)
    with pytest.raises(Refused):
        import_new_plan(town, name, year, delivery, files=tmp_path)


def test_a_file_without_items_begins_no_plan(town, coordinator, tmp_path):
    delivery = Delivery(draft=Draft(file="plan.xlsx"), content=b"", by=coordinator, now=NOW, applies_on=DAY)
    import_new_plan(town, "Ny plan", 2025, delivery, files=tmp_path)
    assert not town.plans.exists()


class TestUndo:
    def test_items_are_as_before_and_new_ones_gone(self, bring, plan, item, coordinator):
        before = gather(plan, DAY).items
        imported = bring(
            row("A301", course="Ny", amounts={IN_2025: 5_000_000}), row("A302", title="Hal", body="BUU", at=3)
        )
        undo_import(Import.objects.get(pk=imported.id), by=coordinator, now=NOW)
        assert gather(plan, DAY).items == before

    def test_what_was_known_in_between_stays_known(self, bring, plan, item, coordinator):
        imported = bring(row("A301", course="Ny"))
        known = gather(plan, DAY).known_at
        undo_import(Import.objects.get(pk=imported.id), by=coordinator, now=NOW)
        assert only(gather(plan, DAY, known)).course == "Ny"

    def test_refused_once_something_is_built_on_it(self, bring, item, coordinator, act):
        imported = bring(row("A301", course="Ny"))
        close(item, reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 6, 2)))
        with pytest.raises(Refused, match="A301"):
            undo_import(Import.objects.get(pk=imported.id), by=coordinator, now=NOW)

    def test_refused_once_a_version_is_sealed_with_it(self, bring, plan, item, coordinator):
        imported = bring(row("A301", course="Ny"))
        seal(plan, "ultimo maj 2025", DAY, by=coordinator, now=NOW)
        with pytest.raises(Refused, match="ultimo maj 2025"):
            undo_import(Import.objects.get(pk=imported.id), by=coordinator, now=NOW)

    def test_refused_twice(self, bring, item, coordinator):
        kept = Import.objects.get(pk=bring(row("A301", course="Ny")).id)
        undo_import(kept, by=coordinator, now=NOW)
        with pytest.raises(Refused):
            undo_import(kept, by=coordinator, now=NOW)

    def test_what_was_taken_back_can_be_brought_in_again_under_its_number(self, bring, plan, coordinator):
        kept = Import.objects.get(pk=bring(row("A301", body="BUU", course="Først")).id)
        undo_import(kept, by=coordinator, now=NOW)
        again = bring(row("A301", body="BUU", course="Igen"))
        assert [new.number for new in again.found.additions] == ["A301"]
        assert only(gather(plan, DAY)).course == "Igen"

    def test_what_was_built_on_it_and_taken_back_does_not_stand_in_its_way(self, bring, plan, item, coordinator):
        before = gather(plan, DAY).items
        first = bring(row("A301", course="Først", amounts={IN_2025: 1_000}))
        second = bring(row("A301", course="Siden", amounts={IN_2025: 2_000}))
        for imported in (second, first):
            undo_import(Import.objects.get(pk=imported.id), by=coordinator, now=NOW)
        assert gather(plan, DAY).items == before

    def test_a_later_day_that_was_taken_back_still_does(self, bring, item, coordinator):
        """Taking it back wrote down, for that day, what the first one says."""
        first = bring(row("A301", course="Først"), applies_on=date(2025, 3, 1))
        second = bring(row("A301", course="Siden"))
        undo_import(Import.objects.get(pk=second.id), by=coordinator, now=NOW)
        with pytest.raises(Refused, match="A301"):
            undo_import(Import.objects.get(pk=first.id), by=coordinator, now=NOW)
