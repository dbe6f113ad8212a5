# SPDX-License-Identifier: MPL-2.0
"""What is asked for of the next plan: its name and day in the address, and what becomes of each item in a form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.fields import DayField, TextField
from udmoent.documents.words import Words
from udmoent.intake.carrying.propose import propose
from udmoent.intake.carrying.rules import Because, Choice, Chosen, Line
from udmoent.intake.carrying.words import reason
from udmoent.intake.rules import FIRST_YEAR, LAST_YEAR, why_not_begin
from udmoent.plan.facts import Kind
from udmoent.plan.models import Plan
from udmoent.plan.rules import LONGEST_GIVEN_NUMBER, why_not_apply

OTHERWISE = "otherwise"
"""Carried over under another number, part or committee."""


class NextPlanForm(forms.Form):
    """Which plan is next, and from when it holds."""

    til = forms.ChoiceField(label=gettext_lazy("The next plan"), required=False)
    navn = TextField(
        label=gettext_lazy("The new plan's name"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as Udmøntningsplan 2026-2029"),
    )
    aar = forms.IntegerField(
        label=gettext_lazy("Budget year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    gaelder = DayField(
        label=gettext_lazy("Applies from"),
        help_text=gettext_lazy(
            "The day from which the new plan is seen: today or an earlier one. It is worked by from the budget year; what is "
            "planned before that stays with the old plan."
        ),
    )
    hvorfor = TextField(label=gettext_lazy("Why"), required=False, max_length=1000)
    maaltal = forms.BooleanField(
        label=gettext_lazy("Savings targets of the new plan's years go along"), required=False, initial=True
    )

    def __init__(self, told: Mapping[str, Any] | None = None, *, plan: Plan) -> None:
        year = plan.agreement.budget_year + 1
        initial = {"aar": year, "gaelder": clock.today(), "maaltal": True}
        super().__init__(told, auto_id="next-%s", initial=initial)
        self.plan = plan
        later = plan.municipality.plans.filter(agreement__budget_year__gt=plan.agreement.budget_year)
        self.later = {str(one.pk): one for one in later.select_related("agreement", "municipality")}
        begin = ("", _("Begin an empty plan, with the headings of this one"))
        self.fields["til"].choices = [begin, *((pk, one.name) for pk, one in self.later.items())]  # type: ignore[attr-defined]

    def clean_gaelder(self) -> date:
        day: date = self.cleaned_data["gaelder"]
        if why_not_apply(day, clock.today()):
            said = _(
                "The new plan is seen from the day on which it is made. Choose today: the budget year tells the rest."
            )
            raise forms.ValidationError(said)
        return day

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("til") or self.errors:
            return told
        year = told.get("aar") or self.plan.agreement.budget_year + 1
        names = list(self.plan.municipality.plans.values_list("name", flat=True))
        if refusal := why_not_begin(told.get("navn", ""), names, year):
            self.add_error("navn", str(refusal))
        elif year <= self.plan.agreement.budget_year:
            said = _("The next plan is of a later budget year than {year}. Choose a later one.")
            self.add_error("aar", said.format(year=self.plan.agreement.budget_year))
        return told | {"aar": year}

    @property
    def into(self) -> Plan | None:
        return self.later.get(self.cleaned_data["til"])

    @property
    def target(self) -> Plan | str:
        return self.into or self.cleaned_data["navn"]

    @property
    def year(self) -> int:
        return self.into.agreement.budget_year if self.into else int(self.cleaned_data["aar"])

    @property
    def query(self) -> str:
        """What was told, as an address tells it."""
        told = self.cleaned_data
        asked = QueryDict(mutable=True)
        asked.update({name: str(told[name]) for name in ("til", "navn", "aar", "hvorfor") if told.get(name)})
        asked["gaelder"] = told["gaelder"].isoformat()
        if told["maaltal"]:
            asked["maaltal"] = "on"
        return asked.urlencode()


@dataclass(frozen=True)
class Row:
    """A line with the choices that there are for it, the one that is chosen, and its details where it goes on otherwise."""

    line: Line
    options: list[tuple[str, str]]
    chosen: str
    number: str = ""
    kind: str = ""
    body: str = ""
    fault: str = ""

    @property
    def is_otherwise(self) -> bool:
        return self.chosen == OTHERWISE

    @property
    def reason(self) -> str:
        into = f"{self.line.into.number} {self.line.into.title}" if self.line.into else self.line.told
        return reason(self.line.because, into)

    @property
    def kept(self) -> Iterator[tuple[str, str]]:
        """What was told of it, as hidden fields carry it on."""
        told = {"valg": self.chosen}
        if self.is_otherwise:
            told |= {"nummer": self.number, "del": self.kind, "udvalg": self.body}
        return ((f"{name}-{self.line.item.id}", value) for name, value in told.items())


class ItemChoices:
    """What is chosen of each item. What was not sent is as it is proposed."""

    def __init__(self, form: NextPlanForm, told: QueryDict, words: Words) -> None:
        self.form, self.told, self.words = form, told, words

    @cached_property
    def rows(self) -> list[Row]:
        lines = propose(self.form.plan, self.form.into, self.form.cleaned_data["gaelder"])
        return [self._row(line) for line in lines]

    def _row(self, line: Line) -> Row:
        options = list(self._options(line))
        usual = "" if line.choice == Choice.ASKED else line.choice.value
        sent = self._sent("valg", line)
        chosen = sent if sent in dict(options) else usual
        return Row(
            line=line,
            options=options,
            chosen=chosen,
            number=self._sent("nummer", line),
            kind=self._sent("del", line) or line.item.kind,
            body=self._sent("udvalg", line) or line.item.body,
        )

    def _sent(self, name: str, line: Line) -> str:
        return str(self.told.get(f"{name}-{line.item.id}", "")).strip()[: LONGEST_GIVEN_NUMBER + 20]

    def _options(self, line: Line) -> Iterator[tuple[str, str]]:
        if line.because == Because.GOES_ON:
            yield Choice.LEAVE.value, _("Leave")
            return
        if line.because == Because.LIKE and line.into:
            yield "", _("Choose …")
            yield Choice.JOIN.value, _("It is {number} of the new plan").format(number=line.into.number)
        yield Choice.CARRY.value, _("Carry over")
        yield OTHERWISE, _("Carry over under another number, part or committee")
        yield Choice.LEAVE.value, _("Leave")

    @property
    def unanswered(self) -> list[Row]:
        return [row for row in self.rows if not row.chosen]

    @property
    def otherwise(self) -> list[Row]:
        return [row for row in self.rows if row.is_otherwise]

    @property
    def chosen(self) -> dict[str, Chosen]:
        return {row.line.item.number: self._chosen(row) for row in self.rows if row.chosen}

    def _chosen(self, row: Row) -> Chosen:
        if row.is_otherwise:
            item = row.line.item
            body = row.body if row.body != item.body else ""
            kind = Kind(row.kind) if row.kind in set(Kind) and row.kind != item.kind else None
            return Chosen(choice=Choice.CARRY, number=row.number, kind=kind, body=body)
        into = row.line.into.number if row.line.into and row.chosen == Choice.JOIN else ""
        return Chosen(choice=Choice(row.chosen), into=into)

    @property
    def parts(self) -> list[tuple[str, str]]:
        return [(kind.value, self.words.kind(kind)) for kind in Kind]

    @property
    def bodies(self) -> list[tuple[str, str]]:
        on = self.form.cleaned_data["gaelder"]
        found = self.form.plan.municipality.bodies.in_force(on).order_by("digit", "abbreviation")
        return [(one.abbreviation, f"{one.abbreviation} – {one.name}") for one in found]
