# SPDX-License-Identifier: MPL-2.0
"""4,000 rows of .xlsx are read, checked and imported in under 10 seconds, and once more with nothing to change."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter
from ground.databases import databases
from ground.telling import milliseconds, tell

ROWS, MOST = 4_000, 10_000
UDMOENT = Path(sys.executable).with_name("udmoent")
HEADING = (
    "Nr.",
    "Type",
    "Emne",
    "Udvalg",
    "Kursen",
    "Koordinering",
    "Ansvarlig",
    "Tidspunkt",
    "Status",
    "2025",
    "2026",
)
KINDS = (("D", "Driftsændring"), ("R", "Råderumsforslag"), ("A", "Anlægsprojekt"), ("H", "Hensigtserklæring"))
BODIES = (("ØK", 1), ("BUU", 3), ("MTU", 5))


def write_rows(file: Path, *, with_numbers: bool) -> None:
    """A plan as a town might keep it, amounts in 1.000 kr."""
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Plan (1.000 kr.)")
    sheet.write_row(0, 0, HEADING if with_numbers else HEADING[1:])
    for place in range(ROWS):
        (letter, kind), (body, digit) = KINDS[place % 4], BODIES[place // 4 % 3]
        cells = (f"{letter}{digit}{place:04}", kind, f"Opgave {place} i planen", body, "Udbydes i foråret. " * 5)
        cells += ("Ejendomme, Dagtilbud", "anlægschef", "2. kvartal 2025", "I gang", place, -place)
        sheet.write_row(place + 1, 0, cells if with_numbers else cells[1:])
    book.close()


def udmoent(database: str, folder: Path, *words: str) -> dict[str, object]:
    surroundings = {**os.environ, "DATABASE_URL": database, "UDMOENT_DATA": str(folder)}
    done = subprocess.run([UDMOENT, *words, "--json"], env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"udmoent {' '.join(words)}: {done.stderr or done.stdout[:2000]}")
    return json.loads(done.stdout)


def measured(database: str, folder: Path) -> list[tuple[str, float]]:
    """Of whole processes, as a person would wait for them."""
    rows = []
    udmoent(database, folder, "setup", "--municipality", "norddjurs")
    for told, with_numbers in (("with numbers", True), ("without numbers", False)):
        file, plan = folder / f"{told}.xlsx", f"Plan 2025 {told}"
        write_rows(file, with_numbers=with_numbers)
        first = ("import-plan", str(file), "--plan", plan, "--new", "--unit", "tkr")
        again = ("import-plan", str(file), "--plan", plan, "--unit", "tkr")
        found: list[dict[str, object]] = []
        rows.append((f"new, {told}", milliseconds(lambda: found.append(udmoent(database, folder, *first)))))  # noqa: B023
        rows.append((f"again, {told}", milliseconds(lambda: found.append(udmoent(database, folder, *again)))))  # noqa: B023
        assert [len(found[0]["new"]), found[1]["unchanged"]] == [ROWS, ROWS], found
    return rows


def main() -> None:
    rows = []
    with databases() as known:
        for name, fresh in known.items():
            with tempfile.TemporaryDirectory(prefix="udmoent-bench-") as folder:
                rows += [(name, *row) for row in measured(fresh(), Path(folder))]
    claim = f"{ROWS:,} rows of .xlsx read, checked and imported: under {MOST // 1000} seconds"
    tell(claim, ("", "", "ms"), rows, holds=max(row[-1] for row in rows) < MOST)


if __name__ == "__main__":
    main()
