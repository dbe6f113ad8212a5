# SPDX-License-Identifier: MPL-2.0
"""What an X, a stage word and a date in a row mean together."""

from datetime import date

import pytest

from udmoent.editions.content import ItemContent
from udmoent.intake.closing import with_closing
from udmoent.plan.facts import ClosingReason, Kind, Stage

DAY = date(2025, 5, 31)
EARLIER = date(2025, 3, 1)
OPEN = ItemContent(id=1, number="A301", kind=Kind.CAPITAL, title="Ny daginstitution", body="BUU", stage=Stage.PLANNED)
CLOSED = ItemContent(
    id=1,
    number="A301",
    kind=Kind.CAPITAL,
    title="Ny daginstitution",
    body="BUU",
    stage=Stage.CLOSED,
    closed_on=EARLIER,
    closed_by="anlægschef",
    closing_reason=ClosingReason.IMPLEMENTED,
)


@pytest.mark.parametrize(
    ("item", "told", "stage"),
    [
        (None, {"is_closed": True}, Stage.CLOSED),
        (None, {"is_closed": False}, None),
        (None, {"is_closed": True, "stage": Stage.UNDER_WAY}, Stage.CLOSED),
        (None, {"is_closed": False, "stage": Stage.CLOSED}, Stage.CLOSED),
        (None, {"closed_on": EARLIER}, Stage.CLOSED),
        (OPEN, {"is_closed": False}, None),
        (OPEN, {"is_closed": True}, Stage.CLOSED),
        (OPEN, {"is_closed": False, "stage": Stage.CLOSED}, Stage.CLOSED),
        (OPEN, {"stage": Stage.UNDER_WAY}, Stage.UNDER_WAY),
        (CLOSED, {"is_closed": True}, Stage.CLOSED),
        (CLOSED, {"is_closed": False}, Stage.UNDER_WAY),
        (CLOSED, {"is_closed": False, "stage": Stage.CLOSED}, Stage.UNDER_WAY),
        (CLOSED, {"is_closed": True, "stage": Stage.PLANNED}, Stage.PLANNED),
        (CLOSED, {}, None),
    ],
)
def test_of_x_and_stage_the_one_that_is_news_counts(item, told, stage):
    assert with_closing(dict(told), item, "plankoordinator", DAY).get("stage") == stage


def test_what_the_file_does_not_say_of_a_closing_is_filled_in():
    told = with_closing({"is_closed": True}, OPEN, "plankoordinator", DAY)
    assert (told["closed_on"], told["closed_by"], told["closing_reason"]) == (
        DAY,
        "plankoordinator",
        ClosingReason.NOT_STATED,
    )


def test_an_x_that_stays_keeps_its_own_date_person_and_reason():
    told = with_closing({"is_closed": True}, CLOSED, "plankoordinator", DAY)
    assert all(told[name] == getattr(CLOSED, name) for name in ("closed_on", "closed_by", "closing_reason"))


def test_reopening_takes_the_closing_away():
    told = with_closing({"is_closed": False}, CLOSED, "plankoordinator", DAY)
    assert (told["closed_on"], told["closed_by"], told["closing_reason"]) == (None, "", None)


def test_merged_means_that_the_item_it_went_into_is_told():
    assert with_closing({"is_closed": True, "merged_into": "A302"}, OPEN, "x", DAY)["closing_reason"] == (
        ClosingReason.MERGED
    )
    assert with_closing({"is_closed": True, "closing_reason": ClosingReason.MERGED}, OPEN, "x", DAY)[
        "closing_reason"
    ] == (ClosingReason.NOT_STATED)


def test_a_withdrawal_without_a_reason_says_so():
    told = with_closing({"stage": Stage.WITHDRAWN}, OPEN, "x", DAY)
    assert told["withdrawn_reason"] == "Ikke oplyst"


def test_a_reason_for_withdrawal_on_an_item_that_is_not_withdrawn_is_left_out():
    assert "withdrawn_reason" not in with_closing({"withdrawn_reason": "Bortfaldet"}, OPEN, "x", DAY)
