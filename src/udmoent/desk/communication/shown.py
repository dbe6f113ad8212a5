# SPDX-License-Identifier: MPL-2.0
"""Communications as rows of a table, with where each leads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from udmoent.desk.access import Visitor
from udmoent.documents.communication_words import about, addressee_word, telling_word, when
from udmoent.editions.communicating import Communicated
from udmoent.editions.content import ItemContent
from udmoent.plan.models import Plan


@dataclass(frozen=True, slots=True)
class Row:
    """`change` is where the visitor may say more of it; empty for whoever may not."""

    one: Communicated
    about: str
    title: str
    href: str
    addressee: str
    when: str
    telling: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """How communications of a plan are shown to one visitor; `items` by number, `may_act` where today's plan is shown."""

    plan: Plan
    visitor: Visitor
    items: Mapping[str, ItemContent]
    to_item: Callable[[str], str]
    may_act: bool

    def rows(self, found: Iterable[Communicated]) -> list[Row]:
        return [self._row(one) for one in found]

    def _row(self, one: Communicated) -> Row:
        item = self.items.get(one.item)
        may = self.may_act and self.visitor.why_not_communicate(item, one.told.post) is None
        is_of_item = one.edition is None
        return Row(
            one=one,
            about=about(one),
            title=item.title if item else "",
            href=self.to_item(one.item) if is_of_item else reverse("edition", args=[self.plan.pk, one.edition]),
            addressee=addressee_word(one.told.addressee),
            when=when(one),
            telling=telling_word(one.telling),
            change=reverse("change_communication", args=[self.plan.pk, one.id]) if may else "",
        )
