# SPDX-License-Identifier: MPL-2.0
"""What committees decide of an item: that it is withdrawn, and that they take note of its closing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import Visitor
from udmoent.desk.fields import DayField, LongTextField, TextField
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.item.form import ActForm
from udmoent.desk.sent import is_done
from udmoent.lib.refusal import Refused
from udmoent.meetings.actions import note_decision
from udmoent.meetings.models import Decision
from udmoent.meetings.outcomes import carries
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan import actions
from udmoent.plan.facts import Facts, Source
from udmoent.plan.models import Item
from udmoent.plan.rules import why_not_end, why_not_note_closing

NEW: Final = ("body", "held_on", "title", "text")
"""The fields in which a decision is written that is not known yet."""
OVER_ALL: Final = (Body.Kind.COUNCIL, Body.Kind.FINANCE)
"""Bodies that decide of every committee's items."""


def deciding_bodies(item: Item, facts: Facts) -> QuerySet[Body]:
    """Those that may have decided of the item: its own, those that these came after, the council and the finance one."""
    own = (facts.body, *facts.other_bodies)
    by_name = Q(abbreviation__in=own) | Q(successor__abbreviation__in=own)
    return item.plan.municipality.bodies.filter(by_name | Q(kind__in=OVER_ALL))


class DecisionForm(ActForm):
    """By which decision: one that is known, or one that is written down here."""

    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=gettext_lazy("A decision that is known already"),
        required=False,
        empty_label=gettext_lazy("None: I write it below"),
    )
    body = forms.ChoiceField(label=gettext_lazy("Decided by"), required=False)
    held_on = DayField(label=gettext_lazy("Meeting on"), required=False)
    title = TextField(label=gettext_lazy("The case"), required=False, max_length=300)
    text = LongTextField(
        label=gettext_lazy("The decision"), required=False, help_text=gettext_lazy("In the words of the minutes")
    )

    def __init__(
        self,
        told: object = None,
        *,
        bodies: QuerySet[Body],
        may_write: Callable[[str], bool],
        is_carried: bool = False,
        **options: Any,
    ) -> None:
        """`may_write`: whether the person may write down what the body of that abbreviation decided. `is_carried`: only
        what something may be done by is offered.
        """
        super().__init__(told, **{"auto_id": "decided-%s"} | options)  # type: ignore[arg-type]
        self.bodies = bodies.order_by("valid_from")
        known = Decision.objects.filter(meeting__body__in=bodies).select_related("meeting__body")
        if is_carried:
            known = known.filter(pk__in=[pk for pk, text in known.values_list("pk", "text") if carries(text)])
        self.fields["decision"].queryset = known.order_by("-meeting__held_on", "-pk")  # type: ignore[attr-defined]
        self.fields["decision"].error_messages["invalid_choice"] = _(
            "By that decision this cannot be done: it is another body's, or approves nothing. Choose one of the list."
        )
        names = dict(self.bodies.values_list("abbreviation", "name"))
        offered = [(code, f"{code} – {name}") for code, name in names.items() if may_write(code)]
        self.fields["body"].choices = [("", "–"), *offered]  # type: ignore[attr-defined]
        self.may_write_any = bool(offered)
        if not offered:
            self.fields["decision"].empty_label = "–"  # type: ignore[attr-defined]

    def decided(self, act: actions.Act) -> actions.Act:
        """The act by the decision that was chosen, else by the one that was written; without one, the act as it is."""
        told = self.cleaned_data
        decision = told["decision"] or (self._written(act) if any(told[name] for name in NEW) else None)
        return replace(act, source=Source.DECISION, decision=decision) if decision else act

    def _written(self, act: actions.Act) -> Decision:
        told = self.cleaned_data
        if not told["body"] or not told["held_on"]:
            raise Refused(_("Write which body decided it, and when it met, or choose a decision that is known."))
        body = self.bodies.filter(abbreviation=told["body"]).latest("valid_from")
        return note_decision(body, told["held_on"], title=told["title"], text=told["text"], by=act.by, now=act.now)


def deciding_council(at: Editing) -> dict[str, Any]:
    """As what only the council decides is offered."""
    bodies = at.plan.municipality.bodies.filter(kind=Body.Kind.COUNCIL)
    return _deciding(at) | {"bodies": bodies, "is_carried": True}


class WithdrawForm(DecisionForm):
    """Why the item is withdrawn, and by which decision."""

    why = LongTextField(label=gettext_lazy("Reason for withdrawal"), max_length=1000)


@at_item(rules.RESTRUCTURE)
def withdraw_item(at: Editing) -> HttpResponse:
    """Take the item out of the work by a decision; it stays visible as withdrawn."""
    if refusal := why_not_end(at.content.stage):
        return at.turned_back(refusal)
    form = WithdrawForm(at.sent, **_deciding(at), initial={"applies_on": at.begins_on, "decision": at.decision})
    if is_done(form, lambda: _withdraw(at, form)):
        return at.done(_("The item is withdrawn."))
    return at.page("desk/item/withdraw.html", form, _("Withdraw"))


def _deciding(at: Editing) -> dict[str, Any]:
    """What may have been decided of the item, and whose decisions the visitor may write down."""

    def may_write(body: str) -> bool:
        return at.visitor.why_not_keep_meetings(body) is None

    return {"bodies": deciding_bodies(at.item, at.content), "may_write": may_write}


def _withdraw(at: Editing, form: WithdrawForm) -> None:
    act = form.decided(at.act(form))
    actions.withdraw(at.item, reason=act.why, act=act)


class NoteClosingForm(DecisionForm):
    """When a committee took note of the closing, and by which decision where there is one."""

    noted_on = DayField(
        label=gettext_lazy("Taken note of on"), required=False, help_text=gettext_lazy("Empty: the day of the meeting")
    )


@at_item(rules.KEEP_MEETINGS, Visitor.why_not_note_closing)
def note_closing(at: Editing) -> HttpResponse:
    """Write down that a committee has taken note of the closing; a wrong day is corrected the same way."""
    if refusal := why_not_note_closing(at.content.stage):
        return at.turned_back(refusal)
    initial = {"applies_on": clock.today(), "noted_on": at.content.noted_on}
    form = NoteClosingForm(at.sent, **_deciding(at), initial=initial)
    if is_done(form, lambda: _note(at, form)):
        return at.done(_("It is written down that the closing is taken note of."))
    return at.page("desk/item/note_closing.html", form, _("Taken note of"))


def _note(at: Editing, form: NoteClosingForm) -> None:
    act, noted_on = form.decided(at.act(form)), form.cleaned_data["noted_on"]
    if noted_on is None and act.decision is None:
        raise Refused(_("Write on which day the closing was taken note of, or choose the decision."))
    actions.note_closing(at.item, noted_on=noted_on or act.decision.meeting.held_on, act=act)  # type: ignore[union-attr]
