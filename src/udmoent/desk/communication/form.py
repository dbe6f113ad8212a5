# SPDX-License-Identifier: MPL-2.0
"""Which communications the page shows, and the form by which one is told."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import DayField, LongTextField, TextField
from udmoent.documents.communication_words import addressee_word, telling_word
from udmoent.editions.communicating import TOLD, Communicated
from udmoent.editions.communication_rules import Addressee, Telling, Told

ALL: Final = "alle"


class ChooseForm(forms.Form):
    """Those that wait, to anybody and by any post, where nothing else is asked for."""

    modtager = forms.ChoiceField(label=gettext_lazy("Who is told"), required=False)
    staar = forms.ChoiceField(label=gettext_lazy("How it stands"), required=False)
    stilling = forms.ChoiceField(label=gettext_lazy("By"), required=False)
    om = forms.ChoiceField(label=gettext_lazy("About"), required=False)

    def __init__(self, told: Any, *, posts: Iterable[str]) -> None:
        super().__init__(told, auto_id="filter-%s")
        everybody = ("", _("All"))
        self._offer("modtager", everybody, *((one.value, addressee_word(one)) for one in Addressee))
        tellings = ((one.value, telling_word(one).capitalize()) for one in Telling)
        self._offer("staar", ("", _("What waits")), *tellings, (ALL, _("All")))
        self._offer("stilling", everybody, *((post, post) for post in posts))
        self._offer("om", everybody, ("punkt", _("Items")), ("version", _("Versions")))

    def _offer(self, name: str, *choices: tuple[str, str]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _asked(self, name: str) -> str:
        return (self.cleaned_data.get(name) if not self.errors.get(name) else "") or ""

    def shows(self, one: Communicated) -> bool:
        asked = {name: self._asked(name) for name in self.fields}
        if asked["modtager"] not in ("", one.told.addressee) or asked["stilling"] not in ("", one.told.post):
            return False
        if asked["om"] and (asked["om"] == "version") != (one.edition is not None):
            return False
        if asked["staar"] in ("", ALL):
            return one.is_waiting or asked["staar"] == ALL
        return one.telling == asked["staar"]


class CommunicationForm(forms.Form):
    """Who is told what, by which channel, when, and by which post."""

    state = forms.IntegerField(widget=forms.HiddenInput, required=False)
    addressee = forms.ChoiceField(label=gettext_lazy("Who is told"))
    message = LongTextField(
        label=gettext_lazy("What they are told"),
        max_length=4000,
        help_text=gettext_lazy("The message in short; a longer text may be attached to the item"),
    )
    channel = TextField(label=gettext_lazy("Channel"), required=False, max_length=100)
    planned_on = DayField(label=gettext_lazy("Planned on"))
    post = TextField(
        label=gettext_lazy("By"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("A post, not a name; whoever holds it sees it on the front page"),
    )
    done_on = DayField(
        label=gettext_lazy("Done on"), required=False, help_text=gettext_lazy("When they have been told")
    )
    dropped_because = TextField(
        label=gettext_lazy("Why it is dropped"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Only if it is"),
    )

    def __init__(self, told: Any = None, *, is_new: bool, **options: Any) -> None:
        super().__init__(told, auto_id="communication-%s", **options)
        choices = [(one.value, addressee_word(one)) for one in Addressee]
        self.fields["addressee"].choices = choices  # type: ignore[attr-defined]
        self.fields["channel"].widget.attrs["list"] = "channels"
        self.fields["post"].widget.attrs["list"] = "posts"
        if is_new:
            del self.fields["dropped_because"]

    def told(self) -> Told:
        said = {name: self.cleaned_data[name] for name in TOLD if name in self.cleaned_data}
        addressee = Addressee(said["addressee"])
        return Told(**said | {"addressee": addressee, "done_on": said["done_on"] or None})
