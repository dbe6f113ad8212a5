# SPDX-License-Identifier: MPL-2.0
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from udmoent import clock
from udmoent.desk import uploads
from udmoent.desk.imports import work
from udmoent.editions.gather import gather
from udmoent.intake.models import Import, Reading
from udmoent.plan.actions import change
from udmoent.plan.models import Plan

CSV = "Nr.;Emne;Udvalg;Type;Kursen;2025 (kr.)\nA301;Ny daginstitution i Auning;BUU;Anlægsprojekt;Udbydes;4000000\n;Havnebad;KFU;Anlægsprojekt;Bygges;1000000\n"


def sent(text: str = CSV, name: str = "plan.csv", **told) -> dict:
    return {"file": SimpleUploadedFile(name, text.encode()), "unit": "", "applies_on": "30.9.2025", "why": ""} | told


def address_of(answer) -> str:
    """Where the file that was sent is checked."""
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


@pytest.fixture
def checking(keeper, plan, item):
    return address_of(keeper.post(reverse("import", args=[plan.pk]), sent()))


def test_a_file_is_shown_before_anything_is_saved(keeper, plan, item, checking):
    text = keeper.get(checking).content.decode()
    assert "Havnebad" in text and "i Auning" in text and "Importér" in text
    assert plan.items.count() == 1 and not Import.objects.exists()


def test_each_column_is_told_with_what_it_was_understood_as(keeper, plan, item):
    text = "Nr.;Emne;Udvalg;Type;Hvad med det;2025 (kr.)\n;Havnebad;KFU;Anlægsprojekt;Ja tak;5\n"
    page = keeper.get(address_of(keeper.post(reverse("import", args=[plan.pk]), sent(text)))).content.decode()
    assert "Beløb: 2025" in page and "Ikke forstået: bevares som det ekstra felt “Hvad med det”" in page
    assert "Ja tak" in page and page.index("Hvad med det") < page.index('id="bring-in"')


def test_confirming_brings_in_the_same_bytes_and_undo_takes_them_back(keeper, plan, item, checking):
    answer = keeper.get(keeper.post(checking)["Location"])
    kept = Import.objects.get()
    assert answer["Location"] == reverse("receipt", args=[plan.pk, kept.pk])
    assert "Havnebad" in keeper.get(answer["Location"]).content.decode()
    brought = keeper.get(reverse("get_imported", args=[plan.pk, kept.pk]))
    assert b"".join(brought.streaming_content) == CSV.encode() and "plan.csv" in brought["Content-Disposition"]
    text = keeper.post(reverse("undo_import", args=[plan.pk, kept.pk]), follow=True).content.decode()
    assert "Importen er taget tilbage" in text
    assert "Havnebad" not in keeper.get(reverse("plan", args=[plan.pk])).content.decode()


def test_items_and_fields_are_counted_apart(keeper, plan, item, checking):
    def counts(text: str) -> str:
        found = re.search(r'<ul class="counts">(.*?)</ul>', text)[1]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found)).strip()

    assert counts(keeper.get(checking).content.decode()).startswith("1 nyt punkt 1 punkt ændret (3 felter)")
    keeper.post(checking)
    text = keeper.get(reverse("receipt", args=[plan.pk, Import.objects.get().pk])).content.decode()
    assert counts(text) == "1 nyt punkt 1 punkt ændret (3 felter) 0 punkter uændret"


def test_taking_back_is_asked_about_first(keeper, plan, item, checking):
    keeper.post(checking)
    undo = reverse("undo_import", args=[plan.pk, Import.objects.get().pk])
    text = keeper.get(undo).content.decode()
    assert "1 punkt, som den bragte med" in text and "1 punkt, som den ændrede" in text
    assert Import.objects.get().undone_at is None
    keeper.post(undo)
    assert "allerede taget tilbage" in keeper.get(undo, follow=True).content.decode()


def test_what_has_been_brought_in_is_not_brought_in_again(keeper, plan, item, checking):
    keeper.post(checking)
    keeper.post(checking)
    assert Import.objects.count() == 1


def test_undo_is_refused_with_a_sentence_once_something_is_built_on_it(keeper, plan, item, checking, act):
    keeper.post(checking)
    kept = Import.objects.get()
    later = replace(act(date(2025, 9, 30)), now=kept.imported_at + timedelta(minutes=1))
    change(item, act=later, title="Bygget videre")
    page = keeper.get(reverse("receipt", args=[plan.pk, kept.pk])).content.decode()
    assert "A301 er ændret siden" in page and "Tag hele importen tilbage" not in page
    text = keeper.post(reverse("undo_import", args=[plan.pk, kept.pk]), follow=True).content.decode()
    assert "kan ikke tages tilbage" in text and Import.objects.get().undone_at is None


def test_faults_are_told_by_row_and_stop_the_import(keeper, plan, item):
    text = "Nr.;Emne;Udvalg;Type;2025 (kr.)\n;Havnebad;KFU;Anlægsprojekt;mange penge\n;Kaj;KFU;Anlægsprojekt;5\n"
    checking = address_of(keeper.post(reverse("import", args=[plan.pk]), sent(text)))
    page = keeper.get(checking).content.decode()
    assert "mange penge" in page and "række 2" in page and "Noget står i vejen" in page
    assert keeper.post(checking).status_code == 422 and plan.items.count() == 1
    keeper.post(checking, {"skip_faulty": "1"})
    assert plan.items.count() == 2


def course(plan) -> str:
    (item,) = gather(plan, date(2025, 9, 30)).items
    return item.course


@pytest.fixture
def conflict(keeper, plan, item, act) -> tuple[str, str]:
    """Where a file is checked that says of A301's course what the plan no longer says; and the conflict's question."""
    change(item, act=act(date(2025, 9, 1)), course="Som den var")
    file = b"".join(keeper.get(reverse("get_plan", args=[plan.pk, "csv"])).streaming_content).decode("utf-8-sig")
    later = act(date(2025, 9, 30))
    change(item, act=later, course="Planens egen")
    edited = file.replace("Som den var", "Filens egen")
    checking = address_of(keeper.post(reverse("import", args=[plan.pk]), sent(edited)))
    return checking, Reading.objects.get().told["conflicts"][0]["question"]


def test_a_conflict_is_shown_side_by_side_and_overwrites_nothing_without_a_choice(keeper, plan, conflict):
    checking, question = conflict
    page = keeper.get(checking).content.decode()
    assert all(value in page for value in ("Som den var", "Planens egen", "Filens egen", f"valg-{question}"))
    answer = keeper.post(checking)
    assert answer.status_code == 422 and "Vælg i hver konflikt" in answer.content.decode()
    assert course(plan) == "Planens egen" and not Import.objects.exists()


def test_the_files_value_is_taken_where_it_is_chosen(keeper, plan, conflict):
    checking, question = conflict
    keeper.post(checking, {f"valg-{question}": "fil"})
    assert course(plan) == "Filens egen"
    receipt = keeper.get(keeper.get(checking)["Location"]).content.decode()
    assert "filens værdi blev taget" in receipt


def test_one_choice_can_be_made_for_all_that_are_left(keeper, plan, conflict):
    checking, _question = conflict
    keeper.post(checking, {"resten": "plan"})
    assert course(plan) == "Planens egen" and "intet, som planen ikke siger" in keeper.get(checking).content.decode()


def test_a_choice_is_of_the_values_that_were_seen(keeper, plan, item, conflict, act):
    checking, question = conflict
    change(item, act=act(date(2025, 9, 30), why="igen"), course="Endnu en")
    keeper.post(checking, {f"valg-{question}": "fil"})
    assert course(plan) == "Endnu en" and "Endnu en" in keeper.get(checking).content.decode()


# Long files


@pytest.fixture
def long_file(monkeypatch, settings) -> None:
    """Every file is too large to be read at once, and nobody is at work."""
    monkeypatch.setattr(work, "SMALL", 0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def later(**told) -> None:
    Reading.objects.update(**told)


def test_a_long_file_waits_for_a_worker_and_the_page_tells_how_far_it_is(long_file, keeper, plan, item):
    checking = address_of(keeper.post(reverse("import", args=[plan.pk]), sent()))
    page = keeper.get(checking).content.decode()
    assert "Venter på sin tur" in page and '<noscript><meta http-equiv="refresh"' in page
    later(stage="reading", rows_read=1200, rows=4000, beat_at=clock.now())
    page = keeper.get(checking).content.decode()
    assert "1.200 af 4.000 rækker er læst" in page and 'value="1200" max="4000"' in page
    assert keeper.post(checking)["Location"] == checking and not Import.objects.exists()


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_a_worker_reads_it_and_the_preview_comes(long_file, keeper, plan, item):
    checking = address_of(keeper.post(reverse("import", args=[plan.pk]), sent()))
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)
    assert Reading.objects.get().rows == 2 and "Havnebad" in keeper.get(checking).content.decode()


def test_a_worker_that_is_not_there_is_told_of_and_done_without(long_file, keeper, plan, item):
    checking = address_of(keeper.post(reverse("import", args=[plan.pk]), sent()))
    later(asked_at=clock.now() - timedelta(minutes=1))
    assert "udmoent work" in keeper.get(checking).content.decode()
    keeper.post(checking, {"straks": "1"})
    assert "Havnebad" in keeper.get(checking).content.decode()


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_a_worker_that_died_is_told_of_and_the_work_begun_anew(long_file, keeper, plan, item, settings):
    checking = address_of(keeper.post(reverse("import", args=[plan.pk]), sent()))
    later(stage="checking", beat_at=clock.now() - timedelta(minutes=5))
    page = keeper.get(checking).content.decode()
    assert "Arbejdet er gået i stå" in page and 'http-equiv="refresh"' not in page
    keeper.post(checking, {"igen": "1"})
    assert Reading.objects.get().stage == "waiting"
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)
    assert "Havnebad" in keeper.get(checking).content.decode()


def test_a_fault_of_udmoent_is_told_as_one(keeper, plan, item, monkeypatch):
    def broken(*_told: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(work, "bring_in", broken)
    with pytest.raises(ZeroDivisionError):
        keeper.post(reverse("import", args=[plan.pk]), sent())
    text = keeper.get(reverse("check", args=[plan.pk, Reading.objects.get().pk])).content.decode()
    assert "Noget gik galt i selve Udmønt" in text and "Prøv igen" in text


def test_what_another_plan_is_to_get_is_not_there(keeper, plan, checking):
    reading = Reading.objects.get()
    assert keeper.get(reverse("check_new", args=[reading.pk])).status_code == 404


@pytest.mark.parametrize("name", ["plan.exe", "plan", "plan.csv.html"])
def test_other_kinds_of_file_are_refused_with_the_kinds_there_are(keeper, plan, name):
    answer = keeper.post(reverse("import", args=[plan.pk]), sent(name=name))
    assert answer.status_code == 422 and ".xlsx" in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_with_a_sentence(keeper, plan, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT", 0)
    assert "der kan højst modtages" in keeper.post(reverse("import", args=[plan.pk]), sent()).content.decode()


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx", "plan.json", "plan.ods", "plan.xls"])
def test_a_file_that_cannot_be_read_gives_a_sentence(keeper, plan, item, name):
    answer = keeper.get(address_of(keeper.post(reverse("import", args=[plan.pk]), sent("not what it says", name))))
    assert answer.status_code == 422 and "Filen kan ikke importeres" in answer.content.decode()


def test_a_new_plan_begins_from_a_file(keeper, town):
    told = sent(name="plan.csv") | {"name": "Udmøntningsplan 2025-2028", "year": ""}
    checking = address_of(keeper.post(reverse("import_new"), told))
    assert "Havnebad" in keeper.get(checking).content.decode()
    assert not Plan.objects.exists()
    answer = keeper.get(keeper.post(checking)["Location"])
    plan = Plan.objects.get()
    assert answer.status_code == 302 and (plan.items.count(), plan.agreement.budget_year) == (2, 2025)


def test_a_plan_is_begun_only_once(keeper, town):
    told = {"name": "Udmøntningsplan 2025-2028", "year": ""}
    first, second = (address_of(keeper.post(reverse("import_new"), sent() | told)) for _time in range(2))
    keeper.post(first)
    keeper.post(second)
    assert keeper.get(second).status_code == 422 and Plan.objects.count() == 1
