# SPDX-License-Identifier: MPL-2.0
"""The page of all that the visitor owes, and telling of several items at once that nothing is new."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from udmoent import clock
from udmoent.desk.access import Visitor, needs
from udmoent.desk.indicators.seen import indicators_today
from udmoent.desk.item.seen import state_on, the_item
from udmoent.desk.mine.answering import Telling
from udmoent.desk.mine.cards import Cards
from udmoent.desk.mine.owing import debts_of
from udmoent.desk.mine.seen import marks
from udmoent.desk.mine.whose import Due, Dues, Whose, post_of, told_of
from udmoent.desk.where import steps_to, the_plan, words_of
from udmoent.editions.content import PlanContent
from udmoent.editions.counts import is_open
from udmoent.editions.gather import gather
from udmoent.editions.silence import last_said
from udmoent.followup.answering import Told, answer_all, questions
from udmoent.followup.models import Draft
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.models import Plan


@needs(rules.REPORT)
@require_safe
def mine(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What is missing first, by deadline, with one form open; then what is answered, and what nobody asks about."""
    plan = the_plan(request, plan_id)
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    content = gather(plan, clock.today())
    whose = Whose(visitor, post_of(request))
    debts = debts_of(whose, plan, visitor.sees(content), last_said(plan, content.as_of))
    dues, words = debts.dues, words_of(plan.municipality)
    cards = Cards(plan, debts, words, visitor.person, reads_notes=visitor.may[rules.READ_NOTES])
    opened = _opened(request, dues)
    told = {
        "plan": plan,
        "here": "mine",
        "crumbs": steps_to(plan, _("My items")),
        "post": whose.post,
        "posts": _posts(content) if visitor.may[rules.KEEP_ROUNDS] else [],
        "missing": [cards.card(due) for due in dues.missing],
        "answered": [cards.card(due) for due in dues.answered],
        "unasked": [cards.card(due) for due in dues.unasked],
        "others": [cards.other(one, may_tell=not visitor.why_not_report(one.item)) for one in debts.others],
        "waiting": len(debts.owing),
        "unmeasured": indicators_today(request, plan).owed(),
        "labels": {"next_steps": words.label("next_steps")},
        "back": request.get_full_path().partition("&svar=")[0].partition("?svar=")[0],
    }
    return render(request, "desk/mine/page.html", told | (_open_form(plan, whose, opened) if opened else {}))


def _posts(content: PlanContent) -> list[str]:
    return sorted({item.responsible for item in content.items if item.responsible and is_open(item)})


def _opened(request: HttpRequest, dues: Dues) -> Due | None:
    """The one whose form stands open: that which was asked for, else the first."""
    asked = request.GET.get("svar", "")
    found = (due for due in dues.missing if due.item.number == asked)
    return next(found, dues.missing[0] if dues.missing else None)


def _open_form(plan: Plan, whose: Whose, due: Due) -> dict[str, object]:
    item = the_item(plan, due.item.number)
    state = state_on(item, clock.today())
    assert state is not None, "what somebody owes is in the plan today"
    telling = Telling(whose, item, state, due.item, due.rounds)
    return {"opened": due.item.number, "form": telling.form()} | telling.around


@needs(rules.REPORT)
@require_POST
def unchanged(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Tell of the chosen items, or of the one whose button was pressed, that nothing is new."""
    plan = the_plan(request, plan_id)
    numbers = [request.POST["kun"]] if request.POST.get("kun") else request.POST.getlist("punkt")
    try:
        with transaction.atomic():
            Plan.objects.select_for_update().get(pk=plan.pk)
            told = _unchanged(request, plan, numbers)
            answer_all(told, by=request.visitor.person, now=clock.now())  # type: ignore[attr-defined]
    except Refused as refused:
        for refusal in refused.refusals:
            messages.error(request, str(refusal))
    else:
        said = ngettext("Unchanged is told of {numbers}.", "Unchanged is told of {n} items: {numbers}.", len(told))
        shown = ", ".join(one.item.number for one in told)
        messages.success(request, said.format(n=len(told), numbers=shown))
    post = post_of(request)
    return redirect(reverse("mine", args=[plan.pk]) + (f"?{urlencode({'post': post})}" if post else ""))


def _unchanged(request: HttpRequest, plan: Plan, numbers: list[str]) -> list[Told]:
    """Refused: nothing chosen, an item that is not the visitor's to tell of, one that others changed meanwhile, and one
    of which the visitor has begun to write.
    """
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    known = {item.number: item for item in visitor.sees(gather(plan, clock.today())).items}
    chosen = [known[number] for number in dict.fromkeys(numbers) if number in known]
    if not chosen:
        raise Refused(_("Choose at least one item, and send it again."))
    Refused.if_any(visitor.why_not_report(one) for one in chosen)
    now = marks(plan, [one.id for one in chosen])
    newer = [one.number for one in chosen if request.POST.get(f"set-{one.id}") != now[one.id]]
    if newer:
        sentence = _("{numbers}: changed or answered since the page was shown. Look again, and then send.")
        raise Refused(sentence.format(numbers=", ".join(newer)))
    begun = Draft.objects.filter(item__in=[one.id for one in chosen], person=visitor.person)
    if drafted := list(begun.values_list("item__number", flat=True)):
        sentence = _("{numbers}: you have a draft of an answer. Send it or discard it first.")
        raise Refused(sentence.format(numbers=", ".join(sorted(drafted))))
    asked = questions(plan)
    items = {item.number: item for item in plan.items.filter(number__in=[one.number for one in chosen])}
    whose = Whose(visitor, post_of(request))
    return [told_of(whose, items[one.number], one, asked) for one in chosen]
