# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest
from django.urls import reverse

from udmoent.organisation.models import Municipality
from udmoent.plan.actions import change

LIST, NEW = reverse("setup_strategies"), reverse("setup_strategy_new")


def text(answer) -> str:
    return answer.content.decode()


def strategies(town: Municipality):
    return {one.name: one for one in Municipality.objects.get(pk=town.pk).configuration.strategies}


def told(**more: str) -> dict[str, str]:
    return {"name": "Klimahandlingsplan", "kind": "plan", "why": "Vedtaget"} | more


def test_a_strategy_is_added_and_listed_with_the_goals(keeper, town):
    sent = told(adopted="marts 2024", valid_to="31.12.2030", address="https://example.dk/klima", sentence="Mod 2030.")
    assert keeper.post(NEW, sent).status_code == 302
    made = strategies(town)["Klimahandlingsplan"]
    assert (made.kind, made.adopted, made.valid_to, made.sentence) == (
        "plan",
        "marts 2024",
        date(2030, 12, 31),
        "Mod 2030.",
    )
    page = text(keeper.get(LIST))
    assert "Klimahandlingsplan" in page and "Handleplan" in page and "Bæredygtige byer og lokalsamfund" in page


@pytest.mark.parametrize(
    "wrong", [{"name": "Udviklingsstrategien"}, {"name": ""}, {"address": "http://usikker.dk"}, {"kind": "konge"}]
)
def test_what_is_wrong_is_told_at_the_form_and_nothing_is_lost(keeper, town, wrong):
    answer = keeper.post(NEW, told(sentence="Mod 2030.") | wrong)
    assert answer.status_code == 422 and "Mod 2030." in text(answer) and "Intet er gemt" in text(answer)
    assert len(strategies(town)) == 2


def test_a_goal_that_is_told_by_another_name_is_refused_with_why(keeper, town):
    keeper.post(reverse("setup_strategy", args=["verdensmaal-4"]), {"sentence": "Alle skal lære."})
    answer = keeper.post(NEW, told(name="FN's verdensmål 4"))
    assert answer.status_code == 422 and "to hedder Verdensmål 4" in text(answer)
    assert len(strategies(town)) == 3


def test_what_is_told_of_one_is_shown_in_its_form_and_changed_there(keeper, town):
    address = reverse("setup_strategy", args=["vores-norddjurs"])
    assert "tillid, ordentlighed" in text(keeper.get(address))
    keeper.post(address, told(name="Vores værdier", kind="values", sentence="Tillid.", in_every_case="on"))
    made = strategies(town)["Vores værdier"]
    assert made.aliases == ("Vores Norddjurs",) and made.in_every_case and made.sentence == "Tillid."


def test_a_goal_may_have_a_sentence_of_the_towns_own(keeper, town):
    address = reverse("setup_strategy", args=["verdensmaal-4"])
    keeper.post(address, {"sentence": "Alle skal lære."})
    assert strategies(town)["Verdensmål 4"].sentence == "Alle skal lære."
    keeper.post(address, {"sentence": "Alle børn skal lære."})
    assert strategies(town)["Verdensmål 4"].sentence == "Alle børn skal lære."
    assert len(strategies(town)) == 3 and "Alle børn skal lære." in text(keeper.get(LIST))


def test_one_that_nothing_serves_is_taken_out_and_one_that_items_serve_is_not(keeper, town, item, act):
    change(item, act=act(date(2025, 1, 15)), strategies=("Vores Norddjurs",))
    address = reverse("setup_strategy", args=["vores-norddjurs"])
    assert "A301" in text(keeper.get(address)) and "take_out" not in text(keeper.get(address))
    answer = keeper.post(address, {"take_out": "1"})
    assert answer.status_code == 422 and "A301" in text(answer)
    other = reverse("setup_strategy", args=["plan-og-udviklingsstrategi-2023"])
    assert keeper.post(other, {"take_out": "1"}).status_code == 302
    assert list(strategies(town)) == ["Vores Norddjurs"]


def test_a_strategy_that_is_not_there_is_not_there(keeper):
    assert keeper.get(reverse("setup_strategy", args=["ukendt"])).status_code == 404
