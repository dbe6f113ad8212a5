# SPDX-License-Identifier: MPL-2.0
"""Lists of the plan that people give a name, to come back to and to share."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from udmoent.audit.actions import record
from udmoent.editions.models import SavedView
from udmoent.editions.rules import why_not_save
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Person


def views_of(person: Person) -> QuerySet[SavedView]:
    """Their own, and those that others of the town share."""
    views = SavedView.objects.filter(municipality_id=person.municipality_id)
    return views.filter(Q(owner=person) | Q(is_shared=True)).select_related("owner")


@transaction.atomic
def save_view(name: str, query: str, *, by: Person, now: datetime) -> SavedView:
    """Keep an address's query under a name."""
    Refused.if_any([why_not_save(name, names=_names(by))])
    view = SavedView.objects.create(municipality_id=by.municipality_id, owner=by, name=name, query=query)
    _record("save_view", view, by, now)
    return view


@transaction.atomic
def rename_view(view: SavedView, name: str, *, by: Person, now: datetime) -> None:
    Refused.if_any([why_not_save(name, names=_names(by, but=view))])
    view.name = name
    view.save(update_fields=["name"])
    _record("rename_view", view, by, now)


@transaction.atomic
def share_view(view: SavedView, is_shared: bool, *, by: Person, now: datetime) -> None:
    """Let everybody in the town use it, or no longer."""
    view.is_shared = is_shared
    view.save(update_fields=["is_shared"])
    _record("share_view" if is_shared else "unshare_view", view, by, now)


@transaction.atomic
def delete_view(view: SavedView, *, by: Person, now: datetime) -> None:
    """The log keeps its name and what it asked for."""
    _record("delete_view", view, by, now)
    view.delete()


def _names(owner: Person, *, but: SavedView | None = None) -> list[str]:
    return [view.name for view in SavedView.objects.filter(owner=owner) if but is None or view.pk != but.pk]


def _record(act: str, view: SavedView, by: Person, now: datetime) -> None:
    told = {"name": view.name, "query": view.query}
    record(act, view, municipality_id=view.municipality_id, by_id=by.pk, now=now, **told)
