# SPDX-License-Identifier: MPL-2.0
"""Whatever is in an extract, its sums are told whole, and what is posted makes the items' amounts what it says."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from udmoent.economy.actions import AmountKey
from udmoent.intake.finance.amounts import kroner_of
from udmoent.intake.finance.extract import Extract, Rows, Source, SumKey
from udmoent.intake.finance.headings import Figure
from udmoent.intake.finance.matching import Rule, RuleKind
from udmoent.intake.finance.reconcile import Found, Known, Of, reconcile

ITEMS = {f"A30{n}": Known(n, f"A30{n}", "Institution", "capital") for n in (1, 2)}
ACCOUNTS = [f"525103101230{n:04}" for n in range(6)]
RULES = (
    Rule(RuleKind.ACCOUNT, ACCOUNTS[0], "A301"),
    Rule(RuleKind.ACCOUNT, ACCOUNTS[1], "A301"),
    Rule(RuleKind.ACCOUNT, ACCOUNTS[2], "A302"),
    Rule(RuleKind.ACCOUNT, ACCOUNTS[3], ""),
    Rule(RuleKind.ACCOUNT, ACCOUNTS[4], "D999"),
)
FIGURES = frozenset(Figure)
rows = st.lists(
    st.tuples(
        st.sampled_from(ACCOUNTS), st.sampled_from([2025, 2026]), st.sampled_from(Figure), st.integers(-(10**9), 10**9)
    ),
    max_size=30,
)


def extract_of(told) -> Extract:
    found = Extract("u.csv", figures=FIGURES)
    for place, (account, year, figure, oere) in enumerate(told):
        source = Source(account, "", "")
        key = SumKey(source, year, figure)
        found.sums[key] = found.sums.get(key, 0) + oere
        found.rows.setdefault(source, Rows(place, "ark")).count += 1
        found.row_count += 1
    return found


def bring(told, so_far, figures=FIGURES, rules=RULES) -> Found:
    return reconcile(extract_of(told), rules, ITEMS, so_far, figures=figures, level="2025")


def after(so_far, found):
    sums = defaultdict(int, so_far)
    for of, kroner in found.postings.items():
        sums[of] += kroner
    return {of: kroner for of, kroner in sums.items() if kroner}


def of_item(kroner, item, year, *phases):
    return sum(
        amount for of, amount in kroner.items() if (of.item, of.key.year) == (item, year) and of.key.phase in phases
    )


@given(rows)
def test_matched_unmatched_and_left_out_are_together_the_file(told):
    found = bring(told, {})
    for sums in found.sums:
        assert sums.adds_up and sums.whole == sum(row[-1] for row in told if row[2] == sums.figure)
    assert found.rows == found.rows_matched + found.rows_unmatched + found.rows_excluded == len(told)


@given(rows, rows)
def test_the_items_have_what_the_file_says_to_the_nearest_krone(first, second):
    so_far = after({}, bring(first, {}))
    kroner = after(so_far, bring(second, so_far))
    told = {(1, year): ACCOUNTS[:2] for year in (2025, 2026)} | {(2, year): ACCOUNTS[2:3] for year in (2025, 2026)}
    for (item, year), accounts in told.items():
        spent = [row[-1] for row in second if row[0] in accounts and row[1:3] == (year, Figure.SPENT)]
        named = {row[0] for row in second if row[1] == year}
        if spent and named >= set(accounts):
            assert of_item(kroner, item, year, "spent") == kroner_of(sum(spent))


@given(rows)
def test_the_same_again_posts_nothing(told):
    so_far = after({}, bring(told, {}))
    assert not bring(told, so_far).postings


@given(rows, st.randoms())
def test_the_order_of_the_rows_does_not_matter(told, chance):
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert bring(told, {}).postings == bring(shuffled, {}).postings


@given(rows, rows)
def test_any_order_of_two_extracts_of_the_same_accounts_ends_with_the_last(first, second):
    """Each account is told in both, so that nothing of the first stays."""
    every = [(account, year, figure, 0) for account in ACCOUNTS for year in (2025, 2026) for figure in Figure]
    straight = after({}, bring(every + second, {}))
    by_way_of = after({}, bring(every + first, {}))
    by_way_of = after(by_way_of, bring(every + second, by_way_of))
    for item in (1, 2):
        for year in (2025, 2026):
            for phases in (("spent",), ("adopted",), ("adopted", "supplementary")):
                assert of_item(straight, item, year, *phases) == of_item(by_way_of, item, year, *phases)


SPENT = AmountKey(2025, "spent", "capital", "2025")


def test_what_was_posted_on_no_account_is_replaced_and_what_is_not_in_the_file_stays():
    so_far = {Of(1, SPENT, ""): 60, Of(1, SPENT, ACCOUNTS[1]): 40}
    found = bring([(ACCOUNTS[0], 2025, Figure.SPENT, 10_000)], so_far)
    assert after(so_far, found) == {Of(1, SPENT, ACCOUNTS[0]): 100, Of(1, SPENT, ACCOUNTS[1]): 40}
    assert found.staying == 1


def test_an_account_that_was_mapped_to_another_item_leaves_the_one_it_had():
    so_far = {Of(2, SPENT, ACCOUNTS[0]): 100}
    found = bring([(ACCOUNTS[0], 2025, Figure.SPENT, 10_000)], so_far)
    assert after(so_far, found) == {Of(1, SPENT, ACCOUNTS[0]): 100}


def test_the_corrected_budget_is_posted_as_what_it_has_beyond_the_adopted():
    told = [(ACCOUNTS[0], 2025, Figure.BUDGET, 100_000), (ACCOUNTS[0], 2025, Figure.CORRECTED, 130_000)]
    kroner = after({}, bring(told, {}))
    assert (of_item(kroner, 1, 2025, "adopted"), of_item(kroner, 1, 2025, "supplementary")) == (1000, 300)


def test_what_was_not_chosen_is_not_touched():
    so_far = {Of(1, SPENT._replace(phase="adopted"), ""): 60}
    told = [(ACCOUNTS[0], 2025, Figure.BUDGET, 100_000), (ACCOUNTS[0], 2025, Figure.SPENT, 5_000)]
    kroner = after(so_far, bring(told, so_far, figures={Figure.SPENT}))
    assert kroner == so_far | {Of(1, SPENT, ACCOUNTS[0]): 50}


def test_what_is_for_an_item_out_of_the_plan_is_told_as_not_mapped():
    (one,) = bring([(ACCOUNTS[4], 2025, Figure.SPENT, 5_000)], {}).unmatched
    assert one.conflict[0].item == "D999" and one.oere == {Figure.SPENT: 5_000}
