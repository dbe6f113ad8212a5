# SPDX-License-Identifier: MPL-2.0
"""A list of the plan that somebody has narrowed, as a file: which items it is, and which columns its table has."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

ALSO: Final = {"body": ("body", "other_bodies", "is_cross_cutting")}
"""What stands together in one column of a page, and apart in a file."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`asked` tells by what the list was narrowed, each in words; `facts` are those of its columns."""

    asked: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " · ".join(self.asked) or _("all items")

    @property
    def fields(self) -> list[str]:
        """What a file's columns tell, in their order."""
        return list(dict.fromkeys(field for fact in self.facts for field in ALSO.get(fact, (fact,))))
