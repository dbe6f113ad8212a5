# SPDX-License-Identifier: MPL-2.0
"""A catalogue handed out: the same figures in each form, and nothing confidential unless whoever may read it asks."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.rooms.catalogue.conftest import WHOLE, by, decision, round  # noqa: F401 - the catalogue's own cast
from udmoent.audit.models import Event
from udmoent.catalogue.actions import move_to, propose, set_targets
from udmoent.catalogue.facts import Openness, ProposalStage
from udmoent.catalogue.hearing import publish_answer, record_answer

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def catalogue(round, by):  # noqa: F811
    """A public proposal of BUU and one of MTU, and a confidential one."""
    propose(round, replace(WHOLE, title="Åbent forslag"), openness=Openness.PUBLIC, by=by())
    propose(round, replace(WHOLE, title="Vejforslag", body="MTU"), openness=Openness.PUBLIC, by=by())
    propose(round, replace(WHOLE, title="Hemmeligt forslag"), by=by())
    set_targets(round, {"BUU": {2025: -1_000_000}}, by=by())
    return round


def get(client, ending: str, **asked: str) -> bytes:
    answer = client.get(reverse("get_catalogue", args=[2025, ending]), asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def word(file: bytes) -> str:
    document = zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml")
    return " ".join(text.text or "" for text in ElementTree.fromstring(document).iter(f"{WORD}t"))


def sheet(file: bytes) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()


def test_word_tells_each_proposal_with_its_sums(keeper, catalogue):
    told = word(get(keeper, "docx"))
    assert "Åbent forslag" in told and "To skoler deler lokaler." in told
    assert "-600.000" in told and "-1.000.000" in told


def test_a_committee_gets_its_own(keeper, catalogue):
    told = word(get(keeper, "docx", udvalg="BUU"))
    assert "Åbent forslag" in told and "Vejforslag" not in told and "Børne" in told


def test_what_is_confidential_is_left_out_unless_asked_for(keeper, catalogue):
    assert "Hemmeligt" not in word(get(keeper, "docx")) and "INTERN" not in word(get(keeper, "docx"))
    assert "Hemmeligt" in word(get(keeper, "docx", fortrolige="on"))


@pytest.mark.parametrize("role", ["reader", "committee_member", "med_representative", "responsible"])
def test_whoever_may_not_read_it_does_not_get_it_by_asking(role, sign_in, catalogue):
    assert "Hemmeligt" not in word(get(sign_in(role), "docx", fortrolige="on"))


def test_excel_says_the_same_to_the_krone(keeper, catalogue):
    rows = sheet(get(keeper, "xlsx"))
    assert rows[1][4:7] == [-400_000, 100_000, -300_000]
    assert [row[6] for row in rows if row[1] in ("Alle forslag", "Måltal")] == [-600_000, -1_000_000]


def test_excel_has_what_is_chosen_of_a_proposal_that_is_partly_chosen(keeper, catalogue, by, decision):  # noqa: F811
    one = catalogue.proposals.order_by("number").first()
    for stage in (ProposalStage.QUALITY_CHECK, ProposalStage.COMMITTEE, ProposalStage.HEARING):
        move_to(one, stage, by=by())
    part = {2025: -100_000, 2026: -200_000, 2027: -200_000, 2028: -200_000}
    move_to(one, ProposalStage.PARTLY_CHOSEN, part=part, by=by(decision=decision))
    file = get(keeper, "xlsx")
    heads, first, *rows = sheet(file)
    assert [first[at] for at, head in enumerate(heads) if str(head).startswith("Heraf valgt")] == list(part.values())
    assert [[row[at] for at in (6, 9)] for row in rows if row[1] == "Heraf valgt"] == [[-100_000, -200_000]]
    inside = zipfile.ZipFile(io.BytesIO(file)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>SUM(U2:U3)</f>" in inside and "<f>U4</f>" in inside


def test_excels_sums_are_formulas(keeper, catalogue):
    inside = zipfile.ZipFile(io.BytesIO(get(keeper, "xlsx"))).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>SUM(E2:E3)</f>" in inside and "<f>E2+F2</f>" in inside


def test_pdf_is_written(keeper, catalogue):
    assert get(keeper, "pdf").startswith(b"%PDF")


def test_only_what_is_published_of_an_answer_is_in_it(keeper, catalogue, by):  # noqa: F811
    told = {"sender": "Ældrerådet", "received_on": by().now.date()}
    publish_answer(record_answer(catalogue, text="Ring til Ole.", by=by(), **told), "Vi er bekymrede.", by=by())
    record_answer(catalogue, text="Aldrig udgivet.", by=by(), **told)
    found = word(get(keeper, "docx"))
    assert "Vi er bekymrede." in found and "Ole" not in found and "Aldrig" not in found


def test_the_same_catalogue_gives_the_same_bytes(keeper, catalogue):
    assert get(keeper, "xlsx") == get(keeper, "xlsx")


def test_who_took_it_is_in_the_log(keeper, catalogue):
    get(keeper, "xlsx", udvalg="BUU")
    assert Event.objects.get(act="export_catalogue").told == {"form": "xlsx", "body": "BUU"}


def test_an_unknown_form_is_not_there(keeper, catalogue):
    assert keeper.get(reverse("get_catalogue", args=[2025, "odt"])).status_code == 404
