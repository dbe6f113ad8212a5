# SPDX-License-Identifier: MPL-2.0
import json
import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.urls import reverse

from udmoent.editions.actions import seal
from udmoent.lib.time import IndicativeTime
from udmoent.plan.actions import change
from udmoent.plan.facts import Visibility

TODAY = date(2025, 9, 30)
KNOWN = {"checked": "2025-05-31", "knows": "on"}


@pytest.fixture
def told() -> dict[str, str]:
    return {
        "name": "ultimo maj 2025",
        "as_of": "31.5.2025",
        "body": "",
        "meeting_on": "",
        "replaces": "",
        "why": "",
    } | KNOWN


def test_a_version_is_sealed_for_a_meeting(keeper, plan, item, told, town):
    body = town.bodies.get(abbreviation="ØK")
    answer = keeper.post(
        reverse("seal", args=[plan.pk]), told | {"body": body.pk, "meeting_on": "10.6.2025"}, follow=True
    )
    edition = plan.editions.get()
    assert (edition.as_of, edition.body, edition.meeting.held_on) == (date(2025, 5, 31), body, date(2025, 6, 10))
    text = answer.content.decode()
    assert edition.sha256 in text and "møde den 10. juni 2025" in text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "original"}, "allerede"),
        ({"as_of": "1.1.2030"}, "dag"),
        ({"as_of": "i går"}, "er ikke en dato"),
        ({"name": ""}, "Versionens navn"),
        ({"meeting_on": "10.6.2025"}, "organ"),
        ({"knows": ""}, "Sæt flueben"),
    ],
)
def test_what_stands_in_the_way_is_told_at_the_form(keeper, plan, edition, told, wrong, sentence):
    answer = keeper.post(reverse("seal", args=[plan.pk]), told | wrong)
    assert answer.status_code == 422 and plan.editions.count() == 1
    assert "Intet er gemt" in answer.content.decode() and sentence in answer.content.decode()


def sealing(client, plan, **query) -> str:
    return client.get(reverse("seal", args=[plan.pk]), query).content.decode()


def test_what_fails_is_listed_with_its_items_before_the_form(keeper, plan, item, own_item, act):
    change(own_item, act=act(date(2025, 3, 1)), responsible="", time=IndicativeTime.read("april 2025", 2025))
    text = sealing(keeper, plan)
    assert "Tidspunkter, der er passeret" in text and reverse("item", args=[plan.pk, own_item.number]) in text
    assert text.index("Tidspunkter, der er passeret") < text.index("Versionens navn")


def test_hints_never_stand_in_the_way(keeper, plan, item, told):
    assert "Ingen ansvarlig" in sealing(keeper, plan)
    assert keeper.post(reverse("seal", args=[plan.pk]), told).status_code == 302


def test_a_fault_refuses(keeper, plan, item, told, act):
    change(item, act=act(date(2025, 3, 1)), visibility=Visibility.PUBLIC, course="Aftalt med 010203-1234.")
    assert "Dette skal rettes først" in sealing(keeper, plan)
    answer = keeper.post(reverse("seal", args=[plan.pk]), told)
    assert answer.status_code == 422 and not plan.editions.exists() and "muligvis et CPR" in answer.content.decode()


def test_another_day_than_the_one_checked_is_checked_first(keeper, plan, item, told):
    answer = keeper.post(reverse("seal", args=[plan.pk]), told | {"as_of": "30.4.2025"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "pr. 30. april 2025 er kontrolleret" in text
    assert 'name="checked" value="2025-04-30"' in text and "ultimo maj 2025" in text and "checked>" not in text
    again = told | {"as_of": "30.4.2025", "checked": "2025-04-30"}
    assert keeper.post(reverse("seal", args=[plan.pk]), again).status_code == 302


def test_the_day_that_the_site_shows_is_the_one_to_seal(keeper, plan, item):
    assert 'value="31.05.2025"' in sealing(keeper, plan, pr="2025-05-31")


def read(client, edition, **query) -> str:
    return client.get(reverse("edition", args=[edition.plan_id, edition.pk]), query).content.decode()


def test_a_version_is_read_from_its_own_bytes(keeper, plan, item, edition, act):
    change(item, act=act(date(2024, 12, 11), on=date(2025, 2, 1), why="Skrivefejl"), title="Rettet siden")
    text = read(keeper, edition)
    assert "Ny daginstitution" in text and "Rettet siden" not in text and edition.sha256 in text
    assert "er det, der blev forseglet" in text and "1 rettelse siden" in text and "Skrivefejl" in text


def test_an_item_of_a_version_is_read_as_it_was(keeper, plan, item, edition, act):
    change(item, act=act(date(2025, 2, 1)), title="Rettet siden")
    address = reverse("edition_item", args=[plan.pk, edition.pk, item.number])
    assert address in read(keeper, edition)
    text = keeper.get(address).content.decode()
    assert "Ny daginstitution" in text and "Der bygges en ny daginstitution." in text and "Rettet siden" not in text
    assert keeper.get(reverse("edition_item", args=[plan.pk, edition.pk, "X999"])).status_code == 404


def test_a_replaced_version_says_by_which(keeper, plan, item, edition, coordinator):
    told = {"replaces": edition, "why": "Forkert beløb", "by": coordinator, "now": datetime(2025, 1, 9, 9, tzinfo=UTC)}
    seal(plan, "original, rettet", date(2024, 12, 11), **told)
    text = read(keeper, edition)
    assert "Erstattet af" in text and "original, rettet" in text and "Forkert beløb" in text


def test_whoever_may_not_seal_sees_no_way_to_it(sign_in, plan, edition):
    text = sign_in("reader").get(reverse("editions", args=[plan.pk])).content.decode()
    assert "original" in text and "Forsegl en version" not in text


def compared(client, plan, **query):
    return client.get(reverse("comparison", args=[plan.pk]), query)


def test_a_version_is_compared_with_a_date(keeper, plan, item, edition, act):
    change(item, act=act(date(2025, 3, 1)), course="Byggeriet udbydes i totalentreprise.")
    text = compared(keeper, plan, fra="original", til="30.9.2025").content.decode()
    assert "Ændringer fra original til 30.9.2025" in text and "totalentreprise." in text and "<ins>" in text


def test_an_unknown_version_is_told_with_those_there_are(keeper, plan, edition):
    text = compared(keeper, plan, fra="ultimo", til="30.9.2025").content.decode()
    assert "hverken en version eller en dato" in text and "original" in text


def test_a_committee_sees_its_own_changes_only(keeper, plan, item, edition, act):
    change(item, act=act(date(2025, 3, 1)), course="Byggeriet udbydes.")
    assert "Byggeriet" in compared(keeper, plan, fra="original", til="1.9.2025", udvalg="BUU").content.decode()
    assert "Byggeriet" not in compared(keeper, plan, fra="original", til="1.9.2025", udvalg="MTU").content.decode()


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx"])
def test_the_comparison_is_handed_out(keeper, plan, edition, ending):
    query = {"fra": "original", "til": "30.9.2025"}
    answer = keeper.get(reverse("get_comparison", args=[plan.pk, ending]), query)
    assert answer.status_code == 200 and answer["Content-Disposition"].endswith(f'.{ending}"')


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx", "csv", "json"])
def test_the_plan_is_handed_out_under_a_name_that_tells_what_it_is(keeper, plan, item, ending):
    answer = keeper.get(reverse("get_plan", args=[plan.pk, ending]), {"udvalg": "ØK", "pr": "2025-05-31"})
    name = f"udmoentningsplan-2025-2028-oek-2025-05-31.{ending}"
    assert answer.status_code == 200 and answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_version_is_handed_out_as_it_was_sealed(keeper, plan, item, edition, act):
    change(item, act=act(date(2024, 12, 11), on=date(2025, 2, 1)), title="Rettet siden")
    answer = keeper.get(reverse("get_edition", args=[plan.pk, edition.pk, "json"]))
    told = json.load(BytesIO(b"".join(answer.streaming_content)))
    assert told["sha256"] == edition.sha256 and told["items"][0]["title"] == "Ny daginstitution"


@pytest.mark.parametrize("query", [{"udvalg": "ingen"}])
def test_what_is_not_there_is_not_handed_out(keeper, plan, item, query):
    assert keeper.get(reverse("get_plan", args=[plan.pk, "json"]), query).status_code == 404
    assert keeper.get(reverse("get_plan", args=[plan.pk, "exe"])).status_code == 404


def test_a_comparison_of_the_cross_cutting_items_only(keeper, plan, item, own_item, edition, act):
    change(item, title="Klogere m2", is_cross_cutting=True, act=act(date(2025, 3, 1)))
    change(own_item, title="Endnu flere lærere", act=act(date(2025, 3, 1)))
    asked = {"fra": "original", "til": "30.9.2025", "tvaergaaende": "on"}
    text = compared(keeper, plan, **asked).content.decode()
    assert "Klogere m2" in text and "Endnu flere lærere" not in text and "kun tværgående punkter" in text
    handed_out = keeper.get(reverse("get_comparison", args=[plan.pk, "docx"]), asked)
    assert "-tvaergaaende-original-30-9-2025.docx" in handed_out["Content-Disposition"]


def test_a_committee_gets_its_excerpt_of_a_version(keeper, plan, item, edition):
    text = keeper.get(reverse("editions", args=[plan.pk]), {"udvalg": "BUU"}).content.decode()
    address = reverse("get_edition", args=[plan.pk, edition.pk, "docx"]) + "?udvalg=BUU"
    assert address in text and keeper.get(address).status_code == 200


def test_an_unknown_committee_gets_the_whole_version(keeper, plan, item, edition):
    text = keeper.get(reverse("editions", args=[plan.pk]), {"udvalg": "NOBODY"}).content.decode()
    assert reverse("get_edition", args=[plan.pk, edition.pk, "docx"]) + '"' in text


def test_a_comparison_since_the_committee_last_saw_it(keeper, plan, item, edition, act, coordinator, town):
    told = {"by": coordinator, "now": datetime(2025, 6, 3, 9, tzinfo=UTC)}
    seal(plan, "til BUU", date(2025, 1, 31), body=town.bodies.get(abbreviation="BUU"), **told)
    change(item, act=act(date(2025, 3, 1)), course="Byggeriet udbydes.")
    seal(plan, "til ØK", date(2025, 5, 31), body=town.bodies.get(abbreviation="ØK"), **told)
    for body, since in (("BUU", "til BUU"), ("ØK", "til ØK"), ("MTU", "til ØK")):
        text = compared(keeper, plan, fra="sidst", til="30.9.2025", udvalg=body).content.decode()
        assert f"Ændringer fra {since} til 30.9.2025" in text and f'name="fra" value="{since}"' in text, body


def test_before_the_first_version_nothing_was_seen(keeper, plan, item):
    answer = compared(keeper, plan, fra="sidst", til="30.9.2025", udvalg="BUU")
    assert "Skriv en dato i stedet" in answer.content.decode()


def test_only_a_committee_has_seen_a_version_last(keeper, plan, item, edition):
    text = compared(keeper, plan, fra="sidst", til="30.9.2025").content.decode()
    assert "Vælg, hvilket udvalg der så den sidst" in text


def test_today_is_held_against_the_latest_version_that_it_differs_from(keeper, plan, item, edition, act, coordinator):
    def offered() -> str:
        text = keeper.get(reverse("editions", args=[plan.pk])).content.decode()
        return re.search(r'name="fra" value="([^"]*)"', text)[1]

    assert offered() == "original", "nothing differs, and there is no other"
    change(item, act=act(date(2025, 3, 1)), course="Byggeriet udbydes.")
    seal(plan, "i dag", TODAY, by=coordinator, now=datetime(2025, 9, 30, 9, tzinfo=UTC))
    assert offered() == "original", "nothing has happened since the newest one"
    change(item, act=act(TODAY), course="Byggeriet er udbudt.")
    assert offered() == "i dag"


def test_what_changed_is_told_for_each_committee(keeper, plan, item, own_item, edition, act):
    change(item, act=act(date(2025, 3, 1)), course="Byggeriet udbydes.")
    text = compared(keeper, plan, fra="original", til="30.9.2025").content.decode()
    assert "BUU – Børne- og Ungdomsudvalget" in text and "udvalg=BUU" in text
    assert "Pr. udvalg" not in compared(keeper, plan, fra="original", til="30.9.2025", udvalg="BUU").content.decode()
