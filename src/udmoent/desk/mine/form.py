# SPDX-License-Identifier: MPL-2.0
"""The form by which an item's status is told."""

from collections.abc import Collection, Mapping
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import LongTextField, TextField
from udmoent.desk.item.amounts_form import AmountField
from udmoent.desk.item.ending import CLOSING
from udmoent.documents.words import CLOSING_REASONS, Words
from udmoent.editions.amounts import kroner_by_key
from udmoent.editions.content import ItemContent
from udmoent.followup.actions import realised_key
from udmoent.followup.facts import Answer
from udmoent.followup.rules import faults
from udmoent.lib.dates import short_date
from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import ENDED, Assessment, ClosingReason, Facts, Kind, Stage
from udmoent.plan.models import Item
from udmoent.plan.rules import NOT_FOR_CONTRIBUTORS

FACTS: Final = ("stage", "assessment", "status_text", "next_steps", "reason", "mitigation", "time")
"""The form's fields that are facts of the item."""
NOT_IN_PART: Final = (NOT_FOR_CONTRIBUTORS & set(FACTS)) | {"realised", "closing_reason"}
"""What whoever only contributes does not tell."""


class AnswerForm(forms.Form):
    """What is told of an item, laid over what the plan says of it. `seen` tells which state and answer were shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    stage = forms.ChoiceField()
    assessment = forms.ChoiceField(widget=forms.RadioSelect)
    status_text = LongTextField(required=False, help_text=gettext_lazy("What has happened since last"))
    next_steps = LongTextField(required=False, help_text=gettext_lazy("What comes next"))
    reason = LongTextField(required=False, help_text=gettext_lazy("Needed for yellow and red"))
    mitigation = LongTextField(required=False, help_text=gettext_lazy("Needed for yellow and red"))
    time = TextField(required=False, help_text=gettext_lazy("Such as 1.3.2025, 2. kvartal 2025 or løbende"))
    moved_because = TextField(
        label=gettext_lazy("Why the time is moved"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Only where it is another than before"),
    )
    confirmed = forms.MultipleChoiceField(
        label=gettext_lazy("Commitments that still hold"), required=False, widget=forms.CheckboxSelectMultiple
    )
    realised = AmountField("")
    closing_reason = forms.ChoiceField(required=False, help_text=gettext_lazy("Only where the item is closed"))

    def __init__(
        self,
        told: object = None,
        *,
        item: Item,
        content: ItemContent,
        year: int,
        mark: str,
        words: Words,
        in_part: bool,
        **more: Any,
    ) -> None:
        """`year` is the one whose realised amount is told; `mark` what is the newest of the item; `in_part`: by whoever
        only contributes.
        """
        super().__init__(told, auto_id=f"answer-{item.pk}-%s", **more)  # type: ignore[arg-type]
        self.item, self.facts, self.year = item, content, item.plan.agreement.budget_year
        self.mark = mark
        self.amount_key = realised_key(item, year)
        self.has_realised = kroner_by_key(content).get(self.amount_key)
        self._label(words, year)
        self._offer(content, words)
        self.fields["realised"].initial = self.has_realised
        self.fields["realised"].widget.attrs.pop("aria-label", None)
        for name in self._without(content, in_part):
            del self.fields[name]

    def _without(self, content: ItemContent, in_part: bool) -> Collection[str]:
        without = set(NOT_IN_PART) if in_part else set()
        if not content.commitments:
            without.add("confirmed")
        if content.kind == Kind.INTENT and not content.amounts:
            without.add("realised")
        return without

    def _label(self, words: Words, year: int) -> None:
        for name in (*FACTS, "closing_reason"):
            self.fields[name].label = words.label(name)
        of_year = _("{phase} in {year}, kr.").format(phase=words.phase(self.amount_key.phase).capitalize(), year=year)
        self.fields["realised"].label = of_year
        self.fields["realised"].help_text = _("A minus is a saving. 250 t.kr. can be written too")

    def _offer(self, content: ItemContent, words: Words) -> None:
        offered = {
            "stage": [(one.value, words.stage(one)) for one in Stage if one not in ENDED or one == Stage.CLOSED],
            "assessment": [(one.value, f"{words.symbol(one)} {words.assessment(one)}".strip()) for one in Assessment],
            "confirmed": [(one.party, _promise(one)) for one in content.commitments],
            "closing_reason": [("", "–"), *((one.value, _(CLOSING_REASONS[one])) for one in CLOSING)],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def is_troubled(self) -> bool:
        """Whether reason and mitigation are told, or lacking: then they are shown whatever the assessment is."""
        return any(self[name].value() or self[name].errors for name in ("reason", "mitigation") if name in self.fields)

    @property
    def is_full(self) -> bool:
        """Whether anything is told that stands folded at the end of the form, or is wrong there."""
        more = ("moved_because", "confirmed", "closing_reason")
        return any(self[name].value() or self[name].errors for name in more if name in self.fields)

    def clean(self) -> dict[str, Any]:
        """Say at its field each reason why it may not be told so; what others came to first is settled before that."""
        told = super().clean() or {}
        if not self.is_stale:
            for field, refusal in faults(self.facts, self.answer()):
                self.add_error(field if field in self.fields else None, str(refusal))
        return told

    @property
    def is_stale(self) -> bool:
        """Whether the item was changed or answered after the form was made."""
        return bool(self.cleaned_data.get("seen", "") != self.mark)

    def changes(self, before: Facts) -> dict[str, object]:
        """The facts that the person wrote otherwise than they were before."""
        was = shown(before)
        return {
            name: self._meant(name)
            for name in FACTS
            if name in self.cleaned_data and self.cleaned_data[name] != was[name]
        }

    def _meant(self, name: str) -> object:
        written = self.cleaned_data[name]
        match name:
            case "time":
                return IndicativeTime.read(written, self.year)
            case "stage":
                return Stage(written)
            case "assessment":
                return Assessment(written)
        return written

    def answer(self) -> Answer:
        """What is told; of the fields in which others are let have their way what the plan says already."""
        kept = cast(QueryDict, self.data).getlist("keep")
        told: dict[str, Any] = {name: getattr(self.facts, name) for name in FACTS}
        told |= {name: value for name, value in self.changes(self.facts).items() if name not in kept}
        said = self.cleaned_data
        realised = said.get("realised")
        return Answer(
            **told,
            moved_because=said.get("moved_because", ""),
            confirmed=tuple(said.get("confirmed", ())),
            realised=None if realised in (None, self.has_realised or 0) else realised,
            closing_reason=ClosingReason(said["closing_reason"]) if said.get("closing_reason") else None,
        )

    @property
    def written(self) -> dict[str, list[str]]:
        """The fields as they stand, so that they can be kept as a draft."""
        data = cast(QueryDict, self.data)
        return {name: data.getlist(name) for name in self.fields if name in data}


def _promise(one: Any) -> str:
    when = (
        _("confirmed last {day}").format(day=short_date(one.confirmed_on)) if one.confirmed_on else _("never confirmed")
    )
    return f"{one.party}: {one.promise} ({when})" if one.promise else f"{one.party} ({when})"


def shown(facts: Facts) -> dict[str, Any]:
    """The facts as their fields show them."""
    return {name: getattr(facts, name) for name in FACTS} | {"time": facts.time.text}


def as_drafted(written: Mapping[str, list[str]]) -> dict[str, Any]:
    """What a draft's fields held, as the form is shown with it."""
    return {name: said if name == "confirmed" else (said or [""])[-1] for name, said in written.items()}
