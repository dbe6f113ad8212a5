# SPDX-License-Identifier: MPL-2.0
"""The database itself refuses to change what is only to be added to."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.state import ProjectState

from udmoent.audit.models import Event
from udmoent.cases.actions import CaseFacts, begin_case
from udmoent.cases.facts import CaseKind
from udmoent.cases.models import SentCase, SentFile
from udmoent.documents.actions import bring_template, use_template
from udmoent.documents.models import Template, TemplateUse
from udmoent.documents.rules import PLAN
from udmoent.documents.template.sample import sample_template
from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.economy.models import Posting
from udmoent.editions.actions import seal
from udmoent.editions.communicating import plan_communication
from udmoent.editions.communication_rules import Addressee, Told
from udmoent.editions.models import CommunicationState, Edition
from udmoent.organisation.models import Person
from udmoent.organisation.setting_up import By
from udmoent.plan.models import Item, ItemState, Plan

DAY = date(2025, 1, 15)


@pytest.fixture
def written(plan: Plan, item: Item, coordinator: Person, act, settings) -> None:
    """A row in each table that is only added to."""
    set_amounts(item, {AmountKey(2025, "adopted", "capital", "2025"): 1}, act=act(DAY))
    now = datetime(2025, 2, 1, tzinfo=UTC)
    seal(plan, "original", DAY, by=coordinator, now=now)
    by = By(person=coordinator, now=now)
    template = bring_template(
        plan.municipality, sample_template("da"), "brev.docx", files=settings.UDMOENT_FILES, by=by
    )
    use_template(template, [PLAN], by=by)
    send_something(plan, coordinator, now)
    told = Told(addressee=Addressee.STAFF, message="Vi flytter", planned_on=DAY)
    plan_communication(item, told, by=coordinator, now=now)


def send_something(plan: Plan, by: Person, now: datetime) -> None:
    facts = CaseFacts(kind=CaseKind.OTHER, title="Sag")
    case = begin_case(plan, facts, [plan.municipality.bodies.get(abbreviation="BUU")], by=by, now=now)
    told = {"municipality": plan.municipality, "sent_at": now, "sent_by": by}
    sent = SentCase.objects.create(treatment=case.treatments.get(), sha256="", content="{}", **told)
    SentFile.objects.create(municipality=plan.municipality, sent=sent, file_name="sag.docx", title="Sag", access="open")


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (ItemState, "title"),
        (Posting, "why"),
        (Edition, "content"),
        (CommunicationState, "message"),
        (Event, "act"),
        (Template, "file_name"),
        (TemplateUse, "why"),
        (SentCase, "content"),
        (SentFile, "title"),
    ],
)
def test_no_row_can_be_changed(written: None, model, column: str):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**{column: "x"})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = {column}")
    assert not model.objects.filter(**{column: "x"}).exists()


@pytest.mark.django_db(transaction=True)
def test_the_triggers_go_and_come_with_their_migration(town):
    from udmoent.audit.append_only import append_only, changeable

    locked, opened, state = append_only("organisation_person"), changeable("organisation_person"), ProjectState()
    person = Person.objects.create(municipality=town)
    turns = [(locked.database_forwards, True), (opened.database_forwards, False)]
    turns += [(opened.database_backwards, True), (locked.database_backwards, False)]
    for migrate, is_refused in turns:
        with connection.schema_editor() as editor:
            migrate("organisation", editor, state, state)
        assert _is_refused(person) == is_refused


def _is_refused(person: Person) -> bool:
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).update(name="x")
    except DatabaseError:
        return True
    return False
