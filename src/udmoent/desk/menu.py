# SPDX-License-Identifier: MPL-2.0
"""The main menu: the pages that a visitor may come to, in the order in which they are used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from udmoent.organisation import rules
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Page:
    """An address's name, its word in the menu, what one must be allowed to do, and whether it is about one plan."""

    address: str
    word: str | Promise
    needs: str
    is_of_a_plan: bool = True


PAGES: Final = (
    Page("home", gettext_lazy("Front page"), rules.READ, is_of_a_plan=False),
    Page("mine", gettext_lazy("My items"), rules.REPORT),
    Page("plan", gettext_lazy("The plan"), rules.READ),
    Page("bodies", gettext_lazy("Committees"), rules.READ),
    Page("cases", gettext_lazy("Cases"), rules.READ),
    Page("directorate", pgettext_lazy("in the menu", "The directorate"), rules.DIRECT),
    Page("rounds", gettext_lazy("Rounds"), rules.READ_WHOLE),
    Page("economy", gettext_lazy("Economy"), rules.READ_WHOLE),
    Page("timeline", gettext_lazy("Timeline"), rules.READ),
    Page("editions", gettext_lazy("Versions"), rules.READ),
    Page("agreement", gettext_lazy("The agreement"), rules.READ),
    Page("catalogues", gettext_lazy("Råderum"), rules.READ, is_of_a_plan=False),
    Page("import", pgettext_lazy("in the menu", "Import"), rules.IMPORT),
    Page("setup", gettext_lazy("Set-up"), rules.SET_UP, is_of_a_plan=False),
    Page("log", gettext_lazy("Log"), rules.READ_LOG, is_of_a_plan=False),
)


@dataclass(frozen=True)
class Entry:
    """A page in the menu. `page` is what a view calls itself in `here`."""

    page: str
    href: str
    word: str | Promise


def menu(plan: Plan | None, may: Mapping[str, bool]) -> list[Entry]:
    """What the visitor may come to; without a plan only what is about none."""
    return [
        Entry(page.address, reverse(page.address, args=[plan.pk] if plan and page.is_of_a_plan else []), page.word)
        for page in PAGES
        if may[page.needs] and (plan or not page.is_of_a_plan)
    ]
