# SPDX-License-Identifier: MPL-2.0
"""One sentence told: its wording filled with what the ground has, and where each part of it is from."""

from collections.abc import Callable, Mapping
from typing import Final

from udmoent.cases.compose.fields import FIELDS
from udmoent.cases.compose.ground import Ground
from udmoent.cases.sentences import Wording, filled
from udmoent.cases.written import Origin, Sentence, Source

MATTER: Final = "sagen"
"""The field that is filled with a sentence of its own: what the case is about in its recommendation."""


def _always(ground: Ground) -> bool:
    return True


def _has_across(ground: Ground) -> bool:
    return any(item.is_cross_cutting for item in ground.content.items)


def _has_raaderum(ground: Ground) -> bool:
    return FIELDS["råderum"].read(ground) is not None


def _has_closed(ground: Ground) -> bool:
    return bool(ground.counts.closed)


ONLY_IF: Final[Mapping[str, Callable[[Ground], bool]]] = {
    "topics": lambda ground: ground.is_complete,
    "parts_without_headings": lambda ground: not any(item.heading for item in ground.content.items),
    "efforts_chosen": lambda ground: bool(ground.emphasis),
    "treated": lambda ground: any(item.treatments for item in ground.content.items),
    **dict.fromkeys(("many", "group_management", "directorate", "followed"), _has_across),
    **dict.fromkeys(("raaderum_fills", "raaderum_may_fill", "raaderum_next"), _has_raaderum),
    **dict.fromkeys(("closed", "closed_derived", "closed_for_example"), _has_closed),
}
"""When a sentence is true that no field tells of."""


def tell(ground: Ground, names: str, more: Mapping[str, str] | None = None) -> Sentence | None:
    """The first of the sentences, told apart by “|”, that can be told; None where none can.

    What a person wrote under the sentence's name goes before all wordings. `more` are values for fields of its own.
    """
    for name in names.split("|"):
        said = _own(ground, name) or _worded(ground, name, more or {})
        if said:
            return said
    return None


def text(ground: Ground, name: str, more: Mapping[str, str] | None = None) -> str:
    said = tell(ground, name, more)
    return said.text if said else ""


def _own(ground: Ground, name: str) -> Sentence | None:
    own = " ".join(ground.own.get(name, "").split())
    return Sentence(own, (Origin(Source.PERSON),)) if own else None


def _worded(ground: Ground, name: str, more: Mapping[str, str]) -> Sentence | None:
    wording = ground.sentences.wording(name)
    if wording is None or not ONLY_IF.get(name, _always)(ground):
        return None
    told: dict[str, str] = {}
    for field in wording.fields:
        value = more.get(field) or _value(ground, field)
        if not value or not value.strip():
            return None
        told[field] = value
    return Sentence(filled(wording.text, told), _origins(ground, wording))


def _value(ground: Ground, field: str) -> str | None:
    if field == MATTER:
        return text(ground, "matter")
    return FIELDS[field].read(ground) if field in FIELDS else None


def _origins(ground: Ground, wording: Wording) -> tuple[Origin, ...]:
    from_fields = [FIELDS[field].origin(ground) for field in wording.fields if field in FIELDS]
    return tuple(dict.fromkeys([Origin(wording.source, wording.name), *from_fields]))
