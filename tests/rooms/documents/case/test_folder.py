# SPDX-License-Identifier: MPL-2.0
"""The folder for an agenda system: whatever goes with a case, and however open each of it is, nothing closed lies in what is
open, and the manifests tell of every file once, as it is.
"""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdfium2 import PdfDocument

from tests.properties import examples
from udmoent.cases.compose.ground import Ground, NamedBody
from udmoent.cases.facts import MADE, Access, CaseKind, Holds
from udmoent.cases.writing import Head, case_from
from udmoent.cases.written import WrittenAttachment, WrittenCase, without_confidential
from udmoent.documents.case_folder import ENTRIES, Folder, case_folder
from udmoent.documents.case_papers import CasePapers
from udmoent.documents.files import keep
from udmoent.editions.content import Amount, BodyContent, ItemContent, PlanContent
from udmoent.organisation.configuration import TOWNS, read_configuration
from udmoent.plan.facts import Kind, Stage, Treatment, Visibility

TOWN = read_configuration((TOWNS / "norddjurs.toml").read_text(encoding="utf-8"))
BUU = NamedBody("BUU", "Børne- og Ungdomsudvalget")
SECRET = "Hemmelig"
"""Stands in all that is closed, and in nothing else."""
MANIFESTS = ("manifest.json", "manifest.xml")


def said(visibility: Visibility, place: int) -> str:
    return f"Emne {place}" if visibility == Visibility.PUBLIC else f"{SECRET} {place}"


def item(place: int, visibility: Visibility) -> ItemContent:
    told = said(visibility, place)
    expected = Amount(year=2027, phase="expected", nature="operating", price_level="2027", kroner=1000 * place)
    return ItemContent(
        id=place,
        number=f"D{place:03}" if visibility == Visibility.PUBLIC else f"{SECRET}{place:03}",
        kind=Kind.RAADERUM,
        title=told,
        body="BUU",
        is_cross_cutting=place % 2 == 0,
        stage=Stage.CLOSED if place % 3 == 0 else Stage.UNDER_WAY,
        derived_from="A101",
        fills="A102",
        strategies=("Verdensmål 4", "Skolestrategien"),
        treatments=(Treatment(body="BUU", form="drøftelse", time="maj"),),
        amounts=(expected,),
        course=f"{told} gennemføres.",
        status_text=f"{SECRET} status",
        responsible=f"{SECRET} chef",
        visibility=visibility,
    )


def content(visibilities: list[Visibility], **told: Any) -> PlanContent:
    whole = {
        "municipality": "Testby Kommune",
        "plan": "Plan 2027-2030",
        "budget_year": 2027,
        "as_of": date(2026, 12, 9),
        "edition": "original",
        "sha256": "a" * 64,
        "bodies": (BodyContent(abbreviation="BUU", name=BUU.name, digit="3", valid_from=date(2022, 1, 1)),),
        "items": tuple(item(place, one) for place, one in enumerate(visibilities, start=1)),
    }
    return PlanContent(**whole | told)


@st.composite
def cases(draw: st.DrawFn) -> tuple[WrittenCase, Ground, dict[int, bytes]]:
    """A case with what goes with it, what it stands on, and the bytes of each attached file by its number."""
    visibilities = draw(st.lists(st.sampled_from(list(Visibility)), min_size=1, max_size=4))
    access = draw(st.sampled_from(list(Access)))
    before = st.lists(st.sampled_from(list(Visibility)), max_size=4)
    earlier = content(draw(before), as_of=date(2026, 11, 1)) if draw(st.booleans()) else None
    kind = draw(st.sampled_from([CaseKind.ORIENTATION, CaseKind.APPROVAL, CaseKind.HALF_YEAR]))
    ground = Ground(
        kind=kind, town=TOWN, content=content(visibilities), body=BUU, council=BUU, earlier=earlier, access=access
    )
    numbers = draw(st.lists(st.integers(1, 40), unique=True, max_size=4))
    attachments = tuple(draw(attached(number)) for number in numbers)
    files = {one.number: f"{one.title} i filen".encode() for one in attachments if one.holds == Holds.FILE}
    kept = {number: hashlib.sha256(told).hexdigest() for number, told in files.items()}
    attachments = tuple(replace(one, file_sha256=kept.get(one.number, "")) for one in attachments)
    head = Head(title="Udmøntningsplan", ground=f"{SECRET} forhandling" if draw(st.booleans()) else "")
    return replace(case_from(ground, head, route=["BUU"]), attachments=attachments), ground, files


@st.composite
def attached(draw: st.DrawFn, number: int) -> WrittenAttachment:
    holds, access = draw(st.sampled_from(list(Holds))), draw(st.sampled_from(list(Access)))
    word = SECRET if access == Access.CONFIDENTIAL else "Notat"
    name = draw(st.sampled_from(["pdf", "docx", "PDF", "tar.gz", ""]))
    return WrittenAttachment(
        number=number,
        title=f"{word} {number}",
        holds=holds,
        access=access,
        document_id=f"{word}-{number}",
        record_number=f"{word}/{number}",
        file_name=f"{word} {draw(st.sampled_from(['æøå', '..', '/etc/passwd', 'sag']))}.{name}",
        address=f"https://dokumenter.example/{word}/{number}" if holds == Holds.ADDRESS else "",
    )


def papers(case: WrittenCase, ground: Ground, files: dict[int, bytes], folder: Path) -> CasePapers:
    for told in files.values():
        keep(told, folder)
    return CasePapers(case=case, ground=ground, files=folder)


def told_in(name: str, content: bytes) -> str:
    """All that a file says, whatever it is packed in."""
    if name.endswith(".docx") and content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "".join(told_in(part, packed.read(part)) for part in packed.namelist())
    if content.startswith(b"%PDF"):
        return "".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
    return content.decode(errors="replace")


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("files")


@given(cases())
@settings(max_examples=examples(60))
def test_nothing_closed_is_ever_in_the_open_folder(files, drawn):
    case, ground, kept = drawn
    whole = opened(case_folder(case, papers(case, ground, kept, files).all((".docx",))))
    in_open = {name: told for name, told in whole.items() if name.startswith("aaben/")}
    assert bool(in_open) == (case.access == Access.OPEN), "of a closed case nothing is open"
    for name, told in in_open.items():
        assert SECRET not in name.title() and SECRET not in told_in(name, told), name
    assert all(name.startswith(("aaben/", "lukket/")) and ".." not in name for name in whole)


@given(cases())
@settings(max_examples=examples(60))
def test_without_what_is_closed_the_folder_is_the_open_one(files, drawn):
    case, ground, kept = drawn
    whole = opened(case_folder(case, papers(case, ground, kept, files).all((".docx",))))
    only = without_confidential(case)
    part = opened(case_folder(only, papers(only, ground, kept, files).all((".docx",)), only_open=True))
    assert part == {name: told for name, told in whole.items() if name.startswith("aaben/")}


@given(cases())
@settings(max_examples=examples(60))
def test_the_manifests_tell_of_every_file_once_and_as_it_is(files, drawn):
    case, ground, kept = drawn
    whole = opened(case_folder(case, papers(case, ground, kept, files).all((".docx",))))
    folders = {name.split("/")[0] for name in whole}
    for folder in folders:
        told = json.loads(whole[f"{folder}/manifest.json"])
        paths = [one["path"] for one in told["files"]]
        within = {name for name in whole if folder == "lukket" or name.startswith("aaben/")}
        assert sorted(paths) == sorted(name for name in within if Path(name).name not in MANIFESTS)
        for one in told["files"]:
            content = whole[one["path"]]
            assert (one["bytes"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
            assert one["access"] == ("open" if one["path"].startswith("aaben/") else "confidential")
        assert whole_of(etree.fromstring(whole[f"{folder}/manifest.xml"])) == plain(told)
        numbered = {one["attachment"] for one in told["files"] if one["attachment"]}
        made = {one.number for one in case.attachments if one.holds in {*MADE, Holds.FILE}}
        shown = {one["number"]: one["access"] for one in told["attachments"]}
        assert numbered == made & shown.keys()
        assert folder == "lukket" or set(shown.values()) <= {"open"}


def whole_of(element: Any) -> Any:
    """The XML as the JSON has it, every value as text."""
    if element.tag in ENTRIES and not isinstance(element, str):
        return [whole_of(entry) for entry in element]
    return {one.tag: whole_of(one) for one in element} if len(element) else element.text or ""


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: plain(told) for name, told in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@given(cases())
@settings(max_examples=examples(10))
def test_a_pdf_tells_the_same_as_the_word_document_of_what_is_closed(files, drawn):
    case, ground, kept = drawn
    whole = opened(case_folder(case, papers(case, ground, kept, files).all()))
    for name, told in whole.items():
        if name.startswith("aaben/") and name.endswith(".pdf"):
            assert SECRET not in told_in(name, told), name


@given(st.lists(cases(), max_size=3))
@settings(max_examples=examples(10))
def test_several_cases_lie_each_in_its_own_folder_as_they_would_alone(files, drawn):
    folder = Folder()
    alone: dict[str, bytes] = {}
    for place, (case, ground, kept) in enumerate(drawn):
        made = list(papers(case, ground, kept, files).all((".docx",)))
        folder.add(case, made, under=f"U{place}")
        alone |= {f"U{place}/{name}": told for name, told in opened(case_folder(case, made)).items()}
    assert opened(folder.content()) == alone


@pytest.mark.parametrize(
    ("holds", "is_compared"), [(Holds.PLAN, False), (Holds.EXCERPT, True), (Holds.COMPARISON, True)]
)
def test_an_open_attachment_says_how_much_less_it_tells_than_the_case_counts(files, holds, is_compared):
    visibilities = [Visibility.PUBLIC, Visibility.INTERNAL, Visibility.INTERNAL]
    ground = Ground(
        kind=CaseKind.ORIENTATION,
        town=TOWN,
        content=content(visibilities),
        body=BUU,
        council=BUU,
        earlier=content(visibilities[:1], as_of=date(2026, 11, 1)),
    )
    made = CasePapers(case=case_from(ground, Head(), route=["BUU"]), ground=ground, files=files)

    def said(access: Access) -> str:
        attachment = WrittenAttachment(number=1, title="Bilag", holds=holds, access=access)
        return "".join(told_in(one.file_name, one.content) for one in made.of(attachment, (".docx",)))

    assert "2 punkter, som sagen tæller med, er ikke frigivet" in said(Access.OPEN)
    assert ("er sammenlignet" in said(Access.OPEN)) == is_compared
    assert "som sagen tæller" not in said(Access.CONFIDENTIAL)
