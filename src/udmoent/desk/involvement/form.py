# SPDX-License-Identifier: MPL-2.0
"""Which involvements the page shows: told by its address."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.timeline.form import ItemsForm
from udmoent.documents.involvement_words import kind_word, standing_word
from udmoent.documents.words import Words
from udmoent.editions.content import PlanContent
from udmoent.editions.involvement import Involved
from udmoent.plan.involvement_rules import Standing
from udmoent.plan.parties import PartyKind

HELD_TOO: Final = "alle"


class InvolvementsForm(ItemsForm):
    """Those that wait, of all parties, where nothing else is asked for."""

    slags = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    staar = forms.ChoiceField(label=gettext_lazy("How it stands"), required=False)
    field_order = ("udvalg", "part", "slags", "staar", "tvaergaaende")

    def __init__(self, told: Mapping[str, Any], *, content: PlanContent, words: Words) -> None:
        super().__init__(told, content=content, words=words)
        self._offer("slags", ("", _("All")), *((kind.value, kind_word(kind)) for kind in PartyKind))
        standings = ((one.value, standing_word(one).capitalize()) for one in Standing)
        self._offer("staar", ("", _("What waits")), *standings, (HELD_TOO, _("All")))

    def shows(self, one: Involved) -> bool:
        kind, standing = self.asked("slags"), self.asked("staar")
        if kind and one.party.kind != kind:
            return False
        if standing in ("", HELD_TOO):
            return one.is_waiting or standing == HELD_TOO
        return one.standing == standing and (one.is_waiting or standing == Standing.HELD)
