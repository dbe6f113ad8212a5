# SPDX-License-Identifier: MPL-2.0
"""In whatever order people edit, choose and compose anew, what somebody wrote stands until somebody takes it away."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties import examples
from udmoent.cases.actions import CaseFacts, describe_case
from udmoent.cases.beginning import begin as begin_composed
from udmoent.cases.drafting import (
    compose_case,
    composed_now,
    edit_section,
    ground_for,
    keep_edit,
    name_attachments,
    standing,
    take_composed,
)
from udmoent.cases.facts import CaseKind
from udmoent.cases.models import Case, CaseSection
from udmoent.cases.written import read_text, text_of
from udmoent.plan.actions import change

BEGUN = datetime(2025, 1, 10, 12, tzinfo=UTC)
TEXTS = st.sampled_from(["Mit afsnit.", "Et andet.\n\n· Et punkt\n· Et til", "  Luft  omkring \n", ""])
PLACES = st.integers(0, 9)
DEEDS = st.one_of(
    st.tuples(st.just("edit"), PLACES, TEXTS),
    st.tuples(st.just("as composed"), PLACES),
    st.tuples(st.just("take composed"), PLACES),
    st.tuples(st.just("keep"), PLACES),
    st.tuples(st.just("compose")),
    st.tuples(st.just("change the plan"), st.text("abc ", min_size=1, max_size=6)),
    st.tuples(st.just("arrange"), st.sampled_from(["", "beslutningstema"])),
    st.tuples(st.just("own words"), st.sampled_from(["Det går godt.", ""])),
)


class Hands:
    """Those who work on the case, and what they wrote, by the heading that it stands under."""

    def __init__(self, case: Case, by: object, act: Callable) -> None:
        self.case, self.by, self.act = case, by, act
        self.now, self.wrote = BEGUN, dict[str, str]()

    def section(self, place: int) -> CaseSection:
        sections = list(self.case.sections.all())
        return sections[place % len(sections)]

    def edit(self, place: int, text: str) -> None:
        section = self.section(place)
        edit_section(section, text, seen_at=section.edited_at, by=self.by, now=self.now)
        written = text_of(read_text(text))
        self.wrote[section.heading] = written
        if written == standing(section).composed_text:
            del self.wrote[section.heading]

    def as_composed(self, place: int) -> None:
        self.edit(place, standing(self.section(place)).composed_text)

    def take_composed(self, place: int) -> None:
        self.wrote.pop(take_composed(self.section(place), by=self.by, now=self.now).heading, None)

    def keep(self, place: int) -> None:
        keep_edit(self.section(place), by=self.by, now=self.now)

    def compose(self) -> None:
        compose_case(self.case, today=self.now.date(), by=self.by, now=self.now)

    def change_the_plan(self, course: str) -> None:
        change(self.case.item, act=self.act(self.now.date()), course=course)

    def arrange(self, template: str) -> None:
        self.describe(template=template)

    def own_words(self, text: str) -> None:
        self.describe(own={"assessment": text} if text else {})

    def describe(self, **told: object) -> None:
        facts = {**{name: getattr(CaseFacts.of(self.case), name) for name in CaseFacts.__slots__}, **told}
        self.case = describe_case(self.case, CaseFacts(**facts), by=self.by, now=self.now)
        self.compose()
        name_attachments(self.case, today=self.now.date())


@pytest.mark.django_db
@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(deeds=st.lists(DEEDS, max_size=8))
def test_any_order_of_editing_and_composing_keeps_every_edit(plan, item, act, town, coordinator, deeds):
    with transaction.atomic():
        facts = CaseFacts(kind=CaseKind.ITEM, title="", item=item)
        buu = town.bodies.get(abbreviation="BUU")
        case = begin_composed(plan, facts, buu, today=date(2025, 1, 10), by=coordinator, now=BEGUN)
        hands = Hands(case, coordinator, act)
        for name, *told in deeds:
            hands.now += timedelta(hours=7)
            getattr(hands, name.replace(" ", "_"))(*told)
            stands = {one.heading: one.edited for one in case.sections.all() if one.edited is not None}
            assert stands == hands.wrote
        hands.compose()
        now = composed_now(hands.case, ground_for(hands.case, hands.now.date()))
        composed = {one.heading: text_of(one.paragraphs) for one in now}
        shown = {one.heading: standing(one).text for one in case.sections.all()}
        assert shown == composed | hands.wrote
        transaction.set_rollback(True)
