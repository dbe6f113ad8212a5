# SPDX-License-Identifier: MPL-2.0
"""What others are to be told of: by one's own post what is due, and for whoever keeps the plan what is overdue."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.access import Visitor
from udmoent.desk.home.owed import Heap, Waiting
from udmoent.documents.communication_words import addressee_word, telling_word, told_in_line
from udmoent.editions.communicating import Communicated, communications
from udmoent.editions.communication_rules import Telling
from udmoent.editions.content import PlanContent
from udmoent.organisation import rules
from udmoent.plan.models import Plan


def heaps_of_communication(content: PlanContent, plan: Plan, visitor: Visitor) -> Iterator[Heap]:
    if not visitor.may[rules.COMMUNICATE]:
        return
    titles = {item.number: item.title for item in content.items}
    soon = [one for one in communications(plan, content.as_of) if one.telling in (Telling.OVERDUE, Telling.DUE)]
    own = [one for one in soon if one.told.post and visitor.is_named(one.told.post)]
    yield Heap(_("You are to tell others"), [_waiting(one, plan, titles) for one in own])
    if visitor.may[rules.EDIT]:
        late = [one for one in soon if one.telling == Telling.OVERDUE and one not in own]
        yield Heap(_("Others have not been told in time"), [_waiting(one, plan, titles) for one in late])


def _waiting(one: Communicated, plan: Plan, titles: dict[str, str]) -> Waiting:
    href = reverse("change_communication", args=[plan.pk, one.id])
    title = titles.get(one.item, "") if one.item else one.edition_name
    return Waiting(
        number=one.item or _("Version"),
        title=title,
        href=href,
        edit_href=href,
        whom=addressee_word(one.told.addressee),
        reasons=[f"{told_in_line(one)} · {telling_word(one.telling)}", one.told.message],
    )
