# SPDX-License-Identifier: MPL-2.0
"""What is served, in words: what a page, a sheet and a document call an aim."""

from django.utils.translation import gettext as _

from udmoent.documents.words import AIM_KINDS
from udmoent.plan.aims import Aim


def aim_name(aim: Aim) -> str:
    """Of a goal its number and its name."""
    if aim.goal is None:
        return aim.name
    return _("UN goal {number}: {name}").format(number=aim.goal.number, name=aim.goal.name)


def kind_name(aim: Aim) -> str:
    return _(AIM_KINDS[aim.kind])


def adopted(aim: Aim) -> str:
    """When and by whom: “november 2023, Kommunalbestyrelsen”."""
    return ", ".join(filter(None, (aim.told.adopted, aim.told.adopted_by))) if aim.told else ""
