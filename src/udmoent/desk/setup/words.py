# SPDX-License-Identifier: MPL-2.0
"""The pages on which the town's file is written by forms. Each writes into the file's own text, and nothing else of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.sent import is_done
from udmoent.desk.setup.sections import SECTIONS, Entry, Section
from udmoent.desk.setup.shared import WhyForm, by_of, show, town_of
from udmoent.desk.where import last_used_plan, words_of
from udmoent.documents.words import KINDS
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.configuration import NumberPattern, read_configuration
from udmoent.organisation.models import Municipality
from udmoent.organisation.setting_up import By
from udmoent.organisation.town_text import Place, with_values
from udmoent.plan.setting_up import next_numbers, set_values


class SectionForm(WhyForm):
    """The places of one section, and which version of the file they were read from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, told: object = None, *, section: Section, town: Municipality) -> None:
        self.town, self.section, self.entries = town, section, section.entries(town.configuration)
        says = {entry.name: entry.said(town.configuration) for entry in self.entries}
        self.latest = town.configuration_versions.last()
        super().__init__(told, initial=says | {"version": self.latest.pk if self.latest else None})
        for entry in self.entries:
            self.fields[entry.name] = entry.form_field()
        self.order_fields([*(entry.name for entry in self.entries), "why"])

    @property
    def own(self) -> list[forms.BoundField]:
        return [self[entry.name] for entry in self.entries]

    def values(self) -> dict[Place, object]:
        return {entry.place: self.cleaned_data[entry.name] for entry in self.entries}

    def changed_by_others(self) -> list["BothWrote"]:
        """Where the file has come to say something else than the form was made from."""
        base = self.town.configuration_versions.filter(pk=self.cleaned_data["version"]).first()
        if base is None or self.latest is None or base.pk == self.latest.pk:
            return []
        then, now = read_configuration(base.text), self.town.configuration
        changed = [entry for entry in self.entries if entry.said(then) != entry.said(now)]
        return [BothWrote.of(entry, entry.said(now), self.cleaned_data[entry.name]) for entry in changed]


@dataclass(frozen=True)
class BothWrote:
    """A place that somebody else has changed meanwhile: what it says now, and what this person wrote."""

    label: str
    theirs: str
    mine: str

    @classmethod
    def of(cls, entry: Entry, theirs: object, mine: object) -> "BothWrote":
        words = dict(entry.choices)
        lines = (one if isinstance(one, tuple | list) else [one] for one in (theirs, mine))
        return cls(entry.label, *("\n".join(words.get(str(line), str(line)) for line in told) for told in lines))


@needs(rules.SET_UP)
@GET_OR_POST
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a section says. Where another has changed it since the form was made, both are shown."""
    if slug not in SECTIONS:
        raise Http404(_("There is no such section."))
    chosen, town = SECTIONS[slug], town_of(request)
    form = SectionForm(request.POST or None, section=chosen, town=town)
    if form.is_valid() and "try" in request.POST:
        return _shown(request, chosen, form, values=form.values())
    return saved(request, form, partial(_shown, request, chosen), lambda by: set_values(town, form.values(), by=by))


def saved(
    request: HttpRequest, form: SectionForm, shown: Callable[..., HttpResponse], act: Callable[[By], object]
) -> HttpResponse:
    """Do what the form says and come back to the page. It is `shown` again where it is refused, and where another has
    changed the same since it was made.
    """
    both = form.changed_by_others() if form.is_valid() else []
    if both:
        again = request.POST.copy()
        again["version"] = str(form.latest.pk if form.latest else "")
        return shown(type(form)(again, section=form.section, town=form.town), both=both, status=409)
    if is_done(form, lambda: act(by_of(request, form.cleaned_data["why"]))):
        messages.success(request, _("Saved. What the file said before stays among its versions."))
        return redirect(request.path)
    return shown(form, status=422 if form.is_bound else 200)


def _shown(request: HttpRequest, chosen: Section, form: SectionForm, *, status: int = 200, **told: Any) -> HttpResponse:
    values = told.pop("values", None)
    if chosen.slug == "numre":
        told |= _examples(request, form.town, values)
    return show(request, "section", str(chosen.name), section=chosen, form=form, status=status, **told)


def _examples(request: HttpRequest, town: Municipality, values: dict[Place, object] | None) -> dict[str, Any]:
    """The numbers that would be given next, and those in use that are not read as the pattern says."""
    text = town.configuration_text
    try:
        pattern = read_configuration(with_values(text, values) if values else text).numbers
    except Refused as refused:
        return {"example_refusals": refused.refusals}
    numbers = town.items.values_list("number", flat=True)
    plan = last_used_plan(request)
    made = [(_(KINDS[kind]), one) for kind, one in next_numbers(town, plan, pattern)]
    return {
        "examples": made,
        "plan": plan,
        "checked": len(numbers),
        "misread": _misread(pattern, list(numbers)),
        "is_tried": bool(values),
    }


def _misread(pattern: NumberPattern, numbers: list[str]) -> list[str]:
    return [f"{number} → {pattern.proper(number)}" for number in numbers if pattern.proper(number) != number]


@needs(rules.SET_UP)
@require_safe
def layouts(request: HttpRequest) -> HttpResponse:
    """How the town sets its plan on paper. Changed in the file itself."""
    words = words_of(town_of(request))
    found = [
        (
            name,
            layout.landscape,
            [(column, [words.label(field) for field in column.fields]) for column in layout.columns],
        )
        for name, layout in town_of(request).configuration.layouts.items()
    ]
    return show(request, "layouts", _("Tables on paper"), layouts=found)
