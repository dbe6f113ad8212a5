# SPDX-License-Identifier: MPL-2.0
"""What the town's cases say: each sentence in the town's words beside Udmønt's, with a look at it as the plan fills it today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from udmoent.cases.wording import GROUPS, NAMES, fields_for, keys_of, standard_of, why_not_word, word
from udmoent.cases.words import KINDS
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import LongTextField
from udmoent.desk.setup.mails import FRAMED
from udmoent.desk.setup.sections import Entry, Section
from udmoent.desk.setup.shared import show, town_of
from udmoent.desk.setup.spoken import spoken
from udmoent.desk.setup.words import SectionForm, saved
from udmoent.desk.where import Crumb
from udmoent.organisation import rules
from udmoent.organisation.case_template import needed_in
from udmoent.organisation.configuration import TownConfiguration
from udmoent.organisation.models import Municipality

AT: Final = ("case", "sentences")
LEFT_OUT: Final = "left_out"


def sentences_crumb() -> Crumb:
    return Crumb(_("What cases say"), reverse("setup_sentences"))


@dataclass(frozen=True)
class Row:
    """A sentence in the list: what it says in most kinds of cases, and in how many it says otherwise."""

    name: str
    text: str
    is_own: bool
    is_left_out: bool
    otherwise: int


@needs(rules.SET_UP)
@require_safe
def sentences(request: HttpRequest) -> HttpResponse:
    """All of them, by what they are about."""
    own = town_of(request).configuration.case.sentences
    groups = [(label, [_row(name, own) for name in names]) for label, names in GROUPS]
    return show(request, "sentences", _("What cases say"), groups=groups)


def _row(name: str, own: Mapping[str, str]) -> Row:
    keys = [key for _kind, key in keys_of(name)]
    told = [key for key in keys if key in own or standard_of(key)]
    first = told[0] if told else keys[0]
    return Row(
        name=name,
        text=own.get(first) or standard_of(first),
        is_own=any(key in own for key in keys),
        is_left_out=own.get(first) == "",
        otherwise=max(len(told) - 1, 0),
    )


# One sentence


@dataclass(frozen=True)
class Wording(Entry):
    """What the sentence says in one kind of case, or in all of them: the town's words, or those that come with Udmønt."""

    kind: str = ""

    def said(self, town: TownConfiguration) -> str:
        return town.case.sentences.get(self.place[-1]) or standard_of(self.place[-1])


@dataclass(frozen=True)
class LeftOut(Entry):
    def said(self, town: TownConfiguration) -> bool:
        return town.case.sentences.get(self.place[-2]) == ""


def section_of(name: str) -> Section:
    if name not in NAMES:
        raise Http404(_("There is no such sentence."))
    return Section(name, name, "", lambda town: list(_entries(name)))


def _entries(name: str) -> Iterator[Entry]:
    for kind, key in keys_of(name):
        label = str(KINDS[kind]) if kind else _("In all cases")
        yield Wording((*AT, key), label, LongTextField, _hint(kind, key), kind=kind)
        yield LeftOut((*AT, key, LEFT_OUT), _("Left out"), forms.BooleanField)


def _hint(kind: str, key: str) -> str:
    if standard := standard_of(key):
        return _("Udmønt says: {sentence}").format(sentence=standard)
    return _("Left empty: as in all cases") if kind else _("Udmønt says nothing of its own here")


@dataclass(frozen=True)
class Fields:
    """A wording as it is written; `back` is there where the town has its own words for it."""

    wording: Wording
    text: forms.BoundField
    left_out: forms.BoundField
    back: forms.BoundField | None

    @property
    def says_something(self) -> bool:
        return bool(self.text.value() or self.left_out.value())


class SentenceForm(SectionForm):
    """The wordings of one sentence."""

    def __init__(self, told: object = None, *, section: Section, town: Municipality) -> None:
        super().__init__(told, section=section, town=town)
        own = town.configuration.case.sentences
        for entry in self.wordings:
            if entry.place[-1] in own:
                self.fields[_back(entry)] = forms.BooleanField(label=_("Back to the words of Udmønt"), required=False)
        self.order_fields([name for name in self.fields if name != "why"])

    @property
    def wordings(self) -> list[Wording]:
        return [entry for entry in self.entries if isinstance(entry, Wording)]

    @property
    def written(self) -> list[Fields]:
        return [self._fields(entry) for entry in self.wordings]

    def _fields(self, entry: Wording) -> Fields:
        back = _back(entry)
        return Fields(
            entry, self[entry.name], self[f"{entry.name}-{LEFT_OUT}"], self[back] if back in self.fields else None
        )

    @property
    def told_first(self) -> list[Fields]:
        """Those that say something, or are told to be left out, and the first."""
        return [one for place, one in enumerate(self.written) if not place or one.says_something]

    @property
    def told_others(self) -> list[Fields]:
        first = [one.wording for one in self.told_first]
        return [one for one in self.written if one.wording not in first]

    def clean(self) -> dict[str, Any]:
        for one in self.written:
            written = self.cleaned_data.get(one.text.name, "")
            if self._is_ticked(one.back) or self._is_ticked(one.left_out):
                continue
            if not written and standard_of(one.wording.place[-1]):
                self.add_error(one.text.name, _("Write the sentence, or tick that it is left out."))
            for refusal in why_not_word(self.section.slug, one.wording.kind, written):
                self.add_error(one.text.name, _("The sentence cannot say that: {fault}.").format(fault=refusal))
        return self.cleaned_data

    def _is_ticked(self, field: forms.BoundField | None) -> bool:
        return bool(field and self.cleaned_data.get(field.name))

    def told(self) -> dict[str, str | None]:
        """What the sentence is to say, by kind of case; None where it is what comes with Udmønt."""
        return {one.wording.kind: self._told(one) for one in self.written}

    def _told(self, one: Fields) -> str | None:
        if self._is_ticked(one.back):
            return None
        if self._is_ticked(one.left_out):
            return ""
        written = self.cleaned_data[one.text.name]
        return None if written in ("", standard_of(one.wording.place[-1])) else written


def _back(entry: Wording) -> str:
    return f"{entry.name}-back"


@needs(rules.SET_UP)
@GET_OR_POST
def sentence(request: HttpRequest, name: str) -> HttpResponse:
    """Change what a sentence says, or bring back what comes with Udmønt."""
    chosen, town = section_of(name), town_of(request)
    form = SentenceForm(request.POST or None, section=chosen, town=town)
    return saved(request, form, partial(_shown, request, chosen), lambda by: word(town, name, form.told(), by=by))


def _shown(request: HttpRequest, chosen: Section, form: SentenceForm, *, status: int, **told: Any) -> HttpResponse:
    name = chosen.slug
    told |= {
        "form": form,
        "sentence": name,
        "fields": [f"{{{field}}}" for field in fields_for(name)],
        "needed": [
            f"{{{field}}}" for field in dict.fromkeys(one for _k, key in keys_of(name) for one in needed_in(key))
        ],
        "status": status,
    }
    beginning = Truncator(_row(name, town_of(request).configuration.case.sentences).text).words(7)
    title = _("Sentence: {beginning}").format(beginning=beginning or _("left out"))
    return show(request, "sentence", title, way=[sentences_crumb()], **told)


@needs(rules.SET_UP)
@GET_OR_POST
@xframe_options_sameorigin
def look(request: HttpRequest, name: str) -> HttpResponse:
    """The sentence as today's plan fills it, kind by kind: as it is told now, or as it stands in the form. Nothing is saved."""
    chosen, town = section_of(name), town_of(request)
    form = SentenceForm(request.POST or None, section=chosen, town=town)
    told: dict[str, Any] = {"form": form}
    is_wrong = form.is_bound and not form.is_valid()
    if not is_wrong:
        told["lines"] = list(spoken(request, name, form.told() if form.is_bound else {}))
    response = render(request, "desk/setup/sentence_look.html", told, status=422 if is_wrong else 200)
    response["Content-Security-Policy"] = FRAMED
    return response
