# SPDX-License-Identifier: MPL-2.0
"""What an X, a stage word and a date say together of whether an item is closed. Pure."""

from datetime import date

from django.utils.translation import gettext as _

from udmoent.editions.content import ItemContent
from udmoent.plan.facts import ClosingReason, Stage

CLOSING = ("closed_on", "closed_by", "closing_reason", "merged_into", "noted_on")
OPEN: dict[str, object] = {"closed_on": None, "closed_by": "", "closing_reason": None, "merged_into": None}


def with_closing(
    told: dict[str, object], item: ItemContent | None, importer: str, applies_on: date
) -> dict[str, object]:
    """The told facts, made whole where they close, reopen or withdraw the item; `is_closed` is used up.

    What an import cannot know is filled in: the day it applies from, who imports it, “not stated”.
    """
    said = {name: value for name, value in told.items() if name != "is_closed" and name not in CLOSING}
    closing = {name: told[name] for name in CLOSING if told.get(name)}
    stage = _stage(told, item)
    if stage is None:
        return _kept(said, closing, item)
    said["stage"] = stage
    said |= _closed(closing, item, importer, applies_on) if stage == Stage.CLOSED else _not_closed(item)
    if stage == Stage.WITHDRAWN:
        said["withdrawn_reason"] = said.get("withdrawn_reason") or (item and item.withdrawn_reason) or _("Not stated")
    elif (item and item.withdrawn_reason) or "withdrawn_reason" in said:
        said["withdrawn_reason"] = ""
    return said


def _stage(told: dict[str, object], item: ItemContent | None) -> Stage | None:
    """The stage that the row means; None where it says nothing of it. X and stage word in dispute: the one that is news."""
    word, crossed = told.get("stage"), told.get("is_closed")
    if crossed is None and word is None and told.get("closed_on"):
        crossed = True
    was_closed = item is not None and item.stage == Stage.CLOSED
    if crossed is None:
        return Stage(word) if word else None  # type: ignore[arg-type]
    if word == Stage.CLOSED:
        return Stage.UNDER_WAY if was_closed and not crossed else Stage.CLOSED
    if crossed:
        return Stage(word) if was_closed and word else Stage.CLOSED  # type: ignore[arg-type]
    if word:
        return Stage(word)  # type: ignore[arg-type]
    return Stage.UNDER_WAY if was_closed else None


def _closed(closing: dict[str, object], item: ItemContent | None, importer: str, applies_on: date) -> dict[str, object]:
    had = {name: getattr(item, name) for name in CLOSING if getattr(item, name)} if item else {}
    known = {"closed_on": applies_on, "closed_by": importer, "closing_reason": ClosingReason.NOT_STATED} | had | closing
    if known.get("merged_into"):
        known["closing_reason"] = ClosingReason.MERGED
    elif known["closing_reason"] == ClosingReason.MERGED:
        known["closing_reason"] = ClosingReason.NOT_STATED
    return known


def _not_closed(item: ItemContent | None) -> dict[str, object]:
    return dict(OPEN) if item and item.stage == Stage.CLOSED else {}


def _kept(said: dict[str, object], closing: dict[str, object], item: ItemContent | None) -> dict[str, object]:
    """Without a word on the stage, only a closed or withdrawn item's own reasons can be told anew."""
    if item and item.stage == Stage.CLOSED:
        said |= closing
    if not (item and item.stage == Stage.WITHDRAWN and said.get("withdrawn_reason")):
        said.pop("withdrawn_reason", None)
    return said
