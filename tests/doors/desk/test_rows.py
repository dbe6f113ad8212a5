# SPDX-License-Identifier: MPL-2.0
"""Writing in the rows: one cell, a block from Excel, several at once; refused at the cell, and taken back."""

import re
from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from udmoent.economy.actions import AmountKey, amounts_as_of, set_amounts
from udmoent.organisation.actions import take_position
from udmoent.organisation.models import Role
from udmoent.plan.actions import NewItem, add_all, change
from udmoent.plan.facts import Facts, Kind, Treatment

TODAY = "30.09.2025"
MARCH = date(2025, 3, 1)


def address(item, name: str, **more: str) -> str:
    return reverse(name, kwargs={"plan_id": item.plan_id, "number": item.number} | more)


def facts(item):
    return item.states.order_by("applies_on", "pk").last().facts


def newest(item) -> int:
    return item.states.order_by("applies_on", "pk").last().pk


@pytest.fixture
def write(item):
    """`write(client, field, value)` in the item's row, from what is said now."""

    def make(client, field: str, value: str, at=item, **more):
        told = {field: value, "state": newest(at)} | more
        return client.post(address(at, "cell", field=field), told)

    return make


# One cell


def test_the_editor_knows_its_field(keeper, item):
    text = keeper.get(address(item, "cell", field="body")).content.decode()
    assert "<select" in text and "BUU" in text and f'value="{newest(item)}"' in text


def test_what_is_written_is_a_new_state_and_can_be_taken_back(keeper, item, write):
    answer = write(keeper, "responsible", "skolechef")
    assert answer.json()["says"].startswith("Gemt: Ansvarlig for A301.") and facts(item).responsible == "skolechef"
    written = reverse("written", args=[item.plan_id])
    back = keeper.post(written, {"kvittering": answer.json()["slip"]}, headers={"accept": "application/json"})
    assert "Taget tilbage: 1 punkt" in back.json()["says"] and facts(item).responsible == ""


def test_the_same_again_writes_nothing(keeper, item, write):
    before = item.states.count()
    assert write(keeper, "title", "Ny daginstitution").json() == {"says": "", "slip": ""}
    assert item.states.count() == before


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("assessment", "red", "begrundelse"), ("title", "", "Dette felt"), ("stage", "closed", "gyldig")],
)
def test_a_refusal_is_told_in_the_cell_with_the_way_to_the_form(keeper, item, write, field, value, said):
    before = item.states.count()
    answer = write(keeper, field, value)
    text = answer.content.decode()
    assert answer.status_code == 422 and said in text and address(item, "edit_item") in text
    assert item.states.count() == before


def test_of_two_in_a_cell_the_second_sees_both(keeper, item, write, act):
    read = newest(item)
    change(item, act=act(date(2025, 9, 29)), responsible="deres")
    answer = write(keeper, "responsible", "mit", state=read)
    text = answer.content.decode()
    assert answer.status_code == 409 and "deres" in text and 'value="mit"' in text
    assert f'value="{newest(item)}"' in text and facts(item).responsible == "deres"


def test_a_time_that_cannot_be_read_is_kept_with_a_word_on_it(keeper, item, write):
    assert "kan ikke læses som et tidspunkt" in write(keeper, "time", "31.2.2025").json()["says"]
    assert facts(item).time.text == "31.2.2025"
    assert write(keeper, "time", "1.3.2025").json()["says"] == "Gemt: Tidspunkt for A301."


def test_what_others_wrote_in_other_cells_stays(keeper, item, write, act):
    read = newest(item)
    change(item, act=act(date(2025, 9, 29)), course="Deres kurs")
    assert write(keeper, "responsible", "mit", state=read).status_code == 200
    assert (facts(item).course, facts(item).responsible) == ("Deres kurs", "mit")


def test_an_amount_is_written_in_thousands(keeper, item):
    told = {"amount": "-1.500", "read": 0}
    assert keeper.post(address(item, "cell", field="amount-2026"), told).status_code == 200
    assert amounts_as_of([item.pk], date(2025, 9, 30))[item.pk] == {
        AmountKey(2026, "adopted", "capital", "2025"): -1_500_000
    }
    stale = keeper.post(address(item, "cell", field="amount-2026"), {"amount": "7", "read": 0})
    assert stale.status_code == 409 and "-1.500" in stale.content.decode()
    wrong = keeper.post(address(item, "cell", field="amount-2026"), {"amount": "meget", "read": -1_500_000})
    assert wrong.status_code == 422 and "meget" in wrong.content.decode()


def test_two_amounts_of_a_year_are_not_written_in_one_cell(keeper, item, act):
    keys = [AmountKey(2025, "adopted", nature, "2025") for nature in ("capital", "operating")]
    set_amounts(item, dict.fromkeys(keys, 1000), act=act(MARCH))
    assert keeper.get(address(item, "cell", field="amount-2025")).status_code == 422


def test_each_writes_in_the_cells_that_are_theirs(skolechef, item, own_item, write):
    assert write(skolechef, "course", "Nyt", at=own_item).status_code == 200
    answer = write(skolechef, "course", "Nyt")
    assert answer.status_code == 403 and "plankoordinator" in answer.content.decode()
    assert skolechef.get(address(own_item, "cell", field="amount-2025")).status_code == 403


def test_an_economist_writes_amounts_and_nothing_else(sign_in, item, write):
    economist = sign_in("economist")
    assert economist.post(address(item, "cell", field="amount-2025"), {"amount": "5", "read": 0}).status_code == 200
    assert write(economist, "title", "Nyt").status_code == 403


def test_what_is_no_cell_is_not_there(keeper, item):
    for field in ("agreed_text", "closed_on", "amount-x", "number"):
        assert keeper.get(address(item, "cell", field=field)).status_code == 404, field


def test_the_row_is_told_as_it_is_now(keeper, item, write):
    write(keeper, "responsible", "<skolechef>")
    told = keeper.get(address(item, "row"), {"felt": ["responsible", "title", "amount-2025", "__init__"]}).json()
    assert told["state"] == newest(item)
    assert told["cells"]["responsible"] == "&lt;skolechef&gt;" and told["cells"]["__init__"] == ""


# A block from Excel


def paste(client, item, block: str, **more: str):
    told = {"blok": block, "applies_on": TODAY, "why": ""} | more
    return client.post(reverse("paste", args=[item.plan_id]), told)


def confirmed(client, answer, name: str, item, **more: object):
    """The preview, sent as a browser would send it."""
    text = answer.content.decode()
    form = re.search(r'<form method="post" class="act-panel".*?</form>', text, re.DOTALL)[0]
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    told: dict[str, object] = {key: value for key, value in fields if key != "csrfmiddlewaretoken"}
    told |= {"applies_on": TODAY, "why": "Aftalt", "trin": "gem"}
    return client.post(reverse(name, args=[item.plan_id]), told | more)


def test_a_block_is_shown_then_saved_whole(keeper, item, own_item):
    block = "Nr.\tAnsvarlig\tTidspunkt\nA301\tanlægschef\tjuni 2026\nD301\trektor\t\n"
    shown = paste(keeper, item, block)
    assert "<ins>" in shown.content.decode() and facts(item).responsible == ""
    saved = confirmed(keeper, shown, "paste", item)
    assert saved.status_code == 302 and saved["Location"].startswith(reverse("written", args=[item.plan_id]))
    assert (facts(item).responsible, facts(own_item).responsible) == ("anlægschef", "rektor")
    page = keeper.get(saved["Location"]).content.decode()
    assert "2 punkter er ændret" in page and "A301" in page
    assert item.states.order_by("pk").last().why == "Aftalt"


def test_where_a_block_was_pasted_tells_its_rows_and_columns(keeper, item, own_item):
    shown = paste(keeper, item, "rektor\t250", punkter="D301\nA301", felter="responsible\namount-2026\nstage")
    assert confirmed(keeper, shown, "paste", item).status_code == 302
    assert facts(own_item).responsible == "rektor" and facts(item).responsible == ""
    assert amounts_as_of([own_item.pk], date(2025, 9, 30))[own_item.pk].popitem()[1] == 250_000


def test_the_preview_tells_what_cannot_be_changed_and_why(skolechef, item, own_item):
    block = "Nr.\tKursen\tStadie\tX\nA301\tNyt\t\t\nD301\tNyt\tmåske\t\nZ999\tNyt\t\t\n"
    text = paste(skolechef, item, block).content.decode()
    assert "Spørg plankoordinatoren" in text
    assert "Z999" in text and "måske" in text and "springes over" in text
    assert "Der er ikke noget, der kan gemmes" in text


def test_what_is_left_out_stays(keeper, item, own_item):
    shown = paste(keeper, item, "Nr.\tAnsvarlig\nA301\tanlægschef\nD301\trektor\n")
    confirmed(keeper, shown, "paste", item, undtaget=["D301"])
    assert (facts(item).responsible, facts(own_item).responsible) == ("anlægschef", "Skolechef")


def test_what_others_wrote_since_the_preview_is_shown_before_anything_is_saved(keeper, item, act):
    shown = paste(keeper, item, "Nr.\tAnsvarlig\nA301\tanlægschef")
    change(item, act=act(date(2025, 9, 30)), responsible="deres")
    again = confirmed(keeper, shown, "paste", item)
    assert again.status_code == 409 and "A301" in again.content.decode() and facts(item).responsible == "deres"
    assert confirmed(keeper, again, "paste", item).status_code == 302 and facts(item).responsible == "anlægschef"


def test_a_block_without_numbers_says_what_to_do(keeper, item):
    answer = paste(keeper, item, "Ansvarlig\nrektor")
    assert answer.status_code == 422 and "Første række" in answer.content.decode()


# Several at once


def many(client, item, numbers: str, **told: object):
    told = {"punkter": numbers, "applies_on": TODAY, "why": "", "trin": "vis"} | told
    return client.post(reverse("together", args=[item.plan_id]), told)


def test_several_are_given_the_same(keeper, item, own_item, act):
    change(item, act=act(MARCH), treatments=(Treatment(body="BUU"),))
    told = {"responsible": "rektor", "treatment": "ØK · beslutning · juni 2026", "stage": "planned"}
    shown = many(keeper, item, "A301\nD301", **told)
    saved = confirmed(keeper, shown, "together", item)
    assert saved.status_code == 302
    assert (facts(item).responsible, facts(own_item).stage) == ("rektor", "planned")
    assert [one.body for one in facts(item).treatments] == ["BUU", "ØK"]
    where, _mark, slip = saved["Location"].partition("?")
    keeper.post(where, QueryDict(slip).dict())
    assert facts(item).responsible == "" and facts(own_item).responsible == "Skolechef"


def test_fields_are_emptied_only_where_that_is_asked_for(keeper, item, own_item):
    confirmed(keeper, many(keeper, item, "D301", empty=["responsible"]), "together", item)
    assert facts(own_item).responsible == "" and facts(own_item).course == "Der ansættes lærere."
    both = many(keeper, item, "D301", empty=["responsible"], responsible="rektor")
    assert both.status_code == 422 and "ikke begge dele" in both.content.decode()
    assert many(keeper, item, "D301").status_code == 422


def test_those_of_others_are_told_and_left(skolechef, item, own_item):
    shown = many(skolechef, item, "A301\nD301", unit="Skoler")
    assert "Kan ikke ændres" in shown.content.decode()
    confirmed(skolechef, shown, "together", item)
    assert (facts(item).unit, facts(own_item).unit) == ("", "Skoler")


def test_the_list_sends_what_is_chosen(keeper, item, own_item):
    text = keeper.get(reverse("plan", args=[item.plan_id])).content.decode()
    assert 'name="punkt" value="A301"' in text and 'id="together"' in text
    page = keeper.post(reverse("together", args=[item.plan_id]), {"punkt": ["A301", "D301"]}).content.decode()
    assert "2 punkter valgt" in page
    assert "ikke valgt nogen" in keeper.get(reverse("together", args=[item.plan_id])).content.decode()


def test_a_slip_is_for_the_one_who_wrote(keeper, item, write, sign_in):
    slip = write(keeper, "responsible", "skolechef").json()["slip"]
    other = sign_in("economist")
    assert other.post(reverse("written", args=[item.plan_id]), {"kvittering": slip}).status_code == 404


def test_an_earlier_day_is_only_read(keeper, item):
    text = keeper.get(reverse("plan", args=[item.plan_id]), {"pr": "2025-05-31"}).content.decode()
    assert 'name="punkt"' not in text and "grid.js" not in text


def test_whoever_only_contributes_leaves_some_cells_to_the_responsible(sign_in, town, own_item, write, act):
    contributor = sign_in("contributor")
    take_position(Role.objects.get(name="contributor").person, "viceskoleleder", valid_from=date(2024, 1, 1))
    change(own_item, act=act(MARCH), contributors=("Viceskoleleder",))
    assert write(contributor, "course", "Nyt", at=own_item).status_code == 200
    assert write(contributor, "stage", "planned", at=own_item).status_code == 403
    shown = paste(contributor, own_item, "Nr.\tStadie\nD301\tPlanlagt")
    assert "Kan ikke ændres" in shown.content.decode()


def test_from_the_preview_one_goes_back_to_what_was_told(keeper, item):
    shown = paste(keeper, item, "Nr.\tStadie\nA301\tmåske")
    again = confirmed(keeper, shown, "paste", item, trin="ret")
    assert again.status_code == 200 and "A301\tmåske</textarea>" in again.content.decode()


def test_many_items_take_no_more_queries_than_one(keeper, plan, item, act, django_assert_max_num_queries):
    facts = [Facts(title=f"Punkt {at}", body="BUU") for at in range(12)]
    new = add_all(plan, [NewItem(kind=Kind.OPERATING, facts=one) for one in facts], act=act(date(2024, 12, 12)))
    block = "Nr.\tAnsvarlig\t2026\n" + "\n".join(f"{one.number}\trektor\t25" for one in new)
    with django_assert_max_num_queries(40):
        shown = paste(keeper, item, block)
    with django_assert_max_num_queries(60):
        saved = confirmed(keeper, shown, "paste", item)
    with django_assert_max_num_queries(40):
        assert "12 punkter er ændret" in keeper.get(saved["Location"]).content.decode()


def test_a_row_is_told_as_it_is_now_also_where_nobody_writes(keeper, item, write):
    write(keeper, "title", "Nyt emne")
    told = keeper.get(address(item, "row") + "?felt=title&felt=origin&felt=changed_at&felt=sha256").json()["cells"]
    assert "Nyt emne" in told["title"] and told["origin"] == "Aftalen"
    assert told["changed_at"] == "30.9.2025" and told["sha256"] == ""
