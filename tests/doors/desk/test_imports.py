# SPDX-License-Identifier: MPL-2.0
from urllib.parse import parse_qs, urlparse

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from udmoent.desk import uploads
from udmoent.intake.models import Import
from udmoent.plan.models import Plan

CSV = "Nr.;Emne;Udvalg;Type;Kursen;2025 (kr.)\nA301;Ny daginstitution i Auning;BUU;Anlægsprojekt;Udbydes;4000000\n;Havnebad;KFU;Anlægsprojekt;Bygges;1000000\n"


def sent(text: str = CSV, name: str = "plan.csv", **told) -> dict:
    return {"file": SimpleUploadedFile(name, text.encode()), "unit": "", "applies_on": "30.9.2025", "why": ""} | told


def slip_of(answer) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return parse_qs(urlparse(answer["Location"]).query)["fil"][0]


@pytest.fixture
def slip(keeper, plan, item):
    return slip_of(keeper.post(reverse("import", args=[plan.pk]), sent()))


def check(client, plan, slip, method="get", **more):
    return getattr(client, method)(reverse("check", args=[plan.pk]), {"fil": slip} | more)


def test_a_file_is_shown_before_anything_is_saved(keeper, plan, item, slip):
    text = check(keeper, plan, slip).content.decode()
    assert "Havnebad" in text and "i Auning" in text and "Importér" in text
    assert plan.items.count() == 1 and not Import.objects.exists()


def test_confirming_brings_in_the_same_bytes_and_undo_takes_them_back(keeper, plan, item, slip):
    answer = check(keeper, plan, slip, "post")
    kept = Import.objects.get()
    assert answer["Location"] == reverse("receipt", args=[plan.pk, kept.pk])
    assert "Havnebad" in keeper.get(answer["Location"]).content.decode()
    brought = keeper.get(reverse("get_imported", args=[plan.pk, kept.pk]))
    assert b"".join(brought.streaming_content) == CSV.encode() and "plan.csv" in brought["Content-Disposition"]
    text = keeper.post(reverse("undo_import", args=[plan.pk, kept.pk]), follow=True).content.decode()
    assert "Importen er taget tilbage" in text
    assert "Havnebad" not in keeper.get(reverse("plan", args=[plan.pk])).content.decode()


def test_undo_is_refused_with_a_sentence_once_something_is_built_on_it(keeper, plan, item, slip):
    check(keeper, plan, slip, "post")
    address = reverse("undo_import", args=[plan.pk, Import.objects.get().pk])
    keeper.post(address)
    assert "allerede" in keeper.post(address, follow=True).content.decode()


def test_faults_are_told_by_row_and_stop_the_import(keeper, plan, item):
    text = "Nr.;Emne;Udvalg;Type;2025 (kr.)\n;Havnebad;KFU;Anlægsprojekt;mange penge\n;Kaj;KFU;Anlægsprojekt;5\n"
    slip = slip_of(keeper.post(reverse("import", args=[plan.pk]), sent(text)))
    page = check(keeper, plan, slip).content.decode()
    assert "mange penge" in page and "række 2" in page and "Noget står i vejen" in page
    assert check(keeper, plan, slip, "post").status_code == 422 and plan.items.count() == 1
    check(keeper, plan, slip, "post", skip_faulty="1")
    assert plan.items.count() == 2


def test_a_slip_that_was_not_signed_here_opens_nothing(keeper, plan, slip):
    assert check(keeper, plan, slip[:-2] + "xx").status_code == 404
    assert check(keeper, plan, "../../etc/passwd").status_code == 404
    assert keeper.get(reverse("check_new"), {"fil": slip}).status_code == 404


@pytest.mark.parametrize("name", ["plan.exe", "plan", "plan.csv.html"])
def test_other_kinds_of_file_are_refused_with_the_kinds_there_are(keeper, plan, name):
    answer = keeper.post(reverse("import", args=[plan.pk]), sent(name=name))
    assert answer.status_code == 422 and ".xlsx" in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_with_a_sentence(keeper, plan, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT", 0)
    assert "der kan højst modtages" in keeper.post(reverse("import", args=[plan.pk]), sent()).content.decode()


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx", "plan.json", "plan.ods", "plan.xls"])
def test_a_file_that_cannot_be_read_gives_a_sentence(keeper, plan, item, name):
    slip = slip_of(keeper.post(reverse("import", args=[plan.pk]), sent("not what it says", name)))
    answer = check(keeper, plan, slip)
    assert answer.status_code == 422 and "Filen kan ikke importeres" in answer.content.decode()


def test_a_new_plan_begins_from_a_file(keeper, town):
    told = sent(name="plan.csv") | {"name": "Udmøntningsplan 2025-2028", "year": ""}
    slip = slip_of(keeper.post(reverse("import_new"), told))
    assert "Havnebad" in keeper.get(reverse("check_new"), {"fil": slip}).content.decode()
    assert not Plan.objects.exists()
    answer = keeper.post(reverse("check_new"), {"fil": slip})
    plan = Plan.objects.get()
    assert answer.status_code == 302 and (plan.items.count(), plan.agreement.budget_year) == (2, 2025)


def test_a_plan_is_begun_only_once(keeper, town):
    told = {"name": "Udmøntningsplan 2025-2028", "year": ""}
    slip = slip_of(keeper.post(reverse("import_new"), sent() | told))
    keeper.post(reverse("check_new"), {"fil": slip})
    answer = keeper.post(reverse("check_new"), {"fil": slip})
    assert answer.status_code == 422 and Plan.objects.count() == 1
