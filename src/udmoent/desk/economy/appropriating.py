# SPDX-License-Identifier: MPL-2.0
"""Giving an item a supplementary appropriation, or moving money between items: what pays for it is in the same form."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.economy.account_field import AccountField
from udmoent.desk.fields import TextField
from udmoent.desk.item.amounts_form import AmountField, years_of
from udmoent.desk.item.deciding import DecisionForm, deciding_bodies
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.sent import is_done
from udmoent.documents.forms import own_nature
from udmoent.documents.words import EXPENDITURES, FLOWS
from udmoent.economy.actions import UNMARKED, AmountKey, Marks
from udmoent.economy.models import Phase
from udmoent.economy.posting import Line, appropriate
from udmoent.editions.amounts import kroner_by_key
from udmoent.organisation import rules
from udmoent.plan.facts import Kind
from udmoent.plan.models import Item

PAYERS: Final = 4
OFFERED: Final = (Phase.SUPPLEMENTARY, Phase.REALLOCATION, Phase.TRANSFER)


@dataclass(frozen=True)
class Payer:
    """The two fields of another item that pays."""

    item: BoundField
    kroner: BoundField


class AppropriateForm(DecisionForm):
    """How much the item is given in a year, and what pays for it."""

    phase = forms.ChoiceField(label=gettext_lazy("What it is"))
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)
    why = TextField(label=gettext_lazy("Why"), max_length=1000)
    is_from_cash = forms.BooleanField(
        label=gettext_lazy("The cash balance pays for the rest"),
        required=False,
        help_text=gettext_lazy("Needs the decision behind it (kommunestyrelsesloven § 40)"),
    )
    account = AccountField(
        label=gettext_lazy("Account"),
        required=False,
        help_text=gettext_lazy("Sixteen digits, such as 5 25 10 1 4 0123 001 1 0"),
    )
    flow = forms.ChoiceField(label=gettext_lazy("Expense or income"), required=False)
    expenditure = forms.ChoiceField(label=gettext_lazy("Counts as"), required=False)
    is_one_off = forms.BooleanField(label=gettext_lazy("One-off"), required=False)

    def __init__(self, told: object = None, *, at: Editing, **options: Any) -> None:
        super().__init__(told, **_deciding(at), **options)
        words, amounts = at.words, kroner_by_key(at.content)
        self._offer("phase", [(one.value, words.phase(one.value).capitalize()) for one in OFFERED])
        self._offer("year", [(year, str(year)) for year in years_of(at.plan, amounts)])
        self._offer("flow", [("", _("Not told")), *((code, words.flow(code)) for code in FLOWS)])
        self._offer(
            "expenditure", [("", _("By the account")), *((code, words.expenditure(code)) for code in EXPENDITURES)]
        )
        self.fields["kroner"] = AmountField(_("Kroner to {number}").format(number=at.item.number))
        self.others = {str(one.pk): one for one in at.plan.items.exclude(pk=at.item.pk).order_by("number")}
        titles = dict(at.plan.items.as_of(at.begins_on).values_list("item_id", "title"))
        named = [
            ("", "–"),
            *((key, f"{one.number} {titles.get(one.pk, '')}".strip()[:90]) for key, one in self.others.items()),
        ]
        for place in range(1, PAYERS + 1):
            item = forms.ChoiceField(label=_("Item {n} that pays").format(n=place), required=False, choices=named)
            self.fields[f"payer{place}"] = item
            self.fields[f"paid{place}"] = AmountField(_("Kroner from item {n}").format(n=place))

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def payers(self) -> list[Payer]:
        return [Payer(self[f"payer{place}"], self[f"paid{place}"]) for place in range(1, PAYERS + 1)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("kroner") and "kroner" not in self.errors:
            self.add_error("kroner", _("Write how much the item is given. A minus takes from it."))
        for place in range(1, PAYERS + 1):
            if told.get(f"paid{place}") and not told.get(f"payer{place}"):
                self.add_error(f"payer{place}", _("Choose the item that pays."))
        return told

    def lines(self, item: Item, price_level: str) -> list[Line]:
        told = self.cleaned_data
        marks = Marks(**{name: told[name] for name in ("account", "flow", "is_one_off", "expenditure")})

        def line(one: Item, kroner: int, marks: Marks = UNMARKED) -> Line:
            key = AmountKey(told["year"], told["phase"], own_nature(Kind(one.kind)), price_level)
            return Line(item=one, key=key, kroner=kroner, marks=marks)

        paying = [
            line(self.others[told[f"payer{place}"]], -told[f"paid{place}"])
            for place in range(1, PAYERS + 1)
            if told[f"payer{place}"]
        ]
        return [line(item, told["kroner"], marks), *paying]


def _deciding(at: Editing) -> dict[str, Any]:
    def may_write(body: str) -> bool:
        return at.visitor.why_not_keep_meetings(body) is None

    return {"bodies": deciding_bodies(at.item, at.content), "may_write": may_write}


@at_item(rules.SET_AMOUNTS)
def appropriate_to_item(at: Editing) -> HttpResponse:
    """Give, and take what pays for it, in one act."""
    form = AppropriateForm(at.sent, at=at, initial={"applies_on": at.begins_on, "decision": at.decision})
    if is_done(form, lambda: _appropriate(at, form)):
        return at.done(_posted(form))
    return at.page("desk/economy/appropriate.html", form, _("Appropriate"))


def _posted(form: AppropriateForm) -> str:
    """That it is, and what a transfer lacks of the other year."""
    is_alone = form.cleaned_data["phase"] == Phase.TRANSFER and not any(
        form.cleaned_data[f"payer{place}"] for place in range(1, PAYERS + 1)
    )
    word = _("The appropriation is posted.")
    if not is_alone:
        return word
    return " ".join(
        (word, _("No item pays for the transfer. Post it in the year that it comes from as well, with a minus."))
    )


def _appropriate(at: Editing, form: AppropriateForm) -> None:
    act = form.decided(at.act(form))
    lines = form.lines(at.item, at.plan.agreement.price_level)
    appropriate(at.plan, lines, act=act, is_from_cash=form.cleaned_data["is_from_cash"])
