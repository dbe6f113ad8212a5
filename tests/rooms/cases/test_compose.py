# SPDX-License-Identifier: MPL-2.0
"""Composing is pure: whatever the plan holds, the case tells what is true of it and where each sentence is from."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms.editions.contents import CONTENTS
from udmoent.cases.compose.compose import compose, to_write
from udmoent.cases.compose.fields import FIELDS
from udmoent.cases.compose.ground import Ground, NamedBody
from udmoent.cases.compose.says import PERSONS, SAYS
from udmoent.cases.facts import Access, CaseKind
from udmoent.cases.sentences import Sentences, sections_of, shipped
from udmoent.cases.written import Source
from udmoent.editions.content import Amount, BodyContent, ItemContent, PlanContent
from udmoent.lib.time import EMPTY, IndicativeTime
from udmoent.organisation.case_template import CASE_FIELD, CASE_FIELDS, CASE_KINDS, MATTERS
from udmoent.organisation.configuration import TOWNS, read_configuration
from udmoent.plan.facts import Involvement, Kind, Stage

TOWN = read_configuration((TOWNS / "norddjurs.toml").read_text(encoding="utf-8"))
BUU, KB = NamedBody("BUU", "Børne- og Ungdomsudvalget"), NamedBody("KB", "Kommunalbestyrelsen")
BODIES = (BodyContent(abbreviation="BUU", name=BUU.name, digit="3", valid_from=date(2022, 1, 1)),)


def item(number: str, kind: Kind = Kind.OPERATING, **told: Any) -> ItemContent:
    facts = {
        "id": int(number[1:]),
        "number": number,
        "kind": kind,
        "title": f"Emne {number}",
        "body": "BUU",
        "visibility": "public",
    }
    return ItemContent(**facts | told)


def content(*items: ItemContent, **told: Any) -> PlanContent:
    whole = {
        "municipality": "Testby Kommune",
        "plan": "Plan 2027-2030",
        "budget_year": 2027,
        "as_of": date(2026, 12, 9),
    }
    sealed = {"edition": "original", "sha256": "a" * 64, "bodies": BODIES, "items": items}
    return PlanContent(**whole | sealed | told)


def ground(whole: PlanContent, kind: CaseKind = CaseKind.ORIENTATION, **told: Any) -> Ground:
    return Ground(**{"kind": kind, "town": TOWN, "content": whole, "body": BUU, "council": KB} | told)


def said(one: Ground, heading: str = "") -> str:
    sections = compose(one, sections_of(one.town.case))
    return "\n\n".join(section.text for section in sections if heading in section.heading)


def amount(kroner: int, phase: str = "adopted") -> Amount:
    return Amount(year=2027, phase=phase, nature="operating", price_level="2027", kroner=kroner)


GROUNDS = st.builds(
    ground,
    CONTENTS,
    st.sampled_from(CaseKind),
    earlier=st.none() | CONTENTS,
    approved_on=st.none() | st.dates(),
    meeting_on=st.none() | st.dates(),
    is_complete=st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(GROUNDS, st.sampled_from(["", "beslutningstema"]))
def test_any_plan_gives_a_case_whose_every_sentence_has_its_origins(one, arrangement):
    one = replace(one, item=next(iter(one.content.items), None))
    sections = compose(one, sections_of(TOWN.case, arrangement))
    assert [section.heading for section in sections] == [
        section.heading for section in sections_of(TOWN.case, arrangement)
    ]
    sentences = [each for section in sections for line in section.paragraphs for each in line.sentences]
    assert [each for each in sentences if not (each.text.strip() and each.origins)] == []


@settings(max_examples=15, deadline=None)
@given(GROUNDS)
def test_the_same_ground_gives_the_same_case(one):
    again = replace(one)
    assert compose(one, sections_of(TOWN.case)) == compose(again, sections_of(TOWN.case))


def test_parts_that_are_empty_are_not_named():
    told = said(ground(content(item("D301"), item("A301", Kind.CAPITAL))), "Sagsfremstilling")
    assert "opdelt i driftsændringer og anlægsprojekter." in told
    assert "råderum" not in told and "hensigtserklæring" not in told and "tværgående" not in told


def test_a_plan_of_declarations_alone_has_its_headings():
    whole = content(item("H301", Kind.INTENT, heading="Skoler"), headings=("Skoler", "Veje"))
    told = said(ground(whole))
    assert "består af hensigtserklæringer" in told and "· Skoler" in told and "· Veje" not in told


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"approved_on": date(2026, 12, 9)}, "godkendt på Kommunalbestyrelsens møde den 9. december 2026"),
        ({"presented_on": date(2026, 12, 9)}, "har været forelagt på Kommunalbestyrelsens møde den 9. december 2026"),
        ({}, "budget 2027-2030 er der udarbejdet en udmøntningsplan."),
    ],
)
def test_it_is_told_how_far_the_council_has_come(known, expected):
    assert expected in said(ground(content(item("D301")), **known))


def test_an_agreement_that_is_not_whole_in_the_plan_is_not_called_so():
    assert "samtlige emner" not in said(ground(content(item("D301")), is_complete=False))


@pytest.mark.parametrize(
    ("before", "after", "is_none"),
    [
        ([amount(100)], [amount(100)], True),
        ([amount(100)], [amount(150)], False),
        ([amount(100)], [amount(100), amount(50, "supplementary")], False),
        ([amount(100)], [amount(100), amount(100, "expected")], True),
        ([amount(100)], [amount(100), amount(130, "expected")], False),
        ([amount(100)], [amount(100), amount(130, "spent")], False),
        ([amount(-100)], [amount(-100), amount(-100, "realised")], True),
    ],
)
def test_the_economy_is_none_only_when_that_is_true(before, after, is_none):
    earlier = content(item("D301", amounts=tuple(before)), as_of=date(2026, 11, 1))
    whole = content(item("D301", amounts=tuple(after)))
    told = said(ground(whole, CaseKind.HALF_YEAR, earlier=earlier), "Økonomiske")
    assert (told == "Ingen.") is is_none and told


def test_what_one_item_gives_another_nets_to_nothing():
    earlier = content(item("D301", amounts=(amount(100),)), item("D302", amounts=(amount(100),)))
    moved = content(
        item("D301", amounts=(amount(100), amount(-40, "reallocation"))),
        item("D302", amounts=(amount(100), amount(40, "reallocation"))),
    )
    one = ground(moved, CaseKind.HALF_YEAR, earlier=earlier)
    assert said(one, "Økonomiske") == "Ingen." and "Ændrede beløb: D301 -40 kr. i 2027 og D302 +40 kr. i 2027." in said(
        one
    )


def test_cross_cutting_items_tell_what_changed_since_the_body_saw_them():
    before = item(
        "R101", is_cross_cutting=True, course="Vi gør det. Siden mere.", time=IndicativeTime("marts", None, None)
    )
    after = replace(before, stage=Stage.UNDER_WAY, time=IndicativeTime("maj", None, None))
    new = item("R102", is_cross_cutting=True, time=EMPTY)
    whole = content(after, new, item("R103", is_cross_cutting=True, stage=Stage.CLOSED))
    told = said(ground(whole, earlier=content(before, as_of=date(2026, 11, 1), edition="første")))
    assert "· Emne R101: Vi gør det. Siden version “første” er tidspunktet flyttet fra marts til maj og stadiet" in told
    assert "· Emne R102 Punktet er kommet til" not in told and "· Emne R102. Punktet er kommet til siden" in told
    assert "· Emne R103" not in told


def test_an_open_case_names_no_item_that_is_not_released():
    hidden = {"visibility": "internal", "is_cross_cutting": True, "amounts": (amount(100), amount(130, "expected"))}
    whole = content(item("R101", is_cross_cutting=True), item("R102", **hidden))
    one = ground(whole, earlier=content(as_of=date(2026, 11, 1)))
    told = said(one)
    assert "R101" in told and "R102" not in told
    assert "· 1 punkt, der ikke er frigivet." in told, "what it deviates is not kept silent"
    assert "2 tværgående punkter" in told, "what is counted is the whole plan"
    assert "Heraf er 1 punkt ikke frigivet og derfor ikke med i de åbne bilag." in told
    assert "R102" in said(replace(one, access=Access.CONFIDENTIAL))


def test_a_section_of_involvement_tells_how_many_are_held_and_only_a_closed_case_what_came_of_them():
    heard = Involvement(
        party="Hovedudvalget", form="drøftelse", held_on=date(2026, 11, 3), result="Hovedudvalget anbefaler."
    )
    hearing = Involvement(party="Direktionen", opens_on=date(2026, 12, 1), deadline=date(2026, 12, 20))
    whole = content(item("D301", involvements=(heard, hearing)))

    def told(one: Ground) -> str:
        sections = compose(one, sections_of(TOWN.case, "beslutningstema"))
        return next(section.text for section in sections if section.heading == "Inddragelse")

    one = replace(ground(whole), arrangement="beslutningstema")
    counted = "Om punkterne inddrages MED-organisationen og direktionen: 1 inddragelse er holdt og 1 høring er i gang."
    assert counted in told(one) and "anbefaler" not in told(one)
    closed = told(replace(one, access=Access.CONFIDENTIAL))
    assert counted in closed
    assert "· D301 Emne D301: Hovedudvalget, drøftelse, holdt 3. november 2026. Hovedudvalget anbefaler." in closed
    about = replace(one, kind=CaseKind.ITEM, item=item("D302"))
    assert told(about) == "Der er ikke planlagt inddragelse."


def test_a_person_chooses_which_efforts_are_named_first():
    whole = content(item("R101", is_cross_cutting=True), item("R102", is_cross_cutting=True))
    told = said(ground(whole, emphasis=("R102",)))
    assert "Af større strategiske tværgående emner" in told and "· Emne R102" in told and "· Emne R101" not in told


def test_what_a_person_writes_goes_before_the_towns_sentence():
    own = "Det går ikke godt."
    one = ground(content(item("D301")), CaseKind.HALF_YEAR, own={"assessment": own})
    sections = compose(one, sections_of(TOWN.case))
    sentences = [each for section in sections for line in section.paragraphs for each in line.sentences]
    assert [each.origins[0].source for each in sentences if each.text == own] == [Source.PERSON]
    assert "generelt er fremdrift" not in said(one) and to_write(one) == ()


def test_a_towns_empty_sentence_is_left_out():
    silent = replace_sentences(dynamic="", law="Vor lov.", law_half_year="")
    told = said(ground(content(item("D301")), CaseKind.HALF_YEAR, town=silent))
    assert "dynamisk" not in told and "Vor lov" not in told
    assert "Vor lov." in said(ground(content(item("D301")), town=silent))


def replace_sentences(**sentences: str) -> Any:
    import msgspec

    case = msgspec.structs.replace(TOWN.case, sentences=TOWN.case.sentences | sentences)
    return msgspec.structs.replace(TOWN, case=case)


def test_the_table_says_only_what_there_is():
    assert set(SAYS) == set(MATTERS) and set(PERSONS) == set(CaseKind) == set(CASE_KINDS)
    elsewhere = {"sagen", "fra", "til"}
    assert set(FIELDS) | elsewhere == set(CASE_FIELDS), (
        "the fields that a town's file may name are those that are filled"
    )
    named = {field for text in shipped().sentences.values() for field in CASE_FIELD.findall(text)}
    assert named <= set(CASE_FIELDS)


def test_every_sentence_that_is_named_has_a_wording_somewhere():
    for matter, kinds in SAYS.items():
        for kind, lines in kinds.items():
            names = {
                name
                for line in lines
                for alternatives in line.removeprefix("?").partition(" : ")[0].split()
                for name in alternatives.split("|")
            }
            names = {name for name in names if name != "*"}
            unknown = {
                name
                for name in names - {"since_item", "remark", "context", *PERSONS[kind]}
                if Sentences(TOWN.case, kind).wording(name) is None and name not in shipped().sentences
            }
            assert not unknown, (matter, kind)


def test_the_language_of_the_reader_changes_nothing():
    one = ground(content(item("D301", strategies=("Verdensmål 4",))))
    with override("en"):
        english = said(one)
    with override("da"):
        assert said(one) == english


RELEASED_NOTHING = "Der er afsat 4.000.000 kr. til punktet i 2027, og heraf søges 4.000.000 kr. frigivet."
NOTHING_LEFT = "Der er afsat 4.000.000 kr. til punktet i 2027, og der er ikke mere at frigive."


@pytest.mark.parametrize(
    ("told", "economy", "recommended"),
    [
        (
            {},
            [RELEASED_NOTHING, "Der mangler anlægsbevilling på 4.000.000 kr., som søges med denne sag."],
            ["en anlægsbevilling på 4.000.000 kr. til A301 Emne A301.", "4.000.000 kr. i 2027 til A301"],
        ),
        (
            {"appropriated": 4_000_000},
            [RELEASED_NOTHING, "Der er givet anlægsbevilling på 4.000.000 kr."],
            ["4.000.000 kr. i 2027 til A301"],
        ),
        (
            {"appropriated": 1_000_000, "released": 500_000},
            [
                "heraf søges 3.500.000 kr. frigivet.",
                "Der er givet anlægsbevilling på 1.000.000 kr., og heraf er 500.000 kr. frigivet.",
                "Der mangler anlægsbevilling på 3.000.000 kr.",
            ],
            ["en anlægsbevilling på 3.000.000 kr.", "3.500.000 kr. i 2027 til A301"],
        ),
        ({"appropriated": 9_000_000, "released": 4_000_000, "spent": 10}, [NOTHING_LEFT, "Heraf er 10 kr. brugt."], []),
        ({"spent": 4_500_000}, [NOTHING_LEFT], []),
    ],
)
def test_a_release_asks_for_what_is_left_and_for_the_appropriation_that_lacks(told, economy, recommended):
    amounts = [
        Amount(year=2027, phase=phase, nature="capital", price_level="2027", kroner=kroner)
        for phase, kroner in {"adopted": 4_000_000, **told}.items()
    ]
    built = item("A301", Kind.CAPITAL, amounts=tuple(amounts))
    one = ground(content(built), CaseKind.RELEASE, item=built, year=2027)
    for sentence in economy:
        assert sentence in said(one, "Økonomiske")
    asked = said(one, "Indstilling")
    assert asked.count("indstiller") == len(recommended) and all(sentence in asked for sentence in recommended)
    assert ".." not in said(one)
