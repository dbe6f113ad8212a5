# SPDX-License-Identifier: MPL-2.0
"""What the sentences of a case are filled with, and where each of it is from. A field that has nothing to tell is None."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from udmoent.cases import danish
from udmoent.cases.compose import money
from udmoent.cases.compose.ground import Ground, called, called_shortly
from udmoent.cases.written import Origin, Source
from udmoent.economy.models import Nature, Phase
from udmoent.editions.compare import SUMMARY
from udmoent.editions.content import ItemContent
from udmoent.editions.excerpt import also_known_as
from udmoent.editions.involvement import counted
from udmoent.lib.money import KR, in_unit
from udmoent.plan.facts import ENDED, Assessment, Kind, Stage
from udmoent.plan.involvement_rules import Standing
from udmoent.plan.parties import KINDS as PARTY_KINDS

SHORT: Final = 12
"""So much of a fingerprint is told."""


@dataclass(frozen=True, slots=True)
class Field:
    source: Source
    read: Callable[[Ground], str | None]

    def origin(self, ground: Ground) -> Origin:
        return Origin(self.source, _of(self.source, ground))


def _of(source: Source, ground: Ground) -> str:
    """What the source is called."""
    match source:
        case Source.AGREEMENT:
            return ground.agreement
        case Source.COMPARISON:
            return " → ".join(called(one) for one in (ground.earlier, ground.content) if one)
        case Source.MEETINGS:
            return ""
        case _:
            return ground.moment


def kroner(amount: int) -> str:
    return f"{in_unit(amount, KR)} kr."


def signed(amount: int) -> str:
    return f"{'+' if amount > 0 else ''}{kroner(amount)}"


def named(item: ItemContent) -> str:
    return f"{item.number} {item.title}"


def stage_word(ground: Ground, stage: Stage) -> str:
    words = ground.town.stages.get(stage)
    return words[0] if words else stage.value


def assessment_word(ground: Ground, assessment: Assessment) -> str:
    words = ground.town.assessments.get(assessment)
    return words[0] if words else assessment.value


def parts(ground: Ground, kinds: Iterable[Kind]) -> list[str]:
    """The plural names of those parts that the whole plan has items of, in its order."""
    there = {item.kind for item in ground.content.items}
    return [_part(ground, kind) for kind in kinds if kind in there]


def _part(ground: Ground, kind: Kind) -> str:
    own = ground.town.kinds.get(kind, ())
    plural = next((word for word in own[1:2] if word.startswith(own[0])), None)
    return (plural or ground.sentences.words(f"part_{kind}")[1]).lower()


def _counted(ground: Ground, told: Mapping[str, int]) -> str | None:
    """What there is any of, with its number."""
    said = [danish.counted(number, ground.sentences.words(word)) for word, number in told.items() if number]
    return danish.listed(said) if said else None


def _shares(ground: Ground) -> str | None:
    found = ground.shares
    return _counted(
        ground, {"own": len(found.own), "shared": len(found.shared), "cross_cutting": len(found.cross_cutting)}
    )


def _stages(ground: Ground) -> str | None:
    told = [(number, stage_word(ground, stage)) for stage, number in ground.counts.stages.items() if number]
    return danish.listed(f"{number} {word.lower()}" for number, word in told) or None


def _assessments(ground: Ground) -> str | None:
    if not ground.is_internal:
        return None
    told = ground.counts.assessments.items()
    return danish.listed(f"{number} {assessment_word(ground, one).lower()}" for one, number in told if number) or None


def _items(ground: Ground, number: int) -> str | None:
    return danish.counted(number, ground.sentences.words("items")) if number else None


def _changes(ground: Ground) -> str | None:
    if ground.comparison is None:
        return None
    return _counted(ground, {kind: ground.comparison.summary[kind] for kind in SUMMARY})


def treated(ground: Ground) -> list[ItemContent]:
    """The body's open items that are to be treated in it."""
    names = also_known_as(ground.content, ground.body.abbreviation)
    return [
        item for item in ground.named if item.stage not in ENDED and any(one.body in names for one in item.treatments)
    ]


def _treated(ground: Ground) -> str | None:
    if ground.item:
        told = [" ".join(filter(None, (one.body, one.form, one.time))) for one in ground.item.treatments]
        return danish.listed(told) or None
    found = treated(ground)
    counted = _items(ground, len(found))
    return f"{counted}: {danish.listed(item.number for item in found)}" if counted else None


def _derived(ground: Ground) -> str | None:
    closed = [item for item in ground.named if item.stage == Stage.CLOSED and item.derived_from]
    return danish.listed(map(named, closed)) or None


def _parties(ground: Ground) -> str | None:
    """The kinds of those that items are taken to: which party it is, and what came of it, an open case does not tell."""
    kinds = sorted({one.party.kind for one in ground.involved}, key=PARTY_KINDS.index)
    return danish.listed(ground.sentences.words(f"party_{kind}")[0] for kind in kinds) or None


def _involvements(ground: Ground) -> str | None:
    told = counted(ground.involved)
    return _counted(ground, {f"involved_{standing}": told[standing] for standing in reversed(Standing)})


def _fills(ground: Ground) -> str | None:
    there = (item for item in ground.content.items if item.number in ground.nameable and item.stage != Stage.WITHDRAWN)
    return danish.listed(item.number for item in there if item.fills) or None


def _of_kind(ground: Ground, kind: Kind) -> int:
    return sum(item.kind == kind and item.stage != Stage.WITHDRAWN for item in ground.content.items)


def _net(ground: Ground) -> str | None:
    if ground.comparison is None:
        return None
    changes = money.net_changes(ground.comparison.since, ground.comparison.until)
    return (
        danish.listed(f"{signed(one.kroner)} {ground.sentences.words(one.nature)[0]} i {one.year}" for one in changes)
        or None
    )


def _of_item(read: Callable[[ItemContent], str | None]) -> Callable[[Ground], str | None]:
    return lambda ground: (read(ground.item) or None) if ground.item else None


def _inside(read: Callable[[ItemContent], str | None]) -> Callable[[Ground], str | None]:
    """What an open case never tells."""
    return lambda ground: (read(ground.item) or None) if ground.item and ground.is_internal else None


def _budgeted(ground: Ground) -> int:
    """The rådighedsbeløb of the year."""
    sums = money.corrected([ground.item]) if ground.item else ()
    return money.of_year(sums, ground.year_asked, Nature.CAPITAL)


def _capital(ground: Ground, phase: Phase) -> int:
    """Of the year."""
    sums = money.in_phase(ground.item, phase) if ground.item else ()
    return money.of_year(sums, ground.year_asked, Nature.CAPITAL)


def _capital_in_all(ground: Ground, phase: Phase) -> int:
    sums = money.in_phase(ground.item, phase) if ground.item else ()
    return sum(one.kroner for one in sums if one.nature == Nature.CAPITAL)


def _to_release(ground: Ground) -> int:
    """What is left of the year's rådighedsbeløb. What was spent without being released is taken from it too."""
    return max(0, _budgeted(ground) - max(_capital(ground, Phase.RELEASED), _capital(ground, Phase.SPENT)))


def _to_appropriate(ground: Ground) -> int:
    """What the appropriation lacks, for no more may be released than is appropriated."""
    released = _capital_in_all(ground, Phase.RELEASED) + _to_release(ground)
    return max(0, released - _capital_in_all(ground, Phase.APPROPRIATED)) if _to_release(ground) else 0


def _told(amount: Callable[[Ground], int]) -> Callable[[Ground], str | None]:
    return lambda ground: kroner(amount(ground)) if amount(ground) > 0 else None


def _body_of_item(ground: Ground) -> str | None:
    if ground.item is None:
        return None
    named_so = [body for body in ground.content.bodies if body.abbreviation == ground.item.body]
    in_force = [
        body
        for body in named_so
        if body.valid_from <= ground.content.as_of and (body.valid_to or ground.content.as_of) >= ground.content.as_of
    ]
    return next((body.name for body in [*in_force, *named_so]), ground.item.body or None)


def _examples(ground: Ground) -> str | None:
    """Two of the cross-cutting items."""
    return danish.listed(item.title for item in ground.efforts[:2]) or None


def _periods(ground: Ground) -> str:
    years = ground.content.years
    return f"{years[0]}-{years[-1]}"


_PLAN, _COUNTS, _MEETINGS = Source.PLAN, Source.COUNTS, Source.MEETINGS
_CHANGED, _MONEY, _PERSON, _AGREED = Source.COMPARISON, Source.ECONOMY, Source.PERSON, Source.AGREEMENT

FIELDS: Final[Mapping[str, Field]] = {
    "kommune": Field(_PLAN, lambda ground: ground.content.municipality),
    "kommunens": Field(_PLAN, lambda ground: danish.genitive(ground.content.municipality)),
    "aftale": Field(_AGREED, lambda ground: ground.agreement or None),
    "plan": Field(_PLAN, lambda ground: ground.content.plan),
    "periode": Field(_AGREED, _periods),
    "år": Field(_AGREED, lambda ground: str(ground.content.budget_year)),
    "rundeår": Field(_AGREED, lambda ground: str(ground.content.budget_year + 2)),
    "organ": Field(_PLAN, lambda ground: ground.body.name),
    "organets": Field(_PLAN, lambda ground: danish.genitive(ground.body.name)),
    "råd": Field(_PLAN, lambda ground: ground.council.name if ground.council else None),
    "rådets": Field(_PLAN, lambda ground: danish.genitive(ground.council.name) if ground.council else None),
    "godkendt": Field(_MEETINGS, lambda ground: danish.day(ground.approved_on)),
    "forelagt": Field(_MEETINGS, lambda ground: danish.day(ground.presented_on)),
    "mødedag": Field(_MEETINGS, lambda ground: danish.day(ground.meeting_on)),
    "mødemåned": Field(_MEETINGS, lambda ground: danish.month(ground.meeting_on) if ground.meeting_on else None),
    "versionen": Field(_PLAN, lambda ground: called(ground.content)),
    "fingeraftryk": Field(_PLAN, lambda ground: (ground.content.sha256 or "")[:SHORT] or None),
    "pr": Field(_PLAN, lambda ground: danish.as_of(ground.content.as_of)),
    "siden": Field(_CHANGED, lambda ground: called(ground.earlier) if ground.earlier else None),
    "sidst": Field(_CHANGED, lambda ground: called_shortly(ground.earlier) if ground.earlier else None),
    "ændringer": Field(_CHANGED, _changes),
    "punkter": Field(_COUNTS, lambda ground: _items(ground, ground.counts.items)),
    "fordeling": Field(_COUNTS, _shares),
    "stadier": Field(_COUNTS, _stages),
    "vurderinger": Field(_COUNTS, _assessments),
    "passerede": Field(_COUNTS, lambda ground: _items(ground, ground.counts.passed)),
    "afsluttede": Field(_COUNTS, lambda ground: _items(ground, ground.counts.closed)),
    "eksempler": Field(_PLAN, _examples),
    "dele": Field(_PLAN, lambda ground: danish.listed(parts(ground, Kind)) or None),
    "dele_udvalg": Field(
        _PLAN, lambda ground: danish.listed(parts(ground, [kind for kind in Kind if kind != Kind.INTENT])) or None
    ),
    "råderum": Field(_COUNTS, lambda ground: str(_of_kind(ground, Kind.RAADERUM) or "") or None),
    "udfylder": Field(_PLAN, _fills),
    "afledte": Field(_PLAN, _derived),
    "behandles": Field(_PLAN, _treated),
    "ufrigivne": Field(_COUNTS, lambda ground: _items(ground, len(ground.shown.items) - len(ground.named))),
    "inddragne": Field(_PLAN, _parties),
    "inddragelser": Field(_COUNTS, _involvements),
    "afvigelser": Field(_MONEY, lambda ground: _items(ground, len(list(money.deviations(ground.shown.items))))),
    "nettoændringer": Field(_MONEY, _net),
    "indstiller": Field(
        _PERSON, lambda ground: ground.recommended_by or ground.sentences.recommender(ground.body.abbreviation)
    ),
    "verber": Field(_PERSON, lambda ground: danish.listed(ground.verbs or ground.sentences.asks) or None),
    "nummer": Field(_PLAN, _of_item(lambda item: item.number)),
    "titel": Field(_PLAN, _of_item(lambda item: item.title)),
    "aftaletekst": Field(_AGREED, _of_item(lambda item: item.agreed_text)),
    "kursen": Field(_PLAN, _of_item(lambda item: item.course)),
    "koordinering": Field(_PLAN, _inside(lambda item: danish.listed(item.coordination))),
    "commitment": Field(
        _PLAN,
        _inside(
            lambda item: "; ".join(
                f"{one.party}: {one.promise}" if one.promise else one.party for one in item.commitments
            )
        ),
    ),
    "tidspunkt": Field(_PLAN, _of_item(lambda item: item.time.text)),
    "stadie": Field(_PLAN, lambda ground: stage_word(ground, ground.item.stage) if ground.item else None),
    "vurdering": Field(
        _PLAN,
        lambda ground: (
            assessment_word(ground, ground.item.assessment)
            if ground.item and ground.is_internal and ground.item.assessment != Assessment.NOT_ASSESSED
            else None
        ),
    ),
    "status": Field(_PLAN, _inside(lambda item: item.status_text)),
    "ansvarlig": Field(_PLAN, _inside(lambda item: item.responsible)),
    "udvalg": Field(_PLAN, _body_of_item),
    "beløbsår": Field(_MONEY, lambda ground: str(ground.year_asked)),
    "afsat": Field(_MONEY, _told(_budgeted)),
    "frigives": Field(_MONEY, _told(_to_release)),
    "bevilges": Field(_MONEY, _told(_to_appropriate)),
    "bevilget": Field(_MONEY, _told(lambda ground: _capital_in_all(ground, Phase.APPROPRIATED))),
    "frigivet": Field(_MONEY, _told(lambda ground: _capital_in_all(ground, Phase.RELEASED))),
    "forbrugt": Field(_MONEY, _told(lambda ground: _capital(ground, Phase.SPENT))),
}
