# SPDX-License-Identifier: MPL-2.0
"""Taking an item to a party, and telling what came of it, by a form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent import clock
from udmoent.desk.access import Visitor
from udmoent.desk.fields import DayField, LongTextField, TextField
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.sent import is_done
from udmoent.documents.forms import involvement, read_involvement
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import rules
from udmoent.plan.actions import Act
from udmoent.plan.facts import Facts, Involvement
from udmoent.plan.involvement_rules import questions
from udmoent.plan.involving import change_involvement, drop_involvement, involve
from udmoent.plan.models import ItemState
from udmoent.plan.parties import Parties, PartyKind

TOLD = ("party", "form", "time", "opens_on", "deadline", "held_on", "result")


class InvolvementForm(forms.Form):
    """Whom the item is taken to, how and when, and what came of it."""

    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    party = TextField(
        label=gettext_lazy("Who is involved"),
        max_length=200,
        help_text=gettext_lazy("A body, a council or a board: never a person"),
    )
    form = forms.ChoiceField(label=gettext_lazy("How"), required=False)
    time = TextField(
        label=gettext_lazy("When it is planned"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Such as marts 2025 or 2. kvartal 2025"),
    )
    opens_on = DayField(label=gettext_lazy("The hearing opens"), required=False)
    deadline = DayField(label=gettext_lazy("Deadline for answers"), required=False)
    held_on = DayField(label=gettext_lazy("Held on"), required=False, help_text=gettext_lazy("When it has been held"))
    result = LongTextField(
        label=gettext_lazy("What came of it"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("The remarks, in short; internal"),
    )
    why = TextField(label=gettext_lazy("Why"), required=False, max_length=1000)
    is_sure = forms.BooleanField(label=gettext_lazy("It is right so"), required=False)

    def __init__(self, told: Any = None, *, known_forms: Iterable[str], parties: Parties, **options: Any) -> None:
        self.parties, self.is_asked = parties, False
        super().__init__(told, auto_id="involvement-%s", **options)
        own = str(self.initial.get("form", ""))
        choices = [("", "–"), *((one, one) for one in dict.fromkeys(filter(None, (*known_forms, own))))]
        self.fields["form"].choices = choices  # type: ignore[attr-defined]
        self.fields["party"].widget.attrs["list"] = "parties"

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        was = read_involvement(told["was"]) if told.get("was") else None
        if self.errors or self.data.get("act") == "remove":
            return told
        found = list(questions(self.involvement(was), was, self.parties, clock.today()))
        self.is_asked = bool(found)
        if not told["is_sure"]:
            for name, question in found:
                self.add_error(name, question)
        return told

    def involvement(self, was: Involvement | None = None) -> Involvement:
        """What is told; the answers stay as they were."""
        told = {name: self.cleaned_data[name] for name in TOLD}
        days = {name: told[name] or None for name in ("opens_on", "deadline", "held_on")}
        return Involvement(**told | days, answers=was.answers if was else ())


def parties_of(at: Editing) -> Parties:
    return Parties.of_town(at.plan.municipality.configuration, clock.today())


def why_not_any(visitor: Visitor, facts: Facts) -> Refusal | None:
    """Why the visitor may tell of no party's involvement in the item."""
    return visitor.why_not_involve(facts, PartyKind.MED)


def why_not_tell(at: Editing, one: Involvement) -> Refusal | None:
    """Why the visitor may not tell of that party."""
    return at.visitor.why_not_involve(at.content, parties_of(at).named(one.party).kind)


@at_item(rules.INVOLVE, why_not_any)
def involve_in_item(at: Editing) -> HttpResponse:
    """One more whom the item is taken to."""
    form = _form(at, {"party": at.request.GET.get("part", "")})
    written: list[ItemState | None] = []

    def act() -> None:
        one = form.involvement()
        Refused.if_any([why_not_tell(at, one)])
        written.append(involve(at.item, one, act=act_of(at, form)))

    if is_done(form, act):
        return _done(at, written[0], _("The involvement is planned."))
    return page(at, form, _("Involvement"))


@at_item(rules.INVOLVE, why_not_any)
def change_one(at: Editing, place: int = 0) -> HttpResponse:
    """Tell one otherwise, such as what came of it, or take it away. `place` counts from 1."""
    one = the_involvement(at, place)
    if refusal := why_not_tell(at, one):
        return at.turned_back(refusal)
    initial = {name: getattr(one, name) for name in TOLD} | {"was": involvement(one)}
    form = _form(at, initial)
    written: list[ItemState | None] = []

    is_removed = at.request.POST.get("act") == "remove"

    def act() -> None:
        was = read_involvement(form.cleaned_data["was"])
        told = was if is_removed else form.involvement(was)
        Refused.if_any([why_not_tell(at, was), why_not_tell(at, told)])
        act = act_of(at, form)
        written.append(
            drop_involvement(at.item, was, act=act) if is_removed else change_involvement(at.item, was, told, act=act)
        )

    if is_done(form, act):
        word = _("The involvement is taken away.") if is_removed else _("The involvement is saved.")
        return _done(at, written[0], word)
    return page(at, form, _("Involvement"), one=one, place=place)


def the_involvement(at: Editing, place: int) -> Involvement:
    """The one at that place among the item's."""
    if not 0 < place <= len(at.content.involvements):
        raise Http404(_("There is no such involvement."))
    return at.content.involvements[place - 1]


def _form(at: Editing, initial: dict[str, object]) -> InvolvementForm:
    forms_known = at.plan.municipality.configuration.involving.forms
    return InvolvementForm(at.sent, known_forms=forms_known, parties=parties_of(at), initial=initial)


def page(
    at: Editing, form: forms.Form, name: str, *, template: str = "tell", one: Involvement | None = None, place: int = 0
) -> HttpResponse:
    offered = [party for party in parties_of(at).offered(clock.today()) if may_tell_of(at, party.kind)]
    return at.page(f"desk/involvement/{template}.html", form, name, parties=offered, one=one, place=place)


def may_tell_of(at: Editing, kind: PartyKind) -> bool:
    return at.visitor.why_not_involve(at.content, kind) is None


def act_of(at: Editing, form: forms.Form) -> Act:
    why = form.cleaned_data.get("why", "")
    return Act(by=at.visitor.person, now=clock.now(), applies_on=clock.today(), why=why)


def _done(at: Editing, written: ItemState | None, word: str) -> HttpResponse:
    return at.done(word) if written else at.saved(written)
