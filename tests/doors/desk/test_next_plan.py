# SPDX-License-Identifier: MPL-2.0
"""Next year's plan at the desk: told, chosen, shown, done; confirmed or taken back. And who sees what of several plans."""

import html
import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.editions.gather import gather
from udmoent.intake.models import CarryOver
from udmoent.lib.time import IndicativeTime
from udmoent.organisation.models import Role
from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Facts, Involvement, Kind, Visibility
from udmoent.plan.models import Plan
from udmoent.plan.notes import write_note

BEGUN, TODAY = date(2024, 12, 11), date(2025, 9, 30)
NEXT = "Udmøntningsplan 2026-2029"
TOLD = {"til": "", "navn": NEXT, "aar": "2026", "gaelder": "30.9.2025", "hvorfor": "", "maaltal": "on"}


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def begin(keeper, plan: Plan, **told: str) -> str:
    """The address at which the items are chosen."""
    answer = keeper.post(reverse("next_plan", args=[plan.pk]), TOLD | told)
    assert answer.status_code == 302, text(answer)
    return answer["Location"]


def hidden(answer) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text(answer))
    return dict(found)


def make(keeper, address: str, **chosen: str) -> CarryOver:
    shown = keeper.post(address, {"trin": "videre"} | chosen)
    done = keeper.post(address, hidden(shown) | {"trin": "goer"})
    assert done.status_code == 302, text(done)
    return CarryOver.objects.get()


@pytest.fixture
def kept(keeper, plan, own_item, item, act) -> CarryOver:
    """Two items of the plan that have gone on, waiting to be confirmed."""
    set_amounts(own_item, {AmountKey(2026, "adopted", "operating", "2025"): 500}, act=act(BEGUN))
    return make(keeper, begin(keeper, plan))


def test_each_step_leads_to_the_next_and_the_last_makes_the_plan(keeper, plan, own_item, item):
    address = begin(keeper, plan)
    chosen = text(keeper.get(address))
    assert own_item.number in chosen and "Før videre" in chosen
    shown = keeper.post(address, {"trin": "videre"})
    assert "Intet er gemt endnu" in text(shown)
    assert Plan.every.count() == 1
    done = keeper.post(address, hidden(shown) | {"trin": "goer"}, follow=True)
    assert "venter på at blive bekræftet" in text(done)
    made = Plan.objects.get(name=NEXT)
    assert {one.number for one in gather(made, TODAY).items} == {own_item.number, item.number}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"navn": ""}, "navn"),
        ({"navn": "Udmøntningsplan 2025-2028"}, "allerede"),
        ({"aar": "2025"}, "senere budgetår"),
        ({"gaelder": "1.1.2026"}, "budgetåret fortæller resten"),
        ({"gaelder": "i morgen"}, "ikke en dato"),
    ],
)
def test_what_cannot_be_is_told_at_the_form(keeper, plan, item, told, said):
    answer = keeper.post(reverse("next_plan", args=[plan.pk]), TOLD | told)
    assert answer.status_code == 422 and said in text(answer)


def test_an_address_that_tells_nothing_leads_back_to_the_first_step(keeper, plan, item):
    answer = keeper.get(reverse("carry_items", args=[plan.pk]))
    assert answer["Location"] == reverse("next_plan", args=[plan.pk])


def test_an_item_is_carried_otherwise_by_a_step_of_its_own(keeper, plan, own_item, item):
    address = begin(keeper, plan)
    asked = keeper.post(address, {"trin": "videre", f"valg-{own_item.pk}": "otherwise"})
    assert f"nummer-{own_item.pk}" in text(asked)
    details = {f"nummer-{own_item.pk}": "D555", f"del-{own_item.pk}": "operating", f"udvalg-{own_item.pk}": "MTU"}
    shown = keeper.post(address, hidden(asked) | details | {"trin": "vis"})
    assert "D555" in text(shown)
    assert Plan.every.count() == 1
    keeper.post(address, hidden(shown) | {"trin": "goer"})
    made = {one.number: one for one in gather(Plan.objects.get(name=NEXT), TODAY).items}
    assert made["D555"].body == "MTU"


def test_a_number_that_is_taken_is_refused_and_nothing_is_kept(keeper, plan, own_item, item):
    address = begin(keeper, plan)
    told = {f"valg-{own_item.pk}": "otherwise", f"nummer-{own_item.pk}": item.number, f"udvalg-{own_item.pk}": "BUU"}
    answer = keeper.post(address, {"trin": "vis"} | told)
    assert answer.status_code == 422 and "allerede i brug" in text(answer)
    assert Plan.every.count() == 1


def test_what_was_changed_meanwhile_is_shown_again_and_not_done(keeper, plan, own_item, item, act):
    address = begin(keeper, plan)
    shown = keeper.post(address, {"trin": "videre"})
    change(own_item, act=act(TODAY), title="Et andet navn")
    answer = keeper.post(address, hidden(shown) | {"trin": "goer"})
    assert answer.status_code == 409 and "Et andet navn" in text(answer)
    assert Plan.every.count() == 1
    assert keeper.post(address, hidden(answer) | {"trin": "goer"}).status_code == 302


def test_likeness_with_an_item_of_the_new_plan_is_to_be_answered(keeper, plan, own_item, coordinator, act):
    from udmoent.plan.actions import begin_plan

    agreed = begin_plan(plan.municipality, NEXT, budget_year=2026, by=coordinator, now=act(TODAY).now)
    facts = Facts(title=" flere LÆRERE", body="BUU")
    add(agreed, NewItem(kind=Kind.OPERATING, facts=facts, number="D399"), act=act(TODAY))
    address = begin(keeper, plan, til=str(agreed.pk), navn="")
    asked = keeper.post(address, {"trin": "videre"})
    assert asked.status_code == 422 and own_item.number in text(asked)
    make(keeper, address, **{f"valg-{own_item.pk}": "join"})
    (joined,) = gather(agreed, TODAY).items
    assert (joined.number, joined.follows, joined.responsible) == (
        "D399",
        f"{plan.name} {own_item.number}",
        "Skolechef",
    )


def test_it_is_confirmed_and_then_stands(keeper, plan, kept):
    address = reverse("confirm_carry_over", args=[plan.pk, kept.pk])
    assert "Bekræft" in text(keeper.get(address))
    assert "står fast" in text(keeper.post(address, follow=True))
    back = reverse("take_back_carry_over", args=[plan.pk, kept.pk])
    for ask in (keeper.get, keeper.post):
        assert "kan ikke længere tages tilbage" in text(ask(back, follow=True))
    assert Plan.objects.count() == 2


def test_it_is_taken_back_and_the_receipt_stays(keeper, plan, kept):
    told = keeper.post(reverse("take_back_carry_over", args=[plan.pk, kept.pk]), follow=True)
    assert "taget tilbage" in text(told)
    assert [one.name for one in Plan.objects.all()] == [plan.name]
    assert keeper.get(reverse("plan", args=[kept.plan_id])).status_code == 404
    assert NEXT in text(keeper.get(reverse("next_plan", args=[plan.pk])))


def test_what_was_done_since_is_told_before_it_is_taken_back_and_lost(keeper, plan, kept, act):
    address = reverse("take_back_carry_over", args=[plan.pk, kept.pk])
    change(kept.plan.items.get(number="D301"), course="Ny kurs", act=act(TODAY))
    receipt = text(keeper.get(reverse("carry_over", args=[plan.pk, kept.pk])))
    assert "1 punkt i den" in receipt and "Tag det hele tilbage" in receipt
    asked = keeper.get(address)
    assert re.search(r"D301 [^<]*</a>: Kurs", text(asked))
    assert "Der er gjort mere i den nye plan: D301" in text(keeper.post(address, follow=True))
    assert Plan.objects.count() == 2
    keeper.post(address, {"tabt": re.findall(r'name="tabt" value="([^"]+)"', text(asked))})
    assert Plan.objects.count() == 1


def test_what_waits_to_be_confirmed_stands_on_the_keepers_front_page_alone(keeper, plan, kept, sign_in):
    assert "venter på at blive bekræftet" in text(keeper.get(reverse("home")))
    assert "venter på at blive bekræftet" not in text(sign_in("reader").get(reverse("home")))


def test_another_plans_receipt_is_not_found(keeper, kept):
    assert keeper.get(reverse("carry_over", args=[kept.plan_id, kept.pk])).status_code == 404


@pytest.mark.parametrize(("day", "year"), [(TODAY, 2025), (date(2026, 1, 1), 2026), (date(2030, 1, 1), 2026)])
def test_the_plan_that_is_worked_by_opens_first(plan, kept, day, year):
    assert plan.municipality.plans.worked_by(day).agreement.budget_year == year


# Plans side by side


def test_plans_stand_side_by_side_with_what_became_of_each_topic(keeper, plan, kept, own_item, act):
    add(kept.plan, NewItem(kind=Kind.INTENT, facts=Facts(title="Noget nyt", body="ØK")), act=act(TODAY))
    told = text(keeper.get(reverse("side_by_side", args=[plan.pk])))
    assert "ført videre" in told and "Noget nyt" in told and "2026: 500 kr." in told
    narrowed = text(keeper.get(reverse("side_by_side", args=[plan.pk]), {"skaebne": "new"}))
    assert "Noget nyt" in narrowed and "Flere lærere" not in narrowed
    assert "Noget nyt" not in text(keeper.get(reverse("side_by_side", args=[plan.pk]), {"udvalg": "BUU"}))


def test_the_file_tells_what_the_page_does(keeper, plan, kept, own_item):
    answer = keeper.get(reverse("get_side_by_side", args=[plan.pk, "xlsx"]))
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    (lærere,) = [row for row in rows if row[0] == "Flere lærere"]
    assert f"{own_item.number} · BUU" in lærere[2] and "ført videre" in lærere[2]
    assert 500 in lærere
    assert keeper.get(reverse("get_side_by_side", args=[plan.pk, "pdf"])).status_code == 200
    assert keeper.get(reverse("get_side_by_side", args=[plan.pk, "exe"])).status_code == 404


# A topic's whole course


def test_a_topics_course_goes_through_its_plans(keeper, plan, kept, own_item, act):
    change(own_item, act=act(date(2025, 3, 1)), assessment="green")
    told = text(keeper.get(reverse("item_life", args=[plan.pk, own_item.number])))
    assert "Emnet er i 2 planer" in told
    assert plan.name in told and NEXT in told
    assert "lægges aldrig sammen" in told


def test_each_sees_of_a_course_what_the_role_sees(plan, kept, own_item, item, act, sign_in, town):
    hidden_item = add(plan, NewItem(kind=Kind.OPERATING, facts=Facts(title="Havn", body="MTU")), act=act(BEGUN))
    shown = Facts(title="Cykelsti", body="MTU", visibility=Visibility.PUBLIC, responsible="Hemmelig post")
    public = add(plan, NewItem(kind=Kind.OPERATING, facts=shown), act=act(BEGUN))
    write_note(own_item, "Direktionens notat", act=act(BEGUN))
    member = sign_in("committee_member")
    Role.objects.filter(name="committee_member").update(body=town.bodies.get(abbreviation="BUU"))
    assert member.get(reverse("item_life", args=[plan.pk, hidden_item.number])).status_code == 404
    told = text(member.get(reverse("item_life", args=[plan.pk, public.number])))
    assert "Cykelsti" in told and "Hemmelig post" not in told and "offentligt om punktet" in told
    own = text(member.get(reverse("item_life", args=[plan.pk, own_item.number])))
    assert NEXT in own and "Direktionens notat" not in own
    beside = text(member.get(reverse("side_by_side", args=[plan.pk])))
    assert "ikke ført videre" not in beside.casefold()
    assert "Cykelsti" in beside and "Hemmelig post" not in beside and "Havn" not in beside


def test_a_second_plan_with_nothing_in_it_is_not_made(keeper, plan, kept):
    address = begin(keeper, plan, navn="Endnu en plan")
    answer = keeper.post(address, {"trin": "videre"})
    assert answer.status_code == 422 and "den nye plan ville være tom" in text(answer)
    assert Plan.every.count() == 2


def test_times_that_have_passed_are_told_before_they_go_on(keeper, plan, own_item, item, act):
    change(item, time=IndicativeTime.read("marts 2025", 2025), act=act(TODAY))
    shown = text(keeper.post(begin(keeper, plan), {"trin": "videre"}))
    assert "<strong>1</strong> af dem har et tidspunkt, der er passeret" in shown


def test_who_was_heard_on_the_thread_is_not_missing_in_the_next_plan(keeper, plan, own_item, item, act):
    heard = Involvement(party="Hoved-MED", form="drøftelse", held_on=date(2025, 9, 1))
    change(own_item, involvements=(heard,), staff_consequences="To stillinger", act=act(TODAY))
    change(item, staff_consequences="Flytning", act=act(TODAY))
    into = make(keeper, begin(keeper, plan)).plan
    page = text(keeper.get(reverse("involvement", args=[into.pk])))
    assert page.count("MED mangler") == 1
    assert "not_involved" in keeper.get(reverse("item", args=[into.pk, own_item.number])).context
    assert not keeper.get(reverse("item", args=[into.pk, own_item.number])).context["not_involved"]
