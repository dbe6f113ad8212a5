# SPDX-License-Identifier: MPL-2.0
"""What changed since the visitor was here, or in the last so many days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from udmoent.desk.comparing import Compared
from udmoent.desk.where import end_of
from udmoent.documents.words import Words
from udmoent.editions.compare import compare
from udmoent.editions.content import PlanContent
from udmoent.editions.gather import gather
from udmoent.organisation.models import Visit
from udmoent.plan.models import Plan

AT_FIRST: Final = 30
"""How many days back somebody sees who was never here before."""

CHOICES: Final = (7, 30, 90)


@dataclass(frozen=True)
class Choice:
    """Another time to look back to. `asked` is how the address says it."""

    word: str
    asked: str
    is_chosen: bool


@dataclass(frozen=True)
class Changed:
    """`days` is 0 where it is since the previous visit; `changes` are what the comparison page tells too."""

    since: datetime
    days: int
    was_here: bool
    choices: list[Choice]
    is_any: bool
    changes: dict[str, object]


def changed(request: HttpRequest, plan: Plan, content: PlanContent, words: Words, seen: Visit) -> Changed:
    """`content` is what the visitor sees today; it is held against the same day as it was known before."""
    days = _days(request, seen)
    since = end_of(content.as_of - timedelta(days=days)) if days or seen.previous_at is None else seen.previous_at
    before = request.visitor.sees_before(gather(plan, content.as_of, since), content)  # type: ignore[attr-defined]
    found = Compared("", "", "", compare(before, content))
    is_any = bool(found.comparison.touched)
    return Changed(
        timezone.localtime(since), days, seen.previous_at is not None, _choices(days), is_any, found.told(words)
    )


def _days(request: HttpRequest, seen: Visit) -> int:
    asked = request.GET.get("siden", "")
    if asked.isdecimal() and int(asked) in CHOICES:
        return int(asked)
    return 0 if seen.previous_at else AT_FIRST


def _choices(days: int) -> list[Choice]:
    return [Choice(_("The last {days} days").format(days=one), str(one), one == days) for one in CHOICES]
