# SPDX-License-Identifier: MPL-2.0
"""Which items and which aims the page shows: told by its address."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.timeline.form import ItemsForm
from udmoent.documents.words import Words
from udmoent.editions.content import ItemContent, PlanContent
from udmoent.editions.counts import is_open
from udmoent.plan.aims import Aim

OWN: Final = "egne"
GOALS: Final = "verdensmaal"
OVER_TOO: Final = "alle"


class ContextForm(ItemsForm):
    """Open items and all aims where nothing else is asked for."""

    slags = forms.ChoiceField(label=gettext_lazy("Strategies or goals"), required=False)
    stadie = forms.ChoiceField(label=gettext_lazy("Items"), required=False)
    uden = forms.BooleanField(label=gettext_lazy("Only items that serve nothing"), required=False)
    field_order = ("udvalg", "part", "slags", "stadie", "tvaergaaende", "uden")

    def __init__(self, told: Mapping[str, Any], *, content: PlanContent, words: Words) -> None:
        super().__init__(told, content=content, words=words)
        self._offer("slags", ("", _("Both")), (OWN, _("The town's own")), (GOALS, _("The UN's goals")))
        self._offer("stadie", ("", _("Open ones")), (OVER_TOO, _("All, also closed and withdrawn")))

    def pick(self) -> list[ItemContent]:
        items = super().pick()
        if not self.asked("stadie"):
            items = [item for item in items if is_open(item)]
        return [item for item in items if not item.strategies] if self.asked("uden") else items

    def shows(self, aim: Aim) -> bool:
        kinds = self.asked("slags")
        return not kinds or (kinds == GOALS) == (aim.goal is not None)
