# SPDX-License-Identifier: MPL-2.0
"""The program speaks Danish or English, also in what Python's argparse says for it."""

import gettext
import os

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop


def speak(language: str) -> None:
    """Use the language for the rest of this run."""
    translation.activate(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("django", settings.LOCALE_PATHS[0])
    gettext.textdomain("django")


OF_ARGPARSE = (
    gettext_noop("usage: "),
    gettext_noop("positional arguments"),
    gettext_noop("options"),
    gettext_noop("show this help message and exit"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("expected one argument"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("ignored explicit argument %r"),
    gettext_noop("not allowed with argument %s"),
)
