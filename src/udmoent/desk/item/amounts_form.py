# SPDX-License-Identifier: MPL-2.0
"""Changing an item's amounts: years × phases in one table, posted as differences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.economy.account_field import AccountField
from udmoent.desk.item.amounts import Kind as KindOfAmount
from udmoent.desk.item.amounts import label
from udmoent.desk.item.deciding import DecisionForm, deciding_council
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.sent import is_done
from udmoent.documents.forms import PHASES, own_nature
from udmoent.documents.words import EXPENDITURES
from udmoent.economy.actions import AmountKey, Marks
from udmoent.economy.models import Nature, Phase
from udmoent.economy.posting import correct_amounts, tell_marks
from udmoent.economy.rules import BALANCED
from udmoent.editions.amounts import kroner_by_key
from udmoent.lib.money import KR, NotAnAmount, NoUnit, in_unit, read_amount
from udmoent.lib.refusal import Refused
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


class AmountsForm(DecisionForm):
    """Every phase of the item's own nature, and whatever else the item has amounts of. What must balance has its own form."""

    asks = False
    seen = forms.IntegerField(widget=forms.HiddenInput)
    is_meant = forms.BooleanField(label=gettext_lazy("Less than nothing is spent, and that is meant"), required=False)
    account = AccountField(
        label=gettext_lazy("Account"),
        required=False,
        help_text=gettext_lazy("Sixteen digits, such as 5 25 10 1 4 0123 001 1 0"),
    )
    expenditure = forms.ChoiceField(label=gettext_lazy("Counts as"), required=False)

    def __init__(self, told: object = None, *, at: Editing, **options: Any) -> None:
        super().__init__(told, auto_id="amounts-%s", **deciding_council(at), **options)
        plan, content, words = at.plan, at.content, at.words
        self.fields["why"].required = True
        kinds = [(code, words.expenditure(code)) for code in EXPENDITURES]
        self.fields["expenditure"].choices = [("", _("By the account")), *kinds]  # type: ignore[attr-defined]
        self.is_capital = content.kind == Kind.CAPITAL
        self.is_operating = not self.is_capital or any(one.nature == Nature.OPERATING for one in content.amounts)
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
        if not told.get("is_meant") and any(self._is_odd(name, key) for name, key in self._keys()):
            self.asks = True
            self.add_error("is_meant", _("Less than nothing is spent. Correct the amount, or tell that it is meant."))
        return told

    def _is_odd(self, name: str, key: AmountKey) -> bool:
        """Whether a negative amount is newly told as spent on what is no saving."""
        kroner, adopted = self.cleaned_data.get(name) or 0, self.amounts.get(key._replace(phase=Phase.ADOPTED.value), 0)
        return key.phase == Phase.SPENT and kroner < 0 <= adopted and kroner != self._was(name, key)

    @property
    def marks(self) -> Marks | None:
        told = self.cleaned_data
        if not (told["account"] or told["expenditure"]):
            return None
        return Marks(account=told["account"], expenditure=told["expenditure"])

    def marked(self, wanted: Mapping[AmountKey, int]) -> set[AmountKey]:
        """One adopted amount of each year that has operating amounts: what it is marked as, the year's amounts are."""
        operating = [key for key in (*self.amounts, *wanted) if key.nature == Nature.OPERATING]
        return {key._replace(phase=Phase.ADOPTED.value) for key in operating}

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
    form = AmountsForm(at.sent, at=at, initial=initial)
    is_stale = form.is_valid() and form.cleaned_data["seen"] != latest
    if form.is_valid() and not is_stale:
        wanted = form.wanted()
        if not wanted and not form.marks:
            return at.saved(None)
        if is_done(form, lambda: _save(at, form, wanted)):
            return at.done(_("The amounts are saved."))
    told: Mapping[str, object] = {"latest": latest, "is_stale": is_stale}
    return at.page("desk/item/amounts_form.html", form, _("Change amounts"), 409 if is_stale else 0, **told)


def _save(at: Editing, form: AmountsForm, wanted: Mapping[AmountKey, int]) -> None:
    act = form.decided(at.act(form))
    if wanted:
        correct_amounts(at.item, wanted, act=act)
    if form.marks:
        marked = form.marked(wanted)
        if not marked:
            raise Refused(_("The item has no operating amounts yet. Write one, together with what it counts as."))
        tell_marks(at.item, marked, form.marks, act=act)


def _latest(item: Item) -> int:
    """The last posting, by which a page knows whether others were there after it."""
    return item.postings.order_by("-pk").values_list("pk", flat=True).first() or 0
