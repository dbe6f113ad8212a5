# SPDX-License-Identifier: MPL-2.0
"""The language of the pages: Danish, until somebody chooses English at the top of a page."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from udmoent.desk.access import open_to_all

COOKIE: Final = "sprog"
YEAR: Final = 365 * 24 * 3600


class ChosenLanguage:
    """Middleware: speaks the language of the visitor's choice. What the browser prefers is not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


def safe_next(request: HttpRequest) -> str:
    """The page that a form says it stands on; never one of another site."""
    place = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    return place if is_ours else "/"


@open_to_all
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie, and go back to where the visitor was."""
    response = HttpResponseRedirect(safe_next(request))
    language = request.POST.get("sprog", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            COOKIE, language, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    return response
