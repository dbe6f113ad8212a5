# SPDX-License-Identifier: MPL-2.0
"""A picture of how counts make up a whole, time after time: a column for each time, in it a part for each kind."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.safestring import SafeString

from udmoent.ui.svg import LINE, SIZE, Series, element, legend, picture, room_for, words

_TALL: Final = 180
"""The height of the tallest column."""
_LEAST: Final = SIZE + 1
"""A part that is lower holds no number; the table beside the picture has it."""
KINDS: Final = 6
"""As many kinds as a picture tells apart."""


def stacks(name: str, times: Sequence[str], series: Sequence[Series], *, title: str, told: str) -> SafeString:
    """The first kind stands at the bottom. Where there are several, each part that has room holds its
    number; above each column stands its sum.

    Kinds without anything are left out of the legend, which stands in the order of the column.
    """
    first = 0 if len(series) > 1 else 1  # the first fill is the page's own
    shown = [(at, one) for at, one in enumerate(series, first) if any(one.amounts)]
    sums = [sum(one.amounts[place] or 0 for _at, one in shown) for place in range(len(times))]
    most = max([1, *sums])
    slot = max([room_for(str(most)) + 16, *(room_for(time) + 12 for time in times)])
    base = LINE + _TALL
    kinds = [(f"part part-{at % KINDS}", one.word) for at, one in reversed(shown)]
    wide = max([slot * len(times), *(LINE + 2 + room_for(one.word) for _at, one in shown)])
    return picture(
        name,
        *(part for place, total in enumerate(sums) for part in _column(shown, place, slot, base, most, total)),
        element("path", d=f"M0 {base}H{slot * len(times)}", class_="axis"),
        *(
            words(time, place * slot + slot // 2, base + LINE, text_anchor="middle", class_="quiet")
            for place, time in enumerate(times)
        ),
        *legend(kinds, base + 2 * LINE),
        title=title,
        told=told,
        width=wide,
        height=base + LINE + 8 + (LINE * len(shown) + 4 if shown else 0),
    )


def _column(
    shown: Sequence[tuple[int, Series]], place: int, slot: int, base: int, most: int, total: int
) -> Iterable[SafeString]:
    below, left = 0, place * slot
    for at, one in shown:
        count = one.amounts[place] or 0
        top, foot = _TALL * (below + count) // most, _TALL * below // most
        below += count
        if not count:
            continue
        yield element(
            "rect",
            x=left + 6,
            y=base - top,
            width=slot - 12,
            height=max(1, top - foot),
            class_=f"part part-{at % KINDS}",
        )
        if len(shown) > 1 and top - foot >= _LEAST:
            middle = base - (top + foot) // 2 + SIZE // 2 - 1
            yield words(count, left + slot // 2, middle, text_anchor="middle")
    if total:
        yield words(total, left + slot // 2, base - _TALL * total // most - 5, text_anchor="middle", class_="sum")
