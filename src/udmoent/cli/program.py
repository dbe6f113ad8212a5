# SPDX-License-Identifier: MPL-2.0
"""Finds the command, runs it, and says its answer to people or to programs."""

import argparse
import json
import sys
from typing import NoReturn

from django.core.management import execute_from_command_line, get_commands
from django.db import DatabaseError
from django.utils.translation import gettext as _

from udmoent import __version__
from udmoent.cli.asked import Asked
from udmoent.cli.command import Answer, Command, WrongUsage
from udmoent.cli.commands import COMMANDS
from udmoent.cli.ready import why_not_use_database
from udmoent.documents.endings import UnknownEnding
from udmoent.lib.refusal import Refused, Unknown

DONE, REFUSED, WRONG = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """Leaves the saying of mistakes to us."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(_("{mistake}. See: {program} --help").format(mistake=message, program=self.prog))


def answer(asked: Asked) -> int:
    """Run what was asked for; the exit code. Nothing a person does wrong gives a stack trace."""
    if asked.language is None:
        return _say_mistake(_("The language is da or en."), WRONG, asked.json)
    name = asked.words[0] if asked.words else ""
    if name in get_commands() and name not in COMMANDS:
        execute_from_command_line(["udmoent", *asked.words])
        return DONE
    try:
        return _run(name, asked)
    except (WrongUsage, UnknownEnding) as mistake:
        return _say_mistake(str(mistake), WRONG, asked.json)
    except Unknown as refused:
        return _say_mistake(str(refused), REFUSED, asked.json, known=list(refused.known))
    except Refused as refused:
        return _say_mistake(str(refused), REFUSED, asked.json)
    except DatabaseError as fault:
        return _say_mistake(
            _("The database does not answer as it should: {fault}").format(fault=fault), REFUSED, asked.json
        )
    except KeyboardInterrupt:
        return _say_mistake(_("Stopped. Nothing half-done is left."), REFUSED, asked.json)


def _run(name: str, asked: Asked) -> int:
    if not name and asked.json:
        raise WrongUsage(_("No command is named. The commands are: {known}.").format(known=", ".join(COMMANDS)))
    if asked.json and not {"-h", "--help"}.isdisjoint(asked.words):
        print(json.dumps({"help": _help_of(name)}, ensure_ascii=False, indent=2))
        return DONE
    if name in ("", "-h", "--help", "help"):
        print(overview())
        return DONE if name else WRONG
    if name == "--version":
        print(__version__)
        return DONE
    command = COMMANDS.get(name)
    if command is None:
        raise WrongUsage(
            _("There is no command “{name}”. The commands are: {known}.").format(name=name, known=", ".join(COMMANDS))
        )
    arguments = parser(name, command).parse_args(asked.words[1:])
    refusal = why_not_use_database() if command.needs_database else None
    if refusal:
        raise Refused(refusal)
    return _say(command.run(arguments), asked.json)


def _help_of(name: str) -> str:
    return parser(name, COMMANDS[name]).format_help() if name in COMMANDS else overview()


def parser(name: str, command: Command) -> Parser:
    made = Parser(
        prog=f"udmoent {name}",
        description=str(command.does),
        epilog=_("Example: {example}").format(example=command.example),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for argument in command.arguments:
        argument.add_to(made)
    made.add_argument("--json", action="store_true", help=_("answer as one JSON document"))
    made.add_argument("--language", choices=["da", "en"], help=_("Danish (default) or English"))
    return made


def overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {command.does}" for name, command in COMMANDS.items()]
    return "\n".join(
        [
            _("Udmønt {version} keeps a municipality's plan for carrying out its budget agreement.").format(
                version=__version__
            ),
            "",
            _("usage: udmoent [--json] [--language da|en] COMMAND …"),
            "",
            *lines,
            "",
            _("udmoent COMMAND --help tells more of one. Django's own commands work too."),
        ]
    )


def _say(answer: Answer, as_json: bool) -> int:
    if as_json:
        print(json.dumps(answer.told, ensure_ascii=False, indent=2))
    elif answer.text:
        print(answer.text, file=sys.stderr if answer.is_refused else sys.stdout)
    if answer.then:
        answer.then()
    return REFUSED if answer.is_refused else DONE


def _say_mistake(sentence: str, code: int, as_json: bool, **told: object) -> int:
    if as_json:
        print(json.dumps({"error": sentence} | told, ensure_ascii=False, indent=2))
    print(sentence, file=sys.stderr)
    return code
