# SPDX-License-Identifier: MPL-2.0
"""Building the demo: who is in it, how its history lies, and when it is not built."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import authenticate

from tests.once import DEMO_BUILT_AT as NOW
from udmoent.audit.models import Event
from udmoent.demo.actions import DEMO_PASSWORD, DEMO_TODAY, build_demo, sign_ins
from udmoent.demo.rules import why_not_build
from udmoent.editions.agenda import meeting_before, meetings_of_directorate
from udmoent.editions.check import violations
from udmoent.editions.duties import Because, to_watch
from udmoent.editions.gather import gather
from udmoent.editions.saved_views import views_of
from udmoent.editions.silence import last_said
from udmoent.followup.models import FollowUp, ItemDecision
from udmoent.lib.refusal import Refused
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Holding, Municipality, Person, Position, Role, User
from udmoent.organisation.rules import ROLES
from udmoent.plan.actions import Act, change
from udmoent.plan.facts import Stage
from udmoent.plan.models import AgreementParagraph, Attachment, ItemState, Plan
from udmoent.plan.notes import notes_on


def test_there_is_a_sign_in_for_each_role(demo: Plan):
    assert sorted(sign_ins().values()) == sorted(ROLES)
    for email, role in sign_ins().items():
        user = authenticate(username=email, password=DEMO_PASSWORD)
        assert [given.name for given in user.roles.all()] == [role]
        assert email.endswith("@demo.example")


def test_committee_people_belong_to_their_committee(demo: Plan):
    told = {role.name: role.body.abbreviation for role in Role.objects.exclude(body=None)}
    assert told == {"committee_secretary": "BUU", "committee_member": "BUU"}


def test_every_responsible_is_a_post_that_somebody_holds(demo: Plan):
    held = set(Position.objects.filter(holdings__isnull=False).values_list("title", flat=True))
    assert {item.responsible for item in gather(demo, DEMO_TODAY).items} <= held


def test_nobody_in_it_has_a_name_of_a_person(demo: Plan):
    assert all(person.name.startswith("Demo ") for person in Person.objects.all())
    assert all("eksempel" in party["signer"] for party in demo.agreement.parties)


def test_every_paragraph_has_an_item_or_a_reason(demo: Plan):
    paragraphs = AgreementParagraph.objects.filter(agreement=demo.agreement)
    without = paragraphs.filter(items=None)
    assert all(paragraph.needs_no_item_because for paragraph in without) and 2 <= without.count() <= 3
    assert not paragraphs.filter(items__isnull=False).exclude(needs_no_item_because="").exists()
    assert [paragraph.number for paragraph in paragraphs] == list(range(1, paragraphs.count() + 1))


def test_states_are_recorded_in_the_order_they_were_learnt(demo: Plan):
    states = list(ItemState.objects.order_by("pk").values_list("recorded_at", "applies_on"))
    moments = [recorded_at for recorded_at, _applies_on in states]
    assert moments == sorted(moments)
    assert moments[0].date().isoformat() == "2024-11-27" and moments[-1] < NOW
    assert max(Counter(state.item_id for state in ItemState.objects.all()).values()) >= 4


def test_one_correction_came_after_the_version_was_sealed(demo: Plan):
    edition = demo.editions.get(name="ultimo maj 2025")
    late = ItemState.objects.filter(applies_on__lte=edition.as_of, recorded_at__gt=edition.sealed_at)
    assert [state.item.number for state in late] == ["D305"]


def test_the_withdrawal_points_at_the_councils_decision(demo: Plan):
    state = ItemState.objects.filter(stage=Stage.WITHDRAWN).first()
    assert state.decision.meeting.body.abbreviation == "KB"
    assert Decision.objects.count() >= 10


def test_building_again_keeps_what_was_changed(demo: Plan):
    item = demo.items.get(number="R101")
    by = Person.objects.get(name="Demo Plankoordinator")
    change(item, act=Act(by=by, now=NOW, applies_on=DEMO_TODAY), status_text="Rettet af en bruger.")
    before = (ItemState.objects.count(), Event.objects.count(), User.objects.count())
    assert build_demo(now=datetime(2025, 9, 30, 15, tzinfo=UTC)) == demo
    assert (ItemState.objects.count(), Event.objects.count(), User.objects.count()) == before
    assert next(one for one in gather(demo, DEMO_TODAY).items if one.number == "R101").status_text.startswith("Rettet")


def test_it_is_not_built_beside_a_real_plan(plan: Plan):
    with pytest.raises(Refused):
        build_demo(now=NOW)
    assert list(Plan.objects.all()) == [plan] and not User.objects.exists()


def test_it_does_not_overwrite_a_towns_own_configuration(town: Municipality):
    own = town.configuration_text + "\n# vores egen\n"
    Municipality.objects.update(configuration_text=own)
    with pytest.raises(Refused):
        build_demo(now=NOW)
    assert Municipality.objects.get().configuration_text == own


def test_it_is_built_in_a_town_that_is_set_up_already(town: Municipality):
    assert build_demo(now=NOW).municipality == town


@pytest.mark.parametrize(
    "others, has_own_configuration, may", [([], False, True), (["Plan"], False, False), ([], True, False)]
)
def test_sample_data_never_lies_beside_real_data(others, has_own_configuration, may):
    assert (why_not_build(others=others, has_own_configuration=has_own_configuration) is None) == may


def test_it_keeps_every_rule_of_the_database(demo: Plan):
    assert not list(violations())


def test_somebody_stands_in_for_a_post(demo: Plan):
    holding = Holding.objects.in_force(DEMO_TODAY).get(is_deputy=True)
    assert (holding.position.title, holding.person.name) == ("dagtilbudschef", "Demo Souschef i dagtilbud")


def test_a_post_went_from_one_to_another(demo: Plan):
    first, second = Holding.objects.filter(position__title="skolechef")
    assert first.valid_to is not None and first.valid_to < second.valid_from
    assert first.person != second.person and second.valid_to is None


def test_documents_are_invented_and_most_of_them_internal(demo: Plan):
    attached = list(Attachment.objects.all())
    assert len(attached) >= 4 and all(one.address.startswith("https://dokumenter.example/") for one in attached)
    assert {one.visibility for one in attached} == {"public", "internal"}


def test_the_directorate_has_said_something_beside_the_responsible(demo: Plan):
    assert notes_on(demo.items.values_list("pk", flat=True), DEMO_TODAY)


def test_lists_are_saved_for_everybody_and_each_shows_some_items(demo: Plan, client, settings):
    settings.UDMOENT_TODAY = DEMO_TODAY
    client.force_login(User.objects.get(email="laeser@demo.example"))
    views = list(views_of(Person.objects.get(name="Demo Udviklingskonsulent")))
    assert len(views) == 3 and all(view.is_shared for view in views)
    for view in views:
        answer = client.get(f"/plan/{demo.pk}/?{view.query}")
        assert answer.status_code == 200, view.name
        assert 0 < answer.content.decode().count("data-number=") < 30 and answer.context["chips"], view.name


def test_the_directorate_meets_each_reason_to_look_at_an_item(demo: Plan):
    watched = to_watch(gather(demo, DEMO_TODAY), last_said(demo, DEMO_TODAY))
    assert {reason for duty in watched for reason in duty.because} == {Because.RED, Because.SILENT, Because.AWAITING}


def test_one_item_was_split_and_the_sum_held(demo: Plan):
    items = {item.number: item for item in gather(demo, DEMO_TODAY).items}
    parts = [item for item in items.values() if item.derived_from == "A304"]
    assert [part.kind for part in parts] == ["capital"]
    of_2026 = [amount.kroner for one in (items["A304"], *parts) for amount in one.amounts if amount.year == 2026]
    assert sum(of_2026) == 1_500_000 and len(of_2026) == 2


def test_two_meetings_of_the_directorate_have_left_notes_a_decision_and_follow_ups(demo: Plan):
    held = [one for one in meetings_of_directorate(demo.municipality) if one.held_on <= DEMO_TODAY]
    august, september = held[-2:]
    notes = demo.items.filter(notes__applies_on__in=[august.held_on, september.held_on]).distinct()
    assert notes.count() >= 3 and meeting_before(september) == august
    assert [one.decision.meeting for one in ItemDecision.objects.all()] == [september]
    follow_ups = FollowUp.objects.of_plan(demo)
    assert follow_ups.open_on(DEMO_TODAY).count() == 3 and follow_ups.exclude(outcome="").count() == 1
    posts = {title.casefold() for title in Position.objects.values_list("title", flat=True)}
    assert {one.who.casefold() for one in follow_ups} <= posts


def test_the_council_approved_the_plan_in_december_as_it_was_sealed(demo: Plan):
    case = demo.cases.get(kind="approval")
    first, last = case.treatments.order_by("place")
    assert (first.body.abbreviation, first.outcome) == ("ØK", "recommended")
    assert (last.body.abbreviation, last.outcome, last.meeting.held_on) == ("KB", "approved", date(2024, 12, 11))
    assert last.decision.text == "Godkendt." and case.edition.name == "original"
    (attached,) = case.attachments.all()
    assert (attached.holds, attached.role) == ("plan", "H") and case.edition.sha256[:12] in attached.title
    assert [
        sent.sent_at.date() < sent.treatment.meeting.held_on for one in (first, last) for sent in one.sent.all()
    ] == [
        True,
        True,
    ]
