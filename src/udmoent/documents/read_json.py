# SPDX-License-Identifier: MPL-2.0
"""A plan's own content, come back as .json."""

import re
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from udmoent.documents.read_csv import decoded
from udmoent.documents.stamp import Stamp
from udmoent.editions.content import FORMAT, PlanContent, UnreadableContent, from_json
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean

_PLACE = re.compile(r"at `\$(?P<place>[^`]*)`")


def read_json(content: bytes, name: str) -> PlanContent:
    """The content. Refused for JSON that is broken, of another format, or not a plan's."""
    text = decoded(content)
    try:
        found = msgspec.json.decode(text or "")
    except msgspec.DecodeError as fault:
        sentence = _("“{name}” is not complete JSON: it is damaged or cut short. Export the plan again.")
        raise Refused(sentence.format(name=name)) from fault
    except RecursionError as fault:
        raise Refused(_no_plan(name)) from fault
    if not isinstance(found, dict) or "items" not in found or "format" not in found:
        raise Refused(_no_plan(name))
    if found["format"] != FORMAT:
        sentence = _(
            "“{name}” has format {format}, and this Udmønt reads format {known}. Update Udmønt, or export the plan again."
        )
        raise Refused(sentence.format(name=name, format=found["format"], known=FORMAT))
    try:
        return from_json(msgspec.json.encode(_cleaned(found)))
    except UnreadableContent as fault:
        place = _PLACE.search(str(fault))
        sentence = _(
            "“{name}” does not hold a plan as it should: look at {place}. Correct it there, or export the plan again."
        )
        raise Refused(sentence.format(name=name, place=place["place"].lstrip(".") if place else "–")) from fault


def _cleaned(told: Any) -> Any:
    """Every text as all other files have theirs: cleaned once, on its way in."""
    if isinstance(told, str):
        return clean(told)
    if isinstance(told, list):
        return [_cleaned(one) for one in told]
    if isinstance(told, dict):
        return {clean(name): _cleaned(one) for name, one in told.items()}
    return told


def _no_plan(name: str) -> str:
    return _("“{name}” is JSON, but not a plan from Udmønt. Choose a file exported as .json.").format(name=name)


def stamp_of(content: PlanContent) -> Stamp:
    """What the file says of its own origin. A fingerprint only where it was sealed: the file may have been edited since."""
    return Stamp(
        plan=content.plan,
        as_of=content.as_of,
        known_at=content.known_at,
        edition=content.edition,
        fingerprint=content.sha256,
        excerpt_of=content.excerpt_of,
    )
