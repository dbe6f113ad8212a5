# SPDX-License-Identifier: MPL-2.0
"""How a catalogue's targets are told, on pages and in files alike."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from udmoent.catalogue.content import Catalogue, Sums
from udmoent.lib.money import KR, in_unit


def target_lines(catalogue: Catalogue) -> Iterator[tuple[str, Sums]]:
    """The whole town's target and the committees' together, each a line of its own and never one made of both."""
    whole, bodies = catalogue.whole_target, catalogue.bodies_target
    if whole:
        yield _("Target of the whole town"), whole
    if bodies:
        yield (_("Targets of the committees together") if whole else _("Target")), bodies


def targets_in_other_prices(catalogue: Catalogue) -> Iterator[str]:
    """How each target that is told in other prices is reckoned, or that it is not."""
    for one in catalogue.in_other_prices:
        body = one.body or _("The whole town")
        whose = f"{body} {one.year}"
        if one.rate:
            yield f"{whose}: {one.rate.told(one.target.kroner)}"
        else:
            sentence = _(
                "{whose}: the target is {kroner} kr. in {level} prices, which have no index: it is not counted."
            )
            yield sentence.format(whose=whose, kroner=in_unit(one.target.kroner, KR), level=one.target.price_level)
