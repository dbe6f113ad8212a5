# SPDX-License-Identifier: MPL-2.0
"""What the pages of the set-up have in common."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.fields import TextField
from udmoent.desk.where import Crumb, as_of, last_used_plan
from udmoent.organisation.models import Municipality
from udmoent.organisation.setting_up import By

CHOSEN = gettext_lazy("Choose")


def town_of(request: HttpRequest) -> Municipality:
    return request.visitor.municipality  # type: ignore[attr-defined]


def by_of(request: HttpRequest, why: str = "") -> By:
    return By(person=request.visitor.person, now=clock.now(), why=why)  # type: ignore[attr-defined]


def shown_day(request: HttpRequest) -> date:
    """The day that the whole site shows."""
    plan = last_used_plan(request)
    return as_of(request, plan).day if plan else clock.today()


def one_of(found: Any, pk: int) -> Any:
    """The one of the town's own with that id; else there is nothing."""
    thing = found.filter(pk=pk).first()
    if thing is None:
        raise Http404(_("There is no such thing here."))
    return thing


class OfferingForm(forms.Form):
    """A form with fields whose choices are the town's own."""

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]], *, empty: str | None = None) -> None:
        told = [("", empty)] if empty is not None else []
        self.fields[name].choices = [*told, *choices]  # type: ignore[attr-defined]


class ChooseForm(OfferingForm):
    """Which rows a list shows: those in which something sought stands, and, where asked for, past and coming ones too."""

    soeg = TextField(required=False)
    alle = forms.BooleanField(label=gettext_lazy("Past and coming too"), required=False)

    def __init__(self, told: object) -> None:
        super().__init__(told, auto_id="choose-%s")  # type: ignore[arg-type]

    def asked(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, "") or "")


class WhyForm(OfferingForm):
    """A form of the set-up, which always may tell why."""

    prefix_of_ids = "setup"
    why = TextField(label=gettext_lazy("Why"), required=False, max_length=1000)

    def __init__(self, told: object = None, **options: Any) -> None:
        super().__init__(told, auto_id=f"{self.prefix_of_ids}-%s", **options)  # type: ignore[arg-type]
        self.order_fields([name for name in self.fields if name != "why"] + ["why"])


def show(
    request: HttpRequest, template: str, name: str, *, way: Iterable[Crumb] = (), status: int = 200, **told: object
) -> HttpResponse:
    crumbs = [Crumb(_("Set-up"), reverse("setup")), *way, Crumb(name)]
    return render(
        request, f"desk/setup/{template}.html", {"here": "setup", "crumbs": crumbs, "name": name} | told, status=status
    )


def show_form(
    request: HttpRequest, form: forms.Form, name: str, *, way: Iterable[Crumb], button: str, **told: object
) -> HttpResponse:
    """A page with one form; where it was sent and is shown again, it was refused."""
    way = list(way)
    shared = {"form": form, "button": button, "back": way[-1].href}
    template = str(told.pop("template", "form"))
    return show(request, template, name, way=way, status=422 if form.is_bound else 200, **shared | told)


def said(request: HttpRequest, message: str, address: str, *parts: object) -> HttpResponse:
    """Back to a page, with a word on what was done."""
    messages.success(request, message)
    return redirect(address, *parts)
