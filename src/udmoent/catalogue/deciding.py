# SPDX-License-Identifier: MPL-2.0
"""A chosen proposal becomes an item of the plan, with its decided amounts; one in reserve may be drawn in mid-year."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from udmoent.audit.actions import record
from udmoent.catalogue import rules
from udmoent.catalogue.actions import By, in_turn, lead
from udmoent.catalogue.facts import Economy, ProposalStage
from udmoent.catalogue.models import Proposal, ProposalState
from udmoent.economy.actions import AmountKey, Amounts, add_with_amounts
from udmoent.economy.models import Nature, Phase, Posting
from udmoent.lib.refusal import Refused
from udmoent.plan.actions import Act, NewItem
from udmoent.plan.facts import Facts, Kind, Origin, Source
from udmoent.plan.models import Item, Plan


@transaction.atomic
def adopt(proposal: Proposal, plan: Plan, *, number: str = "", fills: str | None = None, act: Act) -> Item:
    """Make an item of what was chosen. The proposal keeps what it said itself, and what was decided of it."""
    return _adopt(proposal, in_turn(proposal), plan, number=number, fills=fills, origin=Origin.AGREEMENT, act=act)


@transaction.atomic
def draw_in(
    proposal: Proposal,
    plan: Plan,
    *,
    part: Mapping[int, int] | None = None,
    number: str = "",
    fills: str | None = None,
    act: Act,
) -> Item:
    """Take a proposal out of the reserve by a decision, whole or in part, and make an item of it.

    `fills` is the number of the item that holds the efficiency contribution, where it is to fill that: then it is no new
    saving.
    """
    state = in_turn(proposal)
    Refused.if_any(rules.why_not_draw_in(ProposalStage(state.stage), has_decision=act.decision is not None))
    stage = ProposalStage.CHOSEN if part is None else ProposalStage.PARTLY_CHOSEN
    by = By(person=act.by, now=act.now, why=act.why, decision=act.decision)
    state = lead(proposal, state, stage, part=part, by=by)
    return _adopt(proposal, state, plan, number=number, fills=fills, origin=Origin.ADDED, act=act)


def _adopt(
    proposal: Proposal, state: ProposalState, plan: Plan, *, number: str, fills: str | None, origin: Origin, act: Act
) -> Item:
    round = proposal.round
    Refused.if_any(
        rules.why_not_adopt(
            ProposalStage(state.stage),
            has_item=proposal.item_id is not None,
            budget_year=round.budget_year,
            plan_year=plan.agreement.budget_year,
        )
    )
    if fills:
        Refused.if_any([rules.why_not_fill(fills, round.price_level, _price_levels(plan, fills))])
    facts = replace(_facts_of(proposal, state), fills=fills)
    new = NewItem(kind=Kind.RAADERUM, facts=facts, number=number, origin=origin)
    act = replace(act, decision=act.decision or state.decision, source=Source.DECISION)
    item = add_with_amounts(plan, new, _amounts(state.decided_economy or (), round.price_level), act=act)
    proposal.item = item
    proposal.save(update_fields=["item"])
    record(
        "adopt_proposal",
        proposal,
        municipality_id=proposal.municipality_id,
        by_id=act.by.pk,
        now=act.now,
        item=item.number,
    )
    return item


def _price_levels(plan: Plan, number: str) -> set[str]:
    told = Posting.objects.filter(item__plan=plan, item__number=number, nature=Nature.OPERATING)
    return set(told.values_list("price_level", flat=True))


def _facts_of(proposal: Proposal, state: ProposalState) -> Facts:
    """What the item says at first: the agreement's own words are the proposal's summary."""
    told = state.told
    return Facts(
        title=told.title,
        body=told.body,
        unit=told.unit,
        responsible=told.post,
        case_number=told.case_number,
        agreed_text=told.summary,
        agreed_reference=_("{catalogue}, proposal {number}").format(
            catalogue=proposal.round.name, number=proposal.number
        ),
        staff_consequences=told.staff,
    )


def _amounts(decided: Economy, price_level: str) -> Amounts:
    """The decided net of each year, adopted."""
    return {
        AmountKey(one.year, Phase.ADOPTED.value, Nature.OPERATING.value, price_level): one.net
        for one in decided
        if one.net
    }
