# SPDX-License-Identifier: MPL-2.0
"""What is done with items, each with its reason, and refused with a sentence when a rule says so."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from udmoent.economy.actions import AmountKey, amounts_as_of, set_amounts
from udmoent.meetings.actions import note_decision
from udmoent.meetings.models import Decision
from udmoent.organisation.actions import take_position
from udmoent.organisation.models import Holding, Role
from udmoent.plan.actions import NewItem, add, change, close
from udmoent.plan.facts import ClosingReason, Facts, Kind, Origin, Stage
from udmoent.plan.models import Item

TODAY, MARCH = date(2025, 9, 30), date(2025, 3, 1)
OF_2025, OF_2026 = (AmountKey(year, "adopted", "capital", "2025") for year in (2025, 2026))
NOW = datetime(2025, 9, 30, 10, tzinfo=UTC)
FROM = {"applies_on": "30.9.2025"}


def address(item, name, **more) -> str:
    return reverse(name, kwargs={"plan_id": item.plan_id, "number": item.number} | more)


def facts(item):
    return item.states.order_by("applies_on", "pk").last().facts


def refused(answer, *said) -> None:
    told = answer.content.decode()
    assert answer.status_code == 422 and "Intet er gemt" in told and all(one in told for one in said)


# Adding


def test_an_item_is_added_with_number_and_amounts_in_one_act(keeper, plan, item):
    told = {
        "kind": "capital",
        "title": "Kaj",
        "body": "BUU",
        "a2025": "1,5 mio. kr.",
        "a2026": "-250",
        "why": "Ny",
    } | FROM
    answer = keeper.post(reverse("add_item", args=[plan.pk]), told, follow=True)
    new = Item.objects.get(plan=plan, number="A302")
    assert "A302" in answer.content.decode() and new.origin == Origin.ADDED and facts(new).title == "Kaj"
    assert amounts_as_of([new.pk], TODAY)[new.pk] == {OF_2025: 1_500_000, OF_2026: -250}


def test_refused_adding_keeps_what_was_written(keeper, plan, item):
    told = {"kind": "capital", "title": "Kaj", "body": "BUU", "number": item.number, "a2025": "meget", "why": ""} | FROM
    refused(keeper.post(reverse("add_item", args=[plan.pk]), told), 'value="Kaj"', 'value="meget"')
    refused(keeper.post(reverse("add_item", args=[plan.pk]), told | {"a2025": "", "why": "Ny"}), "allerede i brug")
    assert plan.items.count() == 1


def test_a_long_number_and_a_committee_that_nobody_chose_are_refused(keeper, plan, item):
    told = {"kind": "capital", "title": "Kaj", "body": "BUU", "number": "A" * 16, "why": "Ny"} | FROM
    refused(keeper.post(reverse("add_item", args=[plan.pk]), told), "højst 15 tegn")
    assert '<option value="" selected>Vælg' in keeper.get(reverse("add_item", args=[plan.pk])).content.decode()
    refused(keeper.post(reverse("add_item", args=[plan.pk]), told | {"number": "", "body": ""}))
    assert plan.items.count() == 1


# Closing


def test_closing_a_capital_item_asks_about_its_derived_operation(keeper, plan, item, act):
    told = {"closed_on": "30.9.2025", "reason": "implemented"} | FROM
    refused(keeper.post(address(item, "close_item"), told))
    new = NewItem(kind=Kind.OPERATING, facts=Facts(title="Drift", body="BUU", derived_from=item.number))
    derived = add(plan, new, act=act(MARCH))
    assert derived.number in keeper.get(address(item, "close_item")).content.decode()
    keeper.post(address(item, "close_item"), told | {"derived": "told", "why": "Åbnet"})
    state = item.states.order_by("pk").last()
    assert state.stage == Stage.CLOSED and state.why.startswith("Åbnet") and derived.number in state.why


def test_derived_operation_that_is_missing_is_added_next(keeper, item):
    told = {"closed_on": "30.9.2025", "reason": "implemented", "derived": "add"} | FROM
    answer = keeper.post(address(item, "close_item"), told, follow=True)
    assert answer.request["PATH_INFO"] == reverse("add_item", args=[item.plan_id])
    assert f'value="{item.number}"' in answer.content.decode()


def test_closing_a_saving_with_nothing_realised_warns_and_closes(keeper, own_item, act):
    set_amounts(own_item, {AmountKey(2025, "adopted", "operating", "2025"): -500}, act=act(MARCH))
    assert "Intet af besparelsen er realiseret" in keeper.get(address(own_item, "close_item")).content.decode()
    keeper.post(address(own_item, "close_item"), {"closed_on": "30.9.2025", "reason": "implemented"} | FROM)
    assert facts(own_item).stage == Stage.CLOSED


# Withdrawing


def test_withdrawing_writes_the_decision_down(keeper, item):
    told = {"why": "For dyrt", "body": "KB", "held_on": "16.9.2025", "title": "Budget", "text": "Udgår."} | FROM
    assert keeper.post(address(item, "withdraw_item"), told).status_code == 302
    state = item.states.order_by("pk").last()
    assert (state.stage, state.withdrawn_reason, state.source) == (Stage.WITHDRAWN, "For dyrt", "decision")
    assert str(state.decision) == "KB 16.09.2025: Budget"
    assert "Udgår." in keeper.get(address(item, "item")).content.decode()


def test_withdrawing_chooses_a_known_decision(keeper, item, own_item):
    told = {"why": "For dyrt", "body": "KB", "held_on": "16.9.2025", "title": "Budget", "text": "Udgår."} | FROM
    keeper.post(address(item, "withdraw_item"), told)
    known = Decision.objects.get()
    keeper.post(address(own_item, "withdraw_item"), {"why": "Samme", "decision": known.pk} | FROM)
    assert own_item.states.order_by("pk").last().decision == known and Decision.objects.count() == 1


def test_a_withdrawal_is_offered_decisions_of_the_items_bodies_and_of_those_over_all(keeper, item, coordinator, town):
    for body in ("BUU", "KB", "MTU"):
        when = {"by": coordinator, "now": NOW}
        note_decision(town.bodies.get(abbreviation=body), MARCH, title=f"Sag i {body}", text="Udgår.", **when)
    page = keeper.get(address(item, "withdraw_item")).content.decode()
    assert "Sag i BUU" in page and "Sag i KB" in page and "Sag i MTU" not in page


@pytest.mark.parametrize(
    "told, said",
    [
        ({}, "ved en beslutning"),
        ({"body": "KB"}, "hvilket organ"),
        ({"body": "KB", "held_on": "16.9.2025"}, "Skriv begge dele"),
        ({"body": "KB", "held_on": "16.10.2025", "title": "Budget", "text": "Udgår."}, "ikke holdt endnu"),
        ({"body": "KB", "held_on": "16.9.1975", "title": "Budget", "text": "Udgår."}, "ikke et organ i kommunen"),
    ],
)
def test_refused_withdrawing_changes_nothing(keeper, item, told, said):
    answer = keeper.post(address(item, "withdraw_item"), {"why": "For dyrt"} | told | FROM)
    refused(answer, said)
    assert facts(item).stage == Stage.NOT_STARTED and not Decision.objects.exists()


# Taking note of a closing


@pytest.fixture
def closed(own_item, act):
    close(own_item, reason=ClosingReason.IMPLEMENTED, act=act(MARCH))
    return own_item


@pytest.fixture
def secretary(sign_in, town):
    client = sign_in("committee_secretary")
    Role.objects.filter(name="committee_secretary").update(body=town.bodies.get(abbreviation="BUU"))
    return client


def test_a_secretary_notes_by_a_decision_that_the_committee_took_note(secretary, closed):
    assert address(closed, "note_closing") in secretary.get(address(closed, "item")).content.decode()
    told = {"body": "BUU", "held_on": "16.9.2025", "title": "Lærere", "text": "Taget til efterretning."} | FROM
    assert secretary.post(address(closed, "note_closing"), told).status_code == 302
    state = closed.states.order_by("pk").last()
    assert (state.noted_on, state.stage, state.source) == (date(2025, 9, 16), Stage.CLOSED, "decision")
    assert str(state.decision) == "BUU 16.09.2025: Lærere"


def test_a_day_alone_is_enough_and_can_be_corrected(keeper, closed):
    for day in ("16.9.2025", "17.9.2025"):
        keeper.post(address(closed, "note_closing"), {"noted_on": day} | FROM)
    state = closed.states.order_by("pk").last()
    assert (state.noted_on, state.source, state.decision) == (date(2025, 9, 17), "edit", None)


@pytest.mark.parametrize(
    "told, said",
    [
        ({}, "Skriv, hvilken dag"),
        ({"noted_on": "28.2.2025"}, "den dag eller senere"),
        ({"noted_on": "1.10.2025"}, "en dag, der kommer"),
        ({"title": "Lærere"}, "hvilket organ"),
    ],
)
def test_refused_noting_changes_nothing(keeper, closed, told, said):
    refused(keeper.post(address(closed, "note_closing"), told | FROM), said)
    assert facts(closed).noted_on is None and not Decision.objects.exists()


def test_an_open_item_or_another_committees_is_not_noted(keeper, secretary, item, closed, act, town):
    change(closed, body="KB", act=act(TODAY))
    assert secretary.get(address(closed, "note_closing")).status_code == 403
    assert address(closed, "note_closing") not in secretary.get(address(closed, "item")).content.decode()
    answer = secretary.get(address(item, "note_closing"), follow=True)
    assert "Kun et afsluttet punkt" in answer.content.decode()


def test_a_secretary_writes_down_the_own_committees_decisions_only(secretary, closed):
    told = {"body": "KB", "held_on": "16.9.2025", "title": "Lærere", "text": "Taget til efterretning."} | FROM
    assert secretary.post(address(closed, "note_closing"), told).status_code == 422 and not Decision.objects.exists()


# Merging and splitting


def test_nothing_is_merged_into_what_is_over(keeper, item, own_item):
    keeper.post(address(own_item, "close_item"), {"closed_on": "30.9.2025", "reason": "implemented"} | FROM)
    refused(keeper.post(address(item, "merge_item"), {"into": own_item.number, "why": "Samme sag"} | FROM), "afsluttet")
    assert own_item.number not in keeper.get(address(item, "merge_item")).content.decode()


def test_splitting_makes_new_items_and_holds_the_sum(keeper, item, act):
    set_amounts(item, {OF_2025: 4_000_000}, act=act(MARCH))
    told = {"title": "Huset", "course": "", "why": "To sager", "nye": "2"} | FROM
    told |= {"p0-title": "Legeplads", "p0-course": "Anlægges.", "p0-responsible": "vejchef", "p0-a0": "1 mio. kr."}
    assert "A302" in keeper.post(address(item, "split_item"), told, follow=True).content.decode()
    new = Item.objects.get(number="A302")
    assert (facts(item).title, facts(new).derived_from, facts(new).title) == ("Huset", item.number, "Legeplads")
    amounts = amounts_as_of([item.pk, new.pk], TODAY)
    assert (amounts[item.pk][OF_2025], amounts[new.pk][OF_2025]) == (3_000_000, 1_000_000)
    assert "Udskilt fra" in keeper.get(address(new, "item")).content.decode()
    assert "Delt op i" in keeper.get(address(item, "item")).content.decode()


@pytest.mark.parametrize("told", [{}, {"p0-course": "Uden titel"}, {"p0-title": "Legeplads", "p0-a0": "5 mio. kr."}])
def test_refused_splitting_changes_nothing(keeper, item, act, told):
    set_amounts(item, {OF_2025: 4_000_000}, act=act(MARCH))
    refused(keeper.post(address(item, "split_item"), {"title": "Huset", "why": "To sager"} | told | FROM))
    assert Item.objects.count() == 1 and facts(item).title == "Ny daginstitution"


# Amounts


def test_amounts_are_posted_as_differences_with_a_reason(sign_in, item, act):
    set_amounts(item, {OF_2025: 4_000_000}, act=act(MARCH))
    client, latest = sign_in("economist"), item.postings.latest("pk").pk
    told = {"seen": latest, "a0_2025": "4.500.000", "was_a0_2025": "4000000", "a0_2026": "1 mio. kr."} | FROM
    refused(client.post(address(item, "amounts_of_item"), told), 'value="4.500.000"')
    assert client.post(address(item, "amounts_of_item"), told | {"why": "Dyrere"}).status_code == 302
    assert amounts_as_of([item.pk], TODAY)[item.pk] == {OF_2025: 4_500_000, OF_2026: 1_000_000}
    assert sorted(item.postings.filter(why="Dyrere").values_list("kroner", flat=True)) == [500_000, 1_000_000]


def test_of_two_who_change_amounts_the_second_sees_both(sign_in, item, act):
    set_amounts(item, {OF_2025: 4_000_000}, act=act(MARCH))
    client, seen = sign_in("economist"), item.postings.latest("pk").pk
    set_amounts(item, {OF_2025: 5_000_000}, act=act(date(2025, 9, 29)))
    told = {"seen": seen, "a0_2025": "4.500.000", "was_a0_2025": "4000000", "why": "Dyrere"} | FROM
    answer = client.post(address(item, "amounts_of_item"), told)
    text = answer.content.decode()
    assert answer.status_code == 409 and 'value="4.500.000"' in text and "nu 5.000.000" in text
    assert amounts_as_of([item.pk], TODAY)[item.pk] == {OF_2025: 5_000_000}
    again = told | {"seen": item.postings.latest("pk").pk}
    assert client.post(address(item, "amounts_of_item"), again).status_code == 302
    assert amounts_as_of([item.pk], TODAY)[item.pk] == {OF_2025: 4_500_000}


def test_amounts_that_are_shown_can_be_sent_back_in_english_too(sign_in, item, act):
    set_amounts(item, {OF_2025: 4_000_000}, act=act(MARCH))
    client = sign_in("economist")
    client.post("/sprog/", {"sprog": "en", "next": "/"})
    assert 'value="4.000.000"' in client.get(address(item, "amounts_of_item")).content.decode()
    told = {"seen": item.postings.latest("pk").pk, "a0_2025": "4.000.000", "was_a0_2025": "4000000", "why": "Uændret"}
    assert client.post(address(item, "amounts_of_item"), told | FROM).status_code == 302
    assert item.postings.count() == 1


# Who contributes


@pytest.fixture
def contributor(sign_in, item, act):
    client = sign_in("contributor")
    take_position(Role.objects.get(name="contributor").person, "projektleder", valid_from=date(2024, 1, 1))
    change(item, act=act(MARCH), contributors=("Projektleder",))
    return client


def test_a_contributor_writes_status_and_neither_stage_nor_who_answers(contributor, item):
    page = contributor.get(address(item, "edit_item")).content.decode()
    assert 'name="status_text"' in page
    kept_from = ("stage", "assessment", "responsible", "body", "visibility", "title")
    assert not any(f'name="{name}"' in page for name in kept_from)
    told = {"state": item.states.latest("pk").pk, "status_text": "Tegnes.", "why": ""} | FROM
    told |= {"stage": "under_way", "responsible": "mig", "visibility": "public", "title": "Mit"}
    assert contributor.post(address(item, "edit_item"), told).status_code == 302
    now = facts(item)
    assert (now.status_text, now.stage, now.responsible) == ("Tegnes.", Stage.NOT_STARTED, "")
    assert (now.visibility, now.title) == ("internal", "Ny daginstitution")


def test_a_contributor_closes_nothing_and_edits_no_other_item(contributor, item, own_item):
    assert contributor.get(address(item, "close_item")).status_code == 403
    assert contributor.get(address(own_item, "edit_item")).status_code == 403


# Attachments and notes


def test_a_file_is_kept_handed_out_and_never_shown(keeper, item):
    file = SimpleUploadedFile("Notat æ.pdf", b"%PDF-1.7 <script>", content_type="text/html")
    keeper.post(address(item, "attach"), {"title": "Notat", "file": file})
    kept = item.attachments.get()
    answer = keeper.get(address(item, "get_attachment", attachment_id=kept.pk))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 <script>"
    assert (
        answer["Content-Disposition"].startswith("attachment") and answer["Content-Type"] == "application/octet-stream"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "told",
    [{"title": "Notat"}, {"title": "Notat", "address": "javascript:alert(1)"}, {"address": "https://x.example/"}],
)
def test_refused_attaching_keeps_nothing(keeper, item, told):
    refused(keeper.post(address(item, "attach"), told))
    assert not item.attachments.exists()


def test_a_file_that_browsers_would_run_is_not_kept(keeper, item, settings):
    file = SimpleUploadedFile("side.html", b"<script>", content_type="text/html")
    refused(keeper.post(address(item, "attach"), {"title": "Side", "file": file}))
    assert not item.attachments.exists() and not settings.UDMOENT_FILES.exists()


def test_a_file_that_is_not_what_it_is_called_is_not_kept(keeper, item, settings):
    file = SimpleUploadedFile("notat.pdf", b"PK\x03\x04 word", content_type="application/pdf")
    refused(keeper.post(address(item, "attach"), {"title": "Notat", "file": file}), "“notat.pdf” hedder .pdf")
    assert not item.attachments.exists() and not settings.UDMOENT_FILES.exists()


def test_the_page_says_who_sees_an_attachment(keeper, item):
    assert "medlemmerne af de udvalg" in keeper.get(address(item, "attach")).content.decode()
    keeper.post(address(item, "attach"), {"title": "Notat", "address": "https://dokumenter.example/1"})
    assert "medlemmerne af de udvalg" in keeper.get(address(item, "item")).content.decode()


def test_an_attachment_is_released_and_removed(keeper, item):
    keeper.post(address(item, "attach"), {"title": "Notat", "address": "https://dokumenter.example/1"})
    kept = item.attachments.get()
    change_it = address(item, "change_attachment", attachment_id=kept.pk)
    keeper.post(change_it, {"act": "release"})
    assert item.attachments.get().visibility == "public"
    keeper.post(change_it, {"act": "remove"})
    assert item.attachments.get().removed_on == TODAY
    assert "dokumenter.example" not in keeper.get(address(item, "item")).content.decode()


def test_a_contributor_attaches_and_does_not_release(contributor, item):
    contributor.post(address(item, "attach"), {"title": "Notat", "address": "https://dokumenter.example/1"})
    change_it = address(item, "change_attachment", attachment_id=item.attachments.get().pk)
    assert contributor.post(change_it, {"act": "release"}).status_code == 403
    assert item.attachments.get().visibility == "internal"


def test_the_directorate_writes_beside_the_responsible(sign_in, item, act):
    change(item, act=act(MARCH), status_text="Vi venter.")
    client = sign_in("directorate")
    assert client.post(address(item, "note"), {"text": "Skub på.", "applies_on": "30.9.2025"}).status_code == 302
    text = client.get(address(item, "item")).content.decode()
    assert "Skub på." in text and "Vi venter." in text and facts(item).status_text == "Vi venter."


def test_a_deputy_edits_what_the_post_answers_for(sign_in, own_item, town):
    client = sign_in("deputy")
    assert client.get(address(own_item, "edit_item")).status_code == 403
    person = Role.objects.get(name="deputy").person
    held = take_position(person, "skolechef", valid_from=date(2024, 1, 1))
    Holding.objects.filter(pk=held.pk).update(is_deputy=True)
    assert client.get(address(own_item, "edit_item")).status_code == 200


def test_all_that_stands_in_the_way_of_a_new_item_is_told_at_once(keeper, plan, item):
    told = {"kind": "capital", "title": "Kaj", "body": "BUU", "number": item.number, "a2025": "meget", "why": ""}
    told |= {"derived_from": "Z9", "applies_on": "1.1.2030"}
    answer = keeper.post(reverse("add_item", args=[plan.pk]), told)
    refused(answer, "allerede i brug", "intet punkt Z9", "ikke er kommet endnu", 'href="#new-why"', 'href="#new-a2025"')
