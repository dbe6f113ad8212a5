# SPDX-License-Identifier: MPL-2.0
"""The sentences of cases by their names: which there are, in which kinds of cases they stand, and wording them otherwise."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.cases.compose.says import SAYS
from udmoent.cases.facts import OF_AN_EDITION, OF_AN_ITEM, CaseKind
from udmoent.cases.rules import why_not_remove_arrangement
from udmoent.cases.sentences import shipped
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation import arranging
from udmoent.organisation.case_template import CASE_FIELD, CASE_FIELDS, why_not_say
from udmoent.organisation.models import Municipality
from udmoent.organisation.setting_up import By

GROUPS: Final[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = (
    (
        gettext_lazy("How the plan came about, and why the body has it before it"),
        (
            *("approved", "presented", "prepared", "use", "told", "told_undated", "for_approval", "then"),
            *("status", "asked"),
        ),
    ),
    (
        gettext_lazy("What is in the plan, and what is attached"),
        (
            *("topics", "topics_lacking", "attached", "attached_alone", "parts", "parts_without_headings"),
            *(
                "parts_by_heading",
                "only_intents",
                "counts",
                "counts_hidden",
                "assessments",
                "passed",
                "changed_since",
                "dynamic",
            ),
            "communication",
        ),
    ),
    (
        gettext_lazy("What cuts across"),
        (
            *("many", "group_management", "directorate", "followed", "efforts", "efforts_chosen", "effort_new"),
            *("effort_changed", "change_time", "change_stage", "change_assessment", "change_across", "change_text"),
        ),
    ),
    (
        gettext_lazy("Råderum, what is closed, and what the bodies treat"),
        (
            *("raaderum", "raaderum_fills", "raaderum_may_fill", "raaderum_next"),
            *("closed", "closed_derived", "closed_for_example", "treated", "treated_here"),
        ),
    ),
    (
        gettext_lazy("A single item, and the release of money for it"),
        (
            *("item_about", "release_about", "agreed", "course", "coordination", "commitment", "when", "stage_only"),
            *("assessed", "status_told", "answers", "item_treated"),
        ),
    ),
    (gettext_lazy("Whom the items are taken to"), ("involved", "involved_each", "involved_none")),
    (gettext_lazy("What a person says, until it is written"), ("assessment", "purpose")),
    (
        gettext_lazy("Context, economy and law"),
        (
            *("leadership", "context_none", "goals", "goals_none", "economy_none", "economy_deviations"),
            *("economy_changes", "economy_item", "economy_release", "economy_budgeted", "economy_release_none"),
            *("economy_spent", "economy_released", "economy_appropriated", "economy_to_appropriate"),
            *("derived_operation", "law"),
        ),
    ),
    (gettext_lazy("What is decided, and the recommendation"), ("theme", "appropriated", "recommended", "matter")),
    (
        gettext_lazy("Titles of cases and attachments"),
        ("title", "attachment_plan", "attachment_excerpt", "attachment_comparison"),
    ),
)
"""All sentences, as they are shown together."""
NAMES: Final = tuple(name for _label, names in GROUPS for name in names)

_ALL_BUT_OTHER: Final = tuple(kind for kind in CaseKind if kind != CaseKind.OTHER)
_EDITIONS: Final = tuple(kind for kind in CaseKind if kind in OF_AN_EDITION)
_ELSEWHERE: Final[Mapping[str, tuple[CaseKind, ...]]] = {
    **dict.fromkeys(("title", "matter"), _ALL_BUT_OTHER),
    **dict.fromkeys(("effort_new", "effort_changed", "change_time", "change_stage"), _ALL_BUT_OTHER),
    **dict.fromkeys(("change_assessment", "change_across", "change_text"), _ALL_BUT_OTHER),
    "attachment_plan": (CaseKind.APPROVAL, CaseKind.HALF_YEAR),
    "attachment_excerpt": (CaseKind.ORIENTATION,),
    "attachment_comparison": _EDITIONS,
}
"""Where sentences stand that are told outside the sections, or in a list."""
OF_ITEMS: Final = frozenset(
    {
        *("nummer", "titel", "aftaletekst", "kursen", "koordinering", "commitment", "tidspunkt", "stadie", "vurdering"),
        *("status", "ansvarlig", "udvalg", "afsat", "frigives", "bevilges", "bevilget", "frigivet", "forbrugt"),
    }
)
"""Fields that only a case about an item has something to put in."""
ALWAYS_BY_KIND: Final = ("title", "matter", "theme")
"""Sentences that no two kinds of cases have in common."""
FROM_TO: Final = ("fra", "til")


def kinds_of(name: str) -> tuple[CaseKind, ...]:
    """The kinds of cases that the sentence stands in."""
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    return tuple(kind for kind in CaseKind if any(_names(lines.get(kind, ()), name) for lines in SAYS.values()))


def _names(lines: tuple[str, ...], name: str) -> bool:
    return any(name in alternatives.split("|") for line in lines for alternatives in line.removeprefix("?").split())


def key_of(name: str, kind: str = "") -> str:
    """What the file calls the sentence, in all kinds of cases or in one."""
    return f"{name}_{kind}" if kind else name


def keys_of(name: str) -> tuple[tuple[str, str], ...]:
    """The kind and the key of each wording that the sentence may have: in all kinds, and in each that it stands in."""
    kinds = [kind.value for kind in kinds_of(name)]
    told = kinds if _is_by_kind(name, kinds) else ["", *kinds] if len(kinds) > 1 else [""]
    return tuple((kind, key_of(name, kind)) for kind in told)


def _is_by_kind(name: str, kinds: list[str]) -> bool:
    return name in ALWAYS_BY_KIND or (len(kinds) == 1 and key_of(name, kinds[0]) in shipped().sentences)


@lru_cache(maxsize=1)
def _names_by_key() -> Mapping[str, str]:
    return {key: name for name in NAMES for _kind, key in keys_of(name)}


def name_of(key: str) -> str:
    """The sentence that the file calls so; empty where it is none that can be worded."""
    return _names_by_key().get(key, "")


def fields_for(name: str, kind: str = "") -> tuple[str, ...]:
    """What may stand in braces in the sentence, and would be filled."""
    has_item = any(one in OF_AN_ITEM for one in ([CaseKind(kind)] if kind else kinds_of(name)))
    without = {
        *(() if has_item else OF_ITEMS),
        *(() if name.startswith("change_") else FROM_TO),
        *(("sagen",) if name == "matter" else ()),
    }
    return tuple(field for field in CASE_FIELDS if field not in without)


def why_not_word(name: str, kind: str, text: str) -> Iterator[Refusal]:
    """Everything that is wrong with what the sentence is to say."""
    found = list(why_not_say(key_of(name, kind), text))
    yield from found
    may = fields_for(name, kind)
    for field in dict.fromkeys(CASE_FIELD.findall(text)):
        if field in CASE_FIELDS and field not in may and not found:
            sentence = _("there is never anything to put in {{{field}}} here, and so the sentence would never be told")
            yield Refusal(sentence.format(field=field))


def standard_of(key: str) -> str:
    """Udmønt's own wording; empty where it has none."""
    return shipped().sentences.get(key, "")


@transaction.atomic
def word(municipality: Municipality, name: str, told: Mapping[str, str | None], *, by: By) -> Municipality:
    """Let the sentence say this, by kind of case ("" for all of them): None for what comes with Udmønt, empty to leave it out."""
    Refused.if_any(refusal for kind, text in told.items() for refusal in why_not_word(name, kind, text or ""))
    at = {(*arranging.AT, "sentences", key_of(name, kind)): text for kind, text in told.items()}
    return arranging.tell(municipality, at, by=by)


@transaction.atomic
def remove_arrangement(municipality: Municipality, arrangement: str, *, by: By) -> Municipality:
    """Take an arrangement away that no case has which is still to be sent."""
    having = municipality.cases.filter(template=arrangement)
    drafts = having.exclude(pk__in=municipality.cases.sent()).values_list("title", flat=True)
    Refused.if_any([why_not_remove_arrangement(drafts)])
    return arranging.remove_arrangement(municipality, arrangement, by=by)
