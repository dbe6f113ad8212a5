# SPDX-License-Identifier: MPL-2.0
"""A plan of 300 items among millions of other states takes at most 1.5 times as long as the same plan alone."""

from statistics import median

from ground.databases import Fresh, databases
from ground.keeper import Keeper, Wanted
from ground.telling import IS_FULL, tell

ITEMS, ROUNDS, MOST = 300, 20, 1.5
STATES = {"SQLite": 1_000_000, "PostgreSQL": 2_000_000}


def measured(fresh: Fresh, others: int) -> list[tuple[object, ...]]:
    alone = Keeper(fresh(), Wanted(ITEMS, ROUNDS))
    among = Keeper(fresh(), Wanted(ITEMS, ROUNDS, others))
    rows: list[tuple[object, ...]] = []
    for day in (Wanted(ITEMS, ROUNDS).days[-1], Wanted(ITEMS, ROUNDS).days[ROUNDS // 3]):
        pairs = [(among.ask(day), alone.ask(day)) for _ in range(25)][3:]
        many, few = (median(side) for side in zip(*pairs, strict=True))
        rows.append((f"{others:,}", str(day), many, few, many / few))
    print(f"  check-data over all of it: {among.ask('check') / 1000:.1f} s", flush=True)
    alone.end()
    among.end()
    return rows


def main() -> None:
    rows = []
    with databases() as known:
        for name, fresh in known.items():
            others = STATES[name] if IS_FULL else STATES[name] // 10
            rows += [(name, *row) for row in measured(fresh, others)]
    claim = f"{ITEMS} items among many other states: at most {MOST} × the same plan alone"
    heading = ("", "other states", "as of", "among, ms", "alone, ms", "ratio")
    tell(claim, heading, rows, holds=max(row[-1] for row in rows) <= MOST)


if __name__ == "__main__":
    main()
