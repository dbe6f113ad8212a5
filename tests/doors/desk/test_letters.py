# SPDX-License-Identifier: MPL-2.0
"""The link of a mail leads to signing in and never past it; the calendar opens by its secret address alone."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.core import signing
from django.urls import reverse

from udmoent.desk.letters.links import LASTS, SALT
from udmoent.followup.actions import Asking, open_round, plan_round, raise_follow_up
from udmoent.followup.models import FeedKey
from udmoent.followup.rules import Timing, days_of
from udmoent.meetings.actions import call
from udmoent.organisation.models import Role
from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Facts, Kind, Treatment


def person_of(role: str):
    return Role.objects.get(name=role).person


def link(role: str, plan, round_id: int | None = None) -> str:
    return reverse("letter_link", args=[signing.dumps([person_of(role).pk, plan.pk, round_id], salt=SALT)])


def test_a_link_leads_to_signing_in_with_the_address_filled_in_and_then_on(skolechef, plan, client):
    address = link("responsible", plan)
    client.logout()
    answer = client.get(address)
    assert unquote(answer["Location"]) == f"{reverse('account_login')}?next={address}"
    page = client.get(answer["Location"]).content.decode()
    assert 'value="responsible@example.dk"' in page
    assert client.get(reverse("mine", args=[plan.pk])).status_code == 302


def test_whoever_is_signed_in_goes_straight_on(skolechef, plan):
    assert skolechef.get(link("responsible", plan))["Location"] == reverse("mine", args=[plan.pk])


def test_a_link_about_the_items_of_others_leads_to_the_round(keeper, asked, plan):
    assert keeper.get(link("plan_coordinator", plan, asked.pk))["Location"] == reverse(
        "round", args=[plan.pk, asked.pk]
    )


def test_another_who_is_signed_in_sees_her_own_and_is_told(skolechef, plan, sign_in):
    address = link("responsible", plan)
    answer = sign_in("contributor").get(address, follow=True)
    assert answer.redirect_chain[0][0] == reverse("mine", args=[plan.pk])
    assert "Linket stod i en mail til en anden" in answer.content.decode()
    assert answer.wsgi_request.user.email == "contributor@example.dk"


def test_whoever_answers_for_nothing_comes_to_the_front_page(skolechef, plan, sign_in):
    address = link("responsible", plan)
    assert sign_in("economist").get(address)["Location"] == reverse("home")


def test_somebody_without_a_role_comes_no_further_by_a_link(skolechef, plan, sign_in):
    address = link("responsible", plan)
    assert sign_in("nobody").get(address, follow=True).status_code == 403


@pytest.mark.parametrize("spoil", [lambda one: one[:-3] + "/", lambda one: one.replace("/mail/", "/mail/x")])
def test_a_link_that_was_tampered_with_tells_so_and_opens_nothing(skolechef, plan, spoil, client):
    address = spoil(link("responsible", plan))
    client.logout()
    answer = client.get(address)
    assert answer.status_code == 410
    assert "Linket virker ikke mere" in answer.content.decode()
    assert "addressee" not in client.session


def test_a_link_signed_for_something_else_opens_nothing(skolechef, plan):
    token = signing.dumps([person_of("responsible").pk, plan.pk, None], salt="another")
    assert skolechef.get(reverse("letter_link", args=[token])).status_code == 410


def test_an_old_link_is_good_no_more(skolechef, plan, monkeypatch):
    address = link("responsible", plan)
    later = datetime.now(UTC).timestamp() + (LASTS + timedelta(days=1)).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert skolechef.get(address).status_code == 410


# The calendar


@pytest.fixture
def asked(plan, own_item, item, coordinator, act):
    """A round that asks about the skolechef's item and one of somebody else's."""
    other = Facts(title="Hemmelig titel", body="BUU", responsible="Vejchef")
    hers = add(plan, NewItem(kind=Kind.OPERATING, facts=other), act=act(date(2024, 12, 11)))
    now = datetime(2025, 9, 20, 8, tzinfo=UTC)
    days = days_of(date(2025, 9, 30), Timing())
    planned = plan_round(plan, "Status september", days, Asking(), by=coordinator, now=now)
    return open_round(planned, [own_item.pk, hers.pk], by=coordinator, now=now)


def feed_address(client) -> str:
    page = client.post(reverse("feed_key")).content.decode()
    return page.partition("8000/kalender/")[2].partition(".ics")[0]


def test_the_calendar_holds_the_round_its_deadline_and_ones_own_numbers_and_nothing_else(skolechef, asked, own_item):
    secret = feed_address(skolechef)
    skolechef.logout()
    answer = skolechef.get(reverse("feed", args=[secret]))
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20250930" in text and "Status september" in text and own_item.number in text
    assert not {"D302", "Flere lærere", "Hemmelig titel", "Skolechef", "responsible@example.dk"} & set(text.split())
    assert "Flere lærere" not in text and "D302" not in text


def test_the_calendar_tells_at_which_meeting_the_directorate_follows_up(skolechef, own_item, meet, coordinator):
    meet(date(2025, 10, 20))
    when = {"on": date(2025, 9, 22), "by": coordinator, "now": datetime(2025, 9, 22, 9, tzinfo=UTC)}
    raise_follow_up(own_item, "Hemmelig tekst", **when)
    text = skolechef.get(reverse("feed", args=[feed_address(skolechef)])).content.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20251020" in text and "Direktionen følger op i dag (1 punkt)" in text
    assert own_item.number in text and "Hemmelig" not in text


def test_the_same_calendar_is_not_sent_twice(skolechef, asked):
    address = reverse("feed", args=[feed_address(skolechef)])
    first = skolechef.get(address)
    again = skolechef.get(address, headers={"If-None-Match": first["ETag"]})
    later = skolechef.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, later.status_code) == (304, 304)


def test_an_unknown_address_opens_nothing(skolechef, asked):
    assert skolechef.get(reverse("feed", args=["unknown"])).status_code == 404


def test_a_new_address_stops_the_old_one_and_only_a_sha256_is_kept(skolechef, asked):
    old, new = feed_address(skolechef), feed_address(skolechef)
    assert [skolechef.get(reverse("feed", args=[one])).status_code for one in (old, new)] == [404, 200]
    kept = FeedKey.objects.get()
    assert new not in str(vars(kept))


def test_an_address_that_is_taken_away_opens_nothing(skolechef, asked):
    secret = feed_address(skolechef)
    assert "Fjern adressen" in skolechef.get(reverse("account_home")).content.decode()
    skolechef.post(reverse("feed_key"), {"drop": "1"})
    assert skolechef.get(reverse("feed", args=[secret])).status_code == 404


def test_the_calendar_closes_with_the_role(skolechef, asked):
    secret = feed_address(skolechef)
    Role.objects.filter(name="responsible").update(valid_to=date(2025, 9, 29))
    assert skolechef.get(reverse("feed", args=[secret])).status_code == 404


def events_of(client) -> list[str]:
    text = client.get(reverse("feed", args=[feed_address(client)])).content.decode().replace("\r\n ", "")
    return text.split("BEGIN:VEVENT")[1:]


@pytest.fixture
def meetings(town, coordinator):
    """Of BUU on 8 October and of MTU on 9 October, and an old one of BUU."""
    days = (("BUU", date(2025, 10, 8)), ("MTU", date(2025, 10, 9)), ("BUU", date(2025, 6, 3)))
    now = datetime(2025, 5, 1, 9, tzinfo=UTC)
    for body, day in days:
        call(town.bodies.get(abbreviation=body), day, place="Byrådssalen", by=coordinator, now=now)


def test_the_calendar_of_a_secretary_holds_the_meetings_of_the_own_body(sign_in, town, meetings, own_item):
    secretary = sign_in("committee_secretary")
    assert events_of(secretary) == []
    Role.objects.filter(name="committee_secretary").update(body=town.bodies.get(abbreviation="BUU"))
    (event,) = events_of(secretary)
    assert "20251008" in event and "SUMMARY:BUU: Møde" in event and "Byrådssalen" in event
    assert own_item.number not in event


def test_the_calendar_holds_each_meeting_at_which_ones_own_items_are_treated_once(
    skolechef, town, meetings, own_item, act
):
    planned = [
        Treatment(body=body, form=form, time=day)
        for body, form, day in (
            ("BUU", "drøftelse", "8.10.2025"),
            ("BUU", "beslutning", "8.10.2025"),
            ("MTU", "orientering", "oktober 2025"),
        )
    ]
    change(own_item, act=act(date(2025, 9, 22)), treatments=tuple(planned))
    (event,) = events_of(skolechef)
    assert "20251008" in event and f"DESCRIPTION:{own_item.number}" in event
    Role.objects.filter(name="responsible").update(body=town.bodies.get(abbreviation="BUU"))
    assert len(events_of(skolechef)) == 1, "also where it is one's own body's"


def test_a_reader_has_no_calendar(sign_in):
    assert sign_in("reader").post(reverse("feed_key")).status_code == 403
