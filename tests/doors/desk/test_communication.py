# SPDX-License-Identifier: MPL-2.0
"""Who is told what: planned at an item or a version, told as done, and the page of what is due."""

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from udmoent.editions.communicating import communications
from udmoent.editions.models import Communication
from udmoent.organisation.models import User
from udmoent.plan.actions import change

TODAY = date(2025, 9, 30)


def text(answer) -> str:
    return answer.content.decode()


def told(**more: str) -> dict[str, str]:
    usual = {"addressee": "staff", "message": "Vi flytter i maj", "planned_on": "15.9.2025", "post": "Skolechef"}
    return usual | {"channel": "intranet"} | more


@pytest.fixture
def planned(keeper, plan, own_item) -> Communication:
    """The staff should have been told of D301 by the head of schools two weeks ago."""
    keeper.post(reverse("communicate_item", args=[plan.pk, "D301"]), told())
    return Communication.objects.get()


def _user(role: str) -> User:
    return User.objects.get(email=f"{role}@example.dk")


def fields(answer) -> dict[str, object]:
    return {field.html_name: field.value() for field in answer.context["form"] if field.value()}


def test_it_stands_on_the_items_page_and_on_the_plans(keeper, plan, planned):
    for address in (reverse("item", args=[plan.pk, "D301"]), reverse("communication", args=[plan.pk])):
        page = text(keeper.get(address))
        assert "Vi flytter i maj" in page and "Medarbejdere" in page and "overskredet" in page
    assert "D301 Flere lærere" in text(keeper.get(reverse("communication", args=[plan.pk])))


def test_a_version_is_told_of_too(keeper, plan, edition):
    keeper.post(reverse("communicate_edition", args=[plan.pk, edition.pk]), told(addressee="press"))
    assert "Pressen" in text(keeper.get(reverse("edition", args=[plan.pk, edition.pk])))
    assert "Versionen “original”" in text(keeper.get(reverse("communication", args=[plan.pk])))


def test_it_is_told_to_be_done_and_what_was_said_before_stays(keeper, plan, planned):
    address = reverse("change_communication", args=[plan.pk, planned.pk])
    keeper.post(address, fields(keeper.get(address)) | {"message": "Vi flyttede i maj", "done_on": "29.9.2025"})
    (one,) = communications(plan, TODAY)
    assert one.told.done_on == date(2025, 9, 29)
    assert "Vi flytter i maj" in text(keeper.get(address))
    assert "overskredet" not in text(keeper.get(reverse("item", args=[plan.pk, "D301"])))


@pytest.mark.parametrize(
    "wrong", [{"message": ""}, {"planned_on": "engang"}, {"done_on": "1.10.2025"}, {"addressee": "alle"}]
)
def test_what_is_wrong_is_told_at_the_form_and_nothing_is_kept(keeper, plan, own_item, wrong):
    answer = keeper.post(reverse("communicate_item", args=[plan.pk, "D301"]), told(channel="Byens avis") | wrong)
    assert answer.status_code == 422 and "Byens avis" in text(answer) and not Communication.objects.exists()


def test_two_who_change_it_at_once_do_not_overwrite_each_other(keeper, plan, planned):
    address = reverse("change_communication", args=[plan.pk, planned.pk])
    mine = fields(keeper.get(address)) | {"message": "Mit budskab"}
    keeper.post(address, fields(keeper.get(address)) | {"message": "Deres budskab"})
    answer = keeper.post(address, mine)
    assert answer.status_code == 422 and "Mit budskab" in text(answer)
    assert communications(plan, TODAY)[0].told.message == "Deres budskab"


@pytest.mark.parametrize(
    ("asked", "is_shown"),
    [
        ({}, True),
        ({"staar": "done"}, False),
        ({"modtager": "staff"}, True),
        ({"modtager": "press"}, False),
        ({"stilling": "Skolechef"}, True),
        ({"om": "version"}, False),
    ],
)
def test_the_page_is_narrowed_by_its_address(keeper, plan, planned, asked, is_shown):
    page = text(keeper.get(reverse("communication", args=[plan.pk]), asked))
    assert ("Vi flytter i maj" in page) == is_shown and "<strong>1</strong> overskredet" in page


def test_the_sheet_holds_what_the_page_lists(keeper, plan, planned):
    answer = keeper.get(reverse("get_communication", args=[plan.pk, "xlsx"]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_name("Kommunikation").to_python()
    assert rows[1][:5] == ["D301", "Flere lærere", "Medarbejdere", "intranet", "Vi flytter i maj"]


# Who may


def test_whoever_answers_for_the_item_plans_it_and_others_do_not(skolechef, plan, own_item, item, edition):
    assert skolechef.get(reverse("communicate_item", args=[plan.pk, "D301"])).status_code == 200
    assert skolechef.get(reverse("communicate_item", args=[plan.pk, "A301"])).status_code == 403
    assert skolechef.get(reverse("communicate_edition", args=[plan.pk, edition.pk])).status_code == 403


def test_whoever_has_the_post_that_tells_it_tells_that_it_is_done(keeper, skolechef, plan, edition, item):
    keeper.force_login(_user("plan_coordinator"))
    keeper.post(reverse("communicate_edition", args=[plan.pk, edition.pk]), told(post="Skolechef"))
    keeper.post(reverse("communicate_item", args=[plan.pk, "A301"]), told(post="anlægschef"))
    named, other = Communication.objects.order_by("pk")
    skolechef.force_login(_user("responsible"))
    assert skolechef.get(reverse("change_communication", args=[plan.pk, named.pk])).status_code == 200
    assert skolechef.get(reverse("change_communication", args=[plan.pk, other.pk])).status_code == 403


def test_a_member_of_a_committee_sees_none_of_it(sign_in, plan, planned, own_item, act):
    client = sign_in("committee_member")
    change(own_item, act=act(TODAY), visibility="public")
    assert "Vi flytter i maj" not in text(client.get(reverse("item", args=[plan.pk, "D301"])))
    assert client.get(reverse("communication", args=[plan.pk])).status_code == 403


# The front page


def test_the_front_page_tells_whoever_is_to_tell_it_and_the_coordinator_what_is_late(keeper, skolechef, plan, planned):
    assert "Du skal fortælle andre" in text(skolechef.get("/"))
    keeper.force_login(_user("plan_coordinator"))
    page = text(keeper.get("/"))
    assert "Andre har ikke fået det at vide til tiden" in page and "Vi flytter i maj" in page
    address = reverse("change_communication", args=[plan.pk, planned.pk])
    keeper.post(address, fields(keeper.get(address)) | {"dropped_because": "Udgået"})
    assert "Andre har ikke fået det at vide til tiden" not in text(keeper.get("/"))
