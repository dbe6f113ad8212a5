# SPDX-License-Identifier: MPL-2.0
"""An answer that has come in at a hearing: from whom, when, and what it says."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.fields import DayField, LongTextField, TextField
from udmoent.desk.involvement.telling import act_of, page, the_involvement, why_not_any, why_not_tell
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.sent import is_done
from udmoent.documents.forms import involvement, read_involvement
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.plan.facts import HearingAnswer
from udmoent.plan.involving import receive_answer


class AnswerForm(forms.Form):
    was = forms.CharField(widget=forms.HiddenInput, strip=False)
    sender = TextField(
        label=gettext_lazy("Who answered"),
        max_length=200,
        help_text=gettext_lazy("An organisation or a role: never a person's name"),
    )
    text = LongTextField(label=gettext_lazy("What the answer says"), required=False, max_length=8000)
    received_on = DayField(label=gettext_lazy("Came in on"), required=False)

    def __init__(self, told: Any = None, **options: Any) -> None:
        super().__init__(told, auto_id="answer-%s", **options)
        self.fields["sender"].widget.attrs["list"] = "parties"

    def answer(self) -> HearingAnswer:
        told = self.cleaned_data
        return HearingAnswer(sender=told["sender"], text=told["text"], received_on=told["received_on"] or None)


@at_item(rules.INVOLVE, why_not_any)
def hearing_answer(at: Editing, place: int = 0) -> HttpResponse:
    """One answer more. Those that are there stay as they are."""
    one = the_involvement(at, place)
    if refusal := why_not_tell(at, one):
        return at.turned_back(refusal)
    form = AnswerForm(at.sent, initial={"was": involvement(one), "received_on": clock.today()})

    def act() -> None:
        was = read_involvement(form.cleaned_data["was"])
        Refused.if_any([why_not_tell(at, was)])
        receive_answer(at.item, was, form.answer(), act=act_of(at, form))

    if is_done(form, act):
        return at.done(_("The answer is kept."))
    return page(at, form, _("An answer"), template="answer", one=one, place=place)
