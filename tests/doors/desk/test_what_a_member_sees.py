# SPDX-License-Identifier: MPL-2.0
"""A member of a committee: never a word of another committee's internal item, on no page and in no file."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from udmoent.desk.downloads import COMPARISON_ENDINGS, LIST_ENDINGS, PLAN_ENDINGS
from udmoent.editions.actions import seal
from udmoent.intake.models import Reading
from udmoent.organisation.models import Role
from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Facts, Kind, Visibility

HIDDEN = "Hemmelig havn"
RELEASED = "Åben cykelsti"
INSIDE = "Kun til internt brug"


@pytest.fixture
def member(sign_in, town) -> Client:
    """Somebody of BUU, with no other role."""
    client = sign_in("committee_member")
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="BUU"))
    return client


@pytest.fixture
def others(plan, item, act, coordinator) -> str:
    """Two items of MTU, changed between two versions: an internal one, whose number it is, and a released one."""
    told = {"body": "MTU", "course": INSIDE, "responsible": INSIDE}
    began = act(date(2024, 12, 11))
    hidden = add(plan, NewItem(kind=Kind.OPERATING, facts=Facts(title=HIDDEN, **told)), act=began)
    released = Facts(title=RELEASED, body="MTU", responsible=INSIDE, visibility=Visibility.PUBLIC)
    shown = add(plan, NewItem(kind=Kind.OPERATING, facts=released), act=began)
    seal(plan, "original", date(2024, 12, 11), by=coordinator, now=datetime(2024, 12, 11, 15, tzinfo=UTC))
    later = act(date(2025, 5, 1))
    change(hidden, act=later, title=f"{HIDDEN} igen", status_text=INSIDE)
    change(shown, act=later, title=f"{RELEASED} igen", status_text=INSIDE)
    change(item, act=later, status_text="Vores eget")
    seal(plan, "ultimo maj", date(2025, 5, 31), by=coordinator, now=datetime(2025, 6, 3, 15, tzinfo=UTC))
    return hidden.number


COMPARED = {"fra": "original", "til": "ultimo maj"}


def files(plan) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every file of the plan that a member can ask for."""
    of_edition = [plan.pk, plan.editions.get(name="ultimo maj").pk]
    for ending in PLAN_ENDINGS:
        for query in ({}, {"udvalg": "BUU"}, {"udvalg": "MTU"}, {"pr": "2025-01-31"}):
            yield ending, reverse("get_plan", args=[plan.pk, ending]), query
            yield ending, reverse("get_edition", args=[*of_edition, ending]), query
    for ending in LIST_ENDINGS:
        for query in ({}, {"udvalg": "MTU"}, {"stadie": "open"}, {"aendret": "original", "kolonne": "status"}):
            yield ending, reverse("get_list", args=[plan.pk, ending]), query
    for ending in COMPARISON_ENDINGS:
        for query in ({}, {"udvalg": "MTU"}, {"fra": "1.1.2025", "til": "1.9.2025"}, {"tvaergaaende": "on"}):
            yield ending, reverse("get_comparison", args=[plan.pk, ending]), COMPARED | query


def pages(plan) -> Iterator[tuple[str, dict[str, str]]]:
    for query in ({}, {"udvalg": "MTU"}, {"soeg": "hemmelig"}, {"pr": "2025-01-31"}):
        yield reverse("plan", args=[plan.pk]), query
        yield reverse("timeline", args=[plan.pk]), query
    yield reverse("editions", args=[plan.pk]), {}
    for edition in plan.editions.all():
        yield reverse("edition", args=[plan.pk, edition.pk]), {}
        yield reverse("edition", args=[plan.pk, edition.pk]), {"udvalg": "MTU"}
    for query in ({}, {"udvalg": "MTU"}, {"fra": "1.1.2025", "til": "1.9.2025"}):
        yield reverse("comparison", args=[plan.pk]), COMPARED | query


def text_in(content: bytes, ending: str) -> str:
    if ending == "pdf":
        return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    if ending in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    return content.decode()


def test_no_file_tells_of_another_committees_internal_item(member, plan, others):
    told = 0
    for ending, address, query in files(plan):
        answer = member.get(address, query)
        assert answer.status_code == 200, (address, query)
        text = text_in(b"".join(answer.streaming_content), ending)
        assert not {word for word in (HIDDEN, others, INSIDE) if word in text}, (address, query)
        told += "Ny daginstitution" in text or RELEASED in text
    assert told > 20


def test_no_page_tells_of_another_committees_internal_item(member, plan, others):
    for address, query in pages(plan):
        answer = member.get(address, query)
        assert answer.status_code == 200, (address, query)
        text = answer.content.decode().replace(f'value="{HIDDEN}"', "")
        assert not {word for word in (HIDDEN, others, INSIDE) if word in text}, (address, query)


def test_anothers_internal_item_of_a_version_is_not_there(member, plan, others):
    for edition in plan.editions.all():
        assert member.get(reverse("edition_item", args=[plan.pk, edition.pk, others])).status_code == 404
        assert INSIDE not in member.get(reverse("edition_item", args=[plan.pk, edition.pk, "D502"])).content.decode()


def test_corrections_of_others_are_not_told(member, plan, others, act):
    why = "En hemmelig rettelse"
    change(plan.items.get(number=others), act=act(date(2025, 5, 31), on=date(2025, 7, 1), why=why), course="Ny")
    edition = plan.editions.get(name="ultimo maj")
    assert why not in member.get(reverse("edition", args=[plan.pk, edition.pk])).content.decode()


def test_the_own_excerpt_is_told_in_full_and_the_rest_as_to_the_public(member, plan, others):
    text = member.get(reverse("comparison", args=[plan.pk]), COMPARED).content.decode()
    assert "Vores eget" in text and RELEASED in text


def test_whoever_may_see_the_whole_plan_is_told_of_all(sign_in, plan, others):
    text = sign_in("reader").get(reverse("comparison", args=[plan.pk]), COMPARED).content.decode()
    assert HIDDEN in text and INSIDE in text


def test_an_item_that_was_hidden_since_is_not_said_to_have_moved(member, plan, others, act):
    shown = next(item for item in plan.items.all() if item.states.latest("pk").title == f"{RELEASED} igen")
    change(shown, act=act(date(2025, 9, 1)), visibility=Visibility.INTERNAL)
    today = {"fra": "original", "til": "30.9.2025"}
    for address, query in (
        (reverse("comparison", args=[plan.pk]), today),
        (reverse("comparison", args=[plan.pk]), today | {"udvalg": "MTU"}),
        (reverse("body", args=[plan.pk, "MTU"]), {}),
        (reverse("home"), {"siden": "90"}),
    ):
        assert RELEASED not in member.get(address, query).content.decode(), (address, query)
    told = b"".join(member.get(reverse("get_plan", args=[plan.pk, "docx"]), {"udvalg": "MTU"}).streaming_content)
    assert RELEASED not in text_in(told, "docx")


def test_a_members_file_that_comes_back_blanks_nothing_that_the_member_did_not_see(member, sign_in, plan, others):
    content = b"".join(member.get(reverse("get_plan", args=[plan.pk, "json"])).streaming_content)
    assert RELEASED in content.decode()
    file = SimpleUploadedFile("plan.json", content)
    told = {"file": file, "unit": "", "applies_on": "30.9.2025", "why": ""}
    sign_in("plan_coordinator").post(reverse("import", args=[plan.pk]), told)
    found = Reading.objects.get().told
    assert (found["differences"], found["conflicts"], found["additions"], found["faults"]) == ([], [], [], [])
    assert found["unchanged"] == 2
