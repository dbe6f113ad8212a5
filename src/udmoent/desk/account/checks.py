# SPDX-License-Identifier: MPL-2.0
"""Settings that contradict one another, told before anybody meets them."""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

LOCAL: Final = {"127.0.0.1", "localhost", "[::1]", "testserver"}
OURS: Final = "udmoent"


@register(OURS)
def settings_agree(app_configs: Any = None, **told: Any) -> list[CheckMessage]:
    return [*_about_https(), *_about_mail(), *_about_others()]


def _about_https() -> Iterator[CheckMessage]:
    is_reached = bool(set(settings.ALLOWED_HOSTS) - LOCAL)
    if settings.UDMOENT_HTTPS and settings.DEBUG:
        yield Error("UDMOENT_DEBUG shows the program's insides to everybody.", hint="Unset it.", id="udmoent.E001")
    if is_reached and not settings.UDMOENT_HTTPS:
        yield Warning(
            "Others reach the pages without https: passwords can be read on the way, and passkeys do not work.",
            hint="Set UDMOENT_HTTPS=true behind a server that speaks https.",
            id="udmoent.W001",
        )
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT and not settings.UDMOENT_HTTPS:
        yield Warning(
            "UDMOENT_PROXIES believes what X-Forwarded-For says, yet no https server stands in front.",
            hint="Unset it, or set UDMOENT_HTTPS=true.",
            id="udmoent.W002",
        )


def _about_mail() -> Iterator[CheckMessage]:
    is_sent = settings.EMAIL_FILE_PATH is None
    if is_sent and "@localhost" in settings.DEFAULT_FROM_EMAIL:
        yield Error(
            "Mail is sent, but from nobody that can be answered.",
            hint="Set UDMOENT_MAIL_FROM, such as Udmønt <udmoent@kommune.dk>.",
            id="udmoent.E002",
        )
    if settings.UDMOENT_HTTPS and not is_sent:
        yield Warning(
            "No mail is sent: nobody gets a code, or a link to a forgotten password.",
            hint="Set UDMOENT_MAIL, such as smtp+tls://user:password@host:587.",
            id="udmoent.W003",
        )

    is_reached = bool(set(settings.ALLOWED_HOSTS) - LOCAL)
    if is_sent and is_reached and settings.UDMOENT_SITE.startswith(("http://127.0.0.1", "http://localhost")):
        yield Warning(
            "Mail is sent, but its links lead to the reader's own machine.",
            hint="Set UDMOENT_SITE to the pages' address, such as https://udmoent.kommune.dk.",
            id="udmoent.W005",
        )


def _about_others() -> Iterator[CheckMessage]:
    for provider in settings.UDMOENT_SIGN_IN.oidc:
        is_near = provider.server.startswith(("http://127.0.0.1:", "http://localhost:"))
        if not provider.server.startswith("https://") and not is_near:
            yield Error(
                f"The sign-in `{provider.id}` is asked over http, where its answers can be forged.",
                hint="Write its server with https:// in the file that UDMOENT_SIGN_IN names.",
                id="udmoent.E003",
            )
    for other in settings.UDMOENT_SIGN_IN.saml:
        if other.trusts_email and not other.own_key:
            yield Warning(
                f"The sign-in `{other.id}` sends what it says about people unencrypted through their browsers.",
                hint="Give it own_certificate and own_key.",
                id="udmoent.W004",
            )
