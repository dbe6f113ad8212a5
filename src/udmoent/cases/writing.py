# SPDX-License-Identifier: MPL-2.0
"""A case as it is written for one body: composed from the plan alone, or as it stands with what people wrote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from udmoent.cases.compose.compose import compose, to_write
from udmoent.cases.compose.ground import Ground
from udmoent.cases.compose.telling import text
from udmoent.cases.facts import MAIN, CaseKind, Holds
from udmoent.cases.gather import Asked, ground_of, route_for
from udmoent.cases.rules import ground_told, why_not_release
from udmoent.cases.sentences import sections_of
from udmoent.cases.written import WrittenAttachment, WrittenCase
from udmoent.lib.refusal import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above a case besides what is composed; what is left out is composed or the town's own."""

    title: str = ""
    case_number: str = ""
    kle: str = ""
    agenda_number: str = ""
    ground: str = ""


def write_fresh(asked: Asked, head: Head | None = None) -> WrittenCase:
    """The case that the plan tells, without anything kept of it. The same plan gives the same case."""
    return case_on(ground_of(asked), asked, head or Head())


def case_on(ground: Ground, asked: Asked, head: Head) -> WrittenCase:
    """As `write_fresh`, on a ground that is at hand."""
    Refused.if_any([why_not_release(asked.kind, asked.item)])
    route = route_for(asked.kind, asked.body, asked.meeting_on or asked.today)
    return case_from(ground, head, route=[body.abbreviation for body in route])


def case_from(ground: Ground, head: Head, *, route: Sequence[str] = ()) -> WrittenCase:
    return replace(
        case_of_plan(ground),
        title=head.title or title_of(ground),
        case_number=head.case_number or (ground.item.case_number if ground.item else ""),
        kle=head.kle or (ground.item.kle if ground.item else "") or ground.town.case.kle,
        agenda_number=head.agenda_number,
        ground=ground_told(head.ground, ground.access),
        route=tuple(route),
        sections=compose(ground, sections_of(ground.town.case, ground.arrangement)),
        attachments=tuple(default_attachments(ground)),
    )


def case_of_plan(ground: Ground) -> WrittenCase:
    """An empty case: whose it is, before which body, and which moment of the plan it tells of."""
    content = ground.content
    return WrittenCase(
        municipality=content.municipality,
        plan=content.plan,
        is_sample=content.is_sample,
        kind=ground.kind,
        title="",
        access=ground.access,
        body=ground.body.name,
        body_abbreviation=ground.body.abbreviation,
        meeting_on=ground.meeting_on,
        edition=content.edition or "",
        as_of=content.as_of,
        sha256=content.sha256 or "",
        to_write=to_write(ground),
    )


def title_of(ground: Ground) -> str:
    """What a case of this kind is called unless somebody calls it otherwise."""
    return text(ground, "title")


def default_attachments(ground: Ground) -> Iterator[WrittenAttachment]:
    """What goes with a case of a sealed version: the body's excerpt or the whole plan, and what changed since it saw it last."""
    if ground.content.edition is None or ground.kind in (CaseKind.ITEM, CaseKind.RELEASE, CaseKind.OTHER):
        return
    main = Holds.EXCERPT if ground.is_excerpt else Holds.PLAN
    kept = [main, *([Holds.COMPARISON] if ground.earlier else [])]
    for number, holds in enumerate(kept, start=1):
        yield made_attachment(ground, holds, number)


def made_title(ground: Ground, holds: str) -> str:
    """What an attachment that is made from the plan is called."""
    return text(ground, f"attachment_{holds}")


def made_attachment(ground: Ground, holds: Holds, number: int) -> WrittenAttachment:
    return WrittenAttachment(
        number=number,
        title=made_title(ground, holds),
        holds=holds,
        access=ground.access,
        role=MAIN if number == 1 else "",
        body=ground.body.abbreviation if ground.is_excerpt else "",
        as_of=ground.content.as_of,
        sha256=ground.content.sha256 or "",
    )
