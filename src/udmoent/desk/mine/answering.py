# SPDX-License-Identifier: MPL-2.0
"""Telling one item's status, and keeping what is written of it meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.desk.access import Visitor
from udmoent.desk.item.editing import Editing, at_item, both_changed
from udmoent.desk.language import safe_next
from udmoent.desk.mine.form import FACTS, AnswerForm, as_drafted, shown
from udmoent.desk.mine.seen import answered_since, state_seen
from udmoent.desk.mine.whose import Whose, post_of, rounds_for
from udmoent.desk.sent import is_done
from udmoent.desk.where import item_address, language, words_of
from udmoent.editions.content import ItemContent
from udmoent.followup.actions import Overtaken, drop_draft, newest_of
from udmoent.followup.answering import answer, draft_of, holds_from, keep_draft, rounds_about
from udmoent.followup.facts import Capacity, Giver, Newest, Seen
from udmoent.followup.models import Draft, Round
from udmoent.followup.rules import why_not_tell
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.models import Item, ItemState


@dataclass
class Telling:
    """A visitor at an item of which status is told, with the rounds in which it counts and the draft there is."""

    whose: Whose
    item: Item
    state: ItemState
    content: ItemContent
    rounds: Sequence[Round]

    @property
    def visitor(self) -> Visitor:
        return self.whose.visitor

    @cached_property
    def giver(self) -> Giver:
        return self.whose.giver(self.content)

    @cached_property
    def draft(self) -> Draft | None:
        return draft_of(self.item, self.visitor.person)

    @cached_property
    def newest(self) -> Newest:
        return newest_of(self.item)

    @property
    def seen(self) -> Seen:
        """What there is to see of the item now."""
        return Seen(self.state.pk, self.newest.report)

    @property
    def in_part(self) -> bool:
        return self.giver.capacity == Capacity.CONTRIBUTOR or self.visitor.why_not_close(self.content) is not None

    def form(self, sent: Any = None, **initial: object) -> AnswerForm:
        """The form as it was sent, else with the draft, else with what the plan says."""
        drafted = as_drafted(self.draft.written) if sent is None and not initial and self.draft else {}
        mark = str(self.seen)
        return AnswerForm(
            sent,
            mark=mark,
            item=self.item,
            content=self.content,
            year=holds_from(self.newest, self.rounds, clock.today()).year,
            words=words_of(self.item.plan.municipality),
            in_part=self.in_part,
            initial=shown(self.content) | {"seen": mark} | drafted | initial,
        )

    @property
    def around(self) -> dict[str, object]:
        """What stands around the form's own fields."""
        draft = self.draft
        return {
            "draft": draft,
            "draft_at": draft.saved_at.isoformat() if draft else "",
            "behalf": self.giver.on_behalf_of,
            "post": self.whose.post,
            "in_part": self.in_part,
            "rounds": self.rounds,
        }


def _telling(at: Editing) -> Telling:
    whose = Whose(at.visitor, post_of(at.request))
    rounds = rounds_for(whose.giver(at.content), rounds_about(at.item))
    return Telling(whose, at.item, at.state, at.content, rounds)


@at_item(rules.REPORT, Visitor.why_not_report, is_sole_writer=False)
def answer_item(at: Editing) -> HttpResponse:
    """Tell the item's status. Where others have told or changed it since the form was made, both are shown."""
    while True:
        try:
            return _answered(at)
        except Overtaken:
            at = at.afresh()


def _answered(at: Editing) -> HttpResponse:
    if refusal := why_not_tell(at.content.stage):
        return at.turned_back(refusal)
    telling = _telling(at)
    form = telling.form(at.sent)
    if form.is_valid() and form.is_stale:
        return _both(at, telling, form)
    if is_done(form, lambda: _tell(at, telling, form)):
        return _told(at, telling)
    return _page(at, telling, form)


def _tell(at: Editing, telling: Telling, form: AnswerForm) -> None:
    by, giver = at.visitor.person, telling.giver
    answer(at.item, form.answer(), telling.rounds, over=telling.seen, by=by, now=clock.now(), giver=giver)


def _told(at: Editing, telling: Telling) -> HttpResponse:
    messages.success(at.request, said_of(at.item.number, telling.rounds))
    return redirect(safe_next(at.request) if "next" in at.request.POST else _back(at))


def said_of(number: str, rounds: Sequence[Round]) -> str:
    """The receipt, as a sentence."""
    if not rounds:
        return _("Status is told of {number}. It can be corrected by telling it again.").format(number=number)
    names = ", ".join(f"“{round}”" for round in rounds)
    sentence = _("{number} is answered in {rounds}. Until the round closes, the answer can be corrected by a new one.")
    return sentence.format(number=number, rounds=names)


def _page(at: Editing, telling: Telling, form: AnswerForm, status: int = 0, **told: object) -> HttpResponse:
    back = at.request.POST.get("next") or at.request.GET.get("next") or _back(at)
    shared = {"here": "mine", "telling": telling, "back": back} | telling.around
    return at.page("desk/mine/answer.html", form, _("Tell the status"), status=status, **shared | told)


def _back(at: Editing) -> str:
    """To the own items, where the item is one of them."""
    whose = Whose(at.visitor)
    is_mine = whose.answers_for(at.content) or whose.contributes(at.content)
    return reverse("mine", args=[at.plan.pk]) if is_mine else item_address(at.item)


def _both(at: Editing, telling: Telling, form: AnswerForm) -> HttpResponse:
    """The form again, on what is newer: with the person's own words, and beside them what others told."""
    seen = form.cleaned_data["seen"]
    base = state_seen(at.item, seen) or at.state
    told = form.changes(base.facts)
    mine = replace(at.state.facts, **told)  # type: ignore[arg-type]
    typed = {name: form[name].value() for name in form.fields if name not in FACTS}
    initial = typed | shown(mine) | {"seen": str(telling.seen)}
    newer = {"both": both_changed(at, base.facts, told, FACTS), "newer": answered_since(at.item, seen)}
    return _page(at, telling, telling.form(**initial), status=409, is_newer=True, **newer)


@at_item(rules.REPORT, Visitor.why_not_report, is_sole_writer=False)
def draft_answer(at: Editing) -> HttpResponse:
    """Keep what is written so far, or discard it. To the page's own script it is answered in words."""
    if at.request.method != "POST":
        return redirect("answer", at.plan.pk, at.item.number)
    if "kasser" in at.request.POST:
        drop_draft(at.item, by=at.visitor.person)
        messages.success(at.request, _("The draft is discarded."))
        return redirect(safe_next(at.request))
    telling = _telling(at)
    form = telling.form(at.request.POST)
    try:
        kept = keep_draft(at.item, form.written, over=_moment(at.request), by=at.visitor.person, now=clock.now())
    except Refused as refused:
        return _not_kept(at, telling, form, refused)
    said = _("Draft saved at {time}").format(time=clock_time(kept.saved_at))
    if at.request.accepts("text/html"):
        messages.success(at.request, said)
        return redirect(safe_next(at.request))
    return JsonResponse({"says": said, "at": kept.saved_at.isoformat()})


def _not_kept(at: Editing, telling: Telling, form: AnswerForm, refused: Refused) -> HttpResponse:
    if at.request.accepts("text/html"):
        form.add_error(None, str(refused))
        return _page(at, telling, form, status=409)
    return JsonResponse({"says": str(refused), "at": telling.around["draft_at"]}, status=409)


def _moment(request: HttpRequest) -> datetime | None:
    try:
        return datetime.fromisoformat(request.POST.get("draft_at", ""))
    except ValueError:
        return None


def clock_time(at: datetime) -> str:
    """ "10.14", or "10:14" in English."""
    return f"{localtime(at):%H.%M}" if language() == "da" else f"{localtime(at):%H:%M}"
