# SPDX-License-Identifier: MPL-2.0
"""What is printed in a cell is read back as exactly what it was."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from udmoent.documents import escapes, forms
from udmoent.documents.words import LABELS, Words, speaking
from udmoent.editions.content import Amount, ItemContent
from udmoent.lib.text import clean
from udmoent.organisation.configuration import TOWNS, read_configuration
from udmoent.plan.facts import Assessment, Commitment, Facts, HearingAnswer, Involvement, Kind, Stage, Treatment

NORDDJURS = read_configuration((TOWNS / "norddjurs.toml").read_text(encoding="utf-8"))
AWKWARD = st.text(alphabet="ab:;·↵\\() /\n", max_size=14)
TEXT = st.one_of(AWKWARD, st.text(max_size=20), st.sampled_from(["(bekræftet 1.2.2025)", "Koordinering", "BUU"])).map(
    clean
)
NAME = TEXT.map(lambda text: text or "Navn")
DAY = st.none() | st.dates(min_value=date(1970, 1, 1), max_value=date(2060, 1, 1))
LANGUAGE = st.sampled_from(["da", "en"])


def item(**facts: object) -> ItemContent:
    return ItemContent(
        **({"id": 1, "number": "D301", "kind": Kind.OPERATING, "title": "Skoler", "body": "BUU"} | facts)
    )


@given(party=NAME, promise=TEXT, day=DAY, language=LANGUAGE)
@example(party="a:", promise="b (bekræftet 1.1.2025)", day=None, language="da")
@example(party="x (bekræftet 1.1.2025)", promise="", day=None, language="da")
def test_a_commitment_survives_colons_brackets_and_line_breaks(party, promise, day, language):
    given_one = Commitment(party=party, promise=promise, confirmed_on=day)
    with speaking(NORDDJURS, language):
        line = forms.commitment(given_one)
    assert "\n" not in line
    assert forms.read_commitment(line) == given_one


@given(st.lists(NAME, max_size=3), st.lists(st.builds(Commitment, party=NAME, promise=TEXT), max_size=3), LANGUAGE)
def test_coordination_and_commitments_in_one_cell_come_apart_again(coordination, commitments, language):
    one = item(coordination=tuple(coordination), commitments=tuple(commitments))
    with speaking(NORDDJURS, language) as words:
        told = forms.cell(("coordination", "commitments"), one, words)
    assert forms.read_coordination_and_commitments(told) == (one.coordination, one.commitments)


@given(NAME, TEXT, TEXT, TEXT, DAY, LANGUAGE)
@example("BUU", "", "", "behandlet 1.2.2025", None, "da")
@example("BUU", "", "", "Vælg · behandlet 1.2.2025", date(2025, 2, 1), "da")
def test_treatments_and_involvements_come_apart_again(first, second, third, fourth, day, language):
    treated = Treatment(body=first, form=second, time=third, task=fourth, held_on=day)
    with speaking(NORDDJURS, language):
        assert forms.read_treatment(forms.treatment(treated)) == treated


ANSWER = st.builds(HearingAnswer, sender=TEXT, text=TEXT, received_on=DAY)


@given(NAME, TEXT, TEXT, TEXT, DAY, DAY, st.lists(ANSWER, max_size=2).map(tuple), LANGUAGE)
@example("MED", "høring", "maj", "\\frist 1.2.2025", None, date(2025, 5, 31), (), "da")
@example("MED", "høring", "maj", "svar fra alle", None, None, (HearingAnswer(sender="FTF"),), "da")
@example("MED", "høring", "maj", "frist 1.2.2025", None, date(2025, 5, 31), (), "da")
@example("MED", "", "", "", None, None, (HearingAnswer(sender="a: b", text="ja (modtaget 1.1.2025)"),), "da")
@example("MED", "", "", "", None, None, (HearingAnswer(sender="", received_on=date(2025, 1, 1)),), "en")
@example("MED", "", "", "a · svar fra x", None, None, (HearingAnswer(sender="", text="· frist"),), "da")
def test_an_involvement_comes_apart_again_with_its_days_and_answers(
    party, form, time, result, opens_on, deadline, answers, language
):
    told = {"opens_on": opens_on, "deadline": deadline, "held_on": opens_on, "answers": answers}
    involved = Involvement(party=party, form=form, time=time, result=result, **told)
    with speaking(NORDDJURS, language):
        line = forms.involvement(involved)
    assert "\n" not in line
    assert forms.read_involvement(line) == involved


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("MED · høring · maj 2025 · enige", {"form": "høring", "time": "maj 2025", "result": "enige"}),
        ("MED · høring · · · frist 31.5.2025", {"form": "høring", "deadline": date(2025, 5, 31)}),
        (
            "MED · høring · maj 2025 · holdt 31.5.2025",
            {"form": "høring", "time": "maj 2025", "held_on": date(2025, 5, 31)},
        ),
        ("MED · · · enige · og glade", {"result": "enige · og glade"}),
        ("MED · · · enige · frist 32.5.2025", {"result": "enige · frist 32.5.2025"}),
        (
            "MED · · · · åbner 1.5.2025 · svar fra FTF: ja",
            {"opens_on": date(2025, 5, 1), "answers": (HearingAnswer(sender="FTF", text="ja"),)},
        ),
    ],
)
def test_an_involvement_is_read_as_people_write_it(line, told):
    assert forms.read_involvement(line) == Involvement(party="MED", **told)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("BUU · beslutning · marts 2025", {"form": "beslutning", "time": "marts 2025"}),
        ("BUU · · marts 2025 · Vælg en grund", {"time": "marts 2025", "task": "Vælg en grund"}),
        ("BUU · · · · behandlet 12.3.2025", {"held_on": date(2025, 3, 12)}),
        ("BUU · · · Vælg · treated 12.3.2025", {"task": "Vælg", "held_on": date(2025, 3, 12)}),
        ("BUU · · marts 2025 · behandlet 12.3.2025", {"time": "marts 2025", "held_on": date(2025, 3, 12)}),
        ("BUU · · · \\behandlet 12.3.2025", {"task": "behandlet 12.3.2025"}),
        ("BUU · · · Vælg · og byg", {"task": "Vælg · og byg"}),
        ("BUU · · · Vælg · behandlet 32.3.2025", {"task": "Vælg · behandlet 32.3.2025"}),
    ],
)
def test_a_treatment_is_read_as_people_write_it(line, told):
    assert forms.read_treatment(line) == Treatment(body="BUU", **told)


@given(TEXT)
def test_no_text_becomes_a_formula_in_a_csv_file(text):
    told = escapes.no_formula(text)
    assert not told.startswith(("=", "+", "-", "@"))
    assert escapes.without_apostrophe(told) == text


def test_an_empty_form_keeps_its_place_among_the_points():
    assert forms.treatment(Treatment(body="BUU", time="marts 2025")) == "BUU · · marts 2025"


def test_what_is_not_told_leaves_no_gap_before_a_day():
    held = {"form": "drøftelse", "time": "maj 2025", "held_on": date(2025, 5, 14)}
    with speaking(NORDDJURS, "da"):
        assert forms.treatment(Treatment(body="BUU", **held)) == "BUU · drøftelse · maj 2025 · behandlet 14.5.2025"
        assert forms.involvement(Involvement(party="MED", **held)) == "MED · drøftelse · maj 2025 · holdt 14.5.2025"


def test_assessments_differ_by_form_and_not_by_colour_alone():
    with speaking(NORDDJURS, "da") as words:
        told = {
            forms.cell(("stage", "assessment"), item(stage=Stage.UNDER_WAY, assessment=one), words, in_document=True)
            for one in Assessment
        }
    assert told == {"I gang\n● Grøn", "I gang\n▲ Gul", "I gang\n■ Rød", "I gang\n–"}


def test_leading_body_comes_first_and_cross_cutting_last():
    one = item(other_bodies=("KFU", "MTU"), is_cross_cutting=True)
    with speaking(NORDDJURS, "da") as words:
        assert forms.cell(("body", "other_bodies", "is_cross_cutting"), one, words) == "BUU, KFU, MTU, tværgående"


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_field_has_a_word_and_can_be_shown(language):
    for field in Facts.__dataclass_fields__:
        assert field in LABELS
        assert isinstance(forms.show(field, item(), NORDDJURS, language), str)


def test_headings_of_amounts_tell_what_differs():
    words = Words(NORDDJURS, "da")
    amounts = [
        Amount(year=2025, phase="adopted", nature="operating", price_level="2025", kroner=1),
        Amount(year=2025, phase="adopted", nature="capital", price_level="2025", kroner=1),
        Amount(year=2025, phase="expected", nature="operating", price_level="", kroner=1),
    ]
    with speaking(NORDDJURS, "da"):
        told = [
            forms.amount_heading(column, words, unit="kr.")
            for column in forms.amount_columns([item(amounts=tuple(amounts))])
        ]
    assert told == ["2025 (kr., 2025-priser)", "2025 vedtaget anlæg (kr., 2025-priser)", "2025 forventet (kr.)"]
