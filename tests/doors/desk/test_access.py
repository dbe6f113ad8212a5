# SPDX-License-Identifier: MPL-2.0
"""Every address × every role × reading and writing, held against the table in organisation/rules.py."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse

from udmoent.catalogue.actions import By as Proposing
from udmoent.catalogue.actions import begin_round, propose
from udmoent.catalogue.facts import ProposalFacts
from udmoent.catalogue.rules import Days
from udmoent.desk.access import OPEN, SIGNED_IN
from udmoent.documents.actions import bring_template
from udmoent.documents.template.sample import sample_template
from udmoent.editions.communicating import plan_communication
from udmoent.editions.communication_rules import Addressee, Told
from udmoent.editions.models import Communication
from udmoent.followup.actions import Asking, open_round, plan_round, raise_follow_up
from udmoent.followup.models import Round
from udmoent.followup.rules import Timing, days_of
from udmoent.intake.models import CalendarChange, Import
from udmoent.meetings.models import Meeting
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality, User
from udmoent.organisation.setting_up import By
from udmoent.plan.attachments import NewAttachment, attach

# Each address by name: what it takes, and what its parts are.
ADDRESSES = {
    "account_login": (OPEN, {}),
    "account_logout": (OPEN, {}),
    "account_request_login_code": (OPEN, {}),
    "account_confirm_login_code": (OPEN, {}),
    "mfa_authenticate": (OPEN, {}),
    "mfa_login_webauthn": (OPEN, {}),
    "account_inactive": (OPEN, {}),
    "socialaccount_login_cancelled": (OPEN, {}),
    "account_reset_password": (OPEN, {}),
    "account_reset_password_done": (OPEN, {}),
    "account_reset_password_from_key_done": (OPEN, {}),
    "account_reset_password_from_key": (OPEN, {"uidb36": "unknown", "key": "unknown"}),
    "openid_connect_login": (OPEN, {"provider_id": "unknown"}),
    "openid_connect_callback": (OPEN, {"provider_id": "unknown"}),
    "saml_login": (OPEN, {"organization_slug": "unknown"}),
    "saml_acs": (OPEN, {"organization_slug": "unknown"}),
    "saml_finish_acs": (OPEN, {"organization_slug": "unknown"}),
    "saml_sls": (OPEN, {"organization_slug": "unknown"}),
    "saml_metadata": (OPEN, {"organization_slug": "unknown"}),
    "account_home": (SIGNED_IN, {}),
    "account_change_password": (SIGNED_IN, {}),
    "account_set_password": (SIGNED_IN, {}),
    "account_reauthenticate": (SIGNED_IN, {}),
    "account_request_reauthentication_code": (SIGNED_IN, {}),
    "account_confirm_reauthentication_code": (SIGNED_IN, {}),
    "mfa_reauthenticate": (SIGNED_IN, {}),
    "mfa_reauthenticate_webauthn": (SIGNED_IN, {}),
    "mfa_index": (SIGNED_IN, {}),
    "mfa_activate_totp": (SIGNED_IN, {}),
    "mfa_deactivate_totp": (SIGNED_IN, {}),
    "mfa_view_recovery_codes": (SIGNED_IN, {}),
    "mfa_generate_recovery_codes": (SIGNED_IN, {}),
    "mfa_download_recovery_codes": (SIGNED_IN, {}),
    "mfa_list_webauthn": (SIGNED_IN, {}),
    "mfa_add_webauthn": (SIGNED_IN, {}),
    "socialaccount_connections": (SIGNED_IN, {}),
    "usersessions_list": (SIGNED_IN, {}),
    "mfa_edit_webauthn": (SIGNED_IN, {"pk": "none"}),
    "mfa_remove_webauthn": (SIGNED_IN, {"pk": "none"}),
    "letter_link": (OPEN, {"token": "unknown"}),
    "feed": (OPEN, {"secret": "unknown"}),
    "feed_key": (rules.REPORT, {}),
    "language": (OPEN, {}),
    "choose_day": (rules.READ, {}),
    "home": (rules.READ, {}),
    "plan": (rules.READ, {"plan_id": "plan"}),
    "views": (rules.SAVE_VIEW, {"plan_id": "plan"}),
    "rename_view": (rules.SAVE_VIEW, {"plan_id": "plan", "view_id": "none"}),
    "share_view": (rules.SHARE_VIEW, {"plan_id": "plan", "view_id": "none"}),
    "delete_view": (rules.SAVE_VIEW, {"plan_id": "plan", "view_id": "none"}),
    "mine": (rules.REPORT, {"plan_id": "plan"}),
    "unchanged": (rules.REPORT, {"plan_id": "plan"}),
    "answers_by_file": (rules.REPORT, {"plan_id": "plan"}),
    "get_mine": (rules.REPORT, {"plan_id": "plan", "ending": "xlsx"}),
    "answer": (rules.REPORT, {"plan_id": "plan", "number": "number"}),
    "draft_answer": (rules.REPORT, {"plan_id": "plan", "number": "number"}),
    "item": (rules.READ, {"plan_id": "plan", "number": "number"}),
    "add_item": (rules.RESTRUCTURE, {"plan_id": "plan"}),
    "edit_item": (rules.CONTRIBUTE, {"plan_id": "plan", "number": "number"}),
    "paste": (rules.WRITE_ROWS, {"plan_id": "plan"}),
    "together": (rules.CONTRIBUTE, {"plan_id": "plan"}),
    "written": (rules.WRITE_ROWS, {"plan_id": "plan"}),
    "cell": (rules.WRITE_ROWS, {"plan_id": "plan", "number": "number", "field": "title"}),
    "row": (rules.WRITE_ROWS, {"plan_id": "plan", "number": "number"}),
    "close_item": (rules.EDIT_OWN, {"plan_id": "plan", "number": "number"}),
    "reopen_item": (rules.EDIT_OWN, {"plan_id": "plan", "number": "number"}),
    "bodies": (rules.READ, {"plan_id": "plan"}),
    "body": (rules.READ, {"plan_id": "plan", "abbreviation": "body"}),
    "add_meeting": (rules.KEEP_MEETINGS, {"plan_id": "plan", "abbreviation": "body"}),
    "edit_meeting": (rules.KEEP_MEETINGS, {"plan_id": "plan", "abbreviation": "body", "meeting_id": "meeting"}),
    "remove_meeting": (rules.KEEP_MEETINGS, {"plan_id": "plan", "abbreviation": "body", "meeting_id": "meeting"}),
    "minutes": (rules.KEEP_MEETINGS, {"plan_id": "plan"}),
    "check_minutes": (rules.KEEP_MEETINGS, {"plan_id": "plan", "reading_id": "none"}),
    "what_follows": (rules.KEEP_MEETINGS, {"plan_id": "plan", "case_id": "none", "place": "none"}),
    "by_decision": (rules.RESTRUCTURE, {"plan_id": "plan", "decision_id": "none"}),
    "context": (rules.READ, {"plan_id": "plan"}),
    "aim": (rules.READ, {"plan_id": "plan", "code": "strategy"}),
    "link_aims": (rules.CONTRIBUTE, {"plan_id": "plan", "number": "number"}),
    "get_context": (rules.EXPORT, {"plan_id": "plan", "ending": "xlsx"}),
    "calendar": (rules.READ, {"plan_id": "plan"}),
    "import_calendar": (rules.KEEP_MEETINGS, {"plan_id": "plan"}),
    "repeat_meetings": (rules.KEEP_MEETINGS, {"plan_id": "plan"}),
    "bring_meetings": (rules.KEEP_MEETINGS, {"plan_id": "plan"}),
    "calendar_change": (rules.KEEP_MEETINGS, {"plan_id": "plan", "change_id": "calendar_change"}),
    "take_back_calendar": (rules.KEEP_MEETINGS, {"plan_id": "plan", "change_id": "calendar_change"}),
    "work_plan": (rules.READ, {"plan_id": "plan", "abbreviation": "body", "year": "year"}),
    "move_treatment": (rules.PLAN_TREATMENTS, {"plan_id": "plan", "abbreviation": "body", "year": "year"}),
    "plan_item": (rules.PLAN_TREATMENTS, {"plan_id": "plan", "abbreviation": "body", "year": "year"}),
    "note_treated": (rules.PLAN_TREATMENTS, {"plan_id": "plan", "abbreviation": "body", "year": "year"}),
    "undo_treatment": (rules.PLAN_TREATMENTS, {"plan_id": "plan", "abbreviation": "body", "year": "year"}),
    "get_work_plan": (rules.EXPORT, {"plan_id": "plan", "abbreviation": "body", "year": "year", "ending": "ics"}),
    "communication": (rules.READ_WHOLE, {"plan_id": "plan"}),
    "change_communication": (rules.COMMUNICATE, {"plan_id": "plan", "communication_id": "communication"}),
    "communicate_item": (rules.COMMUNICATE, {"plan_id": "plan", "number": "number"}),
    "communicate_edition": (rules.COMMUNICATE, {"plan_id": "plan", "edition_id": "edition"}),
    "get_communication": (rules.READ_WHOLE, {"plan_id": "plan", "ending": "xlsx"}),
    "involvement": (rules.READ_WHOLE, {"plan_id": "plan"}),
    "party": (rules.READ_WHOLE, {"plan_id": "plan", "code": "party"}),
    "involve": (rules.INVOLVE, {"plan_id": "plan", "number": "number"}),
    "change_involvement": (rules.INVOLVE, {"plan_id": "plan", "number": "number", "place": "none"}),
    "hearing_answer": (rules.INVOLVE, {"plan_id": "plan", "number": "number", "place": "none"}),
    "get_involvement": (rules.READ_WHOLE, {"plan_id": "plan", "ending": "xlsx"}),
    "directorate": (rules.DIRECT, {"plan_id": "plan"}),
    "rounds": (rules.READ_WHOLE, {"plan_id": "plan"}),
    "plan_round": (rules.KEEP_ROUNDS, {"plan_id": "plan"}),
    "plan_rounds": (rules.KEEP_ROUNDS, {"plan_id": "plan"}),
    "round": (rules.READ_WHOLE, {"plan_id": "plan", "round_id": "round"}),
    "edit_round": (rules.KEEP_ROUNDS, {"plan_id": "plan", "round_id": "round"}),
    "open_round": (rules.KEEP_ROUNDS, {"plan_id": "plan", "round_id": "round"}),
    "ask_also": (rules.KEEP_ROUNDS, {"plan_id": "plan", "round_id": "round"}),
    "close_round": (rules.KEEP_ROUNDS, {"plan_id": "plan", "round_id": "round"}),
    "seal_round": (rules.SEAL, {"plan_id": "plan", "round_id": "round"}),
    "call_off_round": (rules.KEEP_ROUNDS, {"plan_id": "plan", "round_id": "round"}),
    "directorate_meeting": (rules.DIRECT, {"plan_id": "plan"}),
    "meeting_note": (rules.WRITE_NOTES, {"plan_id": "plan", "meeting_id": "of_directorate", "number": "number"}),
    "meeting_decide": (rules.WRITE_NOTES, {"plan_id": "plan", "meeting_id": "of_directorate", "number": "number"}),
    "meeting_follow_up": (rules.WRITE_NOTES, {"plan_id": "plan", "meeting_id": "of_directorate", "number": "number"}),
    "meeting_done": (
        rules.WRITE_NOTES,
        {"plan_id": "plan", "meeting_id": "of_directorate", "follow_up_id": "follow_up"},
    ),
    "get_agenda": (rules.DIRECT, {"plan_id": "plan", "meeting_id": "of_directorate", "ending": "docx"}),
    "timeline": (rules.READ, {"plan_id": "plan"}),
    "trends": (rules.READ, {"plan_id": "plan"}),
    "withdraw_item": (rules.RESTRUCTURE, {"plan_id": "plan", "number": "number"}),
    "note_closing": (rules.KEEP_MEETINGS, {"plan_id": "plan", "number": "number"}),
    "merge_item": (rules.RESTRUCTURE, {"plan_id": "plan", "number": "number"}),
    "split_item": (rules.RESTRUCTURE, {"plan_id": "plan", "number": "number"}),
    "amounts_of_item": (rules.SET_AMOUNTS, {"plan_id": "plan", "number": "number"}),
    "note": (rules.WRITE_NOTES, {"plan_id": "plan", "number": "number"}),
    "add_treatment": (rules.PLAN_TREATMENTS, {"plan_id": "plan", "number": "number"}),
    "edit_treatment": (rules.PLAN_TREATMENTS, {"plan_id": "plan", "number": "number", "place": "none"}),
    "attach": (rules.CONTRIBUTE, {"plan_id": "plan", "number": "number"}),
    "change_attachment": (rules.CONTRIBUTE, {"plan_id": "plan", "number": "number", "attachment_id": "attachment"}),
    "get_attachment": (rules.READ, {"plan_id": "plan", "number": "number", "attachment_id": "attachment"}),
    "catalogues": (rules.READ, {}),
    "begin_catalogue": (rules.KEEP_CATALOGUE, {}),
    "catalogue": (rules.READ, {"year": "year"}),
    "edit_catalogue": (rules.KEEP_CATALOGUE, {"year": "year"}),
    "catalogue_targets": (rules.KEEP_CATALOGUE, {"year": "year"}),
    "close_catalogue": (rules.KEEP_CATALOGUE, {"year": "year"}),
    "reopen_catalogue": (rules.KEEP_CATALOGUE, {"year": "year"}),
    "propose": (rules.PROPOSE, {"year": "year"}),
    "proposal": (rules.READ, {"year": "year", "number": "proposal"}),
    "edit_proposal": (rules.PROPOSE, {"year": "year", "number": "proposal"}),
    "move_proposal": (rules.KEEP_CATALOGUE, {"year": "year", "number": "proposal", "stage": "proposal_stage"}),
    "adopt_proposal": (rules.KEEP_CATALOGUE, {"year": "year", "number": "proposal"}),
    "hearing": (rules.READ, {"year": "year"}),
    "record_answer": (rules.KEEP_CATALOGUE, {"year": "year"}),
    "publish_answer": (rules.KEEP_CATALOGUE, {"year": "year", "answer_id": "none"}),
    "withhold_answer": (rules.KEEP_CATALOGUE, {"year": "year", "answer_id": "none"}),
    "get_catalogue": (rules.EXPORT, {"year": "year", "ending": "xlsx"}),
    "compose": (rules.COMPOSE, {"year": "year"}),
    "packages": (rules.COMPOSE, {"year": "year"}),
    "delete_package": (rules.COMPOSE, {"year": "year", "package_id": "none"}),
    "editions": (rules.READ, {"plan_id": "plan"}),
    "seal": (rules.SEAL, {"plan_id": "plan"}),
    "edition": (rules.READ, {"plan_id": "plan", "edition_id": "edition"}),
    "edition_item": (rules.READ, {"plan_id": "plan", "edition_id": "edition", "number": "number"}),
    "comparison": (rules.READ, {"plan_id": "plan"}),
    "agreement": (rules.READ, {"plan_id": "plan"}),
    "get_agreement": (rules.READ, {"plan_id": "plan"}),
    "lay_down_agreement": (rules.KEEP_AGREEMENT, {"plan_id": "plan"}),
    "take_back_agreement": (rules.KEEP_AGREEMENT, {"plan_id": "plan"}),
    "about_agreement": (rules.KEEP_AGREEMENT, {"plan_id": "plan"}),
    "paragraph": (rules.KEEP_AGREEMENT, {"plan_id": "plan", "number": "paragraph"}),
    "unlink_item": (rules.KEEP_AGREEMENT, {"plan_id": "plan", "number": "number"}),
    "import": (rules.IMPORT, {"plan_id": "plan"}),
    "check": (rules.IMPORT, {"plan_id": "plan", "reading_id": "none"}),
    "receipt": (rules.IMPORT, {"plan_id": "plan", "import_id": "import"}),
    "undo_import": (rules.IMPORT, {"plan_id": "plan", "import_id": "import"}),
    "import_new": (rules.IMPORT, {}),
    "check_new": (rules.IMPORT, {"reading_id": "none"}),
    "get_list": (rules.EXPORT, {"plan_id": "plan", "ending": "csv"}),
    "get_plan": (rules.EXPORT, {"plan_id": "plan", "ending": "json"}),
    "get_edition": (rules.EXPORT, {"plan_id": "plan", "edition_id": "edition", "ending": "json"}),
    "get_comparison": (rules.EXPORT, {"plan_id": "plan", "ending": "json"}),
    "get_imported": (rules.IMPORT, {"plan_id": "plan", "import_id": "import"}),
    "setup": (rules.SET_UP, {}),
    "setup_bodies": (rules.SET_UP, {}),
    "setup_body_new": (rules.SET_UP, {}),
    "setup_body": (rules.SET_UP, {"body_id": "body_row"}),
    "setup_body_rename": (rules.SET_UP, {"body_id": "body_row"}),
    "setup_units": (rules.SET_UP, {}),
    "setup_unit_new": (rules.SET_UP, {}),
    "setup_unit": (rules.SET_UP, {"unit_id": "unit"}),
    "setup_unit_rename": (rules.SET_UP, {"unit_id": "unit"}),
    "setup_people": (rules.APPOINT, {}),
    "setup_come": (rules.APPOINT, {}),
    "setup_come_by_list": (rules.APPOINT, {}),
    "setup_person": (rules.APPOINT, {"person_id": "person"}),
    "setup_erase": (rules.APPOINT, {"person_id": "person"}),
    "setup_post": (rules.APPOINT, {"position_id": "position"}),
    "setup_post_rename": (rules.APPOINT, {"position_id": "position"}),
    "setup_end_time": (rules.APPOINT, {"holding_id": "holding"}),
    "setup_handover": (rules.APPOINT, {}),
    "setup_roles": (rules.APPOINT, {}),
    "setup_give_role": (rules.APPOINT, {}),
    "setup_end_role": (rules.APPOINT, {"role_id": "role"}),
    "setup_rights": (rules.READ, {}),
    "setup_plan": (rules.KEEP_AGREEMENT, {"plan_id": "plan"}),
    "setup_headings": (rules.KEEP_AGREEMENT, {"plan_id": "plan"}),
    "setup_heading": (rules.KEEP_AGREEMENT, {"plan_id": "plan", "heading_id": "heading"}),
    "setup_parties": (rules.SET_UP, {}),
    "setup_party_new": (rules.SET_UP, {}),
    "setup_party": (rules.SET_UP, {"code": "party"}),
    "setup_strategies": (rules.SET_UP, {}),
    "setup_strategy_new": (rules.SET_UP, {}),
    "setup_strategy": (rules.SET_UP, {"code": "strategy"}),
    "setup_section": (rules.SET_UP, {"slug": "section"}),
    "setup_mails": (rules.SET_UP, {}),
    "setup_sent": (rules.KEEP_ROUNDS, {}),
    "setup_letter": (rules.SET_UP, {"slug": "letter"}),
    "setup_preview": (rules.SET_UP, {"slug": "letter"}),
    "setup_layouts": (rules.SET_UP, {}),
    "setup_templates": (rules.SET_UP, {}),
    "setup_template": (rules.SET_UP, {"template_id": "template"}),
    "setup_leave_template": (rules.SET_UP, {"document": "document"}),
    "get_template_file": (rules.SET_UP, {"template_id": "template"}),
    "get_trial": (rules.SET_UP, {"template_id": "template", "document": "document"}),
    "get_sample_template": (rules.SET_UP, {}),
    "setup_file": (rules.SET_UP, {}),
    "setup_take_file": (rules.SET_UP, {}),
    "setup_version": (rules.SET_UP, {"version_id": "version"}),
    "get_town_file": (rules.SET_UP, {"version_id": "version"}),
    "log": (rules.READ_LOG, {}),
    "get_log": (rules.READ_LOG, {"ending": "json"}),
}
# Those parts that are words whatever the plan; the others are rows.
WORDS = {word: word for word in ("json", "csv", "xlsx", "docx", "ics", "title", "unknown")} | {
    "body": "BUU",
    "number": "A301",
    "section": "numre",
    "strategy": "vores-norddjurs",
    "document": "plan",
    "letter": "kvittering",
    "party": "hoved-med",
    "proposal": "F01",
    "proposal_stage": "quality_check",
    "year": 2025,
    "paragraph": 1,
    "none": 1,
}
ANYWHERE = {part: 1 for _needs, parts in ADDRESSES.values() for part in parts.values()} | WORDS
OF_ONES_OWN = (
    *(rules.INVOLVE, rules.COMMUNICATE),
    *(rules.REPORT, rules.EDIT_OWN, rules.CONTRIBUTE, rules.KEEP_MEETINGS, rules.WRITE_ROWS),
    *(rules.PLAN_TREATMENTS, rules.PROPOSE, rules.KEEP_CATALOGUE),
)
SIGNED_OUT, WITHOUT_ROLE = "signed out", "nobody"
IN_EVERY_CHECK = (SIGNED_OUT, "plan_coordinator", "committee_member")
"""Who walks before each commit: whoever may do most, whoever may only read a part, and a stranger."""


LOCKED = [name for name, (wanted, _parts) in ADDRESSES.items() if wanted != OPEN]


def mostly_slow(names: Iterable[str], quick: Collection[str]) -> list:
    return [name if name in quick else pytest.param(name, marks=pytest.mark.slow) for name in names]


def _round(plan, item, by) -> Round:
    now = datetime(2025, 9, 16, 8, tzinfo=UTC)
    planned = plan_round(plan, "Ultimo september", days_of(date(2025, 9, 30), Timing()), Asking(), by=by, now=now)
    return open_round(planned, [item.pk], by=by, now=now)


def _communication(item, by) -> Communication:
    told = Told(addressee=Addressee.STAFF, message="Vi flytter", planned_on=date(2025, 9, 30))
    return plan_communication(item, told, by=by, now=datetime(2025, 9, 16, 8, tzinfo=UTC))


def _proposal(plan, by) -> str:
    days = dict.fromkeys(Days.__slots__, date(2025, 9, 30))
    acting = Proposing(person=by, now=datetime(2025, 9, 16, 8, tzinfo=UTC))
    round = begin_round(plan.municipality, "Katalog", budget_year=2025, days=Days(**days), by=acting)
    return propose(round, ProposalFacts(title="Færre kvadratmeter"), by=acting).number


def set_up(plan, coordinator) -> dict[str, object]:
    """What the set-up's addresses are about."""
    town, holding = plan.municipality, coordinator.holdings.get()
    unit = town.units.create(name="Skoler", valid_from=holding.valid_from)
    user = User.objects.create_user("somebody@example.dk")
    role = town.roles.create(user=user, person=coordinator, name="reader", valid_from=holding.valid_from)
    heading = plan.agreement.headings.first()
    rows = {"unit": unit, "person": coordinator, "position": holding.position, "holding": holding, "role": role}
    rows |= {"body_row": town.bodies.first(), "heading": heading, "version": town.configuration_versions.get()}
    by = By(person=coordinator, now=datetime(2025, 6, 1, tzinfo=UTC))
    rows["template"] = bring_template(town, sample_template("da"), "brev.docx", files=settings.UDMOENT_FILES, by=by)
    return {name: row.pk for name, row in rows.items()}


def leading_to(name: str, parts: dict[str, object]) -> str:
    return reverse(name, kwargs={part: parts[value] for part, value in ADDRESSES[name][1].items()})


@pytest.fixture
def address(plan, item, edition, coordinator, act, meet):
    kept = Import.objects.create(
        municipality=plan.municipality,
        plan=plan,
        file_name="plan.xlsx",
        file_sha256="0" * 64,
        applies_on=edition.as_of,
        imported_at=edition.sealed_at,
        imported_by=coordinator,
    )
    body = plan.municipality.bodies.get(abbreviation="BUU")
    meeting = Meeting.objects.create(municipality=plan.municipality, body=body, held_on=edition.as_of)
    day = edition.as_of
    of_directorate = meet(day)
    parts = WORDS | {
        "plan": plan.pk,
        "number": item.number,
        "import": kept.pk,
        "edition": edition.pk,
        "attachment": attach(
            item, NewAttachment(title="Notat", address="https://example.dk/1"), act=act(edition.as_of)
        ).pk,
        "calendar_change": CalendarChange.objects.create(
            municipality=plan.municipality, title="a", made_at=edition.sealed_at, made_by=coordinator, changes=[]
        ).pk,
        "meeting": meeting.pk,
        "round": _round(plan, item, coordinator).pk,
        "of_directorate": of_directorate.pk,
        "follow_up": raise_follow_up(item, "Spørg", on=day, by=coordinator, now=edition.sealed_at).pk,
        "communication": _communication(item, coordinator).pk,
    }
    parts |= {"proposal": _proposal(plan, coordinator)}
    parts |= set_up(plan, coordinator)
    return lambda name: leading_to(name, parts)


def test_every_address_is_in_the_table():
    assert {pattern.name for pattern in get_resolver().url_patterns} == set(ADDRESSES)


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_view_names_what_the_table_says(name):
    assert get_resolver().resolve(leading_to(name, ANYWHERE)).func.needs == ADDRESSES[name][0]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", mostly_slow([SIGNED_OUT, WITHOUT_ROLE, *rules.ROLES], IN_EVERY_CHECK))
def test_each_role_comes_in_where_it_may_and_nowhere_else(role, method, address, client, sign_in):
    if role != SIGNED_OUT:
        sign_in(role)
    for name in LOCKED:
        wanted, _parts = ADDRESSES[name]
        answer = getattr(client, method)(address(name))
        if role == SIGNED_OUT:
            assert answer.status_code == 302 and answer["Location"].startswith("/log-ind/"), name
        elif wanted != SIGNED_IN and not rules.may([role] if role in rules.ROLES else [], wanted):
            assert answer.status_code == 403, name
        else:
            # 403 also where one's own is somebody else's item or committee: that has tests of its own.
            known = {200, 302, 404, 405, 409, 422} | ({403} if wanted in OF_ONES_OWN else set())
            assert answer.status_code in known, name
            assert not answer.get("Location", "").startswith("/log-ind/"), f"{name} ended the visit"


@pytest.mark.parametrize("name", mostly_slow(LOCKED, ("home", "plan", "item", "edition", "get_plan", "setup")))
def test_nothing_of_the_plan_is_told_to_whoever_is_signed_out(name, address, client, item):
    text = client.get(address(name), follow=True).content.decode()
    assert "Ny daginstitution" not in text and "Norddjurs" not in text


def test_whoever_has_no_role_learns_why(sign_in, address):
    answer = sign_in(WITHOUT_ROLE).get(address("plan"))
    assert "ingen rolle her i dag" in answer.content.decode()


def test_the_page_asked_for_comes_after_signing_in(client, address):
    assert client.get(address("plan"))["Location"] == f"/log-ind/?next={address('plan')}"


def test_another_towns_plan_is_not_there(keeper, plan, sign_in):
    other = Municipality.objects.create(
        slug="other", name="Anden Kommune", configuration_text=plan.municipality.configuration_text
    )
    type(plan).objects.filter(pk=plan.pk).update(municipality=other)
    assert keeper.get(reverse("plan", args=[plan.pk])).status_code == 404


def test_pages_forbid_scripts_and_styles_of_others(keeper, plan):
    answer = keeper.get(reverse("plan", args=[plan.pk]))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", answer.content.decode())
    assert answer["Cache-Control"] == "private, no-store"


def test_the_language_is_chosen_on_the_page_and_never_by_the_browser(client):
    assert "Log ind" in client.get("/log-ind/", headers={"accept-language": "en"}).content.decode()
    client.post("/sprog/", {"sprog": "en", "next": "/log-ind/"})
    assert "Sign in" in client.get("/log-ind/").content.decode()


def test_choosing_a_language_never_leads_elsewhere(client):
    assert client.post("/sprog/", {"sprog": "en", "next": "https://elsewhere.example/"})["Location"] == "/"
