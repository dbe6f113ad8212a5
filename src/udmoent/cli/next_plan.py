# SPDX-License-Identifier: MPL-2.0
"""Commands that make next year's plan, confirm it, and take it back."""

from argparse import Namespace

from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cli.command import Answer, WrongUsage
from udmoent.cli.named import the_plan
from udmoent.cli.ready import the_municipality
from udmoent.intake.carrying.actions import Carried, CarriedOver, Wanted, carry_over, confirm
from udmoent.intake.carrying.rules import Choice, Chosen
from udmoent.intake.carrying.take_back import take_back
from udmoent.intake.carrying.words import choice_word, reason
from udmoent.intake.models import CarryOver
from udmoent.lib.names import find_named
from udmoent.lib.refusal import Unknown
from udmoent.organisation.actions import whoever
from udmoent.organisation.models import Person


def begin(arguments: Namespace) -> Answer:
    municipality = the_municipality()
    source = the_plan(municipality, arguments.plan)
    name = arguments.next.strip()
    there = find_named(municipality.plans.select_related("agreement", "municipality"), name)
    applies_on = arguments.applies_on or clock.today()
    year = there.agreement.budget_year if there else arguments.year or source.agreement.budget_year + 1
    done = carry_over(
        source,
        Wanted(
            plan=there or name,
            budget_year=year,
            applies_on=applies_on,
            chosen=_chosen(arguments),
            with_targets=not arguments.without_targets,
            why=arguments.why,
            by=whoever(municipality, arguments.by, on=applies_on),
            now=clock.now(),
            dry_run=arguments.dry_run,
        ),
    )
    return Answer({"id": done.id} | done.to_builtins(), "\n".join(_lines(done)))


def _chosen(arguments: Namespace) -> dict[str, Chosen]:
    """By the old number; what is told of one twice is not understood."""
    told = [(number, Choice.LEAVE, "") for number in arguments.leave or ()]
    for pairs, choice in ((arguments.carry, Choice.CARRY), (arguments.join, Choice.JOIN)):
        told += [(old, choice, new) for old, new in map(_pair, pairs or ())]
    chosen: dict[str, Chosen] = {}
    for number, choice, other in told:
        if number in chosen:
            raise WrongUsage(_("{number} is told of twice. Tell one thing of it.").format(number=number))
        is_join = choice == Choice.JOIN
        chosen[number] = Chosen(choice=choice, into=other if is_join else "", number="" if is_join else other)
    return chosen


def _pair(told: str) -> tuple[str, str]:
    old, _mark, new = told.partition("=")
    return old.strip(), new.strip()


def _lines(done: CarriedOver) -> list[str]:
    lines = []
    for choice in Choice:
        if found := done.of(choice):
            lines += [f"{choice_word(choice)}:", *map(_line, found)]
    if done.id is None:
        return [*lines, _("This was a trial: nothing is written.")]
    said = _("To confirm it: udmoent confirm-next-plan {id}. To take it back: udmoent undo-next-plan {id}")
    return [*lines, said.format(id=done.id)]


def _line(one: Carried) -> str:
    item = one.line.item
    into = one.line.into.number if one.line.into else one.line.told
    new = f" → {one.new.number}" if one.new else ""
    return f"  {item.number}{new} {item.title} ({reason(one.line.because, into)})"


def confirm_it(arguments: Namespace) -> Answer:
    kept, by = _kept(arguments)
    confirm(kept, by=by, now=clock.now())
    return Answer({"id": kept.pk}, _("It is confirmed. “{plan}” stands.").format(plan=kept.plan.name))


def undo(arguments: Namespace) -> Answer:
    kept, by = _kept(arguments)
    take_back(kept, by=by, now=clock.now())
    said = _("All of it is taken back. “{plan}” is as it was.")
    return Answer({"id": kept.pk}, said.format(plan=kept.source.name))


def _kept(arguments: Namespace) -> tuple[CarryOver, Person]:
    municipality = the_municipality()
    found = municipality.carry_overs.select_related("plan", "source")
    kept = found.filter(pk=arguments.id).first()
    if kept is None:
        known = [str(one.pk) for one in found.filter(undone_at=None, confirmed_at=None)]
        sentence = _("Nothing was carried over under {id}. What waits to be confirmed: {known}.")
        raise Unknown(sentence.format(id=arguments.id, known=", ".join(known) or "–"), known)
    return kept, whoever(municipality, arguments.by, on=clock.today())
