# SPDX-License-Identifier: MPL-2.0
"""Every constraint of these rooms, broken once: the database refuses by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Model

from udmoent.cases.models import Case, CaseAttachment, CaseSection, CaseTreatment, SentCase, SentFile
from udmoent.catalogue.models import (
    CatalogueRound,
    HearingAnswer,
    Package,
    PackageChoice,
    Proposal,
    ProposalState,
)
from udmoent.documents.models import Template, TemplateUse
from udmoent.economy.models import CapitalStep, Posting, PriceIndex, SavingsTarget
from udmoent.editions.models import Communication, CommunicationState, Edition, SavedView
from udmoent.indicators.models import Indicator, Measurement
from udmoent.intake.models import AccountRule, CalendarChange, CarryOver, Import, Reading
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Body, Holding, Municipality, Person, Position, Role, Unit, User
from udmoent.plan.models import Agreement, AgreementParagraph, Attachment, Heading, Item, ItemState, Plan

ROOMS = (
    "audit",
    "organisation",
    "meetings",
    "plan",
    "economy",
    "indicators",
    "editions",
    "catalogue",
    "cases",
    "documents",
    "intake",
)
DAY, BEFORE = date(2025, 1, 15), date(2025, 1, 14)
NOON = datetime(2025, 1, 15, 12, tzinfo=UTC)


@dataclass
class Cast:
    town: Municipality
    person: Person
    plan: Plan
    item: Item

    def create(self, model: type[Model], **told: object) -> Any:
        return model._default_manager.create(municipality=self.town, **told)

    def again(self, thing: Model, **told: object) -> None:
        """The same row once more, with other values where told."""
        model = type(thing)
        values = {field.attname: getattr(thing, field.attname) for field in model._meta.concrete_fields}
        values.pop(model._meta.pk.attname)
        model._default_manager.create(**values | told)

    def follow_twice(self) -> None:
        for number in ("X1", "X2"):
            self.again(self.item, number=number, follows_id=self.item.pk)

    def account_rule(self, kind: str = "text") -> None:
        self.create(AccountRule, plan=self.plan, kind=kind, value="skole", made_at=NOON, made_by=self.person)

    def carry_over(self, **told: object) -> None:
        stamp = {"applies_on": DAY, "made_at": NOON, "made_by": self.person}
        self.create(CarryOver, source=self.plan, plan=self.plan, **stamp | told)

    def state(self, **told: object) -> None:
        self.again(self.item.states.earliest("pk"), **told)

    def body(self, **told: object) -> Body:
        return self.create(Body, **{"abbreviation": "X", "name": "X", "kind": "med", "valid_from": DAY} | told)

    def holding(self, **told: object) -> Holding:
        position = self.create(Position, title="skolechef")
        return self.create(Holding, **{"position": position, "person": self.person, "valid_from": DAY} | told)

    def role(self, **told: object) -> Role:
        user = User.objects.create_user("karen@example.dk")
        who = {"user": user, "person": self.person, "name": "reader", "valid_from": DAY}
        return self.create(Role, **who | told)

    def unit(self, **told: object) -> Unit:
        return self.create(Unit, **{"name": "Skoler", "valid_from": DAY} | told)

    def meeting(self) -> Meeting:
        return self.create(Meeting, body=self.body(), held_on=DAY)

    def of_agreement(self, model: type[Model], **told: object) -> Any:
        return self.create(model, agreement=self.plan.agreement, **told)

    def posting(self, **told: object) -> None:
        who = {"item": self.item, "applies_on": DAY, "recorded_at": NOON, "recorded_by": self.person, "source": "edit"}
        what = {"year": 2025, "phase": "adopted", "nature": "capital", "price_level": "2025", "kroner": 1}
        self.create(Posting, **who | what | told)

    def told(self, model: type[Model], **what: object) -> None:
        self.create(model, **{"applies_on": DAY, "recorded_at": NOON, "recorded_by": self.person} | what)

    def savings_target(self, **what: object) -> None:
        self.told(SavingsTarget, **{"budget_year": 2025, "year": 2025, "price_level": "2025", "kroner": -1} | what)

    def measurement(self, **told: object) -> None:
        indicator = self.create(Indicator, begun_at=NOON, begun_by=self.person)
        when = {"measured_on": DAY, "recorded_at": NOON, "recorded_by": self.person}
        self.create(Measurement, **{"indicator": indicator, "value": 1} | when | told)

    def attachment(self, **told: object) -> None:
        kept = {"item": self.item, "title": "Notat", "address": "https://example.dk/1", "attached_on": DAY}
        self.create(Attachment, **kept | {"recorded_at": NOON, "recorded_by": self.person} | told)

    def template(self) -> Template:
        return self.create(Template, file_name="brev.docx", sha256="", brought_at=NOON, brought_by=self.person)

    def case(self, **told: object) -> Case:
        begun = {
            "plan": self.plan,
            "kind": "other",
            "title": "Sag",
            "template": "",
            "begun_at": NOON,
            "begun_by": self.person,
        }
        return self.create(Case, **begun | told)

    def case_treatment(self, **told: object) -> CaseTreatment:
        return self.create(CaseTreatment, **{"case": self.case(), "place": 1, "body": self.body()} | told)

    def decided(self) -> dict[str, object]:
        meeting = self.create(Meeting, body=self.body(abbreviation="Y"), held_on=DAY)
        decision = self.create(Decision, meeting=meeting, title="Sag", text="Godkendt.")
        return {"meeting": meeting, "decision": decision, "decided_at": NOON, "decided_by": self.person}

    def case_attachment(self, **told: object) -> CaseAttachment:
        attached = {"case": self.case(), "number": 1, "holds": "plan", "title": "Plan"}
        return self.create(CaseAttachment, **attached | {"attached_at": NOON, "attached_by": self.person} | told)

    def sent_file(self, **told: object) -> SentFile:
        sent = self.create(SentCase, treatment=self.case_treatment(), sent_at=NOON, sent_by=self.person)
        return self.create(SentFile, **{"sent": sent, "file_name": "sag.docx", "title": "Sag", "access": "open"} | told)

    def round(self, **told: object) -> CatalogueRound:
        days = dict.fromkeys(("ideas_by", "checked_by", "hearing_from", "hearing_to", "decided_by"), DAY)
        begun = {
            "budget_year": 2025,
            "name": "Katalog",
            "price_level": "2025",
            "begun_at": NOON,
            "begun_by": self.person,
        }
        return self.create(CatalogueRound, **days | begun | told)

    def proposal(self) -> Proposal:
        return self.create(Proposal, round=self.round(), number="F01", begun_by=self.person)

    def proposal_state(self, **told: object) -> None:
        said = {"recorded_at": NOON, "recorded_by": self.person, "stage": "idea", "openness": "public", "facts": {}}
        self.create(ProposalState, **{"proposal": self.proposal()} | said | told)

    def hearing_answer(self, **told: object) -> None:
        answered = {"round": self.round(), "sender": "Ældrerådet", "text": "Ja.", "received_on": DAY}
        self.create(HearingAnswer, **answered | {"recorded_at": NOON, "recorded_by": self.person} | told)

    def package(self) -> Package:
        return self.create(Package, round=self.round(), name="Bred", saved_at=NOON, saved_by=self.person)

    def edition(self, **told: object) -> Edition:
        sealed = {"plan": self.plan, "as_of": DAY, "sealed_at": NOON, "sealed_by": self.person, "content": "{}"}
        return self.create(Edition, **sealed | {"name": "original", "sha256": ""} | told)

    def communication_state(self, **told: object) -> None:
        about = self.create(Communication, plan=self.plan, item=self.item)
        said = {"communication": about, "addressee": "staff", "message": "Vi flytter", "planned_on": DAY}
        self.create(CommunicationState, **said | {"recorded_at": NOON, "recorded_by": self.person} | told)


CLOSED = {"closed_on": DAY, "closed_by": "skolechef", "closing_reason": "implemented"}

BREAKING: dict[str, Callable[[Cast], object]] = {
    "body_abbreviation_is_unique_from_a_day": lambda cast: cast.again(cast.body()),
    "body_ends_after_it_begins": lambda cast: cast.body(valid_to=BEFORE),
    "unit_name_is_unique_from_a_day": lambda cast: cast.again(cast.unit()),
    "unit_ends_after_it_begins": lambda cast: cast.unit(valid_to=BEFORE),
    "position_title_is_unique": lambda cast: cast.again(cast.create(Position, title="skolechef")),
    "person_takes_a_position_once_a_day": lambda cast: cast.again(cast.holding()),
    "holding_ends_after_it_begins": lambda cast: cast.holding(valid_to=BEFORE),
    "role_is_given_once_a_day": lambda cast: cast.again(cast.role()),
    "role_is_known": lambda cast: cast.role(name="king"),
    "role_ends_after_it_begins": lambda cast: cast.role(valid_to=BEFORE),
    "body_meets_once_a_day": lambda cast: cast.again(cast.meeting()),
    "decision_has_a_text": lambda cast: cast.create(Decision, meeting=cast.meeting(), title="Skole", text=""),
    "agreement_name_is_unique_in_town": lambda cast: cast.again(cast.plan.agreement),
    "paragraph_number_is_unique_in_agreement": lambda cast: cast.again(
        cast.of_agreement(AgreementParagraph, number=1, text="…")
    ),
    "heading_name_is_unique_in_agreement": lambda cast: cast.again(cast.of_agreement(Heading, name="Nyt", place=99)),
    "plan_name_is_unique_in_town": lambda cast: cast.again(
        cast.plan, agreement_id=cast.create(Agreement, name="Anden", budget_year=2026, price_level="2026").pk
    ),
    "item_number_is_unique_in_plan": lambda cast: cast.again(cast.item),
    "item_is_followed_once_in_plan": lambda cast: cast.follow_twice(),
    "item_does_not_follow_itself": lambda cast: Item.objects.filter(pk=cast.item.pk).update(follows=cast.item.pk),
    "item_kind_is_known": lambda cast: cast.again(cast.item, number="X1", kind="wish"),
    "item_origin_is_known": lambda cast: cast.again(cast.item, number="X1", origin="heaven"),
    "state_source_is_known": lambda cast: cast.state(source="rumour"),
    "state_stage_is_known": lambda cast: cast.state(stage="asleep"),
    "state_assessment_is_known": lambda cast: cast.state(assessment="blue"),
    "state_visibility_is_known": lambda cast: cast.state(visibility="secret"),
    "state_closing_reason_is_known": lambda cast: cast.state(stage="closed", **CLOSED | {"closing_reason": "bored"}),
    "state_has_a_title": lambda cast: cast.state(title=""),
    "closed_has_date_person_and_reason_and_open_has_none": lambda cast: cast.state(**CLOSED),
    "withdrawn_has_a_reason_and_others_have_none": lambda cast: cast.state(stage="withdrawn"),
    "merged_is_closed": lambda cast: cast.state(merged_into="A302"),
    "attachment_is_a_file_or_an_address": lambda cast: cast.attachment(address=""),
    "attachment_visibility_is_known": lambda cast: cast.attachment(visibility="secret"),
    "removed_attachment_says_when_and_by_whom": lambda cast: cast.attachment(removed_on=DAY),
    "posting_phase_is_known": lambda cast: cast.posting(phase="dreamt"),
    "posting_nature_is_known": lambda cast: cast.posting(nature="wild"),
    "posting_flow_is_known": lambda cast: cast.posting(flow="sideways"),
    "posting_expenditure_is_known": lambda cast: cast.posting(expenditure="luxury"),
    "posting_funding_is_known": lambda cast: cast.posting(funding="hope"),
    "posting_account_has_16_digits": lambda cast: cast.posting(account="525"),
    "price_index_is_above_zero": lambda cast: cast.told(PriceIndex, year=2025, points=0),
    "savings_target_is_a_saving": lambda cast: cast.savings_target(kroner=1),
    "savings_target_has_percent_and_base_or_neither": lambda cast: cast.savings_target(percent=1),
    "capital_step_is_known": lambda cast: cast.told(CapitalStep, item=cast.item, step="dreamt"),
    "measurement_without_value_takes_one_back": lambda cast: cast.measurement(value=None),
    "edition_name_is_unique_in_plan": lambda cast: cast.again(cast.edition()),
    "view_name_is_unique_for_its_owner": lambda cast: cast.again(
        cast.create(SavedView, owner=cast.person, name="Mine røde")
    ),
    "template_is_unique_in_municipality": lambda cast: cast.again(cast.template()),
    "template_is_used_for_a_kind_of_document": lambda cast: cast.create(
        TemplateUse, document="poem", used_from=NOON, used_by=cast.person
    ),
    "case_kind_is_known": lambda cast: cast.case(kind="rumour"),
    "case_access_is_known": lambda cast: cast.case(access="ajar"),
    "case_has_a_title": lambda cast: cast.case(title=""),
    "closed_case_has_a_ground": lambda cast: cast.case(access="confidential"),
    "case_of_a_version_names_it": lambda cast: cast.case(kind="half_year"),
    "case_of_an_item_names_it": lambda cast: cast.case(kind="release"),
    "case_has_a_section_once": lambda cast: cast.again(
        cast.create(CaseSection, case=cast.case(), place=1, heading="Resume"), place=2
    ),
    "edited_section_says_when_by_whom_and_from_what": lambda cast: cast.create(
        CaseSection, case=cast.case(), place=1, heading="Resume", edited="Andet"
    ),
    "attachment_number_is_unique_in_case": lambda cast: cast.again(cast.case_attachment()),
    "case_has_one_main_document": lambda cast: cast.again(cast.case_attachment(role="H"), number=2),
    "case_attachment_role_is_known": lambda cast: cast.case_attachment(role="X"),
    "case_attachment_access_is_known": lambda cast: cast.case_attachment(access="ajar"),
    "case_attachment_holds_something_known": lambda cast: cast.case_attachment(holds="air"),
    "case_attachment_is_made_or_a_file_or_an_address": lambda cast: cast.case_attachment(holds="file"),
    "case_passes_one_body_at_a_time": lambda cast: cast.again(cast.case_treatment()),
    "case_outcome_is_known": lambda cast: cast.case_treatment(outcome="shrugged", **cast.decided()),
    "decided_case_names_its_meeting_and_decision": lambda cast: cast.case_treatment(outcome="approved"),
    "sent_file_name_is_unique": lambda cast: cast.again(cast.sent_file()),
    "sent_file_access_is_known": lambda cast: cast.sent_file(access="ajar"),
    "budget_has_one_catalogue_round": lambda cast: cast.again(cast.round(), name="Et andet"),
    "catalogue_round_name_is_unique_in_town": lambda cast: cast.again(cast.round(), budget_year=2026),
    "catalogue_days_follow_one_another": lambda cast: cast.round(hearing_to=BEFORE),
    "closed_catalogue_round_says_when_and_by_whom": lambda cast: cast.round(closed_at=NOON),
    "proposal_number_is_unique_in_round": lambda cast: cast.again(cast.proposal()),
    "proposal_stage_is_known": lambda cast: cast.proposal_state(stage="asleep"),
    "proposal_openness_is_known": lambda cast: cast.proposal_state(openness="ajar"),
    "chosen_proposal_has_decided_amounts_and_others_have_none": lambda cast: cast.proposal_state(decided=[]),
    "decided_proposal_names_its_decision": lambda cast: cast.proposal_state(stage="reserve"),
    "hearing_answer_has_a_sender_and_a_text": lambda cast: cast.hearing_answer(sender=""),
    "published_answer_says_when_and_by_whom": lambda cast: cast.hearing_answer(published_text="Ja."),
    "package_name_is_unique_in_round": lambda cast: cast.again(cast.package()),
    "package_has_a_proposal_once": lambda cast: cast.again(
        cast.create(
            PackageChoice,
            package=(bred := cast.package()),
            proposal=cast.create(Proposal, round=bred.round, number="F01", begun_by=cast.person),
        )
    ),
    "undone_calendar_change_says_when_and_by_whom": lambda cast: cast.create(
        CalendarChange, title="Kalender", made_at=NOON, made_by=cast.person, changes=[], undone_at=NOON
    ),
    "account_rule_kind_is_known": lambda cast: cast.account_rule(kind="guess"),
    "account_rule_is_unique_in_plan": lambda cast: (cast.account_rule(), cast.account_rule()),
    "import_matter_is_known": lambda cast: cast.create(
        Import,
        plan=cast.plan,
        file_name="x",
        applies_on=DAY,
        imported_at=NOON,
        imported_by=cast.person,
        matter="gossip",
    ),
    "undone_carry_over_says_when_and_by_whom": lambda cast: cast.carry_over(undone_at=NOON),
    "confirmed_carry_over_says_when_and_by_whom": lambda cast: cast.carry_over(confirmed_at=NOON),
    "confirmed_carry_over_is_not_undone": lambda cast: cast.carry_over(
        confirmed_at=NOON, confirmed_by=cast.person, undone_at=NOON, undone_by=cast.person
    ),
    "reading_matter_is_known": lambda cast: cast.create(
        Reading, asked_by=cast.person, asked_at=NOON, language="da", upload={}, matter="gossip"
    ),
    "reading_stage_is_known": lambda cast: cast.create(
        Reading, asked_by=cast.person, asked_at=NOON, language="da", upload={}, stage="asleep"
    ),
    "communication_is_about_an_item_or_a_version": lambda cast: cast.create(Communication, plan=cast.plan),
    "communication_addressee_is_known": lambda cast: cast.communication_state(addressee="king"),
    "communication_says_something": lambda cast: cast.communication_state(message=""),
    "communication_is_not_both_done_and_dropped": lambda cast: cast.communication_state(
        done_on=DAY, dropped_because="Udgået"
    ),
    "replacing_edition_says_why": lambda cast: cast.edition(name="2", replaces=cast.edition()),
}


def constraints() -> dict[str, Any]:
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {constraint.name: constraint for model in models for constraint in model._meta.constraints}


@pytest.fixture
def cast(town: Municipality, coordinator: Person, plan: Plan, item: Item) -> Cast:
    return Cast(town, coordinator, plan, item)


def test_every_constraint_is_broken_here_once():
    assert set(BREAKING) == set(constraints())


@pytest.mark.parametrize("name", BREAKING)
def test_the_database_refuses(cast: Cast, name: str):
    is_check = isinstance(constraints()[name], CheckConstraint)
    with pytest.raises(IntegrityError, match=name if is_check else "(?i)unique"), transaction.atomic():
        BREAKING[name](cast)


@pytest.mark.parametrize("told", [{"closed_on": None}, {"closed_by": ""}, {"closing_reason": None}])
def test_a_closed_item_lacks_neither_date_person_nor_reason(cast: Cast, told: dict[str, object]):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.state(stage="closed", **CLOSED | told)


def test_what_keeps_the_rules_is_let_in(cast: Cast):
    cast.state(stage="closed", **CLOSED)
    cast.state(stage="withdrawn", withdrawn_reason="Besluttet")
    cast.posting()
    assert ItemState.objects.filter(item=cast.item).count() == 3
