# SPDX-License-Identifier: MPL-2.0
"""One's own items as a file, filled in with other programs, and sent back."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from udmoent.economy.actions import amounts_as_of
from udmoent.followup.models import StatusReport
from udmoent.plan.actions import NewItem, add, change
from udmoent.plan.facts import Commitment, Facts, Kind
from udmoent.plan.models import Item


def got(client, plan, ending: str = "xlsx", query: str = "") -> bytes:
    answer = client.get(reverse("get_mine", args=[plan.pk, ending]) + query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def filled_in(content: bytes, number: str, **told: object) -> bytes:
    """The sheet with these cells of one item written in; a column goes by the beginning of its heading."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["Status"]
    headings = {str(cell.value): cell.column for cell in sheet[1]}
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == number)
    for name, value in told.items():
        column = next(at for heading, at in headings.items() if heading.startswith(name.replace("_", " ")))
        sheet.cell(row, column).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def send(plan) -> Callable:
    """`send(client, content)`: the page that shows what the file answers."""

    def post(client, content: bytes, name: str = "status.xlsx"):
        return client.post(reverse("answers_by_file", args=[plan.pk]), {"file": SimpleUploadedFile(name, content)})

    return post


def tell(client, plan, shown, **more: str):
    slip = {"slip": shown.context["slip"]} | more
    return client.post(reverse("answers_by_file", args=[plan.pk]), slip)


@pytest.fixture
def other(plan, act) -> Item:
    facts = Facts(title="Svømning", body="BUU", responsible="Skolechef")
    return add(plan, NewItem(kind=Kind.RAADERUM, facts=facts), act=act(date(2025, 1, 2)))


def test_what_is_written_in_the_file_is_shown_and_then_told_in_every_round(
    skolechef, plan, own_item, other, asks, send
):
    asks("August", own_item, other, as_of=date(2025, 8, 31))
    asks("September", own_item)
    file = filled_in(
        got(skolechef, plan),
        own_item.number,
        Status="Tre er ansat",
        Næste="Flere opslag",
        Trafiklys="Grøn",
        Stadie="I gang",
    )
    file = filled_in(file, other.number, Uændret="x")
    shown = send(skolechef, file)
    text = shown.content.decode()
    assert "Tre er ansat" in text and "Uændret" in text and not StatusReport.objects.exists()
    assert tell(skolechef, plan, shown).status_code == 302
    told = set(StatusReport.objects.values_list("round__name", "item", "is_unchanged", "status_text"))
    assert told == {
        ("August", own_item.pk, False, "Tre er ansat"),
        ("September", own_item.pk, True, "Tre er ansat"),
        ("August", other.pk, True, ""),
    }


def test_a_row_in_which_nothing_is_written_is_not_answered(skolechef, plan, own_item, other, asks, send):
    asks("September", own_item, other)
    shown = send(skolechef, got(skolechef, plan))
    assert "Ingen række i filen svarer på noget" in shown.content.decode()
    assert tell(skolechef, plan, shown).status_code == 422 and not StatusReport.objects.exists()


def test_time_promise_amount_and_closing_come_from_the_file(skolechef, plan, own_item, act, asks, send):
    promises = (Commitment(party="MED", promise="Høres"),)
    time = own_item.states.first().facts.time.read("juni 2025", 2025)
    change(own_item, act=act(date(2025, 2, 1)), commitments=promises, time=time)
    asks("September", own_item)
    told = {"Stadie": "Afsluttet", "Årsag_til": "Gennemført", "2025_realiseret": -500_000}
    told |= {"Tid": "august 2025", "Hvorfor_flyttet": "Sygdom", "Commitment_gælder": "x"}
    file = got(skolechef, plan)
    headings = [cell.value for cell in openpyxl.load_workbook(BytesIO(file))["Status"][1]]
    closing = next(one for one in headings if "afslut" in one.lower())
    time_heading = next(one for one in headings if one.startswith("Tid"))
    told = {closing: told.pop("Årsag_til"), time_heading: told.pop("Tid")} | told
    shown = send(skolechef, filled_in(file, own_item.number, **told))
    assert not shown.context["faults"], shown.context["faults"]
    tell(skolechef, plan, shown)
    facts = own_item.states.latest("pk").facts
    assert (facts.stage, facts.closing_reason, facts.time.text) == ("closed", "implemented", "august 2025")
    assert facts.commitments[0].confirmed_on == date(2025, 9, 30)
    assert list(amounts_as_of([own_item.pk], date(2025, 9, 30))[own_item.pk].values()) == [-500_000]
    assert StatusReport.objects.get().moved_because == "Sygdom"


FAULTS = {
    "red without more": ({"Trafiklys": "Rød"}, "Skriv begge dele"),
    "closed without a reason": ({"Stadie": "Afsluttet"}, "Vælg, hvorfor"),
    "unchanged and news": ({"Status": "Nyt", "Uændret": "x"}, "siger uændret, men"),
    "a number that is not there": ({"Nr": "D999"}, "intet punkt D999"),
    "no stage that is known": ({"Stadie": "Måske"}, "Måske"),
}


@pytest.mark.parametrize(("told", "says"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_by_its_row_and_the_rest_can_be_told(
    skolechef,
    plan,
    own_item,
    other,
    asks,
    send,
    told,
    says,
):
    asks("September", own_item, other)
    file = filled_in(got(skolechef, plan), other.number, Uændret="x")
    shown = send(skolechef, filled_in(file, own_item.number, **told))
    text = shown.content.decode()
    assert says in text and "række" in text
    assert tell(skolechef, plan, shown).status_code == 422 and not StatusReport.objects.exists()
    tell(skolechef, plan, shown, skip_faulty="1")
    assert [one.item for one in StatusReport.objects.all()] == [other]


def test_what_both_changed_is_shown_side_by_side_and_chosen(skolechef, plan, own_item, act, asks, send):
    asks("September", own_item)
    file = filled_in(got(skolechef, plan), own_item.number, Status="Filens", Næste="Filens næste")
    change(own_item, act=act(date(2025, 9, 29), on=date(2025, 9, 30)), status_text="Planens")
    shown = send(skolechef, file)
    text = shown.content.decode()
    assert "Filens" in text and "Planens" in text and len(shown.context["conflicts"]) == 1
    assert tell(skolechef, plan, shown).status_code == 422 and not StatusReport.objects.exists()
    question = shown.context["conflicts"][0]["question"]
    tell(skolechef, plan, shown, **{f"valg-{question}": "fil"})
    facts = own_item.states.latest("pk").facts
    assert (facts.status_text, facts.next_steps) == ("Filens", "Filens næste")


def test_unchanged_of_what_was_changed_since_is_a_fault(skolechef, plan, own_item, act, asks, send):
    asks("September", own_item)
    file = filled_in(got(skolechef, plan), own_item.number, Uændret="x")
    change(own_item, act=act(date(2025, 9, 29), on=date(2025, 9, 30)), status_text="Planens")
    assert "ændret, efter filen blev lavet" in send(skolechef, file).content.decode()


def test_the_coordinator_sends_the_file_on_behalf_of_who_filled_it_in(
    sign_in,
    skolechef,
    plan,
    own_item,
    asks,
    send,
):
    asks("September", own_item)
    file = filled_in(got(skolechef, plan), own_item.number, Status="Tre er ansat")
    keeper = sign_in("plan_coordinator")
    tell(keeper, plan, send(keeper, file))
    given = StatusReport.objects.get()
    assert (given.recorded_by.name, given.on_behalf_of) == ("Karen Koordinator", "Skolechef")


def test_a_file_tells_nothing_of_items_that_are_not_the_senders(
    sign_in,
    skolechef,
    plan,
    own_item,
    others_item,
    asks,
    send,
):
    asks("September", own_item, others_item)
    assert "Ny hal" not in str(list(openpyxl.load_workbook(BytesIO(got(skolechef, plan)))["Status"].values))
    file = filled_in(got(skolechef, plan), own_item.number, Nr=others_item.number, Trafiklys="Rød")
    shown = send(skolechef, file)
    assert "den ansvarlige" in shown.content.decode()
    stranger = sign_in("contributor")
    shown = send(stranger, filled_in(file, others_item.number, Nr=own_item.number))
    assert "du er ansvarlig for eller bidrager til" in shown.content.decode() and not shown.context["rows"]


def test_anothers_slip_and_a_forged_one_are_not_known(sign_in, skolechef, plan, own_item, asks, send):
    asks("September", own_item)
    shown = send(skolechef, filled_in(got(skolechef, plan), own_item.number, Status="Nyt"))
    assert tell(sign_in("contributor"), plan, shown).status_code == 404
    forged = {"slip": shown.context["slip"] + "x"}
    assert sign_in("responsible").post(reverse("answers_by_file", args=[plan.pk]), forged).status_code == 404


def test_what_is_only_to_be_read_is_locked_and_the_rest_is_open(skolechef, plan, own_item):
    sheet = openpyxl.load_workbook(BytesIO(got(skolechef, plan)))["Status"]
    locked = {str(head.value): sheet.cell(2, head.column).protection.locked for head in sheet[1]}
    assert sheet.protection.sheet and locked["Emne"] and not locked["Status"]
    assert any("Grøn" in (one.formula1 or "") for one in sheet.data_validations.dataValidation)


def test_the_same_rows_come_back_from_word(skolechef, plan, own_item, asks, send):
    asks("September", own_item)
    document = docx.Document(BytesIO(got(skolechef, plan, "docx")))
    table = document.tables[-1]
    headings = [cell.text for cell in table.rows[0].cells]
    table.rows[1].cells[headings.index("Status")].text = "Skrevet i Word"
    out = BytesIO()
    document.save(out)
    shown = send(skolechef, out.getvalue(), "status.docx")
    assert not shown.context["faults"], shown.context["faults"]
    tell(skolechef, plan, shown)
    assert own_item.states.latest("pk").status_text == "Skrevet i Word"


def test_a_file_that_is_none_is_refused_at_the_form(skolechef, send):
    shown = send(skolechef, b"intet", "status.txt")
    assert shown.status_code == 422 and "status.txt" in shown.content.decode()
    assert send(skolechef, b"intet", "status.xlsx").status_code == 422
