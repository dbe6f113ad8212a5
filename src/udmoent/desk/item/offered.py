# SPDX-License-Identifier: MPL-2.0
"""What a visitor may do with an item: one main act, and the others in a row of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from udmoent.desk.access import Visitor
from udmoent.desk.cases.links import of_item
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import is_open
from udmoent.organisation import rules
from udmoent.plan.facts import Kind, Stage
from udmoent.plan.models import Item


@dataclass(frozen=True)
class Act:
    """`about` explains a word that not everybody knows."""

    word: str
    href: str
    about: str = ""


@dataclass(frozen=True)
class Offered:
    """`edit` is empty where the visitor may not; `why_not` tells the reason to those who may edit other items."""

    edit: str = ""
    why_not: str = ""
    others: tuple[Act, ...] = ()


def offered(request: HttpRequest, item: Item, content: ItemContent) -> Offered:
    visitor = request.visitor  # type: ignore[attr-defined]
    refusal = visitor.why_not_edit(content)
    edit = "" if refusal else _address("edit_item", item)
    is_writer = visitor.may[rules.EDIT_OWN] or visitor.may[rules.CONTRIBUTE]
    why_not = str(refusal) if refusal and is_writer else ""
    return Offered(edit, why_not, tuple(_others(request, item, content, is_editor=not refusal)))


def _others(request: HttpRequest, item: Item, content: ItemContent, *, is_editor: bool) -> Iterator[Act]:
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    may, still = visitor.may, is_open(content)
    if still and not visitor.why_not_report(content):
        yield Act(_("Tell the status"), _address("answer", item))
    if not visitor.why_not_close(content):
        yield (
            Act(_("Close (X)"), _address("close_item", item), _("X: the item is closed."))
            if still
            else Act(_("Reopen"), _address("reopen_item", item))
        )
    if content.stage == Stage.CLOSED and not visitor.why_not_note_closing(content):
        yield Act(_("Taken note of"), _address("note_closing", item))
    if may[rules.RESTRUCTURE] and still:
        yield Act(_("Withdraw"), _address("withdraw_item", item))
        yield Act(pgettext("an item into another", "Merge"), _address("merge_item", item))
        yield Act(_("Split"), _address("split_item", item))
    if may[rules.SET_AMOUNTS]:
        yield Act(_("Change amounts"), _address("amounts_of_item", item))
        yield Act(_("Appropriate"), _address("appropriate", item))
        if item.kind == Kind.CAPITAL:
            yield Act(_("Step"), _address("step_of_item", item))
    if is_editor:
        yield Act(_("Strategies and goals"), _address("link_aims", item))
        yield Act(_("Attach"), _address("attach", item))
    if may[rules.WRITE_NOTES]:
        yield Act(_("Write a note"), _address("note", item))
    for new in of_item(request, item, content):
        yield Act(new.word, new.href)
    if may[rules.RESTRUCTURE] and item.kind == Kind.CAPITAL:
        yield Act(_("Add derived operation"), f"{reverse('add_item', args=[item.plan_id])}?afledt={item.number}")


def _address(name: str, item: Item) -> str:
    return reverse(name, args=[item.plan_id, item.number])
