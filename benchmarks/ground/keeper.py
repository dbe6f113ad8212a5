# SPDX-License-Identifier: MPL-2.0
"""A process that keeps one database with a plan in it, and answers how long a view takes.

Several at a time are asked in turn, so that whatever else the machine does disturbs all of them alike.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

FIRST, ROUNDS_APART = date(2020, 1, 1), 30


@dataclass(frozen=True)
class Wanted:
    """A plan of `items` with `rounds` states each, among so many `others` states of other plans."""

    items: int
    rounds: int
    others: int = 0

    @property
    def days(self) -> list[date]:
        """The days on which states begin to hold."""
        return [FIRST + timedelta(days=ROUNDS_APART * place) for place in range(self.rounds)]


class Keeper:
    """The process, seen from the one that asks."""

    def __init__(self, database: str, wanted: Wanted) -> None:
        self.folder = tempfile.mkdtemp(prefix="udmoent-bench-")
        surroundings = {**os.environ, "DATABASE_URL": database, "UDMOENT_DATA": self.folder}
        told = [str(getattr(wanted, field.name)) for field in fields(Wanted)]
        self.process = subprocess.Popen(
            [sys.executable, __file__, *told],
            env=surroundings | {"DJANGO_SETTINGS_MODULE": "udmoent.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ready = self._answer()

    def _answer(self) -> float:
        return float(self.process.stdout.readline() or "nan")

    def ask(self, what: object) -> float:
        """Milliseconds for the view as of a day, or for "check"."""
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return self._answer()

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        Path(self.folder, "secret-key").unlink(missing_ok=True)
        Path(self.folder).rmdir()


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    wanted = Wanted(*(int(number) for number in sys.argv[1:]))
    plan = _build(wanted)
    print(0, flush=True)
    for line in sys.stdin:
        print(_timed(plan, line.strip()), flush=True)


def _timed(plan: object, what: str) -> float:
    from udmoent.editions.check import violations
    from udmoent.editions.gather import gather

    begun = perf_counter()
    if what == "check":
        assert not list(violations()), "what was built breaks a rule"
    else:
        gather(plan, date.fromisoformat(what))
    return (perf_counter() - begun) * 1000


def _build(wanted: Wanted) -> object:
    """The plan's own first states and amounts by the actions; the others, and all that follow, by one statement."""
    from django.db import connection

    plan = _first_states("Planen", wanted.items)
    items_of_others = wanted.others // wanted.rounds
    for place in range(0, items_of_others, 5000):
        _first_states(f"Plan {place}", min(5000, items_of_others - place))
    with connection.cursor() as cursor:
        cursor.execute(_followed_by(wanted))
        cursor.execute("UPDATE plan_plan SET last_recorded_at = (SELECT max(recorded_at) FROM plan_itemstate)")
        cursor.execute("ANALYZE")
    plan.refresh_from_db()
    return plan


def _first_states(name: str, items: int) -> object:
    from udmoent.economy.actions import AmountKey, set_amounts_all
    from udmoent.lib.time import IndicativeTime
    from udmoent.organisation.actions import load_municipality
    from udmoent.organisation.configuration import configuration_text
    from udmoent.organisation.models import Person
    from udmoent.plan.actions import Act, NewItem, add_all, begin_plan
    from udmoent.plan.facts import Commitment, Facts, Kind, Treatment

    now = datetime(FIRST.year, FIRST.month, FIRST.day, 8, tzinfo=UTC)
    town = load_municipality(configuration_text("norddjurs"), now=now)
    person, _ = Person.objects.get_or_create(municipality=town, name="")
    plan = begin_plan(town, name, budget_year=FIRST.year, by=person, now=now)
    facts = Facts(
        title="Ny daginstitution",
        body="BUU",
        agreed_text="Der bygges en ny daginstitution. " * 5,
        course="Projektet udbydes, når kommunalbestyrelsen har givet anlægsbevilling. " * 3,
        coordination=("Ejendomme", "Dagtilbud"),
        commitments=(Commitment(party="Ejendomme", promise="Udbyder"), Commitment(party="MED", promise="Høres")),
        time=IndicativeTime.read("juni", FIRST.year),
        treatments=(Treatment(body="BUU", form="drøftelse", time="juni"),),
    )
    act = Act(by=person, now=now, applies_on=FIRST)
    added = add_all(plan, [NewItem(kind=Kind.CAPITAL, facts=facts) for _ in range(items)], act=act)
    amounts = {AmountKey(FIRST.year + year, "adopted", "capital", "2020"): 1_000_000 for year in range(4)}
    set_amounts_all(plan, dict.fromkeys(added, amounts), act=act)
    return plan


def _followed_by(wanted: Wanted) -> str:
    """Round after round, every item of every plan gets its next state: a plan's states lie far from one another."""
    from django.db import connection

    from udmoent.plan.models import ItemState

    told = {"id", "applies_on", "recorded_at", "status_text"}
    kept = [f'"{field.column}"' for field in ItemState._meta.fields if field.column not in told]
    if connection.vendor == "sqlite":
        days = ("date(applies_on, '+' || (n * 30) || ' days')", "datetime(recorded_at, '+' || (n * 30) || ' days')")
    else:
        days = ("applies_on + n * 30", "recorded_at + n * interval '30 days'")
    return f"""
        WITH RECURSIVE round(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM round WHERE n < {wanted.rounds - 1})
        INSERT INTO plan_itemstate (applies_on, recorded_at, status_text, {", ".join(kept)})
        SELECT {", ".join(days)}, 'Status i runde ' || n, {", ".join(kept)}
        FROM round CROSS JOIN plan_itemstate WHERE {wanted.rounds} > 1 ORDER BY n, plan_itemstate.id
    """


if __name__ == "__main__":
    main()
