# SPDX-License-Identifier: MPL-2.0
"""Saving a choice of proposals, and throwing one away."""

from collections.abc import Mapping

from django.db import transaction

from udmoent.audit.actions import record
from udmoent.catalogue import rules
from udmoent.catalogue.actions import By
from udmoent.catalogue.models import CatalogueRound, Package, PackageChoice, Proposal
from udmoent.lib.refusal import Refused

Part = Mapping[int, int]
"""What is taken of a proposal, as net kroner by year."""


@transaction.atomic
def save_package(
    round: CatalogueRound, name: str, choices: Mapping[Proposal, Part | None], *, over: Package | None = None, by: By
) -> Package:
    """Keep the choice under a name; `over` is the package of one's own that it takes the place of."""
    others = round.packages.exclude(pk=over.pk) if over else round.packages
    names = others.values_list("name", flat=True)
    Refused.if_any(rules.why_not_save_package(name, chosen=len(choices), names=names))
    for proposal, part in choices.items():
        if part is not None:
            Refused.if_any(rules.why_not_part(proposal.state.told.economy, part))
    if over:
        over.choices.all().delete()
    package = over or Package(municipality_id=round.municipality_id, round=round)
    package.name, package.saved_at, package.saved_by = name, by.now, by.person
    package.save()
    PackageChoice.objects.bulk_create(
        PackageChoice(municipality_id=round.municipality_id, package=package, proposal=proposal, part=_kept(part))
        for proposal, part in choices.items()
    )
    record("save_package", package, municipality_id=round.municipality_id, by_id=by.person.pk, now=by.now, name=name)
    return package


def _kept(part: Part | None) -> dict[str, int] | None:
    return None if part is None else {str(year): kroner for year, kroner in part.items()}


@transaction.atomic
def delete_package(package: Package, *, by: By) -> None:
    record(
        "delete_package",
        package,
        municipality_id=package.municipality_id,
        by_id=by.person.pk,
        now=by.now,
        name=package.name,
    )
    package.choices.all().delete()
    package.delete()
