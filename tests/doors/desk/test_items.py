# SPDX-License-Identifier: MPL-2.0
import re
from datetime import date

import pytest
from django.urls import reverse

from udmoent.desk.item.form import shown
from udmoent.lib.time import IndicativeTime
from udmoent.plan.actions import change, close
from udmoent.plan.facts import Assessment, ClosingReason, Commitment, Stage

MARCH = date(2025, 3, 1)


def address(item, name="item") -> str:
    return reverse(name, args=[item.plan_id, item.number])


def facts(item):
    return item.states.order_by("applies_on", "pk").last().facts


@pytest.fixture
def filled(item, act):
    """The form as the browser would send it back unchanged."""
    change(
        item,
        act=act(date(2025, 1, 10)),
        coordination=("Dagtilbud", "Anlæg"),
        commitments=(Commitment(party="Anlæg", promise="tegner", confirmed_on=date(2025, 1, 5)),),
        time=IndicativeTime.read("juni 2025", 2025),
        course="Første linje\nanden linje",
    )
    state = item.states.order_by("pk").last()
    told = {name: value for name, value in shown(state.facts).items() if value not in (False, None)}
    told = {name: "\n".join(v) if isinstance(v, tuple) and name != "other_bodies" else v for name, v in told.items()}
    return told | {"state": state.pk, "applies_on": "30.09.2025", "why": ""}


def test_the_page_shows_agreed_and_todays_words_side_by_side(keeper, item, act):
    change(item, act=act(MARCH), course="Byggeriet udbydes.")
    text = keeper.get(address(item)).content.decode()
    assert "Der bygges en ny daginstitution." in text and "Byggeriet udbydes." in text


def test_history_tells_who_when_why_and_which_words(keeper, item, act):
    change(item, act=act(MARCH, why="Aftalt med udvalget"), title="Ny daginstitution i Auning")
    text = keeper.get(address(item)).content.decode()
    assert "Aftalt med udvalget" in text and "Karen Koordinator" in text and "kom med i planen" in text
    assert "<ins>" in text and "i Auning</ins>" in text.replace('<span class="sr-only">]</span>', "")


def test_a_back_dated_change_is_marked(keeper, item, act):
    change(item, act=act(MARCH), title="Senere")
    change(item, act=act(date(2025, 1, 15), on=date(2025, 4, 1)), course="Glemt")
    assert "tilbagedateret" in keeper.get(address(item)).content.decode()


def test_the_item_is_shown_as_it_was(keeper, item, act):
    change(item, act=act(MARCH), title="Et nyt navn")
    text = keeper.get(address(item), {"pr": "2025-02-01"}).content.decode()
    assert "<h1>Ny daginstitution</h1>" in text and "Planen pr. 1. februar 2025" in text
    assert "var ikke i planen den dag" in keeper.get(address(item), {"pr": "2020-01-01"}).content.decode()


def test_an_unknown_number_is_not_found_in_danish(keeper, plan):
    answer = keeper.get(reverse("item", args=[plan.pk, "Z999"]))
    assert answer.status_code == 404 and "Her er ikke noget" in answer.content.decode()


def test_sending_the_form_unchanged_changes_nothing(keeper, item, filled):
    before = item.states.count()
    answer = keeper.post(address(item, "edit_item"), filled, follow=True)
    assert item.states.count() == before and "Intet er ændret" in answer.content.decode()


def test_an_edit_is_a_new_state_with_day_and_reason(keeper, item, filled):
    told = filled | {"time": "3. kvartal 2025", "why": "Udbuddet trækker ud", "applies_on": "1.9.2025"}
    assert keeper.post(address(item, "edit_item"), told).status_code == 302
    state = item.states.order_by("pk").last()
    assert (state.applies_on, state.why, state.source) == (date(2025, 9, 1), "Udbuddet trækker ud", "edit")
    assert state.facts.time == IndicativeTime.read("3. kvartal 2025", 2025)
    assert state.facts.course == "Første linje\nanden linje" and state.facts.commitments[0].party == "Anlæg"


def test_a_refusal_is_told_and_nothing_written_is_lost(keeper, item, filled):
    before = item.states.count()
    told = filled | {"assessment": "red", "status_text": "Jorden er forurenet."}
    answer = keeper.post(address(item, "edit_item"), told)
    text = answer.content.decode()
    assert answer.status_code == 422 and item.states.count() == before
    assert "Intet er gemt" in text and "Jorden er forurenet." in text
    assert "begrundelse" in text.casefold()


def test_a_day_to_come_is_refused(keeper, item, filled):
    answer = keeper.post(address(item, "edit_item"), filled | {"title": "X", "applies_on": "2030-01-01"})
    assert answer.status_code == 422


def test_an_earlier_day_says_until_when_it_holds(keeper, item, filled, act):
    change(item, act=act(date(2025, 6, 1)), status_text="Nyt i juni")
    state = item.states.order_by("applies_on", "pk").last()
    told = filled | {"state": state.pk, "status_text": "Nyt i juni", "kle": "82.06.00", "applies_on": "2025-02-01"}
    answer = keeper.post(address(item, "edit_item"), told, follow=True)
    assert "Den gælder til 1. juni 2025" in answer.content.decode()


def test_of_two_who_edit_the_second_sees_both_and_chooses(keeper, item, filled, act):
    change(item, act=act(date(2025, 9, 29)), status_text="Skrevet af en anden", title="Deres titel")
    mine = filled | {"title": "Min titel", "kle": "82.06.00"}
    answer = keeper.post(address(item, "edit_item"), mine)
    text = answer.content.decode()
    assert answer.status_code == 409 and facts(item).title == "Deres titel"
    assert "En anden har ændret punktet" in text and "Skrevet af en anden" in text and "Min titel" in text
    newest = item.states.order_by("pk").last()
    again = mine | {"state": newest.pk, "status_text": "Skrevet af en anden", "keep": ["title"]}
    assert keeper.post(address(item, "edit_item"), again).status_code == 302
    assert (facts(item).title, facts(item).kle) == ("Deres titel", "82.06.00")
    assert facts(item).status_text == "Skrevet af en anden"


def test_closing_sets_the_x_and_reopening_takes_it_away(keeper, item):
    told = {"closed_on": "15.9.2025", "reason": "implemented", "applies_on": "30.9.2025", "why": "", "derived": "none"}
    assert keeper.post(address(item, "close_item"), told).status_code == 302
    assert (facts(item).stage, facts(item).closed_on) == (Stage.CLOSED, date(2025, 9, 15))
    assert "Genåbn" in keeper.get(address(item)).content.decode()
    told = {"stage": "under_way", "applies_on": "30.9.2025", "why": "Klagen skal behandles"}
    assert keeper.post(address(item, "reopen_item"), told).status_code == 302
    assert facts(item).stage == Stage.UNDER_WAY


def test_reopening_needs_a_reason(keeper, item, act):
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(MARCH))
    answer = keeper.post(address(item, "reopen_item"), {"stage": "planned", "applies_on": "30.9.2025", "why": ""})
    assert answer.status_code == 422 and facts(item).stage == Stage.CLOSED


def test_merging_names_the_other_item(keeper, item, own_item):
    told = {"into": "D999", "applies_on": "30.9.2025", "why": "Samme sag"}
    assert keeper.post(address(item, "merge_item"), told).status_code == 422
    keeper.post(address(item, "merge_item"), told | {"into": f"{own_item.number} – Flere lærere"})
    assert facts(item).merged_into == own_item.number
    assert "Har optaget" in keeper.get(address(own_item)).content.decode()


def test_the_responsible_edits_own_items_only(skolechef, item, own_item):
    assert skolechef.get(address(own_item, "edit_item")).status_code == 200
    answer = skolechef.get(address(item, "edit_item"))
    assert answer.status_code == 403 and "de punkter, du er ansvarlig for" in answer.content.decode()
    assert "Redigér" not in skolechef.get(address(item)).content.decode()


def test_an_item_assessed_yellow_says_so_in_words_and_form(keeper, item, act):
    change(item, act=act(MARCH), assessment=Assessment.YELLOW, reason="Vejret", mitigation="Venter")
    text = keeper.get(address(item)).content.decode()
    assert "▲" in text and "Gul" in text


def test_what_is_over_is_not_closed_again_nor_what_is_open_reopened(keeper, item, act):
    turned_back = keeper.get(address(item, "reopen_item"), follow=True)
    assert "Punktet er allerede åbent" in turned_back.content.decode()
    close(item, reason=ClosingReason.IMPLEMENTED, act=act(MARCH))
    turned_back = keeper.post(address(item, "close_item"), {"closed_on": "1.4.2025"}, follow=True)
    assert "Genåbn det først" in turned_back.content.decode() and facts(item).closed_on == MARCH


# What is asked before it is kept


def test_all_that_stands_in_the_way_of_an_edit_is_told_at_once(keeper, item, filled):
    told = filled | {"title": "", "assessment": "red", "applies_on": "2030-01-01"}
    text = keeper.post(address(item, "edit_item"), told).content.decode()
    assert "Gul eller rød kræver" in text and "ikke er kommet endnu" in text and 'href="#item-title"' in text


def test_a_time_that_no_day_can_be_read_from_is_asked_about_and_then_kept(keeper, item, filled):
    told = filled | {"time": "31.2.2025"}
    text = keeper.post(address(item, "edit_item"), told).content.decode()
    assert "“31.2.2025” kan ikke læses som et tidspunkt" in text and facts(item).time.text != "31.2.2025"
    assert 'name="doubted" value="31.2.2025"' in text
    other = keeper.post(address(item, "edit_item"), told | {"doubted": "31.2.2025", "time": "30.2.2025"})
    assert other.status_code == 422, "only what was asked about is kept"
    assert keeper.post(address(item, "edit_item"), told | {"doubted": "31.2.2025"}).status_code == 302
    assert facts(item).time.text == "31.2.2025"
    again = filled | {"time": "31.2.2025", "kle": "82.06.00", "state": item.states.order_by("pk").last().pk}
    assert keeper.post(address(item, "edit_item"), again).status_code == 302, "what already stands is not asked about"


def test_words_that_say_it_goes_on_or_waits_are_times(keeper, item, filled):
    for time in ("løbende", "afventer lovgivning", ""):
        newest = item.states.order_by("pk").last().pk
        assert keeper.post(address(item, "edit_item"), filled | {"time": time, "state": newest}).status_code == 302


def test_a_post_that_the_town_does_not_have_is_asked_about_and_then_kept(keeper, skolechef, sign_in, item, filled):
    keeper, told = sign_in("plan_coordinator"), filled | {"responsible": "Skolechfe"}
    text = keeper.post(address(item, "edit_item"), told).content.decode()
    assert "ingen stilling “Skolechfe” i opsætningen" in text
    assert keeper.post(address(item, "edit_item"), told | {"responsible": "skolechef"}).status_code == 302
    told |= {"state": item.states.order_by("pk").last().pk, "doubted": "Skolechfe"}
    assert keeper.post(address(item, "edit_item"), told).status_code == 302 and facts(item).responsible == "Skolechfe"


def test_a_field_that_must_be_filled_in_says_so(keeper, item):
    close = keeper.get(address(item, "close_item")).content.decode()
    reopen = keeper.get(address(item, "reopen_item"), follow=True).content.decode()
    assert re.search(r'for="close-closed_on">[^<]+<span class="needed">\(skal udfyldes\)', close)
    assert re.search(r'<input(?=[^>]*id="close-closed_on")[^>]*\brequired\b', close) and 'for="close-why">' in close
    assert not re.search(r'for="close-why">[^<]*<span class="needed"', close) and "reopen-" not in reopen


def test_a_choice_that_always_stands_is_not_marked(keeper, item):
    text = keeper.get(address(item, "edit_item")).content.decode()
    assert re.search(r'for="item-title">[^<]+<span class="needed">', text)
    assert not re.search(r'for="item-stage">[^<]*<span class="needed"', text)
