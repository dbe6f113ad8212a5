# SPDX-License-Identifier: MPL-2.0
"""One indicator: how it stands, its picture with the numbers beside it, and what was told of it before."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.indicators.keeping import fact_labels
from udmoent.desk.indicators.seen import indicators_at, the_indicator
from udmoent.desk.indicators.told import baseline_words, picture_of, told
from udmoent.desk.where import AsOf, Crumb, as_of, language, steps_to, the_plan, to_items
from udmoent.documents.context_words import aim_name
from udmoent.indicators.models import IndicatorState
from udmoent.indicators.standing import Measured, Standing
from udmoent.indicators.words import RHYTHMS, lacking_words, rule_of, target_words, with_unit
from udmoent.organisation import rules
from udmoent.plan.aims import Aims


@needs(rules.READ)
@require_safe
def indicator_page(request: HttpRequest, plan_id: int, indicator_id: int) -> HttpResponse:
    """As of a day; what has been corrected since is told beside what stands instead of it."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    found = indicators_at(request, plan, moment)
    one = the_indicator(found, indicator_id)
    facts, standing = one.standing.facts, one.standing
    to_item = to_items(plan, moment)
    shown = {
        "plan": plan,
        "here": "plan",
        "crumbs": [*steps_to(plan, _("Indicators"), "indicators"), Crumb(facts.name)],
        "as_of": moment,
        "told": told(one, language()),
        "facts": facts,
        "standing": standing,
        "baseline": baseline_words(facts, language()),
        "rhythm": RHYTHMS[facts.rhythm],
        "rule": rule_of(facts.direction),
        "picture": picture_of(standing, language()),
        "targets": [(target.year, target_words(target, facts.unit, language())) for target in facts.targets],
        "rows": list(reversed([_row(measured, standing) for measured in standing.holding])),
        "replaced": _replaced(standing),
        "items": [(item, to_item(item.number)) for item in one.items],
        "aims": [
            (aim, aim_name(aim)) for aim in Aims.of_town(plan.municipality.configuration).served(facts.strategies)
        ],
        "history": _history(indicator_id, moment),
        "may_measure": moment.is_today and not facts.is_retired and found.why_not_measure(facts) is None,
        "may_keep": moment.is_today and found.visitor.may[rules.KEEP_INDICATORS],
    }
    return render(request, "desk/indicators/page.html", shown)


def _row(measured: Measured, standing: Standing) -> tuple[Measured, str, str]:
    """With its number, and how far it was from the target of its own year."""
    facts = standing.facts
    target = facts.target(measured.on.year)
    lacking = target.lacking(measured.value) if target and measured.value is not None else None
    value = with_unit(measured.value, facts.unit, language())
    return measured, value, lacking_words(lacking, facts.unit, language())


def _replaced(standing: Standing) -> list[tuple[Measured, str, Measured, str]]:
    """Each that was corrected, with what stands instead of it."""
    by_id = {one.id: one for one in standing.told}
    unit = standing.facts.unit
    return [
        (was, with_unit(was.value, unit, language()), now, with_unit(now.value, unit, language()))
        for now in standing.told
        if now.corrects and (was := by_id.get(now.corrects))
    ]


@dataclass(frozen=True)
class Change:
    """A state, and the labels of what it tells otherwise than the one before it."""

    state: IndicatorState
    changed: str


def _history(indicator_id: int, moment: AsOf) -> list[Change]:
    """The latest first."""
    rows = IndicatorState.objects.filter(indicator=indicator_id, applies_on__lte=moment.day)
    rows = rows.filter(recorded_at__lte=moment.known_at) if moment.known_at else rows
    states = list(rows.select_related("recorded_by").order_by("applies_on", "pk"))
    return [Change(now, _changed(before, now)) for before, now in zip([None, *states], states, strict=False)][::-1]


def _changed(before: IndicatorState | None, now: IndicatorState) -> str:
    if before is None:
        return _("Begun")
    was, told = before.told, now.told
    labels = [str(label) for name, label in fact_labels().items() if getattr(was, name) != getattr(told, name)]
    return ", ".join(labels)
