# SPDX-License-Identifier: MPL-2.0
"""Coming in by SAML, with an assertion that is signed and encrypted; one that is tampered with is refused."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tests.doors.desk.saml_provider import ENTITY, SamlProvider
from udmoent.desk.account.configuration import Saml, SignInFile
from udmoent.organisation.models import Role, User
from udmoent.organisation.rules import ClaimRule

HOST = "udmoent.example.dk"
MAIL, GIVEN, FAMILY = "urn:oid:0.9.2342.19200300.100.1.3", "urn:oid:2.5.4.42", "urn:oid:2.5.4.4"


@pytest.fixture
def browser(settings) -> Client:
    settings.ALLOWED_HOSTS = [HOST]
    return Client(enforce_csrf_checks=True, headers={"host": HOST})


@pytest.fixture
def provider(settings, tmp_path) -> SamlProvider:
    provider = SamlProvider(tmp_path)
    provider.attributes = {MAIL: ["bo@norddjurs.example"], GIVEN: ["Bo"], FAMILY: ["Bentsen"], "role": ["leder", "buu"]}
    saml = Saml(
        id="os2",
        name="Fælles adgang",
        entity_id=ENTITY,
        sso_url=f"{ENTITY}/sso",
        certificate="idp.pem",
        own_certificate="own.pem",
        own_key="own.key",
        roles=(ClaimRule("role", "leder", "directorate"),),
    )
    settings.UDMOENT_SIGN_IN = SignInFile(saml=(saml,))
    settings.SOCIALACCOUNT_PROVIDERS = settings.UDMOENT_SIGN_IN.as_allauth_has_it(tmp_path)
    return provider


@pytest.fixture
def come(browser: Client, provider: SamlProvider, town):
    """`come()`: is sent to the provider, brings its answer back, and tells the page that one ends on."""

    def go(**told):
        asked = browser.get("/log-ind/saml/os2/?next=/konto/")["Location"]
        assert asked.startswith(f"{ENTITY}/sso?") and "Signature=" in asked
        return browser.post("/log-ind/saml/os2/svar/", provider.answer(asked, **told), follow=True)

    return go


def test_a_signed_and_encrypted_assertion_signs_in_with_a_role(come):
    page = come()
    assert page.redirect_chain[-1][0] == "/konto/" and "Fælles adgang" in page.content.decode()
    role = Role.objects.get(user__email="bo@norddjurs.example")
    assert (role.name, role.person.name) == ("directorate", "Bo Bentsen")
    assert SocialAccount.objects.get().uid == "person-1" and SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    "spoiled",
    [
        {"after": ("bo@norddjurs.example", "borgmester@norddjurs.example")},
        {"signer": "thief"},
        {"signer": ""},
        {"is_encrypted": False},
        {"audience": "https://another.example.dk"},
        {"until": "2020-01-01T00:00:00Z"},
        {"issuer": "https://thief.example.dk"},
        {"asked": "_somebody-elses"},
    ],
    ids=["changed", "another's signature", "unsigned", "unencrypted", "for others", "old", "from others", "unasked"],
)
def test_an_assertion_that_is_tampered_with_is_refused(come, browser, spoiled):
    page = come(**spoiled)
    assert page.status_code in (401, 403) and browser.get("/konto/").status_code == 302
    assert not User.objects.exists()


def test_an_answer_serves_once(browser, provider, town):
    asked = browser.get("/log-ind/saml/os2/?next=/konto/")["Location"]
    answer = provider.answer(asked)
    assert browser.post("/log-ind/saml/os2/svar/", answer, follow=True).status_code == 200
    browser.cookies.clear()
    assert browser.post("/log-ind/saml/os2/svar/", answer, follow=True).status_code in (401, 403)
    assert browser.get("/konto/").status_code == 302


def test_the_other_side_gets_what_it_needs_of_us(browser, provider):
    answer = browser.get("/log-ind/saml/os2/metadata/")
    text = answer.content.decode()
    assert answer.status_code == 200 and f"http://{HOST}/log-ind/saml/os2/svar/" in text and "X509Certificate" in text
    assert 'WantAssertionsSigned="true"' in text
