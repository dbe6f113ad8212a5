# SPDX-License-Identifier: MPL-2.0
"""The form that stands in one cell: one fact, or one year's amount, and what it was read from."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import LongTextField, TextField
from udmoent.desk.item.form import READ, ItemForm, shown
from udmoent.documents.forms import cell, own_nature
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent
from udmoent.intake.amend import Amendment, amount_key
from udmoent.lib.money import TKR, NotAnAmount, in_unit, read_amount
from udmoent.lib.refusal import Refused
from udmoent.plan.models import ItemState, Plan


class FactForm(ItemForm):
    """One fact of an item, and the state that it was read from. A doubt is told when it is kept: it is soon taken back."""

    asks_first = False

    def __init__(self, told: Any = None, *, field: str, plan: Plan, state: ItemState, words: Words) -> None:
        initial = shown(state.facts) | {"state": state.pk}
        super().__init__(told, plan=plan, facts=state.facts, words=words, initial=initial)
        self.auto_id, self.written, self.words, self.item = "cell-%s", field, words, state.item
        for name in set(self.fields) - {field, "state"}:
            del self.fields[name]
        if isinstance(self.fields[field], forms.BooleanField):
            self.fields[field] = _yes_or_no(str(self.fields[field].label))
        if isinstance(self.fields[field], LongTextField):
            hints = (str(self.fields[field].help_text), _("Enter saves, Shift and Enter begin a new line."))
            self.fields[field].help_text = ". ".join(filter(None, hints))
            self.fields[field].widget.attrs["rows"] = 5

    def amendment(self, now: ItemContent) -> Amendment:
        value = self.cleaned_data[self.written]
        read = READ.get(self.written, lambda told, _year: told)
        return Amendment.of(now, {self.written: read(value, self.year)})

    @property
    def hints(self) -> list[str]:
        return [doubt for _name, doubt in self.doubts(self.cleaned_data)]

    def changed_meanwhile(self, now: ItemContent) -> str | None:
        """What the cell says now, where that is not what this visitor read in it."""
        read = self.item.states.filter(pk=self.cleaned_data["state"]).first()
        if read is None or getattr(read.facts, self.written) == getattr(now, self.written):
            return None
        return cell((self.written,), now, self.words) or _("nothing")

    def on_the_newest(self) -> QueryDict:
        """The same form, as if read from what is said now."""
        return _told_anew(self, "state", self.initial["state"])


def _yes_or_no(label: str) -> forms.Field:
    choices = [("False", _("No")), ("True", _("Yes"))]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=lambda said: said == "True")


def _told_anew(form: forms.Form, name: str, value: object) -> QueryDict:
    """What was sent, as if read from what is said now."""
    told: QueryDict = cast(QueryDict, form.data).copy()
    told[name] = str(value)
    return told


class AmountForm(forms.Form):
    """What was adopted for a year, in 1,000 kr. as the list shows it; and the kroner that it was when it was read."""

    amount = TextField(
        label="", required=False, help_text=gettext_lazy("In 1,000 kr. A minus is a saving or an income.")
    )
    read = forms.IntegerField(widget=forms.HiddenInput)
    written = "amount"
    hints: Sequence[str] = ()

    def __init__(self, told: Any = None, *, year: int, plan: Plan, content: ItemContent, words: Words) -> None:
        self.key = amount_key(content, year, price_level=plan.agreement.price_level)
        self.words, self.kroner = words, _adopted(content, self.key.year)
        initial = {"amount": in_unit(self.kroner, TKR, words.language) if self.kroner else "", "read": self.kroner}
        super().__init__(told, auto_id="cell-%s", initial=initial)
        self.fields["amount"].label = str(year)
        self.fields["amount"].widget.attrs["inputmode"] = "text"

    def clean_amount(self) -> int:
        try:
            return read_amount(self.cleaned_data["amount"], TKR) or 0
        except NotAnAmount as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def amendment(self, now: ItemContent) -> Amendment:
        return Amendment.of(now, {}, {self.key: self.cleaned_data["amount"]})

    def changed_meanwhile(self, now: ItemContent) -> str | None:
        if self.cleaned_data["read"] == self.kroner:
            return None
        return in_unit(self.kroner, TKR, self.words.language)

    def on_the_newest(self) -> QueryDict:
        return _told_anew(self, "read", self.kroner)


def _adopted(content: ItemContent, year: int) -> int:
    """The one amount that the cell shows."""
    told = [one for one in content.amounts if one.year == year and one.phase == "adopted"]
    if len(told) > 1 or any(one.nature != own_nature(content.kind) for one in told):
        raise Refused(
            _("The item has several amounts in {year}. Change them on the item's own page.").format(year=year)
        )
    return told[0].kroner if told else 0
