# SPDX-License-Identifier: MPL-2.0
"""The one program. Its own commands come first; any other word is one of Django's commands."""

import json
import os
import sys
from collections.abc import Sequence

from udmoent.cli.asked import Asked, read_command_line


def main(words: Sequence[str] | None = None) -> None:
    """Run the program and exit with 0 done, 1 refused, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "udmoent.settings")
    asked = read_command_line(sys.argv[1:] if words is None else words)
    try:
        code = run(asked)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has had enough, as `udmoent … | head` has; Python must not complain of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def run(asked: Asked) -> int:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as fault:
        return _say_fault(str(fault), asked)
    from udmoent.cli.language import speak
    from udmoent.cli.program import answer

    speak(asked.language or "da")
    return answer(asked)


def _say_fault(sentence: str, asked: Asked) -> int:
    if asked.json:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    print(sentence, file=sys.stderr)
    return 1
