# SPDX-License-Identifier: MPL-2.0
"""Two editions of 4,000 items are compared in under 0.3 seconds, also when they are first read from their bytes."""

from datetime import date
from functools import partial
from time import process_time

from ground.contents import changed, edition, item
from ground.telling import median_ms, tell

from udmoent.editions.compare import compare
from udmoent.editions.content import from_json, to_json

ITEMS, MOST = 4_000, 300
measured = partial(median_ms, clock=process_time)


def main() -> None:
    items = tuple(item(place) for place in range(1, ITEMS + 1))
    since = edition(items, date(2024, 12, 11))
    until = edition(
        (*map(changed, items[50:]), *(item(place) for place in range(ITEMS + 1, ITEMS + 51))), date(2025, 5, 31)
    )
    bytes_since, bytes_until = to_json(since), to_json(until)
    rows = [
        ("whole plan", measured(lambda: compare(since, until))),
        ("one committee", measured(lambda: compare(since, until, "BUU"))),
        ("read back and compared", measured(lambda: compare(from_json(bytes_since), from_json(bytes_until)))),
    ]
    claim = f"Two editions of {ITEMS:,} items compared: under {MOST} ms"
    tell(claim, ("", "ms"), rows, holds=max(row[-1] for row in rows) < MOST)


if __name__ == "__main__":
    main()
