# SPDX-License-Identifier: MPL-2.0
"""Which plan, as of which day, in which words: what most pages begin with."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.documents.words import LANGUAGES, Words
from udmoent.editions.corrections import corrections_since
from udmoent.editions.models import Edition
from udmoent.lib.dates import parse_date
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality
from udmoent.plan.models import Item, Plan


@dataclass(frozen=True)
class AsOf:
    """The day that a page shows; `edition` is the latest version sealed for just that day."""

    day: date
    is_today: bool
    edition: Edition | None = None
    corrections: int = 0

    @property
    def asked(self) -> str:
        """How addresses ask for the same day; empty for today."""
        return "" if self.is_today else self.day.isoformat()


def the_plan(request: HttpRequest, plan_id: int) -> Plan:
    """The plan, where it is one of the visitor's municipality."""
    plans = request.visitor.municipality.plans.select_related("agreement", "municipality")  # type: ignore[attr-defined]
    plan = plans.filter(pk=plan_id).first()
    if plan is None:
        raise Http404(_("There is no such plan."))
    return plan


def as_of(request: HttpRequest, plan: Plan, *, is_told_by_form: bool = False) -> AsOf:
    """The day asked for by `?pr=`, else today. What is no day is refused, unless a form on the page tells it."""
    today, asked = clock.today(), request.GET.get("pr", "").strip()
    day = parse_date(asked) if asked else today
    if day is None and not is_told_by_form:
        raise Refused(_("“{text}” is not a date. Write it as 2025-05-31, 31-05-2025 or 31.5.2025.").format(text=asked))
    day = day or today
    if day == today:
        return AsOf(day, True)
    edition = plan.editions.filter(as_of=day).order_by("sealed_at").last()
    return AsOf(day, False, edition, corrections_since(edition) if edition else 0)


def language() -> str:
    spoken = get_language() or ""
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


def words_of(municipality: Municipality) -> Words:
    return Words(municipality.configuration, language())


@dataclass(frozen=True)
class Crumb:
    """A step of the way to the page; the last one leads nowhere."""

    text: str
    href: str = ""


def steps_to(plan: Plan, name: str, page: str = "") -> list[Crumb]:
    """From the plan's list to a page of the plan, which is this one where no page is told."""
    return [
        Crumb(plan.name, reverse("plan", args=[plan.pk])),
        Crumb(name, reverse(page, args=[plan.pk]) if page else ""),
    ]


def item_address(item: Item) -> str:
    return reverse("item", args=[item.plan_id, item.number])
