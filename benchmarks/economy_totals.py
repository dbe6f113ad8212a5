# SPDX-License-Identifier: MPL-2.0
"""The totals of a plan of 4,000 items and four years are summed from 500,000 postings in under 300 ms on PostgreSQL.

Held in processor time, the database's own with it, so that what else the machine does is left out; by the clock is told beside it.
"""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

from ground.databases import databases
from ground.desk import plan_of, town
from ground.telling import median_ms, tell

ITEMS, POSTINGS, MOST_MS = 4_000, 500_000, 300


def measured(database: str) -> list[tuple[str, float, float]]:
    """In a process of its own, since Django knows one database only."""
    with town(database):
        from udmoent.economy.actions import amounts_as_of
        from udmoent.plan.models import Plan

        plan = Plan.objects.get(pk=plan_of(ITEMS))
        _post()
        plan.refresh_from_db()
        items, today, spring = plan.items.values("pk"), date(2025, 9, 30), date(2025, 5, 31)
        assert sum(map(len, amounts_as_of(items, today).values())) >= 4 * ITEMS
        clocks = (_processor(), perf_counter)

        def sums(day: date) -> list[float]:
            return [median_ms(lambda: amounts_as_of(items, day, plan.last_recorded_at), clock=one) for one in clocks]

        return [("as of today", *sums(today)), ("as of May", *sums(spring))]


def _processor() -> Callable[[], float]:
    """Seconds that this process has worked, and on PostgreSQL the process that answers it, which then has no helpers."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return process_time
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        answering = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    ticks = os.sysconf("SC_CLK_TCK")

    def worked() -> float:
        user, system = answering.read_text().rpartition(")")[2].split()[11:13]
        return process_time() + (int(user) + int(system)) / ticks

    return worked


def _post() -> None:
    """Postings by one statement, day after day, so that an item's lie far from one another as they do in a town's database."""
    from django.db import connection

    from udmoent.economy.models import Posting

    told = {"id", "applies_on", "year", "phase", "kroner", "account"}
    kept = ", ".join(f'"{field.column}"' for field in Posting._meta.fields if field.column not in told)
    day = "date(applies_on, '+' || n || ' days')" if connection.vendor == "sqlite" else "applies_on + n"
    rounds = POSTINGS // (ITEMS * 3 // 4) - 3  # declarations of intent have no amounts
    statement = f"""
        WITH RECURSIVE round(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM round WHERE n < {rounds})
        INSERT INTO economy_posting (applies_on, year, phase, kroner, account, {kept})
        SELECT {day}, 2025 + n % 4, CASE n % 3 WHEN 0 THEN 'spent' WHEN 1 THEN 'supplementary' ELSE 'expected' END,
            n * 100 - 3000, '', {kept}
        FROM round CROSS JOIN economy_posting
        WHERE id IN (SELECT min(id) FROM economy_posting GROUP BY item_id) ORDER BY n, id
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def main() -> None:
    rows = []
    with databases() as known:
        for name, fresh in known.items():
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
                rows += [(name, *row) for row in process.submit(measured, fresh()).result()]
    claim = f"{ITEMS:,} items, four years, {POSTINGS:,} postings: sums in under {MOST_MS} ms on PostgreSQL"
    held = [row[2] for row in rows if row[0] == "PostgreSQL"]
    tell(claim, ("", "", "ms", "by the clock"), rows, holds=all(ms < MOST_MS for ms in held))


if __name__ == "__main__":
    main()
