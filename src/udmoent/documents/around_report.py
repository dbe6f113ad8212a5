# SPDX-License-Identifier: MPL-2.0
"""What stands around the items of a plan or an excerpt: what they serve, who is involved, and who is told.

As lists, not as tables, so that nothing of it is taken for items when the document comes back. The public sees what is served.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents import communication_words, involvement_words
from udmoent.documents.context_words import aim_name
from udmoent.documents.report import Block, Bullets, Heading, Mark, Paragraph, Run, Runs, Style, plain
from udmoent.documents.words import Words
from udmoent.editions.communicating import Communicated
from udmoent.editions.communication_rules import Telling
from udmoent.editions.content import PlanContent
from udmoent.editions.context import Served, context
from udmoent.editions.involvement import Involved, counted, in_turn, missing, of_content
from udmoent.editions.public import Audience
from udmoent.plan.aims import Aims
from udmoent.plan.facts import Stage
from udmoent.plan.involvement_rules import Standing
from udmoent.plan.parties import Parties


def around(
    content: PlanContent, words: Words, audience: Audience, communicated: Sequence[Communicated] = ()
) -> Iterator[Block]:
    yield from _context(content, words)
    if audience == Audience.INTERNAL:
        yield from _involvement(content, words)
        yield from _communication(content, communicated)


def _context(content: PlanContent, words: Words) -> Iterator[Block]:
    items = [item for item in content.items if item.stage != Stage.WITHDRAWN]
    served = context(items, Aims.of_town(words.town)).served
    if served:
        yield Heading(1, _("Context: strategies and goals"))
        yield Bullets(tuple(map(_served, served)))


def _served(one: Served) -> Runs:
    n = len(one.items)
    told = ngettext("{n} item", "{n} items", n).format(n=n)
    numbers = ", ".join(item.number for item in one.items)
    return Run(aim_name(one.aim), Mark.STRONG), Run(f" – {told}: {numbers}", Mark.MUTED)


def _involvement(content: PlanContent, words: Words) -> Iterator[Block]:
    parties = Parties.of_town(words.town, content.as_of)
    found = of_content(content, parties)
    lacking = missing(content.items, parties, content.as_of)
    waiting = in_turn(one for one in found if one.is_waiting)
    held = counted(found)[Standing.HELD]
    if not (waiting or lacking or held):
        return
    yield Heading(1, _("Involvement"))
    if held:
        told = ngettext("{n} involvement has been held.", "{n} involvements have been held.", held).format(n=held)
        yield Paragraph(plain(told), Style.NOTE)
    lines = [
        (*_item(one.item.number, one.item.title), Run(f" – {_not_involved(involvement_words.kind_word(one.kind))}"))
        for one in lacking
    ]
    lines += [(*_item(one.item.number, one.item.title), Run(f" – {_told(one)}", Mark.MUTED)) for one in waiting]
    if lines:
        yield Bullets(tuple(lines))


def _not_involved(party: str) -> str:
    return _("consequences for staff, and {party} is not involved").format(party=party)


def _told(one: Involved) -> str:
    return " · ".join(
        filter(None, (involvement_words.told_in_line(one), involvement_words.answers_word(one.involvement)))
    )


def _communication(content: PlanContent, communicated: Sequence[Communicated]) -> Iterator[Block]:
    titles = {item.number: item.title for item in content.items}
    shown = [
        one
        for one in communicated
        if one.telling != Telling.DROPPED and (one.item in titles if one.item else not content.excerpt_of)
    ]
    if shown:
        yield Heading(1, _("Communication"))
        yield Bullets(tuple(_communicated(one, titles) for one in shown))


def _communicated(one: Communicated, titles: dict[str, str]) -> Runs:
    named = _item(one.item, titles[one.item]) if one.item else (Run(communication_words.about(one), Mark.STRONG),)
    stands = communication_words.telling_word(one.telling)
    behind = f"{communication_words.told_in_line(one)} · {stands}"
    return *named, Run(f": {one.told.message}".replace("\n", " ")), Run(f" – {behind}", Mark.MUTED)


def _item(number: str, title: str) -> Runs:
    return Run(f"{number} ", Mark.STRONG), Run(title)
