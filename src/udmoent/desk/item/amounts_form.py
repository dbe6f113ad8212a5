# SPDX-License-Identifier: MPL-2.0
"""Changing an item's amounts: years × phases in one table, posted as differences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import HttpResponse
from django.utils.translation import gettext as _

from udmoent.desk.item.amounts import Kind as KindOfAmount
from udmoent.desk.item.amounts import label
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.item.form import ActForm
from udmoent.desk.sent import is_done
from udmoent.documents.forms import PHASES, own_nature
from udmoent.documents.words import Words
from udmoent.economy.actions import AmountKey, set_amounts
from udmoent.economy.models import Phase
from udmoent.economy.rules import BALANCED
from udmoent.editions.amounts import kroner_by_key
from udmoent.editions.content import ItemContent
from udmoent.lib.money import KR, NotAnAmount, NoUnit, in_unit, read_amount
from udmoent.organisation import rules
from udmoent.plan.facts import Kind
from udmoent.plan.models import Item, Plan

OF_CAPITAL: Final = frozenset({Phase.APPROPRIATED, Phase.RELEASED})


class AmountField(forms.Field):
    """Kroner, or an amount with a unit of its own such as 1,5 mio. kr.; nothing written is nothing.

    It is written as in Danish on English pages too, so that what is shown can be sent back.
    """

    def __init__(self, name: str, **options: Any) -> None:
        widget = forms.TextInput(attrs={"aria-label": name, "inputmode": "text", "autocomplete": "off"})
        super().__init__(label=name, required=False, widget=widget, **options)

    def prepare_value(self, value: object) -> object:
        return in_unit(value, KR) if isinstance(value, int) else value

    def to_python(self, value: object) -> int:
        try:
            return read_amount(str(value or ""), KR) or 0
        except (NotAnAmount, NoUnit) as fault:
            raise forms.ValidationError(str(fault)) from fault


class ExpectedField(AmountField):
    """As an amount, except that nothing written is not told, and zero is that nothing is expected."""

    def to_python(self, value: object) -> int | None:  # type: ignore[override]
        return super().to_python(value) if str(value or "").strip() else None


@dataclass(frozen=True)
class Cell:
    """A field for an amount, with what is in the plan now where somebody else has changed it meanwhile."""

    field: BoundField
    now: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]


class AmountsForm(ActForm):
    """Every phase of the item's own nature, and whatever else the item has amounts of. What must balance has its own form."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, told: object = None, *, plan: Plan, content: ItemContent, words: Words, **options: Any) -> None:
        super().__init__(told, auto_id="amounts-%s", **options)  # type: ignore[arg-type]
        self.fields["why"].required = True
        self.amounts, self.words = kroner_by_key(content), words
        self.years = years_of(plan, self.amounts)
        phases = [phase.value for phase in PHASES if phase not in OF_CAPITAL or content.kind == Kind.CAPITAL]
        own = ((own_nature(content.kind), phase, plan.agreement.price_level) for phase in phases)
        others = ((key.nature, key.phase, key.price_level) for key in sorted(self.amounts))
        told = dict.fromkeys((*own, *others))
        self.kinds: list[KindOfAmount] = [kind for kind in told if kind[1] not in BALANCED]
        for name, key in self._keys():
            shown = f"{label((key.nature, key.phase, key.price_level), words)} {key.year}"
            is_expected = key.phase == Phase.EXPECTED
            field = ExpectedField if is_expected else AmountField
            self.fields[name] = field(shown, initial=self.amounts.get(key))
            was = self.amounts.get(key, None if is_expected else 0)
            self.fields[f"was_{name}"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=was)

    def _keys(self) -> Iterator[tuple[str, AmountKey]]:
        for place, (nature, phase, level) in enumerate(self.kinds):
            for year in self.years:
                yield f"a{place}_{year}", AmountKey(year, phase, nature, level)

    @property
    def rows(self) -> list[Row]:
        return [
            Row(label(kind, self.words), [self._cell(f"a{place}_{year}") for year in self.years])
            for place, kind in enumerate(self.kinds)
        ]

    def _cell(self, name: str) -> Cell:
        now = self.fields[name].initial or 0
        was = self.cleaned_data.get(f"was_{name}") if self.is_bound and hasattr(self, "cleaned_data") else now
        return Cell(self[name], in_unit(now, KR) if was not in (None, now) else "")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name, key in self._keys():
            if key.phase == Phase.EXPECTED and told.get(name, 0) is None and told.get(f"was_{name}") is not None:
                sentence = _(
                    "Write 0 if nothing is expected. If it is no longer to be told, counter the posting instead."
                )
                self.add_error(name, sentence)
        return told

    def wanted(self) -> dict[AmountKey, int]:
        """The amounts that the person wrote otherwise than they were when the page was made."""
        told = self.cleaned_data
        return {key: told[name] for name, key in self._keys() if told[name] != self._was(name, key)}

    def _was(self, name: str, key: AmountKey) -> int | None:
        was: int | None = self.cleaned_data[f"was_{name}"]
        return was if key.phase == Phase.EXPECTED else was or 0


def years_of(plan: Plan, amounts: Iterable[AmountKey]) -> list[int]:
    """The budget year and the three forecast years, and whatever other years the item has amounts for."""
    first = plan.agreement.budget_year
    return sorted({*range(first, first + 4), *(key.year for key in amounts)})


@at_item(rules.SET_AMOUNTS)
def amounts_of_item(at: Editing) -> HttpResponse:
    """Make the item's amounts be what the table says. Where somebody has changed them meanwhile, both are shown."""
    latest = _latest(at.item)
    initial = {"applies_on": at.begins_on, "seen": latest}
    form = AmountsForm(at.sent, plan=at.plan, content=at.content, words=at.words, initial=initial)
    is_stale = form.is_valid() and form.cleaned_data["seen"] != latest
    if form.is_valid() and not is_stale:
        wanted = form.wanted()
        if not wanted:
            return at.saved(None)
        if is_done(form, lambda: set_amounts(at.item, wanted, act=at.act(form))):
            return at.done(_("The amounts are saved."))
    told: Mapping[str, object] = {"latest": latest, "is_stale": is_stale}
    return at.page("desk/item/amounts_form.html", form, _("Change amounts"), 409 if is_stale else 0, **told)


def _latest(item: Item) -> int:
    """The last posting, by which a page knows whether others were there after it."""
    return item.postings.order_by("-pk").values_list("pk", flat=True).first() or 0
