# SPDX-License-Identifier: MPL-2.0
"""Which plan, as of which day, in which words: what most pages begin with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.language import safe_next
from udmoent.documents.words import LANGUAGES, Words
from udmoent.editions.content import PlanContent
from udmoent.editions.corrections import corrections_after, corrections_since
from udmoent.editions.gather import gather
from udmoent.editions.models import Edition
from udmoent.lib.dates import parse_date
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality
from udmoent.plan.models import Item, Plan

CHOSEN_DAY: Final = "pr"
"""The session's key for the day that the visitor chose the whole site to show."""

LAST_USED: Final = "plan"
"""The session's key for the plan that the visitor saw last."""


@dataclass(frozen=True)
class AsOf:
    """The day that a page shows, and the moment at which it is known; `edition` is the latest sealed for that day.

    `known_on` is None where the day is told as it is known now.
    """

    day: date
    is_today: bool
    known_on: date | None = None
    edition: Edition | None = None
    corrections: int = 0

    @property
    def asked(self) -> str:
        """How addresses ask for the same day; empty for today."""
        return "" if self.is_today else self.day.isoformat()

    @property
    def known_at(self) -> datetime | None:
        """The end of the day on which it was known, where one was asked for."""
        return end_of(self.known_on) if self.known_on else None


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def the_plan(request: HttpRequest, plan_id: int) -> Plan:
    """The plan, where it is one of the visitor's municipality; it is then the one that the page is about."""
    plan = request.visitor.municipality.plans.select_related("agreement").filter(pk=plan_id).first()  # type: ignore[attr-defined]
    if plan is None:
        raise Http404(_("There is no such plan."))
    request.plan = plan  # type: ignore[attr-defined]
    if request.session.get(LAST_USED) != plan.pk:
        request.session[LAST_USED] = plan.pk
    return plan


def last_used_plan(request: HttpRequest) -> Plan | None:
    """The plan that the visitor saw last, else the one that is worked by today."""
    plans = request.visitor.municipality.plans  # type: ignore[attr-defined]
    return plans.filter(pk=request.session.get(LAST_USED)).first() or plans.worked_by(clock.today())


def as_of(request: HttpRequest, plan: Plan, *, is_known_told_by_form: bool = False) -> AsOf:
    """The day asked for by `?pr=`, else the one that the visitor chose for the whole site, else today.

    `?kendt=` asks for it as it was known on that day; a form on the page may be where what is no day is told.
    """
    today = clock.today()
    chosen = request.session.get(CHOSEN_DAY, "")
    day = _day(request.GET.get("pr", "") or chosen) or today
    known_on = _day(request.GET.get("kendt", ""), is_told_by_form=is_known_told_by_form)
    edition = plan.editions.defer("content").filter(as_of=day).order_by("sealed_at").last() if day != today else None
    since_version = corrections_since(edition) if edition and not known_on else 0
    corrections = corrections_after(plan, day, end_of(known_on)) if known_on else since_version
    found = AsOf(day, day == today and known_on is None, known_on, edition, corrections)
    request.as_of = found  # type: ignore[attr-defined]
    return found


def _day(asked: str, *, is_told_by_form: bool = False) -> date | None:
    day = parse_date(asked)
    if asked.strip() and day is None and not is_told_by_form:
        raise Refused(_("“{text}” is not a date. Write it as 2025-05-31, 31-05-2025 or 31.5.2025.").format(text=asked))
    return day


def content_on(request: HttpRequest, plan: Plan, moment: AsOf) -> PlanContent:
    """Of the plan as of that moment what the visitor may see."""
    return request.visitor.sees(gather(plan, moment.day, moment.known_at))  # type: ignore[attr-defined]


@needs(rules.READ)
@require_POST
def choose_day(request: HttpRequest) -> HttpResponse:
    """Make the whole site show the plan as of a day; no day, or today, brings today's plan back."""
    asked = request.POST.get("pr", "")
    day = _day(asked)
    if day and day > clock.today():
        raise Refused(_("The plan can be shown as of today or an earlier day. Choose one of them."))
    if day and day != clock.today():
        request.session[CHOSEN_DAY] = day.isoformat()
    else:
        request.session.pop(CHOSEN_DAY, None)
    return redirect(without_day(safe_next(request)))


def without_day(address: str) -> str:
    """The address without a day of its own, so that the chosen one holds."""
    path, _mark, query = address.partition("?")
    told = QueryDict(query, mutable=True)
    for name in ("pr", "kendt"):
        told.pop(name, None)
    return f"{path}?{told.urlencode()}" if told else path


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


def to_items(plan: Plan, moment: AsOf) -> Callable[[str], str]:
    """The address of each item of the plan by its number, at the moment shown. For pages that lead to many."""
    before, after = reverse("item", args=[plan.pk, "NUMBER"]).split("NUMBER")
    asked = {"pr": moment.asked, "kendt": moment.known_on.isoformat() if moment.known_on else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return lambda number: f"{before}{quote(number)}{after}{f'?{query}' if query else ''}"
