# SPDX-License-Identifier: MPL-2.0
"""The directorate's note: beside the words of whoever answers for the item, never instead of them."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.fields import DayField, LongTextField
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.sent import is_done
from udmoent.organisation import rules
from udmoent.plan.actions import Act
from udmoent.plan.notes import note_on, text_of, write_note


class NoteForm(forms.Form):
    text = LongTextField(
        label=gettext_lazy("The directorate's note"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Empty takes the note away"),
    )
    applies_on = DayField(label=gettext_lazy("Applies from"))


@at_item(rules.WRITE_NOTES)
def note(at: Editing) -> HttpResponse:
    """Write what the directorate says of the item."""
    today = clock.today()
    form = NoteForm(at.sent, auto_id="note-%s", initial={"applies_on": today, "text": text_of(note_on(at.item, today))})
    if is_done(form, lambda: _write(at, form)):
        return at.done(_("The note is saved."))
    return at.page("desk/item/note.html", form, _("Write a note"))


def _write(at: Editing, form: NoteForm) -> None:
    told = form.cleaned_data
    act = Act(by=at.visitor.person, now=clock.now(), applies_on=told["applies_on"])
    write_note(at.item, told["text"], act=act)
