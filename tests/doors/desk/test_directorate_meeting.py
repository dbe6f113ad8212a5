# SPDX-License-Identifier: MPL-2.0
import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from udmoent.audit.models import Event
from udmoent.desk.directorate import meeting as meeting_pages
from udmoent.followup.actions import finish, raise_follow_up
from udmoent.followup.meeting import decide
from udmoent.followup.models import FollowUp, ItemDecision
from udmoent.organisation.models import User
from udmoent.plan.actions import NewItem, add_all, change
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.notes import note_on

DECEMBER, AUGUST, SEPTEMBER, OCTOBER = (
    date(2024, 12, 11),
    date(2025, 8, 25),
    date(2025, 9, 22),
    date(2025, 10, 20),
)


@pytest.fixture
def items(plan, act):
    told = [
        ("Kloge m2", {"assessment": "yellow", "reason": "Salget", "mitigation": "Nyt udbud"}),
        ("Flåde", {"responsible": "skolechef", "status_text": "Bilerne er talt", "next_steps": "De sælges"}),
    ]
    new = [Facts(title=title, body="ØK", is_cross_cutting=True, **more) for title, more in told]
    return add_all(plan, [NewItem(kind=Kind.RAADERUM, facts=one) for one in new], act=act(DECEMBER))


@pytest.fixture
def meetings(meet):
    """In August, September and October."""
    return [meet(day) for day in (AUGUST, SEPTEMBER, OCTOBER)]


@pytest.fixture
def director(sign_in):
    return sign_in("directorate")


@pytest.fixture
def by(coordinator):
    return {"by": coordinator, "now": datetime(2025, 9, 22, 12, tzinfo=UTC)}


@pytest.fixture
def raised(items, meetings, by):
    return raise_follow_up(items[1], "Spørg værkstedet", who="skolechef", meeting=meetings[0], on=AUGUST, **by)


def shown(client, plan, **query: object) -> str:
    return client.get(reverse("directorate_meeting", args=[plan.pk]), query).content.decode()


def send(client, plan, kind: str, meeting, key: object, **told: str):
    return client.post(reverse(kind, args=[plan.pk, meeting.pk, key]), told)


def test_the_next_meeting_is_shown_and_another_by_choice(director, plan, items, meetings):
    assert "Direktionens møde den 20. oktober 2025" in shown(director, plan)
    assert "Direktionens møde den 25. august 2025" in shown(director, plan, moede=meetings[0].pk)


def test_after_the_last_meeting_the_last_one_is_shown(director, plan, items, meetings):
    meetings[2].delete()
    assert "Direktionens møde den 22. september 2025" in shown(director, plan)


def test_without_meetings_the_page_leads_to_where_they_are_put_in(keeper, plan, items, meet):
    assert reverse("body", args=[plan.pk, "DIR"]) + "#meetings" in shown(keeper, plan)


def test_without_a_directorate_the_page_says_so(keeper, plan, items):
    assert reverse("setup_bodies") in shown(keeper, plan)


def test_a_committees_meeting_is_not_the_directorates(director, plan, items, meetings):
    body = plan.municipality.bodies.get(abbreviation="BUU")
    other = plan.municipality.meetings.create(body=body, held_on=OCTOBER)
    answer = director.get(reverse("directorate_meeting", args=[plan.pk]), {"moede": other.pk})
    assert answer.status_code == 404


def test_each_item_stands_with_the_responsibles_words_and_what_changed(director, plan, items, meetings, act):
    change(items[1], act=act(date(2025, 9, 25)), responsible="vejchef")
    text = shown(director, plan)
    assert "Bilerne er talt" in text and "De sælges" in text and "Nyt udbud" in text
    assert "skolechef → vejchef" in text


def test_a_meeting_that_was_held_is_told_as_it_was_that_day(director, plan, items, meetings, act):
    change(items[1], act=act(date(2025, 9, 25)), status_text="Solgt")
    text = shown(director, plan, moede=meetings[1].pk)
    assert "Bilerne er talt" in text and "Solgt" not in text and "Mødet er holdt" in text


def test_a_note_holds_from_the_meetings_day_and_leads_back(director, plan, items, meetings):
    answer = send(director, plan, "meeting_note", meetings[1], items[0].number, text="Følges")
    assert answer["Location"].endswith(f"?moede={meetings[1].pk}#punkt-{items[0].number}")
    assert note_on(items[0], SEPTEMBER).text == "Følges" and note_on(items[0], date(2025, 9, 21)) is None


def test_a_decision_is_written_down_at_the_meeting(director, plan, items, meetings):
    send(director, plan, "meeting_decide", meetings[1], items[0].number, text="Sælg")
    made = ItemDecision.objects.get()
    assert (made.decision.meeting, made.decision.title) == (meetings[1], f"{items[0].number} Kloge m2")
    assert "Besluttet på dette møde" in shown(director, plan, moede=meetings[1].pk)
    assert "Besluttet 22.9.2025" in shown(director, plan, moede=meetings[2].pk)


@pytest.mark.parametrize(
    ("kind", "place", "told", "why"),
    [
        ("meeting_decide", 2, {"text": "Sælg den røde bil"}, "Mødet er ikke holdt endnu"),
        ("meeting_follow_up", 1, {"text": "", "who": "vejchefen"}, "påkrævet"),
    ],
)
def test_what_is_refused_stays_in_its_form(director, plan, items, meetings, kind, place, told, why):
    answer = send(director, plan, kind, meetings[place], items[0].number, **told)
    text = answer.content.decode()
    assert answer.status_code == 422 and not ItemDecision.objects.exists() and not FollowUp.objects.exists()
    (form,) = re.findall(r'<details class="say[^"]*" open>.*?</details>', text, re.DOTALL)
    assert (told["text"] or told["who"]) in form and why in form


def test_nothing_can_be_decided_before_the_meeting(director, plan, items, meetings):
    assert "Skriv beslutning" not in shown(director, plan, moede=meetings[2].pk)
    assert "Skriv beslutning" in shown(director, plan, moede=meetings[1].pk)


def test_a_follow_up_comes_back_at_the_next_meeting_and_is_done_in_one_step(director, plan, items, meetings):
    send(director, plan, "meeting_follow_up", meetings[1], items[1].number, text="Spørg IT", who="it-chef")
    (raised,) = FollowUp.objects.all()
    assert (raised.raised_on, raised.meeting, raised.who) == (SEPTEMBER, meetings[1], "it-chef")
    address = reverse("meeting_done", args=[plan.pk, meetings[2].pk, raised.pk])
    assert address in shown(director, plan)
    answer = director.post(address, {"outcome": "Spurgt"})
    assert answer["Location"].endswith("#follow-ups")
    raised.refresh_from_db()
    assert (raised.done_on, raised.outcome) == (date(2025, 9, 30), "Spurgt")
    text = shown(director, plan)
    assert address not in text and "Gjort siden sidste møde" in text and "Spurgt" in text


def test_what_is_done_is_not_done_again(director, plan, meetings, raised):
    for _time in range(2):
        answer = send(director, plan, "meeting_done", meetings[2], raised.pk, outcome="Spurgt")
    assert answer.status_code == 422 and "gjort" in answer.content.decode()


def test_an_earlier_meeting_does_not_ask_for_what_was_done_since(director, plan, meetings, raised, by):
    address = reverse("meeting_done", args=[plan.pk, meetings[1].pk, raised.pk])
    assert address in shown(director, plan, moede=meetings[1].pk)
    finish(raised, on=date(2025, 9, 25), by=by["by"], now=datetime(2025, 9, 25, 12, tzinfo=UTC))
    text = shown(director, plan, moede=meetings[1].pk)
    assert "Spørg værkstedet" in text and address not in text


def test_an_earlier_day_takes_nothing(director, plan, items, meetings):
    text = shown(director, plan, pr="2025-09-01", moede=meetings[1].pk)
    assert "<textarea" not in text and "Planen pr. 1. september 2025" in text


def test_with_many_items_the_forms_stand_at_one(director, plan, items, meetings, monkeypatch):
    monkeypatch.setattr(meeting_pages, "MANY", 1)
    assert shown(director, plan).count("<textarea") == 0
    text = shown(director, plan, punkt=items[1].number)
    assert text.count("<textarea") == 2 and f"punkt={items[0].number}#" in text


def test_the_list_is_downloaded_and_the_log_tells(director, plan, items, meetings):
    for ending in ("docx", "pdf"):
        answer = director.get(reverse("get_agenda", args=[plan.pk, meetings[2].pk, ending]))
        assert answer.status_code == 200 and "direktionens-maanedsliste-2025-10-20" in answer["Content-Disposition"]
    told = [event.told for event in Event.objects.filter(act="export_agenda")]
    assert [one["form"] for one in told] == ["docx", "pdf"]


def test_the_number_of_queries_does_not_grow_with_the_plan(director, plan, items, meetings, act):
    def queries() -> int:
        shown(director, plan)
        with CaptureQueriesContext(connection) as found:
            shown(director, plan)
        return len(found)

    few = queries()
    facts = [Facts(title=f"Punkt {n}", body="ØK", is_cross_cutting=True) for n in range(40)]
    add_all(plan, [NewItem(kind=Kind.RAADERUM, facts=one) for one in facts], act=act(DECEMBER))
    assert queries() == few


def item_text(client, item, **query: str) -> str:
    return client.get(reverse("item", args=[item.plan_id, item.number]), query).content.decode()


def test_the_items_page_tells_what_was_decided_and_what_is_followed_up(director, items, meetings, raised, by):
    decide(items[1], meetings[1], "Sælg", title="R102", **by)
    text = item_text(director, items[1])
    assert "Sælg" in text and "Spørg værkstedet" in text and "DIR" in text
    before = item_text(director, items[1], pr="2025-08-24")
    assert "Sælg" not in before and "Spørg værkstedet" not in before


def test_what_is_done_stands_on_the_items_page_with_what_came_of_it(director, items, raised, by):
    finish(raised, outcome="Klippet", on=SEPTEMBER, **by)
    assert "Klippet" in item_text(director, items[1])
    assert "Klippet" not in item_text(director, items[1], pr="2025-09-01")


def test_whoever_does_not_read_the_notes_is_told_nothing(sign_in, items, meetings, raised, by):
    decide(items[1], meetings[1], "Sælg", title="R102", **by)
    text = item_text(sign_in("reader"), items[1])
    assert "Sælg" not in text and "Spørg værkstedet" not in text


def test_the_front_page_tells_whoever_is_asked(skolechef, raised):
    text = skolechef.get("/").content.decode()
    assert "Direktionen beder om, 25.8.2025: Spørg værkstedet" in text


def test_what_was_told_since_stands_beside_what_was_asked(director, skolechef, plan, items, meetings, raised):
    answer = reverse("answer", args=[plan.pk, items[1].number])
    fields = skolechef.get(answer).context["form"]
    told = {name: fields[name].value() or "" for name in fields.fields if name != "confirmed"}
    skolechef.post(answer, told | {"stage": "under_way", "assessment": "green", "status_text": "Værkstedet er spurgt"})
    mine = skolechef.get(reverse("mine", args=[plan.pk])).content.decode()
    assert "Meldt 30.9.2025 af responsible: Værkstedet er spurgt" in mine
    assert "Direktionen ser på det på sit næste møde" in mine
    assert "Direktionen beder om" not in skolechef.get("/").content.decode()
    skolechef.force_login(User.objects.get(email="directorate@example.dk"))
    for text in (shown(skolechef, plan), item_text(skolechef, items[1])):
        assert "Meldt 30.9.2025 af responsible: Værkstedet er spurgt" in text


def test_the_front_page_tells_the_directorate_of_all_and_others_of_none(director, sign_in, raised):
    assert "Spørg værkstedet" in director.get("/").content.decode()
    assert "Spørg værkstedet" not in sign_in("reader").get("/").content.decode()
