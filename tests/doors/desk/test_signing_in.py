# SPDX-License-Identifier: MPL-2.0
"""Coming in by password, by a code or by a link in a mail; and what the log learns of it."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.rooms.conftest import BEGINNING
from udmoent.audit.models import Event
from udmoent.organisation.models import User
from udmoent.plan.actions import begin_plan

PASSWORD = "et langt kodeord"


@pytest.fixture
def reader(client, sign_in) -> User:
    """Somebody with a password, signed out."""
    sign_in("reader")
    client.logout()
    user = User.objects.get(email="reader@example.dk")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def give(client):
    """`give(password)`: tries to sign in as the reader; `next` tells where she was going."""

    def attempt(password: str, *, email: str = "reader@example.dk", **also: str):
        return client.post(reverse("account_login"), {"login": email, "password": password, **also})

    return attempt


def acts() -> list[str]:
    return list(Event.objects.filter(thing="organisation.user").values_list("act", flat=True))


def test_the_right_password_opens_and_a_wrong_one_tells_what_to_do(give, reader):
    wrong = give("forkert")
    assert wrong.status_code == 422 and "E-mail og adgangskode passer ikke sammen" in wrong.content.decode()
    right = give(PASSWORD, email="READER@example.dk")
    assert right.status_code == 302 and right["Location"] == "/"


def test_guessing_has_to_wait_also_when_the_guess_is_right_at_last(give, reader):
    for _attempt in range(8):
        give("forkert")
    answer = give(PASSWORD)
    assert answer.status_code == 422 and "For mange forsøg" in answer.content.decode()


def test_whether_an_address_is_known_is_not_told(give, client, reader):
    assert "passer ikke sammen" in give("forkert", email="ukendt@example.dk").content.decode()
    for page in ("account_request_login_code", "account_reset_password"):
        known = client.post(reverse(page), {"email": "reader@example.dk"})
        client.logout()
        unknown = client.post(reverse(page), {"email": "ukendt@example.dk"})
        client.logout()
        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert {sent.to[0] for sent in mail.outbox} == {"reader@example.dk"}


def test_the_page_asked_for_comes_next_and_never_one_of_another_site(give, client, reader):
    assert give(PASSWORD, next="/importer/")["Location"] == "/importer/"
    client.logout()
    assert give(PASSWORD, next="https://elsewhere.example/")["Location"] == "/"


def test_a_code_by_mail_signs_in(client, reader):
    client.post(reverse("account_request_login_code"), {"email": "reader@example.dk"})
    sent = mail.outbox[0]
    assert sent.subject == "Din kode til Udmønt" and "Den gælder et kvarter" in sent.body
    code = re.search(r"^ {4}(\S+)$", sent.body, re.MULTILINE)[1]
    wrong = client.post(reverse("account_confirm_login_code"), {"code": "forkert"})
    assert wrong.status_code == 422 and "Koden passer ikke" in wrong.content.decode()
    assert client.post(reverse("account_confirm_login_code"), {"code": code})["Location"] == "/"
    assert client.get("/konto/").status_code == 200
    assert acts() == ["fail_to_sign_in", "sign_in"]


def test_whoever_is_invited_chooses_a_password_by_a_link(client, reader, give):
    reader.set_unusable_password()
    reader.save()
    assert give("").status_code == 422
    client.post(reverse("account_reset_password"), {"email": "reader@example.dk"})
    link = re.search(r"https?://\S+", mail.outbox[0].body)[0]
    page = client.get(link, follow=True)
    assert "Den nye adgangskode igen" in page.content.decode()
    address = page.redirect_chain[-1][0]
    short = client.post(address, {"password1": "kort", "password2": "kort"})
    assert short.status_code == 422
    client.post(address, {"password1": "en helt ny sætning", "password2": "en helt ny sætning"})
    assert give("en helt ny sætning")["Location"] == "/"
    assert "Linket er brugt" in client.get(link, follow=True).content.decode()


def test_a_closed_sign_in_does_not_open(give, client, reader):
    reader.is_active = False
    reader.save()
    assert "er lukket. Spørg plankoordinatoren" in client.get(give(PASSWORD)["Location"]).content.decode()
    assert client.get("/konto/").status_code == 302


def test_nobody_makes_an_account_alone(client, db):
    assert client.get("/accounts/signup/").status_code == client.get("/log-ind/opret/").status_code == 404


def test_the_log_learns_who_came_who_left_and_who_tried(give, client, reader):
    give("forkert")
    give(PASSWORD)
    client.post(reverse("account_logout"))
    assert acts() == ["fail_to_sign_in", "sign_in", "sign_out"]
    failed, came, _left = Event.objects.filter(thing="organisation.user")
    assert failed.person_id is None and came.person_id and came.told == {"ways": ["password"]}


def test_a_mail_that_cannot_be_sent_is_told(client, reader, monkeypatch):
    def broken(*told: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", broken)
    answer = client.post(reverse("account_reset_password"), {"email": "reader@example.dk"})
    assert answer.status_code == 422 and "Mailen kunne ikke sendes" in answer.content.decode()


def test_mails_are_not_asked_for_without_end(client, reader):
    asked = [client.post(reverse("account_reset_password"), {"email": "reader@example.dk"}) for _again in range(4)]
    assert asked[-1].status_code == 429 and "Vent lidt" in asked[-1].content.decode() and len(mail.outbox) == 3


def test_a_real_towns_page_names_nobody(client, plan):
    assert "demo" not in client.get("/log-ind/").content.decode().casefold()


def test_the_demo_says_whom_one_can_be_only_while_it_is_alone(client, plan, coordinator):
    type(plan).objects.update(is_sample=True)
    text = client.get("/log-ind/").content.decode()
    assert "plankoordinator" in text and "norddjurs-demo" in text
    begin_plan(plan.municipality, "Vores plan", budget_year=2026, headings=[], by=coordinator, now=BEGINNING)
    assert "norddjurs-demo" not in client.get("/log-ind/").content.decode()
