# SPDX-License-Identifier: MPL-2.0
"""A picture of lying bars: under each group a line for each kind, with its word before the bar and its amount after it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from udmoent.ui.svg import LINE, SIZE, Series, element, picture, room_for, words

_LONG: Final = 190
"""The room for bars, in both directions together."""
_THICK: Final = 12
_APART: Final = 12
_AFTER: Final = 6


def lying_bars(
    name: str, groups: Sequence[str], series: Sequence[Series], *, title: str, told: str, shown: Callable[[int], str]
) -> SafeString:
    """A bar for each amount, to the right in the direction that the amounts taken together have: savings, which are
    negative, and expenses alike. What goes the other way is drawn to the left.
    """
    amounts = [amount for one in series for amount in one.amounts if amount is not None]
    frame = _Frame.around(amounts, [one.word for one in series], shown)
    top, drawn = 0, []
    for place, group in enumerate(groups):
        told_of = [(at, one.word, one.amounts[place]) for at, one in enumerate(series)]
        lines = [(at, word, amount) for at, word, amount in told_of if amount is not None]
        drawn += [words(group, 0, top + LINE - 4, class_="sum"), frame.axis(top + LINE, top + LINE * (len(lines) + 1))]
        drawn += frame.lines(lines, top + LINE, shown)
        top += LINE * (len(lines) + 1) + _APART
    width = max([frame.width, *(map(room_for, groups))])
    return picture(name, *drawn, title=title, told=told, width=width, height=max(top, LINE))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the words end and nothing stands, which way is right, and how many kroner a pixel is."""

    words_end: int
    zero: int
    direction: int
    most: int
    width: int

    @classmethod
    def around(cls, amounts: Sequence[int], kinds: Iterable[str], shown: Callable[[int], str]) -> "_Frame":
        direction = -1 if sum(amounts) < 0 else 1
        along = max([0, *(amount * direction for amount in amounts)])
        against = max([0, *(-amount * direction for amount in amounts)])
        most = max(along + against, 1)
        words_end = max([0, *map(room_for, kinds)]) + 8
        zero = words_end + _LONG * against // most
        widest = max([0, *(room_for(shown(amount)) for amount in amounts)])
        return cls(words_end, zero, direction, most, words_end + _LONG + _AFTER + widest)

    def axis(self, top: int, bottom: int) -> SafeString:
        return element("path", d=f"M{self.zero} {top}V{bottom}", class_="axis")

    def lines(
        self, lines: Iterable[tuple[int, str, int]], top: int, shown: Callable[[int], str]
    ) -> Iterable[SafeString]:
        """Each kind's word, bar and amount; the amount stands right of the bar, or of nothing."""
        for line, (kind, word, amount) in enumerate(lines):
            y = top + line * LINE
            long = max(1, _LONG * abs(amount) // self.most) if amount else 0
            left = self.zero if amount * self.direction >= 0 else self.zero - long
            right = left + long if amount * self.direction >= 0 else self.zero
            yield words(word, 0, y + SIZE, class_="quiet")
            if long:
                yield element("rect", x=left, y=y + 3, width=long, height=_THICK, class_=f"bar series-{kind % 4}")
            yield words(shown(amount), right + _AFTER, y + SIZE)
