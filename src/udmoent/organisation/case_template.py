# SPDX-License-Identifier: MPL-2.0
"""What a town's file tells of its cases: their sections, sentences and verbs, and who recommends."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Annotated, Final

import msgspec
from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal
from udmoent.lib.text import normalised
from udmoent.organisation.part import NAME, Part

MATTERS = ("summary", "theme", "presentation", "involvement", "context", "goals", "economy", "law", "recommendation")
"""What a section of a case may hold."""
MATTER = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(MATTERS)})$")]
CASE_KINDS = ("approval", "orientation", "half_year", "item", "release", "other")
CASE_KIND = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(CASE_KINDS)})$")]
CODE = Annotated[str, msgspec.Meta(pattern="^[a-z0-9_-]{1,100}$")]
STANDARD: Final = ""
"""The name of the arrangement that the file tells first."""
CASE_FIELD = re.compile(r"\{([^{}]*)\}")
CASE_FIELDS = (
    *("kommune", "kommunens", "aftale", "plan", "periode", "år", "rundeår", "organ", "organets", "råd", "rådets"),
    *("godkendt", "forelagt", "mødedag", "mødemåned", "versionen", "fingeraftryk", "pr", "siden", "sidst"),
    *("ændringer", "punkter", "fordeling", "stadier", "vurderinger", "passerede", "eksempler", "dele"),
    *("dele_udvalg", "råderum", "udfylder", "afsluttede", "afledte", "behandles", "afvigelser", "nettoændringer"),
    *("indstiller", "sagen", "verber"),
    *("nummer", "titel", "aftaletekst", "kursen", "koordinering", "commitment", "tidspunkt", "stadie", "vurdering"),
    *("status", "ansvarlig", "afsat", "frigives", "bevilges", "bevilget", "frigivet", "forbrugt", "beløbsår"),
    *("udvalg", "fra", "til"),
    *("inddragne", "inddragelser", "ufrigivne"),
)
"""What may stand in braces in a sentence of a case, and is filled in when the case is composed."""


NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "recommended": ("verber",),
    "approved": ("godkendt",),
    "presented": ("forelagt",),
    "told": ("mødedag",),
    "counts": ("punkter",),
    "counts_hidden": ("ufrigivne",),
    "assessments": ("vurderinger",),
    "passed": ("passerede",),
    "changed_since": ("ændringer",),
    "effort_new": ("sidst",),
    "effort_changed": ("ændringer",),
    "change_time": ("til",),
    "change_stage": ("til",),
    "change_assessment": ("til",),
    "raaderum": ("råderum",),
    "raaderum_fills": ("udfylder",),
    "closed_derived": ("afledte",),
    "treated_here": ("behandles",),
    "agreed": ("aftaletekst",),
    "course": ("kursen",),
    "coordination": ("koordinering",),
    "commitment": ("commitment",),
    "when": ("tidspunkt",),
    "stage_only": ("stadie",),
    "assessed": ("vurdering",),
    "status_told": ("status",),
    "answers": ("ansvarlig",),
    "item_treated": ("behandles",),
    "release_about": ("frigives",),
    "involved": ("inddragelser",),
    "economy_deviations": ("afvigelser",),
    "economy_changes": ("nettoændringer",),
    "economy_release": ("afsat", "frigives"),
    "economy_budgeted": ("afsat",),
    "economy_spent": ("forbrugt",),
    "economy_released": ("bevilget", "frigivet"),
    "economy_appropriated": ("bevilget",),
    "economy_to_appropriate": ("bevilges",),
    "appropriated": ("bevilges",),
    "attachment_plan": ("versionen",),
    "attachment_excerpt": ("versionen",),
    "attachment_comparison": ("siden",),
}
"""What a sentence is told by: it is left out where the field has nothing to tell, and without it it would stand there always."""
FILLED_BY_ITSELF: Final[Mapping[str, tuple[str, ...]]] = {"matter": ("sagen",)}
"""Fields that would be filled with the sentence that they stand in."""


class Section(Part, frozen=True):
    """A section of the town's cases, in the order of its template. `holds` what is composed into it; left out, the
    heading tells.
    """

    heading: NAME
    aliases: tuple[str, ...] = ()
    holds: tuple[MATTER, ...] = ()


class Arrangement(Part, frozen=True):
    """Sections in another order, for the cases that are to have it; where it tells of verbs or of who recommends, it is
    that for them.
    """

    name: NAME
    sections: Annotated[tuple[Section, ...], msgspec.Meta(min_length=1)]
    verbs: tuple[NAME, ...] = ()
    recommends: dict[str, NAME] = {}
    recommender: str = ""


class CaseTemplate(Part, frozen=True):
    """How a town's cases are arranged and what they say.

    `sentences` are by name, with the kind of case behind it where one kind says something else ("law_half_year");
    an empty one is left out. `verbs` are what a body may be asked to do, `asks` what each kind of case asks by itself,
    `recommends` who recommends to a body, by its abbreviation; `recommender` to all others.
    """

    sections: Annotated[tuple[Section, ...], msgspec.Meta(min_length=1)]
    sentences: dict[str, str] = {}
    arrangements: dict[CODE, Arrangement] = {}
    verbs: tuple[NAME, ...] = ()
    asks: dict[CASE_KIND, tuple[NAME, ...]] = {}
    recommends: dict[str, str] = {}
    recommender: str = ""
    kle: str = ""

    def arranged(self, name: str) -> "CaseTemplate":
        """As cases of that arrangement have it; as the first one where there is none of that name."""
        chosen = self.arrangements.get(name)
        if chosen is None:
            return self
        tells_who = chosen.recommends or chosen.recommender
        return msgspec.structs.replace(
            self,
            sections=chosen.sections,
            verbs=chosen.verbs or self.verbs,
            recommends=chosen.recommends if tells_who else self.recommends,
            recommender=chosen.recommender or self.recommender,
        )


def recommended_to(case: CaseTemplate, was: str, now: str) -> dict[tuple[str, ...], str]:
    """By its place in the file who recommends to a body that was called otherwise, wherever somebody is told for it."""
    told: dict[tuple[str, ...], CaseTemplate | Arrangement] = {("case",): case}
    told |= {("case", "arrangements", code): one for code, one in case.arrangements.items()}
    return {(*place, "recommends", now): one.recommends[was] for place, one in told.items() if was in one.recommends}


def _of(table: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    """What the table tells of the sentence, by its name or by that without the kind of case behind it."""
    plain = next((name.removesuffix(f"_{kind}") for kind in CASE_KINDS if name.endswith(f"_{kind}")), name)
    return table.get(name) or table.get(plain, ())


def needed_in(name: str) -> tuple[str, ...]:
    return _of(NEEDED, name)


def why_not_say(name: str, sentence: str) -> Iterator[Refusal]:
    """Everything that is wrong with the fields of a sentence by that name."""
    fields, own = CASE_FIELD.findall(sentence), _of(FILLED_BY_ITSELF, name)
    if unknown := [field for field in fields if field not in CASE_FIELDS or field in own]:
        known = ", ".join(f"{{{one}}}" for one in CASE_FIELDS if one not in own)
        told = _("nothing is known to put in {{{field}}}; a sentence of a case may have {known}")
        yield Refusal(told.format(field=unknown[0], known=known))
    for needed in needed_in(name) if sentence.strip() else ():
        if needed not in fields:
            told = _("{{{field}}} must stand in it, for it is told only where there is something to put there")
            yield Refusal(told.format(field=needed))
    if "{" in CASE_FIELD.sub("", sentence) or "}" in CASE_FIELD.sub("", sentence):
        yield Refusal(_("a brace stands alone; write a field as {field}").replace("{field}", "{titel}"))


def look_at_case(case: CaseTemplate) -> None:
    """Raises where a sentence cannot be filled, or two things in a list go by one name."""
    for name, sentence in case.sentences.items():
        if refusal := next(why_not_say(name, sentence), None):
            raise ValueError(f"case.sentences.{name}: {refusal}")
    _look_at_headings("case", case.sections)
    for name, arrangement in case.arrangements.items():
        _look_at_headings(f"case.arrangements.{name}", arrangement.sections)


def _look_at_headings(place: str, sections: tuple[Section, ...]) -> None:
    called = Counter(chain(*(names_of(section) for section in sections)))
    for section in sections:
        if any(called[name] > 1 for name in names_of(section)):
            sentence = _("{place}: two sections go by the name of {name}, or by another name of it")
            raise ValueError(sentence.format(place=place, name=section.heading))


def names_of(section: Section) -> set[str]:
    """All that a section is called, for comparing."""
    return {normalised(name) for name in (section.heading, *section.aliases)}
