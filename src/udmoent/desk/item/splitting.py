# SPDX-License-Identifier: MPL-2.0
"""Splitting an item: it stays what it is, and new ones take part of its matter and of its amounts."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from udmoent import clock
from udmoent.desk.fields import LongTextField, TextField
from udmoent.desk.item.amounts import label
from udmoent.desk.item.amounts_form import AmountField
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.item.form import ActForm
from udmoent.desk.sent import is_done
from udmoent.documents.words import Words
from udmoent.economy.actions import AmountKey, Amounts, split_with_amounts
from udmoent.editions.amounts import kroner_by_key
from udmoent.lib.money import KR, in_unit
from udmoent.organisation import rules
from udmoent.plan.models import Item
from udmoent.plan.rules import why_not_end
from udmoent.plan.splitting import Part

MOST = 9


class SplitForm(ActForm):
    """What then holds of the item itself, and why it is split."""

    title = TextField(label="", max_length=500)
    course = LongTextField(label="", required=False)

    def __init__(self, told: object = None, *, words: Words, **options: Any) -> None:
        super().__init__(told, auto_id="split-%s", **options)  # type: ignore[arg-type]
        self.fields["why"].required = True
        for name in ("title", "course"):
            self.fields[name].label = words.label(name)


class PartForm(forms.Form):
    """A new item, with what it takes of each amount."""

    title = TextField(label="", max_length=500, required=False)
    course = LongTextField(label="", required=False)
    responsible = TextField(label="", required=False, help_text=gettext_lazy("A post, not a name"))

    def __init__(self, told: object, *, place: int, amounts: Amounts, words: Words) -> None:
        super().__init__(told, auto_id="part-%s", prefix=f"p{place}")  # type: ignore[arg-type]
        self.place = place + 1
        for name in ("title", "course", "responsible"):
            self.fields[name].label = words.label(name)
        self.fields["responsible"].widget.attrs["list"] = "posts"
        self.amounts = {f"a{number}": key for number, key in enumerate(sorted(amounts))}
        for name, key in self.amounts.items():
            shown = _("{amount} {year}, new item {n}").format(amount=_label(key, words), year=key.year, n=self.place)
            self.fields[name] = AmountField(shown)

    @property
    def shares(self) -> list[forms.BoundField]:
        return [self[name] for name in self.amounts]

    @property
    def is_empty(self) -> bool:
        return not any(self.cleaned_data.values())

    def clean(self) -> None:
        if not self.is_empty and not self.cleaned_data.get("title"):
            self.add_error("title", _("Write the new item's title, or empty all its fields."))

    def part(self) -> tuple[Part, dict[AmountKey, int]]:
        told = self.cleaned_data
        shares = {key: told[name] for name, key in self.amounts.items() if told[name]}
        return Part(title=told["title"], course=told["course"], responsible=told["responsible"]), shares


def _label(key: AmountKey, words: Words) -> str:
    return label((key.nature, key.phase, key.price_level), words)


@dataclass(frozen=True)
class Whole:
    """One of the item's amounts, that the new items may share."""

    label: str
    year: int
    kroner: str
    exact: str


def _whole(key: AmountKey, kroner: int, words: Words) -> Whole:
    """`exact` is the amount as a script reads it."""
    return Whole(_label(key, words), key.year, in_unit(kroner, KR), str(kroner))


@at_item(rules.RESTRUCTURE)
def split_item(at: Editing) -> HttpResponse:
    """Let part of the item go on in new ones. What they do not take of the amounts stays, so that the sum is held."""
    if refusal := why_not_end(at.content.stage):
        return at.turned_back(refusal)
    amounts, words, many = kroner_by_key(at.content), at.words, _how_many(at.request)
    initial = {"applies_on": clock.today(), "title": at.content.title, "course": at.content.course}
    form = SplitForm(at.sent, words=words, initial=initial)
    parts = [PartForm(at.sent, place=place, amounts=amounts, words=words) for place in range(many)]
    if all([form.is_valid(), *(part.is_valid() for part in parts)]):
        made: list[Item] = []
        if is_done(form, lambda: made.extend(_split(at, form, parts))):
            return at.done(_named(made))
    wholes = [_whole(key, amounts[key], words) for key in sorted(amounts)]
    return at.page(
        "desk/item/split.html", form, _("Split"), parts=parts, wholes=wholes, many=many, most=range(1, MOST + 1)
    )


def _how_many(request: HttpRequest) -> int:
    """How many new items the form has room for, as the address or the form itself says."""
    asked = request.POST.get("nye") or request.GET.get("nye") or "2"
    return min(max(int(asked), 1), MOST) if asked.isdecimal() else 2


def _split(at: Editing, form: SplitForm, parts: list[PartForm]) -> list[Item]:
    told = {name: form.cleaned_data[name] for name in ("title", "course")}
    written = [part.part() for part in parts if not part.is_empty]
    return split_with_amounts(at.item, written, act=at.act(form), **told)


def _named(made: list[Item]) -> str:
    numbers = ", ".join(item.number for item in made)
    return ngettext("The item is split. {numbers} is new.", "The item is split. {numbers} are new.", len(made)).format(
        numbers=numbers
    )
