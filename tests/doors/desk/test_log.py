# SPDX-License-Identifier: MPL-2.0
import ast
import csv
import io
import json
from datetime import UTC, date, datetime
from functools import cache

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.house.floor_plan import PACKAGE, tree
from udmoent.audit.actions import record
from udmoent.audit.models import Event
from udmoent.desk.log import pages
from udmoent.desk.log.acts import ACTS, TOLD
from udmoent.organisation.models import Municipality
from udmoent.plan.actions import change

LOG = "/log/"
OWN = {"municipality_id", "by_id", "now"}


@cache
def recordings() -> list[ast.Call]:
    """Every call in the code that records an act by its name, itself or through a function of its file."""
    calls = (node for file in PACKAGE.rglob("*.py") for node in ast.walk(tree(file)) if isinstance(node, ast.Call))
    named = (call for call in calls if getattr(call.func, "id", "") in ("record", "_record"))
    return [call for call in named if call.args and isinstance(call.args[0], ast.Constant)]


def test_every_act_that_is_recorded_has_a_word():
    acts = {call.args[0].value for call in recordings()}
    assert len(acts) > 5 and acts <= set(ACTS), f"give them words in desk/log/acts.py: {acts - set(ACTS)}"


def test_everything_that_is_told_of_an_act_has_a_word():
    told = {one.arg for call in recordings() for one in call.keywords if one.arg} - OWN
    assert told <= set(TOLD), f"give them words in desk/log/acts.py: {told - set(TOLD)}"


def shown(client, **query) -> str:
    answer = client.get(LOG, query)
    assert answer.status_code == 200
    return answer.content.decode().split("<tbody", 1)[-1].split("</tbody>")[0]


def test_an_act_is_told_in_words_with_who_did_it_and_a_way_to_the_thing(keeper, plan, item, act):
    change(item, act=act(date(2025, 3, 1)), title="En anden titel")
    text = shown(keeper)
    assert "Ændrede punkter" in text and "plankoordinator (Karen Koordinator)" in text
    assert f'href="{reverse("plan", args=[plan.pk])}"' in text and "{" not in text
    assert f'href="{reverse("item", args=[plan.pk, "A301"])}">A301</a>' in text


def test_what_left_the_house_is_told_with_who_took_it(sign_in, plan, item, edition):
    reader = sign_in("reader")
    reader.get(reverse("get_plan", args=[plan.pk, "csv"]), {"udvalg": "BUU"})
    reader.get(reverse("get_edition", args=[plan.pk, edition.pk, "json"]))
    reader.get(reverse("get_comparison", args=[plan.pk, "docx"]), {"fra": "original", "til": "30.9.2025"})
    text = shown(sign_in("administrator"))
    assert all(word in text for word in ("Hentede planen", "Hentede en version", "Hentede en sammenligning", "BUU"))


def told(client, **query) -> list[str]:
    """The acts that are shown, by their names."""
    return [row["act"] for row in json.loads(b"".join(client.get("/hent/log/json/", query).streaming_content))]


@pytest.fixture
def varied(plan, item, edition, act):
    """Acts of several kinds, days and people."""
    change(item, act=act(date(2025, 3, 1)), title="Æblegården")
    record(
        "build_demo", plan, municipality_id=plan.municipality_id, by_id=None, now=datetime(2025, 4, 1, 12, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"handling": "seal"}, ["seal"]),
        ({"ting": "editions.edition"}, ["seal"]),
        ({"hvem": "0"}, ["build_demo", "load_municipality"]),
        ({"fra": "1.3.2025", "til": "1.3.2025"}, ["change_items"]),
        ({"fra": "2.3.2025", "til": "31.5.2025"}, ["build_demo"]),
        ({"soeg": "forseglede"}, ["seal"]),
        ({"soeg": "a301"}, ["change_items"]),
        ({"soeg": "findes ikke"}, []),
    ],
)
def test_the_log_is_chosen_from(keeper, varied, query, found):
    assert [one for one in told(keeper, **query) if one != "export_log"] == found


@pytest.mark.parametrize("text", ["ærø", "ÆRØ", "Ærø"])
def test_danish_letters_are_found_whatever_their_case(keeper, plan, text):
    record("begin_plan", plan, municipality_id=plan.municipality_id, by_id=None, now=datetime.now(UTC), name="Ærø")
    assert told(keeper, soeg=text, handling="begin_plan") == ["begin_plan"]


def test_the_acts_of_one_plan_are_told_with_what_is_of_it(keeper, plan, varied):
    assert set(told(keeper, plan=plan.pk)) == {"begin_plan", "add_items", "seal", "change_items", "build_demo"}


def test_no_act_is_hidden_behind_a_page(keeper, plan, monkeypatch, varied):
    monkeypatch.setattr(pages, "ON_A_PAGE", 2)
    first = keeper.get(LOG).content.decode()
    assert "6 handlinger" in first and "side=3" in first
    assert "Indlæste kommunens konfiguration" in keeper.get(LOG, {"side": 3}).content.decode()


def test_the_log_is_handed_out_whole_as_csv(keeper, plan, varied):
    answer = keeper.get("/hent/log/csv/")
    assert answer["Content-Disposition"] == 'attachment; filename="log-norddjurs-2025-09-30.csv"'
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + Event.objects.count() and rows[0][:4] == ["Nr.", "Hvornår", "Hvem", "Handling"]
    assert rows[0][-4:] == ["Handling (kode)", "Ting (kode)", "Tingens id", "Personens id"]
    assert Event.objects.last().act == "export_log"


def test_another_towns_acts_are_not_there(keeper, plan, town):
    other = Municipality.objects.create(slug="other", name="Anden", configuration_text=town.configuration_text)
    record("begin_plan", other, municipality_id=other.pk, by_id=None, now=datetime.now(UTC), name="Deres plan")
    assert "Deres plan" not in shown(keeper)


def test_a_choice_that_is_none_is_told_and_hides_nothing(keeper, plan, item):
    text = keeper.get(LOG, {"fra": "i går", "handling": "findes ikke"}).content.decode()
    assert "er ikke en dato" in text and "Tilføjede punkter" in text


def test_more_acts_cost_no_more_queries(keeper, plan, item, edition, act):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            keeper.get(LOG)
        return len(found)

    before = queries()
    for day in range(1, 9):
        change(item, act=act(date(2025, 3, day)), title=f"Titel {day}")
    assert queries() == before
