# SPDX-License-Identifier: MPL-2.0
"""The form for a proposal: every part of it, and the economy as a table of years."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.catalogue.facts import TEXTS, Economy, Openness, ProposalFacts, YearEconomy
from udmoent.catalogue.words import OPENNESS, PARTS
from udmoent.desk.catalogue.seen import At
from udmoent.desk.fields import LongTextField, TextField
from udmoent.desk.item.amounts_form import AmountField

MOST_STAFF: Final = 100_000
SHORT: Final = ("title", "unit", "post", "account", "case_number")
HELP: Final = {
    "title": gettext_lazy("What is done, in one line"),
    "unit": gettext_lazy("The part of the administration whose budget it is"),
    "post": gettext_lazy("Who answers for it when it becomes an item"),
    "account": gettext_lazy("Where in the budget the amount is found"),
    "summary": gettext_lazy(
        "Two or three sentences; they become the item's agreed wording when the proposal is chosen"
    ),
    "description": gettext_lazy("What is done today, what is to be done instead, and from when"),
    "assumptions": gettext_lazy("Unit prices, numbers and how they were found"),
    "citizens": gettext_lazy("What those who use the service will notice; write “none” where it is nothing"),
    "staff": gettext_lazy("Who is affected and how; write “none” where it is nothing"),
    "risk": gettext_lazy("What may keep the saving from coming, and what is done about it"),
    "hearing": gettext_lazy("Boards, councils and organisations that are to be heard"),
    "med": gettext_lazy("When and where MED is involved"),
    "legal_basis": gettext_lazy("The act, or “no special basis”"),
    "indicators": gettext_lazy("By what it will be seen that it worked"),
}


class StaffField(forms.Field):
    """Full-time equivalents, with a comma or a point."""

    def __init__(self, name: str, **options: Any) -> None:
        widget = forms.TextInput(attrs={"aria-label": name, "inputmode": "text", "autocomplete": "off"})
        super().__init__(label=name, required=False, widget=widget, **options)

    def prepare_value(self, value: object) -> object:
        return staff_told(value) if isinstance(value, Decimal) else value

    def to_python(self, value: object) -> Decimal:
        written = str(value or "0").strip().replace(",", ".").replace("−", "-")
        try:
            staff = Decimal(written)
        except InvalidOperation:
            staff = Decimal("NaN")
        if not staff.is_finite() or abs(staff) >= MOST_STAFF or staff != round(staff, 2):
            raise forms.ValidationError(
                _("“{text}” is not full-time equivalents. Write it as -1,5.").format(text=value)
            )
        return staff


def staff_told(staff: Decimal) -> str:
    """ "-1,5"; nothing where it is none."""
    return f"{staff.normalize():f}".replace(".", ",") if staff else ""


LINES: Final = {
    "lasting": (gettext_lazy("Lasting"), AmountField),
    "one_off": (gettext_lazy("One-off"), AmountField),
    "staff_of": (gettext_lazy("Full-time equivalents"), StaffField),
}


class ProposalForm(forms.Form):
    """What a proposal says. `state` is the one that the person has in front of them, 0 for a new proposal."""

    state = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, told: object = None, *, at: At, with_openness: bool, **options: Any) -> None:
        super().__init__(told, auto_id="proposal-%s", **options)  # type: ignore[arg-type]
        self.years = at.round.years
        for name in TEXTS:
            self.fields[name] = self._field(name, at)
        if with_openness:
            choices = [(one.value, OPENNESS[one]) for one in Openness]
            self.fields["openness"] = forms.ChoiceField(label=_("Openness"), choices=choices)
        self.fields["why"] = TextField(label=_("Why"), required=False, max_length=1000)
        for code, (label, kind) in LINES.items():
            for year in self.years:
                self.fields[f"{code}-{year}"] = kind(f"{label} {year}")

    def _field(self, name: str, at: At) -> forms.Field:
        label, help_text = str(PARTS[name]), HELP.get(name, "")
        if name == "body":
            bodies = at.round.municipality.bodies.filter(kind__in=("finance", "committee")).order_by("abbreviation")
            known = dict(bodies.values_list("abbreviation", "name"))
            offered = [("", "–"), *((code, f"{code} – {called}") for code, called in known.items())]
            return forms.ChoiceField(label=label, required=False, choices=offered)
        kind = TextField if name in SHORT else LongTextField
        field = kind(
            label=label, required=name == "title", help_text=help_text, max_length=300 if name in SHORT else 20_000
        )
        if name in ("unit", "post"):
            field.widget.attrs["list"] = f"{name}s"
        return field

    @property
    def rows(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        for code, (label, _kind) in LINES.items():
            yield code, str(label), [self[f"{code}-{year}"] for year in self.years]

    @property
    def economy(self) -> Economy:
        """Nothing where nothing is written."""
        told = self.cleaned_data
        years = tuple(
            YearEconomy(
                year=year,
                lasting=told[f"lasting-{year}"],
                one_off=told[f"one_off-{year}"],
                staff=told[f"staff_of-{year}"],
            )
            for year in self.years
        )
        return years if any(one.lasting or one.one_off or one.staff for one in years) else ()

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TEXTS} | {"economy": self.economy}


def shown(facts: ProposalFacts) -> dict[str, Any]:
    """What the form's fields say of a proposal that is there."""
    told: dict[str, Any] = {name: getattr(facts, name) for name in TEXTS}
    for one in facts.economy:
        told |= {
            f"lasting-{one.year}": one.lasting or None,
            f"one_off-{one.year}": one.one_off or None,
            f"staff_of-{one.year}": one.staff,
        }
    return told
