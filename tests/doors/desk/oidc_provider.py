# SPDX-License-Identifier: MPL-2.0
"""An OpenID Connect provider of our own, in a thread on this machine: discovery, keys, PKCE, and tokens signed with RS256."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "udmoent", "en hemmelighed"


class OidcProvider:
    """Whoever asks is `person`, without a word. `spoils` may change what the token claims before it is signed."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.spoils: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def _answering(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
                if path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.authorize({k: v[0] for k, v in query.items()}))
                    self.end_headers()
                else:
                    self.say(provider.told(path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.say(provider.token({k: v[0] for k, v in parse_qs(body).items()}))

            def say(self, answer: dict[str, Any] | None) -> None:
                self.send_response(200 if answer is not None else 400)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer or {"error": "invalid_request"}).encode())

            def log_message(self, *told: object) -> None:
                pass

        return Answering

    def told(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [public | {"kid": "1", "use": "sig", "alg": "RS256"}]}
        return self.person if path == "/userinfo" else None

    def authorize(self, asked: dict[str, str]) -> str:
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        began = self.asked.pop(asked.get("code", ""), None)
        proof = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        is_same = began and base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == began.get("code_challenge")
        if not is_same or (asked.get("client_id"), asked.get("client_secret")) != (CLIENT, SECRET):
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60} | self.person | self.spoils
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "adgang", "token_type": "Bearer", "id_token": signed}


@contextmanager
def running() -> Iterator[OidcProvider]:
    provider = OidcProvider()
    thread = threading.Thread(target=provider.server.serve_forever, daemon=True)
    thread.start()
    yield provider
    provider.server.shutdown()
    provider.server.server_close()
    thread.join()
