# SPDX-License-Identifier: MPL-2.0
"""What was learnt later of a day that a version had been sealed for."""

from udmoent.economy.models import Posting
from udmoent.editions.models import Edition
from udmoent.plan.models import ItemState


def corrections_since(edition: Edition) -> int:
    """How many states and postings that hold on or before the version's day were recorded after it was sealed."""
    return sum(
        model.objects.filter(
            item__plan=edition.plan_id, applies_on__lte=edition.as_of, recorded_at__gt=edition.sealed_at
        ).count()
        for model in (ItemState, Posting)
    )
