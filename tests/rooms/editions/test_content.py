# SPDX-License-Identifier: MPL-2.0
"""Plan content's JSON: one form, one hash, one schema."""

import hashlib
import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.properties import examples
from tests.rooms.editions.contents import CONTENTS, TEXT, content
from udmoent.editions.content import (
    ItemContent,
    PlanContent,
    UnreadableContent,
    fingerprint,
    from_json,
    schema,
    to_json,
)
from udmoent.plan.facts import Kind, Treatment

SCHEMA = Path(__file__).parents[3] / "docs/reference/plan-content.schema.json"
quickly = settings(max_examples=examples(60), deadline=None, derandomize=True)


def as_python_writes_it(told: object) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def with_course(course: str) -> PlanContent:
    return content((ItemContent(id=1, number="D101", kind=Kind.OPERATING, title="Asfalt", body="MTU", course=course),))


@quickly
@given(CONTENTS)
@example(with_course("Først\n\u0303så"))
def test_what_is_written_is_read_back(made: PlanContent):
    composed = from_json(to_json(made))
    assert from_json(to_json(composed)) == composed
    assert to_json(composed) == to_json(made)


@quickly
@given(CONTENTS)
@example(with_course('linje\r\n\t\u2028\x7f\x00\\"'))
def test_the_json_is_what_any_program_writes_with_sorted_keys(made: PlanContent):
    written = to_json(made)
    assert written == as_python_writes_it(json.loads(written))


@quickly
@given(CONTENTS)
def test_the_hash_is_of_the_json_without_the_hash(made: PlanContent):
    told = json.loads(to_json(made))
    del told["sha256"]
    assert fingerprint(made) == hashlib.sha256(as_python_writes_it(told)).hexdigest()
    assert fingerprint(replace(made, sha256="0" * 64)) == fingerprint(made)


@quickly
@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("n\u0303 \n\u0303 =\u0338 A\u030a")
def test_every_text_is_composed(text: str):
    (item,) = from_json(to_json(with_course(text))).items
    assert item.course == unicodedata.normalize("NFC", text)


@given(TEXT)
def test_the_same_text_written_in_two_ways_gives_the_same_bytes(text: str):
    one, other = (with_course(unicodedata.normalize(form, f"blåbærgrød {text}")) for form in ("NFC", "NFD"))
    assert to_json(one) == to_json(other)
    assert fingerprint(one) == fingerprint(other)


@quickly
@given(CONTENTS)
def test_the_schema_holds_every_content(made: PlanContent):
    assert not list(VALIDATOR.iter_errors(json.loads(to_json(made))))


def test_the_schema_refuses_what_is_not_plan_content():
    told = json.loads(to_json(with_course("")))
    for wrong in (told | {"as_of": 3}, told | {"format": 2}, told | {"items": [{"number": "D101"}]}, {}):
        assert list(VALIDATOR.iter_errors(wrong)), wrong


def test_the_published_schema_is_up_to_date():
    published = SCHEMA.read_text(encoding="utf-8")
    assert published == json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def test_a_version_from_before_treatments_told_more_is_read_as_it_was():
    told = json.loads(to_json(with_course("")))
    told["items"][0]["treatments"] = [{"body": "BUU", "form": "beslutning", "time": "marts 2025"}]
    (treated,) = from_json(json.dumps(told)).items[0].treatments
    assert treated == Treatment(body="BUU", form="beslutning", time="marts 2025")


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', "{", b"\xff", '{"format": 99}'])
def test_json_that_is_not_plan_content_is_refused(text: str | bytes):
    with pytest.raises(UnreadableContent):
        from_json(text)


VALIDATOR = jsonschema.Draft202012Validator(schema())
