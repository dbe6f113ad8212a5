# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from udmoent.catalogue.hearing import publish_answer, record_answer, withhold_answer
from udmoent.catalogue.models import HearingAnswer
from udmoent.lib.refusal import Refused

ANSWER = {"sender": "Hoved-MED", "text": "Vi spørger til Ole, 010190-1234.", "received_on": date(2024, 8, 1)}


@pytest.fixture
def answer(round, by):
    return record_answer(round, by=by(), **ANSWER)


def test_an_answer_is_kept_as_it_came_and_not_published(answer):
    assert (answer.text, answer.published_text) == (ANSWER["text"], "")


def test_it_is_published_in_a_text_without_personal_data(answer, by):
    with pytest.raises(Refused, match="CPR"):
        publish_answer(answer, answer.text, by=by())
    assert not HearingAnswer.objects.get().published_at
    publish_answer(answer, "Vi spørger til en medarbejder.", by=by())
    assert HearingAnswer.objects.get().text == ANSWER["text"]


def test_what_was_published_can_be_withheld(answer, by):
    publish_answer(answer, "Kort.", by=by())
    withhold_answer(answer, by=by())
    assert HearingAnswer.objects.get().published_at is None


@pytest.mark.parametrize("told", [{"sender": ""}, {"text": ""}, {"received_on": date(2024, 9, 2)}])
def test_an_answer_without_sender_or_text_or_from_tomorrow_is_refused(round, by, told):
    with pytest.raises(Refused):
        record_answer(round, by=by(), **ANSWER | told)


def test_the_text_that_came_is_never_changed(answer):
    answer.text = "Noget andet"
    with pytest.raises(DatabaseError), transaction.atomic():
        answer.save()
