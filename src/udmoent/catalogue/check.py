# SPDX-License-Identifier: MPL-2.0
"""What no constraint can prove of råderum catalogues, proved over the whole database."""

from collections.abc import Callable, Iterator

import msgspec
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from udmoent.catalogue.facts import TAKEN, Economy, ProposalFacts
from udmoent.catalogue.models import HearingAnswer, PackageChoice, Proposal, ProposalState
from udmoent.editions.violation import Violation, violation
from udmoent.lib.text import find_cpr_numbers
from udmoent.plan.facts import Kind


def violations_of_catalogues() -> Iterator[Violation]:
    """Every row of a catalogue that breaks a rule."""
    for check in CHECKS:
        yield from check()


def _proposals() -> Iterator[Violation]:
    for pk, number in Proposal.objects.filter(states=None).order_by("pk").values_list("pk", "number"):
        message = _("Proposal {number} says nothing.").format(number=number)
        yield violation("proposal_has_a_state", Proposal, pk, message)
    latest = ProposalState.objects.latest_of_each().filter(stage__in=sorted(TAKEN))
    adopted = Proposal.objects.exclude(item=None).order_by("pk")
    for pk, number in adopted.filter(~Exists(latest.filter(proposal=OuterRef("pk")))).values_list("pk", "number"):
        message = _("Proposal {number} has become an item and is not chosen.").format(number=number)
        yield violation("proposal_with_an_item_is_chosen", Proposal, pk, message)
    other = adopted.exclude(item__kind=Kind.RAADERUM, item__plan__agreement__budget_year=F("round__budget_year"))
    for pk, number in other.values_list("pk", "number"):
        message = _("Proposal {number} has become an item of another kind, or of another budget's plan.")
        yield violation("proposal_becomes_a_raaderum_item", Proposal, pk, message.format(number=number))


def _states() -> Iterator[Violation]:
    rows = ProposalState.objects.order_by("pk").values_list("pk", "proposal__number", "facts", "decided")
    for pk, number, facts, decided in rows.iterator():
        try:
            msgspec.convert(facts, ProposalFacts)
            msgspec.convert(decided or (), Economy)
        except msgspec.ValidationError:
            message = _("Proposal {number} says something that Udmønt cannot read.").format(number=number)
            yield violation("proposal_can_be_read", ProposalState, pk, message)


def _answers() -> Iterator[Violation]:
    strange = HearingAnswer.objects.exclude(proposal=None).exclude(proposal__round=F("round")).order_by("pk")
    for pk, sender in strange.values_list("pk", "sender"):
        message = _("The hearing answer from {sender} is to a proposal of another round.").format(sender=sender)
        yield violation("answer_is_to_its_own_round", HearingAnswer, pk, message)
    told = HearingAnswer.objects.exclude(published_text="").order_by("pk").values_list("pk", "sender", "published_text")
    for pk, sender, text in told:
        if find_cpr_numbers(text):
            message = _("The published hearing answer from {sender} holds what looks like a CPR number.")
            yield violation("published_answer_holds_no_cpr", HearingAnswer, pk, message.format(sender=sender))


def _packages() -> Iterator[Violation]:
    strange = PackageChoice.objects.exclude(proposal__round=F("package__round")).order_by("pk")
    for pk, name in strange.values_list("pk", "package__name"):
        message = _("The package “{name}” holds a proposal of another round.").format(name=name)
        yield violation("package_is_of_its_own_round", PackageChoice, pk, message)


CHECKS: tuple[Callable[[], Iterator[Violation]], ...] = (_proposals, _states, _answers, _packages)
