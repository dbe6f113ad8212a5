# SPDX-License-Identifier: MPL-2.0
"""An indicator in words, as pages list it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from udmoent.desk.indicators.seen import Linked
from udmoent.indicators.facts import IndicatorFacts
from udmoent.indicators.numbers import shown
from udmoent.indicators.standing import Standing
from udmoent.indicators.words import DIRECTIONS, WAYS, arrow, lacking_words, target_words, with_unit
from udmoent.lib.dates import short_date
from udmoent.ui.curve import Aim, Curve, Words, curve


@dataclass(frozen=True)
class Told:
    """How an indicator stands, in words."""

    one: Linked
    last: str
    target: str
    lacking: str
    way: str
    arrow: str
    direction: str

    @property
    def standing(self) -> Standing:
        return self.one.standing

    @property
    def facts(self) -> IndicatorFacts:
        return self.one.standing.facts


def told(one: Linked, language: str) -> Told:
    standing = one.standing
    facts, last = standing.facts, standing.last
    return Told(
        one,
        last=with_unit(last.value, facts.unit, language) if last else "",
        target=target_words(standing.target, facts.unit, language),
        lacking=lacking_words(standing.lacking, facts.unit, language),
        way=str(WAYS[standing.way]),
        arrow=arrow(standing.change),
        direction=str(DIRECTIONS[facts.direction]),
    )


def picture_of(standing: Standing, language: str) -> SafeString:
    """Nothing is drawn before there is a baseline, a target or a measurement."""
    facts = standing.facts
    measured = [(one.on, one.value) for one in standing.holding if one.value is not None]
    start = (facts.baseline_on, facts.baseline) if facts.baseline is not None and facts.baseline_on else None
    aims = [Aim(one.year, one.at_least, one.at_most) for one in facts.targets]
    if not (measured or start or aims):
        return SafeString("")
    return curve(
        "indicator-picture",
        Curve(measured, start, aims),
        Words(_("Measured"), _("Baseline"), pgettext("an indicator", "Target")),
        title=f"{facts.name}, {facts.unit}",
        told=_(
            "A line through the measurements, with the baseline and the targets of the years. The table tells the same."
        ),
        shown=lambda value: shown(value, language),
    )


def baseline_words(facts: IndicatorFacts, language: str) -> str:
    if facts.baseline is None or facts.baseline_on is None:
        return ""
    said = with_unit(facts.baseline, facts.unit, language)
    return f"{said} ({', '.join(filter(None, (short_date(facts.baseline_on), facts.baseline_source)))})"
