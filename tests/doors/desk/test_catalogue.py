# SPDX-License-Identifier: MPL-2.0
"""A råderum round at the desk: who sees what, writing, deciding, the hearing, and packages."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from tests.rooms.catalogue.conftest import (  # noqa: F401 - the catalogue's own cast
    SAVING,
    WHOLE,
    by,
    decision,
    heard,
    proposal,
    round,
)
from udmoent.catalogue.actions import change_proposal, move_to, propose, set_targets
from udmoent.catalogue.content import gather_catalogue
from udmoent.catalogue.facts import Openness, ProposalStage
from udmoent.catalogue.hearing import publish_answer, record_answer
from udmoent.catalogue.models import HearingAnswer, Package, Proposal
from udmoent.economy.targets import targets_on
from udmoent.organisation.models import Unit
from udmoent.organisation.rules import ROLES

SECRET, HEARD, PUBLIC = "Hemmeligt forslag", "Hørt forslag", "Offentligt forslag"


def text(answer) -> str:
    return answer.content.decode()


def address(name: str, *parts: object) -> str:
    return reverse(name, args=[2025, *parts])


def fields(facts, **told: object) -> dict[str, object]:
    """What the proposal's form is sent with."""
    sent = {name: getattr(facts, name) for name in ("title", "body", "unit", "post", "summary", "description")}
    sent |= {name: getattr(facts, name) for name in ("citizens", "staff", "legal_basis")}
    for one in facts.economy:
        sent |= {f"lasting-{one.year}": one.lasting, f"one_off-{one.year}": one.one_off, f"staff_of-{one.year}": "-1,5"}
    return sent | told


@pytest.fixture
def three(round, by):  # noqa: F811
    """A confidential proposal, one in hearing and a public one."""
    told = ((SECRET, Openness.CONFIDENTIAL), (HEARD, Openness.IN_HEARING), (PUBLIC, Openness.PUBLIC))
    made = [
        propose(round, replace(WHOLE, title=title, unit="Veje", post="Vejchef"), openness=how, by=by())
        for title, how in told
    ]
    for stage in (ProposalStage.QUALITY_CHECK, ProposalStage.COMMITTEE):
        for one in made:
            move_to(one, stage, by=by())
    return made


ALL = {"economist", "directorate", "plan_coordinator"}
TO_THE_HEARING = ALL | {"responsible", "deputy", "committee_secretary", "committee_member", "med_representative"}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_what_is_open_to_it(role, sign_in, three):
    told = text(sign_in(role).get(address("catalogue")))
    assert (SECRET in told, HEARD in told, PUBLIC in told) == (role in ALL, role in TO_THE_HEARING, True)


@pytest.mark.parametrize("name", ["proposal", "edit_proposal"])
def test_what_is_not_seen_is_not_there(name, skolechef, three):
    assert skolechef.get(address(name, "F01")).status_code == 404


def test_nothing_is_told_of_what_is_confidential_in_the_list_of_rounds(sign_in, three):
    assert "<div>3<" in text(sign_in("economist").get(reverse("catalogues")))
    assert "<div>1<" in text(sign_in("reader").get(reverse("catalogues")))


def test_an_idea_in_hearing_is_not_read_before_a_committee_treats_it(sign_in, proposal):  # noqa: F811
    assert WHOLE.title not in text(sign_in("med_representative").get(address("catalogue")))


def test_the_catalogue_is_narrowed_and_summed(keeper, three, round, by):  # noqa: F811
    propose(round, replace(WHOLE, title="Færre veje", body="MTU"), by=by())
    set_targets(round, {"BUU": {2025: -1_000_000}}, by=by())
    told = text(keeper.get(address("catalogue"), {"udvalg": "BUU"}))
    assert "Færre veje" not in told and "-900.000" in told and "-1.000.000" in told


def test_a_leader_writes_an_idea_of_the_own_post(skolechef, round):  # noqa: F811
    answer = skolechef.post(address("propose"), fields(WHOLE, post="Skolechef", unit=""))
    assert answer.status_code == 302
    [one] = gather_catalogue(round).proposals
    assert (one.openness, one.facts.economy) == (Openness.CONFIDENTIAL, SAVING)
    assert skolechef.get(address("proposal", "F01")).status_code == 200


def test_a_leader_writes_none_of_others(skolechef, round):  # noqa: F811
    answer = skolechef.post(address("propose"), fields(WHOLE, post="Vejchef", unit="Veje"))
    assert answer.status_code == 422 and not Proposal.objects.exists()


def test_a_leader_sees_and_writes_what_is_of_the_own_posts_unit(skolechef, town, round, by):  # noqa: F811
    post = town.positions.get(title="skolechef")
    post.unit = Unit.objects.create(municipality=town, name="Skoler", valid_from=date(2022, 1, 1))
    post.save()
    propose(round, replace(WHOLE, post=""), by=by())
    assert skolechef.get(address("edit_proposal", "F01")).status_code == 200


def test_a_leader_changes_an_idea_and_nothing_after_it(skolechef, proposal, by):  # noqa: F811
    sent = fields(WHOLE, state=proposal.state.pk, risk="Lille.")
    assert skolechef.post(address("edit_proposal", "F01"), sent).status_code == 302
    assert proposal.state.told.risk == "Lille."
    move_to(proposal, ProposalStage.QUALITY_CHECK, by=by())
    assert skolechef.get(address("edit_proposal", "F01")).status_code == 403


def test_the_second_writer_sees_both(keeper, proposal, by):  # noqa: F811
    seen = proposal.state.pk
    change_proposal(proposal, risk="Andres risiko", by=by())
    answer = keeper.post(
        address("edit_proposal", "F01"), fields(WHOLE, state=seen, climate="Mit klima", openness="in_hearing")
    )
    assert answer.status_code == 409 and "Andres risiko" in text(answer) and "Mit klima" in text(answer)
    assert proposal.state.told.climate == ""
    sent = fields(WHOLE, state=proposal.state.pk, risk="Andres risiko", climate="Mit klima", openness="in_hearing")
    assert keeper.post(address("edit_proposal", "F01"), sent).status_code == 302
    assert (proposal.state.told.risk, proposal.state.told.climate) == ("Andres risiko", "Mit klima")


@pytest.mark.parametrize(("staff", "is_taken"), [("-1,5", True), ("-1.5", True), ("mange", False), ("1,234", False)])
def test_staff_is_written_with_a_comma(keeper, round, staff, is_taken):  # noqa: F811
    answer = keeper.post(address("propose"), fields(WHOLE, openness="public") | {"staff_of-2025": staff})
    assert (answer.status_code == 302) == is_taken


def test_the_greyed_button_tells_why(keeper, round, by):  # noqa: F811
    propose(round, replace(WHOLE, summary=""), by=by())
    told = text(keeper.get(address("proposal", "F01")))
    assert "disabled" in told and "resumé" in told


def test_the_whole_way_to_an_item(keeper, plan, proposal, decision):  # noqa: F811
    for stage in ("quality_check", "committee", "hearing"):
        assert keeper.post(address("move_proposal", "F01", stage)).status_code == 302
    assert keeper.post(address("move_proposal", "F01", "chosen")).status_code == 422
    assert keeper.post(address("move_proposal", "F01", "chosen"), {"decision": decision.pk}).status_code == 302
    answer = keeper.post(address("adopt_proposal", "F01"), {"applies_on": "11.12.2024", "decision": decision.pk})
    proposal.refresh_from_db()
    assert answer["Location"] == reverse("item", args=[plan.pk, proposal.item.number])
    assert f"punkt {proposal.item.number}" in text(keeper.get(address("proposal", "F01")))


def test_a_part_is_chosen_by_its_amounts(keeper, heard, decision):  # noqa: F811
    sent = {"decision": decision.pk, "part-2025": "-100.000", "part-2026": "-300.000"}
    sent |= {"part-2027": "-300.000", "part-2028": "-300.000"}
    assert keeper.post(address("move_proposal", "F01", "partly_chosen"), sent).status_code == 302
    assert [one.net for one in heard.state.decided_economy] == [-100_000, -300_000, -300_000, -300_000]


def test_the_reserve_is_drawn_in(keeper, plan, item, heard, decision, by):  # noqa: F811
    move_to(heard, ProposalStage.RESERVE, by=by(decision=decision))
    sent = {"applies_on": "20.8.2025", "decision": decision.pk, "fills": item.number}
    sent |= {f"part-{one.year}": one.net for one in SAVING}
    assert keeper.post(address("adopt_proposal", "F01"), sent).status_code == 302
    heard.refresh_from_db()
    assert heard.item.states.get().fills == item.number


def test_without_a_plan_of_that_budget_there_is_no_item(keeper, heard, by, decision):  # noqa: F811
    move_to(heard, ProposalStage.CHOSEN, by=by(decision=decision))
    assert keeper.get(address("adopt_proposal", "F01")).status_code == 403


def test_an_answer_is_read_by_others_when_it_is_published(keeper, sign_in, heard, round, by):  # noqa: F811
    keeper.post(
        address("record_answer"),
        {"proposal": "F01", "sender": "Hoved-MED", "received_on": "1.8.2025", "text": "Ole er ked af det."},
    )
    answer = HearingAnswer.objects.get()
    assert answer.proposal == heard
    assert "Hoved-MED" not in text(sign_in("med_representative").get(address("hearing")))
    keeper = sign_in("plan_coordinator")
    page = address("publish_answer", answer.pk)
    assert keeper.post(page, {"text": "Ole, 010190-1234", "is_clean": "on"}).status_code == 422
    assert keeper.post(page, {"text": "En er ked af det."}).status_code == 422
    assert keeper.post(page, {"text": "En er ked af det.", "is_clean": "on"}).status_code == 302
    told = text(sign_in("med_representative").get(address("hearing")))
    assert "En er ked af det." in told and "Ole" not in told


def test_an_answer_to_what_is_confidential_is_not_read(sign_in, three, round, by):  # noqa: F811
    told = {"sender": "Ældrerådet", "text": "Nej.", "received_on": date(2024, 8, 1)}
    publish_answer(record_answer(round, proposal=three[0], by=by(), **told), "Nej.", by=by())
    assert "Ældrerådet" not in text(sign_in("med_representative").get(address("hearing")))


def test_a_package_is_added_up_without_a_script(keeper, proposal, round, by):  # noqa: F811
    set_targets(round, {"BUU": {2025: -500_000}}, by=by())
    told = text(keeper.post(address("compose"), {"valg": "F01", "del-F01-2026": "-200.000", "regn": "ja"}))
    assert "<strong>-300.000</strong>" in told and "<strong>-200.000</strong>" in told and "mangler 200.000" in told
    assert not Package.objects.exists()


def test_what_is_closed_to_others_is_marked_where_it_is_picked(keeper, three):
    assert text(keeper.get(address("compose"))).count('<span class="passed">Fortrolig</span>') == 1


def test_a_package_is_saved_and_opened_again(keeper, proposal):  # noqa: F811
    answer = keeper.post(address("compose"), {"valg": "F01", "del-F01-2026": "-200.000", "navn": "Bred", "gem": "ja"})
    told = text(keeper.get(answer["Location"]))
    assert 'value="-200.000"' in told and "checked" in told
    sent = {"valg": "F01", "navn": "Bred", "gem": "ja"}
    assert keeper.post(answer["Location"], sent).status_code == 302
    assert Package.objects.get().choices.get().part is None


@pytest.mark.parametrize("written", ["-9.000.000", "meget"])
def test_a_part_that_cannot_be_is_told_and_not_saved(keeper, proposal, written):  # noqa: F811
    answer = keeper.post(address("compose"), {"valg": "F01", "del-F01-2026": written, "navn": "Bred", "gem": "ja"})
    assert answer.status_code == 422 and written in text(answer) and not Package.objects.exists()


def test_two_packages_stand_side_by_side(keeper, proposal, round, by):  # noqa: F811
    propose(round, replace(WHOLE, title="Nr. to"), by=by())
    for name, picked in (("Smal", ["F01"]), ("Bred", ["F01", "F02"])):
        keeper.post(address("compose"), {"valg": picked, "navn": name, "gem": "ja"})
    told = text(keeper.get(address("packages")))
    assert "-600.000" in told and told.count('<span class="cross">forskel</span>') == 1


def test_only_the_own_package_is_deleted(sign_in, proposal):  # noqa: F811
    sign_in("economist").post(address("compose"), {"valg": "F01", "navn": "Bred", "gem": "ja"})
    page = address("delete_package", Package.objects.get().pk)
    assert sign_in("directorate").post(page).status_code == 403
    assert sign_in("economist").post(page).status_code == 302 and not Package.objects.exists()


def test_a_round_is_begun_targeted_and_closed(keeper, town):
    days = {"ideas_by": "1.3.2026", "checked_by": "15.4.2026", "hearing_from": "1.6.2026"}
    days |= {"hearing_to": "15.8.2026", "decided_by": "8.10.2026"}
    sent = {"name": "Katalog 2027", "budget_year": 2027} | days
    assert keeper.post(reverse("begin_catalogue"), sent).status_code == 302
    assert keeper.post(reverse("begin_catalogue"), sent).status_code == 422
    page = reverse("catalogue_targets", args=[2027])
    assert keeper.post(page, {"BUU-2027": "1.000.000"}).status_code == 422
    assert keeper.post(page, {"BUU-2027": "-1 mio. kr."}).status_code == 302
    assert targets_on(town, 2027)["BUU", 2027].kroner == -1_000_000
    keeper.post(reverse("close_catalogue", args=[2027]))
    assert town.catalogue_rounds.get().is_closed
    keeper.post(reverse("reopen_catalogue", args=[2027]))
    assert not town.catalogue_rounds.get().is_closed


def test_a_catalogue_is_gathered_in_three_queries(round, three, django_assert_num_queries):  # noqa: F811
    with django_assert_num_queries(3):
        assert len(gather_catalogue(round).proposals) == 3


def test_a_year_without_a_round_is_not_there(keeper, town):
    assert keeper.get(reverse("catalogue", args=[2031])).status_code == 404
