# SPDX-License-Identifier: MPL-2.0
"""Merged cells: one value in every place the cell covers."""

from collections import defaultdict
from collections.abc import Iterable

from udmoent.documents.tables import Value

Place = tuple[int, int]
Covered = dict[int, set[int]]
"""By row: the columns."""


def spread(grid: list[list[Value]], merged: Iterable[tuple[Place, Place]]) -> tuple[Covered, Covered]:
    """Write each merged cell's value in all its places within the grid; which of them go on downwards, and across."""
    down: Covered = defaultdict(set)
    across: Covered = defaultdict(set)
    for (top, left), (bottom, right) in merged:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        for row in range(top, min(bottom, len(grid) - 1) + 1):
            for column in range(left, min(right, len(grid[row]) - 1) + 1):
                grid[row][column] = grid[top][left]
                if row > top:
                    down[row].add(column)
                if column > left:
                    across[row].add(column)
    return down, across
