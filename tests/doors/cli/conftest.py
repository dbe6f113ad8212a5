# SPDX-License-Identifier: MPL-2.0
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from udmoent.cli.asked import read_command_line
from udmoent.cli.main import run


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
def norddjurs(db, udmoent, settings) -> None:
    settings.UDMOENT_TODAY = date(2025, 9, 30)
    assert udmoent("setup", "--municipality", "norddjurs").code == 0


@pytest.fixture
def sample(db, udmoent, settings) -> str:
    """The demo's plan; its name."""
    settings.UDMOENT_TODAY = date(2025, 9, 30)
    assert udmoent("demo", "--no-serve").code == 0
    return "Udmøntningsplan 2025-2028"
