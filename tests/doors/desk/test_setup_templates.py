# SPDX-License-Identifier: MPL-2.0
"""The set-up's templates: a file in, tried, taken in use, left, and what documents are then written in."""

import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.rooms.documents.template.letterhead import letterhead, parts_like, text_of
from udmoent.audit.models import Event
from udmoent.cases.actions import CaseFacts
from udmoent.cases.beginning import begin
from udmoent.cases.facts import CaseKind
from udmoent.catalogue.actions import By as Proposing
from udmoent.catalogue.actions import begin_round, propose
from udmoent.catalogue.facts import Openness, ProposalFacts
from udmoent.catalogue.rules import Days
from udmoent.cli.asked import read_command_line
from udmoent.cli.main import run
from udmoent.documents.case import read_case
from udmoent.documents.case.words import case_words
from udmoent.documents.models import Template, TemplateUse

LETTER = letterhead(footer="Torvet 3, 8500 Grenaa")


def text(answer) -> str:
    return answer.content.decode()


def file_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def send(client, content: bytes = LETTER, name: str = "brev.docx", **how):
    return client.post(reverse("setup_templates"), {"file": SimpleUploadedFile(name, content)}, **how)


@pytest.fixture
def template(keeper) -> Template:
    send(keeper)
    return Template.objects.get()


@pytest.fixture
def in_use(keeper, template) -> Template:
    told = {"documents": ["plan", "comparison"], "why": "Nyt design"}
    keeper.post(reverse("setup_template", args=[template.pk]), told)
    return template


def test_a_template_is_brought_in_and_shown_before_it_is_in_use(keeper, plan, item):
    page = text(send(keeper, follow=True))
    assert "endnu ikke i brug" in page and "{{ indhold }}" in page and "INTERN sættes ind" in page
    assert not TemplateUse.objects.exists()
    assert "brev.docx" in text(keeper.get(reverse("setup_templates")))


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"hej", "brev.docx", "er beskadiget eller er ikke en Word-fil"),
        (letterhead(text=("{{ dato }}", "{{ indhold }}")), "brev.docx", "{{ dato }} er ikke et felt"),
        (LETTER, "brev.docm", "har makroer"),
        (b"\x00" * (11 * 2**20), "brev.docx", "højst bruges 10 MB"),
    ],
)
def test_a_file_that_is_no_template_is_refused_and_not_kept(keeper, settings, content, name, sentence):
    answer = send(keeper, content, name)
    assert answer.status_code == 422 and sentence in text(answer)
    assert not Template.objects.exists() and not settings.UDMOENT_FILES.exists()


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("plan", "planen-og-dens-udsnit"),
        ("comparison", "aendringsoversigter"),
        ("case", "dagsordenssager"),
        ("catalogue", "raaderumskataloger"),
    ],
)
def test_a_trial_is_todays_plan_and_says_that_it_is_one(keeper, plan, item, edition, template, document, name):
    answer = keeper.get(reverse("get_trial", args=[template.pk, document]))
    assert f"proeve-brev-{name}.docx" in answer["Content-Disposition"]
    made = file_of(answer)
    assert "PRØVE" in text_of(made, parts_like(made, "header")[0])
    assert Event.objects.get(act="try_template").told == {"documents": [document]}


def test_nothing_is_ticked_before_somebody_chooses(keeper, template):
    page = text(keeper.get(reverse("setup_template", args=[template.pk])))
    assert "De andre bliver, som de er" in page and " checked" not in page


def test_it_is_tried_without_any_version(keeper, plan, item, template):
    assert keeper.get(reverse("get_trial", args=[template.pk, "comparison"])).status_code == 200
    assert keeper.get(reverse("get_trial", args=[template.pk, "brev"])).status_code == 404


def test_documents_are_written_in_the_template_from_now_on(keeper, plan, item, edition, in_use):
    page = text(keeper.get(reverse("setup_templates")))
    assert page.count("brev.docx") >= 3 and "Nyt design" in page
    comparison = reverse("get_comparison", args=[plan.pk, "docx"]) + "?fra=original&til=2025-06-01"
    for address in (
        reverse("get_plan", args=[plan.pk, "docx"]),
        reverse("get_plan", args=[plan.pk, "docx"]) + "?udvalg=BUU",
        reverse("get_edition", args=[plan.pk, edition.pk, "docx"]),
        comparison,
    ):
        (section,) = docx.Document(io.BytesIO(file_of(keeper.get(address)))).sections
        assert "Norddjurs Kommune" in section.header.paragraphs[0].text, address
        assert [p.text for p in section.footer.paragraphs] == ["Torvet 3, 8500 Grenaa", "INTERN"], address
    assert file_of(keeper.get(reverse("get_plan", args=[plan.pk, "pdf"]))).startswith(b"%PDF")


def test_both_doors_write_the_same_bytes(keeper, plan, edition, in_use, tmp_path):
    by_hand = file_of(keeper.get(reverse("get_edition", args=[plan.pk, edition.pk, "docx"])))
    to = tmp_path / "plan.docx"
    words = ["export-plan", "--plan", plan.name, "--edition", "original", "--to", str(to)]
    assert run(read_command_line(words)) == 0
    assert to.read_bytes() == by_hand


def test_a_choice_of_no_documents_is_refused_with_what_was_typed(keeper, template):
    answer = keeper.post(reverse("setup_template", args=[template.pk]), {"why": "Nyt design"})
    assert answer.status_code == 422 and "Vælg, hvilke dokumenter" in text(answer) and "Nyt design" in text(answer)


def test_udmoents_own_look_comes_back(keeper, plan, item, in_use):
    address = reverse("setup_leave_template", args=["plan"])
    assert "Ændringsoversigter" not in text(keeper.get(address)) and "fra nu af uden skabelon" in text(
        keeper.get(address)
    )
    keeper.post(address, {"why": "Forkert logo"})
    made = file_of(keeper.get(reverse("get_plan", args=[plan.pk, "docx"])))
    assert "Torvet 3" not in text_of(made, parts_like(made, "footer")[0])
    answer = keeper.post(address, {"why": ""})
    assert answer.status_code == 422 and "intet at gå tilbage fra" in text(answer)
    assert keeper.get(reverse("setup_leave_template", args=["brev"])).status_code == 404


def test_every_template_can_be_downloaded_and_taken_in_use_again(keeper, in_use):
    send(keeper, letterhead(header="Nyt logo"), "nyt.docx")
    new = Template.objects.get(file_name="nyt.docx")
    keeper.post(reverse("setup_template", args=[new.pk]), {"documents": ["plan"]})
    assert file_of(keeper.get(reverse("get_template_file", args=[in_use.pk]))) == LETTER
    keeper.post(reverse("setup_template", args=[in_use.pk]), {"documents": ["plan"]})
    assert [use.template for use in TemplateUse.objects.filter(document="plan")] == [in_use, new, in_use]


def test_the_sample_is_a_template(keeper):
    sample = file_of(keeper.get(reverse("get_sample_template")))
    assert "{{ indhold }}" in text_of(sample, "word/document.xml")
    assert "er gemt" in text(send(keeper, sample, follow=True))


def test_the_log_tells_it_in_words(keeper, in_use):
    page = text(keeper.get(reverse("log")))
    assert "Tog en skabelon i brug" in page and "Planen og dens udsnit, Ændringsoversigter" in page
    assert reverse("setup_template", args=[in_use.pk]) in page


def test_a_case_and_all_that_goes_with_it_is_written_in_the_template_until_it_is_left(
    keeper, plan, edition, template, coordinator, tmp_path
):
    buu = plan.municipality.bodies.get(abbreviation="BUU")
    facts = CaseFacts(kind=CaseKind.ORIENTATION, title="", edition=edition, template="beslutningstema")
    case = begin(plan, facts, buu, today=edition.as_of, by=coordinator, now=edition.sealed_at)
    treatment = case.treatments.get()
    keeper.post(reverse("setup_template", args=[template.pk]), {"documents": ["plan", "case"]})
    word = file_of(keeper.get(reverse("get_case", args=[plan.pk, case.pk, treatment.pk, "docx"])))
    assert "Norddjurs Kommune" in text_of(word, parts_like(word, "header")[0])
    (tmp_path / "sag.docx").write_bytes(word)
    read = read_case(tmp_path / "sag.docx", case_words(plan.municipality.configuration), cache=tmp_path)
    assert [one.heading for one in read.sections][:2] == ["Beslutningstema", "Indstilling"] and read.body == buu.name
    folder = file_of(keeper.get(reverse("get_case_folder", args=[plan.pk, case.pk, treatment.pk])))
    with zipfile.ZipFile(io.BytesIO(folder)) as papers:
        documents = [papers.read(name) for name in papers.namelist() if name.endswith(".docx")]
    assert len(documents) == 2 and all(
        "Norddjurs Kommune" in text_of(one, parts_like(one, "header")[0]) for one in documents
    )
    keeper.post(reverse("setup_leave_template", args=["case"]), {"why": "Forkert logo"})
    own = file_of(keeper.get(reverse("get_case", args=[plan.pk, case.pk, treatment.pk, "docx"])))
    assert not any("Norddjurs Kommune" in text_of(own, name) for name in parts_like(own, "header"))
    assert [bool(use.template) for use in TemplateUse.objects.filter(document="case")] == [True, False]


def test_a_catalogue_is_written_in_the_template(keeper, plan, template, coordinator):
    by = Proposing(person=coordinator, now=datetime(2025, 9, 16, 8, tzinfo=UTC))
    days = Days(**dict.fromkeys(Days.__slots__, date(2025, 9, 30)))
    round = begin_round(plan.municipality, "Katalog 2026", budget_year=2026, days=days, by=by)
    propose(round, ProposalFacts(title="Fælles indkøb"), openness=Openness.PUBLIC, by=by)
    address = reverse("get_catalogue", args=[2026, "docx"])
    own = file_of(keeper.get(address))
    keeper.post(reverse("setup_template", args=[template.pk]), {"documents": ["catalogue"]})
    word = file_of(keeper.get(address))
    assert not any("Norddjurs Kommune" in text_of(own, name) for name in parts_like(own, "header"))
    assert "Norddjurs Kommune" in text_of(word, parts_like(word, "header")[0])
    assert "Fælles indkøb" in text_of(word, "word/document.xml")
    trial = file_of(keeper.get(reverse("get_trial", args=[template.pk, "catalogue"])))
    assert "Fælles indkøb" in text_of(trial, "word/document.xml")
