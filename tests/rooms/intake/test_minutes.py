# SPDX-License-Identifier: MPL-2.0
"""Minutes held against the cases that wait for a decision: what is in doubt is asked, and chooses nothing."""

from dataclasses import replace
from datetime import date

import pytest

from udmoent.cases.facts import Outcome
from udmoent.documents.case.tree import AgendaCase, CaseAttachment, CaseDecision, DoubtfulWord, Minutes
from udmoent.intake.minutes import Awaited, KnownBy, propose
from udmoent.meetings.outcomes import outcome_of

DAY = date(2025, 1, 15)
TODAY = date(2025, 1, 20)
BUU = frozenset({"Børne- og Ungdomsudvalget", "BUU"})
PLAN = Awaited(
    treatment=1,
    body="BUU",
    body_names=BUU,
    title="Udmøntningsplan 2025-2028",
    case_number="15/22",
    documents=frozenset({"99814/24"}),
    held_on=DAY,
)
OTHER = Awaited(
    treatment=2, body="BUU", body_names=BUU, title="Ny daginstitution", case_number="7/25", item="A301", held_on=DAY
)
READ = AgendaCase(
    body="Børne- og Ungdomsudvalget",
    meeting_on=DAY,
    title="Udmøntningsplan 2025-2028",
    case_number="15/22",
    decision=CaseDecision("Børne- og Ungdomsudvalget", DAY, "Godkendt."),
)


def only(read: AgendaCase, *awaited: Awaited):
    (proposal,) = propose(Minutes((read,)), awaited, today=TODAY).those
    return proposal


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Godkendt.", Outcome.APPROVED),
        ("Taget til efterretning.", Outcome.NOTED),
        ("Orienteringen tages til efterretning.", Outcome.NOTED),
        ("Indstillingen tiltrædes.", Outcome.ENDORSED),
        ("Indstillingen anbefales godkendt.", Outcome.RECOMMENDED),
        ("Økonomiudvalget anbefaler indstillingen.", Outcome.RECOMMENDED),
        ("Godkendt med den ændring, at fristen er 1. maj.", Outcome.CHANGED),
        ("Udsat til næste møde.", Outcome.POSTPONED),
        ("Sagen oversendes til Økonomiudvalget.", Outcome.FORWARDED),
        ("Sagen sendes tilbage til forvaltningen.", Outcome.SENT_BACK),
        ("Indstillingen kan ikke godkendes.", Outcome.REJECTED),
        ("Forkastet med 4 stemmer mod 3.", Outcome.REJECTED),
        ("Punkt 1 godkendt. Punkt 2 udsat.", None),
        ("Drøftet.", None),
        ("", None),
    ],
)
def test_the_words_of_a_decision_tell_one_outcome_or_none(words, outcome):
    assert outcome_of(words) == outcome


def test_a_case_is_recognised_by_all_that_it_shares():
    file = CaseAttachment(1, "3679877", "open", "Udmøntningsplan", "99814/24", "H")
    found = only(replace(READ, attachments=(file,)), PLAN, OTHER)
    assert found.chosen == PLAN and found.known_by == (KnownBy.DOCUMENT, KnownBy.TITLE, KnownBy.CASE_NUMBER)
    assert (found.outcome, found.questions) == (Outcome.APPROVED, ())


@pytest.mark.parametrize("number", ["15/22", "15-22", "Sagsnr. 015/22"])
def test_a_case_number_is_known_however_it_is_written(number):
    assert only(replace(READ, title="Noget andet", case_number=number), PLAN).known_by == (KnownBy.CASE_NUMBER,)


def test_another_budgets_plan_is_another_case():
    read = replace(READ, title="Udmøntningsplan 2024-2027", case_number=None)
    others = propose(Minutes((read,)), [PLAN], today=TODAY)
    assert not others.those and others.others[0].title == "Udmøntningsplan 2024-2027"


def test_two_cases_of_the_same_name_are_a_question_and_neither_is_chosen():
    twin = replace(PLAN, treatment=3, documents=frozenset())
    found = only(READ, PLAN, twin)
    assert found.chosen is None and found.candidates == (PLAN, twin)
    assert "2" in found.questions[0]


def test_the_number_of_a_document_tells_two_of_the_same_name_apart():
    file = CaseAttachment(1, None, "open", "Udmøntningsplan", "99814/24", "H")
    assert (
        only(replace(READ, attachments=(file,)), PLAN, replace(PLAN, treatment=3, documents=frozenset())).chosen == PLAN
    )


def test_minutes_of_another_year_decide_nothing():
    found = only(replace(READ, meeting_on=date(2024, 1, 15)), PLAN)
    assert found.chosen is None and not found.candidates
    assert "15.1.2024" in found.questions[0] and "15.1.2025" in found.questions[0]


def test_minutes_of_another_body_decide_nothing():
    found = only(replace(READ, body="Økonomiudvalget"), PLAN)
    assert found.chosen is None and not found.candidates and "Økonomiudvalget" in found.questions[0]


def test_minutes_that_are_cut_off_ask_for_the_decision():
    found = only(replace(READ, decision=None), PLAN)
    assert found.chosen == PLAN and found.outcome is None and len(found.questions) == 1


def test_a_decision_of_several_outcomes_asks_which():
    found = only(replace(READ, decision=CaseDecision(None, None, "Punkt 1 godkendt. Punkt 2 udsat.")), PLAN)
    assert found.chosen == PLAN and found.outcome is None and found.questions


def test_a_word_that_the_scan_spoilt_in_the_decision_is_asked_about():
    spoilt = CaseDecision(None, None, "Godkendt idet frstn er 1. maj.")
    found = only(replace(READ, decision=spoilt, doubtful=(DoubtfulWord("frstn"), DoubtfulWord("andet"))), PLAN)
    assert "frstn" in found.questions[0] and "andet" not in found.questions[0]


def test_minutes_without_a_body_or_a_day_ask_and_still_tell_which_case_it_may_be():
    found = only(replace(READ, body=None, meeting_on=None), PLAN)
    assert found.candidates == (PLAN,) and len(found.questions) == 2


def test_what_is_decided_already_is_not_decided_again():
    decided = replace(PLAN, is_decided=True)
    found = only(READ, decided)
    assert (found.done, found.chosen, found.candidates) == (decided, None, ())


def test_a_case_at_no_meeting_is_put_on_the_one_of_the_minutes():
    found = only(READ, replace(PLAN, held_on=None))
    assert found.chosen and "15.1.2025" in found.note and not found.questions


def test_only_an_items_number_is_a_question():
    found = only(replace(READ, title="Orientering om A301", case_number=None), OTHER)
    assert found.chosen == OTHER and found.known_by == (KnownBy.ITEM,) and found.questions


def test_two_cases_of_the_minutes_that_would_be_the_same_one_choose_neither():
    found = propose(
        Minutes((READ, replace(READ, decision=CaseDecision(None, None, "Udsat.")))), [PLAN], today=TODAY
    ).those
    assert [one.chosen for one in found] == [None, None] and all(one.questions for one in found)


def test_what_was_to_be_treated_and_stands_nowhere_in_the_minutes_is_told():
    assert propose(Minutes((READ,)), [PLAN, OTHER], today=TODAY).missing == (OTHER,)
    assert propose(Minutes((READ,)), [PLAN, replace(OTHER, held_on=date(2025, 2, 12))], today=TODAY).missing == ()


def test_a_draft_was_not_to_be_treated():
    assert propose(Minutes((READ,)), [PLAN, replace(OTHER, is_draft=True)], today=TODAY).missing == ()


def test_of_a_meeting_that_is_still_to_come_it_is_asked():
    before, on_the_day = (propose(Minutes((READ,)), [PLAN], today=day).those for day in (date(2025, 1, 14), DAY))
    assert "15.1.2025 er ikke holdt endnu" in " ".join(before[0].questions)
    assert on_the_day[0].questions == ()


@pytest.mark.parametrize(
    ("words", "last_line", "questions"),
    [
        ("Godkendt.", "Godkendt.", 0),
        ("Godkendt", "Godkendt", 1),
        ("Godkendt", "Afbud: Anne Eksempel (A)", 0),
        ("Godke", "Godke", 2),
    ],
)
def test_a_file_that_ends_within_the_decision_may_be_cut_off(words, last_line, questions):
    read = replace(READ, decision=CaseDecision(READ.body, DAY, words))
    (found,) = propose(Minutes((read,), last_line=last_line), [PLAN], today=TODAY).those
    assert len(found.questions) == questions
    assert ("klippet af" in " ".join(found.questions)) == bool(questions)


def test_of_a_scan_all_is_asked_about():
    (found,) = propose(Minutes((READ,), is_scanned=True), [PLAN], today=TODAY).those
    assert found.chosen == PLAN and len(found.questions) == 1
