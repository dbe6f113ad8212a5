# SPDX-License-Identifier: MPL-2.0
"""What one body's page tells."""

from functools import cached_property
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy

from udmoent.cases.seen import last_seen, version_last_seen
from udmoent.desk.access import Visitor
from udmoent.desk.bodies.excerpted import Excerpted, Excerpting
from udmoent.desk.bodies.meetings import calendar
from udmoent.desk.comparing import Compared
from udmoent.desk.downloads import Download, edition_downloads, plan_downloads
from udmoent.desk.plan_list.sums import sums
from udmoent.desk.where import AsOf, words_of
from udmoent.desk.work_plan.of_town import contents_of_town
from udmoent.editions.actions import read_back
from udmoent.editions.compare import compare
from udmoent.editions.content import PlanContent
from udmoent.editions.counts import count
from udmoent.editions.excerpt import also_known_as, excerpt, shares
from udmoent.editions.models import Edition
from udmoent.editions.side_by_side import told_by_all
from udmoent.editions.work_plan import work_plan
from udmoent.lib.dates import short_date
from udmoent.plan.models import Plan

LABELLED: Final = ("number", "title", "time", "responsible", "stage", "assessment")
HANDED_OUT: Final = 3
"""Word, PDF and Excel: what a committee is given."""


class SinceForm(forms.Form):
    """The version that the excerpt is held against."""

    fra = forms.ModelChoiceField(Edition.objects.none(), label=gettext_lazy("Compare with"), empty_label=None)

    def __init__(self, *, editions: list[Edition], chosen: Edition | None) -> None:
        super().__init__(initial={"fra": chosen.pk if chosen else None}, auto_id="since-%s")
        choices = [(edition.pk, f"{edition.name} ({short_date(edition.as_of)})") for edition in editions]
        self.fields["fra"].choices = choices  # type: ignore[attr-defined]


class BodyPage:
    """What a visitor may see of one body on a day."""

    def __init__(self, plan: Plan, whole: PlanContent, body: str, moment: AsOf, visitor: Visitor) -> None:
        self.plan, self.whole, self.body, self.moment, self.visitor = plan, whole, body, moment, visitor
        self.words = words_of(plan.municipality)
        self.content = excerpt(whole, body)
        self.names = also_known_as(whole, body)

    def told(self, asked: str, *, may_keep: bool) -> dict[str, object]:
        since = self.since(asked)
        found = self.compared(since) if since else None
        years, sum_rows = sums(self.content, None, self.words)
        return {
            **self.counts(),
            **self.calendar(may_keep=may_keep),
            "since": since,
            "is_seen_here": since is not None and self.has_seen(since),
            "since_form": SinceForm(editions=self.editions, chosen=since),
            "changes": found.told(self.words) if found else None,
            "excerpted": self.excerpted(found),
            "labels": {name: self.words.label(name) for name in LABELLED},
            "years": years,
            "sums": sum_rows,
            "downloads": plan_downloads(self.plan, self.body, self.moment.asked)[:HANDED_OUT],
            "handed_out": self.handed_out(),
        }

    @cached_property
    def editions(self) -> list[Edition]:
        """Those sealed for an earlier day, the newest first."""
        found = self.plan.editions.filter(as_of__lt=self.moment.day).select_related("body", "meeting")
        return list(found.defer("content").order_by("-as_of", "-sealed_at"))

    def since(self, asked: str) -> Edition | None:
        """The version asked for, else the one that the body saw last."""
        chosen = [edition for edition in self.editions if str(edition.pk) == asked]
        return next(iter(chosen), None) or version_last_seen(self.plan, self.whole, self.body)

    def has_seen(self, edition: Edition) -> bool:
        """Whether it is the version that went to the body last."""
        names = also_known_as(self.whole, self.body)
        seen = last_seen(self.plan, names, self.moment.day, before=self.moment.day)
        return seen is not None and seen.edition.pk == edition.pk

    def compared(self, since: Edition) -> Compared:
        seen = self.visitor.sees_before(read_back(since), self.whole)
        return Compared(since.name, "", self.body, compare(seen, self.whole, self.body))

    def counts(self) -> dict[str, object]:
        part, day = shares(self.whole, self.body), self.moment.day
        return {
            "counts": count(self.content.items, day),
            "own": count(part.own, day),
            "shared": count(part.shared, day),
            "cross_cutting": count(part.cross_cutting, day),
        }

    def excerpted(self, found: Compared | None) -> Excerpted:
        changed = found.comparison.touched if found else None
        return Excerpting(self.content, self.plan, self.words, self.moment, self.visitor).told(changed)

    def calendar(self, *, may_keep: bool) -> dict[str, object]:
        held = self.plan.municipality.meetings.filter(body__abbreviation__in=self.names).select_related("body")
        meetings = list(held.order_by("held_on"))
        days = [meeting.held_on for meeting in meetings]
        of_all = told_by_all(contents_of_town(self.whole, self.plan, self.visitor, self.moment.known_at))
        of_town = work_plan(of_all, self.names, days)
        told = calendar(meetings, self.moment.day, of_town, self.plan, may_keep=may_keep)
        return {"work": work_plan([self.whole], self.names, days), "calendar": told}

    def handed_out(self) -> list[tuple[Edition, list[Download]]]:
        """The versions that went to this body, with its excerpt of each."""
        mine = [edition for edition in self.editions if edition.body and edition.body.abbreviation in self.names]
        return [(edition, edition_downloads(edition, self.body)[:HANDED_OUT]) for edition in mine]
