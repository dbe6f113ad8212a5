# SPDX-License-Identifier: MPL-2.0
"""What the timeline, and the plan over time, show: told by the page's address."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.documents.front import body_name
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.plan.facts import Kind
from udmoent.ui.timeline import Scale, scale_of_year, scale_of_years

BY_BODY: Final = "udvalg"


class ItemsForm(forms.Form):
    """Which items are told of; nothing asked for is all of them."""

    udvalg = forms.ChoiceField(required=False)
    part = forms.ChoiceField(required=False)
    tvaergaaende = forms.BooleanField(label=gettext_lazy("Cross-cutting only"), required=False)

    def __init__(self, told: Mapping[str, Any], *, content: PlanContent, words: Words) -> None:
        super().__init__(told, auto_id="filter-%s")
        self.content, self.words = content, words
        self.fields["udvalg"].label = words.label("body")
        self.fields["part"].label = words.label("kind")
        everything = ("", _("All"))
        names = {body.abbreviation: body_name(content, body.abbreviation) for body in content.bodies}
        self._offer("udvalg", everything, *((code, f"{code} – {name}") for code, name in names.items()))
        self._offer("part", everything, *((kind.value, words.part(kind)) for kind in Kind))

    def _offer(self, name: str, *choices: tuple[str, str]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self, name: str) -> str:
        """What was asked for and understood."""
        return (self.cleaned_data.get(name) if self.is_bound and not self.errors.get(name) else "") or ""

    def pick(self) -> list[ItemContent]:
        body, part, only_cross_cutting = self.asked("udvalg"), self.asked("part"), self.asked("tvaergaaende")
        items: Iterable[ItemContent] = (excerpt(self.content, body) if body else self.content).items
        return [item for item in items if part in ("", item.kind) and (item.is_cross_cutting or not only_cross_cutting)]


class TimelineForm(ItemsForm):
    """Over all the plan's years, by part, where nothing else is asked for."""

    aar = forms.ChoiceField(label=gettext_lazy("Years"), required=False)
    efter = forms.ChoiceField(label=gettext_lazy("Group by"), required=False)
    field_order = ("udvalg", "part", "aar", "efter", "tvaergaaende")

    def __init__(self, told: Mapping[str, Any], *, content: PlanContent, words: Words) -> None:
        super().__init__(told, content=content, words=words)
        all_years = ("", f"{content.years[0]}–{content.years[-1]}")
        self._offer("aar", all_years, *((str(year), str(year)) for year in content.years))
        self._offer("efter", ("", words.label("kind")), (BY_BODY, words.label("body")))

    @cached_property
    def scale(self) -> Scale:
        year = self.asked("aar")
        if year:
            return scale_of_year(int(year), self.words.language)
        return scale_of_years(self.content.budget_year, len(self.content.years))

    def group_of(self, item: ItemContent) -> tuple[str, str]:
        """The code and the name of the group in which the item stands."""
        if self.asked("efter") == BY_BODY:
            return item.body, body_name(self.content, item.body)
        return item.kind, self.words.part(item.kind)
