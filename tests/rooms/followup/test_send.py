# SPDX-License-Identifier: MPL-2.0
"""Each mail goes out at most once: however often it runs, how many run at once, and where one dies half-way."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.db import connection

from tests.rooms.followup.conftest import at
from tests.rooms.followup.mail_server import MailServer
from udmoent.audit.models import Event
from udmoent.followup.actions import open_round
from udmoent.followup.answering import Told, answer_all
from udmoent.followup.due import due_in
from udmoent.followup.facts import Asks, Capacity, Giver
from udmoent.followup.letters import text_of, write
from udmoent.followup.models import Reminder, Round
from udmoent.followup.sending import Outcome, begin, not_begun, send_all
from udmoent.lib.refusal import Refused
from udmoent.organisation.actions import take_position
from udmoent.organisation.models import Municipality, Person, Role, User
from udmoent.plan.actions import NewItem, add
from udmoent.plan.facts import Facts, Kind
from udmoent.plan.models import Item, Plan

START = date(2020, 1, 1)
POSTS = ("Dagtilbudschef", "Skolechef", "Vejchef", "Anlægschef")
SITE = "https://udmoent.example.dk"


def let_in(town: Municipality, email: str, role: str, post: str = "", **told: object) -> Person:
    person = Person.objects.create(municipality=town, name=email.partition("@")[0].title())
    user = User.objects.create_user(email)
    Role.objects.create(municipality=town, user=user, person=person, name=role, valid_from=START, **told)
    if post:
        take_position(person, post, valid_from=START)
    return person


@pytest.fixture
def items(plan: Plan, act) -> list[Item]:
    """An item for each post."""
    new = (Facts(title=f"Emne for {post}", body="BUU", responsible=post) for post in POSTS)
    return [add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(date(2024, 12, 11))) for facts in new]


@pytest.fixture
def people(town: Municipality) -> list[Person]:
    return [let_in(town, f"{post.casefold().replace('æ', 'ae')}@example.dk", "responsible", post) for post in POSTS]


@pytest.fixture
def asking(planned: Round, items: list[Item], coordinator: Person) -> Round:
    return open_round(planned, [item.pk for item in items], by=coordinator, now=at("2025-05-20"))


def remind(town: Municipality, day: str, server: object = None) -> Outcome:
    mails = town.configuration.mails

    def written(one):
        return write(one, text_of(one.letter, mails), link_to=lambda _to, plan, _round: f"{SITE}/{plan}", site=SITE)

    return send_all(town, due_in(town, now=at(day)), written, server or get_connection(), now=at(day))


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def smtp(server: MailServer):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return get_connection(backend, host="127.0.0.1", port=server.port, timeout=1)


def test_each_who_owes_something_gets_one_mail_however_often_it_runs(asking, people, town):
    first, *later = (remind(town, day) for day in ("2025-05-20", "2025-05-20", "2025-05-22"))
    assert len(first.sent) == len(mail.outbox) == len(POSTS)
    assert [one.sent for one in later] == [[], []]
    assert Reminder.objects.filter(sent_at__isnull=False).count() == len(POSTS)


def test_the_next_week_has_a_digest_of_its_own(asking, people, town):
    assert [len(remind(town, day).sent) for day in ("2025-05-20", "2025-05-26")] == [4, 4]


def test_whoever_has_answered_gets_a_receipt_and_no_more_reminders(asking, people, items, town):
    answer_all(
        [Told(items[0], rounds=[asking], giver=Giver(posts=("Dagtilbudschef",)))], by=people[0], now=at("2025-05-21")
    )
    found = remind(town, "2025-05-21").sent
    assert [one.subject for one in found if one.to.startswith("dagtilbud")] == [
        "Tak: din status i Halvårsstatus er modtaget"
    ]
    assert "dagtilbudschef@example.dk" not in [one.to for one in remind(town, "2025-06-03").sent]


def test_a_contributors_answer_gives_a_receipt_and_leaves_the_responsible_to_answer(
    planned, people, plan, act, town, coordinator
):
    facts = Facts(title="Skolevej", body="BUU", responsible="Skolechef", contributors=("Vejchef", "Anlægschef"))
    item = add(plan, NewItem(kind=Kind.OPERATING, facts=facts), act=act(date(2024, 12, 11)))
    Round.objects.filter(pk=planned.pk).update(asks=Asks.CONTRIBUTORS)
    round = open_round(planned, [item.pk], by=coordinator, now=at("2025-05-20"))
    giver = Giver(capacity=Capacity.CONTRIBUTOR, posts=("Vejchef",))
    answer_all([Told(item, rounds=[round], giver=giver)], by=people[2], now=at("2025-05-20"))
    sent = {one.to: one.subject for one in remind(town, "2025-05-21").sent}
    assert sent.keys() == {"skolechef@example.dk", "vejchef@example.dk", "anlaegschef@example.dk"}
    assert sent["vejchef@example.dk"].startswith("Tak") and sent["skolechef@example.dk"].startswith("Ugens status")
    answer_all([Told(item, rounds=[round], giver=Giver(posts=("Skolechef",)))], by=people[1], now=at("2025-05-22"))
    reminded = [one.to for one in remind(town, "2025-06-13").sent]
    assert "anlaegschef@example.dk" in reminded and "skolechef@example.dk" not in reminded


def test_an_answer_on_behalf_of_another_gives_no_receipt(asking, people, items, town, coordinator):
    told = [Told(item, rounds=[asking], giver=Giver.instead_of("Dagtilbudschef")) for item in items]
    answer_all(told, by=coordinator, now=at("2025-05-21"))
    assert not remind(town, "2025-05-21").sent


def test_nobody_is_written_to_without_something_due(people, town, planned):
    assert not remind(town, "2025-05-20").sent
    assert not Reminder.objects.exists()


def test_a_closed_sign_in_and_a_post_that_has_been_left_get_nothing(asking, people, town, coordinator):
    User.objects.filter(email="skolechef@example.dk").update(is_active=False)
    people[2].holdings.update(valid_to=date(2025, 5, 1))
    let_in(town, "karen@example.dk", "plan_coordinator")
    sent = {one.to: one.items for one in remind(town, "2025-05-20").sent}
    assert set(sent) == {"dagtilbudschef@example.dk", "anlaegschef@example.dk", "karen@example.dk"}
    assert sent["karen@example.dk"] == ("D302", "D303")


def test_the_chief_of_the_posts_unit_is_told_when_the_deadline_has_passed(asking, people, town):
    area = town.units.create(name="Velfærd", valid_from=START)
    unit = town.units.create(name="Dagtilbud", valid_from=START, parent=area)
    town.positions.filter(title="Dagtilbudschef").update(unit=unit)
    let_in(town, "direktoer@example.dk", "responsible", unit=area)
    assert "direktoer@example.dk" not in [one.to for one in remind(town, "2025-06-02").sent]
    sent = {one.to: one for one in remind(town, "2025-06-03").sent}
    assert sent["direktoer@example.dk"].items == ("D301",)
    assert "Dagtilbudschef" in sent["direktoer@example.dk"].text


def test_one_address_that_is_refused_stops_none_of_the_others(asking, people, town, server):
    server.refuses = {"skolechef@example.dk"}
    outcome = remind(town, "2025-05-20", smtp(server))
    assert [(one.mail.to, "no such mailbox" in one.why) for one in outcome.failed] == [("skolechef@example.dk", True)]
    assert len(server.kept) == len(outcome.sent) == 3
    refused = Reminder.objects.get(address="skolechef@example.dk")
    assert (refused.sent_at, bool(refused.refusal)) == (None, True)


def test_what_the_server_refused_is_tried_again_once_a_day(asking, people, town, server):
    server.refuses = {"skolechef@example.dk"}
    remind(town, "2025-05-20", smtp(server))
    server.refuses = set()
    assert not remind(town, "2025-05-20", smtp(server)).sent
    assert [one.to for one in remind(town, "2025-05-21", smtp(server)).sent] == ["skolechef@example.dk"]
    assert Reminder.objects.get(address="skolechef@example.dk").refusal == ""
    assert not remind(town, "2025-05-22", smtp(server)).sent


def test_a_mail_that_the_server_never_answered_is_not_sent_again(asking, people, town, server):
    server.silent_after = 1
    outcome = remind(town, "2025-05-20", smtp(server))
    assert (len(outcome.sent), len(outcome.failed)) == (1, 3)
    server.silent_after = None
    assert not remind(town, "2025-05-21", smtp(server)).sent
    assert len(server.went_to) == len(set(server.went_to)) == 4


def test_where_no_server_answers_nothing_is_begun(asking, people, town):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with pytest.raises(Refused):
        remind(town, "2025-05-20", get_connection(backend, host="127.0.0.1", port=1, timeout=1))
    assert not Reminder.objects.exists()
    assert len(remind(town, "2025-05-20").sent) == 4


def test_a_mail_that_was_begun_and_not_known_to_be_sent_is_never_sent_again(asking, people, town):
    [one, *_others] = due_in(town, now=at("2025-05-20"))
    written = write(one, text_of(one.letter, town.configuration.mails), link_to=lambda *_told: SITE, site=SITE)
    assert begin(town, one, written, now=at("2025-05-20"))
    assert begin(town, one, written, now=at("2025-05-21")) is None
    assert one.to.address not in [sent.to for sent in remind(town, "2025-05-21").sent]


def test_the_log_tells_how_many_and_nobodys_name(asking, people, town):
    remind(town, "2025-05-20")
    event = Event.objects.get(act="send_mails")
    assert event.told == {"sent": 4, "failed": 0}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="a test's SQLite lives in memory, where all share one connection"
)
def test_several_at_once_send_each_mail_once(asking, people, town):
    def run(_number: int) -> int:
        try:
            return len(remind(town, "2025-05-20").sent)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        sent = list(threads.map(run, range(4)))
    assert sum(sent) == len(mail.outbox) == len({one.to[0] for one in mail.outbox}) == 4


# Programs of their own


@pytest.fixture
def program(tmp_path, server: MailServer) -> Callable[..., subprocess.Popen]:
    """`udmoent remind` as a program of its own on this test's data, which are committed; sends to the test's server."""
    surroundings = os.environ | {
        "UDMOENT_DATA": str(tmp_path),
        "UDMOENT_TODAY": "2025-05-20",
        "UDMOENT_MAIL": f"smtp://127.0.0.1:{server.port}",
        "UDMOENT_MAIL_FROM": "Udmønt <udmoent@example.dk>",
    }
    if connection.vendor == "postgresql":
        told = connection.settings_dict
        surroundings["DATABASE_URL"] = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**told)
    else:
        surroundings.pop("DATABASE_URL", None)

    def start() -> subprocess.Popen:
        file = tmp_path / "udmoent.sqlite3"
        if connection.vendor == "sqlite" and not file.exists():
            connection.ensure_connection()
            with sqlite3.connect(file) as copy:
                connection.connection.backup(copy)
        words = [sys.executable, "-m", "udmoent", "remind", "--json"]
        return subprocess.Popen(words, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


def sent_by(program: subprocess.Popen) -> list[str]:
    out, err = program.communicate(timeout=120)
    assert program.returncode == 0, err
    return [one["to"] for one in json.loads(out)["sent"]]


@pytest.mark.django_db(transaction=True)
def test_two_programs_at_once_send_each_mail_once(asking, people, program, server):
    running = [program(), program()]
    sent = [to for one in running for to in sent_by(one)]
    assert sorted(sent) == server.went_to == sorted(set(sent))
    assert len(sent) == 4


@pytest.mark.django_db(transaction=True)
def test_a_program_killed_in_the_middle_leaves_no_mail_twice_and_the_rest_for_the_next(asking, people, program, server):
    server.silent_after = 1
    running = program()
    assert server.fell_silent.wait(60)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    server.silent_after = None
    assert len(server.kept) == 2  # the second was taken, and never known to be
    assert len(sent_by(program())) == 2
    assert len(server.went_to) == len(set(server.went_to)) == 4
    assert not sent_by(program())


def test_a_dry_look_counts_what_has_not_been_begun(asking, people, town):
    assert len(not_begun(town, due_in(town, now=at("2025-05-20")), now=at("2025-05-20"))) == 4
    remind(town, "2025-05-20")
    assert not not_begun(town, due_in(town, now=at("2025-05-20")), now=at("2025-05-20"))
