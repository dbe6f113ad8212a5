# SPDX-License-Identifier: MPL-2.0
"""300 leaders answer at a time, one answer each five seconds, on PostgreSQL: none is lost, and 95 of 100 take under half a second.

For five minutes with BENCH=full, else for one, once each has answered and the workers are warm. Then all 300 answer at
once. Each sends the form of the item that the post answers for, opened as they last saw it: which state and answer that
was is read from the database.
"""

import itertools
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from statistics import quantiles
from threading import local
from time import perf_counter
from urllib.parse import quote, urlencode, urlsplit

import psycopg
from ground.databases import databases
from ground.desk import plan_of, served, town
from ground.telling import IS_FULL, tell

SESSIONS, EACH_SECONDS, WORKERS = 300, 5, 3
MINUTES = 5 if IS_FULL else 1
MOST_MS = 500
STEADY = f"each {EACH_SECONDS} s"
ANSWERS = itertools.count(1)
CSRF = "a" * 32


@dataclass(frozen=True)
class Leader:
    """Somebody who is signed in, and the item that is theirs."""

    number: str
    item: int
    plan: int
    cookie: str


def main() -> None:
    with databases() as found:
        if "PostgreSQL" not in found:
            sys.exit("There is no PostgreSQL here to measure on.")
        address = found["PostgreSQL"]()
        with town(address):
            leaders = leaders_of(plan_of(SESSIONS))
            with served(WORKERS) as base:
                spread = {
                    "the first of each, cold workers": answered(leaders, base, address, seconds=EACH_SECONDS),
                    STEADY: answered(leaders, base, address, seconds=60 * MINUTES),
                    "all at once": answered(leaders, base, address, seconds=0),
                }
            report(spread, kept(address))


def leaders_of(plan_id: int) -> list[Leader]:
    """A person, a post, a role and a session for each item, in a round that asks about all of them."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from udmoent.followup.actions import Asking, open_round, plan_round
    from udmoent.followup.rules import Timing, days_of
    from udmoent.organisation.actions import take_position
    from udmoent.organisation.models import Person, Role, User
    from udmoent.plan.actions import Act, change_all
    from udmoent.plan.models import Plan

    plan = Plan.objects.get(pk=plan_id)
    coordinator, now = Person.objects.first(), datetime(2025, 9, 20, 8, tzinfo=UTC)
    items = list(plan.items.all())
    posts = {item: {"responsible": f"chef {item.number}"} for item in items}
    change_all(plan, posts, act=Act(by=coordinator, now=now, applies_on=now.date()))
    planned = plan_round(plan, "Runde", days_of(date(2025, 9, 30), Timing()), Asking(), by=coordinator, now=now)
    open_round(planned, [item.pk for item in items], by=coordinator, now=now)
    leaders = []
    for item in items:
        person = Person.objects.create(municipality=plan.municipality, name=f"Leder {item.number}")
        take_position(person, f"chef {item.number}", valid_from=date(2024, 1, 1))
        user = User.objects.create(email=f"{item.pk}@example.dk")
        Role.objects.create(
            municipality=plan.municipality, user=user, person=person, name="responsible", valid_from=date(2024, 1, 1)
        )
        session = SessionStore()
        session.update(
            {
                SESSION_KEY: str(user.pk),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: user.get_session_auth_hash(),
            }
        )
        session.create()
        leaders.append(
            Leader(quote(item.number), item.pk, plan_id, f"sessionid={session.session_key}; csrftoken={CSRF}")
        )
    return leaders


def answered(leaders: list[Leader], base: str, address: str, *, seconds: int) -> list[float]:
    """Milliseconds of each answer: evenly spread over the time, or each leader's one at once."""
    own = local()
    rounds = max(1, seconds // EACH_SECONDS)
    begun = perf_counter() + 1

    def lead(place: int) -> list[float]:
        leader = leaders[place]
        own.connection = HTTPConnection(urlsplit(base).netloc, timeout=120)
        return [send(leader, turn, place) for turn in range(rounds)]

    def send(leader: Leader, turn: int, place: int) -> float:
        due = begun + (EACH_SECONDS * (turn + place / len(leaders)) if seconds else 0)
        body = form_of(leader, database, f"Svar {next(ANSWERS)}")
        time.sleep(max(0.0, due - perf_counter()))
        started = perf_counter()
        headers = {"Cookie": leader.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        own.connection.request("POST", f"/plan/{leader.plan}/punkt/{leader.number}/status/", body, headers)
        answer = own.connection.getresponse()
        answer.read()
        went_to = answer.headers.get("Location", "")
        assert answer.status == 302 and not went_to.startswith("/log-ind/"), (leader.number, answer.status, went_to)
        return (perf_counter() - started) * 1000

    with psycopg.connect(address, autocommit=True) as database, ThreadPoolExecutor(len(leaders)) as pool:
        return [ms for of_one in pool.map(lead, range(len(leaders))) for ms in of_one]


NEWEST = """
SELECT (SELECT id FROM plan_itemstate WHERE item_id = %(item)s ORDER BY applies_on DESC, id DESC LIMIT 1),
       (SELECT coalesce(max(id), 0) FROM followup_statusreport WHERE item_id = %(item)s),
       (SELECT time_text FROM plan_itemstate WHERE item_id = %(item)s ORDER BY applies_on DESC, id DESC LIMIT 1)
"""


def form_of(leader: Leader, database: psycopg.Connection, said: str) -> str:
    state, report, time_text = database.execute(NEWEST, {"item": leader.item}).fetchone()
    return urlencode(
        {
            "csrfmiddlewaretoken": CSRF,
            "seen": f"{state}-{report}",
            "stage": "under_way",
            "assessment": "green",
            "status_text": said,
            "next_steps": "Næste skridt er licitationen.",
            "time": time_text,
        }
    )


def kept(address: str) -> tuple[int, int]:
    """How many answers there are, and how many of them the plan's states tell."""
    with psycopg.connect(address) as database:
        reports = database.execute("SELECT count(*) FROM followup_statusreport").fetchone()[0]
        told = "SELECT count(DISTINCT source_id) FROM plan_itemstate WHERE source = 'report'"
        return reports, database.execute(told).fetchone()[0]


def report(spread: dict[str, list[float]], found: tuple[int, int]) -> None:
    sent = sum(map(len, spread.values()))
    rows = [("answers sent", sent), ("answers kept", found[0]), ("told by the plan", found[1])]
    tell("No answer is lost", ("", "number"), rows, holds=found == (sent, sent))
    rows = [(name, len(times), *percentiles(times)) for name, times in spread.items()]
    claim = (
        f"{SESSIONS} sessions for {MINUTES} min, {WORKERS} workers of gunicorn: 95 of 100 answers in under {MOST_MS} ms"
    )
    heading = ("", "answers", "median ms", "95 %", "longest")
    tell(claim, heading, rows, holds=percentiles(spread[STEADY])[1] < MOST_MS)


def percentiles(times: list[float]) -> tuple[float, float, float]:
    parts = quantiles(times, n=20)
    return parts[9], parts[18], max(times)


if __name__ == "__main__":
    main()
