# SPDX-License-Identifier: MPL-2.0
"""One's own items as a file, in which status is told where there is no net; and the file coming back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, Visitor, needs
from udmoent.desk.downloads import made_file, record_export
from udmoent.desk.imports.checking import CHOICE, TAKES_FILE
from udmoent.desk.imports.told import told_conflict, told_difference
from udmoent.desk.mine.whose import Whose, post_of, told_of
from udmoent.desk.uploads import UploadForm, keep_file, kept_file
from udmoent.desk.where import Crumb, language, steps_to, the_plan, words_of
from udmoent.documents.answer_sheet import answers_docx_of, answers_xlsx_of
from udmoent.documents.files import place
from udmoent.documents.stamp import Stamp
from udmoent.documents.words import Words, speaking
from udmoent.editions.content import ItemContent
from udmoent.editions.gather import gather
from udmoent.followup.actions import newest_of, realised_key
from udmoent.followup.answering import answer_all, holds_from, questions
from udmoent.followup.facts import Answer
from udmoent.followup.rules import why_not_tell_as_contributor
from udmoent.intake.actions import Delivery, against_of
from udmoent.intake.answers import Asked, FileAnswers, RowAnswer, file_answers
from udmoent.intake.draft import Draft
from udmoent.intake.read_draft import read_draft
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules
from udmoent.plan.facts import Kind
from udmoent.plan.models import Plan

ENDINGS: Final = {"xlsx": "Excel", "docx": "Word"}
WRITERS: Final[dict[str, Callable[..., bytes]]] = {"xlsx": answers_xlsx_of, "docx": answers_docx_of}
SALT: Final = "udmoent.desk.mine"
HOLDS_FOR: Final = 24 * 3600


@needs(rules.REPORT)
@require_safe
def get_mine(request: HttpRequest, plan_id: int, ending: str) -> HttpResponseBase:
    """The own open items, those that are asked about first."""
    plan = the_plan(request, plan_id)
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    whole, asked = visitor.sees(gather(plan, clock.today())), questions(plan)
    post = post_of(request)
    dues = Whose(visitor, post).dues(whole.items, asked)
    items = [due.item for due in (*dues.missing, *dues.unasked)]
    if ending not in ENDINGS or not items:
        raise Http404(_("There is nothing to tell the status of."))
    newest = [(newest_of(plan.items.get(pk=due.item.id)), due.rounds) for due in dues.missing[:1]]
    years = [holds_from(said, rounds, clock.today()).year for said, rounds in newest]

    def write(file: Path) -> object:
        with speaking(plan.municipality.configuration, language()) as words:
            told = {"year": min(years, default=clock.today().year), "price_level": plan.agreement.price_level}
            stamp = Stamp.of(whole, is_narrowed=True)
            return file.write_bytes(WRITERS[ending](replace(whole, items=tuple(items)), words, stamp, **told))

    file = made_file(write, [plan.name, "status", post, clock.today().isoformat()], ending, ENDINGS)
    record_export("export_plan", plan, request, form=ending, as_of=clock.today().isoformat(), query=_("My items"))
    return file


class AnswersForm(UploadForm):
    """A file in which status was told; the rest is as the file says."""

    def __init__(self, told: object = None, files: object = None, **options: object) -> None:
        super().__init__(told, files, **options)
        for name in ("unit", "applies_on", "why"):
            del self.fields[name]


@dataclass(frozen=True)
class Sent:
    """A file that came in, as it is kept."""

    sha256: str
    name: str

    def slip(self, plan: Plan, visitor: Visitor) -> str:
        """By which the same person has the very same bytes reported."""
        return signing.dumps([plan.pk, visitor.person.pk, self.sha256, self.name], salt=SALT)

    @classmethod
    def by_slip(cls, slip: str, plan: Plan, visitor: Visitor) -> "Sent":
        gone = _("The upload is no longer known. Upload the file again.")
        try:
            plan_id, person_id, sha256, name = signing.loads(slip, salt=SALT, max_age=HOLDS_FOR)
        except signing.BadSignature as wrong:
            raise Http404(gone) from wrong
        kept = place(settings.UDMOENT_FILES, sha256)
        if (plan_id, person_id) != (plan.pk, visitor.person.pk) or not kept.is_file():
            raise Http404(gone)
        return cls(sha256, name)

    def draft(self, plan: Plan) -> Draft:
        with kept_file(self.sha256, self.name) as file:
            numbers = plan.items.values_list("number", "kind")
            return read_draft(
                file,
                town=plan.municipality.configuration,
                year=plan.agreement.budget_year,
                bodies=list(plan.municipality.bodies.all()),
                plan_items={number: Kind(kind) for number, kind in numbers},
            )


@needs(rules.REPORT)
@GET_OR_POST
def answers_by_file(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Send the file; what it answers is shown, and told on the person's word."""
    plan = the_plan(request, plan_id)
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    if "slip" in request.POST:
        return _go_on(request, plan, Sent.by_slip(request.POST["slip"], plan, visitor))
    form = AnswersForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = Sent(*keep_file(form.cleaned_data["file"]))
        try:
            return _shown(request, plan, sent, _held_against(plan, visitor, sent, {}), {})
        except Refused as refused:
            for refusal in refused.refusals:
                form.add_error("file", str(refusal))
    told = {"plan": plan, "here": "mine", "crumbs": _crumbs(plan), "form": form}
    return render(request, "desk/mine/file.html", told, status=422 if form.is_bound else 200)


def _held_against(plan: Plan, visitor: Visitor, sent: Sent, takes_file: Mapping[str, bool]) -> FileAnswers:
    draft, asks = sent.draft(plan), questions(plan)
    items = {item.pk: item for item in plan.items.select_related("plan__agreement")}
    delivery = Delivery(
        draft=draft,
        content=b"",
        by=visitor.person,
        now=clock.now(),
        applies_on=clock.today(),
        takes_file=takes_file,
    )

    def why_not_so(item: ItemContent, answer: Answer) -> Refusal | None:
        return why_not_tell_as_contributor(item, answer) if visitor.why_not_close(item) else None

    def key_of(item: ItemContent) -> Any:
        rounds = [one.round for one in asks.get(item.id, ())]
        return realised_key(items[item.id], holds_from(newest_of(items[item.id]), rounds, clock.today()).year)

    asked = Asked(why_not=visitor.why_not_report, why_not_so=why_not_so, key_of=key_of)
    return file_answers(draft, against_of(plan, delivery), asked)


def _go_on(request: HttpRequest, plan: Plan, sent: Sent) -> HttpResponse:
    """Tell what the file answers: all of it, or but for the rows in which something stands in the way."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    rest = request.POST.get("resten", "")
    told = {name.removeprefix(CHOICE): str(value) for name, value in request.POST.items() if name.startswith(CHOICE)}
    chosen = {question: TAKES_FILE[value] for question, value in told.items() if value in TAKES_FILE}
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=plan.pk)
        found = _held_against(plan, visitor, sent, chosen)
        if rest in TAKES_FILE and found.conflicts:
            chosen |= {one.question: TAKES_FILE[rest] for one in found.conflicts}
            found = _held_against(plan, visitor, sent, chosen)
        is_stopped = bool(found.faults or found.conflicts) and "skip_faulty" not in request.POST
        if is_stopped or not found.rows:
            return _shown(request, plan, sent, found, chosen, status=422)
        answer_all(_told(plan, visitor, found.rows), by=visitor.person, now=clock.now())
    count = len(found.rows)
    said = ngettext("{n} item is answered from the file.", "{n} items are answered from the file.", count)
    messages.success(request, said.format(n=count))
    return redirect("mine", plan.pk)


def _told(plan: Plan, visitor: Visitor, rows: tuple[RowAnswer, ...]) -> list[Any]:
    asks, items = questions(plan), {item.pk: item for item in plan.items.select_related("plan__agreement")}
    keeps = visitor.may[rules.KEEP_ROUNDS]
    return [
        told_of(Whose(visitor, row.item.responsible if keeps else ""), items[row.item.id], row.item, asks, row.answer)
        for row in rows
    ]


def _shown(
    request: HttpRequest, plan: Plan, sent: Sent, found: FileAnswers, chosen: Mapping[str, bool], *, status: int = 200
) -> HttpResponse:
    words = words_of(plan.municipality)
    told = {
        "plan": plan,
        "here": "mine",
        "crumbs": _crumbs(plan),
        "sent": sent,
        "slip": sent.slip(plan, request.visitor),  # type: ignore[attr-defined]
        "found": found,
        "rows": [_row(row, words) for row in found.rows],
        "faults": found.faults,
        "conflicts": [vars(told_conflict(one, words)) for one in found.conflicts],
        "chosen": chosen,
        "is_asked_again": status != 200,
    }
    return render(request, "desk/mine/file_check.html", told, status=status)


def _row(row: RowAnswer, words: Words) -> dict[str, object]:
    return {
        "item": row.item,
        "answer": row.answer,
        "confirms": bool(row.answer and row.answer.confirmed),
        "changes": [told_difference(one, words) for one in row.differences],
    }


def _crumbs(plan: Plan) -> list[Crumb]:
    return [*steps_to(plan, _("My items"), "mine"), Crumb(_("By Excel or Word"))]
