# SPDX-License-Identifier: MPL-2.0
"""How many items an open round asks the visitor about, and by when the first is due."""

from dataclasses import dataclass

from udmoent.desk.access import Visitor
from udmoent.desk.mine.whose import Whose
from udmoent.desk.where import language
from udmoent.editions.content import PlanContent
from udmoent.followup.answering import questions
from udmoent.lib.dates import weekday_date
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@dataclass(frozen=True)
class Asked:
    items: int
    by: str


def asked(content: PlanContent, plan: Plan, visitor: Visitor) -> Asked | None:
    """None where nothing is missing from the visitor."""
    if not visitor.may[rules.REPORT]:
        return None
    missing = Whose(visitor).dues(content.items, questions(plan)).missing
    if not missing or missing[0].by is None:
        return None
    return Asked(len(missing), weekday_date(missing[0].by, language()))
