# SPDX-License-Identifier: MPL-2.0
"""Timing, and telling it."""

import os
import sys
from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter

IS_FULL = os.environ.get("BENCH") == "full"


def milliseconds(deed: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    begun = clock()
    deed()
    return (clock() - begun) * 1000


def median_ms(deed: Callable[[], object], times: int = 9, clock: Callable[[], float] = perf_counter) -> float:
    """After once to warm up. With `process_time` as clock, what else the machine does is left out."""
    deed()
    return median(milliseconds(deed, clock) for _ in range(times))


def tell(claim: str, heading: tuple[str, ...], rows: Iterable[tuple[object, ...]], *, holds: bool) -> None:
    """Print the claim with its figures; the process ends in failure where it does not hold."""
    print(f"\n{claim}")
    table = [heading, *(tuple(_shown(cell) for cell in row) for row in rows)]
    widths = [max(len(row[place]) for row in table) for place in range(len(heading))]
    for row in table:
        print("  " + "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    print("  holds" if holds else "  DOES NOT HOLD", flush=True)
    if not holds:
        sys.exit(1)


def _shown(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)
