# SPDX-License-Identifier: MPL-2.0
"""What Udmønt wrote is read back as exactly what it was, however awkward the text."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties import examples
from tests.rooms.documents.write.cast import NORDDJURS, plan
from udmoent.documents.write import write_plan
from udmoent.economy.actions import AmountKey
from udmoent.editions.content import ItemContent, PlanContent, fingerprint
from udmoent.intake.draft import Draft
from udmoent.intake.read_draft import read_draft
from udmoent.lib.text import clean
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import FACTS, Assessment, Commitment, HearingAnswer, Involvement, Kind, Stage, Treatment

FORMS = [
    ("plan.json", "standard"),
    ("plan.xlsx", "standard"),
    ("plan.csv", "standard"),
    ("plan.docx", "standard"),
    ("plan.docx", "norddjurs"),
]


def there_and_back(content: PlanContent, to: Path, layout: str = "standard", language: str = "da") -> Draft:
    write_plan(content, to, whole=content, town=NORDDJURS, layout=layout, language=language)
    return read_draft(to, town=NORDDJURS, year=content.budget_year)


def differences(draft: Draft, content: PlanContent) -> list[tuple[object, ...]]:
    """Item, fact, what was read and what it was."""
    items = {item.number: item for item in content.items}
    found: list[tuple[object, ...]] = [("faults", fault) for fault in draft.faults]
    found += [("missing", number) for number in items if number not in {one.number for one in draft.items}]
    for one in draft.items:
        item = items[one.number]
        found += [(one.number, name, told, was) for name, told, was in _facts(one.told, item) if told != was]
        was = {AmountKey(a.year, a.phase, a.nature, a.price_level): a.kroner for a in item.amounts}
        if one.amounts and {key: kroner for key, kroner in one.amounts.items() if kroner} != was:
            found.append((one.number, "amounts", one.amounts, was))
        if one.kind != item.kind:
            found.append((one.number, "kind", one.kind, item.kind))
    return found


def _facts(told: Mapping[str, object], item: ItemContent):
    for name, value in told.items():
        if name == "is_closed":
            yield name, value, item.stage == Stage.CLOSED
        elif name == "extra":
            yield name, {key: text for key, text in dict(value).items() if text}, item.extra
        else:
            yield name, value, getattr(item, name)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("name", "layout"), FORMS)
def test_a_whole_plan_comes_back_as_it_was(tmp_path, name: str, layout: str, language: str):
    content = plan()
    draft = there_and_back(content, tmp_path / name, layout, language)
    assert differences(draft, content) == []
    assert draft.warnings == ()
    assert draft.stamp and draft.stamp.plan == content.plan


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.csv", "plan.json"])
def test_files_that_are_read_again_show_every_fact(tmp_path, name: str):
    assert there_and_back(plan(), tmp_path / name).columns >= {*FACTS, "amounts"}


AWKWARD = st.sampled_from(
    [
        *("Gennemført", "X", "I alt", "Note: husk", "#REF!", "=1+1", "-5", "@a", "+", "–", "Sociale investeringer", "BUU", "Projekt"),
        *("- HR\n- IT", "A; B", "Kursen: a\nKoordinering: b", "Direktionen: følger op", "a / b", "a · b", "'citat'", "2025", "1.0", "Nr."),
        *("linje\n\nlinje", "(bekræftet 1.2.2025)", "\\", "_x000D_", "Tværgående", "ja", "\"a\";b", "0012", "1e5", "sand"),
    ]
)  # fmt: skip
TEXT = st.one_of(st.just(""), AWKWARD, st.text(max_size=12)).map(clean)
NAME = TEXT.map(lambda text: text or "Navn")
DAY = st.none() | st.dates(date(2024, 1, 1), date(2026, 1, 1))
ANSWERS = st.lists(st.builds(HearingAnswer, sender=NAME, text=TEXT, received_on=DAY), max_size=2).map(tuple)


@st.composite
def items(draw) -> ItemContent:
    stage = draw(st.sampled_from([Stage.UNDER_WAY, Stage.PLANNED, Stage.CLOSED, Stage.NOT_STARTED]))
    kind = draw(st.sampled_from(list(Kind)))
    return ItemContent(
        id=1,
        number="x",
        kind=kind,
        title=draw(NAME),
        body=draw(st.sampled_from(["BUU", "MTU", "ØK"])),
        other_bodies=draw(st.sampled_from([(), ("KFU",), ("KFU", "KB")])),
        is_cross_cutting=draw(st.booleans()),
        heading=draw(st.sampled_from(["", "Partnerskaber", "Politiske visioner"])) if kind == Kind.INTENT else "",
        agreed_text=draw(TEXT),
        case_number=draw(TEXT),
        course=draw(TEXT),
        coordination=tuple(draw(st.lists(NAME, max_size=2))),
        commitments=tuple(draw(st.lists(st.builds(Commitment, party=NAME, promise=TEXT), max_size=2))),
        time=IndicativeTime.read(draw(TEXT), 2025),
        stage=stage,
        assessment=draw(st.sampled_from(list(Assessment))),
        status_text=draw(TEXT),
        responsible=draw(TEXT),
        closed_on=date(2025, 5, 31) if stage == Stage.CLOSED else None,
        strategies=tuple(draw(st.lists(NAME, max_size=2))),
        contributors=tuple(draw(st.lists(NAME, max_size=2))),
        treatments=tuple(draw(st.lists(st.builds(Treatment, body=st.just("BUU"), form=TEXT, time=TEXT), max_size=2))),
        involvements=tuple(
            draw(
                st.lists(
                    st.builds(Involvement, party=NAME, form=TEXT, result=TEXT, deadline=DAY, answers=ANSWERS),
                    max_size=2,
                )
            )
        ),
        staff_consequences=draw(TEXT),
        extra=draw(st.dictionaries(st.sampled_from(["Hjemmel", "Bemærkninger", "Afsl.", "KKC"]), NAME, max_size=2)),
    )


@pytest.mark.parametrize(("name", "layout"), FORMS)
@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=st.lists(items(), min_size=1, max_size=6))
def test_any_plan_comes_back_as_it_was(tmp_path, name: str, layout: str, told: list[ItemContent]):
    letters = NORDDJURS.numbers.letters
    order = sorted(enumerate(told, start=1), key=lambda pair: list(Kind).index(pair[1].kind))
    numbered = tuple(replace(item, id=at, number=f"{letters[item.kind]}{100 + at}") for at, item in order)
    content = replace(plan(1), items=numbered)
    assert differences(there_and_back(content, tmp_path / name, layout), content) == []


def test_json_tells_everything_and_carries_its_own_stamp(tmp_path):
    content = replace(plan(1), sha256=None)
    content = replace(content, sha256=fingerprint(content))
    draft = there_and_back(content, tmp_path / "plan.json")
    assert draft.stamp and (draft.stamp.fingerprint, draft.stamp.as_of) == (content.sha256, content.as_of)
    assert there_and_back(replace(content, sha256=None), tmp_path / "u.json").stamp.fingerprint is None


def test_an_excerpt_says_whose_it_is(tmp_path):
    from udmoent.editions.excerpt import excerpt

    whole = plan()
    for name in ("plan.json", "plan.xlsx", "plan.csv", "plan.docx"):
        write_plan(excerpt(whole, "BUU"), tmp_path / name, whole=whole, town=NORDDJURS)
        assert read_draft(tmp_path / name, town=NORDDJURS, year=2025).excerpt_of == "BUU"


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.csv", "plan.json"])
@pytest.mark.parametrize("called", ["X", "=x", "2026", "Emne", "Status", "Ekstra: X"])
def test_an_extra_column_may_be_called_what_the_plans_own_are(tmp_path, name: str, called: str):
    content = plan()
    content = replace(content, items=(replace(content.items[0], extra={called: "Ja"}), *content.items[1:]))
    assert differences(there_and_back(content, tmp_path / name), content) == []


def test_text_in_json_is_cleaned_as_in_all_other_files(tmp_path):
    content = plan()
    untidy = replace(content.items[0], title="Cafe\u0301 \u200bbla\u0007 \r\n slut  ", extra={"Note\u00a0": "a\r\nb"})
    draft = there_and_back(replace(content, items=(untidy,)), tmp_path / "plan.json")
    assert draft.items[0].told["title"] == clean(untidy.title) == "Café bla\n slut"
    assert draft.items[0].told["extra"] == {"Note": "a\nb"}


def test_the_days_of_a_time_in_json_are_those_its_text_means(tmp_path):
    content = plan()
    wrong = replace(content.items[0], time=IndicativeTime("1.3.2025", None, None))
    draft = there_and_back(replace(content, items=(wrong,)), tmp_path / "plan.json")
    assert draft.items[0].told["time"] == IndicativeTime.read("1.3.2025", 2025)


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.csv"])
def test_files_that_are_worked_in_have_the_x(tmp_path, name: str):
    draft = there_and_back(plan(), tmp_path / name)
    closed = {item.number for item in plan().items if item.stage == Stage.CLOSED}
    assert {one.number for one in draft.items if one.told["is_closed"]} == closed != set()
