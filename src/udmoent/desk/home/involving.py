# SPDX-License-Identifier: MPL-2.0
"""Who is to be involved: for whoever speaks for the staff, and for those whose items wait for somebody's answer."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.access import Visitor
from udmoent.desk.home.owed import Heap, Telling, Waiting
from udmoent.documents.involvement_words import kind_word, told_in_line
from udmoent.editions.content import PlanContent
from udmoent.editions.heard_before import heard_before
from udmoent.editions.involvement import Involved, in_turn, missing, of_content
from udmoent.organisation import rules
from udmoent.plan.involvement_rules import Standing
from udmoent.plan.models import Plan
from udmoent.plan.parties import Parties, PartyKind


def heaps_of_involvement(content: PlanContent, plan: Plan, visitor: Visitor, telling: Telling) -> Iterator[Heap]:
    if not visitor.may[rules.INVOLVE]:
        return
    parties = Parties.of_town(plan.municipality.configuration, content.as_of)
    waiting = [one for one in of_content(content, parties) if one.is_waiting]
    if visitor.may[rules.SPEAK_FOR_STAFF]:
        yield from _of_staff(content, parties, waiting, plan, visitor, telling)
    own = (one for one in waiting if visitor.why_not_edit(one.item) is None)
    late = in_turn(one for one in own if one.standing in (Standing.OVERDUE, Standing.PASSED))
    yield Heap(_("Involvement whose time has passed, and no result is told"), _leading(late, plan, telling))


def _of_staff(
    content: PlanContent, parties: Parties, waiting: list[Involved], plan: Plan, visitor: Visitor, telling: Telling
) -> Iterator[Heap]:
    """Whoever keeps the plan sees what is missing; what is planned is for those who speak for the staff alone."""
    if not visitor.may[rules.EDIT]:
        of_staff = in_turn(one for one in waiting if one.party.kind == PartyKind.MED)
        yield Heap(_("The staff are to be involved"), _leading(of_staff, plan, telling))
    lacking = [
        replace(
            telling.waiting(one.item, [one.item.staff_consequences]),
            edit_href=reverse("involve", args=[plan.pk, one.item.number]),
            whom=kind_word(PartyKind.MED),
        )
        for one in missing(content.items, parties, content.as_of, heard_before(plan, content.as_of))
        if one.kind == PartyKind.MED
    ]
    yield Heap(_("Consequences for staff, and MED is not involved"), lacking)


def _leading(involved: Iterable[Involved], plan: Plan, telling: Telling) -> list[Waiting]:
    """Each with the way to where it is told what came of it."""
    return [
        replace(
            telling.waiting(one.item, [told_in_line(one)]),
            edit_href=reverse("change_involvement", args=[plan.pk, one.item.number, one.place]),
            whom=one.party.name,
        )
        for one in involved
    ]
