# SPDX-License-Identifier: MPL-2.0
"""What is said of indicators in words, and never by colour alone."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from udmoent.indicators.facts import Direction, Rhythm, Target
from udmoent.indicators.numbers import shown
from udmoent.indicators.rules import Way

DIRECTIONS: Final[Mapping[Direction, str | Promise]] = {
    Direction.UP: gettext_lazy("Up is better"),
    Direction.DOWN: gettext_lazy("Down is better"),
    Direction.WITHIN: gettext_lazy("To be held within two numbers"),
}
RHYTHMS: Final[Mapping[Rhythm, str | Promise]] = {
    Rhythm.NONE: gettext_lazy("when there is something new"),
    Rhythm.MONTHLY: gettext_lazy("every month"),
    Rhythm.QUARTERLY: gettext_lazy("every quarter"),
    Rhythm.HALF_YEARLY: gettext_lazy("every half year"),
    Rhythm.YEARLY: gettext_lazy("every year"),
}
WAYS: Final[Mapping[Way, str | Promise]] = {
    Way.RIGHT: pgettext_lazy("an indicator", "the right way"),
    Way.WRONG: pgettext_lazy("an indicator", "the wrong way"),
    Way.STILL: pgettext_lazy("an indicator", "stands still"),
    Way.UNKNOWN: pgettext_lazy("an indicator", "cannot be told yet"),
}


PERCENT: Final = frozenset({"%", "pct.", "pct", "procent"})
"""What is between two of these is told in percentage points."""


def arrow(change: Decimal | None) -> str:
    """Which way the number itself went; whether that is right is told in words."""
    if change is None:
        return ""
    return "→" if not change else "↗" if change > 0 else "↘"


def rule_of(direction: Direction) -> str:
    """By which rule the way is told, in words that stand where it is shown."""
    if direction == Direction.WITHIN:
        return _(
            "Right while the last measurement is within this year's target, or nearer to it than the one before. It is a"
            " comparison of two numbers, and no assessment of the item."
        )
    return _(
        "The last measurement is held against the one before it, the first against the baseline. It is a comparison of"
        " two numbers, and no assessment of the item."
    )


def with_unit(value: Decimal | None, unit: str, language: str = "da") -> str:
    return "" if value is None else f"{shown(value, language)} {unit}"


def target_words(target: Target | None, unit: str, language: str = "da") -> str:
    """As “at most 90 m²” or “4 – 6 %”."""
    if target is None:
        return ""
    low, high = target.at_least, target.at_most
    if low is not None and high is not None:
        return f"{shown(low, language)} – {with_unit(high, unit, language)}"
    if low is not None:
        return _("at least {number}").format(number=with_unit(low, unit, language))
    return _("at most {number}").format(number=with_unit(high, unit, language))


def lacking_words(lacking: Decimal | None, unit: str, language: str = "da") -> str:
    if lacking is None:
        return ""
    if not lacking:
        return _("reached")
    between = _("percentage points") if unit in PERCENT else unit
    return _("lacks {number}").format(number=with_unit(lacking, between, language))
