# SPDX-License-Identifier: MPL-2.0
"""Signing in and out, with an e-mail address and a password."""

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.access import open_to_all

FAILURES = 8
PAUSE = 15 * 60
"""After so many failures for one e-mail address from one place, so many seconds without trying. Counted per process."""


class SignInForm(AuthenticationForm):
    """E-mail and password; too many wrong ones in a row make it wait."""

    username = forms.EmailField(
        label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": gettext_lazy(
            "E-mail and password do not fit together. Try again, or ask the plan coordinator."
        ),
        "inactive": gettext_lazy("This sign-in is closed. Ask the plan coordinator."),
    }

    def __init__(self, request: HttpRequest | None = None, *told: Any, **options: Any) -> None:
        super().__init__(request, *told, **options)

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().casefold()

    def clean(self) -> dict[str, Any]:
        key = self._key()
        if cache.get(key, 0) >= FAILURES:
            raise forms.ValidationError(_("Too many attempts. Wait a quarter of an hour, then try again."))
        try:
            told = super().clean()
        except forms.ValidationError:
            cache.add(key, 0, PAUSE)
            cache.incr(key)
            raise
        cache.delete(key)
        return told

    def _key(self) -> str:
        place = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        tried = f"{self.cleaned_data.get('username', '')} {place}"
        return f"sign-in-{hashlib.sha256(tried.encode()).hexdigest()}"


sign_in = open_to_all(
    LoginView.as_view(
        template_name="desk/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
    )
)
sign_out = open_to_all(LogoutView.as_view())
