# SPDX-License-Identifier: MPL-2.0
"""What every document of a plan says of itself: on its front, at the top and in the foot of each page."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents.narrowed import Narrowed
from udmoent.documents.report import Block, Report
from udmoent.documents.stamp import Stamp
from udmoent.documents.words import Words
from udmoent.editions.content import PlanContent
from udmoent.editions.public import Audience
from udmoent.lib.dates import danish_date, short_date

SHORT = 12


def body_name(content: PlanContent, abbreviation: str) -> str:
    """The body's name on the content's date; the abbreviation where nothing is known of it."""
    named = [body for body in content.bodies if body.abbreviation == abbreviation]
    in_force = [
        body for body in named if body.valid_from <= content.as_of and (body.valid_to or content.as_of) >= content.as_of
    ]
    return next((body.name for body in [*in_force, *named]), abbreviation)


def version(content: PlanContent) -> str:
    return content.edition or _("not sealed")


def called(content: PlanContent, words: Words) -> str:
    """How a sentence names this moment of the plan: its version, else its date."""
    return content.edition or danish_date(content.as_of, words.language)


def notice(content: PlanContent) -> str:
    """What sample data says of itself in every document; "" for a town's own plan."""
    return _("Sample data – not the municipality's real plan") if content.is_sample else ""


def marking(audience: Audience) -> str:
    return _("INTERNAL") if audience == Audience.INTERNAL else ""


def facts(
    content: PlanContent, words: Words, audience: Audience, narrowed: Narrowed | None = None
) -> tuple[tuple[str, str], ...]:
    """The document's own facts, by name."""
    excerpt = body_name(content, content.excerpt_of) if content.excerpt_of else _("the whole plan")
    told = ((_("Municipality"), content.municipality), (_("Plan"), content.plan), (_("Excerpt"), excerpt))
    selection = ((_("Selection"), str(narrowed)),) if narrowed else ()
    return (*told, *selection, *_facts_of_version(content, words, audience))


def _facts_of_version(content: PlanContent, words: Words, audience: Audience) -> tuple[tuple[str, str], ...]:
    is_internal = audience == Audience.INTERNAL
    return (
        (_("Version"), version(content)),
        (_("The plan as of"), danish_date(content.as_of, words.language)),
        *(((_("Round"), round_told(content)),) if content.round and is_internal else ()),
        (_("Audience"), _("internal") if is_internal else _("public: released items and fields only")),
        (_("Fingerprint (sha256) of the sealed plan"), content.sha256 or _("none, as the plan is not sealed")),
    )


def round_told(content: PlanContent) -> str:
    """The round that the version came from, how many items it asked about, and which of those shown did not answer."""
    if content.round is None:
        return ""
    shown = {item.number for item in content.items}
    silent = [one for one in content.round.unanswered if one.number in shown]
    asked = ngettext("“{name}” asked about {n} item", "“{name}” asked about {n} items", content.round.asked)
    names = ", ".join(f"{one.number} ({one.responsible})" if one.responsible else one.number for one in silent)
    return _("{asked}. Did not answer: {names}.").format(
        asked=asked.format(name=content.round.name, n=content.round.asked), names=names or _("none")
    )


def facts_in_short(content: PlanContent, words: Words, audience: Audience) -> str:
    """What the title does not tell, in a line: for an excerpt, which opens with what the body is asked to do."""
    return " · ".join(f"{name}: {value}" for name, value in _facts_of_version(content, words, audience))


def created(content: PlanContent) -> datetime:
    """The moment a file names as its own: never the clock's, so that the same content gives the same bytes."""
    return (content.known_at or datetime.combine(content.as_of, time(), UTC)).astimezone(UTC).replace(microsecond=0)


def foot(content: PlanContent, narrowed: Narrowed | None = None) -> str:
    excerpt = _("excerpt {body}").format(body=content.excerpt_of) if content.excerpt_of else ""
    on = _("as of {day}").format(day=short_date(content.as_of))
    only = _("selection") if narrowed else ""
    told = [content.plan, excerpt, only, _("version: {name}").format(name=version(content)), on]
    if content.sha256:
        told.append(_("fingerprint (sha256) {sha}").format(sha=content.sha256[:SHORT]))
    return " · ".join(filter(None, told))


def report(
    content: PlanContent,
    words: Words,
    audience: Audience,
    *,
    subtitle: str,
    blocks: Iterator[Block],
    landscape: bool = True,
    stamp: Stamp | None = None,
    narrowed: Narrowed | None = None,
) -> Report:
    """A document about the plan, in its frame."""
    return Report(
        title=content.plan,
        over=content.municipality,
        subtitle=subtitle,
        language=words.language,
        created=created(content),
        blocks=tuple(blocks),
        foot=foot(content, narrowed),
        page=_("Page {page} of {pages}"),
        version=version(content),
        as_of=danish_date(content.as_of, words.language),
        excerpt=body_name(content, content.excerpt_of) if content.excerpt_of else "",
        marking=marking(audience),
        notice=notice(content),
        landscape=landscape,
        stamp=stamp,
    )
