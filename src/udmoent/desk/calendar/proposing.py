# SPDX-License-Identifier: MPL-2.0
"""Meetings from a file or a rule: what they would do to the calendar is shown, and done when a person has chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, Visitor, needs
from udmoent.desk.calendar.forms import RHYTHMS, CalendarFileForm, RecurrenceForm, rule_of
from udmoent.desk.sent import tell
from udmoent.desk.uploads import kept_file
from udmoent.desk.where import Crumb, language, steps_to, the_plan
from udmoent.intake.calendar.actions import Came, bring_meetings, known_meetings
from udmoent.intake.calendar.draft import NotUnderstood, Reading, Wanted
from udmoent.intake.calendar.read import bodies_of, of_bodies_that_are, read_calendar
from udmoent.intake.calendar.reconcile import Deed, Held, Line, hold
from udmoent.lib.dates import WEEKDAYS, short_date
from udmoent.lib.refusal import Refused
from udmoent.lib.working_days import is_working_day
from udmoent.meetings.recurring import RuleDay, Skipped, days_of
from udmoent.organisation import rules
from udmoent.plan.models import Plan

SALT: Final = "udmoent.calendar"
GUESS: Final = "valg-"
BEFORE: Final = 1
AHEAD: Final = 2
"""Years before and after this one in which the days of a recurring event are read."""


@dataclass(frozen=True)
class Proposal:
    """What came in, as it is held against the calendar. `others` are meetings that the visitor does not keep; `token` carries what was asked for, signed."""

    title: str
    sha256: str
    token: str
    wanted: list[Wanted]
    others: list[Wanted]
    missed: list[NotUnderstood]
    skipped: list[RuleDay]
    guesses: bool
    held: Held

    @property
    def came(self) -> Came:
        return Came(self.title, self.sha256)


@needs(rules.KEEP_MEETINGS)
@GET_OR_POST
def import_calendar(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Send a calendar file; what it would do is shown before anything is done."""
    plan = the_plan(request, plan_id)
    form = CalendarFileForm(request.POST or None, request.FILES or None, bodies=_bodies(request, plan))
    if form.is_valid():
        try:
            return _shown(request, plan, _proposal(request, plan, {"file": form.kept()}))
        except Refused as refused:
            tell(form, refused, at="file")
    return _form_page(request, plan, "import", _("Import a calendar"), form)


@needs(rules.KEEP_MEETINGS)
@GET_OR_POST
def repeat_meetings(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Tell on which days of a period a body meets; they are shown before they are put into the calendar."""
    plan, year = the_plan(request, plan_id), clock.today().year
    initial = {"body": request.GET.get("udvalg", ""), "skips_july": True, "skips_holidays": True}
    initial |= {"first": date(year + 1, 1, 1), "last": date(year + 1, 12, 31)}
    form = RecurrenceForm(request.POST or None, bodies=_bodies(request, plan), language=language(), initial=initial)
    if form.is_valid():
        return _shown(request, plan, _proposal(request, plan, {"rule": form.kept()}))
    return _form_page(request, plan, "repeat", _("Recurring meetings"), form)


@needs(rules.KEEP_MEETINGS)
@require_POST
def bring_in(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Do with the calendar what was chosen of a proposal."""
    plan = the_plan(request, plan_id)
    try:
        asked = signing.loads(request.POST.get("forslag", ""), salt=SALT)
    except signing.BadSignature as fault:
        raise Http404(_("The proposal is no longer known. Make it once more.")) from fault
    made, visitor = _proposal(request, plan, asked), _visitor(request)
    try:
        change = bring_meetings(
            plan.municipality,
            made.wanted,
            _chosen(request),
            came=made.came,
            guesses=made.guesses,
            by=visitor.person,
            now=clock.now(),
        )
    except Refused as refused:
        return _shown(request, plan, made, refusals=refused.refusals)
    n = len(change.changes)
    done = ngettext("{n} meeting in the calendar is changed.", "{n} meetings in the calendar are changed.", n)
    messages.success(request, done.format(n=n))
    return redirect("calendar_change", plan.pk, change.pk)


def _chosen(request: HttpRequest) -> dict[str, Deed]:
    """The key of each line that was ticked, with what is to be done; of a guess what was answered."""
    ticked = {key: key.rpartition(":")[2] for key in request.POST.getlist("linje")}
    answers = {name.removeprefix(GUESS): value for name, value in request.POST.items() if name.startswith(GUESS)}
    known = {deed.value for deed in Deed}
    return {key: Deed(deed) for key, deed in (ticked | answers).items() if deed in known}


def _visitor(request: HttpRequest) -> Visitor:
    return request.visitor  # type: ignore[attr-defined]


def _bodies(request: HttpRequest, plan: Plan) -> list[tuple[str, str]]:
    """Those of today whose meetings the visitor keeps."""
    visitor = _visitor(request)
    found = {one.abbreviation: one.name for one in plan.municipality.bodies.in_force(clock.today())}
    return [(code, f"{code} – {name}") for code, name in found.items() if visitor.why_not_keep_meetings(code) is None]


def _proposal(request: HttpRequest, plan: Plan, asked: Mapping[str, Any]) -> Proposal:
    town, visitor = plan.municipality, _visitor(request)
    is_file = "file" in asked
    title, wanted, missed, skipped = _from_file(plan, asked["file"]) if is_file else _from_rule(asked["rule"])
    kept, others, strange = of_bodies_that_are(
        wanted, bodies_of(town), may_keep=lambda body: visitor.why_not_keep_meetings(body) is None
    )
    return Proposal(
        title=title,
        sha256=asked["file"]["sha256"] if is_file else "",
        token=signing.dumps(dict(asked), salt=SALT),
        wanted=kept,
        others=others,
        missed=[*missed, *strange],
        skipped=skipped,
        guesses=is_file,
        held=hold(kept, known_meetings(town), guesses=is_file),
    )


Found = tuple[str, list[Wanted], list[NotUnderstood], list[RuleDay]]


def _from_file(plan: Plan, asked: Mapping[str, Any]) -> Found:
    year = clock.today().year
    since, until = date(year - BEFORE, 1, 1), date(year + AHEAD, 12, 31)
    how = Reading(body=asked["body"], year=asked["year"], since=since, until=until)
    with kept_file(asked["sha256"], asked["name"]) as file:
        draft = read_calendar(file, plan.municipality, how)
    return asked["name"], draft.wanted, draft.missed, []


def _from_rule(asked: dict[str, Any]) -> Found:
    rule = rule_of(asked)
    found = days_of(rule)
    starts_at = time.fromisoformat(asked["starts_at"]) if asked["starts_at"] else None
    told = {name: asked[name] for name in ("body", "title", "place")} | {"starts_at": starts_at}
    wanted = [Wanted(held_on=one.on, **told) for one in found if one.skipped is None]
    weekday = WEEKDAYS[language()][rule.weekday]
    title = _("{body}: {rhythm}, {weekday}, {first} to {last}").format(
        body=asked["body"],
        rhythm=str(RHYTHMS[asked["rhythm"]]).lower(),
        weekday=weekday,
        first=short_date(rule.first),
        last=short_date(rule.last),
    )
    return title, wanted, [], [one for one in found if one.skipped]


def _crumbs(plan: Plan, name: str) -> list[Crumb]:
    committees = steps_to(plan, _("Committees"), "bodies")
    return [*committees, Crumb(_("Meeting calendar"), reverse("calendar", args=[plan.pk])), Crumb(name)]


def _form_page(request: HttpRequest, plan: Plan, template: str, name: str, form: forms.Form) -> HttpResponse:
    told = {"plan": plan, "here": "bodies", "crumbs": _crumbs(plan, name), "form": form}
    return render(request, f"desk/calendar/{template}.html", told, status=422 if form.is_bound else 200)


@dataclass(frozen=True)
class ToldLine:
    """A line of the proposal in words; `doubt` is what to look at once more."""

    line: Line
    doubt: str


def _shown(request: HttpRequest, plan: Plan, made: Proposal, refusals: tuple = ()) -> HttpResponse:
    held = made.held
    told = {
        "plan": plan,
        "here": "bodies",
        "crumbs": _crumbs(plan, _("Check")),
        "made": made,
        "groups": [(deed, name, list(map(_told, held.of(deed)))) for deed, name in _names().items() if held.of(deed)],
        "counts": [told for deed in Deed if (told := _counted(deed, len(held.of(deed))))[0]],
        "others": made.others,
        "the_file": _("the file"),
        "skipped": [(one.on, _why_skipped(one)) for one in made.skipped],
        "number_missed": len(made.missed) + len(held.twice),
        "refusals": refusals,
        "is_first_look": request.resolver_match is not None and request.resolver_match.url_name != "bring_meetings",
        "chosen": set(request.POST.getlist("linje")),
    }
    return render(request, "desk/calendar/proposal.html", told, status=422 if refusals else 200)


def _names() -> dict[Deed, str]:
    return {
        Deed.CALL: _("New meetings"),
        Deed.MOVE: _("Moved meetings"),
        Deed.RETELL: _("Told otherwise"),
        Deed.CANCEL: _("Called off"),
    }


def _counted(deed: Deed, n: int) -> tuple[int, str]:
    words = {
        Deed.CALL: ngettext("new meeting", "new meetings", n),
        Deed.MOVE: ngettext("moved meeting", "moved meetings", n),
        Deed.RETELL: ngettext("meeting told otherwise", "meetings told otherwise", n),
        Deed.CANCEL: ngettext("meeting called off", "meetings called off", n),
    }
    return n, words[deed]


def _told(line: Line) -> ToldLine:
    day = line.wanted.held_on
    is_odd = line.deed in (Deed.CALL, Deed.MOVE) and not is_working_day(day)
    return ToldLine(line, _("{day} is no working day").format(day=short_date(day)) if is_odd else "")


def _why_skipped(one: RuleDay) -> str:
    return _("in July") if one.skipped == Skipped.JULY else _("a holiday")
