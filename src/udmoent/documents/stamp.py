# SPDX-License-Identifier: MPL-2.0
"""The stamp that a file from Udmønt carries, so that it can come back: which plan it shows, as of when, known when.

In .xlsx and .docx it is one custom document property, in .csv the last line, in .json the content's own fields.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

import msgspec

from udmoent.editions.content import PlanContent, fingerprint

NAME = "Udmoent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """`fingerprint` is that of the whole plan content the file was made from, sealed or not; None where not told.

    `excerpt_of` is the body whose excerpt the file shows; `is_narrowed` says that it shows only some of the items.
    """

    plan: str
    as_of: date
    known_at: datetime | None
    edition: str | None
    fingerprint: str | None
    excerpt_of: str | None = None
    is_narrowed: bool = False

    @classmethod
    def of(cls, whole: PlanContent, excerpt_of: str | None = None, *, is_narrowed: bool = False) -> Self:
        return cls(
            plan=whole.plan,
            as_of=whole.as_of,
            known_at=whole.known_at,
            edition=whole.edition,
            fingerprint=fingerprint(whole),
            excerpt_of=excerpt_of,
            is_narrowed=is_narrowed,
        )

    def __str__(self) -> str:
        return msgspec.json.encode(self, order="sorted").decode()

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The stamp, or None for text that is none."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.DecodeError:
            return None
