# SPDX-License-Identifier: MPL-2.0
"""A mail in the town's words, as text and as HTML."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from tests.rooms.followup.test_who_is_due_what import HOLDER, ITEM, ROUND, due_on
from udmoent.followup.digest import Due, Followed, Letter, Part, Tier
from udmoent.followup.letters import NAMES, Mail, default_text, write
from udmoent.organisation.configuration import LETTERS, LetterText

SITE = "https://udmoent.example.dk"


def written(one: Due, words: LetterText | None = None) -> Mail:
    return write(one, words or default_text(one.letter), link_to=lambda _to, plan, _round: f"{SITE}/{plan}", site=SITE)


def mail_of(letter: Letter, *items) -> Due:
    return Due(HOLDER, letter, "", (Part(ROUND, Tier.RESPONSIBLE, items or (ITEM,)),))


def test_every_mail_of_the_file_has_a_name_and_words():
    assert set(LETTERS) == set(Letter) == set(NAMES)


FOLLOWED = Followed(number="R101", text="Spørg værkstedet", who="dagtilbudschef", plan_id=2, plan="Planen")


def test_what_the_directorate_follows_up_stands_below_the_rounds_in_the_digest():
    mail = written(replace(mail_of(Letter.DIGEST), followed=(FOLLOWED,)))
    assert mail.items == ("D301", "R101") and mail.subject == "Ugens status: 2 punkter"
    assert mail.text.index("D301") < mail.text.index("Direktionen følger op") < mail.text.index("Spørg værkstedet")


def test_alone_it_is_a_mail_of_its_own_that_asks_for_no_status():
    mail = written(Due(HOLDER, Letter.FOLLOW_UP, "", (), (FOLLOWED,)))
    assert mail.subject == "Direktionen følger op: 1 punkt" and mail.items == ("R101",)
    assert "Spørg værkstedet" in mail.text and f"{SITE}/2" in mail.text and "status" not in mail.text


@pytest.mark.parametrize("letter", Letter)
def test_every_mail_is_filled_in_and_names_its_items(letter):
    mail = written(mail_of(letter))
    assert "D301" in mail.text and "D301" in mail.html and f"{SITE}/1" in mail.text
    assert not {"{", "}"} & set(mail.subject + mail.text + mail.html.partition("<body")[2])
    assert mail.items == ("D301",)


def test_a_mail_is_danish_whatever_the_program_speaks():
    with override("en"):
        mail = written(mail_of(Letter.BEFORE))
    assert mail.subject == "Status senest 2. juni 2025: 1 punkt"
    assert '<html lang="da">' in mail.html


def test_the_text_stands_in_lines_that_can_be_read():
    assert written(mail_of(Letter.BEFORE, ITEM, replace(ITEM, number="D302", title="Afledt drift"))).text == (
        "Hej Hanne\n\n"
        "I Ultimo maj mangler din status endnu på 2 punkter. Fristen er 2. juni 2025.\n\n"
        "Ultimo maj, frist 2. juni 2025\n"
        "  D301  Styrket normering\n"
        "  D302  Afledt drift\n\n"
        f"Mine punkter: {SITE}/1\n\n"
        "-- \n"
        f"Udmønt, {SITE}\n"
        "Mailen er sendt af et program; ingen læser et svar på den.\n"
    )


def test_to_a_chief_each_item_names_who_answers_for_it():
    chief = replace(HOLDER, posts=frozenset(), units=frozenset({"dagtilbud"}))
    [one] = due_on(date(2025, 6, 3), people=[chief])
    text = written(one).text
    assert "D301  Styrket normering (Dagtilbudschef)" in text and f"Se runden: {SITE}/1" in text


def test_what_people_wrote_is_not_taken_for_html():
    mail = written(
        mail_of(Letter.DIGEST, replace(ITEM, title="<script>&")), LetterText("<b>", "<i>", "<u>\n\n{punkter}")
    )
    assert "<script>&" not in mail.html and "<u>" not in mail.html.partition("<body")[2]
    assert "<script>&" in mail.text


def test_a_subject_is_one_line():
    assert written(mail_of(Letter.DIGEST), LetterText("En\nto", "", "")).subject == "En to"


def test_rounds_of_several_plans_have_each_their_link():
    other = Part(replace(ROUND, id=9, plan_id=2, plan="Næste plan", name="Juni"), Tier.RESPONSIBLE, (ITEM,))
    mail = written(Due(HOLDER, Letter.DIGEST, "", (Part(ROUND, Tier.RESPONSIBLE, (ITEM,)), other)))
    assert f"{SITE}/1" in mail.text and f"{SITE}/2" in mail.text and f"{SITE}/2" in mail.html
