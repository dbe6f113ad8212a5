# SPDX-License-Identifier: MPL-2.0
"""The files that go with an agenda case: the case itself, and what is made from the sealed plan, each as Word and PDF.

An open file tells what the public may see of the items that are released, a closed one all of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from udmoent.cases.compose.ground import Ground, called
from udmoent.cases.facts import Access, Holds
from udmoent.cases.rules import access_with
from udmoent.cases.sentences import LANGUAGE
from udmoent.cases.written import (
    WrittenAttachment,
    WrittenCase,
    closed_with,
    has_closed_attachments,
    without_confidential,
)
from udmoent.documents.case_report import case_report
from udmoent.documents.comparison_report import comparison_report
from udmoent.documents.files import place
from udmoent.documents.plan_report import layout_named, plan_report
from udmoent.documents.report import Paragraph, Report, Style, plain
from udmoent.documents.rules import CASE, COMPARISON, PLAN
from udmoent.documents.words import Words
from udmoent.documents.write import word_of
from udmoent.documents.write_pdf import pdf_of
from udmoent.editions.compare import Comparison, compare
from udmoent.editions.content import PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.editions.public import Audience, public, public_comparison, why_not_publish
from udmoent.lib.refusal import Refused

ENDINGS: Final = (".docx", ".pdf")
DOCUMENTS: Final = (CASE, PLAN, COMPARISON)
"""The kinds of documents that a case is made of."""
LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", ".": "-"})
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file of a case. `number` is the attachment's; None for the case itself."""

    file_name: str
    title: str
    access: Access
    content: bytes
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class CasePapers:
    """`templates` are the town's Word templates by the kind of document; `files` is where attached files are kept.

    A confidential attachment is named in the case's closed copy only.
    """

    case: WrittenCase
    ground: Ground
    files: Path
    templates: Mapping[str, bytes | None] = field(default_factory=dict)
    layout: str = "standard"

    @cached_property
    def _words(self) -> Words:
        return Words(self.ground.town, LANGUAGE)

    @property
    def has_closed_attachments(self) -> bool:
        return has_closed_attachments(self.case)

    def all(self, endings: Sequence[str] = ENDINGS) -> Iterator[Paper]:
        """The case first, then its attachments by number. Refused: what may be a CPR number in what is open."""
        yield from self.cases(endings)
        for attachment in self.case.attachments:
            yield from self.of(attachment, endings)

    def cases(self, endings: Sequence[str] = ENDINGS) -> Iterator[Paper]:
        """The case; where some of its attachments are closed, an open copy without them and a closed one with all."""
        if self.has_closed_attachments:
            yield from self._case(without_confidential(self.case), "sag", Access.OPEN, endings)
            yield from self._case(self.case, "sag-med-lukkede-bilag", Access.CONFIDENTIAL, endings)
        else:
            yield from self._case(self.case, "sag", self.case.access, endings)

    def _case(self, case: WrittenCase, name: str, access: Access, endings: Sequence[str]) -> Iterator[Paper]:
        with override(LANGUAGE):
            report = case_report(closed_with(case), LANGUAGE)
        yield from self._written(report, name, case.title, access, CASE, endings)

    def of(self, attachment: WrittenAttachment, endings: Sequence[str] = ENDINGS) -> Iterator[Paper]:
        """The files of one attachment; none where it is an address, or its file is not kept here any more."""
        attachment = replace(attachment, access=access_with(self.case.access, attachment.access))
        if attachment.holds == Holds.FILE:
            yield from self._kept(attachment)
        elif attachment.holds in _MADE:
            with override(LANGUAGE):
                report = _MADE[attachment.holds](self, attachment)
            document = COMPARISON if attachment.holds == Holds.COMPARISON else PLAN
            name = f"bilag-{attachment.number}-{_NAMES[attachment.holds]}"
            yield from self._written(
                report, name, attachment.title, attachment.access, document, endings, attachment.number
            )

    def _written(
        self,
        report: Report,
        name: str,
        title: str,
        access: Access,
        document: str,
        endings: Sequence[str],
        number: int | None = None,
    ) -> Iterator[Paper]:
        writers: dict[str, Callable[[], bytes]] = {
            ".docx": lambda: word_of(report, self.templates.get(document)),
            ".pdf": lambda: pdf_of(report),
        }
        for ending in endings:
            with override(LANGUAGE):
                content = writers[ending]()
            yield Paper(file_name=f"{name}{ending}", title=title, access=access, content=content, number=number)

    def _kept(self, attachment: WrittenAttachment) -> Iterator[Paper]:
        file = place(self.files, attachment.file_sha256)
        if file.is_file():
            name = f"bilag-{attachment.number}-{_slug(Path(attachment.file_name).stem)}{Path(attachment.file_name).suffix.lower()}"
            yield Paper(
                file_name=name,
                title=attachment.title,
                access=attachment.access,
                content=file.read_bytes(),
                number=attachment.number,
            )

    def _plan(self, attachment: WrittenAttachment) -> Report:
        return self._plan_report(self.ground.content, attachment)

    def _excerpt(self, attachment: WrittenAttachment) -> Report:
        body = attachment.body or self.ground.body.abbreviation
        since = compare(self.ground.earlier, self.ground.content, body) if self.ground.earlier else None
        return self._plan_report(excerpt(self.ground.content, body), attachment, since)

    def _plan_report(
        self, content: PlanContent, attachment: WrittenAttachment, since: Comparison | None = None
    ) -> Report:
        audience, whole = _audience(attachment), content
        if audience == Audience.PUBLIC:
            content = public(content, self.ground.content)
            since = since and public_comparison(since)
            Refused.if_any(why_not_publish(content))
        layout = layout_named(self.layout, self.ground.town)
        report = plan_report(content, self._words, audience, layout=layout, since=since, stamp=None)
        return _less_than_counted(report, whole, content, is_compared=since is not None)

    def _comparison(self, attachment: WrittenAttachment) -> Report:
        since = whole = self.ground.comparison or compare(self.ground.content, self.ground.content)
        audience = _audience(attachment)
        if audience == Audience.PUBLIC:
            since = public_comparison(since)
            Refused.if_any((*why_not_publish(since.since), *why_not_publish(since.until)))
        names = {"since": called(since.since), "until": called(since.until)}
        report = comparison_report(since, self._words, audience, **names)
        return _less_than_counted(report, whole.until, since.until, is_compared=True)


def _less_than_counted(report: Report, whole: PlanContent, told: PlanContent, *, is_compared: bool) -> Report:
    """The case counts all items; an attachment that tells less than that says how much less."""
    if told == whole:
        return report
    hidden = len(whole.items) - len(told.items)
    left_out = ngettext(
        "{n} item that the case counts is not released, and so not told of here.",
        "{n} items that the case counts are not released, and so not told of here.",
        hidden,
    )
    compared = _("Only what the public may see is compared, so that fewer may stand as changed than the case counts.")
    said = (left_out.format(n=hidden) if hidden else "", compared if is_compared else "")
    note = " ".join(filter(None, said))
    return replace(report, blocks=(Paragraph(plain(note), Style.NOTE), *report.blocks)) if note else report


_MADE: Final[Mapping[Holds, Callable[[CasePapers, WrittenAttachment], Report]]] = {
    Holds.PLAN: CasePapers._plan,
    Holds.EXCERPT: CasePapers._excerpt,
    Holds.COMPARISON: CasePapers._comparison,
}


_NAMES: Final = {Holds.PLAN: "plan", Holds.EXCERPT: "udsnit", Holds.COMPARISON: "aendringer"}


def _audience(attachment: WrittenAttachment) -> Audience:
    return Audience.PUBLIC if attachment.access == Access.OPEN else Audience.INTERNAL


def _slug(title: str) -> str:
    return slugify(title.translate(LETTERS))[:LONGEST_NAME].strip("-") or "fil"
