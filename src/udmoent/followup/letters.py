# SPDX-License-Identifier: MPL-2.0
"""The words of the mails, as they come with Udmønt and as a town has written them, filled in and set as text and HTML.

Mails are in Danish, whatever language the pages are read in.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from udmoent.followup.digest import Due, Followed, Letter, Part, Recipient, Tier
from udmoent.organisation.configuration import LetterText, Mails

LANGUAGE: Final = "da"
LinkTo = Callable[[Recipient, int, int | None], str]
"""The address to a person's own items in a plan, by its id; or by a round's id to the round, for what others owe."""

NAMES: Final[Mapping[Letter, str | Promise]] = {
    Letter.DIGEST: _("What is due this week"),
    Letter.BEFORE: _("Reminder before a deadline"),
    Letter.AFTER: _("Reminder after a deadline"),
    Letter.HANDED: _("To the unit's chief: what is missing"),
    Letter.MISSING: _("To the plan coordinator: who is missing"),
    Letter.UNREACHED: _("To the plan coordinator: what nobody is told of"),
    Letter.RECEIPT: _("Receipt when all is answered"),
    Letter.FOLLOW_UP: _("What the directorate follows up"),
}

GREETING: Final = _("Hello {navn}")
DEFAULTS: Final[Mapping[Letter, tuple[str | Promise, str | Promise]]] = {
    Letter.DIGEST: (
        _("Status this week: {antal}"),
        _("The plan waits for your status on {antal}. Is nothing new, “unchanged” is one click."),
    ),
    Letter.BEFORE: (
        _("Status by {frist}: {antal}"),
        _("In {runde} your status is still missing on {antal}. The deadline is {frist}."),
    ),
    Letter.AFTER: (
        _("The deadline has passed: {antal} without status"),
        _("The deadline in {runde} was {frist}, and status is still missing on {antal}."),
    ),
    Letter.HANDED: (
        _("Your unit lacks status on {antal}"),
        _(
            "The deadline of the responsible in {runde} has passed, and in your unit status is missing on {antal}. See to it by {frist}."
        ),
    ),
    Letter.MISSING: (
        _("{runde}: status is missing on {antal}"),
        _(
            "The chiefs' deadline in {runde} has passed, and status is missing on {antal}. The last deadline is {frist}."
        ),
    ),
    Letter.UNREACHED: (
        _("{runde}: nobody is told of {antal}"),
        _(
            "Nobody who may answer is in the post behind these, so nobody is told of them. Put somebody in the post, or answer on behalf of it."
        ),
    ),
    Letter.RECEIPT: (
        _("Thank you: your status in {runde} is here"),
        _("You have answered all that {runde} asks you about: {antal}."),
    ),
    Letter.FOLLOW_UP: (
        _("The directorate follows up: {antal}"),
        _("The directorate has asked for something on {antal}, and goes through it again at its next meeting."),
    ),
}
"""Subject, and the sentence that stands above the items and the link."""

BELOW: Final = "\n\n{punkter}\n\n{link}"

_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a mail; `who` is the post that answers for it, where the mail is to another."""

    number: str
    title: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What a mail tells of one round; `leads_to` is the word of its link."""

    heading: str
    plan: str
    link: str
    leads_to: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Of the body: words, or else the items or the link, where one of these stands alone."""

    text: str = ""
    is_items: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it goes out; `items` are the numbers that it names."""

    to: str
    subject: str
    text: str
    html: str
    items: tuple[str, ...]


def default_text(letter: Letter) -> LetterText:
    with override(LANGUAGE):
        subject, sentence = DEFAULTS[letter]
        return LetterText(subject=str(subject), greeting=str(GREETING), body=f"{sentence}{BELOW}")


def text_of(letter: Letter, mails: Mails) -> LetterText:
    """The town's words, and where it has none those that come with Udmønt."""
    own, default = mails.letters.get(letter.value, LetterText()), default_text(letter)
    return LetterText(
        subject=own.subject or default.subject,
        greeting=own.greeting or default.greeting,
        body=own.body or default.body,
    )


def write(one: Due, words: LetterText, *, link_to: LinkTo, site: str) -> Mail:
    """The mail in the town's words."""
    with override(LANGUAGE):
        told = set_out(one, words, link_to=link_to, site=site)
        html, text = (render_to_string(f"ui/letter.{ending}", told) for ending in ("html", "txt"))
    items = tuple(dict.fromkeys(_numbers(one)))
    return Mail(one.to.address, str(told["subject"]), text, html, items)


def set_out(one: Due, words: LetterText, *, link_to: LinkTo, site: str) -> dict[str, object]:
    """What the templates of a mail are told."""
    with override(LANGUAGE):
        blocks = (*(_block(one, part, link_to) for part in one.parts), *_followed(one, link_to))
        fields, first = _fields(one, blocks), blocks[one.parts.index(_first(one)) if one.parts else 0]
        return {
            "subject": " ".join(_filled(words.subject, fields).split()),
            "greeting": _filled(words.greeting, fields).strip(),
            "paragraphs": [_paragraph(text, fields) for text in re.split(r"\n\s*\n", words.body.strip())],
            "blocks": blocks,
            "has_several": len(blocks) > 1,
            "link": first.link,
            "leads_to": first.leads_to,
            "site": site,
        }


def _block(one: Due, part: Part, link_to: LinkTo) -> Block:
    is_ones_own = part.tier == Tier.RESPONSIBLE
    lines = (Line(item.number, item.title, "" if is_ones_own else item.responsible) for item in part.items)
    heading = part.round.name
    if one.letter != Letter.RECEIPT:
        heading = str(_("{round}, by {day}")).format(round=heading, day=_day(part))
    leads_to = str(_("My items")) if is_ones_own else str(_("See the round"))
    link = link_to(one.to, part.round.plan_id, None if is_ones_own else part.round.id)
    return Block(heading, part.round.plan, link, leads_to, tuple(lines))


def _followed(one: Due, link_to: LinkTo) -> Iterator[Block]:
    """What the directorate follows up, plan by plan."""
    by_plan: dict[int, list[Followed]] = {}
    for asked in one.followed:
        by_plan.setdefault(asked.plan_id, []).append(asked)
    for plan_id, listed in by_plan.items():
        lines = tuple(Line(asked.number, asked.text) for asked in listed)
        heading, link = str(_("The directorate follows up")), link_to(one.to, plan_id, None)
        yield Block(heading, listed[0].plan, link, str(_("My items")), lines)


def _numbers(one: Due) -> list[str]:
    return [*(item.number for part in one.parts for item in part.items), *(asked.number for asked in one.followed)]


def _items(one: Due) -> set[tuple[int, str]]:
    """Each once: two plans may have items of one number."""
    told = {(part.round.plan_id, item.number) for part in one.parts for item in part.items}
    return told | {(asked.plan_id, asked.number) for asked in one.followed}


def _day(part: Part) -> str:
    return date_format(part.by, "j. F Y")


def _fields(one: Due, blocks: Sequence[Block]) -> dict[str, str]:
    items = set(_numbers(one))
    count = len(_items(one))
    first = _first(one) if one.parts else None
    rounds = [part.round.name for part in one.parts] or [block.heading for block in blocks]
    return {
        "navn": one.to.name,
        "plan": ", ".join(dict.fromkeys(block.plan for block in blocks)),
        "runde": ", ".join(dict.fromkeys(rounds)),
        "frist": _day(first) if first else "",
        "antal": ngettext("{n} item", "{n} items", count).format(n=count),
        "punkter": ", ".join(sorted(items)),
        "link": blocks[one.parts.index(first) if first else 0].link,
    }


def _first(one: Due) -> Part:
    return min(one.parts, key=lambda part: part.by)


def _filled(text: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda field: fields.get(field[1], field[0]), text)


def _paragraph(text: str, fields: Mapping[str, str]) -> Paragraph:
    alone = text.strip()
    if alone == "{punkter}":
        return Paragraph(is_items=True)
    if alone == "{link}":
        return Paragraph(is_link=True)
    return Paragraph(text=_filled(alone, fields))
