# SPDX-License-Identifier: MPL-2.0
"""A block of cells from Excel: laid over the list where it was pasted, or with a header row of its own."""

import re
from collections.abc import Iterator

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.rows.preview import ManyForm, Preview, propose, settle
from udmoent.desk.rows.sole_writer import sole_writer
from udmoent.desk.sent import tell
from udmoent.desk.where import steps_to, words_of
from udmoent.documents.words import Words
from udmoent.editions.gather import gather
from udmoent.intake.amount_headings import AmountHeading
from udmoent.intake.block import Block, Reader
from udmoent.intake.columns import Column
from udmoent.intake.vocabulary import Vocabulary
from udmoent.lib.money import TKR
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.models import Plan

AMOUNT = re.compile(r"amount-(20\d\d)")


class PasteForm(ManyForm):
    """The cells as Excel puts them on the clipboard. `punkter` and `felter` tell over which rows and columns of the
    list they were pasted, a line each; without them, the first row of the block names its columns.
    """

    blok = forms.CharField(
        label=gettext_lazy("Cells from Excel"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Copy the cells in Excel with their row of headings, and paste them here. One column must be the items' numbers."
        ),
    )
    punkter = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    felter = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    field_order = ("blok", "applies_on", "why")

    def block(self, reader: Reader, words: Words) -> Block:
        told = self.cleaned_data
        if not told["felter"]:
            return reader.headed(told["blok"])
        columns = [_column(field, at, words) for at, field in enumerate(told["felter"].split())]
        return reader.placed(told["blok"], told["punkter"].splitlines(), columns)


def _column(field: str, at: int, words: Words) -> Column:
    """A column of the list; its amounts are in 1,000 kr."""
    if found := AMOUNT.fullmatch(field):
        return Column(heading=found[1], places=(at,), amount=AmountHeading(year=int(found[1]), unit=TKR))
    return Column(heading=words.label(field), places=(at,), fields=(field,))


@needs(rules.WRITE_ROWS)
@sole_writer
def paste(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Paste cells; what they would change is shown, then it is done."""
    form = PasteForm(request.POST or None, auto_id="paste-%s", initial={"applies_on": clock.today()})
    if form.is_valid() and not form.is_taken_up_again:
        try:
            preview = _preview(request, plan, form)
        except Refused as refused:
            tell(form, refused, at="blok")
        else:
            return settle(request, plan, form, preview, _("Paste from Excel"))
    crumbs = steps_to(plan, _("Paste from Excel"))
    told = {"plan": plan, "here": "plan", "crumbs": crumbs, "form": form}
    return render(request, "desk/rows/paste.html", told, status=422 if form.errors else 200)


def _preview(request: HttpRequest, plan: Plan, form: PasteForm) -> Preview:
    content = request.visitor.sees(gather(plan, form.cleaned_data["applies_on"]))  # type: ignore[attr-defined]
    vocabulary = Vocabulary(plan.municipality.configuration, list(plan.municipality.bodies.all()))
    reader = Reader.of(content, vocabulary, plan.agreement.price_level)
    block = form.block(reader, words_of(plan.municipality))
    told = ((row.amendment, row.faults) for row in block.rows if row.amendment)
    return propose(request, plan, told, unknown=list(_unknown(block)), passed_over=block.passed_over)


def _unknown(block: Block) -> Iterator[str]:
    for row in block.rows:
        if row.amendment is None:
            yield row.number or _("row {row} without a number").format(row=row.row)
