# SPDX-License-Identifier: MPL-2.0
"""A form that was sent: either what it asks for is done, or the form says why not."""

from collections.abc import Callable

from django import forms
from django.db import transaction

from udmoent.lib.refusal import Refused


def is_done(form: forms.Form, act: Callable[[], object], *, at: str | None = None) -> bool:
    """Whether the form is right and the act was done. A refusal is told at the form, or at its field `at`, and nothing
    of the act is left.
    """
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        tell(form, refused, at=at)
        return False
    return True


def tell(form: forms.Form, refused: Refused, *, at: str | None = None) -> None:
    """Say at the form why it was refused."""
    for refusal in refused.refusals:
        form.add_error(at, str(refusal))
