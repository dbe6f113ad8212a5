# SPDX-License-Identifier: MPL-2.0
import pytest
from django.urls import reverse

from udmoent.audit.models import Event
from udmoent.editions.models import SavedView


def at(name: str, plan, *more: object) -> str:
    return reverse(name, args=[plan.pk, *more])


@pytest.fixture
def saved(keeper, plan, item) -> SavedView:
    told = {"navn": "Åbne", "visning": "stadie=open&pr=2025-05-31&soeg=&kendt=2025-06-01&gruppe=part"}
    assert keeper.post(at("views", plan), told).status_code == 302
    return SavedView.objects.get()


def test_a_view_keeps_what_is_asked_for_but_not_the_day(saved):
    assert (saved.name, saved.query, saved.is_shared) == ("Åbne", "stadie=open", False)
    assert Event.objects.get(act="save_view").told == {"name": "Åbne", "query": "stadie=open"}


def test_the_list_leads_to_it(keeper, plan, saved):
    assert '<a href="?stadie=open">Åbne</a>' in keeper.get(at("plan", plan)).content.decode()


@pytest.mark.parametrize(
    ("name", "said"), [("", "skal have et navn"), ("åbne", "en visning med det navn"), ("x" * 101, "højst 100")]
)
def test_a_name_that_cannot_be_is_told_and_nothing_is_lost(keeper, plan, saved, name, said):
    answer = keeper.post(at("views", plan), {"navn": name, "visning": "soeg=kaj"})
    assert answer.status_code == 422 and said in answer.content.decode() and "soeg=kaj" in answer.content.decode()
    assert SavedView.objects.count() == 1


def test_a_view_is_called_otherwise_and_thrown_away_with_a_trace(keeper, plan, saved):
    keeper.post(at("rename_view", plan, saved.pk), {"navn": "Det åbne"})
    saved.refresh_from_db()
    assert saved.name == "Det åbne"
    keeper.post(at("delete_view", plan, saved.pk))
    assert not SavedView.objects.exists()
    assert Event.objects.get(act="delete_view").told["query"] == "stadie=open"


def test_a_shared_view_is_everybodys_to_use_but_not_to_change(keeper, plan, saved, sign_in):
    keeper.post(at("share_view", plan, saved.pk), {"del": "ja"})
    reader = sign_in("reader")
    assert "Åbne" in reader.get(at("plan", plan)).content.decode()
    assert "Åbne" in reader.get(at("views", plan)).content.decode()
    assert reader.post(at("delete_view", plan, saved.pk)).status_code == 404 and SavedView.objects.exists()


def test_an_unshared_view_is_ones_own(keeper, plan, saved, sign_in):
    assert ">Åbne</a>" not in sign_in("reader").get(at("plan", plan)).content.decode()


def test_sharing_is_for_secretaries_and_the_coordinator(plan, saved, sign_in):
    assert sign_in("reader").post(at("share_view", plan, saved.pk), {"del": "ja"}).status_code == 403
