# SPDX-License-Identifier: MPL-2.0
"""Every address × every role × reading and writing, held against the table in organisation/rules.py."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse

from tests.doors.desk.addresses import ADDRESSES
from udmoent.cases.actions import CaseFacts
from udmoent.cases.beginning import begin
from udmoent.cases.facts import CaseKind
from udmoent.catalogue.actions import By as Proposing
from udmoent.catalogue.actions import begin_round, propose
from udmoent.catalogue.facts import ProposalFacts
from udmoent.catalogue.rules import Days
from udmoent.desk.access import OPEN, SIGNED_IN
from udmoent.documents.actions import bring_template
from udmoent.documents.template.sample import sample_template
from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.editions.communicating import plan_communication
from udmoent.editions.communication_rules import Addressee, Told
from udmoent.editions.models import Communication
from udmoent.followup.actions import Asking, open_round, plan_round, raise_follow_up
from udmoent.followup.models import Round
from udmoent.followup.rules import Timing, days_of
from udmoent.indicators.actions import By as Measuring
from udmoent.indicators.actions import Number, begin_indicator, measure
from udmoent.indicators.facts import Direction, IndicatorFacts
from udmoent.intake.models import CalendarChange, Import
from udmoent.meetings.models import Meeting
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality, User
from udmoent.organisation.setting_up import By
from udmoent.plan.attachments import NewAttachment, attach

# Those parts that are words whatever the plan; the others are rows.
WORDS = {word: word for word in ("json", "csv", "xlsx", "docx", "ics", "title", "unknown")} | {
    "body": "BUU",
    "number": "A301",
    "section": "numre",
    "strategy": "vores-norddjurs",
    "document": "plan",
    "arrangement": "beslutningstema",
    "sentence": "dynamic",
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
    *(rules.INVOLVE, rules.COMMUNICATE, rules.MEASURE),
    *(rules.REPORT, rules.EDIT_OWN, rules.CONTRIBUTE, rules.KEEP_MEETINGS, rules.WRITE_ROWS),
    *(rules.PLAN_TREATMENTS, rules.PROPOSE, rules.KEEP_CATALOGUE, rules.WRITE_CASES),
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


def _measured(item, by, day: date) -> dict[str, int]:
    facts = IndicatorFacts(name="Pladser", unit="stk.", direction=Direction.UP, threads=(item.pk,))
    acting = Measuring(person=by, now=datetime(2025, 9, 16, 8, tzinfo=UTC))
    indicator = begin_indicator(item.municipality, facts, applies_on=day, by=acting)
    measured = measure(indicator, Number(on=day, value=Decimal(1)), by=acting)
    return {"indicator": indicator.pk, "measurement": measured.pk}


def _case(plan, edition, by) -> dict[str, int]:
    """A draft of an orientation."""
    now = datetime(2025, 9, 16, 8, tzinfo=UTC)
    facts = CaseFacts(kind=CaseKind.ORIENTATION, title="", edition=edition)
    body = plan.municipality.bodies.get(abbreviation="BUU")
    case = begin(plan, facts, body, today=now.date(), by=by, now=now)
    parts = {"case_section": case.sections.first(), "case_attachment": case.attachments.first()}
    return {"case": case.pk, "treatment": case.treatments.get().pk} | {name: one.pk for name, one in parts.items()}


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
        "posting": set_amounts(item, {AmountKey(2025, "adopted", "capital", "2025"): 1}, act=act(day))[0].pk,
    }
    parts |= {"proposal": _proposal(plan, coordinator)} | _case(plan, edition, coordinator)
    parts |= set_up(plan, coordinator) | _measured(item, coordinator, day)
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
