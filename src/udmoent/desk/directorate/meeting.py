# SPDX-License-Identifier: MPL-2.0
"""A meeting of the directorate: the list that is gone through, and the forms of what is said of each item."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import Visitor, needs
from udmoent.desk.directorate.meeting_forms import Sent, form_of_done, forms_of
from udmoent.desk.downloads import Download, made_file, record_export, template_of
from udmoent.desk.where import AsOf, Crumb, as_of, content_on, language, steps_to, the_plan, to_items, words_of
from udmoent.documents.agenda_words import AgendaWords, Followed, ToldMatter, ToldSection
from udmoent.documents.rules import DIRECTORATE
from udmoent.documents.write import write_agenda
from udmoent.editions.agenda import Agenda, agenda, meeting_before, meetings_of_directorate
from udmoent.editions.gather import gather
from udmoent.meetings.models import Meeting
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan.models import Plan

ENDINGS: Final = {"docx": "Word", "pdf": "PDF"}
LABELLED: Final = ("commitments", "responsible", "time")
MANY: Final = 100
"""With more items than this the forms stand at one item at a time, since so many would make the page slow."""


@dataclass(frozen=True)
class Listed:
    """A meeting's list as of its day, or of the day shown where that is earlier. `writes`: something may be said here."""

    plan: Plan
    meeting: Meeting
    moment: AsOf
    agenda: Agenda
    writes: bool

    @property
    def is_held(self) -> bool:
        return self.meeting.held_on <= clock.today()


def the_meeting(plan: Plan, meeting_id: int) -> Meeting:
    meeting = meetings_of_directorate(plan.municipality).filter(pk=meeting_id).first()
    if meeting is None:
        raise Http404(_("There is no such meeting."))
    return meeting


def meeting_shown(request: HttpRequest, plan: Plan, moment: AsOf) -> Meeting | None:
    """The one asked for, else the next one, else the last one that was held."""
    asked = request.GET.get("moede", "")
    if asked:
        return the_meeting(plan, int(asked) if asked.isdecimal() else 0)
    found = meetings_of_directorate(plan.municipality)
    return found.filter(held_on__gte=moment.day).first() or found.last()


def listed(request: HttpRequest, plan: Plan, meeting: Meeting, moment: AsOf) -> Listed:
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    writes = moment.is_today and visitor.may[rules.WRITE_NOTES]
    if meeting.held_on < moment.day:
        moment = AsOf(meeting.held_on, is_today=False, known_on=moment.known_on)
    content, previous = content_on(request, plan, moment), meeting_before(meeting)
    since = gather(plan, previous.held_on, moment.known_at) if previous and previous.held_on < moment.day else None
    made = agenda(
        plan,
        meeting,
        content,
        previous=previous,
        since=visitor.sees_before(since, content) if since else None,
        known_at=moment.known_at,
    )
    return Listed(plan, meeting, moment, made, writes)


@needs(rules.DIRECT)
@require_safe
def meeting_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The list of the next meeting, or of the one that is chosen."""
    plan = the_plan(request, plan_id)
    moment = as_of(request, plan)
    meeting = meeting_shown(request, plan, moment)
    if meeting is None:
        return render(request, "desk/directorate/no_meeting.html", _frame(plan, moment) | _where_to_add(plan))
    return show_meeting(request, plan, meeting, moment)


def show_meeting(
    request: HttpRequest, plan: Plan, meeting: Meeting, moment: AsOf, sent: Sent | None = None
) -> HttpResponse:
    """The page; with what was sent and refused at the form where it stood."""
    here = listed(request, plan, meeting, moment)
    told, href = AgendaWords(here.agenda, words_of(plan.municipality)), to_items(plan, here.moment)
    shown = {
        "meeting": meeting,
        "told": told,
        "labels": {name: told.words.label(name) for name in LABELLED},
        "meetings": list(meetings_of_directorate(plan.municipality)),
        "sections": [_section(one, here, request, sent) for one in told.sections],
        "still": [(one, href(one.number), _done_form(one, here, sent)) for one in told.still],
        "done": [(one, href(one.number)) for one in told.done],
        "ended": [(item, href(item.number), stage) for item, stage in told.ended],
        "is_held": here.is_held,
        "is_past": meeting.held_on < moment.day,
        "writes": here.writes,
        "downloads": downloads(here),
        "sent": sent,
        "posts": plan.municipality.positions.values_list("title", flat=True) if here.writes else (),
    }
    return render(request, "desk/directorate/meeting.html", _frame(plan, moment) | shown, status=422 if sent else 200)


@dataclass(frozen=True)
class ShownMatter:
    """`write_href` leads to where the forms are, when they are not here."""

    told: ToldMatter
    href: str
    forms: tuple[Sent, ...]
    write_href: str


def _section(
    section: ToldSection, here: Listed, request: HttpRequest, sent: Sent | None
) -> tuple[ToldSection, list[ShownMatter]]:
    return section, [_matter(one, here, request, sent) for one in section.matters]


def _matter(one: ToldMatter, here: Listed, request: HttpRequest, sent: Sent | None) -> ShownMatter:
    number = one.item.number
    are_few = len(here.agenda.matters) <= MANY
    stands_here = here.writes and (are_few or number in (request.GET.get("punkt"), sent and sent.key))
    return ShownMatter(
        one,
        to_items(here.plan, here.moment)(number),
        tuple(forms_of(one, here.plan, here.meeting, sent, is_held=here.is_held)) if stands_here else (),
        _write_href(here, number) if here.writes and not stands_here else "",
    )


def _write_href(here: Listed, number: str) -> str:
    return f"{address(here.plan, here.meeting)}&punkt={number}#punkt-{number}"


def _done_form(one: Followed, here: Listed, sent: Sent | None) -> Sent | None:
    return form_of_done(one, here.plan, here.meeting, sent) if here.writes and not one.is_done else None


def address(plan: Plan, meeting: Meeting) -> str:
    return f"{reverse('directorate_meeting', args=[plan.pk])}?moede={meeting.pk}"


def _frame(plan: Plan, moment: AsOf) -> dict[str, object]:
    crumbs = [*steps_to(plan, _("The directorate"), "directorate"), Crumb(_("Meeting"))]
    return {"plan": plan, "here": "directorate", "crumbs": crumbs, "as_of": moment}


def _where_to_add(plan: Plan) -> dict[str, object]:
    """The directorate's own page, where its meetings are put in; none where the town has no such body."""
    bodies = plan.municipality.bodies.filter(kind=Body.Kind.DIRECTORATE)
    return {"body": bodies.in_force(clock.today()).first()}


def downloads(here: Listed) -> list[Download]:
    day = f"?pr={here.moment.asked}" if here.moment.asked else ""
    return [
        Download(name, reverse("get_agenda", args=[here.plan.pk, here.meeting.pk, ending]) + day)
        for ending, name in ENDINGS.items()
    ]


@needs(rules.DIRECT)
@require_safe
def get_agenda(request: HttpRequest, plan_id: int, meeting_id: int, ending: str) -> HttpResponseBase:
    """The monthly list as a document."""
    plan = the_plan(request, plan_id)
    meeting = the_meeting(plan, meeting_id)
    here = listed(request, plan, meeting, as_of(request, plan))

    def write(file: Path) -> object:
        town, template = plan.municipality.configuration, template_of(plan, file, DIRECTORATE)
        return write_agenda(here.agenda, file, town=town, language=language(), template=template)

    day, held_on = here.moment.day.isoformat(), meeting.held_on.isoformat()
    file = made_file(write, [plan.name, _("the directorate's monthly list"), held_on], ending, ENDINGS)
    record_export("export_agenda", plan, request, form=ending, as_of=day, held_on=held_on)
    return file
