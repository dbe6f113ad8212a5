# SPDX-License-Identifier: MPL-2.0
"""Which item an account belongs to: the most precise rule that fits it decides. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from udmoent.economy.account import LENGTH, digits_of
from udmoent.intake.finance.extract import Source
from udmoent.lib.refusal import Refusal, Refused
from udmoent.lib.text import clean, normalised

LEAST_DIGITS: Final = 1
ANY: Final = "x"
_PATTERN: Final = re.compile(r"[0-9x]{1,16}")


class RuleKind(StrEnum):
    """What of a row a rule looks at. From the most precise to the least."""

    ACCOUNT = "account"
    CENTRE = "centre"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Rule:
    """`item` is an item's number, or empty for what belongs to no item of the plan. `id` is 0 for one that is not kept."""

    kind: RuleKind
    value: str
    item: str
    id: int = 0

    @property
    def precision(self) -> tuple[int, int]:
        """Greater is more precise: an account by its digits before a profit centre, and that before a text."""
        told = len(self.value.replace(ANY, "")) if self.kind == RuleKind.ACCOUNT else len(self.value)
        return -list(RuleKind).index(self.kind), told

    @property
    def shown(self) -> str:
        """An account in groups, as far as it is told."""
        if self.kind != RuleKind.ACCOUNT:
            return self.value
        parts, rest = [], self.value
        for many in (1, 2, 2, 1, 1, 4, 3, 1, 1):
            parts.append(rest[:many])
            rest = rest[many:]
        place = ".".join(filter(None, parts[:3]))
        return " ".join(filter(None, (place, *parts[3:])))


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """In the order in which they are asked."""
    return sorted(rules, key=lambda rule: (tuple(-one for one in rule.precision), rule.value))


def read_value(kind: RuleKind, text: str) -> str:
    """What a person wrote, as it is kept. Refused where it can fit nothing."""
    if kind != RuleKind.ACCOUNT:
        told = clean(text)
        if not normalised(told):
            raise Refused(_("Write the profit centre, or a part of the text, that the rows have."))
        return told
    pattern = digits_of(text).casefold().replace("?", ANY).replace("*", ANY).rstrip(ANY)
    if not _PATTERN.fullmatch(pattern):
        sentence = _(
            "“{text}” is no account or part of one. Write its first digits, at most {length}, with x for a digit that may"
            " be any: 5.25.10 x x 0123."
        )
        raise Refused(sentence.format(text=text.strip(), length=LENGTH))
    return pattern


def why_not_rule(rule: Rule, others: Iterable[Rule]) -> Refusal | None:
    """No two rules look for the same."""
    for other in others:
        if (other.kind, _folded(other)) == (rule.kind, _folded(rule)):
            sentence = _("There is a rule for “{value}” already, which gives it to {item}. Delete that one first.")
            return Refusal(sentence.format(value=other.shown, item=other.item or _("no item")))
    return None


def _folded(rule: Rule) -> str:
    return rule.value if rule.kind == RuleKind.ACCOUNT else normalised(rule.value)


@dataclass(frozen=True, slots=True)
class Match:
    """What was found of a source: the rule that decides, or several that are equally precise and do not agree."""

    rule: Rule | None = None
    conflict: tuple[Rule, ...] = ()


NOTHING: Final = Match()


class Matcher:
    """The rules made ready for many rows: of accounts those that tell the same digits are looked up together."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.told: dict[tuple[int, ...], dict[str, Rule]] = {}
        self.centres, self.texts = [], []
        for rule in in_order(rules):
            if rule.kind == RuleKind.CENTRE:
                self.centres.append((normalised(rule.value), rule))
            elif rule.kind == RuleKind.TEXT:
                self.texts.append((normalised(rule.value), rule))
            else:
                places = tuple(place for place, digit in enumerate(rule.value) if digit != ANY)
                self.told.setdefault(places, {})[rule.value.replace(ANY, "")] = rule
        self._known: dict[tuple[str, str], Match] = {}
        self._texts: dict[str, Match] = {}

    def of(self, source: Source) -> Match:
        by = (source.account, source.centre)
        found = self._known.get(by)
        if found is None:
            found = self._known[by] = self._by_account(source.account) or self._by_centre(source.centre)
        if found is not NOTHING or not self.texts or not source.text:
            return found
        text = self._texts.get(source.text)
        if text is None:
            text = self._texts[source.text] = self._by_text(source.text)
        return text

    def _by_account(self, account: str) -> Match | None:
        if not account:
            return None
        looked_up = (rules.get("".join([account[place] for place in places])) for places, rules in self.told.items())
        fitting = [rule for rule in looked_up if rule]
        return _best(fitting) if fitting else None

    def _by_centre(self, centre: str) -> Match:
        name = normalised(centre)
        return _best([rule for value, rule in self.centres if name == value or name.startswith(f"{value} ")])

    def _by_text(self, text: str) -> Match:
        name = f" {normalised(text)} "
        return _best([rule for value, rule in self.texts if value in name])


def _best(fitting: Sequence[Rule]) -> Match:
    if not fitting:
        return NOTHING
    most = max(rule.precision for rule in fitting)
    best = [rule for rule in fitting if rule.precision == most]
    if len({rule.item for rule in best}) > 1:
        return Match(conflict=tuple(best))
    return Match(best[0])
