# SPDX-License-Identifier: MPL-2.0
"""The demo: one municipality's sample plan, built through the same actions that people use."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from udmoent.audit.actions import record
from udmoent.demo import sample
from udmoent.demo.catalogue import live_catalogues
from udmoent.demo.diary import BEGINS_AT, Diary
from udmoent.demo.people import settle
from udmoent.demo.rules import why_not_build
from udmoent.demo.tables import COORDINATOR
from udmoent.lib.refusal import Refused
from udmoent.organisation.actions import load_municipality
from udmoent.organisation.configuration import configuration_text
from udmoent.organisation.lists import PARTIES, STRATEGIES, add_to
from udmoent.organisation.models import Municipality, Person
from udmoent.organisation.setting_up import By, add_body
from udmoent.plan.actions import begin_plan
from udmoent.plan.agreement import describe
from udmoent.plan.models import AgreementParagraph, Plan

DEMO_TODAY: Final = date(2025, 9, 30)
"""The day at which the demo's clock stands; its history ends a few days before."""

DEMO_PASSWORD: Final = "norddjurs-demo"  # noqa: S105 - printed for whoever tries the demo; there is nothing to guard
TOWN: Final = "norddjurs"


def sign_ins() -> dict[str, str]:
    """Each role's e-mail address, with the role. All sign in with DEMO_PASSWORD."""
    return {sign_in.email: sign_in.role for sign_in in sample.town().sign_ins}


def is_demo_alone() -> bool:
    """Whether the sample is all there is: then everybody may be told how to sign in to it."""
    kinds = set(Plan.objects.values_list("is_sample", flat=True).distinct().order_by())
    return kinds == {True}


@transaction.atomic
def build_demo(*, now: datetime) -> Plan:
    """The sample plan: built where there is none, else left as it is, with all that was changed in it since."""
    built = Plan.objects.filter(is_sample=True, name=sample.agreement().plan).first()
    if built:
        return built
    configuration = configuration_text(TOWN)
    own = Municipality.objects.filter(slug=TOWN).exclude(configuration_text=configuration)
    others = Plan.objects.values_list("name", flat=True)
    Refused.if_any([why_not_build(others=list(others), has_own_configuration=own.exists())])
    municipality = load_municipality(configuration, now=now)
    people = settle(municipality, sample.town(), password=DEMO_PASSWORD)
    by = By(person=people[COORDINATOR], now=now)
    for body in sample.town().bodies:
        municipality = add_body(municipality, body, by=by)
    municipality = add_to(PARTIES, municipality, *sample.town().parties, by=by)
    municipality = add_to(STRATEGIES, municipality, *sample.town().strategies, by=by)
    plan = _begin(municipality, people[COORDINATOR])
    _live(plan, people)
    live_catalogues(municipality, people)
    record("build_demo", plan, municipality_id=municipality.pk, by_id=None, now=now)
    return plan


def _begin(municipality: Municipality, coordinator: Person) -> Plan:
    agreement = sample.agreement()
    plan = begin_plan(
        municipality,
        agreement.plan,
        budget_year=agreement.budget_year,
        headings=agreement.headings,
        price_level=agreement.price_level,
        is_sample=True,
        by=coordinator,
        now=datetime.combine(sample.history().begins.on, BEGINS_AT),
    )
    describe(
        plan.agreement,
        name=agreement.name,
        signed_on=agreement.signed_on,
        parties=list(agreement.parties),
        by=coordinator,
        now=datetime.combine(sample.history().begins.on, BEGINS_AT),
    )
    AgreementParagraph.objects.bulk_create(
        AgreementParagraph(
            municipality=municipality,
            agreement=plan.agreement,
            number=paragraph.number,
            page=paragraph.page,
            text=paragraph.text,
            needs_no_item_because=paragraph.needs_no_item_because,
        )
        for paragraph in agreement.paragraphs
    )
    return plan


def _live(plan: Plan, people: dict[str, Person]) -> None:
    diary = Diary(
        plan=plan,
        agreement=sample.agreement(),
        paragraphs={paragraph.number: paragraph for paragraph in plan.agreement.paragraphs.all()},
        people=people,
        units={position.title: position.unit for position in sample.town().positions},
    )
    diary.live(sample.history(), sample.items())
