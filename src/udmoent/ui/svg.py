# SPDX-License-Identifier: MPL-2.0
"""Pictures as accessible SVG: whole numbers, classes instead of colours, and words that are never cut off.

A picture is as wide as its words ask for, and is shown in a region that scrolls; ui/picture.css gives it its colours.
Beside every picture stands a table that tells all that it shows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

SIZE: Final = 13
"""Of letters, in pixels."""
LINE: Final = 18
"""From one line of words to the next."""

_NARROW: Final = frozenset("fijlrtIJ.,:;'|!()[]/- ·")
_WIDE: Final = frozenset("mwMWÆ@%—")


def element(tag: str, *inside: object, **attributes: str | int) -> SafeString:
    """An element with what is in it; `text_anchor` is written text-anchor, and `class_` class. All is escaped."""
    told = "".join(f' {name.rstrip("_").replace("_", "-")}="{_escaped(value)}"' for name, value in attributes.items())
    return mark_safe(f"<{tag}{told}>{''.join(map(_escaped, inside))}</{tag}>")  # noqa: S308 - escaped above


def _escaped(told: object) -> str:
    return str(told) if isinstance(told, int) else conditional_escape(told if isinstance(told, str) else str(told))


def words(text: object, x: int, y: int, **attributes: str | int) -> SafeString:
    """One line of text, whose letters stand on `y`."""
    return element("text", text, x=x, y=y, **attributes)


def picture(
    name: str, *inside: object, title: str, told: str, width: int, height: int, role: str = "img"
) -> SafeString:
    """A whole picture: its title, and in words what it tells. `name` is its own on the page.

    One that holds links has the role of a group, since an image may hold none.
    """
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", told, id=f"{name}-told"),
        *inside,
        **{"class": "picture", "role": role, "aria-labelledby": f"{name}-title {name}-told"},
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        font_size=SIZE,
    )


def room_for(text: str) -> int:
    """At least as many pixels as the text takes in one line, in any plain typeface."""
    return sum(5 if letter in _NARROW else 12 if letter in _WIDE else 9 if letter.isupper() else 8 for letter in text)


def in_lines(text: str, width: int) -> list[str]:
    """The text in lines that are no wider; a word that is wider than a line is broken."""
    lines: list[str] = []
    for word in text.split():
        if lines and room_for(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines += _broken(word, width)
    return lines


def _broken(word: str, width: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and room_for(f"{pieces[-1]}{letter}-") > width:
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += letter
    return pieces


@dataclass(frozen=True, slots=True)
class Series:
    """Amounts of one kind, one for each group of bars; None where there is none."""

    word: str
    amounts: Sequence[int | None]


_UP: Final = 90
"""The longest bar in each direction."""


def bars(
    name: str, groups: Sequence[str], series: Sequence[Series], *, title: str, told: str, shown: Callable[[int], str]
) -> SafeString:
    """A bar for each amount, above the line where it is more than nothing and below where less, in groups such as years.

    `shown` writes an amount as words, which stand at the end of its bar. Kinds differ by their fill, in the legend's order.
    """
    amounts = [amount for one in series for amount in one.amounts if amount is not None]
    tallest, deepest = max(0, *amounts, 0), min(0, *amounts, 0)
    longest = max(tallest, -deepest, 1)
    slot = max([24, *(room_for(shown(amount)) + 6 for amount in amounts)])
    group = max([slot * len(series), *(map(room_for, groups))]) + 16
    zero = LINE + _UP * tallest // longest
    under = zero + _UP * -deepest // longest + LINE
    frame = _Frame(slot, group, zero, longest)
    kinds = [(f"bar series-{at % 4}", one.word) for at, one in enumerate(series)]
    drawn = legend(kinds, under + 2 * LINE) if len(series) > 1 else []
    width = max([group * len(groups), *(LINE + 2 + room_for(one.word) for one in series)])
    return picture(
        name,
        *(frame.bar(at, place, amount, shown) for at, one in enumerate(series) for place, amount in _told(one)),
        element("path", d=f"M0 {zero}H{width}", class_="axis"),
        *(
            words(word, place * group + group // 2, under + LINE, text_anchor="middle", class_="quiet")
            for place, word in enumerate(groups)
        ),
        *drawn,
        title=title,
        told=told,
        width=width,
        height=under + LINE + 8 + (LINE * len(series) + 4 if drawn else 0),
    )


def _told(series: Series) -> Iterable[tuple[int, int]]:
    return ((place, amount) for place, amount in enumerate(series.amounts) if amount is not None)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where bars stand: the room for each and for each group, the height of nothing, and the largest amount."""

    slot: int
    group: int
    zero: int
    longest: int

    def bar(self, series: int, place: int, amount: int, shown: Callable[[int], str]) -> SafeString:
        """The series' bar in the group at that place, with its amount in words at its end."""
        tall = max(1, _UP * abs(amount) // self.longest) if amount else 0
        left = place * self.group + 8 + series * self.slot
        top = self.zero - tall if amount > 0 else self.zero
        below = self.zero + tall + SIZE
        at_end = top - 5 if amount >= 0 else below
        return format_html(
            "{}{}",
            element("rect", x=left + 3, y=top, width=self.slot - 6, height=tall, class_=f"bar series-{series % 4}"),
            words(shown(amount), left + self.slot // 2, at_end, text_anchor="middle"),
        )


def legend(kinds: Iterable[tuple[str, str]], top: int) -> list[SafeString]:
    """A line for each kind: the class of its fill, and its word."""
    return [
        part
        for line, (fill, word) in enumerate(kinds)
        for part in (
            element("rect", x=1, y=top + line * LINE - 6, width=12, height=12, class_=fill),
            words(word, LINE + 2, top + line * LINE + 5),
        )
    ]
