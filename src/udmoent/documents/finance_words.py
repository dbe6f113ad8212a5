# SPDX-License-Identifier: MPL-2.0
"""What an extract of the finance system is told by in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIGURES: Final[Mapping[str, Promise]] = {
    "spent": _("spent"),
    "budget": _("adopted budget"),
    "corrected": _("corrected budget"),
}
"""By what an amount of an extract is."""

RULE_KINDS: Final[Mapping[str, Promise]] = {
    "account": _("Account, or the first part of one"),
    "centre": _("Profit centre, or project"),
    "text": _("A part of the text"),
}


def figure_name(figure: str) -> str:
    return str(FIGURES[figure])
