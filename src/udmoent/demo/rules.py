# SPDX-License-Identifier: MPL-2.0
"""When the sample plan may be built. Pure."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal


def why_not_build(*, others: Collection[str], has_own_configuration: bool) -> Refusal | None:
    """Sample data never goes in beside real data. `others` are the names of plans that are not the demo's;
    a town's own configuration would be overwritten by the one that comes with Udmønt.
    """
    if others:
        return Refusal(
            _(
                "The demo is not built here, where there is already the plan “{plan}”. Name another, empty folder "
                "in UDMOENT_DATA."
            ).format(plan=min(others))
        )
    if has_own_configuration:
        return Refusal(
            _(
                "The demo is not built here, where the municipality has a configuration of its own. Name another, empty "
                "folder in UDMOENT_DATA."
            )
        )
    return None
