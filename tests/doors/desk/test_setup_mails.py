# SPDX-License-Identifier: MPL-2.0
"""The mails' words: written on a page, shown before they are saved, kept in the town's file, and brought back."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from udmoent.desk.setup.mails import SLUGS
from udmoent.followup.letters import default_text, text_of
from udmoent.followup.models import Reminder
from udmoent.lib.refusal import Refused
from udmoent.organisation.configuration import LETTERS, configuration_text, read_configuration

PAGE = reverse("setup_letter", args=["ugens-overblik"])
LOOK = reverse("setup_preview", args=["ugens-overblik"])
OWN = {
    "mails-letters-digest-subject": "Husk {antal}",
    "mails-letters-digest-greeting": "Kære {navn}",
    "mails-letters-digest-body": "Skriv nu <b>her</b>.\n\n{punkter}\n\n{link}",
}


def digest(town):
    town.refresh_from_db()
    return text_of(SLUGS["ugens-overblik"], town.configuration.mails)


def test_every_mail_has_a_page():
    assert sorted(SLUGS.values()) == sorted(LETTERS)


def test_the_towns_own_words_are_saved_in_its_file_and_kept_as_a_version(keeper, town, plan):
    answer = keeper.post(PAGE, OWN | {"why": "Kortere"})
    assert answer.status_code == 302
    assert digest(town).subject == "Husk {antal}"
    assert town.configuration_versions.last().why == "Kortere"
    assert "kommunens egen" in keeper.get(reverse("setup_mails")).content.decode()


def test_what_comes_with_udmoent_is_not_written_into_the_file(keeper, town, plan):
    default = default_text(SLUGS["ugens-overblik"])
    told = {f"mails-letters-digest-{part}": getattr(default, part) for part in ("subject", "greeting", "body")}
    keeper.post(PAGE, told | {"mails-letters-digest-greeting": "Kære {navn}"})
    town.refresh_from_db()
    own = town.configuration.mails.letters["digest"]
    assert (own.subject, own.greeting, own.body) == ("", "Kære {navn}", "")


def test_the_words_of_udmoent_are_brought_back(keeper, town, plan):
    keeper.post(PAGE, OWN)
    keeper.post(PAGE, {"default": "1"})
    assert digest(town) == default_text(SLUGS["ugens-overblik"])


def test_a_field_that_nothing_is_known_to_put_in_is_refused_and_what_was_typed_stays(keeper, town, plan):
    answer = keeper.post(PAGE, OWN | {"mails-letters-digest-body": "Til {modtager}"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "feltet {modtager} findes ikke" in page and "Til {modtager}" in page
    assert digest(town) == default_text(SLUGS["ugens-overblik"])


def test_a_file_with_such_a_field_is_refused_with_its_place():
    text = configuration_text("norddjurs") + '\n[mails.letters.receipt]\nsubject = "{ukendt}"\n'
    with pytest.raises(Refused, match=r"mails\.letters\.receipt: feltet \{ukendt\}"):
        read_configuration(text)


def test_the_look_shows_what_stands_in_the_form_as_html_and_as_text_and_saves_nothing(keeper, town, plan):
    answer = keeper.post(LOOK, OWN)
    page = answer.content.decode()
    assert "Husk 2 punkter" in page and "Kære Anne Eksempel" in page and "D301" in page
    assert "Skriv nu &lt;b&gt;her&lt;/b&gt;." in page and "Som ren tekst" in page
    assert digest(town) == default_text(SLUGS["ugens-overblik"])
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_mail_can_be_looked_at(keeper, plan, slug):
    page = keeper.get(reverse("setup_preview", args=[slug])).content.decode()
    assert "D301" in page and "{" not in page.partition("<body")[2]


def test_two_who_write_at_once_see_each_others_words(keeper, town, plan):
    first = town.configuration_versions.last().pk
    keeper.post(PAGE, OWN)
    answer = keeper.post(PAGE, OWN | {"version": first, "mails-letters-digest-subject": "Noget andet"})
    assert answer.status_code == 409
    assert "Husk {antal}" in answer.content.decode() and "Noget andet" in answer.content.decode()


def test_the_list_tells_what_was_begun_and_not_known_to_be_sent_and_what_was_refused(keeper, town, coordinator):
    now = datetime(2025, 9, 29, 7, tzinfo=UTC)
    told = {"municipality": town, "person": coordinator, "address": "k@k.dk", "subject": "Ugens status"}
    Reminder.objects.create(**told, occasion="digest:1", begun_at=now)
    Reminder.objects.create(**told, occasion="digest:2", begun_at=now, refusal="550 no", refused_at=now)
    Reminder.objects.create(**told, occasion="digest:3", begun_at=now, sent_at=now)
    page = keeper.get(reverse("setup_sent")).content.decode()
    assert "Begyndt, men ikke kendt sendt" in page and "Afvist: 550 no" in page


def test_how_many_days_before_is_set_on_its_page(keeper, town, plan):
    page = reverse("setup_section", args=["paamindelser"])
    assert keeper.post(page, {"mails-days_before": "5"}).status_code == 302
    town.refresh_from_db()
    assert town.configuration.mails.days_before == 5
    assert keeper.post(page, {"mails-days_before": "21"}).status_code == 422
