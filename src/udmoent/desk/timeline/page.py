# SPDX-License-Identifier: MPL-2.0
"""The timeline's page: for each group its pictures, and the table that tells all that they show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from udmoent.desk.access import needs
from udmoent.desk.timeline.form import TimelineForm
from udmoent.desk.timeline.lines import Group, Line, grouped, line
from udmoent.desk.where import AsOf, as_of, content_on, steps_to, the_plan, to_items, words_of
from udmoent.documents.words import Words
from udmoent.editions.counts import is_open
from udmoent.lib.dates import short_date
from udmoent.organisation import rules
from udmoent.plan.models import Plan
from udmoent.ui.timeline import Row, Scale, timeline

TALL: Final = 12
"""The most rows of one picture, so that its scale stays in sight and it goes on one sheet."""

MANY: Final = 400
"""With more items than this one group is shown at a time."""


@needs(rules.READ)
@require_safe
def timeline_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Items and their treatments over the plan's years."""
    plan = the_plan(request, plan_id)
    moment, words = as_of(request, plan), words_of(plan.municipality)
    content = content_on(request, plan, moment)
    form = TimelineForm(request.GET, content=content, words=words)
    lines = [line(item, content.budget_year, moment.day) for item in form.pick()]
    shown = Shown(plan, moment, words, form.scale)
    on_scale = [one for one in lines if one.is_on(form.scale)]
    groups = grouped(on_scale, form.group_of)
    opened = _opened(groups, len(on_scale), request.GET.get("gruppe", ""))
    told = {
        "plan": plan,
        "here": "timeline",
        "crumbs": steps_to(plan, _("Timeline")),
        "as_of": moment,
        "form": form,
        "labels": {name: words.label(name) for name in ("number", "title", "body", "time", "treatments", "stage")},
        "groups": [shown.group(place, group, is_drawn=group in opened) for place, group in enumerate(groups)],
        "counts": _counts(on_scale),
        "apart": [shown.row(one) for one in lines if not one.is_on(form.scale)],
    }
    return render(request, "desk/timeline.html", told)


def _opened(groups: list[Group], number_of_items: int, asked: str) -> list[Group]:
    """The groups to be drawn: those that are asked for, else all, or the first where they hold too many."""
    named = [group for group in groups if group.code == asked]
    return named or (groups if number_of_items <= MANY else groups[:1])


def _counts(lines: list[Line]) -> dict[str, int]:
    return {
        "items": len(lines),
        "passed": sum(one.is_passed for one in lines),
        "endless": sum(one.is_endless and is_open(one.item) for one in lines),
        "over": sum(not is_open(one.item) for one in lines),
    }


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line as the table tells it."""

    number: str
    href: str
    title: str
    cross_cutting: str
    bodies: str
    time: str
    first: str
    last: str
    treatments: tuple[str, ...]
    stage: str
    is_passed: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    code: str
    name: str
    number_of_items: int
    pictures: list[SafeString]
    rows: list[TableRow]


class Shown:
    """Lines as pictures and tables in the town's words."""

    def __init__(self, plan: Plan, moment: AsOf, words: Words, scale: Scale) -> None:
        self.words, self.scale, self.day = words, scale, moment.day
        self.today = _("today") if moment.is_today else short_date(moment.day)
        self.href = to_items(plan, moment)

    def group(self, place: int, group: Group, *, is_drawn: bool) -> ShownGroup:
        lines = sorted(group.lines, key=lambda one: (one.item.time.sort_key, one.item.number)) if is_drawn else []
        pictures = [self._picture(f"picture-{place}-{n}", group.name, part) for n, part in enumerate(_parted(lines))]
        return ShownGroup(group.code, group.name, len(group.lines), pictures, [self.row(one) for one in lines])

    def _picture(self, name: str, title: str, lines: list[Line]) -> SafeString:
        told = ngettext(
            "{n} item. The table tells all that the picture shows.",
            "{n} items. The table tells all that the picture shows.",
            len(lines),
        ).format(n=len(lines))
        rows = [self._drawn(one) for one in lines]
        title = _("Timeline: {group}").format(group=title)
        return timeline(name, rows, self.scale, on=self.day, today=self.today, title=title, told=told)

    def _drawn(self, one: Line) -> Row:
        item = one.item
        return Row(
            name=f"{item.number} {item.title}",
            href=self.href(item.number),
            time=" – ".join(filter(None, (item.time.text, self._mark(one)))),
            span=one.span,
            points=one.points,
            looks=one.looks,
        )

    def _mark(self, one: Line) -> str:
        """How the item stands, where its bar looks otherwise for it."""
        if one.looks == "over":
            return self.words.stage(one.item.stage).lower()
        return _("passed, not updated") if one.is_passed else ""

    def row(self, line: Line) -> TableRow:
        item, span = line.item, line.span
        last = _("goes on") if span and not span.last else _day(span.last if span else None)
        return TableRow(
            number=item.number,
            href=self.href(item.number),
            title=item.title,
            cross_cutting=self.words.cross_cutting.lower() if item.is_cross_cutting else "",
            bodies=", ".join((item.body, *item.other_bodies)),
            time=item.time.text,
            first=_day(span.first if span else None),
            last=last,
            treatments=tuple(" ".join(filter(None, (one.body, one.form, one.time))) for one in item.treatments),
            stage=self.words.stage(item.stage),
            is_passed=line.is_passed,
            is_over=not is_open(item),
        )


def _parted(lines: list[Line]) -> Iterator[list[Line]]:
    for first in range(0, len(lines), TALL):
        yield lines[first : first + TALL]


def _day(day: date | None) -> str:
    return short_date(day) if day else ""
