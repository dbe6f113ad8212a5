# SPDX-License-Identifier: MPL-2.0
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from tests.once import lay_demo
from tests.rooms.conftest import town  # noqa: F401 - the rooms' own cast
from udmoent.cli.asked import read_command_line
from udmoent.cli.main import run
from udmoent.organisation.models import Municipality


@dataclass(frozen=True)
class Answered:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def udmoent(capsys) -> Iterator[Callable[..., Answered]]:
    """The program, called with its words."""
    before = translation.get_language()

    def call(*words: object) -> Answered:
        capsys.readouterr()
        code = run(read_command_line([str(word) for word in words]))
        return Answered(code, *capsys.readouterr())

    yield call
    translation.activate(before or "da")


@pytest.fixture
def norddjurs(town: Municipality, settings) -> Municipality:  # noqa: F811
    """As `udmoent setup --municipality norddjurs` leaves it."""
    settings.UDMOENT_TODAY = date(2025, 9, 30)
    return town


@pytest.fixture
def sample(db, settings) -> str:
    """The plan that `udmoent demo` builds; its name."""
    settings.UDMOENT_TODAY = date(2025, 9, 30)
    return lay_demo().name
