# SPDX-License-Identifier: MPL-2.0
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "udmoent.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
