# SPDX-License-Identifier: MPL-2.0
"""One's own account: password, two factors, recovery codes, and where one is signed in."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

from udmoent.audit.models import Event
from udmoent.desk.account.pages import forget_old_places
from udmoent.organisation.models import User
from udmoent.organisation.town_text import with_values

PASSWORD = "et langt kodeord"
APP = "/konto/to-faktor/app/"


@pytest.fixture
def client(client: Client, sign_in, town) -> Client:
    """A reader who has a password, and has signed in with it."""
    sign_in("reader")
    client.logout()
    user = User.objects.get(email="reader@example.dk")
    user.set_password(PASSWORD)
    user.save()
    enter(client)
    return client


def enter(client: Client, password: str = PASSWORD):
    return client.post("/log-ind/", {"login": "reader@example.dk", "password": password})


def confirm(client: Client) -> None:
    client.post("/konto/bekraeft/", {"password": PASSWORD})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(client: Client) -> str:
    """The key of an app that has been set up."""
    confirm(client)
    shown = client.get(APP).content.decode()
    key = re.search(r'class="secret">(\w+)<', shown)[1]
    client.post(APP, {"code": code_of(key)})
    return key


def test_the_account_says_who_one_is_and_is_there_without_a_role(client, sign_in):
    text = client.get("/konto/").content.decode()
    assert "reader@example.dk" in text and "læser" in text and 'href="/konto/"' in text
    assert "Ingen i dag" in sign_in("nobody").get("/konto/").content.decode()


def test_a_password_is_changed_and_the_other_places_are_signed_out(client):
    other = Client()
    enter(other)
    wrong = client.post("/konto/adgangskode/", {"oldpassword": "x", "password1": "kort", "password2": "andet"})
    text = wrong.content.decode()
    assert wrong.status_code == 422 and "Det er ikke den adgangskode, du har nu" in text and "for kort" in text
    new = "en helt anden sætning"
    client.post("/konto/adgangskode/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/konto/").status_code == 200 and other.get("/konto/").status_code == 302
    assert "Din adgangskode er skiftet." in mail.outbox[-1].body
    assert Event.objects.filter(act="change_sign_in").get().told == {"what": "password_changed"}


def sent_code() -> str:
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]


def test_whoever_came_by_a_code_chooses_a_password_after_another_one(client):
    user = User.objects.get()
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert "Vælg en via et link i en mail" in client.get("/konto/").content.decode()
    client.post("/log-ud/")
    client.post("/log-ind/kode/", {"email": user.email})
    client.post("/log-ind/kode/indtast/", {"code": sent_code()})
    assert "/konto/adgangskode/ny/" in client.get("/konto/").content.decode()
    assert (
        client.get("/konto/adgangskode/ny/")["Location"] == "/konto/bekraeft/kode/?next=%2Fkonto%2Fadgangskode%2Fny%2F"
    )
    client.post("/konto/bekraeft/kode/", {"recipient": user.email})
    client.post("/konto/bekraeft/kode/indtast/", {"code": sent_code()})
    chosen = client.post("/konto/adgangskode/ny/", {"password1": PASSWORD, "password2": PASSWORD})
    assert chosen.status_code == 302 and "har fået en adgangskode" in mail.outbox[-1].body
    client.post("/log-ud/")
    assert enter(client)["Location"] == "/"


def test_ways_of_signing_in_are_changed_only_by_whoever_knows_the_password(client):
    assert client.get(APP)["Location"].startswith("/konto/bekraeft/")
    assert client.post("/konto/bekraeft/", {"password": "forkert"}).status_code == 422
    confirm(client)
    assert client.get(APP).status_code == 200


def test_with_an_app_the_password_alone_is_not_enough(client, secret):
    assert client.get("/konto/to-faktor/koder/").content.decode().count("<code>") == 10
    client.post("/log-ud/")
    cache.clear()
    assert enter(client)["Location"] == "/log-ind/to-faktor/"
    assert client.get("/konto/").status_code == 302
    wrong = client.post("/log-ind/to-faktor/", {"code": "000000"})
    assert wrong.status_code == 422 and "Koden passer ikke" in wrong.content.decode()
    assert client.post("/log-ind/to-faktor/", {"code": code_of(secret)})["Location"] == "/"
    assert client.get("/konto/").status_code == 200
    tried = Event.objects.filter(act="fail_to_sign_in").get()
    assert tried.told == {"way": "two_factors"} and tried.person_id is None


def test_a_wrong_code_sets_no_app_up(client):
    confirm(client)
    client.get(APP)
    assert client.post(APP, {"code": "000000"}).status_code == 422 and not Authenticator.objects.exists()


def test_each_recovery_code_works_once(client, secret):
    codes = client.get("/konto/to-faktor/koder/hent/").content.decode().split()
    assert len(codes) == 10
    for attempt, place in ((0, "/"), (1, None)):
        client.post("/log-ud/")
        enter(client)
        answer = client.post("/log-ind/to-faktor/", {"code": codes[0]})
        assert answer.headers.get("Location") == place, attempt


def test_the_app_is_taken_away_again(client, secret):
    client.post("/konto/to-faktor/app/fjern/")
    client.post("/log-ud/")
    assert enter(client)["Location"] == "/"


def test_one_sees_where_one_is_signed_in_and_signs_out_of_the_others(client):
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    enter(other)
    text = client.get("/konto/sessioner/").content.decode()
    assert "Firefox på Windows" in text and "denne her" in text
    client.post("/konto/sessioner/")
    assert client.get("/konto/").status_code == 200 and other.get("/konto/").status_code == 302
    assert UserSession.objects.count() == 1 and Event.objects.filter(act="end_sessions").count() == 1


def test_places_where_nobody_is_signed_in_any_more_are_forgotten(client):
    other = Client()
    enter(other)
    other.session.delete()
    forget_old_places()
    assert UserSession.objects.get().session_key == client.session.session_key


def test_anothers_passkey_is_not_there(client):
    stranger = User.objects.create_user("stranger@example.dk")
    one = Authenticator.objects.create(user=stranger, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    confirm(client)
    for deed in ("navn", "fjern"):
        assert client.post(f"/konto/adgangsnoegler/{one.pk}/{deed}/").status_code == 404
    assert Authenticator.objects.filter(pk=one.pk).exists()


def ask_two_factors_of(town, *roles: str) -> None:
    town.configuration_text = with_values(town.configuration_text, {("two_factor_roles",): roles})
    town.save()


def test_a_role_with_the_duty_comes_no_further_than_to_setting_two_factors_up(client, town):
    ask_two_factors_of(town, "reader")
    for address in ("/", "/opsaetning/", "/opsaetning/roller/"):
        assert client.get(address)["Location"] == client.post(address)["Location"] == "/konto/to-faktor/"
    text = client.get("/konto/to-faktor/").content.decode()
    assert "Kommunen har besluttet" in text and "(læser)" in text and "Sæt en app op" in text
    for address in ("/konto/", "/konto/sessioner/", "/log-ud/"):
        assert client.get(address).status_code == 200
    assert client.post("/sprog/", {"sprog": "en", "next": "/konto/"})["Location"] == "/konto/"


def test_whoever_has_set_an_app_up_has_done_the_duty_until_it_is_taken_away(client, town, secret):
    ask_two_factors_of(town, "reader")
    assert client.get("/").status_code == 200
    assert "Kommunen har besluttet" not in client.get("/konto/to-faktor/").content.decode()
    client.post("/konto/to-faktor/app/fjern/")
    assert client.get("/")["Location"] == "/konto/to-faktor/"


def test_other_roles_are_not_asked_for_two_factors(client, town):
    ask_two_factors_of(town, "administrator", "plan_coordinator")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "address", ["to-faktor/", "sessioner/", "to-faktor/app/", "adgangsnoegler/ny/", "adgangskode/"]
)
def test_no_page_of_the_account_has_scripts_or_styles_of_its_own(client, address):
    confirm(client)
    answer = client.get(f"/konto/{address}")
    text = answer.content.decode()
    assert answer.status_code == 200 and "unsafe" not in answer["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", text)
