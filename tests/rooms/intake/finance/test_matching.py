# SPDX-License-Identifier: MPL-2.0
"""Which item an account belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms.intake.finance.files import GOODS, WAGES
from udmoent.intake.finance.extract import Source
from udmoent.intake.finance.matching import Matcher, Rule, RuleKind, in_order, read_value, why_not_rule
from udmoent.lib.refusal import Refused

ACCOUNT, CENTRE, TEXT = RuleKind
WHOLE = Rule(ACCOUNT, WAGES, "A1")
BEGINS = Rule(ACCOUNT, "525103", "A2")
PLACE = Rule(ACCOUNT, "xxxxxxx0123", "A3")
BY_CENTRE = Rule(CENTRE, "XA-301", "A4")
BY_TEXT = Rule(TEXT, "institution", "A5")
RULES = (BY_TEXT, BEGINS, BY_CENTRE, WHOLE, PLACE)


@pytest.mark.parametrize(
    ("rules", "source", "item"),
    [
        (RULES, Source(WAGES, "XA-301", "Ny institution"), "A1"),
        (RULES, Source(GOODS, "XA-301", "Ny institution"), "A2"),
        (RULES, Source("6451011012300111", "XA-301", ""), "A3"),
        (RULES, Source("6451011000100111", "XA-301", "Ny institution"), "A4"),
        (RULES, Source("", "XA-301-00001", ""), "A4"),
        (RULES, Source("6451011000100111", "XA-3019", "Ny Institution, køb"), "A5"),
        (RULES, Source("6451011000100111", "", "Vej"), None),
        ((Rule(ACCOUNT, "5", ""), BEGINS), Source("5301011000100111", "", ""), ""),
    ],
)
def test_the_most_precise_rule_decides(rules, source, item):
    match = Matcher(rules).of(source)
    assert (match.rule.item if match.rule else None) == item and not match.conflict


@given(st.permutations(RULES), st.sampled_from([WAGES, GOODS, "6451011012300111", "6451011000100111"]))
def test_the_order_in_which_rules_were_made_does_not_matter(rules, account):
    source = Source(account, "XA-301", "Ny institution")
    assert Matcher(rules).of(source) == Matcher(RULES).of(source) and in_order(rules) == in_order(RULES)


def test_equally_precise_rules_that_do_not_agree_decide_nothing():
    other = Rule(ACCOUNT, "xx5103", "A9")
    by = Rule(ACCOUNT, "5251", "A2")
    match = Matcher([by, other]).of(Source(WAGES, "", ""))
    assert match.rule is None and set(match.conflict) == {by, other}
    assert Matcher([by, Rule(ACCOUNT, "xx5103", "A2")]).of(Source(WAGES, "", "")).rule is not None


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (ACCOUNT, "5.25.10 3", "525103"),
        (ACCOUNT, "5.25.10 x x 0123", "52510xx0123"),
        (ACCOUNT, "5?2*", "5x2"),
        (CENTRE, " XA-301 ", "XA-301"),
    ],
)
def test_what_was_written_is_kept_in_one_form(kind, written, kept):
    assert read_value(kind, written) == kept


@pytest.mark.parametrize(
    ("kind", "written"), [(ACCOUNT, "femogtyve"), (ACCOUNT, "1" * 17), (ACCOUNT, "xxx"), (TEXT, " . ")]
)
def test_what_can_fit_nothing_is_refused(kind, written):
    with pytest.raises(Refused):
        read_value(kind, written)


def test_two_rules_for_the_same_are_refused():
    assert why_not_rule(Rule(TEXT, "Institution", "A9"), RULES) and not why_not_rule(Rule(TEXT, "Vej", "A9"), RULES)
