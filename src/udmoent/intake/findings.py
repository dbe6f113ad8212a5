# SPDX-License-Identifier: MPL-2.0
"""What was found amiss while a file was read."""

from dataclasses import dataclass, field

from udmoent.documents.tables import Value
from udmoent.intake.cells import as_text
from udmoent.intake.draft import Caution, Fault

_SHOWN = 80


@dataclass(slots=True)
class Findings:
    """Collects faults and cautions of one file."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    _said: set[tuple[str, str, str]] = field(default_factory=set)

    def fault(
        self, message: str, *, place: str = "", row: int | None = None, column: str = "", value: Value = None
    ) -> None:
        self.faults.append(
            Fault(file=self.file, place=place, row=row, column=column, value=_shown(value), message=message)
        )

    def fault_once(self, message: str, *, place: str, column: str = "", row: int | None = None) -> None:
        """A fault of a whole column or table, told once."""
        if (place, column, message) not in self._said:
            self._said.add((place, column, message))
            self.fault(message, place=place, column=column, row=row)

    def caution(
        self, message: str, *, place: str = "", row: int | None = None, column: str = "", value: Value = None
    ) -> None:
        self.cautions.append(
            Caution(file=self.file, place=place, row=row, column=column, value=_shown(value), message=message)
        )


def _shown(value: Value) -> str:
    text = as_text(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
