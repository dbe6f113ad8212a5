# SPDX-License-Identifier: MPL-2.0
"""The file with other organisations' sign-ins, and settings that contradict one another."""

import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.doors.desk.saml_provider import make_key
from tests.house.floor_plan import ROOT
from udmoent.desk.account.checks import settings_agree
from udmoent.desk.account.configuration import Oidc, Saml, SignInFile, read_sign_in_file

OIDC = '[[oidc]]\nid = "a"\nname = "A"\nserver = "https://a.example"\nclient_id = "u"\nsecret = "s"\n'


@pytest.fixture
def read(tmp_path):
    def written(text: str) -> SignInFile:
        file = tmp_path / "sign-in.toml"
        file.write_text(text, encoding="utf-8")
        return read_sign_in_file(file, is_named=True)

    return written


def test_the_example_in_the_documentation_is_right(read, tmp_path):
    text = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    for name in ("idp", "own"):
        make_key(tmp_path, name)
    found = read(re.search(r"```toml\n(.*?)```", text, re.DOTALL)[1])
    assert list(found.providers) == ["norddjurs", "os2"] and len(found.oidc[0].roles) == 2
    told = found.as_allauth_has_it(tmp_path)["saml"]["APPS"][0]["settings"]
    assert told["advanced"]["want_assertion_encrypted"] and "BEGIN CERTIFICATE" in told["idp"]["x509cert"]


def test_without_a_file_there_are_none_unless_somebody_named_it(tmp_path):
    assert read_sign_in_file(tmp_path / "none.toml", is_named=False).providers == {}
    with pytest.raises(ImproperlyConfigured, match="is not there"):
        read_sign_in_file(tmp_path / "none.toml", is_named=True)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[oidc", "sign-in.toml"),
        ('[[oidc]]\nid = "a"\n', "missing required field `name`"),
        (OIDC + "typo = 1\n", "unknown field `typo`"),
        (OIDC.replace('"a"', '"A b"', 1), "regex"),
        (OIDC + OIDC, "Two providers have the same id"),
        (OIDC + '[[oidc.roles]]\nclaim = "g"\nvalue = "x"\nrole = "king"\n', "gives the role `king`"),
        (OIDC + '[[oidc.roles]]\nclaim = "g"\nvalue = "x"\nrole = "committee_member"\n', "for no committee"),
    ],
)
def test_a_fault_in_the_file_is_told(read, text, fault):
    with pytest.raises(ImproperlyConfigured, match=fault):
        read(text)


def test_a_certificate_that_is_not_there_is_told(read, tmp_path):
    text = '[[saml]]\nid = "a"\nname = "A"\nentity_id = "x"\nsso_url = "https://a.example"\ncertificate = "idp.pem"\n'
    with pytest.raises(ImproperlyConfigured, match=r"idp\.pem cannot be read"):
        read(text).as_allauth_has_it(tmp_path)
    with pytest.raises(ImproperlyConfigured, match="needs the other"):
        read(text + 'own_key = "own.key"\n')


OVER_HTTP = SignInFile(oidc=(Oidc(id="a", name="A", server="http://a.example", client_id="u", secret="s"),))
BARE = Saml(id="a", name="A", entity_id="x", sso_url="https://a.example", certificate="idp.pem", trusts_email=True)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, []),
        ({"UDMOENT_HTTPS": True, "DEBUG": True, "EMAIL_FILE_PATH": None, "DEFAULT_FROM_EMAIL": "u@k.dk"}, ["E001"]),
        ({"ALLOWED_HOSTS": ["udmoent.kommune.dk"]}, ["W001"]),
        ({"ALLAUTH_TRUSTED_PROXY_COUNT": 1}, ["W002"]),
        ({"EMAIL_FILE_PATH": None}, ["E002"]),
        ({"UDMOENT_HTTPS": True}, ["W003"]),
        (
            {"ALLOWED_HOSTS": ["u.dk"], "EMAIL_FILE_PATH": None, "DEFAULT_FROM_EMAIL": "u@k.dk"},
            ["W001", "W005"],
        ),
        ({"UDMOENT_SIGN_IN": OVER_HTTP}, ["E003"]),
        ({"UDMOENT_SIGN_IN": SignInFile(saml=(BARE,))}, ["W004"]),
    ],
)
def test_settings_that_contradict_one_another_are_told(settings, told, found):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    for name, value in told.items():
        setattr(settings, name, value)
    assert [message.id.removeprefix("udmoent.") for message in settings_agree()] == found


def started(tmp_path, **told: str) -> subprocess.CompletedProcess:
    """The web server's program, started with these settings."""
    environment = {**os.environ, "UDMOENT_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src"), **told}
    return subprocess.run(
        [sys.executable, "-c", "import udmoent.wsgi"], env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({}, ""),
        ({"UDMOENT_MAIL": "smtp://mail.example.dk:25"}, "Set UDMOENT_MAIL_FROM"),
        ({"UDMOENT_MAIL": "http://u:hemmeligt@h"}, "UDMOENT_MAIL: write it as smtp+tls"),
        ({"UDMOENT_SIGN_IN": "findes-ikke.toml"}, "is not there"),
    ],
)
def test_the_web_server_does_not_start_on_what_contradicts_itself(tmp_path, told, fault):
    done = started(tmp_path, **told)
    last = done.stderr.strip().rpartition("\n")[2]
    assert bool(done.returncode) == bool(fault) and fault in last and "hemmeligt" not in last
