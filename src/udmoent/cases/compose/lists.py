# SPDX-License-Identifier: MPL-2.0
"""The lists of a case: headings, cross-cutting efforts, changes, goals, amounts. Each entry with where it is from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from udmoent.cases import danish
from udmoent.cases.compose import money
from udmoent.cases.compose.fields import assessment_word, kroner, named, signed, stage_word
from udmoent.cases.compose.ground import Ground, called
from udmoent.cases.compose.telling import tell, text
from udmoent.cases.written import Origin, Paragraph, Sentence, Source
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.context import context as served_by
from udmoent.editions.context import context_of
from udmoent.editions.totals import counts
from udmoent.organisation.goals import goal_of
from udmoent.plan.aims import Aims
from udmoent.plan.facts import Kind, Stage

NAMED_IN_FULL: Final = ("new", "moved_in", "moved_out", "withdrawn", "merged", "reopened")
"""What changed by number and title; the rest by number alone, for there may be many."""
NAMED_IN_SHORT: Final = ("closed", "moved_time")


def _entry(told: str, *origins: Origin) -> Paragraph:
    return Paragraph((Sentence(told, origins),), is_bullet=True)


def headings(ground: Ground) -> Iterator[Paragraph]:
    """The agreement's headings, those alone that the plan has declarations of intent under."""
    used = {item.heading for item in ground.content.items if item.kind == Kind.INTENT}
    for heading in ground.content.headings:
        if heading and heading in used:
            yield _entry(heading, Origin(Source.AGREEMENT, ground.agreement))


def efforts(ground: Ground) -> Iterator[Paragraph]:
    """The cross-cutting items, each in a sentence, with what changed since the body saw them last."""
    for item in ground.efforts:
        first = danish.first_sentence(item.course)
        said = Sentence(f"{item.title}: {first}" if first else f"{item.title}.", (Origin(Source.PLAN, item.number),))
        changed = _since(ground, item)
        yield Paragraph(tuple(filter(None, (said, changed))), is_bullet=True)


def since(ground: Ground) -> Sentence | None:
    """What changed of the case's own item since the body saw it last."""
    return _since(ground, ground.item) if ground.item else None


def _since(ground: Ground, item: ItemContent) -> Sentence | None:
    if ground.earlier is None:
        return None
    before = ground.before.get(item.number)
    if before is None:
        return tell(ground, "effort_new")
    told = danish.listed(_changes(ground, before, item))
    return tell(ground, "effort_changed", {"ændringer": told}) if told else None


def _changes(ground: Ground, before: ItemContent, item: ItemContent) -> Iterator[str]:
    if before.time.text != item.time.text and before.time.text and item.time.text:
        yield text(ground, "change_time", {"fra": before.time.text, "til": item.time.text})
    if before.stage != item.stage:
        stages = {"fra": stage_word(ground, before.stage), "til": stage_word(ground, item.stage)}
        yield text(ground, "change_stage", {name: word.lower() for name, word in stages.items()})
    if before.assessment != item.assessment and ground.is_internal:
        assessed = {"fra": assessment_word(ground, before.assessment), "til": assessment_word(ground, item.assessment)}
        yield text(ground, "change_assessment", {name: word.lower() for name, word in assessed.items()})
    if item.is_cross_cutting and not before.is_cross_cutting:
        yield text(ground, "change_across")
    if (before.title, before.course) != (item.title, item.course):
        yield text(ground, "change_text")


def changes(ground: Ground) -> Iterator[Paragraph]:
    """What changed since the body saw the plan last, kind by kind."""
    if ground.comparison is None:
        return
    origin = Origin(Source.COMPARISON, " → ".join((called(ground.comparison.since), ground.moment)))
    for kind in (*NAMED_IN_FULL, *NAMED_IN_SHORT):
        found = [one for one in getattr(ground.comparison, kind) if one.number in ground.nameable]
        if found:
            told = (f"{one.number} {one.title}" if kind in NAMED_IN_FULL else one.number for one in found)
            yield _entry(f"{ground.sentences.words(f'list_{kind}')[0]}: {danish.listed(told)}.", origin)
    amounts = list(_changed_amounts(ground))
    if amounts:
        yield _entry(f"{ground.sentences.words('list_amounts')[0]}: {danish.listed(amounts)}.", origin)


def _changed_amounts(ground: Ground) -> Iterator[str]:
    """The corrected budgets that are others than they were, item by item; what is new or withdrawn is told as such."""
    for item in ground.named:
        before = ground.before.get(item.number)
        if before is None or not counts(item) or not counts(before):
            continue
        was = {(one.year, one.nature): one.kroner for one in money.corrected([before])}
        now = {(one.year, one.nature): one.kroner for one in money.corrected([item])}
        for year, nature in sorted({*was, *now}):
            difference = now.get((year, nature), 0) - was.get((year, nature), 0)
            if difference:
                yield f"{item.number} {signed(difference)} i {year}"


def _told_of(ground: Ground) -> PlanContent:
    """What the case tells of: the item that it is about, or all that it may name of what the body is shown."""
    return replace(ground.shown, items=(ground.item,) if ground.item else ground.named)


def context(ground: Ground) -> Iterator[Paragraph]:
    """What the town's file says of the strategies and values, each in a paragraph, and then which items serve what; the
    goals where no section of their own holds those.
    """
    said = context_of(_told_of(ground), Aims.of_town(ground.town))
    for one in said:
        if one.is_the_towns:
            yield Paragraph((Sentence(one.text, (Origin(Source.TOWN, danish.listed(one.aims)),)),))
    served = [
        one for one in said if not one.is_the_towns and not (ground.has_goals_apart and all(map(goal_of, one.aims)))
    ]
    if served:
        yield Paragraph(tuple(Sentence(one.text, (Origin(Source.PLAN, danish.listed(one.items)),)) for one in served))


def goals(ground: Ground) -> Iterator[Paragraph]:
    for served in served_by(_told_of(ground).items, Aims.of_town(ground.town)).served:
        if served.aim.goal:
            told = f"{ground.sentences.words('goal')[0]} {served.aim.goal.number}: {served.aim.goal.name}"
            yield _entry(told, Origin(Source.PLAN, danish.listed(item.number for item in served.items)))


def taken_to(ground: Ground) -> Iterator[Paragraph]:
    """Each involvement with when it was and what came of it, which a closed case alone tells."""
    for one in ground.involved if ground.is_internal else ():
        told, held = one.involvement, danish.day(one.involvement.held_on)
        words = (told.party, told.form, told.time, f"holdt {held}" if held else "")
        said = f"{named(one.item)}: {', '.join(filter(None, words))}"
        yield _entry(f"{said}. {told.result}" if told.result else f"{said}.", Origin(Source.PLAN, one.item.number))


def amounts(ground: Ground) -> Iterator[Paragraph]:
    """The item's corrected budget year by year."""
    if ground.item is None:
        return
    for nature, sums in groupby(
        sorted(money.corrected([ground.item]), key=lambda one: one.nature), lambda one: one.nature
    ):
        told = ", ".join(f"{one.year}: {kroner(one.kroner)}" for one in sums)
        word = danish.capital(ground.sentences.words(nature)[0])
        yield _entry(f"{word}: {told}", Origin(Source.ECONOMY, ground.item.number))


def deviations(ground: Ground) -> Iterator[Paragraph]:
    found = list(money.deviations(ground.shown.items))
    for item, sums in found:
        if item.number in ground.nameable:
            told = danish.listed(f"{signed(one.kroner)} i {one.year}" for one in sums)
            yield _entry(f"{named(item)}: {told}.", Origin(Source.ECONOMY, item.number))
    unnamed = sum(item.number not in ground.nameable for item, _sums in found)
    if unnamed:
        yield _entry(
            f"{danish.counted(unnamed, ground.sentences.words('unreleased'))}.", Origin(Source.ECONOMY, ground.moment)
        )


def derived_operation(ground: Ground) -> Iterator[Paragraph]:
    """The operating items that follow from the capital item."""
    if ground.item is None:
        return
    for item in ground.content.items:
        is_derived = item.derived_from == ground.item.number and item.stage != Stage.WITHDRAWN
        if is_derived and item.number in ground.nameable:
            told = ", ".join(f"{one.year}: {kroner(one.kroner)}" for one in money.corrected([item]))
            yield _entry(f"{named(item)}{f': {told}' if told else ''}", Origin(Source.ECONOMY, item.number))


BLOCKS: Final[Mapping[str, Callable[[Ground], Iterable[Paragraph]]]] = {"context": context}
"""Paragraphs that are composed as a whole."""

LISTS: Final[Mapping[str, Callable[[Ground], Iterable[Paragraph]]]] = {
    "headings": headings,
    "efforts": efforts,
    "changes": changes,
    "goals": goals,
    "involvements": taken_to,
    "amounts": amounts,
    "deviations": deviations,
    "derived_operation": derived_operation,
}
