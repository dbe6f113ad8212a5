# SPDX-License-Identifier: MPL-2.0
"""What a visitor sees where something is wrong: a sentence in Danish, never the program's insides."""

from django.test import Client
from django.urls import reverse

from udmoent.desk import where
from udmoent.lib.refusal import Refused


def test_a_broken_page_says_so_and_nothing_more(keeper, plan, monkeypatch):
    def broken(*told: object) -> None:
        raise RuntimeError("secret insides")

    monkeypatch.setattr(where, "gather", broken)
    keeper.raise_request_exception = False
    answer = keeper.get(reverse("plan", args=[plan.pk]))
    text = answer.content.decode()
    assert answer.status_code == 500 and "Noget gik galt" in text
    assert "secret" not in text and "Traceback" not in text and "RuntimeError" not in text


def test_what_a_room_refuses_is_a_sentence(keeper, plan, monkeypatch):
    def refusing(*told: object) -> None:
        raise Refused("Teksten er for lang til Excel.")

    monkeypatch.setattr(where, "gather", refusing)
    answer = keeper.get(reverse("plan", args=[plan.pk]))
    assert answer.status_code == 422 and "Teksten er for lang til Excel." in answer.content.decode()


def test_an_address_that_only_takes_a_form_shows_the_way_to_it(keeper, plan):
    answer = keeper.get(reverse("take_back_agreement", args=[plan.pk]))
    text = answer.content.decode()
    assert answer.status_code == 405 and answer["Allow"] == "POST" and "Intet er ændret" in text
    assert f'href="{reverse("agreement", args=[plan.pk])}"' in text
    views = keeper.get(reverse("delete_view", args=[plan.pk, 7])).content.decode()
    assert f'class="button button-primary" href="{reverse("views", args=[plan.pk])}"' in views


def test_an_unknown_address_is_not_found(client):
    answer = client.get("/findes/ikke/")
    assert answer.status_code == 404 and "Her er ikke noget" in answer.content.decode()


def test_a_form_without_its_token_says_what_to_do(db):
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@b.dk", "password": "x"})
    assert answer.status_code == 403 and "Siden havde været åben for længe" in answer.content.decode()
