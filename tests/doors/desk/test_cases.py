# SPDX-License-Identifier: MPL-2.0
"""The cases' pages: begun from the plan, edited section by section, sent, and read by those who may."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree

from udmoent.cases.actions import CaseFacts, decide_case
from udmoent.cases.attaching import File, Told, attach_file
from udmoent.cases.beginning import begin
from udmoent.cases.facts import Access, CaseKind, Outcome
from udmoent.cases.models import Case, SentCase, SentFile
from udmoent.documents.files import laid_out, lay_out
from udmoent.editions.actions import seal
from udmoent.meetings.actions import call
from udmoent.meetings.models import Meeting
from udmoent.organisation.models import Role
from udmoent.plan.actions import change
from udmoent.plan.facts import Involvement

NOW = datetime(2025, 9, 20, 9, tzinfo=UTC)
OCTOBER = date(2025, 10, 8)


@pytest.fixture
def buu(plan):
    return plan.municipality.bodies.get(abbreviation="BUU")


@pytest.fixture
def meeting(buu, coordinator) -> Meeting:
    return call(buu, OCTOBER, by=coordinator, now=NOW)


@pytest.fixture
def case(plan, edition, buu, meeting, coordinator) -> Case:
    facts = CaseFacts(kind=CaseKind.ORIENTATION, title="", edition=edition)
    return begin(plan, facts, buu, meeting_on=OCTOBER, today=NOW.date(), by=coordinator, now=NOW)


def at(name: str, case: Case, *parts: object) -> str:
    return reverse(name, args=[case.plan_id, case.pk, *parts])


def text_of(client, address: str) -> str:
    return client.get(address).content.decode()


def send(client, case: Case):
    return client.post(at("send_case", case, case.treatments.get(place=1).pk))


def of_body(sign_in, role: str, body):
    client = sign_in(role)
    Role.objects.filter(name=role).update(body=body)
    return client


def test_a_plan_without_cases_says_what_to_do(keeper, sign_in, plan):
    assert "Der er ingen sager endnu" in text_of(keeper, reverse("cases", args=[plan.pk]))
    assert "Begynd den første" not in text_of(sign_in("reader"), reverse("cases", args=[plan.pk]))


def test_a_case_is_begun_and_composed_at_once(keeper, plan, edition, buu, meeting):
    told = {"kind": "orientation", "body": "BUU", "edition": edition.pk, "meeting": "8.10.2025"}
    answer = keeper.post(reverse("begin_case", args=[plan.pk]), told)
    case = Case.objects.get()
    assert answer["Location"] == at("case", case)
    page = text_of(keeper, at("case", case))
    assert (
        "Orientering om udmøntningsplan for budget 2025-2028" in page
        and "for Børne- og Ungdomsudvalget den 8. oktober 2025" in page
    )
    assert "kommunens standardsætning (dynamic)" in page and "Udmønts standardsætning (told)" in page
    assert case.kle == "00.30.10.S00" and [one.role for one in case.attachments.all()] == ["H"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"kind": "orientation", "body": "BUU"}, "Vælg hvilken"),
        ({"kind": "release", "body": "BUU"}, "handler om ét punkt"),
        ({"kind": "other", "body": "BUU"}, "Skriv, hvad sagen handler om"),
        ({"kind": "item", "body": "BUU", "item": "A301", "meeting": "9.10.2025"}, "ikke noget møde den 09.10.2025"),
    ],
)
def test_what_a_case_cannot_be_without_is_told(keeper, plan, item, told, why):
    answer = keeper.post(reverse("begin_case", args=[plan.pk]), told)
    assert answer.status_code == 422 and why in answer.content.decode() and not Case.objects.exists()


def test_an_edit_stands_when_the_text_is_composed_anew(keeper, case, item, act):
    section = case.sections.get(heading="Sagsfremstilling")
    text = "Mit afsnit.\n\n· Et punkt\n· Et til"
    keeper.post(at("edit_section", case, section.pk), {"text": text, "seen_at": ""})
    change(item, act=act(date(2025, 9, 21)), title="Ny institution")
    keeper.post(at("compose_case", case))
    section.refresh_from_db()
    assert section.edited == text and section.edited_from == section.composed, "the sealed version says the same"
    page = text_of(keeper, at("case", case))
    assert "Mit afsnit." in page and "rettet" in page and "Et menneske" not in page


def test_both_are_shown_when_the_composed_text_has_changed_since(keeper, plan, item, buu, coordinator, act):
    told = CaseFacts(kind=CaseKind.ITEM, title="", item=item)
    case = begin(plan, told, buu, today=NOW.date(), by=coordinator, now=NOW)
    section = case.sections.get(heading="Sagsfremstilling")
    keeper.post(at("edit_section", case, section.pk), {"text": "Mit afsnit.", "seen_at": ""})
    change(item, act=act(date(2025, 9, 21)), course="Der bygges hurtigt.")
    assert "Planen siger noget andet nu" in text_of(keeper, at("case", case))
    keeper.post(at("compose_case", case))
    page = text_of(keeper, at("case", case))
    assert "Den sammensatte tekst er ændret siden din rettelse" in page
    assert "Mit afsnit." in page and "Der bygges hurtigt." in page
    keeper.post(at("keep_edit", case, section.pk))
    assert "er ændret siden din rettelse" not in text_of(keeper, at("case", case))
    keeper.post(at("take_composed", case, section.pk))
    page = text_of(keeper, at("case", case))
    assert "Mit afsnit." not in page and "Der bygges hurtigt." in page


def test_nobody_writes_over_what_another_wrote_meanwhile(keeper, case):
    section = case.sections.get(heading="Lovgrundlag")
    keeper.post(at("edit_section", case, section.pk), {"text": "Først.", "seen_at": ""})
    answer = keeper.post(at("edit_section", case, section.pk), {"text": "Sidst.", "seen_at": ""})
    assert answer.status_code == 422 and "En anden har rettet afsnittet" in answer.content.decode()
    section.refresh_from_db()
    assert section.edited == "Først."
    seen_at = re.search(r'name="seen_at" value="([^"]+)"', text_of(keeper, at("edit_section", case, section.pk)))[1]
    keeper.post(at("edit_section", case, section.pk), {"text": "Sidst.", "seen_at": seen_at})
    section.refresh_from_db()
    assert section.edited == "Sidst."


def test_what_is_written_as_it_is_composed_is_no_edit(keeper, case):
    section = case.sections.get(heading="Lovgrundlag")
    composed = section.composed[0]["sentences"][0]["text"]
    keeper.post(at("edit_section", case, section.pk), {"text": composed, "seen_at": ""})
    section.refresh_from_db()
    assert section.edited is None


def test_what_is_sent_is_kept_as_it_was(keeper, case, settings):
    assert send(keeper, case).status_code == 302
    sent = SentCase.objects.get()
    assert {one.file_name for one in sent.files.all()} == {
        "sag.docx",
        "sag.pdf",
        "bilag-1-udsnit.docx",
        "bilag-1-udsnit.pdf",
    }
    section = case.sections.get(heading="Lovgrundlag")
    keeper.post(at("edit_section", case, section.pk), {"text": "Ændret bagefter.", "seen_at": ""})
    page = text_of(keeper, at("sent_case", case, sent.pk))
    assert "Ændret bagefter." not in page and sent.sha256[:12] in page
    file = sent.files.get(file_name="sag.docx")
    assert b"".join(keeper.get(at("get_sent_file", case, file.pk)).streaming_content).startswith(b"PK")


def test_a_case_that_lacks_a_persons_words_is_not_sent(keeper, plan, edition, buu, meeting, coordinator):
    told = CaseFacts(kind=CaseKind.HALF_YEAR, title="", edition=edition)
    case = begin(plan, told, buu, meeting_on=OCTOBER, today=NOW.date(), by=coordinator, now=NOW)
    answer = send(keeper, case)
    assert (
        answer.status_code == 422
        and "mangler at blive skrevet af et menneske: den samlede vurdering" in answer.content.decode()
    )
    assert not SentCase.objects.exists() and not SentFile.objects.exists()
    page = text_of(keeper, at("case_own_words", case))
    assert "Kommunens standardsætning: Opdateringen" in page and "afventer beslutning" in page
    keeper.post(at("case_own_words", case), {"assessment": "Det går godt."})
    assert send(keeper, case).status_code == 302
    assert "Det går godt." in text_of(keeper, at("case", case))


def test_a_draft_is_for_those_who_write_and_a_sent_open_case_for_all(sign_in, case, buu, keeper):
    for role in ("reader", "committee_member", "directorate"):
        assert sign_in(role).get(at("case", case)).status_code == 404
        assert case.title not in text_of(sign_in(role), reverse("cases", args=[case.plan_id]))
    send(sign_in("plan_coordinator"), case)
    for role in ("reader", "committee_member", "directorate"):
        page = text_of(sign_in(role), at("case", case))
        assert "Som den blev sendt til" in page and "Redigér" not in page


def test_a_closed_case_is_for_the_body_it_was_sent_to(sign_in, case, buu, town):
    case.access, case.ground = Access.CONFIDENTIAL, "Forhandling"
    case.save()
    send(sign_in("plan_coordinator"), case)
    assert of_body(sign_in, "committee_member", buu).get(at("case", case)).status_code == 200
    assert (
        of_body(sign_in, "committee_member", town.bodies.get(abbreviation="MTU")).get(at("case", case)).status_code
        == 404
    )
    assert sign_in("reader").get(at("case", case)).status_code == 404


def test_a_closed_attachment_is_not_named_to_others(sign_in, case, buu, coordinator):
    told = Told(title="Notat om jordbund", access=Access.CONFIDENTIAL)
    attach_file(case, told, File(address="https://dokumenter.example/1"), by=coordinator, now=NOW)
    send(sign_in("plan_coordinator"), case)
    assert "Notat om jordbund" in text_of(of_body(sign_in, "committee_member", buu), at("case", case))
    page = text_of(sign_in("reader"), at("case", case))
    assert "Notat om jordbund" not in page and "sag-med-lukkede-bilag" not in page
    closed = SentFile.objects.filter(access="confidential").first()
    assert sign_in("reader").get(at("get_sent_file", case, closed.pk)).status_code == 404


def test_a_secretary_writes_the_cases_of_the_own_committee(sign_in, case, buu, town):
    assert of_body(sign_in, "committee_secretary", buu).get(at("describe_case", case)).status_code == 200
    other = of_body(sign_in, "committee_secretary", town.bodies.get(abbreviation="MTU"))
    assert other.get(at("describe_case", case)).status_code == 404, "of a draft they know nothing"
    send(sign_in("plan_coordinator"), case)
    assert (
        of_body(sign_in, "committee_secretary", town.bodies.get(abbreviation="MTU"))
        .get(at("describe_case", case))
        .status_code
        == 403
    )


def test_a_decided_case_stays_as_the_body_saw_it(keeper, case, coordinator):
    send(keeper, case)
    decided = datetime(2025, 10, 9, 9, tzinfo=UTC)
    decide_case(case.treatments.get(), Outcome.NOTED, "Taget til efterretning.", by=coordinator, now=decided)
    page = text_of(keeper, at("case", case))
    assert "Taget til efterretning." in page and "Send til" not in page and "Ret oplysningerne" not in page
    section = case.sections.first()
    answer = keeper.post(at("edit_section", case, section.pk), {"text": "Andet.", "seen_at": ""})
    assert answer.status_code == 422 and "Sagen er besluttet" in answer.content.decode()


def test_route_and_meetings_are_changed(keeper, case, town):
    address = at("case_route", case)
    keeper.post(address, {"gang": "ja", "bodies": "BUU\nØK\nKB"})
    assert [one.body.abbreviation for one in case.treatments.all()] == ["BUU", "ØK", "KB"]
    assert case.treatments.get(place=1).meeting.held_on == OCTOBER, "a meeting that was chosen stays"
    answer = keeper.post(address, {"gang": "ja", "bodies": "KB\nBUU"})
    assert answer.status_code == 422 and "Sagsgangen går opad" in answer.content.decode()
    answer = keeper.post(address, {"gang": "ja", "bodies": "XYZ"})
    assert (
        answer.status_code == 422 and "intet organ" in answer.content.decode()
    ) or "ikke noget organ" in answer.content.decode()
    first = case.treatments.get(place=1)
    keeper.post(
        address, {"moeder": "ja", f"at-{first.pk}-meeting": "", f"at-{first.pk}-agenda_number": "7"} | _rest(case)
    )
    first.refresh_from_db()
    assert first.meeting is None and first.agenda_number == "7"


def _rest(case: Case) -> dict[str, str]:
    return {
        f"at-{one.pk}-{name}": ""
        for one in case.treatments.filter(place__gt=1)
        for name in ("meeting", "agenda_number")
    }


def test_attachments_are_attached_described_and_taken_off(keeper, case):
    keeper.post(
        at("attach_to_case", case),
        {"holds": "address", "title": "Notat", "address": "https://x.example/1", "access": "confidential"},
    )
    attached = case.attachments.get(number=2)
    assert (attached.access, attached.address) == ("confidential", "https://x.example/1")
    told = {"title": "Notatet", "number": "3", "access": "open", "is_main": "on", "record_number": "99814/24"}
    keeper.post(at("case_attachment", case, attached.pk), told)
    attached.refresh_from_db()
    assert (attached.number, attached.role, attached.record_number) == (3, "H", "99814/24")
    assert case.attachments.get(number=1).role == "", "a case has one main document"
    answer = keeper.post(at("case_attachment", case, attached.pk), told | {"number": "1"})
    assert answer.status_code == 422 and "allerede et bilag 1" in answer.content.decode()
    keeper.post(at("remove_case_attachment", case, attached.pk))
    assert case.attachments.count() == 1


def test_the_folder_tells_of_each_file_whether_it_is_open(keeper, case, coordinator):
    told = Told(title="Notat om jordbund", access=Access.CONFIDENTIAL)
    attach_file(case, told, File(address="https://dokumenter.example/1"), by=coordinator, now=NOW)
    address = at("get_case_folder", case, case.treatments.get().pk)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(keeper.get(address).streaming_content)))
    whole = json.loads(archive.read("lukket/manifest.json"))
    assert {one["access"] for one in whole["files"]} == {"open", "confidential"}
    assert [one["title"] for one in whole["attachments"]][-1] == "Notat om jordbund"
    assert (
        etree.fromstring(archive.read("lukket/manifest.xml")).findtext("attachments/attachment[2]/access")
        == "confidential"
    )
    for name in archive.namelist():
        if name.startswith("aaben/"):
            content = archive.read(name)
            text = (
                b"".join(zipfile.ZipFile(io.BytesIO(content)).read(part) for part in ["word/document.xml"])
                if name.endswith("docx")
                else content
            )
            assert b"jordbund" not in text and b"dokumenter.example" not in text, name
    only_open = zipfile.ZipFile(io.BytesIO(b"".join(keeper.get(f"{address}?kun=aaben").streaming_content)))
    assert all(name.startswith("aaben/") for name in only_open.namelist())


def all_at_once(client, edition, *bodies: str) -> list[str]:
    """The page's parts, one as each case is done."""
    told = {"edition": edition.pk, "bodies": bodies}
    answer = client.post(reverse("begin_all_cases", args=[edition.plan_id]), told, headers={"accept-encoding": "gzip"})
    return [part.decode() for part in answer.streaming_content]


def folder_of(client, page: str) -> zipfile.ZipFile:
    address = re.search(r'href="(/hent/sager/[^"]+)"', page)[1]
    return zipfile.ZipFile(io.BytesIO(b"".join(client.get(address).streaming_content)))


def test_a_case_for_each_committee_is_written_while_the_page_grows(keeper, plan, edition, buu, meeting):
    page = text_of(keeper, reverse("begin_all_cases", args=[plan.pk]))
    assert "BUU Børne- og Ungdomsudvalget (08.10.2025)" in page and "intet møde i kalenderen" in page
    told = all_at_once(keeper, edition, "BUU", "MTU")
    assert len(told) == 4 and "1 af 2" in told[1] and "2 af 2" in told[2]
    assert "Alle 2 sager er skrevet." in told[3] and "ved at blive skrevet" not in "".join(told)
    made = Case.objects.order_by("pk")
    assert [one.treatments.get().body.abbreviation for one in made] == ["BUU", "MTU"]
    assert made[0].treatments.get().meeting == meeting and at("case", made[1]) in told[2]


def test_all_of_them_are_handed_out_as_one_folder_to_whoever_had_them_written(keeper, sign_in, plan, edition, meeting):
    page = all_at_once(keeper, edition, "BUU", "MTU")[-1]
    names = folder_of(keeper, page).namelist()
    assert {name.split("/")[0] for name in names} == {"BUU", "MTU"}
    assert "BUU/aaben/sag.docx" in names and "MTU/aaben/bilag-1-udsnit.pdf" in names
    address = re.search(r'href="(/hent/sager/[^"]+)"', page)[1]
    assert sign_in("committee_secretary").get(address).status_code == 404
    assert sign_in("reader").get(address).status_code == 403


def test_a_case_that_was_begun_already_is_written_as_it_stands(keeper, case, edition):
    section = case.sections.get(heading="Lovgrundlag")
    keeper.post(at("edit_section", case, section.pk), {"text": "Mit eget grundlag.", "seen_at": ""})
    page = all_at_once(keeper, edition, "BUU")[-1]
    assert Case.objects.get() == case
    assert "Mit eget grundlag." in folder_of(keeper, page).read("BUU/aaben/manifest.json").decode()


def test_a_folder_that_has_lain_a_day_goes(tmp_path):
    first = lay_out(b"1", tmp_path, now=NOW)
    assert laid_out(first, tmp_path) == b"1"
    second = lay_out(b"2", tmp_path, now=NOW + timedelta(days=1, minutes=1))
    assert laid_out(first, tmp_path) is None and laid_out(second, tmp_path) == b"2"


def test_a_draft_is_thrown_away_after_it_is_asked_about(keeper, case):
    assert "Kassér" in text_of(keeper, at("drop_case", case))
    keeper.post(at("drop_case", case))
    assert not Case.objects.exists()


@pytest.mark.parametrize("ending", ["docx", "pdf", "txt"])
def test_the_draft_is_handed_out(keeper, case, ending):
    answer = keeper.get(at("get_case", case, case.treatments.get().pk, ending))
    assert (
        answer.status_code == 200
        and f"buu-2025-10-08-orientering-om-udmoentningsplan-for-budget-2025-2028.{ending}"
        in answer["Content-Disposition"]
    )


def test_the_draft_of_an_open_case_names_what_is_closed_only_in_a_copy_marked_so(keeper, case, coordinator):
    told = Told(title="Notat om jordbund", access=Access.CONFIDENTIAL)
    attach_file(case, told, File(address="https://dokumenter.example/1"), by=coordinator, now=NOW)
    address = at("get_case", case, case.treatments.get().pk, "txt")
    plain, whole = keeper.get(address), keeper.get(f"{address}?med=lukkede-bilag")
    assert "jordbund" not in b"".join(plain.streaming_content).decode()
    assert "med-lukkede-bilag" not in plain["Content-Disposition"]
    assert "2025-2028-med-lukkede-bilag.txt" in whole["Content-Disposition"]
    text = b"".join(whole.streaming_content).decode()
    assert "Notat om jordbund" in text and "MED LUKKEDE BILAG" in text.split("\n")[0]
    page = text_of(keeper, at("case", case))
    assert f"{address}?med=lukkede-bilag" in page
    case.attachments.filter(number=2).delete()
    assert "lukkede-bilag" not in text_of(keeper, at("case", case))


def test_a_copy_that_names_what_is_closed_is_internal_in_each_foot(keeper, case, coordinator):
    told = Told(title="Notat om jordbund", access=Access.CONFIDENTIAL)
    attach_file(case, told, File(address="https://dokumenter.example/1"), by=coordinator, now=NOW)
    address = at("get_case", case, case.treatments.get().pk, "docx")

    def foot(query: str) -> str:
        content = b"".join(keeper.get(address + query).streaming_content)
        return zipfile.ZipFile(io.BytesIO(content)).read("word/footer1.xml").decode()

    assert "INTERN" in foot("?med=lukkede-bilag") and "INTERN" not in foot("")


def test_an_open_excerpt_tells_no_internal_field(keeper, case, item, act):
    attachment = case.attachments.get()
    content = b"".join(keeper.get(at("get_case_attachment", case, attachment.pk, "docx")).streaming_content)
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert "INTERN" not in text and "Ny daginstitution" not in text, "the item is not released"


def test_the_list_costs_no_more_queries_for_more_cases(
    keeper, case, plan, edition, buu, coordinator, django_assert_max_num_queries
):
    address = reverse("cases", args=[plan.pk])
    keeper.get(address)
    with CaptureQueriesContext(connection) as one:
        keeper.get(address)
    for _n in range(3):
        begin(
            plan,
            CaseFacts(kind=CaseKind.ORIENTATION, title="", edition=edition),
            buu,
            today=NOW.date(),
            by=coordinator,
            now=NOW,
        )
    with django_assert_max_num_queries(len(one)):
        keeper.get(address)


def test_a_sentence_leads_to_where_it_is_worded_for_those_who_may(keeper, sign_in, case, buu):
    page = text_of(keeper, at("case", case))
    assert reverse("setup_sentence", args=["dynamic"]) in page and reverse("setup_sentence", args=["told"]) in page
    secretary = of_body(sign_in, "committee_secretary", buu)
    assert "kommunens standardsætning (dynamic)" in text_of(secretary, at("case", case))
    assert reverse("setup_sentence", args=["dynamic"]) not in text_of(secretary, at("case", case))


def test_a_case_whose_sections_are_arranged_otherwise_since_can_be_composed_anew(keeper, case):
    told = "Afsnittene er opstillet anderledes nu"
    assert told not in text_of(keeper, at("case", case))
    keeper.post(reverse("setup_arrangement", args=["-"]), {"up": "Indstilling"})
    assert told in text_of(keeper, at("case", case))
    keeper.post(at("compose_case", case))
    assert told not in text_of(keeper, at("case", case))
    assert [one.heading for one in case.sections.all()][-2:] == ["Indstilling", "Lovgrundlag"]


def test_what_somebody_wrote_in_a_section_that_is_removed_stays(keeper, case):
    section = case.sections.get(heading="Lovgrundlag")
    keeper.post(at("edit_section", case, section.pk), {"text": "Mit afsnit.", "seen_at": ""})
    keeper.post(reverse("setup_arrangement", args=["-"]), {"remove": "Lovgrundlag"})
    keeper.post(at("compose_case", case))
    assert "Mit afsnit." in text_of(keeper, at("case", case))


def test_an_item_in_a_hearing_without_a_result_is_told_before_the_case_is_sent(
    keeper, case, plan, item, act, coordinator, buu
):
    hearing = Involvement(party="Handicaprådet", opens_on=date(2025, 9, 1), deadline=date(2025, 9, 20))
    change(item, act=act(date(2025, 9, 2)), involvements=(hearing,))
    told = CaseFacts(kind=CaseKind.ITEM, title="", item=item)
    one = begin(plan, told, buu, today=NOW.date(), by=coordinator, now=NOW)
    for page in (at("case", one), at("send_case", one, one.treatments.get().pk)):
        assert "A301: Handicaprådet" in text_of(keeper, page)
    now = seal(plan, "september", date(2025, 9, 25), by=coordinator, now=NOW.replace(day=26))
    whole = begin(
        plan, CaseFacts(kind=CaseKind.HALF_YEAR, title="", edition=now), buu, today=NOW.date(), by=coordinator, now=NOW
    )
    assert "1 punkt er i en høring, hvor der intet resultat er skrevet: A301." in text_of(keeper, at("case", whole))
