# SPDX-License-Identifier: MPL-2.0
from datetime import UTC, date, datetime

import pytest
from django.core import mail

from udmoent.followup.actions import Asking, open_round, plan_round
from udmoent.followup.models import Reminder, Round
from udmoent.followup.rules import Timing, days_of
from udmoent.organisation.models import Municipality, Person
from udmoent.plan.models import Plan

NOW = datetime(2025, 9, 20, 8, tzinfo=UTC)


@pytest.fixture
def asking(sample) -> Round:
    plan = Plan.objects.get(name=sample)
    Round.objects.filter(stage="open").update(stage="closed", closed_at=NOW)
    keeper = Person.objects.filter(roles__name="plan_coordinator").first()
    days = days_of(date(2025, 9, 30), Timing())
    planned = plan_round(plan, "Status september", days, Asking(), by=keeper, now=NOW)
    return open_round(planned, plan.items.values_list("pk", flat=True), by=keeper, now=NOW)


def test_it_answers_with_what_it_sent_and_the_second_time_with_nothing(asking, udmoent):
    first, second = udmoent("remind", "--json"), udmoent("remind", "--json")
    assert first.code == second.code == 0
    assert [set(one) for one in first.json["sent"]] == [{"to", "subject", "items"}] * len(mail.outbox)
    assert first.json["sent"] and second.json["sent"] == []


def test_a_dry_run_tells_the_same_and_writes_and_sends_nothing(asking, udmoent):
    trial = udmoent("remind", "--dry-run", "--json")
    assert not mail.outbox and not Reminder.objects.exists()
    assert trial.json["sent"] == udmoent("remind", "--json").json["sent"]


def test_in_words_each_mail_has_a_line(asking, udmoent):
    answer = udmoent("remind", "--dry-run")
    assert "ville blive sendt" in answer.out and "@" in answer.out


def test_nothing_due_says_so(norddjurs, udmoent):
    assert Municipality.objects.exists()
    answer = udmoent("remind")
    assert (answer.code, answer.out.strip()) == (0, "Der er ingen mails at sende.")


def test_a_mail_that_is_not_taken_is_told_and_the_code_is_1(asking, udmoent, monkeypatch):
    def refuse(self, messages):
        raise ValueError("no such mailbox")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    answer = udmoent("remind", "--json")
    assert answer.code == 1
    assert answer.json["sent"] == [] and answer.json["failed"][0]["why"] == "no such mailbox"


def test_without_a_server_the_mails_lie_in_a_folder_each_in_a_file_of_its_own(asking, udmoent, settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "udmoent.lib.mail_folder.EmailBackend", tmp_path / "mail"
    sent = udmoent("remind", "--json").json["sent"]
    assert len(list((tmp_path / "mail").glob("*.eml"))) == len(sent) > 0


def test_a_round_whose_day_has_come_is_opened_and_its_digest_goes_out_in_the_same_run(sample, udmoent):
    plan = Plan.objects.get(name=sample)
    keeper = Person.objects.filter(roles__name="plan_coordinator").first()
    planned = plan_round(plan, "Status oktober", days_of(date(2025, 10, 10), Timing()), Asking(), by=keeper, now=NOW)
    trial = udmoent("remind", "--dry-run", "--json").json
    planned.refresh_from_db()
    assert "Status oktober" in trial["opened"] and planned.stage == "planned"
    told = udmoent("remind", "--json").json
    assert told["opened"] == trial["opened"]
    assert told["sent"] == trial["sent"] != []
    assert udmoent("remind", "--json").json == {"opened": [], "not_opened": [], "sent": [], "failed": []}


def test_a_round_whose_day_has_not_come_stays_planned(sample, udmoent):
    plan = Plan.objects.get(name=sample)
    keeper = Person.objects.filter(roles__name="plan_coordinator").first()
    plan_round(plan, "Status november", days_of(date(2025, 11, 30), Timing()), Asking(), by=keeper, now=NOW)
    assert "Status november" not in udmoent("remind", "--json").json["opened"]
