# SPDX-License-Identifier: MPL-2.0
"""Commands that make the database and the town, and the demo."""

import os
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cli.command import Answer
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.actions import set_up_municipality
from udmoent.organisation.configuration import configuration_text
from udmoent.organisation.models import Municipality
from udmoent.organisation.rules import ROLE_NAMES


def setup(arguments: Namespace) -> Answer:
    doubts = _doubts()
    make_database()
    named = arguments.municipality
    text = configuration_text(named) if named else ""
    town = set_up_municipality(text, now=clock.now()) if named else Municipality.objects.first()
    told = {"municipality": town.name if town else None, "bodies": town.bodies.count() if town else 0, "doubts": doubts}
    said = _("The database is ready. Load a municipality: udmoent setup --municipality norddjurs")
    if town:
        said = _("{name} is ready, with {bodies} bodies.").format(name=town.name, bodies=told["bodies"])
    if town and named and town.configuration_text != text:
        said = " ".join((said, _("What was changed on the set-up's pages is kept.")))
    return Answer(told, "\n".join([said, *doubts]))


def _doubts() -> list[str]:
    """What is doubtful in the settings, a line for each; what contradicts itself is refused."""
    found = run_checks(tags=["udmoent"])
    lines = [f"{one.msg} {one.hint}" for one in found]
    Refused.if_any([Refusal(line) for one, line in zip(found, lines, strict=True) if one.level >= ERROR])
    return lines


def make_database() -> None:
    """The folder, the secret key and the tables; what is there already is left alone."""
    for folder in (settings.UDMOENT_DATA, settings.STATIC_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    key = settings.UDMOENT_DATA / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(settings.SECRET_KEY, encoding="utf-8")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def demo(arguments: Namespace) -> Answer:
    from udmoent.demo.actions import DEMO_PASSWORD, DEMO_TODAY, build_demo, sign_ins
    from udmoent.demo.next_plan import build_next_plan

    make_database()
    settings.UDMOENT_TODAY = settings.UDMOENT_TODAY or DEMO_TODAY
    plan = build_demo(now=clock.now())
    build_next_plan(plan)
    address = address_at(arguments.port)
    _keep_clock(address)
    people = sign_ins()
    told = {"plan": plan.name, "address": address, "sign_ins": people, "password": DEMO_PASSWORD}
    lines = [
        _("“{plan}” is ready. All of it is sample data, and the clock stands at {day:%d.%m.%Y}.").format(
            plan=plan.name, day=clock.today()
        ),
        *([] if arguments.no_serve else [_("Open {address} and sign in as one of:").format(address=address)]),
        *(f"  {email:38} {ROLE_NAMES[role]}" for email, role in people.items()),
        _("The password is the same for all: {password}").format(password=DEMO_PASSWORD),
    ]
    return Answer(told, "\n".join(lines), then=None if arguments.no_serve else lambda: serve(arguments.port))


def _keep_clock(site: str) -> None:
    """The demo's clock stands still, for every program that uses this data folder; and its mails lead to its own pages."""
    file = settings.UDMOENT_DATA / "settings.env"
    if not file.exists():
        told = f"UDMOENT_TODAY={settings.UDMOENT_TODAY.isoformat()}\nUDMOENT_SITE={site}\n"
        file.write_text(told, encoding="utf-8")


def address_at(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def serve(port: int) -> None:
    """Run the web server, with a worker beside it, until they are stopped with Ctrl+C."""
    sys.stdout.flush()
    words = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--log-level", "warning", "udmoent.wsgi"]
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(0))
    os.environ["UDMOENT_SITE"] = address_at(port)
    with _beside([sys.executable, "-m", "udmoent", "work"]), suppress(KeyboardInterrupt):
        subprocess.run([sys.executable, "-m", "gunicorn", *words], check=False)  # noqa: S603 - words are ours


@contextmanager
def _beside(words: list[str]) -> Iterator[None]:
    """Another program, for as long as this one goes on."""
    program = subprocess.Popen(words)  # noqa: S603 - words are ours
    try:
        yield
    finally:
        program.terminate()
        program.wait()


def work(arguments: Namespace) -> Answer:
    """Do the long work that waits in the database, and what comes, until stopped."""

    def then() -> None:
        from udmoent.desk.account.pages import forget_old_places

        call_command("prune_db_task_results", min_age_days=14, verbosity=0)
        call_command("clearsessions")
        forget_old_places()
        call_command("db_worker", batch=arguments.once, verbosity=0)

    return Answer({"working": True}, "" if arguments.once else _("Working on what waits. Stop with Ctrl+C."), then=then)
