# SPDX-License-Identifier: MPL-2.0
"""Coming in by another organisation's sign-in, against an OpenID Connect provider that the tests run themselves."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from tests.doors.desk.conftest import TODAY
from tests.doors.desk.oidc_provider import CLIENT, SECRET, OidcProvider, running
from udmoent.audit.models import Event
from udmoent.desk.account.configuration import Oidc, SignInFile
from udmoent.organisation.models import Role, User
from udmoent.organisation.rules import ClaimRule
from udmoent.organisation.town_text import with_values

RULES = (
    ClaimRule("groups", "laesere", "reader"),
    ClaimRule("groups", "buu", "committee_member", body="BUU"),
    ClaimRule("groups", "findes-ikke", "committee_member", body="FINDESIKKE"),
)
ANNA = {"sub": "1234", "email": "Anna@norddjurs.example", "email_verified": True, "name": "Anna Andersen", "groups": []}


@pytest.fixture
def provider():
    with running() as provider:
        provider.person = dict(ANNA)
        yield provider


@pytest.fixture
def trust(settings, provider: OidcProvider, tmp_path):
    """`trust()` lets people in by the provider; its e-mail addresses are believed where told so."""

    def make(*, trusts_email: bool = False) -> None:
        oidc = Oidc(
            id="kommunen",
            name="Kommunens log ind",
            server=provider.address,
            client_id=CLIENT,
            secret=SECRET,
            roles=RULES,
            trusts_email=trusts_email,
        )
        settings.UDMOENT_SIGN_IN = SignInFile(oidc=(oidc,))
        settings.SOCIALACCOUNT_PROVIDERS = settings.UDMOENT_SIGN_IN.as_allauth_has_it(tmp_path)

    make()
    return make


@pytest.fixture
def come(client: Client, trust):
    """`come()`: goes to the provider and back again, as a browser would; the page that one ends on."""

    def go(address: str = "/log-ind/oidc/kommunen/?next=/konto/"):
        away = client.get(address)
        back = requests.get(away["Location"], allow_redirects=False, timeout=10).headers["Location"]
        place = urlsplit(back)
        assert place.path == "/log-ind/oidc/kommunen/svar/"
        return client.get(f"{place.path}?{place.query}", follow=True)

    return go


def test_the_sign_in_page_offers_it(client, trust):
    text = client.get("/log-ind/?next=/importer/").content.decode()
    assert "Kommunens log ind" in text and "/log-ind/oidc/kommunen/?next=%2Fimporter%2F" in text


def test_a_newcomer_gets_the_roles_of_her_claims_and_nothing_else_is_kept(come, provider, town):
    provider.person["groups"] = ["laesere", "buu", "findes-ikke", "andre"]
    page = come()
    assert page.redirect_chain[-1][0] == "/konto/" and "Kommunens log ind" in page.content.decode()
    user = User.objects.get(email="anna@norddjurs.example")
    assert not user.has_usable_password()
    roles = Role.objects.filter(user=user)
    assert {(role.name, str(role.body or "")[:3]) for role in roles} == {("reader", ""), ("committee_member", "BUU")}
    assert {(role.person.name, role.valid_from) for role in roles} == {("Anna Andersen", TODAY)}
    assert SocialAccount.objects.get().extra_data == {}
    given = Event.objects.filter(act="give_role").first()
    assert given.told["why"] == "Kommunens log ind" and "Anna" not in str(given.told)


def test_whoever_no_rule_matches_is_in_without_a_role_and_told_whom_to_ask(come, client, town):
    assert "Bed plankoordinatoren om at give dig en" in come().content.decode()
    assert client.get("/").status_code == 403
    assert not Role.objects.filter(user__email="anna@norddjurs.example").exists()


def test_whoever_comes_this_way_is_not_asked_for_two_factors_here(come, client, provider, town):
    town.configuration_text = with_values(town.configuration_text, {("two_factor_roles",): ("reader",)})
    town.save()
    provider.person["groups"] = ["laesere"]
    come()
    assert client.get("/").status_code == 200
    client.logout()
    client.force_login(User.objects.get())
    assert client.get("/")["Location"] == "/konto/to-faktor/"


def test_a_role_that_was_ended_is_not_given_again(come, client, provider, town):
    provider.person["groups"] = ["laesere"]
    come()
    Role.objects.update(valid_from=TODAY.replace(year=2020), valid_to=TODAY.replace(year=2021))
    client.post("/log-ud/")
    assert "Ingen i dag" in come().content.decode()
    assert User.objects.count() == 1 and Role.objects.count() == 1


def test_a_rule_made_later_finds_whoever_came_before_it(come, client, provider, town):
    come()
    client.post("/log-ud/")
    provider.person["groups"] = ["laesere"]
    come()
    assert Role.objects.get().name == "reader"


@pytest.fixture
def anna(sign_in, client) -> User:
    """Somebody who is here already, with the address that the provider tells."""
    sign_in("economist")
    client.logout()
    User.objects.filter(email="economist@example.dk").update(email="anna@norddjurs.example")
    user = User.objects.get(email="anna@norddjurs.example")
    user.set_password("et langt kodeord")
    user.save()
    return user


def test_a_trusted_provider_signs_in_whoever_is_here_already(come, trust, anna):
    trust(trusts_email=True)
    assert "økonom" in come().content.decode()
    assert SocialAccount.objects.get().user == anna
    assert User.objects.get(pk=anna.pk).check_password("et langt kodeord")


def test_a_provider_that_is_not_trusted_does_not(come, anna):
    page = come()
    assert page.status_code == 403 and "Der er allerede en her med din mailadresse" in page.content.decode()
    assert not SocialAccount.objects.exists() and page.client.get("/konto/").status_code == 302


CONNECT = "/log-ind/oidc/kommunen/?process=connect&next=/konto/andet-log-ind/"


@pytest.fixture
def anna_inside(client, anna) -> Client:
    client.post("/log-ind/", {"login": anna.email, "password": "et langt kodeord"})
    return client


def confirm(client: Client):
    return client.post("/konto/bekraeft/", {"password": "et langt kodeord"}, follow=True)


def test_whoever_is_inside_connects_it_and_comes_in_by_it_afterwards(come, anna, anna_inside):
    assert "Ikke forbundet" in anna_inside.get("/konto/").content.decode()
    text = anna_inside.get("/konto/andet-log-ind/").content.decode()
    assert "process=connect" in text and "Forbind Kommunens log ind" in text
    assert come(CONNECT).redirect_chain[-1][0] == "/konto/bekraeft/" and not SocialAccount.objects.exists()
    page = confirm(anna_inside)
    assert page.redirect_chain[-1][0] == "/konto/andet-log-ind/" and "Fjern Kommunens log ind" in page.content.decode()
    assert SocialAccount.objects.get().user == anna and Role.objects.filter(user=anna).count() == 1
    anna_inside.post("/log-ud/")
    assert "økonom" in come().content.decode() and User.objects.count() == 1


def test_what_leads_to_somebody_else_is_not_connected(come, client, anna, sign_in, town):
    other = User.objects.create_user("other@example.dk")
    SocialAccount.objects.create(user=other, provider="kommunen", uid="1234")
    client.post("/log-ind/", {"login": anna.email, "password": "et langt kodeord"})
    confirm(client)
    assert "fører allerede til en andens" in come(CONNECT).content.decode()
    assert SocialAccount.objects.get().user == other


def test_it_is_disconnected_and_told_in_the_log_and_by_mail(come, anna_inside):
    confirm(anna_inside)
    come(CONNECT)
    account = SocialAccount.objects.get()
    page = anna_inside.post("/konto/andet-log-ind/", {"account": account.pk}, follow=True)
    assert "Forbind Kommunens log ind" in page.content.decode() and not SocialAccount.objects.exists()
    assert {"what": "account_disconnected"} in [one.told for one in Event.objects.filter(act="change_sign_in")]
    assert "ikke længere forbundet" in mail.outbox[-1].body


def test_the_only_way_in_is_not_disconnected(come, client, provider, town):
    provider.person["groups"] = ["laesere"]
    come()
    page = client.post("/konto/andet-log-ind/", {"account": SocialAccount.objects.get().pk})
    assert page.status_code == 422 and "din eneste vej ind" in page.content.decode()
    assert SocialAccount.objects.exists()


def test_anothers_connection_is_not_there_to_disconnect(anna_inside, town):
    other = User.objects.create_user("other@example.dk")
    account = SocialAccount.objects.create(user=other, provider="kommunen", uid="9")
    assert anna_inside.post("/konto/andet-log-ind/", {"account": account.pk}).status_code == 422
    assert SocialAccount.objects.exists()


def test_where_no_other_sign_in_is_set_up_the_account_says_nothing_of_one(anna_inside):
    assert "andet-log-ind" not in anna_inside.get("/konto/").content.decode()


def test_an_address_that_the_provider_has_not_seen_to_is_believed_of_nobody(come, trust, anna, provider):
    trust(trusts_email=True)
    provider.person["email_verified"] = False
    assert come().status_code == 403 and not SocialAccount.objects.exists()


def test_without_an_address_nobody_comes_in(come, provider, town):
    del provider.person["email"]
    page = come()
    assert page.status_code == 403 and "oplyser ikke, hvilken mailadresse" in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "spoiled", [{"aud": "another"}, {"iss": "https://elsewhere.example"}, {"exp": 1}], ids=["aud", "iss", "exp"]
)
def test_a_token_for_somebody_else_or_too_old_is_refused(come, provider, town, spoiled):
    provider.spoils = spoiled
    page = come()
    assert page.status_code == 401 and "et svar, vi ikke kan stole på" in page.content.decode()
    assert not User.objects.exists() and page.client.get("/konto/").status_code == 302


def test_an_answer_that_nobody_asked_for_is_refused(client, trust, town):
    page = client.get("/log-ind/oidc/kommunen/svar/?code=code-0&state=ukendt")
    assert page.status_code == 401 and not User.objects.exists()


def test_where_to_go_next_is_never_another_site(come, town):
    page = come("/log-ind/oidc/kommunen/?next=https://elsewhere.example/")
    assert all("elsewhere" not in place for place, _status in page.redirect_chain)


def test_a_provider_that_is_not_in_the_file_is_not_there(client, trust):
    assert client.get("/log-ind/oidc/anden/").status_code == 404


def test_a_provider_that_does_not_answer_is_told(client, trust, provider, settings):
    provider.server.server_close()
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 1
    page = client.get("/log-ind/oidc/kommunen/")
    assert page.status_code == 422 and "log ind svarer ikke" in page.content.decode()
