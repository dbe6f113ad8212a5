# SPDX-License-Identifier: MPL-2.0
"""From the ground to sections of paragraphs of sentences. Pure: the same ground gives the same case."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import override

from udmoent.cases.compose.ground import Ground
from udmoent.cases.compose.lists import BLOCKS, LISTS, since
from udmoent.cases.compose.says import ELSEWHERE, PERSONS, SAYS
from udmoent.cases.compose.telling import tell
from udmoent.cases.sentences import LANGUAGE, matters_of
from udmoent.cases.written import Paragraph, Sentence, WrittenSection
from udmoent.organisation.case_template import Section


def compose(ground: Ground, sections: Sequence[Section]) -> tuple[WrittenSection, ...]:
    """The sections in their order. One that holds nothing known is empty: a person writes it."""
    held = frozenset(matter for section in sections for matter in matters_of(section))
    ground = replace(ground, has_goals_apart="goals" in held)
    with override(LANGUAGE):
        return tuple(WrittenSection(section.heading, tuple(_section(ground, section, held))) for section in sections)


def _section(ground: Ground, section: Section, held: frozenset[str]) -> Iterator[Paragraph]:
    for matter in matters_of(section):
        yield from _matter(ground, matter, held)


def _matter(ground: Ground, matter: str, held: frozenset[str]) -> Iterator[Paragraph]:
    said_any = False
    for line in SAYS[matter].get(ground.kind, ()):
        if line.startswith("?") and said_any:
            continue
        for paragraph in _line(ground, line.removeprefix("?"), held - {matter}):
            said_any = True
            yield paragraph


def _line(ground: Ground, line: str, held: frozenset[str]) -> Iterator[Paragraph]:
    if line.startswith("* "):
        yield from BLOCKS[line[2:]](ground)
        return
    names, _colon, list_name = line.partition(" : ")
    entries = tuple(LISTS[list_name](ground)) if list_name else ()
    if list_name and not entries:
        return
    said = tuple(_sentences(ground, [name for name in names.split() if ELSEWHERE.get(name) not in held]))
    if said:
        yield Paragraph(said)
        yield from entries


def _sentences(ground: Ground, names: Sequence[str]) -> Iterator[Sentence]:
    yield from filter(None, (since(ground) if name == "since_item" else tell(ground, name) for name in names))


def to_write(ground: Ground) -> tuple[str, ...]:
    """The names of the person's sentences that nobody has written."""
    return tuple(name for name in PERSONS[ground.kind] if not ground.own.get(name, "").strip())
