# SPDX-License-Identifier: MPL-2.0
"""Whether the budget holds, as tables; and what an overrun would mean, as a calculation."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from udmoent.documents import front
from udmoent.documents.forms import prices
from udmoent.documents.money import Across, MoneyRow, MoneyTable
from udmoent.documents.savings_tables import left_out_told
from udmoent.documents.words import Words
from udmoent.editions.budget import Budget, Line, Service, Sums, sanction
from udmoent.editions.content import PlanContent
from udmoent.lib.money import KR, in_unit

CORRECTED, EXPECTED, DEVIATION = 4, 5, 6
ACROSS: Final[dict[int, Across]] = {
    CORRECTED: tuple((1, place) for place in range(CORRECTED)),
    DEVIATION: ((1, EXPECTED), (-1, CORRECTED)),
}


def budget_tables(
    budget: Budget, year: int, content: PlanContent, words: Words, service: Service, calculation: str = ""
) -> Iterator[MoneyTable]:
    """Per body, then per part. `calculation` tells how the budget was converted, where it was; `service` is what of an
    operating one the state's ceiling is about.
    """
    nature = words.nature(budget.nature).capitalize()
    level = prices(budget.price_level)
    caption = _("converted to {level}").format(level=level) if calculation else level
    notes = (*((calculation,) if calculation else ()), *_notes(budget, service))
    named: list[tuple[str, Iterable[Line], dict[str, str]]] = [
        (_("Per committee"), budget.bodies, {line.name: _body(line.name, content, words) for line in budget.bodies}),
        (_("Per part"), budget.parts, {line.name: words.part(line.name) for line in budget.parts}),
    ]
    for said, lines, names in named:
        title = f"{nature} {year}: {said[0].lower()}{said[1:]}"
        rows = tuple(MoneyRow((names[line.name],), _kroner(line.sums), marks=_mark(line)) for line in lines)
        whole = MoneyRow((_("The whole plan"),), _kroner(budget.whole.sums))
        heads = _heads(words)
        yield MoneyTable(
            f"{nature} {said} {budget.price_level}", title, (said,), heads, rows, whole, caption, notes, ACROSS
        )


def _body(abbreviation: str, content: PlanContent, words: Words) -> str:
    return front.body_name(content, abbreviation) if abbreviation else words.cross_cutting


def _heads(words: Words) -> tuple[str, ...]:
    added = [words.phase(phase).capitalize() for phase in ("adopted", "supplementary", "reallocation", "transfer")]
    return (*added, _("Corrected budget"), words.phase("expected").capitalize(), _("Deviation"), _("Spent or realised"))


def _kroner(sums: Sums) -> tuple[int, ...]:
    added = (sums.adopted, sums.supplementary, sums.reallocation, sums.transfer)
    return (*added, sums.corrected, sums.expected, sums.deviation, sums.spent)


def _mark(line: Line) -> tuple[str, ...]:
    if line.told == line.items:
        return ()
    said = ngettext(
        "{told} of {n} item tells what is expected", "{told} of {n} items tell what is expected", line.items
    )
    return (said.format(told=line.told, n=line.items),)


def _notes(budget: Budget, service: Service) -> Iterator[str]:
    yield _("Where an item does not tell what is expected, its corrected budget is counted as expected.")
    yield _(
        "A deviation without a sign is more than the budget has. Each item counts once: with the committee that leads it, or as cross-cutting."
    )
    yield _(
        "What is part of another item's amount is counted with its own committee, and taken from that item: each krone counts once."
    )
    yield from left_out_told(budget.left_out, prices(budget.price_level))
    if budget.nature == "operating":
        yield cannot_be_told(service) if _is_untold(service) else overrun(service.deviation)
        if service.unknown_items:
            yield unknown(service)


def _is_untold(service: Service) -> bool:
    return bool(service.unknown_items) and not sanction(service.deviation).overrun


def cannot_be_told(service: Service) -> str:
    sentence = _(
        "Whether the budget law takes anything cannot be told: of deviations of {kroner} kr. nobody tells whether they are"
        " service expenditure."
    )
    return sentence.format(kroner=in_unit(service.unknown, KR))


def overrun(deviation: int) -> str:
    """The sentence of what the state would take back of an overrun of service expenditure, with where it stands."""
    found = sanction(deviation)
    if not found.overrun:
        return _(
            "No more service expenditure is expected than the corrected budget has, so that the budget law takes nothing."
        )
    sentence = _(
        "What an overrun of service expenditure would mean: {overrun} kr. × 60 % = {individual} kr. would be taken from this town's block grant, and"
        " × 40 % = {collective} kr. from all towns' by population – if the towns together are over (lov om kommunal udligning"
        " og generelle tilskud til kommuner §§ 14 and 14 a)."
    )
    told = {name: in_unit(getattr(found, name), KR) for name in ("overrun", "individual", "collective")}
    return sentence.format(**told)


def unknown(service: Service) -> str:
    """What may be service expenditure as well, and how to tell whether it is."""
    sentence = ngettext(
        "{n} item with a deviation of {kroner} kr. does not tell whether it is service expenditure, and is not counted in that"
        " calculation. Write under Change amounts of the item what they count as, or the account.",
        "{n} items with deviations of together {kroner} kr. do not tell whether they are service expenditure, and are not counted"
        " in that calculation. Write under Change amounts of the items what they count as, or the account.",
        service.unknown_items,
    )
    return sentence.format(n=service.unknown_items, kroner=in_unit(service.unknown, KR))
