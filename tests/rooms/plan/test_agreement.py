# SPDX-License-Identifier: MPL-2.0
"""The agreement's paragraphs are locked, and each becomes an item or says why it needs none."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from udmoent.audit.models import Event
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import NewItem, add
from udmoent.plan.agreement import Paragraph, describe, lay_down, link, need_no_item, take_back, uncovered, unlink
from udmoent.plan.facts import Facts, Kind

NOW = datetime(2025, 1, 15, 9, tzinfo=UTC)
DAY = date(2025, 1, 15)
TEXTS = ("Der bygges en skole.", "Vi takker hinanden.", "Der plantes træer.")


@pytest.fixture
def paragraphs(plan, coordinator):
    told = [Paragraph(text=text, page=page) for page, text in enumerate(TEXTS, start=1)]
    return lay_down(plan.agreement, told, by=coordinator, now=NOW)


@pytest.fixture
def bare(plan, act):
    """An item that came without the agreement's words."""
    return add(plan, NewItem(kind=Kind.CAPITAL, facts=Facts(title="Ny skole", body="BUU")), act=act(date(2024, 12, 11)))


def facts(item):
    return item.plan.items.filter(pk=item.pk).as_of(DAY).get().facts


def test_paragraphs_are_numbered_on_from_those_that_are_there(plan, paragraphs, coordinator):
    more = lay_down(plan.agreement, [Paragraph(text="Et tillæg.")], by=coordinator, now=NOW)
    assert [one.number for one in (*paragraphs, *more)] == [1, 2, 3, 4]


def test_the_same_paragraph_is_not_laid_down_twice(plan, paragraphs, coordinator):
    with pytest.raises(Refused, match="Der plantes træer"):
        lay_down(plan.agreement, [Paragraph(text=TEXTS[2])], by=coordinator, now=NOW)
    assert plan.agreement.paragraphs.count() == 3


def test_nothing_is_not_laid_down(plan, coordinator):
    with pytest.raises(Refused):
        lay_down(plan.agreement, [], by=coordinator, now=NOW)


@pytest.mark.parametrize("column", ["text", "number", "page"])
def test_the_database_itself_locks_the_wording(paragraphs, column):
    setattr(paragraphs[0], column, 7)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        paragraphs[0].save(update_fields=[column])


def test_what_is_left_is_neither_linked_nor_explained(plan, paragraphs, bare, act, coordinator):
    link(paragraphs[0], [bare], act=act(DAY))
    need_no_item(paragraphs[1], because="Indledning", by=coordinator, now=NOW)
    assert [one.number for one in uncovered(plan)] == [3]


def test_an_item_is_given_the_agreements_words(paragraphs, bare, act):
    link(paragraphs[0], [bare], act=act(DAY))
    assert (facts(bare).agreed_text, facts(bare).agreed_reference) == (TEXTS[0], "Afsnit 1, side 1")


def test_an_item_that_has_words_of_its_own_keeps_them(paragraphs, item, act):
    link(paragraphs[0], [item], act=act(DAY))
    assert facts(item).agreed_text == "Der bygges en ny daginstitution."


def test_an_item_belongs_to_one_paragraph(paragraphs, bare, act):
    link(paragraphs[0], [bare], act=act(DAY))
    with pytest.raises(Refused, match=bare.number):
        link(paragraphs[2], [bare], act=act(DAY))
    bare.refresh_from_db()
    assert bare.paragraph == paragraphs[0]


def test_unlinking_takes_the_words_away_that_came_with_the_paragraph(plan, paragraphs, bare, act):
    link(paragraphs[0], [bare], act=act(DAY))
    unlink(bare, act=act(DAY))
    assert facts(bare).agreed_text == "" and len(uncovered(plan)) == 3


def test_unlinking_leaves_an_items_own_words(paragraphs, item, act):
    link(paragraphs[0], [item], act=act(DAY))
    unlink(item, act=act(DAY))
    assert facts(item).agreed_text == "Der bygges en ny daginstitution."


def test_a_paragraph_with_an_item_does_need_one(paragraphs, bare, act, coordinator):
    link(paragraphs[0], [bare], act=act(DAY))
    with pytest.raises(Refused, match=bare.number):
        need_no_item(paragraphs[0], because="Indledning", by=coordinator, now=NOW)


def test_a_paragraph_that_needs_none_is_not_linked(paragraphs, bare, act, coordinator):
    need_no_item(paragraphs[0], because="Indledning", by=coordinator, now=NOW)
    with pytest.raises(Refused):
        link(paragraphs[0], [bare], act=act(DAY))


def test_a_reason_can_be_taken_out_again_and_the_log_keeps_both(plan, paragraphs, coordinator):
    need_no_item(paragraphs[0], because="Indledning", by=coordinator, now=NOW)
    need_no_item(paragraphs[0], because="", by=coordinator, now=NOW)
    told = [event.told["because"] for event in Event.objects.filter(act="need_no_item").order_by("pk")]
    assert told == ["Indledning", ""] and len(uncovered(plan)) == 3


def test_paragraphs_are_taken_back_while_nothing_is_built_on_them(plan, paragraphs, coordinator):
    assert take_back(plan.agreement, by=coordinator, now=NOW) == 3
    assert not plan.agreement.paragraphs.exists()


def test_paragraphs_that_something_hangs_on_stay(plan, paragraphs, bare, act, coordinator):
    link(paragraphs[2], [bare], act=act(DAY))
    with pytest.raises(Refused, match="3"):
        take_back(plan.agreement, by=coordinator, now=NOW)
    assert plan.agreement.paragraphs.count() == 3


def test_what_was_said_of_the_agreement_before_stays_in_the_log(plan, coordinator):
    before = plan.agreement.name
    told = {"signed_on": date(2024, 9, 12), "parties": [{"letter": "A", "name": "Alle", "signer": ""}]}
    describe(plan.agreement, name="Budgetaftale 2025-2028", **told, by=coordinator, now=NOW)
    event = Event.objects.get(act="describe_agreement")
    assert event.told["before"]["name"] == before and plan.agreement.parties[0]["letter"] == "A"
