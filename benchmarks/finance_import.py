# SPDX-License-Identifier: MPL-2.0
"""200,000 rows of a finance system, as .csv and .xlsx, are read, mapped, checked and posted in under 20 seconds; and once more with
nothing to change."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from ground.databases import databases
from ground.telling import milliseconds, tell

ROWS, ITEMS, MOST = 200_000, 400, 20_000
PLAN = "Plan 2025"
HEADING = ("Kontostreng", "Tekst", "Periode", "Oprindeligt budget", "Korrigeret budget", "Forbrug")
SOURCE = str(Path(__file__).parents[1] / "src")


def rows() -> Iterator[tuple[str, str, str, int, int, int]]:
    """Ten accounts for each place of costs, twelve periods; four places in five belong to an item. Øre are whole numbers."""
    for place in range(ROWS):
        account, period = divmod(place, 12)
        centre, art = divmod(account, 10)
        digits = f"52510{'13'[centre % 2]}1{centre % 10_000:04}001{'1245'[art % 4]}{art}"
        budget = 1_000_00 * (account % 97)
        yield digits, f"Konto {account}", f"2025-{period + 1:02}", budget, budget + 5_00, place * 137 - 900_000


def danish(oere: int) -> str:
    """As finance systems write it: "1.234.567,00-"."""
    whole = f"{abs(oere) // 100:,}".replace(",", ".")
    return f"{whole},{abs(oere) % 100:02}{'-' if oere < 0 else ''}"


def write_csv(file: Path, order: list[tuple[str, str, str, int, int, int]]) -> None:
    lines = [";".join(HEADING)]
    lines += [";".join((*row[:3], *map(danish, row[3:]))) for row in order]
    file.write_text("\n".join(lines), encoding="cp1252")


def write_xlsx(file: Path, order: list[tuple[str, str, str, int, int, int]]) -> None:
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("Udtræk")
    sheet.write_row(0, 0, HEADING)
    for at, row in enumerate(order, 1):
        sheet.write_row(at, 0, (*row[:3], *(oere / 100 for oere in row[3:])))
    book.close()


def udmoent(*words: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "udmoent", *words, "--json"], env=os.environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"udmoent {' '.join(words)}: {done.stderr or done.stdout[:2000]}")
    return json.loads(done.stdout)


PREPARE = "import sys; sys.path.insert(0, sys.argv[1]); import finance_import; finance_import.prepare()"


def prepare() -> None:
    """A plan with a rule for each item."""
    import django

    django.setup()
    from udmoent.economy.actions import AmountKey, set_amounts_all
    from udmoent.intake.finance.matching import RuleKind
    from udmoent.intake.finance.rules_kept import keep_rule
    from udmoent.organisation.actions import load_municipality
    from udmoent.organisation.configuration import configuration_text
    from udmoent.organisation.models import Person
    from udmoent.plan.actions import Act, NewItem, add_all, begin_plan
    from udmoent.plan.facts import Facts, Kind

    now = datetime(2024, 12, 11, 8, tzinfo=UTC)
    town = load_municipality(configuration_text("norddjurs"), now=now)
    person, _new = Person.objects.get_or_create(municipality=town, name="")
    plan = begin_plan(town, PLAN, budget_year=2025, by=person, now=now)
    act = Act(by=person, now=now, applies_on=date(2024, 12, 11))
    facts = Facts(title="Ny daginstitution", body="BUU")
    items = add_all(plan, [NewItem(kind=Kind.CAPITAL, facts=facts) for _item in range(ITEMS)], act=act)
    set_amounts_all(plan, {one: {AmountKey(2025, "adopted", "capital", "2025"): 1_000_000} for one in items}, act=act)
    places = ROWS // 120
    for place in range(places):
        if place % 5:
            keep_rule(plan, RuleKind.ACCOUNT, f"52510xx{place:04}", items[place % ITEMS].number, by=person, now=now)


def measured(folder: Path) -> list[tuple[str, float]]:
    """Of whole processes, as a person would wait for them."""
    told = list(rows())
    files = {"csv": folder / "udtraek.csv", "xlsx": folder / "udtraek.xlsx"}
    write_csv(files["csv"], told)
    write_xlsx(files["xlsx"], told[::-1])
    udmoent("setup", "--municipality", "norddjurs")
    subprocess.run([sys.executable, "-c", PREPARE, str(Path(__file__).parent)], env=os.environ, check=True)
    told_so = ("--plan", PLAN, "--as-of", "2025-12-31", "--figure", "spent", "--figure", "budget")
    found: list[dict[str, object]] = []

    def bring(file: Path, *more: str) -> float:
        return milliseconds(lambda: found.append(udmoent("import-finance", str(file), *told_so, *more)))

    times = [
        ("xlsx, tried", bring(files["xlsx"], "--dry-run")),
        ("csv, posted", bring(files["csv"])),
        ("csv, again", bring(files["csv"])),
        ("xlsx in other order", bring(files["xlsx"])),
    ]
    tried, posted, *again = found
    assert tried["postings"] == posted["postings"] and all(one["adds_up"] for one in posted["sums"]), posted
    assert posted["rows"] == ROWS and posted["rows_unmatched"] and not any(one["postings"] for one in again), again
    return times


def main() -> None:
    table = []
    with databases() as known:
        for name, fresh in known.items():
            with tempfile.TemporaryDirectory(prefix="udmoent-bench-") as folder:
                os.environ |= {
                    "DATABASE_URL": fresh(),
                    "UDMOENT_DATA": folder,
                    "DJANGO_SETTINGS_MODULE": "udmoent.settings",
                    "PYTHONPATH": SOURCE,
                    "UDMOENT_TODAY": "2026-01-15",
                }
                table += [(name, *row) for row in measured(Path(folder))]
    claim = f"{ROWS:,} rows of a finance system read, mapped, checked and posted: under {MOST // 1000} seconds"
    tell(claim, ("", "", "ms"), table, holds=max(row[-1] for row in table) < MOST)


if __name__ == "__main__":
    main()
