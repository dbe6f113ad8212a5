# SPDX-License-Identifier: MPL-2.0
"""Every sentence of a case can be worded otherwise, with what may and must stand in it, and brought back."""

from datetime import UTC, datetime

import pytest

from udmoent.cases.actions import CaseFacts
from udmoent.cases.beginning import begin
from udmoent.cases.drafting import compose_case, edit_section
from udmoent.cases.facts import CaseKind
from udmoent.cases.models import Case
from udmoent.cases.sentences import shipped
from udmoent.cases.wording import (
    NAMES,
    fields_for,
    key_of,
    keys_of,
    kinds_of,
    remove_arrangement,
    standard_of,
    why_not_word,
    word,
)
from udmoent.lib.refusal import Refused
from udmoent.organisation import arranging
from udmoent.organisation.case_template import CASE_FIELD, CASE_KINDS, NEEDED, Section, needed_in
from udmoent.organisation.configuration import configuration_text, read_configuration
from udmoent.organisation.models import Municipality, Person
from udmoent.organisation.setting_up import By

NOW = datetime(2025, 9, 30, 9, tzinfo=UTC)
TOWN = read_configuration(configuration_text("norddjurs"))
KEYS = {key for name in NAMES for _kind, key in keys_of(name)}


@pytest.fixture
def by(coordinator: Person) -> By:
    return By(person=coordinator, now=NOW, why="Kortere")


@pytest.fixture
def case(plan, item, coordinator) -> Case:
    buu = plan.municipality.bodies.get(abbreviation="BUU")
    facts = CaseFacts(kind=CaseKind.ITEM, title="", item=item)
    return begin(plan, facts, buu, today=NOW.date(), by=coordinator, now=NOW)


def sentences(town: Municipality) -> dict[str, str]:
    return Municipality.objects.get(pk=town.pk).configuration.case.sentences


def text_of(case: Case, heading: str) -> str:
    compose_case(case, today=NOW.date(), by=case.begun_by, now=NOW)
    section = case.sections.get(heading=heading)
    return " ".join(one["text"] for paragraph in section.composed for one in paragraph["sentences"])


def test_every_sentence_that_comes_with_udmoent_or_with_the_town_can_be_worded():
    assert set(shipped().sentences) | set(TOWN.case.sentences) <= KEYS
    assert len(NAMES) == len(set(NAMES)) and all(kinds_of(name) for name in NAMES)


def test_what_comes_with_udmoent_and_with_the_town_may_be_said():
    for name in NAMES:
        for kind, key in keys_of(name):
            for text in (standard_of(key), TOWN.case.sentences.get(key, "")):
                assert not list(why_not_word(name, kind, text)), key


def test_what_must_stand_in_a_sentence_is_of_sentences_there_are_and_may_stand_there():
    assert set(NEEDED) <= KEYS
    for name in NAMES:
        for kind, key in keys_of(name):
            assert set(needed_in(key)) <= set(fields_for(name, kind)), key
            assert not standard_of(key) or set(needed_in(key)) <= set(CASE_FIELD.findall(standard_of(key))), key


@pytest.mark.parametrize(
    ("name", "kind", "text", "why"),
    [
        ("dynamic", "", "Se {nummer}.", "{nummer}"),
        ("law", "orientation", "Efter {nummer}.", "{nummer}"),
        ("dynamic", "", "Fra {fra}.", "{fra}"),
        ("matter", "item", "{sagen}", "{sagen}"),
        ("approved", "", "Godkendt.", "{godkendt} skal stå"),
        ("law", "", "{ukendt}", "{ukendt}"),
    ],
)
def test_a_field_that_is_never_filled_there_is_refused_and_nothing_is_changed(town, by, name, kind, text, why):
    with pytest.raises(Refused, match=why):
        word(town, name, {kind: text}, by=by)
    assert sentences(town) == TOWN.case.sentences


def test_a_field_of_an_item_may_stand_where_the_case_is_about_one():
    assert not list(why_not_word("law", "item", "Om {nummer} {titel}."))
    assert "nummer" in fields_for("course") and "nummer" not in fields_for("dynamic")


def test_a_sentence_is_said_otherwise_left_out_and_brought_back(case, town, by):
    word(town, "law", {"item": "Vores lov om {nummer}."}, by=by)
    case.plan.municipality.refresh_from_db()
    assert text_of(case, "Lovgrundlag") == "Vores lov om A301."
    word(town, "law", {"item": ""}, by=by)
    case.plan.municipality.refresh_from_db()
    assert text_of(case, "Lovgrundlag") == ""
    word(town, "law", {"item": None}, by=by)
    case.plan.municipality.refresh_from_db()
    assert text_of(case, "Lovgrundlag") == standard_of("law_item")
    assert sentences(town) == TOWN.case.sentences and town.configuration_versions.last().why == "Kortere"


def test_an_edit_goes_on_with_its_section_under_a_new_heading(case, town, by):
    section = case.sections.get(heading="Lovgrundlag")
    edit_section(section, "Mine egne ord.", seen_at=None, by=case.begun_by, now=NOW)
    arranging.tell_section(town, "", "Lovgrundlag", Section(heading="Retsgrundlag", holds=("law",)), by=by)
    case.plan.municipality.refresh_from_db()
    text_of(case, "Retsgrundlag")
    assert not case.sections.filter(heading="Lovgrundlag").exists()
    assert case.sections.get(heading="Retsgrundlag").edited == "Mine egne ord."


def test_an_arrangements_own_recommender_and_verbs_are_said_in_its_cases(case, town, by):
    at = arranging.place_of("beslutningstema")
    arranging.tell(town, {(*at, "recommender"): "Forvaltningen", (*at, "recommends"): {}}, by=by)
    case.plan.municipality.refresh_from_db()
    assert text_of(case, "Indstilling").startswith("Velfærdsdirektøren indstiller")
    Case.objects.filter(pk=case.pk).update(template="beslutningstema")
    case.refresh_from_db()
    case.plan.municipality.refresh_from_db()
    assert text_of(case, "Indstilling").startswith("Forvaltningen indstiller")


def test_an_arrangement_that_a_draft_has_is_not_removed(case, town, by):
    Case.objects.filter(pk=case.pk).update(template="beslutningstema")
    with pytest.raises(Refused, match=case.title):
        remove_arrangement(town, "beslutningstema", by=by)
    Case.objects.filter(pk=case.pk).update(template="")
    remove_arrangement(town, "beslutningstema", by=by)
    assert not Municipality.objects.get(pk=town.pk).configuration.case.arrangements


def test_the_name_of_a_kind_stands_behind_a_sentences_own():
    assert key_of("law", "item") == "law_item" and key_of("law") == "law"
    assert {kind for kind, _key in keys_of("law")} == {"", *CASE_KINDS} - {"other"}
    assert keys_of("purpose") == (("", "purpose"),)
