# SPDX-License-Identifier: MPL-2.0
"""A round's catalogue: its proposals, narrowed as one likes, with sums a year beside the target."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.catalogue.content import Catalogue, ProposalContent
from udmoent.catalogue.facts import Openness, ProposalStage
from udmoent.catalogue.told_targets import targets_in_other_prices
from udmoent.catalogue.words import OPENNESS, STAGES
from udmoent.desk.access import needs
from udmoent.desk.catalogue.files import catalogue_downloads
from udmoent.desk.catalogue.seen import At, at_round
from udmoent.desk.catalogue.told import row, sum_rows
from udmoent.desk.downloads import Download
from udmoent.organisation import rules

EVERY = ("", gettext_lazy("All"))


class NarrowForm(forms.Form):
    """Which of the proposals are shown."""

    udvalg = forms.ChoiceField(label=gettext_lazy("Committee"), required=False)
    stadie = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        required=False,
        choices=[EVERY, *((one.value, STAGES[one]) for one in ProposalStage)],
    )
    aabenhed = forms.ChoiceField(
        label=gettext_lazy("Openness"),
        required=False,
        choices=[EVERY, *((one.value, OPENNESS[one]) for one in Openness)],
    )

    def __init__(self, told: object, *, catalogue: Catalogue) -> None:
        super().__init__(told, auto_id="narrow-%s")  # type: ignore[arg-type]
        offered = [(body, body) for body in catalogue.bodies if body]
        self.fields["udvalg"].choices = [EVERY, *offered]  # type: ignore[attr-defined]

    def lets_through(self, one: ProposalContent) -> bool:
        told = self.cleaned_data
        pairs = ((told["udvalg"], one.facts.body), (told["stadie"], one.stage), (told["aabenhed"], one.openness))
        return all(wanted in ("", is_so) for wanted, is_so in pairs)


@needs(rules.READ)
@require_safe
def catalogue(request: HttpRequest, year: int) -> HttpResponse:
    """What the visitor may see of the round's proposals."""
    at = at_round(request, year)
    form = NarrowForm(request.GET, catalogue=at.seen)
    shown = narrowed(form, at.seen)
    told = at.told(
        crumbs=at.crumbs(),
        form=form,
        rows=[row(one, at.round.years) for one in shown.proposals],
        sums=sum_rows(shown, {"all": _("All shown"), "chosen": _("Chosen of these")}),
        other_prices=list(targets_in_other_prices(shown)),
        is_narrowed=len(shown.proposals) != len(at.seen.proposals),
        downloads=catalogue_downloads(at.round, request.GET.get("udvalg", "")),
        confidential=_with_confidential(at, request.GET.get("udvalg", "")),
        is_in_hearing=at.round.is_in_hearing(clock.today()),
    )
    return render(request, "desk/catalogue/catalogue.html", told)


def _with_confidential(at: At, body: str) -> list[Download]:
    """Files that hold what is confidential too, for whoever may read it, where there is any."""
    is_there = any(one.openness == Openness.CONFIDENTIAL for one in at.seen.proposals)
    may = is_there and at.visitor.may[rules.READ_CONFIDENTIAL]
    return catalogue_downloads(at.round, body, confidential=True) if may else []


def narrowed(form: NarrowForm, seen: Catalogue) -> Catalogue:
    """The proposals that the form asks for, and the targets of their committee."""
    if not form.is_valid():
        return seen
    shown, body = seen.only(form.lets_through), form.cleaned_data["udvalg"]
    return shown.of_body(body) if body else shown
