# SPDX-License-Identifier: MPL-2.0
"""The commands that read an agenda case, and write one from the plan."""

import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases.facts import OF_AN_EDITION, OF_AN_ITEM, Access, CaseKind
from udmoent.cases.gather import Asked, meeting_of
from udmoent.cases.rules import why_not_leave_out
from udmoent.cases.words import own_words
from udmoent.cases.writing import Head, write_fresh
from udmoent.cases.written import WrittenCase, without_confidential
from udmoent.cli.case_folders import ENDING, write_folder
from udmoent.cli.command import Answer, WrongUsage
from udmoent.cli.named import the_body, the_edition, the_item, the_plan
from udmoent.cli.ready import the_municipality, why_not_use_database
from udmoent.documents.actions import template_for
from udmoent.documents.case import read_case
from udmoent.documents.case.words import case_words
from udmoent.documents.rules import CASE
from udmoent.documents.write_case import write_case
from udmoent.lib.names import named
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.case_template import CaseTemplate
from udmoent.organisation.configuration import TownConfiguration, configuration_text, read_configuration
from udmoent.organisation.models import Body, Municipality

DEFAULT_TOWN = "norddjurs"


def read(arguments: Namespace) -> Answer:
    found = read_case(Path(arguments.file), case_words(_town(arguments.municipality)), _say_progress)
    return Answer(msgspec.to_builtins(found), msgspec.json.format(msgspec.json.encode(found), indent=2).decode())


def _town(name: str) -> TownConfiguration:
    """The named town, else the one that is set up here, else the one that comes with Udmønt."""
    if name:
        return read_configuration(configuration_text(name))
    town = None if why_not_use_database() else Municipality.objects.order_by("pk").first()
    return town.configuration if town else read_configuration(configuration_text(DEFAULT_TOWN))


def _say_progress(page: int, pages: int) -> None:
    print(_("Reading page {page} of {pages} …").format(page=page, pages=pages), file=sys.stderr)


KINDS = {kind.value.replace("_", "-"): kind for kind in CaseKind if kind != CaseKind.OTHER}
"""The kinds of cases by the words that a person writes."""


EVERY_COMMITTEE = "all"


def write(arguments: Namespace) -> Answer:
    """Compose cases from the plan and write them. What is kept of a case on the desk is neither read nor changed."""
    file, asked = Path(arguments.to), [_asked(arguments, body) for body in _bodies(arguments)]
    head = _head(arguments)
    if file.suffix.lower() == ENDING:
        cases = write_folder(asked, head, file, only_open=arguments.without_confidential)
        told = [_told(case, file) for case in cases]
        text = "\n".join(f"{case.body_abbreviation}: {_said(case, file)}" for case in cases)
        return Answer(told[0] if len(told) == 1 else {"file": str(file), "cases": told}, text)
    if len(asked) > 1:
        raise WrongUsage(_("Several cases go into one folder. Write --to with a name that ends in .zip."))
    return _write_one(arguments, asked[0], head, file)


def _bodies(arguments: Namespace) -> list[Body]:
    """Those that are named, each once; all committees that are there on the day of the case."""
    municipality, named = the_municipality(), arguments.body
    if [name.casefold() for name in named] != [EVERY_COMMITTEE]:
        return list(dict.fromkeys(the_body(municipality, name) for name in named))
    found = list(municipality.bodies.in_force(arguments.meeting_on or clock.today()).filter(kind=Body.Kind.COMMITTEE))
    Refused.if_any([Refusal(_("There is no committee that day. Name the bodies instead.")) if not found else None])
    return found


def _write_one(arguments: Namespace, asked: Asked, head: Head, file: Path) -> Answer:
    case = write_fresh(asked, head)
    if arguments.without_confidential:
        Refused.if_any([why_not_leave_out(case.access)])
        case = without_confidential(case)
    town = asked.plan.municipality
    write_case(case, file, template=template_for(file, town, CASE, files=settings.UDMOENT_FILES))
    return Answer(_told(case, file), _said(case, file))


def _asked(arguments: Namespace, body: Body) -> Asked:
    plan, kind = the_plan(body.municipality, arguments.plan), KINDS[arguments.kind]
    if kind in OF_AN_EDITION and not arguments.edition:
        raise WrongUsage(_("A case of this kind tells of a version. Write --edition NAME."))
    if kind in OF_AN_ITEM and not arguments.item:
        raise WrongUsage(_("A case of this kind is about one item. Write --item NUMBER."))
    asked = Asked(
        kind=kind,
        plan=plan,
        body=body,
        today=clock.today(),
        edition=the_edition(plan, arguments.edition) if arguments.edition else None,
        since=the_edition(plan, arguments.since) if arguments.since else None,
        item=the_item(plan, arguments.item) if arguments.item else None,
        year=arguments.year,
        meeting_on=arguments.meeting_on,
        access=Access.CONFIDENTIAL if arguments.closed_because else Access.OPEN,
        own={"assessment": arguments.assessment, "purpose": arguments.purpose},
        recommended_by=arguments.recommended_by,
        arrangement=_arrangement(plan.municipality.configuration.case, arguments.arrangement),
    )
    return asked if asked.meeting_on else replace(asked, meeting_on=meeting_of(asked))


def _head(arguments: Namespace) -> Head:
    return Head(
        title=arguments.title,
        case_number=arguments.case_number,
        ground=arguments.closed_because,
    )


def _arrangement(case: CaseTemplate, name: str) -> str:
    """By the name in the town's file."""
    if not name:
        return ""
    return named(case.arrangements, name, _("There is no arrangement “{name}”. The arrangements are: {known}."))


def _told(case: WrittenCase, file: Path) -> dict[str, object]:
    return {
        "file": str(file),
        "title": case.title,
        "body": case.body_abbreviation,
        "meeting_on": case.meeting_on.isoformat() if case.meeting_on else None,
        "edition": case.edition or None,
        "sha256": case.sha256 or None,
        "sections": [section.heading for section in case.sections],
        "attachments": [one.title for one in case.attachments],
        "to_write": list(case.to_write),
        "empty_sections": [section.heading for section in case.sections if not section.paragraphs],
    }


def _said(case: WrittenCase, file: Path) -> str:
    lines = [_("“{title}” is written to {file}.").format(title=case.title, file=file)]
    if case.to_write:
        sentence = _(
            "Still to be written by a person: {which}. Where the town has a standard sentence, it stands there meanwhile."
        )
        lines.append(sentence.format(which=", ".join(own_words(case.to_write))))
    empty = [section.heading for section in case.sections if not section.paragraphs]
    if empty:
        lines.append(_("Nothing is said under {headings}.").format(headings=", ".join(empty)))
    return "\n".join(lines)
