# SPDX-License-Identifier: MPL-2.0
"""What is said of an item at a meeting: a note, a decision, something to follow up. Each form has an address of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import LongTextField, TextField
from udmoent.documents.agenda_words import Followed, ToldMatter
from udmoent.meetings.models import Meeting
from udmoent.plan.models import Plan

LONGEST: Final = 4000


class MeetingNoteForm(forms.Form):
    text = LongTextField(
        label=gettext_lazy("The directorate's note"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("Empty takes the note away"),
    )


class MeetingDecisionForm(forms.Form):
    text = LongTextField(
        label=gettext_lazy("The decision"),
        max_length=LONGEST,
        help_text=gettext_lazy("A decision is not edited afterwards. Correct it by one more."),
    )


class FollowUpForm(forms.Form):
    text = LongTextField(label=gettext_lazy("What shall be followed up"), max_length=LONGEST)
    who = TextField(
        label=gettext_lazy("Who"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("A post or a party; whoever holds the post sees it on the front page"),
        widget=forms.TextInput(attrs={"list": "posts"}),
    )


class DoneForm(forms.Form):
    outcome = TextField(label=gettext_lazy("What came of it"), required=False, max_length=1000)


@dataclass(frozen=True)
class Sent:
    """A form with what it is called, where it is sent, and what it is about: an item's number or a follow-up's id."""

    kind: str
    key: str
    form: forms.Form
    action: str = ""
    word: str | Promise = ""
    button: str | Promise = ""

    def is_same(self, kind: str, key: str) -> bool:
        return (self.kind, self.key) == (kind, key)


def the_form(kind: str, key: str, told: object = None, **initial: str) -> forms.Form:
    return FORMS[kind](told, auto_id=f"{kind}-{key}-%s", initial=initial)  # type: ignore[arg-type]


FORMS: Final[dict[str, type[forms.Form]]] = {
    "note": MeetingNoteForm,
    "decide": MeetingDecisionForm,
    "follow": FollowUpForm,
    "done": DoneForm,
}
ADDRESSES: Final = {"note": "meeting_note", "decide": "meeting_decide", "follow": "meeting_follow_up"}


def forms_of(one: ToldMatter, plan: Plan, meeting: Meeting, sent: Sent | None, *, is_held: bool) -> Iterator[Sent]:
    """The forms at an item; the one that was sent and refused holds what was typed. Nothing is decided before the meeting."""
    number = one.item.number
    words = {
        "note": (_("Change the note") if one.note else _("Write a note"), _("Save the note")),
        "decide": (_("Write a decision"), _("Save the decision")),
        "follow": (_("Ask for something to be followed up"), _("Save")),
    }
    initial = {"note": {"text": one.note}, "follow": {"who": one.item.responsible}}
    for kind, (word, button) in words.items():
        is_sent = sent and sent.is_same(kind, number)
        if kind == "decide" and not is_held and not is_sent:
            continue
        form = sent.form if sent and is_sent else the_form(kind, number, **initial.get(kind, {}))
        action = reverse(ADDRESSES[kind], args=[plan.pk, meeting.pk, number])
        yield Sent(kind, number, form, action, word, button)


def form_of_done(one: Followed, plan: Plan, meeting: Meeting, sent: Sent | None) -> Sent:
    key = str(one.id)
    form = sent.form if sent and sent.is_same("done", key) else the_form("done", key)
    return Sent("done", key, form, reverse("meeting_done", args=[plan.pk, meeting.pk, one.id]), "", _("Done"))
