# SPDX-License-Identifier: MPL-2.0
"""The hearing of a catalogue: what is in it, and what was answered. To others an answer is what was published of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from udmoent import clock
from udmoent.catalogue import hearing as acts
from udmoent.catalogue.facts import ProposalStage
from udmoent.catalogue.models import HearingAnswer
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.catalogue.seen import At, at_round, row_of
from udmoent.desk.catalogue.told import row
from udmoent.desk.fields import DayField, LongTextField, TextField
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb
from udmoent.organisation import rules


@needs(rules.READ)
@require_safe
def hearing(request: HttpRequest, year: int) -> HttpResponse:
    """The proposals in hearing, and the answers that the visitor may read."""
    at = at_round(request, year)
    in_hearing = [one for one in at.seen.proposals if one.stage == ProposalStage.HEARING]
    told = at.told(
        crumbs=at.crumbs(Crumb(_("Hearing"))),
        rows=[row(one, at.round.years) for one in in_hearing],
        answers=_answers(at),
        is_open=at.round.is_in_hearing(clock.today()),
    )
    return render(request, "desk/catalogue/hearing.html", told)


def _answers(at: At) -> list[HearingAnswer]:
    """To proposals that the visitor sees, and to the whole catalogue."""
    seen = {one.id for one in at.seen.proposals}
    answers = at.round.answers.select_related("proposal")
    if not at.visitor.may[rules.KEEP_CATALOGUE]:
        answers = answers.exclude(published_text="")
    return [one for one in answers if one.proposal_id is None or one.proposal_id in seen]


class AnswerForm(forms.Form):
    """An answer as it came."""

    proposal = forms.ChoiceField(label=gettext_lazy("Answer to"), required=False)
    sender = TextField(
        label=gettext_lazy("From"),
        max_length=200,
        help_text=gettext_lazy("An organisation or a role, never a person's name"),
    )
    received_on = DayField(label=gettext_lazy("Received on"))
    text = LongTextField(
        label=gettext_lazy("The answer"),
        max_length=50_000,
        help_text=gettext_lazy("As it came. Only those who keep the catalogue read it."),
    )

    def __init__(self, told: object = None, *, at: At, **options: Any) -> None:
        super().__init__(told, auto_id="answer-%s", **options)  # type: ignore[arg-type]
        self.of_number = {one.number: one for one in at.seen.proposals}
        offered = [(number, f"{number} {one.facts.title}") for number, one in self.of_number.items()]
        self.fields["proposal"].choices = [("", _("The whole catalogue")), *offered]  # type: ignore[attr-defined]


@needs(rules.KEEP_CATALOGUE)
@GET_OR_POST
def record_answer(request: HttpRequest, year: int) -> HttpResponse:
    at = at_round(request, year)
    initial = {"received_on": clock.today(), "proposal": request.GET.get("forslag", "")}
    form = AnswerForm(request.POST or None, at=at, initial=initial)
    if is_done(form, lambda: _record(at, form)):
        messages.success(request, _("The answer is kept. It is not published yet."))
        return redirect("hearing", year)
    told = at.told(form=form, crumbs=at.crumbs(Crumb(_("Hearing answer"))))
    return render(request, "desk/catalogue/answer.html", told, status=422 if form.is_bound else 200)


def _record(at: At, form: AnswerForm) -> None:
    told = form.cleaned_data
    content = form.of_number.get(told["proposal"])
    acts.record_answer(
        at.round,
        sender=told["sender"],
        text=told["text"],
        received_on=told["received_on"],
        proposal=row_of(at, content) if content else None,
        by=at.by(),
    )


class PublishForm(forms.Form):
    """What others may read of an answer."""

    text = LongTextField(
        label=gettext_lazy("The text that is published"),
        max_length=50_000,
        help_text=gettext_lazy("Without names, addresses, health and other things about persons"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    is_clean = forms.BooleanField(label=gettext_lazy("I have read it: it holds no personal data"))


@needs(rules.KEEP_CATALOGUE)
@GET_OR_POST
def publish_answer(request: HttpRequest, year: int, answer_id: int) -> HttpResponse:
    at, answer = _the_answer(request, year, answer_id)
    form = PublishForm(
        request.POST or None, initial={"text": answer.published_text or answer.text}, auto_id="publish-%s"
    )
    if is_done(form, lambda: acts.publish_answer(answer, form.cleaned_data["text"], by=at.by()), at="text"):
        messages.success(request, _("The answer is published."))
        return redirect("hearing", year)
    told = at.told(form=form, answer=answer, crumbs=at.crumbs(Crumb(_("Publish an answer"))))
    return render(request, "desk/catalogue/publish.html", told, status=422 if form.is_bound else 200)


@needs(rules.KEEP_CATALOGUE)
@require_POST
def withhold_answer(request: HttpRequest, year: int, answer_id: int) -> HttpResponse:
    at, answer = _the_answer(request, year, answer_id)
    acts.withhold_answer(answer, by=at.by())
    messages.success(request, _("The answer is published no longer."))
    return redirect("hearing", year)


def _the_answer(request: HttpRequest, year: int, answer_id: int) -> tuple[At, HearingAnswer]:
    at = at_round(request, year)
    answer = at.round.answers.filter(pk=answer_id).first()
    if answer is None:
        raise Http404(_("There is no such answer."))
    return at, answer
