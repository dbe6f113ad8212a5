# SPDX-License-Identifier: MPL-2.0
"""What no constraint can prove of the economy, proved over the whole database: see `editions.check`. Imports are forgiven."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext as _

from udmoent.economy.account import read_account
from udmoent.economy.actions import KEY
from udmoent.economy.models import Funding, Phase, Posting, SavingsTarget
from udmoent.economy.rules import BALANCED, Given, why_not_fund
from udmoent.editions.violation import Violation, violation
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Body
from udmoent.plan.facts import Stage
from udmoent.plan.models import Item, ItemState
from udmoent.plan.rules import FORGIVEN

Act = tuple[int, datetime]


def _fundings() -> Iterator[Violation]:
    """Kommunestyrelsesloven § 40, act by act: no two acts of a plan have a moment in common."""
    acts: dict[Act, list[Posting]] = defaultdict(list)
    rows = Posting.objects.filter(phase__in=BALANCED, corrects=None).exclude(source__in=FORGIVEN)
    for one in rows.select_related("item").order_by("applies_on", "pk"):
        acts[one.item.plan_id, one.recorded_at].append(one)
    for postings in acts.values():
        # What is told of an earlier day is posted back on a later one.
        own = [one for one in postings if one.applies_on == postings[0].applies_on]
        for refusal in why_not_fund(
            (Given(phase=one.phase, year=one.year, price_level=one.price_level, kroner=one.kroner) for one in own),
            is_from_cash=any(one.funding == Funding.CASH for one in own),
            has_decision=any(one.decision_id for one in own),
        ):
            message = _("Item {number}, from {on:%d.%m.%Y}: {why}")
            said = message.format(number=own[0].item.number, on=own[0].applies_on, why=refusal)
            yield violation("appropriation_is_funded", Posting, own[0].pk, said)


def _counters() -> Iterator[Violation]:
    """A counter-posting is the opposite of the one it points at, of the same item and amount, from its day on."""
    same = Q(item=F("corrects__item"), kroner=-F("corrects__kroner"), applies_on__gte=F("corrects__applies_on"))
    for name in (*KEY, "account"):
        same &= Q(**{name: F(f"corrects__{name}")})
    counters = Posting.objects.exclude(corrects=None)
    message = _("Item {number}: a counter-posting from {on:%d.%m.%Y} is not the opposite of the one that it points at.")
    strange = counters.exclude(same) | counters.exclude(corrects__corrects=None)
    yield from _told("counter_posting_is_the_opposite", strange, message)


def _spent() -> Iterator[Violation]:
    """Nothing is spent on what was known to be withdrawn: it is in no total, so that nobody would see it."""
    known = ItemState.objects.filter(
        item=OuterRef("item"), applies_on__lte=OuterRef("applies_on"), recorded_at__lte=OuterRef("recorded_at")
    )
    stage = Subquery(known.order_by("-applies_on", "-pk").values("stage")[:1])
    spent = Posting.objects.filter(phase=Phase.SPENT, kroner__gt=0, corrects=None).exclude(source__in=FORGIVEN)
    message = _("Item {number} was withdrawn, and from {on:%d.%m.%Y} something was spent on it.")
    yield from _told(
        "nothing_is_spent_on_the_withdrawn", spent.annotate(stage=stage).filter(stage=Stage.WITHDRAWN), message
    )


def _told(rule: str, rows: Any, message: str) -> Iterator[Violation]:
    for pk, number, on in rows.order_by("pk").values_list("pk", "item__number", "applies_on"):
        yield violation(rule, Posting, pk, message.format(number=number, on=on))


def _releases() -> Iterator[Violation]:
    """No more is released than is appropriated, of what people wrote."""
    about = Posting.objects.filter(phase__in=(Phase.APPROPRIATED, Phase.RELEASED))
    brought = about.filter(source__in=FORGIVEN).values("item")
    sums: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    rows = about.exclude(item__in=brought).order_by()
    for item, level, phase, kroner in rows.values_list("item", "price_level", "phase").annotate(Sum("kroner")):
        sums[item, level][phase] = kroner
    over = [item for (item, _level), told in sums.items() if told.get("released", 0) > told.get("appropriated", 0)]
    message = _("Item {number} has more released than is appropriated.")
    for pk, number in Item.objects.filter(pk__in=over).order_by("pk").values_list("pk", "number"):
        yield violation("released_is_within_the_appropriated", Item, pk, message.format(number=number))


def _accounts() -> Iterator[Violation]:
    told = Posting.objects.exclude(account="").order_by().values_list("account", flat=True).distinct()
    wrong = [account for account in told if not _is_account(account)]
    message = _("Item {number}: what was posted from {on:%d.%m.%Y} names an account that is not in the chart.")
    yield from _told("account_is_in_the_chart", Posting.objects.filter(account__in=wrong), message)


def _is_account(account: str) -> bool:
    try:
        return bool(read_account(account))
    except Refused:
        return False


def _targets() -> Iterator[Violation]:
    known = Body.objects.filter(municipality=OuterRef("municipality"), abbreviation=OuterRef("body"))
    named = SavingsTarget.objects.exclude(body="").annotate(known=Subquery(known.values("pk")[:1]))
    message = _("A savings target for {year} is of “{body}”, which the municipality does not have.")
    for pk, body, year in named.filter(known=None).order_by("pk").values_list("pk", "body", "year"):
        said = message.format(year=year, body=body)
        yield violation("target_is_of_a_known_body", SavingsTarget, pk, said)


CHECKS_OF_THE_ECONOMY: tuple[Callable[[], Iterator[Violation]], ...] = (
    _fundings,
    _counters,
    _spent,
    _releases,
    _accounts,
    _targets,
)
