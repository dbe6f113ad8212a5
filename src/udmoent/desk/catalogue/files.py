# SPDX-License-Identifier: MPL-2.0
"""A catalogue handed out. What is confidential is left out unless whoever may read it asks for it."""

from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.audit.actions import record
from udmoent.catalogue.content import Catalogue
from udmoent.catalogue.facts import Openness
from udmoent.catalogue.models import CatalogueRound
from udmoent.desk.access import needs
from udmoent.desk.catalogue.seen import At, at_round
from udmoent.desk.downloads import Download, made_file
from udmoent.desk.where import language
from udmoent.documents.actions import template_for
from udmoent.documents.catalogue_report import AnswerContent, CatalogueDocument
from udmoent.documents.rules import CATALOGUE
from udmoent.documents.write_catalogue import write_catalogue
from udmoent.organisation import rules

ENDINGS: Final = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}


def catalogue_downloads(round: CatalogueRound, body: str, *, confidential: bool = False) -> list[Download]:
    """What the visitor may see of the catalogue, or of one committee's part, in each form."""
    asked = {"udvalg": body, "fortrolige": "on" if confidential else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return [
        Download(name, reverse("get_catalogue", args=[round.budget_year, ending]) + (f"?{query}" if query else ""))
        for ending, name in ENDINGS.items()
    ]


@needs(rules.EXPORT)
@require_safe
def get_catalogue(request: HttpRequest, year: int, ending: str) -> HttpResponseBase:
    at = at_round(request, year)
    body = request.GET.get("udvalg", "")
    told = document(at, body, confidential="fortrolige" in request.GET)

    def write(file: Path) -> object:
        town = at.round.municipality
        template = template_for(file, town, CATALOGUE, files=settings.UDMOENT_FILES)
        return write_catalogue(told, file, town=town.configuration, language=language(), template=template)

    file = made_file(write, [at.round.name, body], ending, ENDINGS)
    by = at.visitor.person
    record(
        "export_catalogue",
        at.round,
        municipality_id=at.round.municipality_id,
        by_id=by.pk,
        now=clock.now(),
        form=ending,
        body=body,
    )
    return file


def document(at: At, body: str, *, confidential: bool) -> CatalogueDocument:
    """Of what the visitor sees; with what is confidential only for whoever may read that, and asks."""
    shown = at.seen if confidential and at.visitor.may[rules.READ_CONFIDENTIAL] else _without_confidential(at.seen)
    shown = shown.of_body(body) if body else shown
    names = dict(at.round.municipality.bodies.in_force(clock.today()).values_list("abbreviation", "name"))
    moments = [one.known_at for one in shown.proposals]
    return CatalogueDocument(
        catalogue=shown,
        municipality=at.round.municipality.name,
        body=names.get(body, body),
        answers=_answers(at, shown),
        created=max(moments, default=at.round.begun_at).replace(microsecond=0),
    )


def _without_confidential(seen: Catalogue) -> Catalogue:
    return seen.only(lambda one: one.openness != Openness.CONFIDENTIAL)


def _answers(at: At, shown: Catalogue) -> list[AnswerContent]:
    """What is published, to the proposals that the document holds and to the whole catalogue."""
    held = {one.id for one in shown.proposals}
    published = at.round.answers.exclude(published_text="").select_related("proposal")
    return [
        AnswerContent(one.sender, one.received_on, one.proposal.number if one.proposal else "", one.published_text)
        for one in published
        if one.proposal_id is None or one.proposal_id in held
    ]
