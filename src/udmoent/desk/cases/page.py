# SPDX-License-Identifier: MPL-2.0
"""A case's page: for those who write it the draft with where each sentence is from, for others what was sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.cases.compose.ground import Ground
from udmoent.cases.compose.says import MAY_WRITE, PERSONS
from udmoent.cases.drafting import Standing, composed_now, ground_for, is_arranged_otherwise, standing
from udmoent.cases.facts import Access, CaseKind
from udmoent.cases.keeping import readiness, write_on
from udmoent.cases.models import Case, SentCase
from udmoent.cases.rules import why_not_send
from udmoent.cases.words import ACCESS, FILE_ACCESS, KINDS, own_words
from udmoent.cases.written import (
    WrittenCase,
    from_json,
    has_closed_attachments,
    own_left_out,
    text_of,
    without_confidential,
)
from udmoent.desk.access import needs
from udmoent.desk.cases.files import WITH_CLOSED
from udmoent.desk.cases.told import Block, Told, blocks, next_treatment, show, sources, stops
from udmoent.desk.cases.which import Sight, sight_of
from udmoent.desk.downloads import Download
from udmoent.desk.where import the_plan
from udmoent.documents.involvement_words import not_ready_word
from udmoent.editions.content import PlanContent
from udmoent.editions.involvement import LATE_OR_OPEN, missing_before_case
from udmoent.lib.refusal import Refusal
from udmoent.organisation import rules
from udmoent.plan.facts import Visibility
from udmoent.plan.parties import Parties


@needs(rules.READ)
@require_safe
def case_page(request: HttpRequest, plan_id: int, case_id: int) -> HttpResponse:
    sight = sight_of(request, the_plan(request, plan_id), case_id)
    if sight.writes:
        return show(request, "case", sight, **_drafted(sight))
    latest = max(sight.sent, key=lambda sent: (sent.sent_at, sent.pk))
    return show(request, "read", sight, **told_of_sent(sight, latest))


@dataclass(frozen=True)
class Shown:
    """A section as it is shown: its text, where each sentence is from, and what is newer than a person's edit."""

    standing: Standing
    blocks: list[Block]
    sources: list[Told]
    newer: list[Block]
    is_behind: bool


def _drafted(sight: Sight) -> dict[str, Any]:
    """What whoever writes the case sees."""
    case, today = sight.case, clock.today()
    ground, treatment = ground_for(case, today), next_treatment(sight)
    written = write_on(ground, treatment)
    composed, kept = composed_now(case, ground), list(case.sections.all())
    now = {section.heading: text_of(section.paragraphs) for section in composed}
    may_word = sight.visitor.may[rules.SET_UP]
    sections = [_shown(standing(section), now, may_word=may_word, is_decided=sight.is_decided) for section in kept]
    return {
        "kind": KINDS[case.kind],
        "access": ACCESS[case.access],
        "sections": sections,
        "is_behind": not sight.is_decided and any(section.is_behind for section in sections),
        "is_arranged_otherwise": not sight.is_decided and is_arranged_otherwise(kept, composed),
        "stops": stops(sight),
        "attachments": [(one, FILE_ACCESS[one.access]) for one in case.attachments.select_related("body")],
        "treatment": treatment,
        "sent": None if treatment.outcome else max(treatment.sent.all(), key=lambda sent: sent.sent_at, default=None),
        "missing": [str(refusal) for refusal in _missing(case, sight, written)],
        "warnings": [] if sight.is_decided else list(warnings(case, ground, written)),
        "persons": own_words(PERSONS[CaseKind(case.kind)]),
        "may_write": bool(MAY_WRITE[CaseKind(case.kind)]),
        "downloads": downloads(case, treatment.pk),
        "with_closed": downloads(case, treatment.pk, WITH_CLOSED) if has_closed_attachments(written) else [],
        "moment": ground.moment,
    }


def _shown(one: Standing, now: dict[str, str], *, may_word: bool, is_decided: bool) -> Shown:
    return Shown(
        standing=one,
        blocks=blocks(one.paragraphs),
        sources=sources(one.paragraphs, may_word=may_word),
        newer=blocks(one.composed) if one.is_overtaken and not is_decided else [],
        is_behind=now.get(one.section.heading, one.composed_text) != one.composed_text,
    )


def _missing(case: Case, sight: Sight, written: WrittenCase) -> list[Refusal]:
    treatment = next_treatment(sight)
    return [] if treatment.outcome else list(why_not_send(readiness(case, treatment, written)))


def warnings(case: Case, ground: Ground, written: WrittenCase) -> Iterator[str]:
    """What is good to know before the case is sent, and stops nobody."""
    if left_out := own_left_out(case.own, written):
        sentence = _("Written, and yet not in the case, for its section has been edited: {which}.")
        yield sentence.format(which=", ".join(own_words(left_out)))
    items = (ground.item,) if ground.item else ground.shown.items
    yield from _not_heard(replace(ground.content, items=items), ground)
    hidden = [item.number for item in items if item.visibility != Visibility.PUBLIC]
    if hidden and case.access == Access.OPEN:
        yield _hidden(ground, hidden)


def _not_heard(told: PlanContent, ground: Ground) -> Iterator[str]:
    """Who ought to have been heard of the items and is not; of one item each party by name."""
    today = clock.today()
    found = missing_before_case(told, Parties.of_town(ground.town, today), today)
    if ground.item:
        yield from map(not_ready_word, found)
        return
    in_hearing = {one.item.number for one in found if one.involved and one.involved.standing in LATE_OR_OPEN}
    lacking = {one.item.number for one in found} - in_hearing
    if lacking:
        sentence = ngettext(
            "{n} item has consequences for employees, and those who speak for them have not been heard: {numbers}.",
            "{n} items have consequences for employees, and those who speak for them have not been heard: {numbers}.",
            len(lacking),
        )
        yield sentence.format(n=len(lacking), numbers=", ".join(sorted(lacking)))
    if in_hearing:
        sentence = ngettext(
            "{n} item is in a hearing of which no result is told: {numbers}.",
            "{n} items are in a hearing of which no result is told: {numbers}.",
            len(in_hearing),
        )
        yield sentence.format(n=len(in_hearing), numbers=", ".join(sorted(in_hearing)))


def _hidden(ground: Ground, numbers: Sequence[str]) -> str:
    if ground.item:
        return _("Item {number} is not released, and the open case tells of it.").format(number=ground.item.number)
    sentence = ngettext(
        "{n} item is not released, and so neither named in the open case nor in its attachments: {numbers}.",
        "{n} items are not released, and so neither named in the open case nor in its attachments: {numbers}.",
        len(numbers),
    )
    return sentence.format(n=len(numbers), numbers=", ".join(numbers))


def downloads(case: Case, treatment_id: int, having: str = "") -> list[Download]:
    """The copy that may be published, or for those inside the one `having` what is closed."""
    query = f"?{urlencode({'med': having})}" if having else ""
    kinds = {"docx": "Word", "pdf": "PDF", "txt": _("text")}
    return [
        Download(name, reverse("get_case", args=[case.plan_id, case.pk, treatment_id, ending]) + query)
        for ending, name in kinds.items()
    ]


def told_of_sent(sight: Sight, sent: SentCase) -> dict[str, Any]:
    """What a body was sent, without what the visitor may not read of it."""
    written = from_json(sent.content)
    if not sight.reads(Access.CONFIDENTIAL):
        written = without_confidential(written)
    files = [(one, FILE_ACCESS[one.access]) for one in sent.files.all() if sight.reads(one.access)]
    return {
        "sent": sent,
        "written": written,
        "kind": KINDS[sight.case.kind],
        "access": ACCESS[written.access],
        "sections": [(section.heading, blocks(section.paragraphs)) for section in written.sections],
        "attached": [(one, FILE_ACCESS[one.access]) for one in written.attachments],
        "files": files,
        "stops": stops(sight),
    }
