# SPDX-License-Identifier: MPL-2.0
"""The other items that an item has to do with: what it points to, what points to it, and its thread through the years."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from udmoent.desk.item.seen import Seen
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.plan.models import Item
from udmoent.plan.rules import LINKS
from udmoent.plan.threads import thread_of


@dataclass(frozen=True)
class Link:
    """Another item, in which plan, and what it has to do with this one. The plan is told where it is another one."""

    label: str
    number: str
    title: str
    plan_id: int
    stage: str = ""
    plan_name: str = ""


def links(item: Item, sight: Seen, day: date, words: Words) -> list[Link]:
    content = sight.content
    if content is None or not sight.is_whole:
        return []
    found = _in_plan(item, content, day, words)
    shown = [link for link in found if sight.others is None or link.number in sight.others]
    return shown + (_thread(item, day, words) if sight.others is None else [])


def _in_plan(item: Item, content: ItemContent, day: date, words: Words) -> list[Link]:
    """What the item points to, then what points to it. What is split keeps its kind; derived operation has another."""
    targets = {name: getattr(content, name) for name in LINKS if getattr(content, name)}
    pointing = Q(derived_from=item.number) | Q(merged_into=item.number) | Q(fills=item.number)
    states = item.plan.items.as_of(day).present().filter(Q(item__number__in=targets.values()) | pointing)
    rows = states.values_list("item__number", "title", "stage", "item__kind", *LINKS).order_by("item__number")
    others = {number: (title, stage, kind, told) for number, title, stage, kind, *told in rows}
    here = []
    for name, number in targets.items():
        title, stage, kind, _told = others.get(number, ("", "", "", []))
        here.append(Link(_there(name, kind == item.kind, words), number, title, item.plan_id, _stage(stage, words)))
    back = [
        Link(_back(name, kind == item.kind), number, title, item.plan_id, _stage(stage, words))
        for number, (title, stage, kind, told) in others.items()
        for name, target in zip(LINKS, told, strict=True)
        if target == item.number
    ]
    return [*here, *back]


def _there(name: str, is_same_kind: bool, words: Words) -> str:
    return _("Split off from") if name == "derived_from" and is_same_kind else words.label(name)


def _back(name: str, is_same_kind: bool) -> str:
    if name == "derived_from" and is_same_kind:
        return _("Was split into")
    return {"derived_from": _("Gave rise to"), "merged_into": _("Has taken in"), "fills": _("Is filled by")}[name]


def _stage(code: str, words: Words) -> str:
    return words.stage(code) if code else ""


def _thread(item: Item, day: date, words: Words) -> list[Link]:
    """The same topic in earlier and later plans, the earliest first."""
    others = thread_of(item).exclude(pk=item.pk)
    told = {state.item_id: state for state in Item.objects.filter(pk__in=others.values("pk")).as_of(day).present()}
    year, found = item.plan.agreement.budget_year, []
    for one in others:
        if one.pk in told:
            label = words.label("follows") if one.plan.agreement.budget_year < year else _("Goes on in")
            state = told[one.pk]
            found.append(Link(label, one.number, state.title, one.plan_id, _stage(state.stage, words), one.plan.name))
    return found
