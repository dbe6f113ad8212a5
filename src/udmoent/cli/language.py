# SPDX-License-Identifier: MPL-2.0
"""The program speaks Danish or English, also in what Python's argparse says for it."""

import gettext
import os

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop as N_


def speak(language: str) -> None:
    """Use the language for the rest of this run."""
    translation.activate(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("django", settings.LOCALE_PATHS[0])
    gettext.textdomain("django")


OF_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("ignored explicit argument %r"),
    N_("not allowed with argument %s"),
)
