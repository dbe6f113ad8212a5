# SPDX-License-Identifier: MPL-2.0
"""What stands in lists of the town's file, each by its name: added, told otherwise, and taken out again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refused
from udmoent.lib.text import normalised
from udmoent.organisation.configuration import TownParty, TownStrategy
from udmoent.organisation.models import Municipality
from udmoent.organisation.part import Part
from udmoent.organisation.setting_up import By, change_town, in_turn
from udmoent.organisation.town_text import with_changed, with_more, without


@dataclass(frozen=True)
class Listing:
    """A list of the file. What is told of one as `part` has it by default is not written."""

    array: str
    part: type[Part]

    @property
    def defaults(self) -> dict[str, Any]:
        return {one.name: one.default for one in msgspec.structs.fields(self.part) if not one.required}

    def of(self, municipality: Municipality) -> tuple[Any, ...]:
        told: tuple[Any, ...] = getattr(municipality.configuration, self.array)
        return told


STRATEGIES: Final = Listing("strategies", TownStrategy)
PARTIES: Final = Listing("parties", TownParty)


@transaction.atomic
def add_to(listing: Listing, municipality: Municipality, *told: Mapping[str, object], by: By) -> Municipality:
    """These too, after the others."""
    municipality = in_turn(municipality)
    text = with_more(municipality.configuration_text, listing.array, told, listing.defaults)
    return change_town(municipality, text, by=by)


@transaction.atomic
def tell_of(
    listing: Listing, municipality: Municipality, name: str, told: Mapping[str, Any], *, by: By
) -> Municipality:
    """Tell of one otherwise. A name that it loses stays among its other names, for items are found by it."""
    municipality = in_turn(municipality)
    _refuse_unknown(listing, municipality, name)
    other_names = {normalised(one): one for one in (*told["aliases"], name)}
    other_names.pop(normalised(told["name"]), None)
    told = {**told, "aliases": tuple(other_names.values())}
    text = with_changed(municipality.configuration_text, listing.array, {"name": name}, told, listing.defaults)
    return change_town(municipality, text, by=by)


@transaction.atomic
def take_out(listing: Listing, municipality: Municipality, name: str, *, by: By) -> Municipality:
    municipality = in_turn(municipality)
    _refuse_unknown(listing, municipality, name)
    return change_town(municipality, without(municipality.configuration_text, listing.array, {"name": name}), by=by)


def _refuse_unknown(listing: Listing, municipality: Municipality, name: str) -> None:
    if name not in {one.name for one in listing.of(municipality)}:
        raise Refused(_("The town's file does not tell of “{name}” any more. Go back to the list.").format(name=name))
