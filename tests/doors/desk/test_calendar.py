# SPDX-License-Identifier: MPL-2.0
"""The bodies' meetings of a year on one page; brought in from a file or by a rule, shown first, and taken back."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.doors.desk.conftest import TODAY
from tests.rooms.plan.test_treat import NOW
from udmoent.intake.models import CalendarChange
from udmoent.meetings.actions import call
from udmoent.meetings.models import Decision, Meeting
from udmoent.organisation.models import Role
from udmoent.plan.actions import change
from udmoent.plan.facts import Treatment

CSV = "Dato;Udvalg;Tid;Sted\n14-01-2026;BUU;17.00;Lokale 3\n20-01-2026;Økonomiudvalget;16.00;Lokale 1\n21-01-2026;Trivselsudvalget;;\n"
RULE = {
    "body": "BUU",
    "rhythm": "2",
    "weekday": "2",
    "first": "1.1.2026",
    "last": "31.12.2026",
    "starts_at": "17",
    "title": "",
    "place": "Lokale 3",
    "skips_july": "on",
    "skips_holidays": "on",
}


def file(content: str = CSV, name: str = "kalender.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def at(plan, name: str = "calendar", *parts: object) -> str:
    return reverse(name, args=[plan.pk, *parts])


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def token(answer) -> str:
    return re.search(r'name="forslag" value="([^"]+)"', answer.content.decode())[1]


def confirmed(answer) -> dict[str, object]:
    """What the page sends where everything stays ticked and chosen as it is."""
    text = text_of(answer)
    ticked = re.findall(r'name="linje" value="([^"]+)"[^>]*checked', text)
    guesses = re.findall(r'name="(valg-[^"]+)"', text)
    return {"forslag": token(answer), "linje": ticked} | dict.fromkeys(guesses, "move")


@pytest.fixture
def secretary(sign_in, town):
    client = sign_in("committee_secretary")
    Role.objects.filter(name="committee_secretary").update(body=town.bodies.get(abbreviation="BUU"))
    return client


def test_a_file_is_shown_and_then_brought_in(keeper, plan):
    shown = keeper.post(at(plan, "import_calendar"), {"file": file()})
    text = text_of(shown)
    assert "2</strong> nye møder" in text and "BUU 14. januar 2026" in text and "kl. 17.00" in text
    assert 'Ikke forstået <span class="number">1</span>' in text
    assert "række 4" in text and "“Trivselsudvalget” er ikke et organ i kommunen." in text
    assert not Meeting.objects.exists()
    done = keeper.post(at(plan, "bring_meetings"), confirmed(shown), follow=True)
    assert "2 møder i kalenderen er ændret." in text_of(done)
    assert {(one.body.abbreviation, one.held_on) for one in Meeting.objects.all()} == {
        ("BUU", date(2026, 1, 14)),
        ("ØK", date(2026, 1, 20)),
    }


def test_a_meeting_called_off_that_the_calendar_lacks_is_told(keeper, plan):
    event = "BEGIN:VEVENT\nUID:1\nSUMMARY:BUU\nDTSTART:20260114T170000\nSTATUS:CANCELLED\nEND:VEVENT\n"
    told = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{event}END:VCALENDAR\n".encode()
    shown = text_of(keeper.post(at(plan, "import_calendar"), {"file": SimpleUploadedFile("k.ics", told)}))
    assert "BUU" in shown.split("Aflyst, og ikke i kalenderen")[1] and "14. januar 2026" in shown


def test_the_same_file_twice_changes_nothing(keeper, plan):
    for _time in range(2):
        shown = keeper.post(at(plan, "import_calendar"), {"file": file()})
        if 'name="forslag"' in shown.content.decode():
            keeper.post(at(plan, "bring_meetings"), confirmed(shown))
    assert "Det hele er i kalenderen i forvejen" in text_of(shown)
    assert Meeting.objects.count() == 2 and CalendarChange.objects.count() == 1


def test_what_is_not_ticked_stays_out(keeper, plan):
    shown = keeper.post(at(plan, "import_calendar"), {"file": file()})
    told = confirmed(shown)
    keeper.post(at(plan, "bring_meetings"), told | {"linje": told["linje"][:1]})
    assert Meeting.objects.count() == 1
    answer = keeper.post(at(plan, "bring_meetings"), told | {"linje": []})
    assert answer.status_code == 422 and "Intet er valgt" in text_of(answer)


def test_a_meeting_on_another_day_of_the_month_is_asked_about(keeper, plan, town, item, coordinator, act):
    call(town.bodies.get(abbreviation="BUU"), date(2026, 1, 7), by=coordinator, now=NOW)
    change(item, treatments=(Treatment(body="BUU", time="7.1.2026"),), act=act(TODAY))
    shown = keeper.post(at(plan, "import_calendar"), {"file": file()})
    assert "Flyttet fra 7. januar 2026" in text_of(shown) and "Et nyt møde" in text_of(shown)
    keeper.post(at(plan, "bring_meetings"), confirmed(shown))
    assert item.states.latest("pk").facts.treatments[0].time == "14.1.2026"


def test_a_change_is_told_and_taken_back(keeper, plan):
    shown = keeper.post(at(plan, "import_calendar"), {"file": file()})
    keeper.post(at(plan, "bring_meetings"), confirmed(shown))
    made = CalendarChange.objects.get()
    page = text_of(keeper.get(at(plan, "calendar_change", made.pk)))
    assert "kalender.csv" in page and "14. januar 2026" in page and "Tag hele ændringen tilbage" in page
    assert "kalender.csv" in text_of(keeper.get(at(plan), {"aar": "2026"}))
    back = keeper.post(at(plan, "take_back_calendar", made.pk), follow=True)
    assert "Kalenderen er, som den var før." in text_of(back) and not Meeting.objects.exists()
    assert "Taget tilbage den" in text_of(back)


def test_what_was_built_on_is_not_taken_back(keeper, plan):
    shown = keeper.post(at(plan, "import_calendar"), {"file": file()})
    keeper.post(at(plan, "bring_meetings"), confirmed(shown))
    for meeting in Meeting.objects.all():
        Decision.objects.create(municipality=plan.municipality, meeting=meeting, title="Status", text="Godkendt.")
    made = CalendarChange.objects.get()
    answer = keeper.post(at(plan, "take_back_calendar", made.pk), follow=True)
    assert "Status" in text_of(answer) and Meeting.objects.count() == 2


def test_a_secretary_brings_in_what_is_the_own_bodys_and_is_told_the_rest(secretary, plan):
    shown = secretary.post(at(plan, "import_calendar"), {"file": file()})
    said = text_of(shown)
    assert "1</strong> nyt møde<" in said and "20. januar 2026" in said.split("men ikke dine at rette")[1]
    assert "ØK" not in said.split('id="ikke-forstaaet"')[1]
    secretary.post(at(plan, "bring_meetings"), confirmed(shown))
    assert [one.body.abbreviation for one in Meeting.objects.all()] == ["BUU"]


def test_a_secretary_takes_back_the_own_bodys_meetings_alone(sign_in, plan, town):
    keeper = sign_in("plan_coordinator")
    shown = keeper.post(at(plan, "import_calendar"), {"file": file()})
    keeper.post(at(plan, "bring_meetings"), confirmed(shown))
    made, client = CalendarChange.objects.get(), sign_in("committee_secretary")
    Role.objects.filter(name="committee_secretary").update(body=town.bodies.get(abbreviation="BUU"))
    assert "Tag hele ændringen tilbage" not in text_of(client.get(at(plan, "calendar_change", made.pk)))
    assert client.post(at(plan, "take_back_calendar", made.pk)).status_code == 403
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"body": ""}, "skal udfyldes"),
        ({"file": SimpleUploadedFile("kalender.pdf", b"%PDF")}, "ingen fil, en kalender kan læses fra"),
        ({"file": SimpleUploadedFile("kalender.ics", b"hej")}, "ingen"),
        ({"file": SimpleUploadedFile("kalender.xlsx", b"hej")}, "beskadiget"),
    ],
)
def test_what_is_no_calendar_is_refused_at_the_form(keeper, plan, sent, sentence):
    answer = keeper.post(at(plan, "import_calendar"), sent)
    assert answer.status_code == 422 and sentence in text_of(answer)


def test_a_proposal_that_was_tampered_with_is_not_known(keeper, plan):
    for wrong in ("", "abc", "e30:1:abc"):
        assert keeper.post(at(plan, "bring_meetings"), {"forslag": wrong}).status_code == 404


# Recurring meetings


def test_meetings_recur_by_a_rule_whose_days_are_shown_first(secretary, plan):
    shown = secretary.post(at(plan, "repeat_meetings"), RULE)
    text = text_of(shown)
    assert "11</strong> nye møder" in text and "BUU 14. januar 2026" in text and "kl. 17.00" in text
    assert "8. juli 2026" in text.split("Intet møde disse dage")[1]
    secretary.post(at(plan, "bring_meetings"), confirmed(shown))
    assert Meeting.objects.count() == 11 and not Meeting.objects.filter(held_on__month=7).exists()
    made = CalendarChange.objects.get()
    assert made.title == "BUU: den anden i hver måned, onsdag, 1.1.2026 til 31.12.2026"


def test_a_rule_that_runs_backwards_is_refused_at_the_form(secretary, plan):
    answer = secretary.post(at(plan, "repeat_meetings"), RULE | {"last": "1.1.2025"})
    assert answer.status_code == 422 and "ligger før den første" in text_of(answer)
    assert secretary.post(at(plan, "repeat_meetings"), RULE | {"body": "ØK"}).status_code == 422


# The page


def test_the_meetings_of_a_year_stand_with_their_deadlines_and_what_is_planned(
    keeper, plan, item, town, coordinator, act
):
    for body, day in (("BUU", date(2025, 10, 8)), ("ØK", date(2025, 10, 7)), ("BUU", date(2026, 1, 14))):
        call(town.bodies.get(abbreviation=body), day, by=coordinator, now=NOW)
    change(item, treatments=(Treatment(body="BUU", time="8.10.2025"),), act=act(TODAY))
    text = text_of(keeper.get(at(plan)))
    assert "8. oktober 2025" in text and "2. oktober 2025" in text and "14. januar 2026" not in text
    assert 'data-label="Planlagt">1</td>' in text
    one = text_of(keeper.get(at(plan), {"udvalg": "ØK"}))
    assert "7. oktober 2025" in one and "8. oktober 2025" not in one
    assert "14. januar 2026" in text_of(keeper.get(at(plan), {"aar": "2026"}))


def test_an_empty_year_leads_to_where_meetings_come_from(keeper, sign_in, plan):
    assert at(plan, "import_calendar") in text_of(keeper.get(at(plan), {"aar": "2030"}))
    assert at(plan, "import_calendar") not in text_of(sign_in("reader").get(at(plan), {"aar": "2030"}))
