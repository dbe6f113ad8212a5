# SPDX-License-Identifier: MPL-2.0
"""The file that tells which organisations' own sign-ins are let in, over OIDC and SAML. Without the file there are none."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
from django.core.exceptions import ImproperlyConfigured

from udmoent.organisation.rules import NEEDS_BODY, ROLES, ClaimRule

Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
NAME_ID = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
CLAIMS = {
    "email": ["urn:oid:0.9.2342.19200300.100.1.3", "email"],
    "first_name": ["urn:oid:2.5.4.42", "given_name"],
    "last_name": ["urn:oid:2.5.4.4", "family_name"],
}
"""Under which names a SAML assertion tells these, where the file does not say otherwise: those of OIOSAML 3 first."""


class Provider(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody else's sign-in. `id` stands in its addresses, `name` on the button.

    `trusts_email`: whoever it says has an e-mail address, has it; so it may sign in a user that is here already.
    """

    id: Name
    name: str
    trusts_email: bool = False
    municipality: str = ""
    roles: tuple[ClaimRule, ...] = ()

    def _common(self, settings: dict[str, Any]) -> dict[str, Any]:
        trusted = {"verified_email": self.trusts_email, "email_authentication": self.trusts_email}
        return {"provider_id": self.id, "name": self.name, "settings": trusted | settings}


class Oidc(Provider, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An OpenID Connect provider, found by its address; `server` is what it calls itself (its issuer)."""

    server: str
    client_id: str
    secret: str

    def as_allauth_has_it(self) -> dict[str, Any]:
        settings = {"server_url": self.server, "oauth_pkce_enabled": True}
        return self._common(settings) | {"client_id": self.client_id, "secret": self.secret}


class Saml(Provider, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A SAML 2.0 provider. Files are told from the folder of the file itself; with a key of ours, it must encrypt.

    `attributes`: under which name the assertion tells email, first_name, last_name and uid.
    """

    entity_id: str
    sso_url: str
    certificate: str
    own_entity_id: str = ""
    own_certificate: str = ""
    own_key: str = ""
    name_id_format: str = NAME_ID
    attributes: dict[str, str] = {}

    def as_allauth_has_it(self, folder: Path) -> dict[str, Any]:
        advanced: dict[str, Any] = {"want_assertion_signed": True, "name_id_format": self.name_id_format}
        if self.own_key and self.own_certificate:
            advanced |= {
                "private_key": _text(folder, self.own_key),
                "x509cert": _text(folder, self.own_certificate),
                "authn_request_signed": True,
                "metadata_signed": True,
                "want_assertion_encrypted": True,
            }
        told = {
            "idp": {
                "entity_id": self.entity_id,
                "sso_url": self.sso_url,
                "x509cert": _text(folder, self.certificate),
            },
            "sp": {"entity_id": self.own_entity_id} if self.own_entity_id else {},
            "attribute_mapping": CLAIMS | self.attributes,
            "advanced": advanced,
        }
        return self._common(told) | {"client_id": self.id}


class SignInFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    oidc: tuple[Oidc, ...] = ()
    saml: tuple[Saml, ...] = ()

    @property
    def providers(self) -> dict[str, Provider]:
        return {provider.id: provider for provider in (*self.oidc, *self.saml)}

    def as_allauth_has_it(self, folder: Path) -> dict[str, Any]:
        """What SOCIALACCOUNT_PROVIDERS wants."""
        return {
            "openid_connect": {"APPS": [provider.as_allauth_has_it() for provider in self.oidc]},
            "saml": {"APPS": [provider.as_allauth_has_it(folder) for provider in self.saml]},
        }


def read_sign_in_file(file: Path, *, is_named: bool) -> SignInFile:
    """The file's content; nothing where there is none, unless somebody named it. A fault stops the program and is told."""
    if not file.exists():
        if is_named:
            raise ImproperlyConfigured(f"UDMOENT_SIGN_IN names {file}, which is not there.")
        return SignInFile()
    try:
        read = msgspec.toml.decode(file.read_bytes(), type=SignInFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise ImproperlyConfigured(f"{file}: {fault}") from fault
    faults = list(_faults(read))
    if faults:
        raise ImproperlyConfigured(f"{file}: " + " ".join(faults))
    return read


def _faults(read: SignInFile) -> list[str]:
    """What the types alone do not say."""
    providers = [*read.oidc, *read.saml]
    found = [
        f"`{provider.id}` gives the role `{rule.role}`, which is none of {', '.join(ROLES)}."
        for provider in providers
        for rule in provider.roles
        if rule.role not in ROLES
    ]
    found += [
        f"`{provider.id}` gives the role `{rule.role}` for no committee. Add its body."
        for provider in providers
        for rule in provider.roles
        if rule.role in NEEDS_BODY and not rule.body
    ]
    if len(read.providers) < len(providers):
        found.append("Two providers have the same id.")
    found += [
        f"`{provider.id}` has one of own_key and own_certificate, and needs the other."
        for provider in read.saml
        if bool(provider.own_key) != bool(provider.own_certificate)
    ]
    return found


def _text(folder: Path, file: str) -> str:
    try:
        return (folder / file).read_text(encoding="utf-8")
    except OSError as fault:
        raise ImproperlyConfigured(f"{folder / file} cannot be read: {fault.strerror}.") from fault
