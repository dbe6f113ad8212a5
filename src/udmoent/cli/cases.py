# SPDX-License-Identifier: MPL-2.0
"""The command that reads an agenda case."""

import sys
from argparse import Namespace
from pathlib import Path

import msgspec
from django.utils.translation import gettext as _

from udmoent.cli.command import Answer
from udmoent.cli.ready import why_not_use_database
from udmoent.documents.case import read_case
from udmoent.documents.case.words import case_words
from udmoent.organisation.configuration import TownConfiguration, configuration_text, read_configuration
from udmoent.organisation.models import Municipality

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
