# SPDX-License-Identifier: MPL-2.0
"""Each rule made false behind the actions' back, and found."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.economy.models import Posting
from udmoent.editions import content as tree
from udmoent.editions.actions import seal
from udmoent.editions.check import violations
from udmoent.editions.gather import gather
from udmoent.editions.models import Edition
from udmoent.editions.violation import Violation
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.actions import NewItem, add, add_all, change, merge, withdraw
from udmoent.plan.facts import Facts, HearingAnswer, Involvement, Kind, Source, Stage, Treatment
from udmoent.plan.models import AgreementParagraph, Item, ItemState, Plan, Snapshot

ADDED, JANUARY, FEBRUARY = date(2024, 12, 11), date(2025, 1, 15), date(2025, 2, 15)
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def found() -> list[tuple[str, str, int]]:
    return [(violation.rule, violation.table, violation.id) for violation in violations()]


@pytest.fixture
def state(item: Item, coordinator: Person) -> Callable[..., ItemState]:
    """Writes a state straight into the table; `of` another item than A301, `facts` laid over what it says."""

    def write(applies_on: date = JANUARY, *, of: Item = item, **told: object) -> ItemState:
        stamps = {"recorded_at": NOON, "source": Source.EDIT, "municipality": of.municipality, "decision": None}
        stamps |= {name: told.pop(name) for name in stamps if name in told}
        facts = Facts(title="Ny daginstitution", body="BUU", agreed_text="Der bygges en ny daginstitution.")
        columns = Snapshot(replace(facts, **told)).columns()
        Plan.objects.filter(pk=of.plan_id).update(last_recorded_at=NOON + timedelta(days=1))
        return ItemState.objects.create(item=of, applies_on=applies_on, recorded_by=coordinator, **stamps, **columns)

    return write


@pytest.fixture
def other(plan: Plan, act, item: Item) -> Item:
    return add(plan, NewItem(kind=Kind.INTENT, facts=Facts(title="Skole", body="BUU")), act=act(ADDED))


def test_a_treatment_is_held_when_it_is_told(state):
    told = (Treatment(body="BUU", held_on=date(2025, 3, 1)), Treatment(body="BUU", held_on=date(2025, 3, 2)))
    state(treatments=told[:1])
    assert not found()
    wrong = state(treatments=told)
    assert found() == [("treatment_was_held_when_told", "plan_itemstate", wrong.pk)]


@pytest.fixture
def elsewhere(db) -> Municipality:
    return Municipality.objects.create(slug="andetsteds", name="Andetsteds", configuration_text="")


@pytest.fixture
def decision(town: Municipality) -> Decision:
    meeting = Meeting.objects.create(municipality=town, body=town.bodies.get(abbreviation="KB"), held_on=JANUARY)
    return Decision.objects.create(municipality=town, meeting=meeting, title="Daginstitution", text="Udgår.")


def test_an_empty_database_breaks_nothing(db):
    assert found() == []


def test_what_the_actions_write_breaks_nothing(plan: Plan, item: Item, other: Item, act, coordinator, decision):
    heading = plan.agreement.headings.first()
    change(other, act=act(JANUARY), heading=heading.name, treatments=(Treatment(body="ØK"), Treatment(body="")))
    change(item, act=act(ADDED, on=FEBRUARY), course="Udbud", derived_from=other.number)
    set_amounts(item, {AmountKey(2025, "adopted", "capital", "2025"): 4_000_000}, act=act(JANUARY, on=FEBRUARY))
    merge(other, item, act=act(JANUARY, on=FEBRUARY))
    withdraw(item, reason="Færre børn", act=act(FEBRUARY, decision=decision))
    change(item, act=act(FEBRUARY), status_text="Besluttet")
    seal(plan, "original", FEBRUARY, by=coordinator, now=NOON)
    assert found() == []


def test_a_violation_says_what_is_wrong_in_danish(state):
    state(body="XYZ")
    (violation,) = violations()
    assert isinstance(violation, Violation)
    assert "A301" in violation.message and "XYZ" in violation.message and "organ" in violation.message


def sealed_with(plan: Plan, by: Person, content: str, sha256: str) -> Edition:
    return Edition.objects.create(
        municipality=plan.municipality, plan=plan, name="original", as_of=JANUARY, sealed_at=NOON, sealed_by=by,
        sha256=sha256, content=content,
    )  # fmt: skip


def test_an_edition_that_is_not_what_was_sealed(plan: Plan, item: Item, coordinator: Person):
    whole = gather(plan, JANUARY)
    changed = tree.to_json(replace(whole, sha256=tree.fingerprint(replace(whole, plan="En anden"))))
    edition = sealed_with(plan, coordinator, changed.decode(), json.loads(changed)["sha256"])
    assert found() == [("edition_has_its_hash", "editions_edition", edition.pk)]


def test_an_edition_that_tells_another_hash_than_its_own(plan: Plan, item: Item, coordinator: Person):
    whole = gather(plan, JANUARY)
    sealed = tree.to_json(replace(whole, sha256=tree.fingerprint(whole)))
    edition = sealed_with(plan, coordinator, sealed.decode(), "0" * 64)
    assert found() == [("edition_has_its_hash", "editions_edition", edition.pk)]


def test_an_edition_that_is_called_otherwise_than_it_was_sealed(plan: Plan, item: Item, coordinator: Person):
    for called, as_of in (("ultimo maj 2025", JANUARY), ("original", FEBRUARY)):
        whole = replace(gather(plan, as_of), edition=called)
        sealed = tree.to_json(replace(whole, sha256=tree.fingerprint(whole)))
        edition = sealed_with(plan, coordinator, sealed.decode(), tree.fingerprint(whole))
        assert found() == [("edition_is_what_it_is_called", "editions_edition", edition.pk)]
        edition.delete()


@pytest.mark.parametrize("spoil", [lambda text: text + " ", lambda text: text[:-1], lambda text: "[]", lambda text: ""])
def test_an_edition_that_is_not_canonical(plan: Plan, item: Item, coordinator: Person, spoil):
    whole = gather(plan, JANUARY)
    sha256 = tree.fingerprint(whole)
    text = spoil(tree.to_json(replace(whole, sha256=sha256)).decode())
    edition = sealed_with(plan, coordinator, text, sha256)
    assert found() == [("edition_is_canonical", "editions_edition", edition.pk)]


def test_a_state_recorded_before_the_one_it_follows(state):
    state()
    late = state(recorded_at=datetime(2025, 2, 1, tzinfo=UTC))
    assert found() == [("recorded_in_order", "plan_itemstate", late.pk)]


def test_a_posting_recorded_before_the_one_it_follows(item: Item, act, coordinator: Person):
    (first,) = set_amounts(item, {AmountKey(2025, "adopted", "capital", "2025"): 1}, act=act(FEBRUARY))
    posting = Posting.objects.get(pk=first.pk)
    posting.pk, posting.applies_on, posting.recorded_at = None, JANUARY, datetime(2025, 2, 1, tzinfo=UTC)
    posting.save(force_insert=True)
    assert found() == [("recorded_in_order", "economy_posting", posting.pk)]


def test_a_plan_that_hides_what_was_recorded_last(state, plan: Plan):
    state()
    for moment in (datetime(2025, 2, 1, tzinfo=UTC), None):
        Plan.objects.update(last_recorded_at=moment)
        assert found() == [("plan_knows_its_last_moment", "plan_plan", plan.pk)]


def test_a_state_that_applies_after_the_day_it_was_recorded(state):
    early = state(date(2025, 3, 2))
    assert found() == [("applies_not_after_recorded_day", "plan_itemstate", early.pk)]


def test_the_recorded_day_is_the_towns(state):
    state(date(2025, 3, 2), recorded_at=datetime(2025, 3, 1, 23, 30, tzinfo=UTC))
    assert found() == []


@pytest.mark.parametrize(
    "told", [{"body": "XYZ"}, {"other_bodies": ("BUU", "XYZ")}, {"treatments": (Treatment(body="XYZ"),)}]
)
def test_a_body_that_the_town_does_not_have(state, told):
    assert found() == []
    unknown = state(**told)
    assert found() == [("body_is_known", "plan_itemstate", unknown.pk)]


def test_a_heading_that_is_not_the_agreements(state, item: Item, other: Item):
    state(heading="Kun hensigtserklæringer står under hovedpunkter")
    strange = state(of=other, heading="Noget andet")
    assert found() == [("heading_is_the_agreements", "plan_itemstate", strange.pk)]


@pytest.mark.parametrize("link", ["derived_from", "fills"])
def test_a_link_to_what_is_not_in_the_plan(state, link):
    astray = state(**{link: "A999"})
    assert found() == [("link_is_in_the_plan", "plan_itemstate", astray.pk)]


def test_links_that_make_a_ring(state, item: Item, other: Item):
    state(derived_from=other.number)
    back = state(FEBRUARY, of=other, derived_from=item.number)
    assert found() == [("links_make_no_ring", "plan_itemstate", back.pk)]


def test_links_that_never_hold_together_make_no_ring(state, item: Item, other: Item):
    state(JANUARY, derived_from=other.number)
    state(FEBRUARY)
    state(FEBRUARY, of=other, derived_from=item.number)
    assert found() == []


@pytest.mark.parametrize("wording", ["Der bygges to daginstitutioner.", ""])
def test_an_agreed_text_that_changes(state, wording):
    changed = state(agreed_text=wording)
    assert found() == [("agreed_text_never_changes", "plan_itemstate", changed.pk)]


def test_an_agreed_text_that_comes_later_is_no_change(state, other: Item):
    state(of=other, agreed_text="Der bygges en skole.")
    assert found() == []


def test_a_withdrawal_without_a_decision(state):
    withdrawn = state(stage=Stage.WITHDRAWN, withdrawn_reason="Færre børn")
    state(FEBRUARY, stage=Stage.WITHDRAWN, withdrawn_reason="Færre børn", status_text="Udgår")
    assert found() == [("withdrawn_has_a_decision", "plan_itemstate", withdrawn.pk)]


def test_an_imported_withdrawal_may_lack_the_decision(state):
    state(stage=Stage.WITHDRAWN, withdrawn_reason="Færre børn", source=Source.IMPORT)
    assert found() == []


UNLIKELY = [
    ("involvement_names_a_party", Involvement(party="")),
    ("hearing_closes_after_it_opens", Involvement(party="Ældrerådet", opens_on=FEBRUARY, deadline=JANUARY)),
    (
        "hearing_answer_names_its_sender",
        Involvement(party="Ældrerådet", answers=(HearingAnswer(sender="", text="Nej"),)),
    ),
]


@pytest.mark.parametrize(("rule", "involved"), UNLIKELY)
def test_an_involvement_that_cannot_be(state, rule, involved):
    strange = state(involvements=(involved,))
    assert found() == [(rule, "plan_itemstate", strange.pk)]


@pytest.mark.parametrize(("rule", "involved"), UNLIKELY)
def test_an_imported_involvement_may_be_as_it_came(state, rule, involved):
    state(involvements=(involved,), source=Source.IMPORT)
    assert found() == []


def test_a_row_of_another_municipality_than_its_item(state, elsewhere: Municipality, item: Item):
    strange = state(municipality=elsewhere, body="BUU")
    assert ("municipality_is_the_parents", "plan_itemstate", strange.pk) in found()


def test_a_person_of_another_municipality(state, elsewhere: Municipality, item: Item, coordinator: Person):
    stranger = Person.objects.create(municipality=elsewhere)
    Plan.objects.update(last_recorded_at=NOON)
    Posting.objects.create(
        municipality=item.municipality, item=item, applies_on=JANUARY, recorded_at=NOON, recorded_by=stranger,
        year=2025, phase="adopted", nature="capital", price_level="2025", kroner=1, source="edit",
    )  # fmt: skip
    assert [rule for rule, _table, _id in found()] == ["municipality_is_the_parents"]


def test_a_paragraph_without_item_or_reason(plan: Plan, act):
    paragraphs = [
        AgreementParagraph.objects.create(
            municipality=plan.municipality, agreement=plan.agreement, number=number, text="…", needs_no_item_because=why
        )
        for number, why in ((1, ""), (2, "Hensigt uden handling"), (3, ""))
    ]
    add_all(
        plan,
        [NewItem(kind=Kind.INTENT, facts=Facts(title="Skole", body="BUU"), paragraph=paragraphs[2])],
        act=act(ADDED),
    )
    rule = "paragraph_has_an_item_or_a_reason"
    assert found() == [(rule, "plan_agreementparagraph", paragraphs[0].pk)]


def test_an_item_that_says_nothing_on_any_day(plan: Plan):
    bare = Item.objects.create(municipality=plan.municipality, plan=plan, number="A1", kind="capital", origin="added")
    assert found() == [("item_has_a_state", "plan_item", bare.pk)]


def test_no_check_asks_row_by_row(plan: Plan, item: Item, act):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert found() == []
        return len(queries)

    of_one = asked()
    new = [NewItem(kind=Kind.INTENT, facts=Facts(title=f"Punkt {n}", body="BUU", course="x")) for n in range(30)]
    add_all(plan, new, act=act(ADDED))
    assert asked() == of_one
