# SPDX-License-Identifier: MPL-2.0
"""docs/reference, as far as it is made from the code: `update` writes it, `check` tells what is out of date."""

import json
import os
import sys
from pathlib import Path

REFERENCE = Path(__file__).parents[1] / "docs/reference"


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "udmoent.settings")
    os.environ["COLUMNS"] = "100"
    import django

    django.setup()
    from udmoent.cli.commands import COMMANDS
    from udmoent.cli.language import speak
    from udmoent.editions.content import schema

    speak("en")
    return {
        "commands.md": commands(COMMANDS),
        "stages.md": stages(),
        "rounds.md": rounds(),
        "proposals.md": proposals(),
        "capital-steps.md": capital_steps(),
        "roles.md": roles(),
        "plan-content.schema.json": json.dumps(schema(), ensure_ascii=False, indent=2) + "\n",
    }


def commands(known: dict) -> str:
    from udmoent.cli.program import parser

    parts = [
        f"## `udmoent {name}`\n\n```\n{parser(name, command).format_help()}```\n" for name, command in known.items()
    ]
    return "\n".join([COMMANDS_OPENING, *parts])


def stages() -> str:
    from udmoent.plan.facts import Stage
    from udmoent.plan.rules import MAY_FOLLOW

    rows = [
        f"| {stage} | {' · '.join(after for after in Stage if after in MAY_FOLLOW[stage])} |" for stage in MAY_FOLLOW
    ]
    return "\n".join([STAGES_OPENING, "| stage | may be followed by |", "|---|---|", *rows, ""])


def rounds() -> str:
    """The table of a round's stages, and a diagram of it."""
    from udmoent.followup.facts import RoundStage
    from udmoent.followup.rules import MAY_FOLLOW, why_not_become

    steps = [(before, after) for before in RoundStage for after in RoundStage if after in MAY_FOLLOW[before]]
    rows = [
        f"| {stage} | {' · '.join(after for before, after in steps if before == stage)} | {why_not_become(stage, stage)} |"
        for stage in RoundStage
    ]
    arrows = [f"    {before} --> {after}" for before, after in steps]
    diagram = ["```mermaid", "stateDiagram-v2", f"    [*] --> {next(iter(RoundStage))}", *arrows, "```", ""]
    head = ["| stage | may be followed by | anything else is refused with |", "|---|---|---|"]
    return "\n".join([ROUNDS_OPENING, *head, *rows, "", *diagram])


def proposals() -> str:
    """The table of a proposal's stages, and a diagram of it."""
    from udmoent.catalogue.facts import ProposalStage
    from udmoent.catalogue.rules import MAY_FOLLOW, NEEDED

    steps = [(before, after) for before in ProposalStage for after in ProposalStage if after in MAY_FOLLOW[before]]
    rows = [
        f"| {stage} | {' · '.join(after for before, after in steps if before == stage)} | {' · '.join(NEEDED[stage])} |"
        for stage in ProposalStage
    ]
    arrows = [f"    {before} --> {after}" for before, after in steps]
    diagram = ["```mermaid", "stateDiagram-v2", f"    [*] --> {next(iter(ProposalStage))}", *arrows, "```", ""]
    head = ["| stage | may be followed by | tells |", "|---|---|---|"]
    return "\n".join([PROPOSALS_OPENING, *head, *rows, "", *diagram])


def capital_steps() -> str:
    """The table of a capital project's steps, and a diagram of it."""
    from udmoent.economy.steps import DECIDED, MAY_FOLLOW, ORDER, step_name

    taken = [(before, after) for before in ORDER for after in ORDER if after in MAY_FOLLOW[before]]
    rows = [
        f"| {step} | {step_name(step)} | {' · '.join(after for before, after in taken if before == step)} "
        f"| {'yes' if step in DECIDED else ''} |"
        for step in ORDER
    ]
    arrows = [f"    {before} --> {after}" for before, after in taken]
    diagram = ["```mermaid", "stateDiagram-v2", f"    [*] --> {ORDER[0]}", *arrows, "```", ""]
    head = ["| step | in words | may be followed by | by the council's decision |", "|---|---|---|---|"]
    return "\n".join([CAPITAL_STEPS_OPENING, *head, *rows, "", *diagram])


def roles() -> str:
    from udmoent.organisation.rules import ROLES

    rows = [f"| {role} | {' · '.join(sorted(permissions))} |" for role, permissions in ROLES.items()]
    return "\n".join([ROLES_OPENING, "| role | may |", "|---|---|", *rows, ""])


COMMANDS_OPENING = """\
# Commands

Made from the program itself by `make messages`; a test holds it up to date.

`udmoent` is the one program; Django's own commands work too. `--json` and `--language da|en` may stand before or after the
command. It exits with 0 when done (differences found are no fault), 1 when refused, and 2 when the command line cannot be
understood. Sentences for people go to stderr; with `--json` stdout is exactly one JSON document, also when refused.
Dates are written 2025-05-31, 31-05-2025 or 31.5.2025. Names match exactly but for case.
"""
STAGES_OPENING = """\
# Stages

Made from `plan/rules.py`; a test holds it up to date. A closed or withdrawn item comes back by being reopened.
"""
ROUNDS_OPENING = """\
# Stages of a round

Made from `followup/rules.py`; a test holds it up to date. A round that has not opened can be called off; a closed one can be
opened again until it is sealed, which makes it a version of the plan.
"""
PROPOSALS_OPENING = """\
# Stages of a råderum proposal

Made from `catalogue/rules.py`; a test holds it up to date. To choose, to reserve and to reject what has been in hearing needs
the decision behind it. What has become an item of the plan goes nowhere any more.
"""
CAPITAL_STEPS_OPENING = """\
# Steps of a capital project

Made from `economy/steps.py`; a test holds it up to date. The first step that is told of a project may be any. A step back needs a
reason.
"""
ROLES_OPENING = """\
# Roles

Made from `organisation/rules.py`; a test holds it up to date. What is not in the table is not allowed.
"""


def main(verb: str) -> int:
    stale = []
    for name, text in pages().items():
        file = REFERENCE / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(name)
            if verb == "update":
                file.write_text(text, encoding="utf-8")
    if verb == "check" and stale:
        print(f"docs/reference is out of date: {', '.join(stale)}. Run: make messages", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
