# SPDX-License-Identifier: MPL-2.0
"""What the pages of kroner begin from, and what they are as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.downloads import made_file, record_export
from udmoent.desk.where import AsOf, Crumb, as_of, content_on, language, steps_to, the_plan, words_of
from udmoent.documents.money import MoneyTable
from udmoent.documents.words import Words
from udmoent.documents.write import write_money
from udmoent.editions.content import PlanContent
from udmoent.plan.models import Plan

ENDINGS: Final = {"xlsx": "Excel", "pdf": "PDF"}


@dataclass(frozen=True)
class MoneyPage:
    """The plan as of the day that is shown."""

    request: HttpRequest
    plan: Plan
    moment: AsOf
    content: PlanContent

    @property
    def words(self) -> Words:
        return words_of(self.plan.municipality)

    def frame(self, part: str, get: str, title: str = "") -> dict[str, Any]:
        """`get` names the address of its files; the economy's first page has no title of its own."""
        query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
        crumbs = (
            [*steps_to(self.plan, _("Economy"), "economy"), Crumb(title)]
            if title
            else steps_to(self.plan, _("Economy"))
        )
        return {
            "plan": self.plan,
            "here": "economy",
            "part": part,
            "crumbs": crumbs,
            "as_of": self.moment,
            "downloads": [(name, reverse(get, args=[self.plan.pk, one]) + query) for one, name in ENDINGS.items()],
        }

    def file(self, tables: Callable[[Words], Sequence[MoneyTable]], ending: str, subtitle: str) -> HttpResponseBase:
        """The tables as a file, and that it was handed out."""

        def write(file: Path) -> object:
            town = self.plan.municipality.configuration
            said = subtitle[:1].upper() + subtitle[1:]
            return write_money(tables, self.content, file, subtitle=said, town=town, language=language())

        day = self.moment.day.isoformat()
        file = made_file(write, [self.plan.name, subtitle, day], ending, ENDINGS)
        query = self.request.GET.urlencode()
        record_export("export_economy", self.plan, self.request, form=ending, as_of=day, query=query)
        return file


def money_page(request: HttpRequest, plan_id: int) -> MoneyPage:
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    return MoneyPage(request, plan, moment, content_on(request, plan, moment))
