# SPDX-License-Identifier: MPL-2.0
"""A town with plans of several sizes in a database of its own, a client that is signed in, and the desk served."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.request import Request, urlopen

BEGINS = date(2024, 12, 11)
TODAY = "2025-09-30"
POSTS = (
    "anlægschef",
    "ejendomschef",
    "skolechef",
    "økonomichef",
    "vejchef",
    "dagtilbudschef",
    "HR-chef",
    "sekretariatschef",
)


@contextmanager
def town(database: str = "") -> Iterator[Path]:
    """Sets Django up on an empty database, SQLite where none is told; its folder is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="udmoent-bench-") as folder:
        os.environ |= {
            "UDMOENT_DATA": folder,
            "UDMOENT_TODAY": TODAY,
            "UDMOENT_SECRET_KEY": "for the processes of one measurement only",
            "UDMOENT_HOSTS": "127.0.0.1,testserver",
            "DJANGO_SETTINGS_MODULE": "udmoent.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        if database:
            os.environ["DATABASE_URL"] = database
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield Path(folder)


def plan_of(items: int) -> int:
    """A new plan with so many items, as varied as a town's; its id."""
    from udmoent.economy.actions import AmountKey, set_amounts_all
    from udmoent.organisation.actions import load_municipality
    from udmoent.organisation.configuration import configuration_text
    from udmoent.organisation.models import Person
    from udmoent.plan.actions import Act, add_all, begin_plan

    now = datetime(2024, 12, 11, 8, tzinfo=UTC)
    municipality = load_municipality(configuration_text("norddjurs"), now=now)
    person, _ = Person.objects.get_or_create(municipality=municipality, name="Karen Koordinator")
    headings = [heading.name for heading in municipality.configuration.headings]
    plan = begin_plan(municipality, f"Plan {items}", budget_year=2025, headings=headings, by=person, now=now)
    act = Act(by=person, now=now, applies_on=BEGINS)
    added = add_all(plan, [_item(place, headings) for place in range(items)], act=act)
    amounts = {
        item: {
            AmountKey(2025 + year, "adopted", "capital" if item.kind == "capital" else "operating", "2025"): 1000
            * place
            for year in range(4)
        }
        for place, item in enumerate(added, 1)
        if item.kind != "intent"
    }
    set_amounts_all(plan, amounts, act=act)
    return plan.pk


def _item(place: int, headings: list[str]) -> object:
    from udmoent.lib.time import IndicativeTime
    from udmoent.plan.actions import NewItem
    from udmoent.plan.facts import Assessment, Commitment, Facts, Kind, Stage

    times = ("marts 2025", "2. kvartal 2025", "løbende", "1.10.2025", "2. halvår 2026", "afventer")
    kind = list(Kind)[place % 4]
    facts = Facts(
        title=f"Opgave {place}: bedre brug af kommunens bygninger og arealer",
        body=("ØK", "BUU", "KFU", "MTU")[place // 4 % 4],
        is_cross_cutting=place % 7 == 0,
        heading=headings[place % len(headings)] if kind == Kind.INTENT else "",
        agreed_text="Parterne er enige om, at der skal findes en løsning, som kan bruges af flere. " * 4,
        course="Projektet udbydes, når kommunalbestyrelsen har givet anlægsbevilling. " * 3,
        coordination=("Ejendomme", "Dagtilbud"),
        commitments=(Commitment(party="Ejendomme", promise="Udbyder"), Commitment(party="MED", promise="Høres")),
        time=IndicativeTime.read(times[place % 6], 2025),
        stage=(Stage.NOT_STARTED, Stage.PLANNED, Stage.UNDER_WAY, Stage.AWAITING_DECISION)[place // 3 % 4],
        assessment=(Assessment.GREEN, Assessment.NOT_ASSESSED)[place % 2],
        status_text="Forløber som forventet. " * 3,
        responsible=POSTS[place % 8],
    )
    return NewItem(kind=kind, facts=facts)


def signed_in() -> object:
    """Django's test client, with all of the middleware, as the plan coordinator."""
    from django.test import Client

    from udmoent.organisation.models import Person, Role, User

    person = Person.objects.get(name="Karen Koordinator")
    user, is_new = User.objects.get_or_create(email="koordinator@example.dk")
    if is_new:
        Role.objects.create(
            municipality=person.municipality, user=user, person=person, name="plan_coordinator", valid_from=BEGINS
        )
    client = Client()
    client.force_login(user)
    return client


@contextmanager
def served(workers: int) -> Iterator[str]:
    """The desk by gunicorn on a port of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "udmoent.wsgi", f"--bind=127.0.0.1:{port}", f"--workers={workers}"]
    server = subprocess.Popen([*command, "--log-level=error"], env=os.environ)
    try:
        _wait_for(f"http://127.0.0.1:{port}/log-ind/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    for _attempt in range(100):
        try:
            urlopen(Request(address), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"nothing answers at {address}")
