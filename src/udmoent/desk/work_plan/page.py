# SPDX-License-Identifier: MPL-2.0
"""The page of a body's work plan."""

from typing import Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.downloads import Download
from udmoent.desk.fields import TextField
from udmoent.desk.where import Crumb, steps_to
from udmoent.desk.work_plan.board import Board
from udmoent.desk.work_plan.which import Shown, shown
from udmoent.editions.counts import is_open
from udmoent.organisation import rules
from udmoent.plan.models import ItemState

ENDINGS: Final = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "ics": gettext_lazy("Calendar file")}
LIST: Final = "liste"


class PlanItemForm(forms.Form):
    """Which item is treated how at which meeting."""

    punkt = TextField(label=gettext_lazy("Item"), help_text=gettext_lazy("Its number"), max_length=40)
    form = forms.ChoiceField(label=gettext_lazy("Kind of treatment"), required=False)
    to = forms.ChoiceField(label=gettext_lazy("Meeting"), required=False)
    task = TextField(label=gettext_lazy("What the body is to do"), required=False, max_length=1000)

    def __init__(self, told: object = None, *, board: Board) -> None:
        super().__init__(told, auto_id="plan-%s", initial={"to": board.next_with_room})  # type: ignore[arg-type]
        kinds = board.shown.town.configuration.treatment_forms
        self.fields["form"].choices = [("", "–"), *((one, one) for one in kinds)]  # type: ignore[attr-defined]
        days = [("", _("Without a day")), *((one.day, one.word) for one in board.coming)]
        self.fields["to"].choices = days  # type: ignore[attr-defined]
        self.fields["punkt"].widget.attrs["list"] = "items"


@needs(rules.READ)
@require_safe
def work_plan_page(request: HttpRequest, plan_id: int, abbreviation: str, year: int) -> HttpResponse:
    """What the body treats at each of the year's meetings, and what wants one."""
    return show_work_plan(request, shown(request, plan_id, abbreviation, year))


def show_work_plan(
    request: HttpRequest, here: Shown, sent: PlanItemForm | None = None, *, status: int = 200
) -> HttpResponse:
    board = Board(here, _just_moved(request, here))
    coming, over, lists = board.columns(are_over=False), board.columns(are_over=True), _lists(board)
    cards = [card for one in (*coming, *over) for card in one.cards] + [card for *_told, own in lists for card in own]
    may_plan = board.writes and here.why_not_plan is None
    told = {
        "plan": here.plan,
        "here": "bodies",
        "crumbs": [
            *steps_to(here.plan, _("Committees"), "bodies"),
            Crumb(here.body, reverse("body", args=[here.plan.pk, here.body])),
            Crumb(_("Work plan {year}").format(year=here.year)),
        ],
        "as_of": here.moment,
        "shown": here,
        "work": here.work,
        "board": board,
        "coming": coming,
        "over": over,
        "lists": lists,
        "is_moved_elsewhere": board.moved is not None and not any(card.undoes for card in (*cards, *board.passed)),
        "needs": board.needs(),
        "is_list": request.GET.get("vis") == LIST,
        "kinds": here.town.configuration.treatment_forms,
        "may_plan": may_plan,
        "form": sent or (PlanItemForm(board=board) if may_plan else None),
        "items": [item for item in here.content.items if is_open(item)] if may_plan else (),
        "downloads": downloads(here),
    }
    return render(request, "desk/work_plan/page.html", told, status=status)


def _just_moved(request: HttpRequest, here: Shown) -> ItemState | None:
    """What the visitor did last on the page, where it can still be taken back."""
    asked = request.GET.get("flyttet", "")
    if not asked.isdecimal() or not here.moment.is_today:
        return None
    own = ItemState.objects.filter(municipality=here.town, recorded_by=here.visitor.person, pk=int(asked))
    state = own.select_related("item").first()
    is_latest = state and not state.item.states.filter(pk__gt=state.pk).exists()
    return state if is_latest else None


def _lists(board: Board) -> list[tuple[str, str, str, list]]:
    """What has no place among the meetings: an anchor, a heading and what to do about it, with the cards."""
    work = board.shown.work
    told = (
        ("uden-dato", _("Lack a day"), _("Choose a meeting, or write a time with the item."), work.lacking),
        (
            "uden-moede",
            _("The body does not meet then"),
            _("Choose a meeting, or add one to the calendar."),
            work.without_meeting,
        ),
        ("loebende", _("All the time"), "", work.running),
    )
    return [(code, name, advice, board.cards(treated)) for code, name, advice, treated in told]


def address(here: Shown, **query: object) -> str:
    told = {name: value for name, value in query.items() if value}
    href = reverse("work_plan", args=[here.plan.pk, here.body, here.year])
    return f"{href}?{urlencode(told)}" if told else href


def downloads(here: Shown) -> list[Download]:
    day = f"?{urlencode({'pr': here.moment.asked})}" if here.moment.asked else ""
    parts = [here.plan.pk, here.body, here.year]
    return [
        Download(str(name), reverse("get_work_plan", args=[*parts, ending]) + day) for ending, name in ENDINGS.items()
    ]
