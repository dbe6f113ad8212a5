# SPDX-License-Identifier: MPL-2.0
"""Which way a proposal goes, what it must tell on the way, and who sees it. Tables and pure functions."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _

from udmoent.catalogue.facts import (
    DECIDED,
    FACTS,
    TAKEN,
    Economy,
    Openness,
    ProposalFacts,
    ProposalStage,
    kroner_by_year,
    part_of,
)
from udmoent.catalogue.words import PARTS, STAGES
from udmoent.lib.dates import short_date
from udmoent.lib.money import KR, in_unit
from udmoent.lib.refusal import Refusal
from udmoent.lib.text import find_cpr_numbers, tells_how_to_reach_somebody

YEARS: Final = 4
"""The budget year and the three forecast years."""

# What may follow what. What was decided may be decided otherwise until the proposal has become an item.
MAY_FOLLOW: Final[Mapping[ProposalStage, frozenset[ProposalStage]]] = {
    ProposalStage.IDEA: frozenset({ProposalStage.QUALITY_CHECK, ProposalStage.REJECTED}),
    ProposalStage.QUALITY_CHECK: frozenset(
        {ProposalStage.IDEA, ProposalStage.COMMITTEE, ProposalStage.REJECTED},
    ),
    ProposalStage.COMMITTEE: frozenset(
        {ProposalStage.QUALITY_CHECK, ProposalStage.HEARING, ProposalStage.REJECTED},
    ),
    ProposalStage.HEARING: frozenset({ProposalStage.COMMITTEE, *DECIDED}),
    ProposalStage.CHOSEN: DECIDED - {ProposalStage.CHOSEN},
    ProposalStage.PARTLY_CHOSEN: DECIDED - {ProposalStage.PARTLY_CHOSEN},
    ProposalStage.RESERVE: DECIDED - {ProposalStage.RESERVE},
    ProposalStage.REJECTED: frozenset({ProposalStage.IDEA, ProposalStage.RESERVE}),
}

# What a proposal must tell before it goes there.
NEEDED: Final[Mapping[ProposalStage, tuple[str, ...]]] = {
    ProposalStage.IDEA: ("title",),
    ProposalStage.QUALITY_CHECK: ("title", "body", "summary", "economy"),
    ProposalStage.COMMITTEE: ("title", "body", "summary", "economy", "description", "citizens", "staff", "legal_basis"),
    ProposalStage.HEARING: ("title", "body", "summary", "economy", "description", "citizens", "staff", "legal_basis"),
    ProposalStage.CHOSEN: ("title", "body", "summary", "economy"),
    ProposalStage.PARTLY_CHOSEN: ("title", "body", "summary", "economy"),
    ProposalStage.RESERVE: ("title", "body", "summary", "economy"),
    ProposalStage.REJECTED: ("title",),
}

WITHOUT_DECISION: Final = frozenset({ProposalStage.IDEA, ProposalStage.QUALITY_CHECK, ProposalStage.COMMITTEE})
"""Here the administration itself may drop a proposal: it has been put before nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A round's days, in the order in which they come."""

    ideas_by: date
    checked_by: date
    hearing_from: date
    hearing_to: date
    decided_by: date


def why_not_begin(
    name: str, year: int, days: Days, *, names: Collection[str], years: Collection[int]
) -> Iterator[Refusal]:
    """Every reason why a round may not be so."""
    if not name:
        yield Refusal(_("A round needs a name, such as “Råderumskatalog, budget 2027”. Write one."))
    if name.casefold() in {other.casefold() for other in names}:
        yield Refusal(_("There is already a round “{name}”. Choose another name.").format(name=name))
    if year in years:
        yield Refusal(_("There is already a råderum round for the budget of {year}. Use that one.").format(year=year))
    in_order = [getattr(days, name) for name in Days.__slots__]
    if any(before > after for before, after in pairwise(in_order)):
        yield Refusal(
            _(
                "The days follow one another: ideas, quality check, the hearing's first and last day, the decision. Correct the days."
            )
        )


def why_not_in_round(*, is_closed: bool) -> Refusal | None:
    if not is_closed:
        return None
    return Refusal(
        _("The round is closed. Only its reserve can still be drawn in. Begin a new round for other proposals.")
    )


def why_not_close_round(open_stages: Collection[ProposalStage]) -> Refusal | None:
    """`open_stages`: the stages at which the round has proposals."""
    undecided = [stage for stage in ProposalStage if stage in open_stages and stage not in DECIDED]
    if not undecided:
        return None
    sentence = _("Proposals are still undecided: {stages}. Choose, reserve or reject them first.")
    return Refusal(sentence.format(stages=", ".join(str(STAGES[stage]).lower() for stage in undecided)))


def missing(facts: ProposalFacts, stage: ProposalStage) -> list[str]:
    """What the proposal must tell at that stage and does not, by the facts' names."""
    return [name for name in NEEDED[stage] if not _is_told(facts, name)]


def _is_told(facts: ProposalFacts, name: str) -> bool:
    if name == "economy":
        return any(one.lasting or one.one_off for one in facts.economy)
    return bool(getattr(facts, name))


def why_not_say(
    facts: ProposalFacts, stage: ProposalStage, *, bodies: Collection[str], first_year: int
) -> Iterator[Refusal]:
    """Every reason why a proposal at that stage may not say this."""
    if lacking := missing(facts, stage):
        sentence = _("At the stage “{stage}” a proposal tells {parts}. Fill that in first.")
        parts = ", ".join(str(PARTS[name]).lower() for name in lacking)
        yield Refusal(sentence.format(stage=STAGES[stage], parts=parts))
    if facts.body and facts.body not in bodies:
        yield Refusal(_("There is no body “{body}”. Choose one of the municipality's.").format(body=facts.body))
    years = [one.year for one in facts.economy]
    if years and years != list(range(first_year, first_year + YEARS)):
        sentence = _("The economy is told for {first}–{last}, each year once. Correct the years.")
        yield Refusal(sentence.format(first=first_year, last=first_year + YEARS - 1))


def why_not_change(stage: ProposalStage) -> Refusal | None:
    """What was decided stays as it was put to those who decided."""
    if stage not in DECIDED:
        return None
    return Refusal(
        _("The proposal is decided, and stays as it was put forward. What was decided of it is told beside it.")
    )


def why_not_open_to(before: Openness, after: Openness, stage: ProposalStage) -> Refusal | None:
    """What has been in hearing is known."""
    if stage not in (*DECIDED, ProposalStage.HEARING) or after != Openness.CONFIDENTIAL or before == after:
        return None
    return Refusal(_("The proposal has been in hearing, and cannot be made confidential again."))


def why_not_move(before: ProposalStage, after: ProposalStage, *, has_item: bool = False) -> Refusal | None:
    """Why a proposal at one stage may not come to another."""
    if has_item:
        return Refusal(_("The proposal has become an item of the plan. Change the item instead."))
    if after in MAY_FOLLOW[before]:
        return None
    if before == after:
        return Refusal(_("The proposal is at the stage “{stage}” already.").format(stage=STAGES[before]))
    following = ", ".join(f"“{STAGES[stage]}”" for stage in ProposalStage if stage in MAY_FOLLOW[before])
    sentence = _("From “{before}” a proposal does not go to “{after}”. It may go to {following}.")
    return Refusal(sentence.format(before=STAGES[before], after=STAGES[after], following=following))


def why_not_hear(openness: Openness) -> Refusal | None:
    if openness != Openness.CONFIDENTIAL:
        return None
    return Refusal(
        _("The proposal is confidential, and a hearing is for others to read. Open it to the hearing first.")
    )


def why_not_decide(before: ProposalStage, after: ProposalStage, *, has_decision: bool) -> Refusal | None:
    """A decision of a body stands behind what was put before one."""
    if after not in DECIDED or has_decision or (after == ProposalStage.REJECTED and before in WITHOUT_DECISION):
        return None
    return Refusal(_("Choosing, reserving and rejecting needs the decision behind it. Choose which decision."))


def why_not_by_earlier(decided_on: date, hearing_from: date) -> Refusal | None:
    """A decision from before the round's hearing is not of its proposals: it is another budget's."""
    if decided_on >= hearing_from:
        return None
    sentence = _(
        "The decision is of {day}, before the hearing of this round began on {hearing}. Choose the decision on these proposals."
    )
    return Refusal(sentence.format(day=short_date(decided_on), hearing=short_date(hearing_from)))


def why_not_part(economy: Economy, share: Mapping[int, int]) -> Iterator[Refusal]:
    """Net kroner by year that are taken of a proposal: no more than it has, nothing of the other sign, not all of it."""
    whole = kroner_by_year(economy)
    for year, kroner in sorted(share.items()):
        most = whole.get(year, 0)
        if not min(0, most) <= kroner <= max(0, most):
            sentence = _("In {year} the proposal has {whole} kr., so {part} kr. is no part of it. Correct the amount.")
            yield Refusal(sentence.format(year=year, whole=in_unit(most, KR), part=in_unit(kroner, KR)))
    told = {year: share.get(year, kroner) for year, kroner in whole.items()}
    if told == whole:
        yield Refusal(_("The part is the whole proposal. Choose it whole, or take less of it."))
    elif not any(told.values()):
        yield Refusal(_("Nothing is taken of the proposal. Write what is chosen of it, or leave the proposal out."))


def decided(economy: Economy, stage: ProposalStage, part: Mapping[int, int]) -> Economy | None:
    """What is decided of the proposal's economy when it comes to that stage."""
    if stage == ProposalStage.CHOSEN:
        return economy
    return part_of(economy, part) if stage == ProposalStage.PARTLY_CHOSEN else None


def why_not_adopt(stage: ProposalStage, *, has_item: bool, budget_year: int, plan_year: int) -> Iterator[Refusal]:
    """`plan_year`: the budget year of the plan that the proposal is to become an item of."""
    if has_item:
        yield Refusal(_("The proposal has become an item already, and becomes one once."))
    elif stage not in TAKEN:
        yield Refusal(_("Only what is chosen, whole or in part, becomes an item. Choose the proposal first."))
    if budget_year != plan_year:
        sentence = _(
            "The round is for the budget of {year}, and the plan for that of {other}. Choose the plan of that year."
        )
        yield Refusal(sentence.format(year=budget_year, other=plan_year))


def why_not_fill(number: str, price_level: str, levels: Collection[str]) -> Refusal | None:
    """`levels`: the price levels that the item to be filled has amounts in. In others it could not be taken from them."""
    if not levels or price_level in levels:
        return None
    sentence = _(
        "{number} has its amounts in {levels} prices, and the proposal is in {level} prices, so that the same kroner would count"
        " twice. Write the amounts of {number} in {level} prices first, or fill nothing: then it is a saving of its own."
    )
    return Refusal(sentence.format(number=number, levels=", ".join(sorted(levels)), level=price_level))


def why_not_draw_in(stage: ProposalStage, *, has_decision: bool) -> Iterator[Refusal]:
    if stage != ProposalStage.RESERVE:
        yield Refusal(
            _("Only a proposal in reserve is drawn in. This one is at the stage “{stage}”.").format(stage=STAGES[stage])
        )
    if not has_decision:
        yield Refusal(_("Drawing a proposal in needs the decision behind it. Choose which decision."))


OPEN_TO_HEARING: Final = frozenset({ProposalStage.COMMITTEE, ProposalStage.HEARING, *DECIDED})
"""The stages from which those who are heard read what is open to them."""


def is_open_to(
    openness: Openness, stage: ProposalStage, *, reads_confidential: bool, reads_hearing: bool, is_own: bool
) -> bool:
    """Whether somebody sees the proposal at all. What is confidential is for its keepers and its own unit."""
    if reads_confidential or is_own or openness == Openness.PUBLIC:
        return True
    return openness == Openness.IN_HEARING and reads_hearing and stage in OPEN_TO_HEARING


def why_not_answer(sender: str, text: str, received_on: date, today: date) -> Iterator[Refusal]:
    if not sender or not text:
        yield Refusal(
            _("A hearing answer tells from whom it came, an organisation or a role, and what it says. Write both.")
        )
    if received_on > today:
        yield Refusal(_("The answer cannot have come after today. Correct the day."))


def why_not_publish(text: str, *, sender: str = "") -> Iterator[Refusal]:
    """What citizens are to read holds no personal data that Udmønt can see; the rest is for the one who publishes."""
    if not text:
        yield Refusal(_("There is nothing to publish. Write the text without personal data."))
    if find_cpr_numbers(f"{sender}\n{text}"):
        yield Refusal(_("The text holds what looks like a CPR number. Take it out before it is published."))
    if tells_how_to_reach_somebody(f"{sender}\n{text}"):
        yield Refusal(_("The text holds an e-mail address or a telephone number. Take it out before it is published."))


def why_not_save_package(name: str, *, chosen: int, names: Collection[str]) -> Iterator[Refusal]:
    if not name:
        yield Refusal(_("A package needs a name. Write one."))
    if not chosen:
        yield Refusal(_("The package is empty. Choose at least one proposal."))
    if name.casefold() in {other.casefold() for other in names}:
        yield Refusal(_("There is already a package “{name}”. Choose another name.").format(name=name))


def why_not_take_away(*, is_own: bool, keeps: bool) -> Refusal | None:
    if is_own or keeps:
        return None
    return Refusal(_("Only whoever saved the package, or keeps the catalogue, deletes it."))


def known_facts(told: Collection[str]) -> None:
    """A fact that proposals do not have is a mistake of the program, not of a person."""
    if unknown := set(told) - set(FACTS):
        raise TypeError(f"Proposals have no {', '.join(sorted(unknown))}")
