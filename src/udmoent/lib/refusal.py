# SPDX-License-Identifier: MPL-2.0
"""What Udmønt answers when something may not be done: a sentence that says why and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A finished sentence: what is wrong, and what the person can do about it."""

    message: str

    def __str__(self) -> str:
        return self.message


class Refused(Exception):
    """Raised by actions; nothing has been changed when it is."""

    def __init__(self, *refusals: Refusal | str) -> None:
        self.refusals = tuple(r if isinstance(r, Refusal) else Refusal(str(r)) for r in refusals)
        super().__init__(*self.refusals)

    def __str__(self) -> str:
        return "\n".join(str(refusal) for refusal in self.refusals)

    @classmethod
    def if_any(cls, refusals: Iterable[Refusal | None]) -> None:
        """Raise with every refusal there is; go on quietly when there is none."""
        found = [refusal for refusal in refusals if refusal]
        if found:
            raise cls(*found)


class Unknown(Refused):
    """A name that nothing carries; `known` lists the names that exist."""

    def __init__(self, message: str, known: Iterable[str]) -> None:
        self.known = tuple(known)
        super().__init__(message)
