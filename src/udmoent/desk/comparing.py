# SPDX-License-Identifier: MPL-2.0
"""The two moments that an address asks to compare, and what the page tells of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.cases.seen import version_last_seen
from udmoent.desk.access import Visitor
from udmoent.desk.fields import TextField
from udmoent.documents.changes import LISTS, behind, by_item, counted, field_changes, list_names
from udmoent.documents.front import body_name
from udmoent.documents.report import Runs
from udmoent.documents.word_diff import word_diff
from udmoent.documents.words import Words
from udmoent.editions.actions import read_back
from udmoent.editions.compare import Comparison, compare
from udmoent.editions.content import PlanContent
from udmoent.editions.gather import gather
from udmoent.editions.rules import LAST_SEEN
from udmoent.lib.dates import parse_date
from udmoent.lib.names import find_named
from udmoent.organisation.models import Body
from udmoent.plan.models import Plan


def body_choices(plan: Plan) -> list[tuple[str, str]]:
    """The whole plan, and each body that has ever been the town's."""
    bodies = Body.objects.filter(municipality=plan.municipality).order_by("digit", "abbreviation")
    known = {body.abbreviation: f"{body.abbreviation} – {body.name}" for body in bodies}
    return [("", _("The whole plan")), *known.items()]


class CompareForm(forms.Form):
    """`fra` and `til` are each a version's name or a date; `fra` also LAST_SEEN, which becomes the version's name."""

    fra = TextField(label=gettext_lazy("From"), help_text=gettext_lazy("A version's name, or a date"))
    til = TextField(label=gettext_lazy("To"), help_text=gettext_lazy("A version's name, or a date"))
    udvalg = forms.ChoiceField(label=gettext_lazy("Committee"), required=False)
    tvaergaaende = forms.BooleanField(label=gettext_lazy("Cross-cutting only"), required=False)

    def __init__(self, told: object = None, *, plan: Plan, **options: object) -> None:
        super().__init__(told, auto_id="compare-%s", **options)  # type: ignore[arg-type]
        self.plan = plan
        self._wholes: dict[str, PlanContent] = {}
        self.fields["udvalg"].choices = body_choices(plan)  # type: ignore[attr-defined]
        for name in ("fra", "til"):
            self.fields[name].widget.attrs["list"] = "moments"

    def clean_fra(self) -> str:
        return self.cleaned_data["fra"] if self.cleaned_data["fra"] == LAST_SEEN else self._known("fra")

    def clean_til(self) -> str:
        return self._known("til")

    def clean(self) -> None:
        told = self.cleaned_data
        if told.get("fra") != LAST_SEEN or "til" not in told:
            return
        if not told.get("udvalg"):
            self.add_error("udvalg", _("Choose which committee last saw it."))
            return
        seen = version_last_seen(self.plan, self.whole("til"), told.get("udvalg", ""))
        if seen is None:
            self.add_error("fra", _("No version was sealed for an earlier day. Write a date instead."))
        else:
            told["fra"] = seen.name
            self.data = dict(self.data.items()) | {"fra": seen.name}  # the field tells which one it was

    def _known(self, name: str) -> str:
        asked = self.cleaned_data[name]
        if find_named(self.plan.editions.all(), asked) or parse_date(asked):
            return asked
        known = ", ".join(f"“{edition}”" for edition in self.plan.editions.all())
        raise forms.ValidationError(
            _("“{text}” is neither a version nor a date. The versions are: {known}.").format(
                text=asked, known=known or "–"
            )
        )

    def whole(self, name: str) -> PlanContent:
        """The whole plan at that moment, of which a visitor may not see all."""
        asked = self.cleaned_data[name]
        if asked not in self._wholes:
            edition = find_named(self.plan.editions.all(), asked)
            on = parse_date(asked)
            self._wholes[asked] = read_back(edition) if edition else gather(self.plan, on)  # type: ignore[arg-type]
        return self._wholes[asked]


@dataclass(frozen=True)
class Listed:
    """A list of the comparison: each item with what there is to say of it."""

    name: str
    items: list[tuple[str, str, str]]


@dataclass(frozen=True)
class ChangedField:
    label: str
    before: Runs
    after: Runs


@dataclass(frozen=True)
class ChangedItem:
    number: str
    title: str
    fields: list[ChangedField]


@dataclass(frozen=True)
class OfBody:
    """What changed for one committee, in a sentence."""

    body: str
    name: str
    counted: str


@dataclass
class Compared:
    """Two moments as the visitor named them, and what changed between them."""

    since: str
    until: str
    body: str
    comparison: Comparison

    def told(self, words: Words) -> dict[str, object]:
        """For the page."""
        return {
            "counted": counted(self.comparison),
            "by_body": list(self.by_body()),
            "lists": list(self._lists(words)),
            "moved_time": self.comparison.moved_time,
            "cross_cutting": {item.number for item in self.comparison.until.items if item.is_cross_cutting},
            "moved_time_name": list_names()["moved_time"],
            "changed": list(self._changed(words)),
            "changed_name": list_names()["changed"],
            "since_as_of": self.comparison.since.as_of,
            "until_as_of": self.comparison.until.as_of,
        }

    def by_body(self) -> Iterator[OfBody]:
        """For each committee that has items of its own: what its excerpt would tell. Nothing where one is asked for."""
        both = self.comparison
        own = {item.body for item in both.until.items} if not self.body else set()
        for body in dict.fromkeys(one.abbreviation for one in both.until.bodies if one.abbreviation in own):
            found = compare(both.since, both.until, body, only_cross_cutting=both.is_only_cross_cutting)
            yield OfBody(body, body_name(both.until, body), counted(found))

    def _lists(self, words: Words) -> Iterator[Listed]:
        for kind in LISTS:
            found = getattr(self.comparison, kind)
            told = [(one.number, one.title, behind(self.comparison, kind, one, words)) for one in found]
            if told:
                yield Listed(list_names()[kind], told)

    def _changed(self, words: Words) -> Iterator[ChangedItem]:
        for item, changes in by_item(field_changes(self.comparison, words)):
            fields = [ChangedField(one.label, *word_diff(one.before, one.after)) for one in changes]
            yield ChangedItem(item.number, item.title, fields)


def compared(form: CompareForm, visitor: Visitor) -> Compared | None:
    """What changed of what the visitor sees; None where the address does not tell two moments."""
    if not form.is_valid():
        return None
    body = form.cleaned_data["udvalg"]
    only = form.cleaned_data["tvaergaaende"]
    until = visitor.sees(form.whole("til"))
    since = visitor.sees_before(form.whole("fra"), until)
    found = compare(since, until, body or None, only_cross_cutting=only)
    return Compared(form.cleaned_data["fra"], form.cleaned_data["til"], body, found)
