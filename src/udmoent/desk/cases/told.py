# SPDX-License-Identifier: MPL-2.0
"""A case in words: where its sentences come from, how it stands at each body, and the frame of its pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.cases.models import Case, CaseTreatment
from udmoent.cases.wording import name_of
from udmoent.cases.words import OUTCOMES, SOURCES
from udmoent.cases.written import Origin, Paragraph, Sentence, Source
from udmoent.desk.cases.which import Sight
from udmoent.desk.where import Crumb, steps_to
from udmoent.lib.dates import short_date


def show(
    request: HttpRequest, template: str, sight: Sight, name: str = "", *, status: int = 200, **told: Any
) -> HttpResponse:
    """A page of the case; `name` is its own where it is not the case's first one."""
    case = sight.case
    way = [
        *steps_to(case.plan, _("Cases"), "cases"),
        Crumb(case.title, reverse("case", args=[case.plan_id, case.pk]) if name else ""),
    ]
    frame = {
        "plan": case.plan,
        "here": "cases",
        "case": case,
        "sight": sight,
        "crumbs": [*way, *([Crumb(name)] if name else [])],
    }
    return render(request, f"desk/cases/{template}.html", frame | {"name": name} | told, status=status)


@dataclass(frozen=True)
class Told:
    """A sentence and where it is from, in words. `href` is where its wording is changed."""

    text: str
    origins: str
    href: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, or the bullets of one list."""

    is_list: bool
    paragraphs: list[list[Told]]


def blocks(paragraphs: Iterable[Paragraph]) -> list[Block]:
    """The paragraphs with bullets that follow one another put together."""
    made: list[Block] = []
    for paragraph in paragraphs:
        told = [Told(one.text, origins_told(one)) for one in paragraph.sentences]
        if paragraph.is_bullet and made and made[-1].is_list:
            made[-1].paragraphs.append(told)
        else:
            made.append(Block(paragraph.is_bullet, [told]))
    return made


def sources(paragraphs: Iterable[Paragraph], *, may_word: bool) -> list[Told]:
    """Every sentence with its origins, one after the other; for those who may word it otherwise with the way there."""
    found = [one for paragraph in paragraphs for one in paragraph.sentences]
    return [Told(one.text, origins_told(one), _wording_of(one) if may_word else "") for one in found]


def _wording_of(sentence: Sentence) -> str:
    worded = (one.of for one in sentence.origins if one.source in (Source.TOWN, Source.STANDARD))
    name = next(filter(None, map(name_of, worded)), "")
    return reverse("setup_sentence", args=[name]) if name else ""


def origins_told(sentence: Sentence) -> str:
    """ "kommunens standardsætning (law) · planen (version “original”)"."""
    return " · ".join(map(_origin, sentence.origins))


def _origin(origin: Origin) -> str:
    word = str(SOURCES[origin.source])
    return f"{word} ({origin.of})" if origin.of else word


@dataclass(frozen=True)
class Stop:
    """A body on the route, in words."""

    treatment: CaseTreatment
    body: str
    name: str
    meeting: str
    outcome: str
    decision: str
    sent: list[Any]
    people: list[tuple[str, str]]

    @property
    def is_decided(self) -> bool:
        return bool(self.outcome)


def stops(sight: Sight) -> list[Stop]:
    return [_stop(one) for one in sight.treatments]


def _stop(one: CaseTreatment) -> Stop:
    return Stop(
        treatment=one,
        body=one.body.abbreviation,
        name=one.body.name,
        meeting=short_date(one.meeting.held_on) if one.meeting else "",
        outcome=str(OUTCOMES[one.outcome]) if one.outcome else "",
        decision=one.decision.text if one.decision else "",
        sent=list(one.sent.all()),
        people=list(_people(one)),
    )


def _people(one: CaseTreatment) -> Iterator[tuple[str, str]]:
    """Who was not there, and what else the minutes tell."""
    lists = (
        (_("Absent"), one.absent),
        (_("Apologies"), one.apologies),
        (_("Disqualified"), one.disqualified),
        (_("Deputies"), one.deputies),
    )
    for name, people in lists:
        if people:
            yield name, ", ".join(_person(each) for each in people)
    for said in one.minority:
        yield _("Minority statement by {by}").format(by=said.get("by", "")), said.get("text", "")


def _person(told: dict[str, str]) -> str:
    party = f" ({told['party']})" if told.get("party") else ""
    person = f"{told.get('name', '')}{party}"
    return _("{deputy} for {member}").format(deputy=person, member=told["for"]) if told.get("for") else person


def next_treatment(sight: Sight) -> CaseTreatment:
    """The body that the case is before now: the first that has not decided, else the last."""
    return next((one for one in sight.treatments if not one.outcome), sight.treatments[-1])


def case_address(case: Case) -> str:
    return reverse("case", args=[case.plan_id, case.pk])
