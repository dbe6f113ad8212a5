# SPDX-License-Identifier: MPL-2.0
"""A process that is killed in the middle of sealing a round leaves nothing half-done, on SQLite and on PostgreSQL."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection

from udmoent.followup.actions import Asking, close_round, open_round, plan_round
from udmoent.followup.models import Round
from udmoent.followup.rules import Timing, days_of

MAY = datetime(2025, 5, 20, 12, tzinfo=UTC)
SEALING = """
import os, signal, sys
import django
django.setup()
from datetime import UTC, datetime
from udmoent.editions import actions, rounds
from udmoent.followup.models import Round
from udmoent.organisation.models import Person

def die(*told, **named):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[1] == "before the version":
    rounds.seal = die
elif sys.argv[1] == "after the version":
    actions.record = die
round = Round.objects.select_related("plan__municipality", "plan__agreement").get()
by = Person.objects.get(name="Karen Koordinator")
rounds.seal_round(round, "ultimo maj 2025", by=by, now=datetime(2025, 6, 3, 12, tzinfo=UTC))
"""


@pytest.fixture
def closed(transactional_db, plan, item, coordinator) -> Round:
    made = plan_round(plan, "Halvårsstatus", days_of(date(2025, 5, 31), Timing()), Asking(), by=coordinator, now=MAY)
    return close_round(open_round(made, [item.pk], by=coordinator, now=MAY), by=coordinator, now=MAY)


@pytest.fixture
def database(closed: Round, tmp_path: Path) -> str:
    """The address of the database for another process: a file, where the tests' own is in memory."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(tmp_path / "udmoent.sqlite3") as file:
            connection.connection.backup(file)
        return f"sqlite:///{tmp_path / 'udmoent.sqlite3'}"
    told = connection.settings_dict
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def sealing(killed: str, database: str, folder: Path) -> int:
    surroundings = os.environ | {"DATABASE_URL": database, "UDMOENT_DATA": str(folder / "data")}
    surroundings["DJANGO_SETTINGS_MODULE"] = "udmoent.settings"
    done = subprocess.run([sys.executable, "-c", SEALING, killed], env=surroundings, capture_output=True, check=False)
    return done.returncode


def kept(database: str) -> tuple[str, int, int]:
    """The round's stage, how many versions there are, and how many acts of sealing are recorded."""
    asked = (
        "SELECT stage FROM followup_round",
        "SELECT COUNT(*) FROM editions_edition",
        "SELECT COUNT(*) FROM audit_event WHERE act IN ('seal', 'seal_round')",
    )
    if database.startswith("sqlite"):
        with sqlite3.connect(database.removeprefix("sqlite:///")) as file:
            found = [file.execute(one).fetchone()[0] for one in asked]
    else:
        found = []
        for one in asked:
            with connection.cursor() as cursor:
                cursor.execute(one)
                found.append(cursor.fetchone()[0])
    return tuple(found)


@pytest.mark.parametrize("moment", ["before the version", "after the version"])
def test_killed_while_sealing_the_round_is_closed_as_before_and_can_be_sealed_again(moment, database, tmp_path):
    assert sealing(moment, database, tmp_path) == -signal.SIGKILL
    assert kept(database) == ("closed", 0, 0)
    assert sealing("never", database, tmp_path) == 0
    assert kept(database) == ("sealed", 1, 2)
