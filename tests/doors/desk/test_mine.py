# SPDX-License-Identifier: MPL-2.0
"""Mine punkter, and telling the status of one item."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from udmoent.desk.mine import answering
from udmoent.desk.sent import is_done
from udmoent.economy.actions import amounts_as_of
from udmoent.followup.actions import raise_follow_up
from udmoent.followup.facts import Asks, Giver
from udmoent.followup.models import Draft, StatusReport
from udmoent.organisation.actions import take_position
from udmoent.organisation.models import Role
from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Assessment, Commitment, Facts, Kind, Stage
from udmoent.plan.models import Item, ItemState

AS_OF = date(2025, 9, 30)


def page_of(client, plan, query: str = "") -> str:
    return client.get(reverse("mine", args=[plan.pk]) + query).content.decode()


def fields(client, item: Item) -> dict[str, object]:
    """The answer form as a browser would send it untouched."""
    form = client.get(reverse("answer", args=[item.plan_id, item.number])).context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "confirmed"}


def send(client, item: Item, **told: object):
    return client.post(reverse("answer", args=[item.plan_id, item.number]), fields(client, item) | told)


def of_page(client, plan) -> dict[str, str]:
    """Which states and answers the page shows, as it sends them with what is unchanged."""
    page = client.get(reverse("mine", args=[plan.pk])).context
    return {f"set-{card.item.id}": card.mark for card in page["missing"]}


GREEN = {"stage": "under_way", "assessment": "green"}


def test_what_is_missing_comes_first_by_deadline_and_then_what_nobody_asks_about(
    skolechef, plan, own_item, others_item, act, asks
):
    late = add(
        plan,
        NewItem(kind=Kind.OPERATING, facts=Facts(title="Svømning", body="BUU", responsible="Skolechef")),
        act=act(date(2025, 1, 2)),
    )
    alone = add(
        plan,
        NewItem(kind=Kind.OPERATING, facts=Facts(title="Lektier", body="BUU", responsible="Skolechef")),
        act=act(date(2025, 1, 2)),
    )
    asks("Halvår", own_item, others_item, as_of=date(2025, 10, 31))
    asks("August", late, as_of=date(2025, 8, 31))
    text = page_of(skolechef, plan)
    assert "Skulle være besvaret mandag den 1. september" in text and "Senest fredag den 31. oktober" in text
    assert (
        text.index("Svømning") < text.index("Flere lærere") < text.index("Uden for runder") < text.index(alone.number)
    )
    assert "Ny hal" not in text


def test_two_rounds_on_an_item_are_one_card_and_one_answer_answers_both(skolechef, plan, own_item, asks):
    asks("August", own_item, as_of=date(2025, 8, 31))
    asks("September", own_item)
    assert page_of(skolechef, plan).count('<article class="own-item') == 1
    send(skolechef, own_item, **GREEN, status_text="Tre er ansat", next_steps="Flere opslag")
    told = StatusReport.objects.values_list("round__name", "is_unchanged", "status_text")
    assert list(told) == [("August", False, "Tre er ansat"), ("September", True, "Tre er ansat")]
    text = page_of(skolechef, plan)
    assert "Du har svaret på alt" in text and "er besvaret i “August”, “September”" in text and "Ret svaret" in text


def test_the_form_is_filled_with_what_the_plan_says_and_so_is_the_next_round(skolechef, plan, own_item, asks):
    asks("August", own_item, as_of=date(2025, 8, 31))
    send(skolechef, own_item, **GREEN, status_text="Tre er ansat")
    asks("September", own_item)
    assert fields(skolechef, own_item)["status_text"] == "Tre er ansat"


def test_everything_that_is_wrong_is_told_at_once_and_what_is_typed_is_kept(skolechef, plan, own_item, act, asks):
    change(own_item, act=act(date(2025, 1, 2)), time=own_item.states.first().facts.time.read("juni 2025", 2025))
    asks("September", own_item)
    wrong = {"stage": "closed", "assessment": "red", "reason": "Mangler folk", "time": "august 2025", "realised": "x"}
    answer = send(skolechef, own_item, **wrong)
    text = answer.content.decode()
    assert answer.status_code == 422 and "“x” er ikke et beløb" in text and "Mangler folk" in text
    assert "Vælg, hvorfor" in text and "Skriv begge dele" in text
    answer = send(skolechef, own_item, **wrong | {"realised": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    for told in ("Skriv, hvorfor det er flyttet", "Vælg, hvorfor", "Skriv begge dele", "Mangler folk", "august 2025"):
        assert told in text, told
    assert not StatusReport.objects.exists()


def test_amount_promise_time_and_closing_are_told_in_one_answer(skolechef, plan, own_item, act, asks):
    promises = (Commitment(party="MED", promise="Høres", confirmed_on=date(2025, 2, 1)),)
    change(own_item, act=act(date(2025, 2, 1)), commitments=promises)
    asks("September", own_item)
    text = page_of(skolechef, plan)
    assert "bekræftet sidst 1.2.2025" in text and "Realiseret i 2025, kr." in text
    told = GREEN | {"stage": "closed", "closing_reason": "implemented", "confirmed": "MED", "realised": "-500 t.kr."}
    assert send(skolechef, own_item, **told).status_code == 302
    facts = own_item.states.latest("pk").facts
    assert (facts.stage, facts.commitments[0].confirmed_on) == (Stage.CLOSED, AS_OF)
    assert [sum for key, sum in amounts_as_of([own_item.pk], AS_OF)[own_item.pk].items()] == [-500_000]


def test_unchanged_is_one_click_or_several_at_once(skolechef, plan, own_item, act, asks):
    other = add(
        plan,
        NewItem(kind=Kind.OPERATING, facts=Facts(title="Svømning", body="BUU", responsible="Skolechef")),
        act=act(date(2025, 1, 2)),
    )
    asks("September", own_item, other)
    seen = of_page(skolechef, plan)
    address = reverse("unchanged", args=[plan.pk])
    skolechef.post(address, seen | {"kun": own_item.number, "punkt": other.number})
    assert [one.item for one in StatusReport.objects.all()] == [own_item]
    skolechef.post(address, seen | {"punkt": [other.number]})
    assert StatusReport.objects.filter(is_unchanged=True).count() == 2


def test_after_an_answer_the_card_says_when_and_by_whom(skolechef, plan, own_item):
    assert "Senest meldt" not in page_of(skolechef, plan)
    seen = {
        f"set-{card.item.id}": card.mark for card in skolechef.get(reverse("mine", args=[plan.pk])).context["unasked"]
    }
    skolechef.post(reverse("unchanged", args=[plan.pk]), seen | {"kun": own_item.number})
    assert re.search(r"Senest meldt 30\.9\.2025 \d\d:\d\d af responsible: uændret", page_of(skolechef, plan))
    send(skolechef, own_item, **GREEN, status_text="Tre er ansat")
    assert re.search(r"Senest meldt 30\.9\.2025 \d\d:\d\d af responsible\s*</p>", page_of(skolechef, plan))


def test_the_front_page_and_ones_own_items_tell_the_same(
    skolechef, plan, town, item, own_item, others_item, coordinator, meet, act, asks
):
    """For somebody in two posts who contributes to a third's item, has promised something of a fourth's, and is asked
    for something by the directorate."""
    person = Role.objects.get(name="responsible").person
    take_position(person, "sfo-leder", valid_from=date(2024, 1, 1))
    facts = [
        Facts(title="Ny SFO", body="BUU", responsible="SFO-leder"),
        Facts(title="Pulje", body="BUU", responsible="Økonomichef"),
        Facts(title="Skovskole", body="BUU", responsible="Hallchef", contributors=("SFO-leder",)),
    ]
    sfo, pool, _forest = [
        add(plan, NewItem(kind=Kind.OPERATING, facts=one), act=act(date(2025, 9, 29))) for one in facts
    ]
    change(item, act=act(date(2025, 9, 29)), commitments=(Commitment(party="Skolechef", promise="Lokaler"),))
    asked = {"meeting": meet(date(2025, 9, 22)), "on": date(2025, 9, 22), "by": coordinator}
    raise_follow_up(pool, "Find puljen", who="SFO-leder", now=datetime(2025, 9, 22, 9, tzinfo=UTC), **asked)
    asks("September", own_item, others_item, sfo, asks=Asks.CONTRIBUTORS)
    expected = [own_item, sfo, others_item, pool, item]
    text = skolechef.get("/").content.decode().split('id="owed"')[1].split("</section>")[0]
    assert re.findall(r'class="waiting-number"[^>]*>([^<]+)<', text) == [one.number for one in expected]
    told = skolechef.get(reverse("mine", args=[plan.pk])).context
    assert [card.item.number for card in (*told["missing"], *told["others"])] == [one.number for one in expected]
    assert told["waiting"] == len(expected) and "5 punkter venter på dig" in page_of(skolechef, plan)


def test_unchanged_is_not_told_of_what_somebody_changed_meanwhile(skolechef, plan, own_item, act, asks):
    asks("September", own_item)
    card = skolechef.get(reverse("mine", args=[plan.pk])).context["missing"][0]
    change(own_item, act=act(date(2025, 9, 25)), course="Et andet forløb.")
    told = {f"set-{own_item.pk}": card.mark, "kun": own_item.number}
    answer = skolechef.post(reverse("unchanged", args=[plan.pk]), told, follow=True)
    assert "ændret eller besvaret, siden siden blev vist" in answer.content.decode()
    assert not StatusReport.objects.exists()


def test_unchanged_throws_no_draft_away(skolechef, plan, own_item, asks):
    asks("September", own_item)
    typed = fields(skolechef, own_item) | {"status_text": "Halvt skrevet"}
    skolechef.post(reverse("draft_answer", args=[plan.pk, own_item.number]), typed)
    card = skolechef.get(reverse("mine", args=[plan.pk])).context["missing"][0]
    told = {f"set-{own_item.pk}": card.mark, "kun": own_item.number}
    answer = skolechef.post(reverse("unchanged", args=[plan.pk]), told, follow=True)
    assert "du har en kladde" in answer.content.decode() and "Halvt skrevet" in answer.content.decode()
    assert not StatusReport.objects.exists()


def test_whoever_comes_second_sees_both_and_chooses(skolechef, plan, own_item, act, asks):
    asks("September", own_item)
    typed = fields(skolechef, own_item) | GREEN | {"status_text": "Mit", "next_steps": "Mit næste", "confirmed": []}
    change(own_item, act=act(date(2025, 9, 25)), status_text="Deres")
    address = reverse("answer", args=[plan.pk, own_item.number])
    answer = skolechef.post(address, typed)
    text = answer.content.decode()
    assert answer.status_code == 409 and "Deres" in text and "Mit næste" in text
    again = {name: field.value() or "" for name, field in ((one.name, one) for one in answer.context["form"])}
    assert again["status_text"] == "Mit"
    skolechef.post(address, again | {"keep": "status_text"})
    facts = own_item.states.latest("pk").facts
    assert (facts.status_text, facts.next_steps) == ("Deres", "Mit næste")


def test_whoever_comes_first_between_the_look_and_the_writing_is_not_overwritten(
    skolechef, own_item, act, asks, monkeypatch
):
    asks("September", own_item)
    typed = fields(skolechef, own_item) | GREEN | {"status_text": "Mit"}
    others = iter([lambda: change(own_item, act=act(date(2025, 9, 25)), status_text="Deres")])

    def done_after_the_others(form, do):
        next(others, lambda: None)()
        return is_done(form, do)

    monkeypatch.setattr(answering, "is_done", done_after_the_others)
    answer = skolechef.post(reverse("answer", args=[own_item.plan_id, own_item.number]), typed)
    assert answer.status_code == 409 and "Deres" in answer.content.decode()
    assert own_item.states.latest("pk").facts.status_text == "Deres" and not StatusReport.objects.exists()


def test_an_answer_that_somebody_gave_meanwhile_is_told_even_where_it_changed_nothing(
    skolechef, own_item, asks, keeper
):
    asks("September", own_item)
    typed = fields(keeper, own_item) | GREEN
    address = reverse("answer", args=[own_item.plan_id, own_item.number])
    keeper.post(address, typed | {"stage": "not_started", "assessment": "not_assessed"})
    answer = keeper.post(address, typed)
    assert answer.status_code == 409 and "Svaret var: uændret." in answer.content.decode()


def test_what_others_changed_since_the_last_answer_is_told(skolechef, plan, own_item, act, asks):
    asks("August", own_item, as_of=date(2025, 8, 31))
    send(skolechef, own_item, **GREEN)
    assert "ændret af andre" not in page_of(skolechef, plan)
    change(own_item, act=act(date(2025, 9, 30), on=date(2025, 10, 1)), course="Et andet forløb.")
    asks("September", own_item)
    assert "1 felt ændret af andre siden dit svar" in page_of(skolechef, plan)


def test_the_coordinator_answers_on_behalf_of_the_post_and_history_tells_so(keeper, plan, own_item, asks):
    asks("September", own_item)
    text = page_of(keeper, plan, "?post=Skolechef")
    assert "Flere lærere" in text and "på vegne af Skolechef" in text and "Flere lærere" not in page_of(keeper, plan)
    send(keeper, own_item, **GREEN, status_text="Ringet op")
    assert StatusReport.objects.get().on_behalf_of == "Skolechef"
    history = keeper.get(reverse("item", args=[plan.pk, own_item.number])).content.decode()
    assert "på vegne af Skolechef" in history and "September" in history


def test_a_contributor_is_asked_where_the_round_asks_them_and_leaves_the_light_alone(
    skolechef, plan, others_item, asks
):
    asks("September", others_item)
    assert "Ny hal" not in page_of(skolechef, plan)
    asks("Med bidrag", others_item, asks=Asks.CONTRIBUTORS)
    text = page_of(skolechef, plan)
    assert "Ny hal" in text and 'name="assessment"' not in text
    send(skolechef, others_item, status_text="Vores del er klar", assessment="red", stage="closed")
    facts = others_item.states.latest("pk").facts
    assert (facts.status_text, facts.assessment, facts.stage) == ("Vores del er klar", "not_assessed", "not_started")
    given = StatusReport.objects.get()
    assert (given.round.name, given.capacity, given.posts) == ("Med bidrag", "contributor", ["Skolechef"])
    history = skolechef.get(reverse("item", args=[plan.pk, others_item.number])).content.decode()
    assert "som bidragyder" in history


def test_the_responsible_is_asked_until_the_own_answer_is_there(skolechef, sign_in, plan, town, others_item, asks):
    asks("Med bidrag", others_item, asks=Asks.CONTRIBUTORS)
    send(skolechef, others_item, status_text="Vores del er klar")
    assert "Du har svaret på alt" in page_of(skolechef, plan)
    chief = sign_in("deputy")
    take_position(Role.objects.get(name="deputy").person, "hallchef", valid_from=date(2024, 1, 1))
    assert "Mangler svar <span" in page_of(chief, plan) and 'name="assessment"' in page_of(chief, plan)
    chief.post(reverse("unchanged", args=[plan.pk]), of_page(chief, plan) | {"kun": others_item.number})
    assert StatusReport.objects.latest("pk").giver == Giver(posts=("Hallchef",))
    assert "Du har svaret på alt" in page_of(chief, plan)


def test_the_coordinator_contributes_on_the_own_page_and_answers_for_another_by_choice(
    keeper, plan, others_item, coordinator, asks
):
    take_position(coordinator, "skolechef", valid_from=date(2024, 1, 1))
    asks("Med bidrag", others_item, asks=Asks.CONTRIBUTORS)
    send(keeper, others_item, status_text="Vores del er klar")
    assert StatusReport.objects.latest("pk").capacity == "contributor"
    assert 'name="post" value="Hallchef"' in page_of(keeper, plan, "?post=Hallchef")
    send(keeper, others_item, **GREEN, post="Hallchef")
    assert StatusReport.objects.latest("pk").giver == Giver.instead_of("Hallchef", ("Skolechef",))


@pytest.mark.parametrize("role", ["contributor", "responsible", "deputy"])
def test_nobody_tells_of_an_item_that_is_not_theirs(role, sign_in, plan, own_item, asks):
    asks("September", own_item)
    client = sign_in(role)
    address = reverse("answer", args=[plan.pk, own_item.number])
    assert client.get(address).status_code == client.post(address, GREEN).status_code == 403
    assert client.post(reverse("draft_answer", args=[plan.pk, own_item.number]), GREEN).status_code == 403
    client.post(reverse("unchanged", args=[plan.pk]), {"kun": own_item.number})
    assert not StatusReport.objects.exists() and not Draft.objects.exists()
    assert "Flere lærere" not in page_of(client, plan, "?post=Skolechef")


def test_a_chief_answers_for_what_belongs_to_the_unit_by_the_later_day(sign_in, plan, town, own_item, act, asks):
    unit = town.units.create(name="Skole", valid_from=date(2024, 1, 1))
    change(own_item, act=act(date(2025, 1, 2)), unit="Skole")
    client = sign_in("responsible")
    Role.objects.filter(name="responsible").update(unit=unit)
    asks("September", own_item)
    assert "Senest torsdag den 2. oktober" in page_of(client, plan)


def test_a_draft_comes_back_until_it_is_sent_or_discarded(skolechef, plan, own_item, asks):
    asks("September", own_item)
    address = reverse("draft_answer", args=[plan.pk, own_item.number])
    typed = fields(skolechef, own_item) | {"status_text": "Halvt skr", "draft_at": ""}
    said = skolechef.post(address, typed, headers={"accept": "application/json"}).json()
    assert said["says"].startswith("Kladde gemt kl. ")
    skolechef.logout()
    skolechef.force_login(Role.objects.get(name="responsible").user)
    assert "Halvt skr" in page_of(skolechef, plan)
    again = skolechef.post(address, typed, headers={"accept": "application/json"})
    assert (again.status_code, again.json()["at"]) == (409, said["at"])
    skolechef.post(address, typed | {"draft_at": said["at"], "status_text": "Helt skrevet"})
    assert Draft.objects.get().written["status_text"] == ["Helt skrevet"]
    skolechef.post(address, {"kasser": "1"})
    assert not Draft.objects.exists() and "Halvt skr" not in page_of(skolechef, plan)


def test_without_scripts_a_draft_that_is_not_saved_is_shown_with_its_words(skolechef, plan, own_item, asks):
    asks("September", own_item)
    address = reverse("draft_answer", args=[plan.pk, own_item.number])
    typed = fields(skolechef, own_item) | {"status_text": "Første"}
    skolechef.post(address, typed)
    answer = skolechef.post(address, typed | {"status_text": "Anden"})
    assert answer.status_code == 409 and "Anden" in answer.content.decode()


def test_a_draft_of_an_older_state_is_held_against_what_is_newer(skolechef, plan, own_item, act, asks):
    asks("September", own_item)
    typed = fields(skolechef, own_item) | GREEN | {"status_text": "Mit"}
    skolechef.post(reverse("draft_answer", args=[plan.pk, own_item.number]), typed)
    change(own_item, act=act(date(2025, 9, 25)), status_text="Deres")
    assert send(skolechef, own_item).status_code == 409


def test_a_closed_item_leads_to_its_page_and_says_why(skolechef, plan, own_item, act):
    change(
        own_item,
        act=act(date(2025, 1, 2)),
        stage=Stage.CLOSED,
        closed_on=date(2025, 1, 2),
        closed_by="x",
        closing_reason="implemented",
    )
    answer = skolechef.get(reverse("answer", args=[plan.pk, own_item.number]), follow=True)
    assert "Genåbn det" in answer.content.decode()


def test_after_an_answer_the_item_and_the_list_show_it(skolechef, plan, own_item, asks):
    asks("September", own_item)
    told = {"assessment": "yellow", "reason": "Få ansøgere", "mitigation": "Nyt opslag", "stage": "under_way"}
    assert send(skolechef, own_item, **told).status_code == 302
    assert ItemState.objects.latest("pk").assessment == Assessment.YELLOW
    assert "Få ansøgere" in skolechef.get(reverse("item", args=[plan.pk, own_item.number])).content.decode()
    assert "Gul" in skolechef.get(reverse("plan", args=[plan.pk])).content.decode()


def test_a_deputy_sees_the_items_of_the_post(sign_in, plan, own_item, asks):
    client = sign_in("deputy")
    take_position(Role.objects.get(name="deputy").person, "skolechef", valid_from=date(2024, 1, 1))
    asks("September", own_item)
    assert "Flere lærere" in page_of(client, plan)


def test_the_front_page_tells_how_many_are_missing_and_leads_there(skolechef, plan, own_item, others_item, asks):
    assert "mangler fra dig" not in skolechef.get("/").content.decode()
    asks("September", own_item, others_item)
    text = skolechef.get("/").content.decode()
    assert "Status for 1 punkt mangler fra dig" in text and "senest tirsdag den 30. september" in text
    send(skolechef, own_item, **GREEN)
    assert "mangler fra dig" not in skolechef.get("/").content.decode()
