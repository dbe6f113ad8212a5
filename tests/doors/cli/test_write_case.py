# SPDX-License-Identifier: MPL-2.0
import zipfile

import pytest

from udmoent.cases.models import Case
from udmoent.documents.case import read_case
from udmoent.documents.case.words import case_words
from udmoent.organisation.models import Municipality


@pytest.fixture
def write(udmoent, sample, tmp_path):
    """`write("half-year", "ØK", …)`: the answer and the file."""

    def call(kind: str, body: str, *words: object, to: str = "sag.txt"):
        file = tmp_path / to
        named = [word for name in body.split() for word in ("--body", name)]
        return udmoent("write-case", kind, "--plan", sample, *named, *words, "--to", file, "--json"), file

    return call


def test_a_case_is_written_and_read_back(write, tmp_path):
    answered, file = write("orientation", "BUU", "--edition", "original", "--meeting-on", "15.1.2025", to="sag.docx")
    assert answered.code == 0 and answered.json["to_write"] == []
    read = read_case(file, case_words(Municipality.objects.get().configuration), cache=tmp_path)
    assert (read.body, read.route, read.access) == ("Børne- og Ungdomsudvalget", ("BUU",), "open")
    assert read.recommendation and read.recommendation.by == "Velfærdsdirektøren"


def test_what_is_still_to_be_written_is_told_and_writing_it_is_enough(write):
    answered, file = write("half-year", "ØK", "--edition", "ultimo maj 2025")
    assert answered.json["to_write"] == ["assessment"]
    assert "mangler at blive skrevet: den samlede vurdering" in file.read_text(encoding="utf-8")
    answered, file = write("half-year", "ØK", "--edition", "ultimo maj 2025", "--assessment", "Der er god fremdrift.")
    assert answered.json["to_write"] == []
    text = file.read_text(encoding="utf-8")
    assert "Der er god fremdrift." in text and "som forventet" not in text and "mangler" not in text


def test_the_meeting_is_the_versions_own_where_none_is_told(write):
    answered, _file = write("half-year", "ØK", "--edition", "ultimo maj 2025")
    assert answered.json["meeting_on"] == "2025-06-10"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("orientation", "BUU"), 2),
        (("release", "BUU"), 2),
        (("release", "BUU", "--item", "A999"), 1),
        (("orientation", "XYZ", "--edition", "original"), 1),
        (("orientation", "BUU", "--edition", "findes ikke"), 1),
        (("orientation", "BUU", "--edition", "original", "--arrangement", "ukendt"), 1),
        (("orientation", "BUU", "--edition", "original", "--closed-because", "§ 10", "--without-confidential"), 1),
        (("poem", "BUU", "--edition", "original"), 2),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(write, words, code):
    answered, file = write(*words)
    assert answered.code == code and answered.json["error"] and not file.exists()


def test_each_committees_case_with_its_excerpt_goes_into_one_folder_while_it_is_told_how_far(write):
    answered, file = write("orientation", "all", "--edition", "original", to="sager.zip")
    names = zipfile.ZipFile(file).namelist()
    assert [one["body"] for one in answered.json["cases"]] == ["BUU", "KFU", "MTU"]
    assert {
        f"{body}/aaben/bilag-1-udsnit{ending}" for body in ("BUU", "KFU", "MTU") for ending in (".docx", ".pdf")
    } <= {*names}
    assert [line.split(" · ")[:2] for line in answered.err.splitlines()[:3]] == [
        ["1 af 3", "BUU"],
        ["2 af 3", "KFU"],
        ["3 af 3", "MTU"],
    ]
    _again, other = write("orientation", "all", "--edition", "original", to="igen.zip")
    assert other.read_bytes() == file.read_bytes()


def test_one_case_with_what_goes_with_it_is_a_folder_too(write):
    answered, file = write("half-year", "ØK", "--edition", "ultimo maj 2025", to="sag.zip")
    assert answered.json["body"] == "ØK" and "aaben/bilag-2-aendringer.pdf" in zipfile.ZipFile(file).namelist()


def test_several_cases_are_refused_in_one_document_and_one_of_them_refused_writes_none(write):
    answered, file = write("orientation", "BUU MTU", "--edition", "original", to="sager.docx")
    assert answered.code == 2 and ".zip" in answered.json["error"] and not file.exists()
    closed = ("--closed-because", "§ 10", "--without-confidential")
    answered, file = write("orientation", "BUU MTU", "--edition", "original", *closed, to="sager.zip")
    assert answered.code == 1 and answered.json["error"].startswith("BUU: ") and not file.exists()


def test_an_ending_that_is_not_ours_is_refused(write):
    answered, file = write("orientation", "BUU", "--edition", "original", to="sag.odt")
    assert answered.code == 2 and not file.exists()


def test_nothing_is_kept_and_the_same_plan_gives_the_same_file(write):
    kept = set(Case.objects.values_list("pk", flat=True))
    for ending in (".docx", ".pdf"):
        _answered, one = write("release", "BUU", "--item", "BUU A301", to=f"en{ending}")
        _answered, other = write("release", "BUU", "--item", "A301", to=f"to{ending}")
        assert one.read_bytes() == other.read_bytes()
    assert set(Case.objects.values_list("pk", flat=True)) == kept


def test_a_closed_case_says_so_and_on_what_ground(write):
    _answered, file = write("item", "ØK", "--item", "R101", "--closed-because", "Forhandling om salg")
    text = file.read_text(encoding="utf-8")
    assert "Lukket sag" in text and "Begrundelse: Forhandling om salg" in text
    assert "Vurderingen er" in text, "a closed case may tell what an open one does not"
    _answered, file = write("item", "ØK", "--item", "R101")
    assert "Vurderingen er" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("to", ["sag.txt", "sager.zip"])
def test_no_release_is_written_of_what_is_not_a_capital_project(write, to):
    answered, file = write("release", "KFU", "--item", "D403", to=to)
    assert answered.code != 0 and "D403 er ikke et anlægsprojekt" in answered.json["error"] and not file.exists()
