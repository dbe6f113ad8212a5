# SPDX-License-Identifier: MPL-2.0
"""What the sample plan says, on the day of the demo's clock and in its two versions."""

import re
from collections import Counter

import pytest

from tests.rooms.demo.conftest import Told
from udmoent.editions.compare import compare
from udmoent.editions.content import ItemContent, PlanContent, fingerprint
from udmoent.editions.excerpt import excerpt
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import ClosingReason, Kind, Origin, Stage, Visibility

# number, committee, marks, title, 1.000 kr. for four years, responsible, time, stage, assessment, X
AGREED_ROWS = """
R101 | ØK | cross-cutting | Kloge m2 | -500 -1500 -3000 -4000 | ejendomschef | 2. kvartal 2025 | under_way | yellow |
R102 | ØK | cross-cutting | Central flådestyringsenhed | 400 -600 -1200 -1200 | teknik- og miljøchef | 1.9.2025 | under_way | green |
R103 | ØK | cross-cutting | Generativ kunstig intelligens i administrationen | 250 -750 -1500 -2000 | digitaliseringschef | ultimo juni 2025 | under_way | green |
R104 | ØK |  | Enklere arbejdsgange ved aktindsigt | -150 -300 -300 -300 | sekretariatschef | 1.3.2025 | closed | green | X
D101 | ØK | cross-cutting | Effektiviseringsbidrag fordelt på udvalg | -9000 -18000 -27000 -36000 | økonomichef | løbende | under_way | yellow |
D301 | BUU |  | Styrket normering i dagtilbud | 2000 2000 2000 2000 | dagtilbudschef | 1.1.2025 | closed | green | X
D302 | BUU |  | Afledt drift af ny daginstitution (A301) | 0 450 900 900 | dagtilbudschef | afventer | planned | not_assessed |
D501 | MTU | added | Ressourcer til natur- og miljøområdet | 600 1200 1200 1200 | natur- og miljøchef | april 2025 | under_way | green |
A301 | BUU |  | Ny daginstitution | 4000 18000 6000 0 | anlægschef | juni 2025 | awaiting_decision | yellow |
A501 | MTU |  | Asfalt og broer (rammebevilling) | 8000 8000 8000 8000 | vejchef | februar 2025 | under_way | green |
H101 | ØK | cross-cutting, added | Helhedsorienteret indsats mod sygefravær | 0 0 0 0 | HR-chef | marts 2025 | under_way | yellow |
H102 | ØK | cross-cutting, added | De nationale reformer | 0 0 0 0 | kommunaldirektør | løbende | under_way | green |
H301 | BUU |  | Sociale investeringer: model og pulje | 0 0 0 0 | velfærdsdirektør | 2. kvartal 2025 | under_way | green |
""".strip().splitlines()  # noqa: E501 - a table is read across


def row(item: ItemContent, years: tuple[int, ...]) -> list[str]:
    """The item as a row of the table."""
    marks = ["cross-cutting"] * item.is_cross_cutting + ["added"] * (item.origin == Origin.ADDED)
    adopted = [amount for amount in item.amounts if amount.phase == "adopted"]
    kroner = [sum(amount.kroner for amount in adopted if amount.year == year) for year in years]
    amounts = " ".join(f"{one / 1000:g}" for one in kroner)
    told = [item.number, item.body, ", ".join(marks), item.title, amounts, item.responsible, item.time.text]
    return [*told, item.stage, item.assessment, "X" if item.stage == Stage.CLOSED else ""]


def numbered(content: PlanContent) -> dict[str, ItemContent]:
    return {item.number: item for item in content.items}


def test_the_thirteen_rows_are_as_agreed(today: PlanContent):
    items = numbered(today)
    agreed = [[cell.strip() for cell in line.split("|")] for line in AGREED_ROWS]
    assert [row(items[cells[0]], today.years) for cells in agreed] == agreed


def test_about_eighty_items_over_all_parts_headings_and_committees(today: PlanContent):
    assert 70 <= len(today.items) <= 90
    assert {item.kind for item in today.items} == set(Kind)
    assert len(today.headings) == 7
    assert {item.heading for item in today.items if item.kind == Kind.INTENT} == set(today.headings)
    assert min(Counter(item.body for item in today.items)[body] for body in ("ØK", "BUU", "MTU", "KFU")) >= 10
    assert set(Stage) == {item.stage for item in today.items} | {Stage.NOT_STARTED}
    assert today.is_sample


def test_every_item_is_told_in_full(today: PlanContent):
    for item in today.items:
        assert 2 <= len(re.findall(r"[.!?](?: |$)", item.course)) <= 6, item.number
        assert item.coordination and item.time.text and item.responsible and item.unit, item.number
        assert bool(item.agreed_text) == bool(item.agreed_reference) == (item.origin == Origin.AGREEMENT), item.number
        assert item.number[0] == {"operating": "D", "raaderum": "R", "capital": "A", "intent": "H"}[item.kind]


def test_no_text_has_slipped_its_field(today: PlanContent):
    """A misplaced separator in the files would leave it in a field."""
    for item in today.items:
        for told in (*item.commitments, *item.treatments, *item.involvements):
            assert " · " not in str(told), item.number
        assert all(promise.promise for promise in item.commitments), item.number


def test_every_time_can_be_read_or_has_no_days(today: PlanContent):
    without_days = {item.time.text for item in today.items if item.time.first is None}
    assert without_days == {"løbende", "afventer"}


def test_most_items_are_public_and_some_are_not(today: PlanContent):
    counted = Counter(item.visibility for item in today.items)
    assert counted[Visibility.PUBLIC] > 5 * counted[Visibility.INTERNAL] > 0


def test_links_point_at_the_items_they_name(today: PlanContent):
    items = numbered(today)
    assert items["D302"].derived_from == "A301"
    assert {item.number for item in items.values() if item.fills} == {"R103", "R104"}
    for item in items.values():
        assert {item.derived_from, item.fills, item.merged_into} <= {None, *items}, item.number


def test_what_fills_the_contribution_is_saved_once(today: PlanContent):
    counting = [item for item in today.items if item.stage != Stage.WITHDRAWN and not item.fills]
    for total in today.totals.whole:
        key = (total.nature, total.phase, total.price_level, total.year)
        amounts = [one for item in counting for one in item.amounts]
        same = [one.kroner for one in amounts if (one.nature, one.phase, one.price_level, one.year) == key]
        assert sum(same) == total.kroner
    filling = [
        one for item in today.items if item.fills for one in item.amounts if one.year == 2026 and one.phase == "adopted"
    ]
    assert sum(one.kroner for one in filling) == -1_050_000


def test_there_are_two_versions_each_for_a_meeting(told: Told):
    assert [edition[:4] for edition in told.editions] == [
        ("original", "2024-11-27", "KB", "2024-12-11"),
        ("ultimo maj 2025", "2025-05-31", "ØK", "2025-06-10"),
    ]


def test_the_versions_hash_to_what_they_say(told: Told):
    kept = [edition[4] for edition in told.editions]
    assert [fingerprint(content) for content in (told.original, told.end_of_may)] == kept
    assert [content.sha256 for content in (told.original, told.end_of_may)] == kept


@pytest.mark.parametrize("happening", ["new", "withdrawn", "merged", "closed", "reopened", "moved_time", "changed"])
def test_each_thing_that_can_happen_has_happened_by_the_end_of_may(original, end_of_may, happening):
    assert getattr(compare(original, end_of_may), happening)


def test_an_item_has_moved_from_one_committee_to_another(original, end_of_may):
    assert "R104" in [item.number for item in compare(original, end_of_may, "MTU").moved_out]
    changes = {(change.number, change.field): change for change in compare(original, end_of_may).changed}
    assert (changes["H403", "body"].from_, changes["H403", "body"].to) == ("KFU", "BUU")
    assert ("R101", "course") in changes and ("A402", "title") in changes and ("A102", "amounts") in changes


def test_the_cross_cutting_efforts_are_those_the_cases_name(original: PlanContent, end_of_may: PlanContent):
    january = {item.number for item in original.items if item.is_cross_cutting}
    june = {item.number for item in end_of_may.items if item.is_cross_cutting and item.stage != Stage.CLOSED}
    assert {"R101", "R102", "R103", "R104"} <= january and january.isdisjoint({"D501", "H101", "H102"})
    assert {"R101", "R102", "R103", "D501", "H101", "H102"} <= june and "R104" not in june
    assert numbered(end_of_may)["R104"].stage == Stage.CLOSED


@pytest.mark.parametrize("edition", ["original", "end_of_may"])
def test_derived_operation_of_several_capital_projects_has_its_x(edition: str, request: pytest.FixtureRequest):
    items = request.getfixturevalue(edition).items
    closed = {item.derived_from for item in items if item.derived_from and item.stage == Stage.CLOSED}
    assert len(closed) >= 3


def test_the_excerpt_holds_own_shared_and_cross_cutting_items(end_of_may: PlanContent):
    shown = {item.number for item in excerpt(end_of_may, "BUU").items}
    is_seen = lambda item: item.body == "BUU" or "BUU" in item.other_bodies or item.is_cross_cutting  # noqa: E731
    assert shown == {item.number for item in end_of_may.items if is_seen(item)}
    assert {"D301", "D503", "R101", "H403"} <= shown and shown.isdisjoint({"A501", "D103", "R402"})


def test_withdrawn_and_merged_items_tell_why(end_of_may: PlanContent):
    items = numbered(end_of_may)
    assert items["R402"].withdrawn_reason
    assert (items["H106"].closing_reason, items["H106"].merged_into) == (ClosingReason.MERGED, "H102")


@pytest.mark.parametrize("moment", ["original", "end_of_may", "today"])
def test_nothing_is_known_before_it_happens(told: Told, moment: str):
    content: PlanContent = getattr(told, moment)
    for item in content.items:
        days = [item.closed_on, item.noted_on, *(promise.confirmed_on for promise in item.commitments)]
        assert all(day <= content.as_of for day in days if day), item.number
        for one in item.involvements:
            assert not one.result or IndicativeTime.read(one.time, 2025).last <= content.as_of, item.number


def test_promises_are_confirmed_as_the_year_goes_on(told: Told):
    def confirmed(content: PlanContent) -> int:
        return sum(promise.confirmed_on is not None for item in content.items for promise in item.commitments)

    assert confirmed(told.original) < confirmed(told.end_of_may) < confirmed(told.today)
