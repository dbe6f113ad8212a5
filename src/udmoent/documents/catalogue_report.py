# SPDX-License-Identifier: MPL-2.0
"""A råderum catalogue as a document: an overview with sums, each proposal on its own, and what was answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from udmoent.catalogue.content import Catalogue, ProposalContent, Sums, decided_of, sum_of
from udmoent.catalogue.facts import Economy, Openness, ProposalStage, YearEconomy
from udmoent.catalogue.told_targets import target_lines, targets_in_other_prices
from udmoent.catalogue.words import PARTS, STAGES
from udmoent.documents.report import (
    Align,
    Block,
    Column,
    Facts,
    Heading,
    Mark,
    Paragraph,
    Report,
    Row,
    Run,
    Runs,
    Style,
    Table,
    Tone,
    plain,
)
from udmoent.lib.dates import short_date
from udmoent.lib.money import KR, in_unit

TEXTS: Final = ("summary", "description", "assumptions", "citizens", "staff", "climate", "risk")
LAW: Final = ("hearing", "med", "legal_basis", "indicators")


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """A published hearing answer; `proposal` is empty where it is to the whole catalogue."""

    sender: str
    received_on: date
    proposal: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDocument:
    """What is written: `body` is the name of the committee whose it is, empty for all."""

    catalogue: Catalogue
    municipality: str
    body: str
    answers: Sequence[AnswerContent]
    created: datetime

    @property
    def is_internal(self) -> bool:
        """Whether anything in it is not for everybody."""
        return any(one.openness != Openness.PUBLIC for one in self.catalogue.proposals)

    @property
    def marking(self) -> str:
        return _("INTERNAL") if self.is_internal else ""

    @property
    def notice(self) -> str:
        return _("Sample data – not the municipality's real plan") if self.catalogue.is_sample else ""


def catalogue_report(told: CatalogueDocument, language: str) -> Report:
    whose = told.body or _("all committees")
    return Report(
        title=told.catalogue.round,
        over=told.municipality,
        subtitle=whose,
        language=language,
        created=told.created,
        blocks=tuple(_blocks(told, language)),
        foot=f"{told.municipality} · {told.catalogue.round} · {whose}",
        page=_("Page {page} of {pages}"),
        excerpt=told.body,
        marking=told.marking,
        notice=told.notice,
        landscape=False,
    )


def _blocks(told: CatalogueDocument, language: str) -> Iterator[Block]:
    catalogue = told.catalogue
    yield Facts(
        (
            (_("Budget"), str(catalogue.budget_year)),
            (_("Price level"), catalogue.price_level),
            (_("Proposals"), str(len(catalogue.proposals))),
            (_("Amounts"), _("net in kr.; a minus is a saving")),
        )
    )
    yield Heading(1, _("Overview"))
    yield _overview(catalogue, language)
    for note in targets_in_other_prices(catalogue):
        yield Paragraph(plain(note), Style.NOTE)
    for one in catalogue.proposals:
        yield from _proposal(one, catalogue, language)
    if told.answers:
        yield from _answers(told.answers)


def _kr(kroner: int, language: str) -> str:
    return in_unit(kroner, KR, language)


def _years(catalogue: Catalogue) -> tuple[Column, ...]:
    return tuple(Column(str(year), 1.0, Align.RIGHT) for year in catalogue.years)


def _cells(sums: Sums, catalogue: Catalogue, language: str) -> tuple[Runs, ...]:
    return tuple(plain(_kr(sums.get(year, 0), language)) for year in catalogue.years)


def _target_cells(sums: Sums, catalogue: Catalogue, language: str) -> tuple[Runs, ...]:
    """A year without one has a dash."""
    return tuple(plain(_kr(sums[year], language) if year in sums else "–") for year in catalogue.years)


def _overview(catalogue: Catalogue, language: str) -> Table:
    """A line for each proposal, then what they are together, what is chosen, and the target."""
    rows = [
        Row((plain(one.number), plain(one.facts.title), plain(_stage(one)), *_cells(one.kroner, catalogue, language)))
        for one in catalogue.proposals
    ]
    lines = [(_("All proposals"), sum_of(one.kroner for one in catalogue.proposals))]
    if decided := decided_of(catalogue):
        lines.append((_("Of which chosen"), sum_of(decided)))
    rows += [Row(((), plain(name), (), *_cells(sums, catalogue, language)), Tone.SUM) for name, sums in lines]
    rows += [
        Row(((), plain(name), (), *_target_cells(sums, catalogue, language)), Tone.SUM)
        for name, sums in target_lines(catalogue)
    ]
    columns = (Column(_("No."), 0.6), Column(_("Proposal"), 2.6), Column(_("Stage"), 1.2), *_years(catalogue))
    return Table(_("Overview"), columns, tuple(rows))


def _stage(one: ProposalContent) -> str:
    return str(STAGES[one.stage])


def _proposal(one: ProposalContent, catalogue: Catalogue, language: str) -> Iterator[Block]:
    yield Heading(1, f"{one.number} {one.facts.title}")
    facts = one.facts
    place = [(str(PARTS[name]), getattr(facts, name)) for name in ("body", "unit", "post", "account", "case_number")]
    yield Facts(tuple(pair for pair in ((_("Stage"), _stage(one)), *place) if pair[1]))
    if facts.economy:
        yield _economy(_("Economy of {number}").format(number=one.number), facts.economy, catalogue, language)
    if one.decided and one.stage == ProposalStage.PARTLY_CHOSEN:
        yield Paragraph(plain(_("Chosen of it")), Style.CAPTION)
        yield _economy(_("Chosen of {number}").format(number=one.number), one.decided, catalogue, language)
    for name in (*TEXTS, *LAW):
        if text := getattr(facts, name):
            yield Heading(2, str(PARTS[name]))
            yield Paragraph(plain(text))


def _economy(title: str, economy: Economy, catalogue: Catalogue, language: str) -> Table:
    def line(name: str, kroner: Sums, tone: Tone = Tone.PLAIN) -> Row:
        return Row((plain(name), *_cells(kroner, catalogue, language)), tone)

    of_year = {one.year: one for one in economy}
    staff = tuple(plain(_staff(of_year.get(year), language)) for year in catalogue.years)
    rows = (
        line(_("Lasting"), {one.year: one.lasting for one in economy}),
        line(_("One-off"), {one.year: one.one_off for one in economy}),
        line(_("Net"), {one.year: one.net for one in economy}, Tone.SUM),
        Row((plain(_("Full-time equivalents")), *staff)),
    )
    return Table(title, (Column("kr.", 1.6), *_years(catalogue)), rows)


def _staff(one: YearEconomy | None, language: str) -> str:
    told = f"{one.staff.normalize():f}" if one and one.staff else "0"
    return told.replace(".", ",") if language == "da" else told


def _answers(answers: Sequence[AnswerContent]) -> Iterator[Block]:
    yield Heading(1, _("Hearing answers"))
    for one in answers:
        to = one.proposal or _("the whole catalogue")
        yield Heading(2, one.sender)
        told = _("To {what}, received {day}").format(what=to, day=short_date(one.received_on))
        yield Paragraph((Run(told, Mark.MUTED),), Style.NOTE)
        yield Paragraph(plain(one.text))
