# SPDX-License-Identifier: MPL-2.0
"""The commands, in the order in which a plan meets them."""

from django.utils.translation import gettext_lazy as _

from udmoent.cli import cases, finance, imports, next_plan, plans, reminding, setting_up
from udmoent.cli.command import Command, day, option, word

PLAN = option("--plan", _("the plan's name"), _("NAME"), required=True)
BODY = option("--body", _("a body, by abbreviation or name"), _("ABBR"))
BY = option("--by", _("who does it: a post, a person's name or e-mail"), _("WHO"), default="plankoordinator")

COMMANDS: dict[str, Command] = {
    "setup": Command(
        does=_("make the database ready, and load a municipality's configuration"),
        example="udmoent setup --municipality norddjurs",
        run=setting_up.setup,
        needs_database=False,
        arguments=(option("--municipality", _("one that comes with Udmønt, or a file of your own"), _("NAME|FILE")),),
    ),
    "demo": Command(
        does=_("build the sample plan and serve it"),
        example="udmoent demo --port 8000",
        run=setting_up.demo,
        needs_database=False,
        arguments=(
            option("--port", _("where to serve it"), _("N"), type=int, default=8000),
            option("--no-serve", _("build only")),
        ),
    ),
    "work": Command(
        does=_("do the long work that waits, such as reading large files; runs beside the server"),
        example="udmoent work",
        run=setting_up.work,
        arguments=(option("--once", _("do what waits now, and stop")),),
    ),
    "list-plans": Command(
        does=_("list the plans with their versions"),
        example="udmoent list-plans --json",
        run=plans.list_plans,
    ),
    "read-case": Command(
        does=_("read an agenda case into its parts"),
        example="udmoent read-case sag.pdf --json",
        run=cases.read,
        needs_database=False,
        arguments=(
            word("file", _("the case: .txt, .docx or .pdf")),
            option("--municipality", _("whose words to read it with"), _("NAME|FILE"), default=""),
        ),
    ),
    "write-case": Command(
        does=_("write an agenda case from the plan"),
        example='udmoent write-case orientation --plan "Udmøntningsplan 2025-2028" --body BUU --edition original --to sag.docx',
        run=cases.write,
        arguments=(
            word("kind", _("what the case asks"), choices=list(cases.KINDS), metavar=None),
            PLAN,
            option(
                "--body",
                _("a body, by abbreviation or name; may be told several times; all: each committee"),
                _("ABBR"),
                required=True,
                action="append",
            ),
            option("--edition", _("the version that it tells of"), _("NAME")),
            option(
                "--since", _("the version that changes are told since; what the body last saw if left out"), _("NAME")
            ),
            option("--item", _("the item that it is about"), _("NUMBER")),
            option("--year", _("the year that money is released in"), _("YEAR"), type=int),
            option("--meeting-on", _("the day of the meeting"), _("DATE"), type=day),
            option("--title", _("the case's title"), _("TEXT"), default=""),
            option("--case-number", _("the case's number"), _("TEXT"), default=""),
            option("--recommended-by", _("who recommends"), _("TEXT"), default=""),
            option("--assessment", _("the overall assessment, in a person's words"), _("TEXT"), default=""),
            option("--purpose", _("what the money is for, in a person's words"), _("TEXT"), default=""),
            option("--arrangement", _("an arrangement of the municipality's configuration"), _("NAME"), default=""),
            option("--closed-because", _("makes it a closed case, on this ground"), _("TEXT"), default=""),
            option("--without-confidential", _("leave out the confidential attachments")),
            option(
                "--to",
                _("the file: .docx, .pdf, .txt, or .zip for the case with its attachments"),
                _("FILE"),
                required=True,
            ),
        ),
    ),
    "import-plan": Command(
        does=_("bring a plan in from a file, or update it"),
        example='udmoent import-plan plan.docx --plan "Udmøntningsplan 2026-2029" --new --unit tkr --dry-run',
        run=imports.import_file,
        arguments=(
            word("file", _("the plan: .docx, .xlsx, .xls, .ods, .csv or .json")),
            PLAN,
            option("--new", _("begin a new plan of that name")),
            option("--year", _("a new plan's budget year"), _("YEAR"), type=int),
            option("--unit", _("what amounts without a unit are in"), choices=["kr", "tkr", "mio"], action="store"),
            option("--applies-on", _("from which day it holds; today if left out"), _("DATE"), type=day),
            BY,
            option("--why", _("why it is done"), _("TEXT"), default=""),
            option("--dry-run", _("show what would happen, and write nothing")),
            option("--skip-faulty", _("leave out the rows with faults or conflicts")),
        ),
    ),
    "import-finance": Command(
        does=_("bring in what is spent, and the budget, from an extract of the finance system"),
        example='udmoent import-finance forbrug.csv --plan "Udmøntningsplan 2025-2028" --as-of 31.5.2025 --dry-run',
        run=finance.import_file,
        arguments=(
            word("file", _("the extract: .xlsx or .csv")),
            PLAN,
            option("--as-of", _("the day as of which it was made; today if left out"), _("DATE"), type=day),
            option("--year", _("the year where the file tells none; that day's if left out"), _("YEAR"), type=int),
            option(
                "--figure",
                _("what is taken from it, may be told several times; what is spent if left out"),
                choices=["spent", "budget", "corrected"],
                action="append",
            ),
            BY,
            option("--why", _("why it is done"), _("TEXT"), default=""),
            option("--dry-run", _("show what would happen, and write nothing")),
            option("--skip-faulty", _("leave out the rows with faults")),
        ),
    ),
    "undo-import": Command(
        does=_("take a whole import back, while nothing has been built on it"),
        example="udmoent undo-import 3",
        run=imports.undo,
        arguments=(word("id", _("the import's number"), type=int), BY),
    ),
    "begin-next-plan": Command(
        does=_("make the next year's plan of one: open items go on in it"),
        example='udmoent begin-next-plan --plan "Udmøntningsplan 2025-2028" --next "Udmøntningsplan 2026-2029" --dry-run',
        run=next_plan.begin,
        arguments=(
            PLAN,
            option("--next", _("the next plan's name: one that is there, or one to begin"), _("NAME"), required=True),
            option("--year", _("a new plan's budget year; the next one if left out"), _("YEAR"), type=int),
            option("--applies-on", _("from which day it holds; today if left out"), _("DATE"), type=day),
            option("--carry", _("items to carry over, also under another number: A301 R102=R305"), _("NO."), nargs="+"),
            option("--leave", _("items to leave"), _("NO."), nargs="+"),
            option("--join", _("items that are items of the next plan already: R101=R305"), _("OLD=NEW"), nargs="+"),
            option("--without-targets", _("leave the savings targets")),
            BY,
            option("--why", _("why it is done"), _("TEXT"), default=""),
            option("--dry-run", _("show what would happen, and write nothing")),
        ),
    ),
    "confirm-next-plan": Command(
        does=_("confirm what was carried over, so that it can no longer be taken back"),
        example="udmoent confirm-next-plan 3",
        run=next_plan.confirm_it,
        arguments=(word("id", _("the number that it was given"), type=int), BY),
    ),
    "undo-next-plan": Command(
        does=_("take all that was carried over back, while it is not confirmed and nothing has been built on it"),
        example="udmoent undo-next-plan 3",
        run=next_plan.undo,
        arguments=(word("id", _("the number that it was given"), type=int), BY),
    ),
    "export-plan": Command(
        does=_("write the plan, or a body's excerpt, to a file"),
        example='udmoent export-plan --plan "Udmøntningsplan 2025-2028" --body BUU --edition original --to buu.docx',
        run=plans.export_plan,
        arguments=(
            PLAN,
            BODY,
            option("--as-of", _("as of this day; today if left out"), _("DATE"), type=day),
            option("--edition", _("as sealed in this version"), _("NAME")),
            option("--audience", _("for whom"), choices=["internal", "public"], action="store", default="internal"),
            option("--layout", _("a layout of the municipality's configuration"), _("NAME"), default="standard"),
            option("--to", _("the file: .docx, .pdf, .xlsx, .csv or .json"), _("FILE"), required=True),
        ),
    ),
    "seal": Command(
        does=_("seal the plan as a version that never changes"),
        example='udmoent seal --plan "Udmøntningsplan 2025-2028" --edition "ultimo maj 2025" --as-of 31.5.2025 --body ØK --meeting-on 10.6.2025',
        run=plans.seal,
        arguments=(
            PLAN,
            option("--edition", _("the version's name"), _("NAME"), required=True),
            option("--as-of", _("as of this day"), _("DATE"), required=True, type=day),
            BODY,
            option("--meeting-on", _("the day of the meeting it goes to"), _("DATE"), type=day),
            option("--replaces", _("the version it replaces"), _("NAME")),
            option("--why", _("why that one is replaced"), _("TEXT"), default=""),
            BY,
        ),
    ),
    "compare": Command(
        does=_("tell what changed between two versions or dates"),
        example='udmoent compare --plan "Udmøntningsplan 2025-2028" --since original --until "ultimo maj 2025"',
        run=plans.compare_plan,
        arguments=(
            PLAN,
            option("--since", _("a version's name, or a date"), _("X"), required=True),
            option("--until", _("a version's name, or a date"), _("Y"), required=True),
            BODY,
            option("--to", _("a file instead: .txt, .docx, .pdf or .xlsx"), _("FILE")),
        ),
    ),
    "remind": Command(
        does=_("open the rounds whose day has come, and send by mail what is due, each mail at most once"),
        example="udmoent remind --dry-run",
        run=reminding.remind,
        arguments=(option("--dry-run", _("show what would be sent, and write and send nothing")),),
    ),
    "check-data": Command(
        does=_("prove the rules over the whole database"),
        example="udmoent check-data --json",
        run=plans.check_data,
    ),
}
