# SPDX-License-Identifier: MPL-2.0
"""The committees: their excerpts, what changed for them, their work plans and their meetings."""

import re
from datetime import UTC, date, datetime, time
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.doors.desk.conftest import TODAY
from udmoent.editions.actions import seal
from udmoent.meetings.actions import call
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Body, Role
from udmoent.plan.actions import NewItem, add, change, close, note_closing
from udmoent.plan.facts import ClosingReason, Facts, Kind, Treatment

NOW = datetime(2025, 9, 29, 9, tzinfo=UTC)
TOLD = {"held_on": "8.10.2025", "starts_at": "kl. 17", "title": "", "place": "Mødelokale 3"}


def page(client, plan, body="BUU", **query) -> str:
    answer = client.get(reverse("body", args=[plan.pk, body]), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.fixture
def buu(town) -> Body:
    return town.bodies.get(abbreviation="BUU")


@pytest.fixture
def secretary(sign_in, buu):
    client = sign_in("committee_secretary")
    Role.objects.filter(name="committee_secretary").update(body=buu)
    return client


@pytest.fixture
def meeting(buu, coordinator) -> Meeting:
    return call(buu, date(2025, 11, 12), by=coordinator, now=NOW)


def test_every_body_is_listed_with_its_own_items_and_its_next_meeting(keeper, plan, item, own_item, meeting):
    text = unescape(keeper.get(reverse("bodies", args=[plan.pk])).content.decode())
    assert "Børne- og Ungdomsudvalget" in text and "12. november 2025" in text
    assert '<td role="cell" class="c-count" data-label="Egne punkter">2</td>' in text


def test_a_body_that_is_over_is_told_as_a_former_one_with_what_came_after_it(keeper, plan, item, buu):
    after = Body.objects.create(
        municipality=plan.municipality,
        abbreviation="BSU",
        name="Børne- og Skoleudvalget",
        kind="committee",
        valid_from=date(2025, 7, 1),
    )
    Body.objects.filter(pk=buu.pk).update(valid_to=date(2025, 6, 30), successor=after)
    listed = unescape(keeper.get(reverse("bodies", args=[plan.pk])).content.decode())
    assert "Tidligere udvalg" in listed and "afløst af BSU" in listed
    assert "Det ophørte den 30. juni 2025" in page(keeper, plan) and "BSU har afløst det" in page(keeper, plan)
    assert "Ny daginstitution" in page(keeper, plan, "BSU")


def test_changed_and_open_comes_first_and_what_is_closed_last(keeper, plan, item, own_item, buu, coordinator, act):
    ended = add(plan, NewItem(kind=Kind.OPERATING, facts=Facts(title="Ovre", body="BUU")), act=act(date(2024, 12, 11)))
    seal(plan, "original", date(2025, 1, 15), body=buu, by=coordinator, now=NOW)
    change(item, course="Bygges i træ", act=act(date(2025, 3, 1)))
    close(ended, reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 3, 2)))
    text = page(keeper, plan)
    places = [text.index(part) for part in ("Ændrede og åbne", "Åbne og uændrede", 'id="closed"')]
    assert places == sorted(places)
    changed, unchanged, closed = text[places[0] : places[1]], text[places[1] : places[2]], text[places[2] :]
    assert "Ny daginstitution" in changed and "Flere lærere" in unchanged and "Ovre" in closed
    assert (
        "Ændringer siden “original”" in text
        and "som gik til BUU" in text
        and "<ins>" in text
        and "Bygges i træ" in text
    )


def test_a_version_that_went_to_another_body_says_so(keeper, plan, item, town, coordinator):
    seal(plan, "original", date(2025, 1, 15), body=town.bodies.get(abbreviation="ØK"), by=coordinator, now=NOW)
    assert "som gik til ØK og ikke til BUU" in page(keeper, plan)


def test_what_is_closed_and_not_noted_is_marked_and_leads_to_where_it_is_noted(secretary, sign_in, plan, item, act):
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 3, 2)))
    href = reverse("note_closing", args=[plan.pk, item.number])
    closed = page(secretary, plan)
    assert "ikke taget til efterretning endnu" in closed and href in closed
    read = page(sign_in("reader"), plan)
    assert "ikke taget til efterretning endnu" in read and href not in read
    note_closing(item, noted_on=date(2025, 3, 5), act=act(date(2025, 3, 5)))
    assert "ikke taget til efterretning endnu" not in page(sign_in("committee_secretary"), plan)


def test_another_version_is_chosen(keeper, plan, item, buu, coordinator, act):
    first = seal(plan, "original", date(2024, 12, 11), by=coordinator, now=NOW)
    change(item, course="Bygges i træ", act=act(date(2025, 3, 1)))
    seal(plan, "ultimo maj 2025", date(2025, 5, 31), body=buu, by=coordinator, now=NOW)
    assert "Bygges i træ" not in page(keeper, plan)
    assert "Bygges i træ" in page(keeper, plan, fra=first.pk)


def test_without_a_version_all_open_items_stand_together(keeper, plan, item):
    text = page(keeper, plan)
    assert "Åbne punkter" in text and "intet at blive holdt op imod" in text


def test_the_work_plan_begins_with_what_has_no_time(keeper, plan, item, own_item, meeting, act):
    change(item, treatments=(Treatment(body="BUU", form="beslutning", time="november 2025"),), act=act(TODAY))
    change(own_item, treatments=(Treatment(body="BUU", form="drøftelse"),), act=act(TODAY))
    text = page(keeper, plan).split('id="work-plan"')[1]
    assert text.index("Mangler et tidspunkt") < text.index("Flere lærere") < text.index("Kommende")
    assert "12. november 2025" in text.split("</h3>")[2]


def test_a_member_sees_of_another_body_what_is_public_only(sign_in, town, plan, item, own_item, coordinator, act):
    client = sign_in("committee_member")
    seal(plan, "original", date(2024, 12, 11), by=coordinator, now=NOW)
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="MTU"))
    change(own_item, visibility="public", status_text="Internt", act=act(TODAY))
    text = page(client, plan)
    assert "Flere lærere" in text and "Internt" not in text.split("<main")[1].split("</main>")[0].replace(
        "Internt: ikke", ""
    )
    assert "Ny daginstitution" not in text


def test_a_body_that_never_was_is_not_there(keeper, plan):
    assert keeper.get(reverse("body", args=[plan.pk, "XYZ"])).status_code == 404
    assert keeper.post(reverse("add_meeting", args=[plan.pk, "XYZ"]), TOLD).status_code == 404


def test_the_excerpt_and_the_versions_that_went_here_are_handed_out(keeper, plan, item, buu, coordinator):
    edition = seal(plan, "original", date(2024, 12, 11), body=buu, by=coordinator, now=NOW)
    text = page(keeper, plan)
    assert reverse("get_plan", args=[plan.pk, "docx"]) + "?udvalg=BUU" in text
    assert reverse("get_edition", args=[plan.pk, edition.pk, "pdf"]) + "?udvalg=BUU" in text


def test_a_secretary_puts_a_meeting_into_the_own_calendar(secretary, plan, buu):
    answer = secretary.post(reverse("add_meeting", args=[plan.pk, "BUU"]), TOLD, follow=True)
    assert "Mødet den 8. oktober 2025 er i kalenderen" in answer.content.decode()
    told = [(one.held_on, one.starts_at, one.place) for one in buu.meetings.all()]
    assert told == [(date(2025, 10, 8), time(17), "Mødelokale 3")]
    listed = page(secretary, plan).split('id="meetings"')[1]
    assert "8. oktober 2025 kl. 17.00" in listed
    assert "Dagsordenen udsendes torsdag den 2. oktober; sagerne skal være klar fredag den 26. september." in listed


def test_a_secretary_of_a_body_that_was_renamed_keeps_the_successors_calendar(secretary, plan, buu):
    told = {"name": "Børne- og Skoleudvalget", "kind": "committee", "valid_from": date(2025, 7, 1)}
    buu.successor = Body.objects.create(municipality=plan.municipality, abbreviation="BSU", **told)
    buu.valid_to = date(2025, 6, 30)
    buu.save()
    answer = secretary.post(reverse("add_meeting", args=[plan.pk, "BSU"]), TOLD, follow=True)
    assert (
        "er i kalenderen" in unescape(answer.content.decode())
        and plan.municipality.meetings.get().body.abbreviation == "BSU"
    )


def test_a_secretary_keeps_no_other_bodys_calendar(secretary, plan, town, coordinator):
    theirs = call(town.bodies.get(abbreviation="ØK"), date(2025, 10, 7), by=coordinator, now=NOW)
    for name, parts in (("add_meeting", []), ("edit_meeting", [theirs.pk]), ("remove_meeting", [theirs.pk])):
        answer = secretary.post(reverse(name, args=[plan.pk, "ØK", *parts]), TOLD)
        assert answer.status_code == 403 and "dit eget udvalgs møder" in answer.content.decode()
    assert Meeting.objects.get() == theirs
    assert "Tilføj et møde" not in page(secretary, plan, "ØK") and "Tilføj et møde" in page(secretary, plan)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts_at": "om aftenen"}, "ikke et klokkeslæt"),
        ({"held_on": "12.11.2025"}, "allerede møde"),
        ({"held_on": "snart"}, "ikke en dato"),
        ({"held_on": ""}, "Dato"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_at_the_form_with_nothing_lost(keeper, plan, meeting, wrong, sentence):
    answer = keeper.post(reverse("add_meeting", args=[plan.pk, "BUU"]), TOLD | wrong)
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text and 'value="Mødelokale 3"' in text
    assert Meeting.objects.count() == 1


def test_a_meeting_is_moved(secretary, plan, meeting):
    address = reverse("edit_meeting", args=[plan.pk, "BUU", meeting.pk])
    assert "12.11.2025" in secretary.get(address).content.decode()
    secretary.post(address, TOLD | {"held_on": "19.11.2025"})
    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.place) == (date(2025, 11, 19), "Mødelokale 3")
    assert "flyttet fra 12. november 2025" in page(secretary, plan)
    assert "Mødet er flyttet fra den 12. november 2025." in secretary.get(address).content.decode()


def test_the_day_of_a_decision_is_not_moved(keeper, plan, meeting):
    Decision.objects.create(municipality=plan.municipality, meeting=meeting, title="Status", text="Godkendt.")
    address = reverse("edit_meeting", args=[plan.pk, "BUU", meeting.pk])
    answer = keeper.post(address, TOLD)
    assert answer.status_code == 422 and "truffet beslutninger" in answer.content.decode()


def test_a_meeting_is_taken_out_unless_something_hangs_on_it(secretary, plan, meeting):
    address = reverse("remove_meeting", args=[plan.pk, "BUU", meeting.pk])
    decided = Decision.objects.create(municipality=plan.municipality, meeting=meeting, title="Status", text="Ja.")
    answer = secretary.post(address)
    assert answer.status_code == 422 and "kan ikke fjernes" in answer.content.decode()
    decided.delete()
    secretary.post(address)
    assert not Meeting.objects.exists()


def test_a_meeting_is_taken_out_after_its_items_are_named_and_comes_back(secretary, plan, meeting, own_item, act):
    day = f"{meeting.held_on.day}.{meeting.held_on.month}.{meeting.held_on.year}"
    change(own_item, treatments=(Treatment(body="BUU", form="beslutning", time=day),), act=act(TODAY))
    address = reverse("remove_meeting", args=[plan.pk, "BUU", meeting.pk])
    asked = secretary.get(address).content.decode()
    assert Meeting.objects.exists() and own_item.number in asked and "Organet mødes ikke da" in asked
    told = secretary.post(address, follow=True).content.decode()
    assert not Meeting.objects.exists() and "Tag hele ændringen tilbage" in told
    back = re.search(r'action="([^"]*fortryd/)"', told)
    secretary.post(back[1])
    assert [one.held_on for one in Meeting.objects.all()] == [meeting.held_on]


def test_a_meeting_of_another_body_is_not_at_this_address(keeper, plan, meeting):
    assert keeper.get(reverse("edit_meeting", args=[plan.pk, "ØK", meeting.pk])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_items(keeper, plan, item, edition, act):
    page(keeper, plan)
    with CaptureQueriesContext(connection) as few:
        page(keeper, plan)
    for place in range(12):
        facts = Facts(title=f"Emne {place}", body="BUU", treatments=(Treatment(body="BUU", time="oktober 2025"),))
        add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(TODAY))
    with CaptureQueriesContext(connection) as many:
        page(keeper, plan)
    assert len(many) == len(few)
