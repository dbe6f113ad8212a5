# SPDX-License-Identifier: MPL-2.0
"""What a visitor sees where there is nothing to be seen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from udmoent.desk.access import open_to_all


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(
        request, "403.html", {"reason": _("Your role does not allow this. Ask the plan coordinator.")}, status=403
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """Says nothing of what went wrong, and asks nothing of a database that may be what is broken."""
    return HttpResponse(render_to_string("500.html"), status=500)


@open_to_all
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: mostly a page that had stood open over a sign-in."""
    told = _("The page had been open for too long. Go back, load it again, and send it once more.")
    return render(request, "403.html", {"reason": told}, status=403)
