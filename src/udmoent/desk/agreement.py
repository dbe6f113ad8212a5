# SPDX-License-Identifier: MPL-2.0
"""The budget agreement: its parties, its locked paragraphs, and what each of them became."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.agreement_forms import AboutForm, LockForm, ParagraphForm, ReadForm
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, as_of, content_on, steps_to, the_plan
from udmoent.documents.agreement import as_text
from udmoent.documents.files import place
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.actions import Act
from udmoent.plan.agreement import describe, lay_down, link, need_no_item, take_back, uncovered, unlink
from udmoent.plan.models import AgreementParagraph, Item, Plan

MISSING = "mangler"
"""`?vis=mangler` shows the paragraphs that the completeness check finds."""


@dataclass(frozen=True)
class Became:
    """A paragraph with the items that the visitor may see of those it became."""

    paragraph: AgreementParagraph
    items: list[tuple[str, str]]

    @property
    def is_uncovered(self) -> bool:
        return not self.paragraph.needs_no_item_because and not self.paragraph.items.all()


def _steps(plan: Plan, *names: str) -> list[Crumb]:
    steps = steps_to(plan, _("The agreement"), "agreement" if names else "")
    return [*steps, *(Crumb(name) for name in names)]


@needs(rules.READ)
@require_safe
def agreement(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The agreement as it was signed, and for each paragraph what it became."""
    plan = the_plan(request, plan_id)
    titles = {item.number: item.title for item in content_on(request, plan, as_of(request, plan)).items}
    became = [Became(one, _items(one, titles)) for one in _paragraphs(plan)]
    is_missing_only = request.GET.get("vis") == MISSING
    told = {
        "here": "agreement",
        "crumbs": _steps(plan),
        "agreement": plan.agreement,
        "became": [one for one in became if one.is_uncovered] if is_missing_only else became,
        "uncovered": [one.paragraph for one in became if one.is_uncovered],
        "with_items": sum(bool(one.paragraph.items.all()) for one in became),
        "needing_none": sum(bool(one.paragraph.needs_no_item_because) for one in became),
        "paragraphs": len(became),
        "is_missing_only": is_missing_only,
        "is_built_on": any(not one.is_uncovered for one in became),
    }
    return render(request, "desk/agreement.html", told)


def _paragraphs(plan: Plan) -> QuerySet[AgreementParagraph]:
    return plan.agreement.paragraphs.prefetch_related("items")


def _items(paragraph: AgreementParagraph, titles: dict[str, str]) -> list[tuple[str, str]]:
    return [(item.number, titles[item.number]) for item in paragraph.items.all() if item.number in titles]


@needs(rules.READ)
@require_safe
def get_agreement(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """The agreement's file as it came in."""
    kept = the_plan(request, plan_id).agreement
    file = place(settings.UDMOENT_FILES, kept.file_sha256) if kept.file_sha256 else None
    if file is None or not file.is_file():
        raise Http404(_("The file is not kept here."))
    return FileResponse(
        file.open("rb"), as_attachment=True, filename=kept.file_name, content_type="application/octet-stream"
    )


@needs(rules.KEEP_AGREEMENT)
@GET_OR_POST
def lay_down_agreement(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Paste the text or send the file; then see how it is parted into paragraphs, correct that, and lock them."""
    plan = the_plan(request, plan_id)
    if "paragraphs" in request.POST:
        return _lock(request, plan)
    form = ReadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        text, kept = as_text(form.cleaned_data["found"]), form.kept()
        return _lock_page(request, plan, LockForm(initial={"paragraphs": text, "fil": kept.slip()}))
    told = {"here": "agreement", "crumbs": _steps(plan, _("Bring in")), "form": form}
    return render(request, "desk/agreement_read.html", told, status=422 if form.is_bound else 200)


def _lock_page(request: HttpRequest, plan: Plan, form: LockForm, status: int = 200) -> HttpResponse:
    told = {"here": "agreement", "crumbs": _steps(plan, _("Bring in")), "form": form, "found": form.found}
    return render(request, "desk/agreement_lock.html", told, status=status)


def _lock(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = LockForm(request.POST)
    if not form.is_valid():
        return _lock_page(request, plan, form, 422)
    if "look" in request.POST:
        return _lock_page(request, plan, form)
    kept, by = form.cleaned_data["fil"], request.visitor.person  # type: ignore[attr-defined]
    made: list[AgreementParagraph] = []

    def act() -> None:
        file = {"file_name": kept.name, "file_sha256": kept.sha256}
        made.extend(lay_down(plan.agreement, form.found, **file, by=by, now=clock.now()))

    if not is_done(form, act, at="paragraphs"):
        return _lock_page(request, plan, form, 422)
    told = ngettext("{n} paragraph is locked.", "{n} paragraphs are locked.", len(made)).format(n=len(made))
    messages.success(request, told)
    return redirect("agreement", plan.pk)


@needs(rules.KEEP_AGREEMENT)
@require_POST
def take_back_agreement(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Remove the paragraphs again, while nothing is built on them."""
    plan = the_plan(request, plan_id)
    person = request.visitor.person  # type: ignore[attr-defined]
    try:
        take_back(plan.agreement, by=person, now=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The paragraphs have been taken back."))
    return redirect("agreement", plan.pk)


@needs(rules.KEEP_AGREEMENT)
@GET_OR_POST
def about_agreement(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The agreement's name, the day it was signed, and its parties with letters and signers."""
    plan = the_plan(request, plan_id)
    form = AboutForm(request.POST or None, agreement=plan.agreement)
    person = request.visitor.person  # type: ignore[attr-defined]
    if is_done(form, lambda: describe(plan.agreement, **form.told, by=person, now=clock.now())):
        messages.success(request, _("The change is saved."))
        return redirect("agreement", plan.pk)
    told = {"here": "agreement", "crumbs": _steps(plan, _("About the agreement")), "form": form}
    return render(request, "desk/agreement_about.html", told, status=422 if form.is_bound else 200)


@needs(rules.KEEP_AGREEMENT)
@GET_OR_POST
def paragraph(request: HttpRequest, plan_id: int, number: int) -> HttpResponse:
    """Tell what one paragraph became: items, or a reason why it needs none. Then on to the next that lacks both."""
    plan = the_plan(request, plan_id)
    one = _paragraphs(plan).filter(number=number).first()
    if one is None:
        raise Http404(_("There is no such paragraph."))
    items = content_on(request, plan, as_of(request, plan)).items
    form = ParagraphForm(request.POST or None, paragraph=one, plan=plan, items=items)
    if is_done(form, lambda: _say(request, one, form)):
        messages.success(request, _("What paragraph {number} became is saved.").format(number=one.number))
        return redirect(_next(plan, after=one.number))
    titles = {item.number: item.title for item in items}
    told = {
        "here": "agreement",
        "crumbs": [*_steps(plan, _("Paragraph {number}").format(number=number))],
        "paragraph": one,
        "linked": _items(one, titles),
        "form": form,
        "left": len(uncovered(plan)),
        "numbers": [(item.number, item.title) for item in items],
    }
    return render(request, "desk/agreement_paragraph.html", told, status=422 if form.is_bound else 200)


def _say(request: HttpRequest, one: AgreementParagraph, form: ParagraphForm) -> None:
    act = _act(request, _("Linked to paragraph {number} of the agreement").format(number=one.number))
    if form.chosen:
        link(one, form.chosen, act=act)
    need_no_item(one, because=form.cleaned_data["because"], by=act.by, now=act.now)


def _act(request: HttpRequest, why: str) -> Act:
    person = request.visitor.person  # type: ignore[attr-defined]
    return Act(by=person, now=clock.now(), applies_on=clock.today(), why=why)


def _next(plan: Plan, *, after: int) -> str:
    """The next paragraph that lacks both, beginning again at the top; the agreement where there is none."""
    left: Iterable[int] = [one.number for one in uncovered(plan)]
    number = next((one for one in left if one > after), next(iter(left), None))
    if number is None:
        return reverse("agreement", args=[plan.pk])
    return reverse("paragraph", args=[plan.pk, number])


@needs(rules.KEEP_AGREEMENT)
@require_POST
def unlink_item(request: HttpRequest, plan_id: int, number: str) -> HttpResponse:
    """The item is not of its paragraph after all."""
    plan = the_plan(request, plan_id)
    item = Item.objects.select_related("plan", "paragraph").filter(plan=plan, number=number).first()
    if item is None or item.paragraph is None:
        raise Http404(_("There is no such item in the plan."))
    paragraph = item.paragraph
    unlink(item, act=_act(request, _("Unlinked from paragraph {number}").format(number=paragraph.number)))
    messages.success(request, _("Item {number} is no longer linked to the paragraph.").format(number=item.number))
    return redirect("paragraph", plan.pk, paragraph.number)
