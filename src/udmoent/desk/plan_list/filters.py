# SPDX-License-Identifier: MPL-2.0
"""What the list shows, told by the page's address."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import DayField, TextField
from udmoent.documents.front import body_name
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.plan.facts import Assessment, Kind, Stage

SEARCHED = ("number", "title", "course", "status_text", "responsible", "agreed_text", "reason", "mitigation", "heading")


class FilterForm(forms.Form):
    """What the list shows, told by the page's address. `posts` are the visitor's own, casefolded."""

    soeg = TextField(label=gettext_lazy("Search"), required=False)
    udvalg = forms.ChoiceField(required=False)
    part = forms.ChoiceField(label=gettext_lazy("Part"), required=False)
    stadie = forms.ChoiceField(required=False)
    vurdering = forms.ChoiceField(required=False)
    tvaergaaende = forms.BooleanField(label=gettext_lazy("Cross-cutting only"), required=False)
    egne = forms.BooleanField(label=gettext_lazy("My items only"), required=False)
    pr = DayField(label=gettext_lazy("The plan as of"), required=False)

    def __init__(
        self, told: Mapping[str, Any], *, content: PlanContent, words: Words, posts: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(told, auto_id="filter-%s")
        self.posts = posts
        if not posts:
            del self.fields["egne"]
        for name, fact in (("udvalg", "body"), ("stadie", "stage"), ("vurdering", "assessment")):
            self.fields[name].label = words.label(fact)
        everything = ("", _("All"))
        names = {body.abbreviation: body_name(content, body.abbreviation) for body in content.bodies}
        self._offer("udvalg", [everything, *((code, f"{code} – {name}") for code, name in names.items())])
        self._offer("part", [everything, *((kind.value, words.part(kind)) for kind in Kind)])
        still = ("open", _("Open, all stages"))
        self._offer("stadie", [everything, still, *((stage.value, words.stage(stage)) for stage in Stage)])
        self._offer("vurdering", [everything, *((one.value, words.assessment(one)) for one in Assessment)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self, name: str) -> str:
        """What was asked for and understood."""
        self.full_clean()
        return self.cleaned_data.get(name) or ""

    @property
    def is_narrowing(self) -> bool:
        """Whether more than a committee is asked for."""
        return any(self.asked(name) for name in ("soeg", "part", "stadie", "vurdering", "tvaergaaende", "egne"))

    def pick(self, items: Iterable[ItemContent]) -> tuple[ItemContent, ...]:
        asked = {name: self.asked(name) for name in ("part", "stadie", "vurdering", "tvaergaaende")}
        searched = self.asked("soeg").casefold().split()
        mine = self.posts if self.asked("egne") else None
        return tuple(item for item in items if _is_asked(item, asked) and _has(item, searched) and _is_of(item, mine))


def _is_asked(item: ItemContent, asked: dict[str, str]) -> bool:
    return (
        asked["part"] in ("", item.kind)
        and (asked["stadie"] in ("", item.stage) or (asked["stadie"] == "open" and is_open(item)))
        and asked["vurdering"] in ("", item.assessment)
        and (not asked["tvaergaaende"] or item.is_cross_cutting)
    )


def _is_of(item: ItemContent, posts: frozenset[str] | None) -> bool:
    return posts is None or item.responsible.casefold() in posts


def _has(item: ItemContent, searched: list[str]) -> bool:
    if not searched:
        return True
    text = "\n".join(getattr(item, name) for name in SEARCHED).casefold()
    return all(word in text for word in searched)
