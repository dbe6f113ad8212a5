# SPDX-License-Identifier: MPL-2.0
"""A SAML 2.0 provider of our own, as OIOSAML 3 wants it: signed assertions, encrypted to us by our certificate."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://idp.example.dk"
ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a{id}" Version="2.0" IssueInstant="{now}">
<saml:Issuer>{issuer}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{name_id}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData InResponseTo="{asked}" Recipient="{place}" NotOnOrAfter="{until}"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{since}" NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience>
</saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s{id}"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:X509</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"""
RESPONSE = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
ID="_r{id}" Version="2.0" IssueInstant="{now}" Destination="{place}" InResponseTo="{asked}"><saml:Issuer>{issuer}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""


def make_key(folder: Path, name: str) -> None:
    """A key and a certificate of its own, as `name`.key and `name`.pem."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name}.example.dk")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(called, called, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / f"{name}.key").write_bytes(private)
    (folder / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


class SamlProvider:
    """Answers a request that a browser brings; what an answer says may be spoilt before and after it is signed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.attributes: dict[str, list[str]] = {}
        for name in ("idp", "own", "thief"):
            make_key(folder, name)

    def answer(
        self,
        sent: str,
        *,
        signer: str = "idp",
        after: tuple[str, str] = ("Version", "Version"),
        is_encrypted: bool = True,
        **told: str,
    ) -> dict[str, str]:
        """What the browser is to post. `after` is replaced when it has been signed; `told` goes before what is right."""
        request = etree.fromstring(
            zlib.decompress(base64.b64decode(parse_qs(urlsplit(sent).query)["SAMLRequest"][0]), -15)
        )
        moment, shape = datetime.now(UTC), "%Y-%m-%dT%H:%M:%SZ"
        facts: dict[str, Any] = {
            "id": request.get("ID").strip("_")[-12:],
            "asked": request.get("ID"),
            "place": request.get("AssertionConsumerServiceURL"),
            "audience": request.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer"),
            "issuer": ENTITY,
            "name_id": "person-1",
            "now": moment.strftime(shape),
            "since": (moment - timedelta(minutes=1)).strftime(shape),
            "until": (moment + timedelta(minutes=5)).strftime(shape),
            "attributes": "".join(map(self._attribute, self.attributes)),
        } | told
        signed = self._signed(ASSERTION.format(**facts), signer).replace(*after)
        whole = RESPONSE.format(assertion=self._encrypted(signed) if is_encrypted else signed, **facts)
        return {"SAMLResponse": base64.b64encode(whole.encode()).decode()}

    def _attribute(self, name: str) -> str:
        values = "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in self.attributes[name])
        return f'<saml:Attribute Name="{name}">{values}</saml:Attribute>'

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def _signed(self, assertion: str, signer: str) -> str:
        if not signer:
            return assertion
        return OneLogin_Saml2_Utils.add_sign(
            assertion, self._text(f"{signer}.key"), self._text(f"{signer}.pem")
        ).decode()

    def _encrypted(self, assertion: str) -> str:
        around = etree.fromstring(
            f'<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{assertion}</saml:EncryptedAssertion>'
        )
        keys = xmlsec.KeysManager()
        keys.add_key(xmlsec.Key.from_memory(self._text("own.pem"), xmlsec.constants.KeyDataFormatCertPem, None))
        hidden = xmlsec.template.encrypted_data_create(
            around, xmlsec.Transform.AES256, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
        )
        xmlsec.template.encrypted_data_ensure_cipher_value(hidden)
        info = xmlsec.template.encrypted_data_ensure_key_info(hidden, ns="dsig")
        wrapped = xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP)
        xmlsec.template.encrypted_data_ensure_cipher_value(wrapped)
        encryption = xmlsec.EncryptionContext(keys)
        encryption.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
        encryption.encrypt_xml(hidden, around[0])
        return etree.tostring(around).decode()
