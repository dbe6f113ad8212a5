# SPDX-License-Identifier: MPL-2.0
"""The plan as of any date takes at most 1.3 times as long as the current plan."""

from statistics import median

from ground.databases import databases
from ground.keeper import Keeper, Wanted
from ground.telling import tell

WANTED = Wanted(items=300, rounds=60)
MOST = 1.3


def ratios(keeper: Keeper) -> list[tuple[str, float, float, float]]:
    """For days from the first to the day before the last: the median of both, asked in turn, and their ratio."""
    found = []
    for day in WANTED.days[:-1:7]:
        pairs = [(keeper.ask(day), keeper.ask(WANTED.days[-1])) for _ in range(15)]
        then, now = (median(side) for side in zip(*pairs, strict=True))
        found.append((str(day), then, now, then / now))
    return found


def main() -> None:
    rows = []
    with databases() as known:
        for name, fresh in known.items():
            keeper = Keeper(fresh(), WANTED)
            rows += [(name, *row) for row in ratios(keeper)]
            keeper.end()
    claim = f"{WANTED.items} items with {WANTED.rounds} states each, as of any date: at most {MOST} × the current plan"
    tell(claim, ("", "as of", "ms", "current, ms", "ratio"), rows, holds=max(row[-1] for row in rows) <= MOST)


if __name__ == "__main__":
    main()
