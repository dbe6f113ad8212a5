# SPDX-License-Identifier: MPL-2.0
"""A field for an account of the public chart."""

from django import forms

from udmoent.desk.fields import TextField
from udmoent.economy.account import read_account
from udmoent.lib.refusal import Refused


class AccountField(TextField):
    """Its sixteen digits; nothing where nothing is written."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        try:
            return read_account(text).digits if text else ""
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
