# SPDX-License-Identifier: MPL-2.0
"""The forms that somebody may try in vain, and so are told to the log."""

from typing import Any, Final

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from django import forms

from udmoent import clock
from udmoent.organisation.models import User
from udmoent.organisation.signing_in import record_access

ADDRESSEE: Final = "addressee"
"""The session's key for the e-mail address to which the link was sent that led to signing in."""


class SignInForm(LoginForm):
    """E-mail and password. An address that is no address is told like any that does not fit."""

    def __init__(self, *told: Any, **options: Any) -> None:
        super().__init__(*told, **options)
        addressee = self.request.session.get(ADDRESSEE, "") if self.request else ""
        self.fields["login"].initial = addressee
        self.fields["password" if addressee else "login"].widget.attrs["autofocus"] = True
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class CodeForm(ConfirmLoginCodeForm):
    """The code that came by mail."""

    def clean_code(self) -> str:
        try:
            return super().clean_code()
        except forms.ValidationError:
            record_failure(context.request._login_stage.login.user, "code")
            raise


class TwoFactorForm(AuthenticateForm):
    """The code of an app, or one kept for when it is lost."""

    def clean_code(self) -> str:
        try:
            return super().clean_code()
        except forms.ValidationError:
            record_failure(self.user, "two_factors")
            raise


def record_failure(user: User | None, way: str) -> None:
    """Somebody tried in vain to be this user; of an address that nobody has nothing is kept."""
    if user:
        record_access(user, "fail_to_sign_in", is_by_user=False, now=clock.now(), way=way)
