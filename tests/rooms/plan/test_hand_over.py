# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest

from udmoent.editions.actions import read_back, seal
from udmoent.lib.refusal import Refused
from udmoent.organisation.appointing import add_person, add_position, appoint, deputise, give_role
from udmoent.organisation.models import Municipality, Person, Position
from udmoent.organisation.setting_up import By
from udmoent.plan.actions import NewItem, add, change, close, snapshots
from udmoent.plan.facts import ClosingReason, Commitment, Facts, Kind
from udmoent.plan.handing_over import Handover, hand_over, named_by, rename_position
from udmoent.plan.models import Item, Plan

BEGIN, MOVED, TODAY = date(2024, 12, 11), date(2025, 6, 1), date(2025, 9, 30)


@pytest.fixture
def by(coordinator: Person) -> By:
    return By(person=coordinator, now=datetime(2025, 9, 30, 9, tzinfo=UTC))


@pytest.fixture
def posts(town: Municipality, by: By) -> tuple[Position, Position]:
    return add_position(town, "skolechef", unit=None, by=by), add_position(town, "dagtilbudschef", unit=None, by=by)


@pytest.fixture
def own(plan: Plan, act, posts) -> Item:
    told = {"contributors": ("Skolechef", "HR-chef"), "commitments": (Commitment(party="skolechef", promise="Lærere"),)}
    facts = Facts(title="Flere lærere", body="BUU", responsible="Skolechef", **told)
    return add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(BEGIN))


def on(item: Item, day: date) -> Facts:
    return snapshots(item.plan, [item], day)[item.pk].facts


def test_everything_that_names_the_post_is_found(town, own: Item, item: Item):
    (naming,) = named_by(town, ["skolechef"], TODAY)
    assert naming.item == own and naming.answers and naming.contributes and naming.promises == ("Lærere",)
    assert named_by(town, ["skolechef"], date(2024, 1, 1)) == []


def test_another_post_stands_in_the_items_and_the_past_stays(town, posts, own: Item, act):
    wanted = Handover(person=None, positions=posts[:1], to=posts[1], items=frozenset({own.pk}))
    assert hand_over(town, wanted, act=act(TODAY, why="Ny organisation")) == 1
    now = on(own, TODAY)
    assert (now.responsible, now.contributors) == ("dagtilbudschef", ("dagtilbudschef", "HR-chef"))
    assert now.commitments == (Commitment(party="dagtilbudschef", promise="Lærere"),)
    assert on(own, MOVED).responsible == "Skolechef"


def test_a_back_dated_handover_holds_through_what_was_told_since(town, posts, own: Item, act):
    change(own, status_text="Godt på vej", act=act(TODAY))
    wanted = Handover(person=None, positions=posts[:1], to=posts[1], items=frozenset({own.pk}))
    hand_over(town, wanted, act=act(MOVED, on=TODAY))
    assert on(own, MOVED).responsible == on(own, TODAY).responsible == "dagtilbudschef"
    assert on(own, TODAY).status_text == "Godt på vej" and on(own, MOVED).status_text == ""
    assert on(own, BEGIN).responsible == "Skolechef"


def test_only_the_chosen_items_are_handed_over(town, posts, own: Item, act):
    wanted = Handover(person=None, positions=posts[:1], to=posts[1])
    assert hand_over(town, wanted, act=act(TODAY)) == 0
    assert on(own, TODAY).responsible == "Skolechef"


def test_a_closed_item_keeps_its_closing(town, posts, own: Item, act):
    close(own, reason=ClosingReason.IMPLEMENTED, act=act(MOVED))
    assert not named_by(town, ["skolechef"], TODAY)[0].is_open
    wanted = Handover(person=None, positions=posts[:1], to=posts[1], items=frozenset({own.pk}))
    hand_over(town, wanted, act=act(TODAY))
    assert on(own, TODAY).closed_on == MOVED


def test_another_person_in_the_same_post_changes_nothing_in_the_plan(town, posts, own: Item, act, by: By):
    anna, bo = add_person(town, "Anna", by=by), add_person(town, "Bo", by=by)
    appoint(anna, posts[0], valid_from=BEGIN, by=by)
    give_role(town, "anna@example.dk", "responsible", person=anna, valid_from=BEGIN, by=by)
    give_role(town, "k@example.dk", "plan_coordinator", person=by.person, valid_from=BEGIN, by=by)
    wanted = Handover(person=anna, positions=posts[:1], successor=bo, is_leaving=True)
    assert hand_over(town, wanted, act=act(TODAY)) == 0
    assert bo.signature(TODAY) == anna.signature(MOVED) == "skolechef"
    assert not anna.roles.in_force(TODAY).exists() and own.states.count() == 1


def test_a_refused_handover_changes_nothing(town, posts, own: Item, act, by: By):
    anna = add_person(town, "Anna", by=by)
    appoint(anna, posts[0], valid_from=BEGIN, by=by)
    give_role(town, "anna@example.dk", "plan_coordinator", person=anna, valid_from=BEGIN, by=by)
    wanted = Handover(person=anna, positions=posts[:1], to=posts[1], items=frozenset({own.pk}), is_leaving=True)
    with pytest.raises(Refused):
        hand_over(town, wanted, act=act(TODAY))
    assert own.states.count() == 1 and anna.holdings.in_force(TODAY).exists()
    with pytest.raises(Refused):
        hand_over(town, Handover(person=None, positions=posts[:1], to=posts[0]), act=act(TODAY))


def test_a_post_goes_on_under_a_new_title_with_its_people_and_items_and_the_past_stays(town, posts, own, act, by: By):
    anna, bo = add_person(town, "Anna", by=by), add_person(town, "Bo", by=by)
    appoint(anna, posts[0], valid_from=BEGIN, by=by)
    deputise(bo, posts[0], valid_from=TODAY, by=by)
    version = seal(own.plan, "original", BEGIN, by=by.person, now=by.now)
    change(own, status_text="Godt på vej", act=act(TODAY))
    new = rename_position(posts[0], "børne- og skolechef", valid_from=MOVED, by=by)
    assert on(own, MOVED).responsible == on(own, TODAY).responsible == "børne- og skolechef"
    assert (
        on(own, TODAY).contributors == ("børne- og skolechef", "HR-chef") and on(own, BEGIN).responsible == "Skolechef"
    )
    assert (anna.signature(BEGIN), anna.signature(TODAY), bo.signature(TODAY)) == ("skolechef", new.title, new.title)
    assert not posts[0].holdings.in_force(MOVED).exists() and new.holdings.filter(is_deputy=True).get().person == bo
    assert read_back(version).items[0].responsible == "Skolechef"


def test_a_title_that_is_taken_or_a_post_that_is_over_is_refused_and_nothing_is_changed(town, posts, own, act, by: By):
    anna = add_person(town, "Anna", by=by)
    appoint(anna, posts[0], valid_from=BEGIN, by=by)
    with pytest.raises(Refused):
        rename_position(posts[0], "Dagtilbudschef", valid_from=MOVED, by=by)
    rename_position(posts[0], "børne- og skolechef", valid_from=MOVED, by=by)
    with pytest.raises(Refused, match="Ingen har stillingen"):
        rename_position(posts[0], "rektor", valid_from=TODAY, by=by)
    assert on(own, TODAY).responsible == "børne- og skolechef" and not town.positions.filter(title="rektor").exists()
