# SPDX-License-Identifier: MPL-2.0
"""All that was posted on an item, and countering what was posted wrongly."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.fields import TextField
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.item.form import ActForm
from udmoent.desk.item.history import source_word
from udmoent.desk.item.seen import seen, the_item
from udmoent.desk.sent import is_done
from udmoent.desk.where import AsOf, Crumb, as_of, item_address, steps_to, the_plan, words_of
from udmoent.documents.forms import prices
from udmoent.documents.words import Words
from udmoent.economy.account import read_account
from udmoent.economy.models import Posting
from udmoent.economy.posting import counter, together
from udmoent.lib.money import KR, in_unit
from udmoent.organisation import rules
from udmoent.plan.models import Item


@dataclass(frozen=True)
class Told:
    """A posting in words. `others` are those of the same act on other items, which pay for it or are paid by it."""

    posting: Posting
    what: str
    kroner: str
    marks: list[str]
    source: str
    others: list[str] = field(default_factory=list)

    @property
    def may_be_countered(self) -> bool:
        return self.posting.corrects_id is None and not hasattr(self.posting, "corrected_by")


def postings_until(item: Item, moment: AsOf) -> list[Posting]:
    """Of the item by the day shown, the latest first."""
    found = item.postings.filter(applies_on__lte=moment.day)
    found = found.filter(recorded_at__lte=moment.known_at) if moment.known_at else found
    rows = found.select_related("recorded_by", "decision__meeting__body", "corrects", "corrected_by")
    return list(rows.order_by("-applies_on", "-pk"))


def told(rows: Iterable[Posting], words: Words) -> list[Told]:
    return [_told(one, words) for one in rows]


def _told(one: Posting, words: Words, others: Iterable[Posting] = ()) -> Told:
    return Told(
        one,
        f"{one.year} {words.nature(one.nature)}, {words.phase(one.phase)}, {prices(one.price_level)}",
        in_unit(one.kroner, KR, words.language),
        list(_marks(one, words)),
        source_word(one.source),
        [f"{other.item.number} {in_unit(other.kroner, KR, words.language)} kr." for other in others],
    )


def _marks(one: Posting, words: Words) -> Iterable[str]:
    yield from filter(None, (words.flow(one.flow), words.expenditure(one.expenditure)))
    if one.is_one_off:
        yield _("one-off")
    if one.funding:
        yield _("paid by the cash balance")
    if one.account:
        yield _("account {account}").format(account=read_account(one.account))


@needs(rules.READ)
@require_safe
def postings_page(request: HttpRequest, plan_id: int, number: str) -> HttpResponse:
    """Every posting of the item: who, when, why, and by which decision."""
    plan = the_plan(request, plan_id)
    item, moment, words = the_item(plan, number), as_of(request, plan), words_of(plan.municipality)
    sight = seen(request, item, moment)
    if not (sight.content and sight.has_history):
        raise Http404(_("There is no such item in the plan."))
    crumbs = [*steps_to(plan, item.number)[:1], Crumb(item.number, item_address(item)), Crumb(_("Postings"))]
    shown = {"plan": plan, "here": "plan", "item": item, "as_of": moment, "crumbs": crumbs, "facts": sight.content}
    return render(
        request, "desk/economy/postings.html", shown | {"postings": told(postings_until(item, moment), words)}
    )


class CounterForm(ActForm):
    """Why a posting was wrong, and from which day it no longer counts."""

    why = TextField(label=gettext_lazy("Why"), max_length=1000)


@at_item(rules.SET_AMOUNTS)
def counter_posting(at: Editing, posting_id: int = 0) -> HttpResponse:
    """Post the opposite of a wrong posting, which points at it; the wrong one stays."""
    posting = at.item.postings.filter(pk=posting_id).select_related("item__plan").first()
    if posting is None:
        raise Http404(_("There is no such posting on the item."))
    form = CounterForm(at.sent, auto_id="counter-%s", initial={"applies_on": clock.today()})
    if is_done(form, lambda: counter(posting, act=at.act(form))):
        return at.done(_("The posting is countered."))
    others = [one for one in together(posting) if one.pk != posting.pk]
    one = _told(posting, at.words, others)
    return at.page("desk/economy/counter.html", form, _("Counter a posting"), one=one)
