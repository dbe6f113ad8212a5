# SPDX-License-Identifier: MPL-2.0
"""The sample's cases: what each tells, as text to be compared, and the facts of the two real ones that they follow."""

import re
from pathlib import Path
from typing import Any

import pytest

from udmoent.cases.facts import CaseKind
from udmoent.cases.written import Source, WrittenCase
from udmoent.documents.case import read_case
from udmoent.documents.case.words import case_words
from udmoent.documents.write_case import case_file
from udmoent.organisation.configuration import TOWNS, read_configuration

# The cases come from a database, though no test asks for one itself.
pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "cases"
TOWN = read_configuration((TOWNS / "norddjurs.toml").read_text(encoding="utf-8"))
NAMES = ("orientation-buu", "half-year-oek", "approval-oek", "item-r101", "release-a301", "other-arrangement")


@pytest.mark.parametrize("name", NAMES)
def test_the_case_says_what_it_said(told, name):
    """After a meant change: write what is said now into the file, and read it."""
    said = re.sub("fingeraftryk [0-9a-f]{12}", "fingeraftryk …", case_file(told.cases[name], ".txt").decode())
    assert said == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


ORIENTATION = {
    "agreement and years": "vedtagelsen af Norddjurs Kommunes budget 2025-2028",
    "approved by the council": "godkendt på Kommunalbestyrelsens møde den 11. december 2024",
    "for the committees' own areas": "Det anbefales fagudvalgene at bruge planen på de områder, der hører under",
    "for their work plans": "afspejle sig i udvalgets arbejdsplan",
    "in January, for information": "på fagudvalgenes møder i januar 2025",
    "all topics": "samtlige emner fra budgetaftalen som Kursen for 2025",
    "coordination and commitment": "(Koordinering og Commitment)",
    "the excerpt is attached": "Som bilag til sagen er vedlagt et udsnit",
    "own and cross-cutting items": "og de punkter, der går på tværs",
    "the parts": "driftsændringer, råderumsforslag og anlægsprojekter pr. fagudvalg, og hensigtserklæringerne",
    "the first heading": "· Økonomisk Politik",
    "the last heading": "· Klima, miljø, natur og den grønne omstilling",
    "many tasks that cut across": "relativt mange opgaver, og med baggrund i råderumskataloget går flere af emnerne på tværs",
    "group management": "Koncernledelsen arbejder med at få dem tæt forbundet",
    "the directorate": "Direktionen har drøftet udmøntningsplanen og vurderer løbende ansvarsområder, samarbejde og snitflader",
    "kloge m2": "· Kloge m2:",
    "fleet": "· Central flådestyringsenhed:",
    "access to documents": "· Enklere arbejdsgange ved aktindsigt:",
    "artificial intelligence": "· Generativ kunstig intelligens i administrationen:",
    "råderum this year": "I 2025 er der fokus på at gennemføre de valgte råderumsforslag",
    "the efficiency contribution": "effektiviseringsbidraget i 2025 kan der også inddrages forslag fra råderumskataloget",
    "the next round": "budgetlægningen for budget 2027",
    "the X": "markeret med X for afsluttet",
    "derived operation": "eksempelvis afledt drift af anlægsprojekter: D303",
    "which items the committees treat": "hvilke punkter der behandles i fagudvalgene, og de indgår i udvalgenes arbejdsplaner",
    "dynamic": "et dynamisk dokument",
    "times are indicative": "vejledende, og kan blive justeret",
    "communication": "Der kommunikeres løbende om udmøntningsplanen i hele organisationen",
    "involvement": "inddrages MED-organisationen, direktionen og koncernledelsen",
    "strategy": "Plan- og Udviklingsstrategien, som er vedtaget i november 2023",
    "nature, areas, green transition": "natur, prioritering af arealer og den grønne omstilling",
    "UN goals": "FN's verdensmål er retningsgivende",
    "values": "Vores Norddjurs: tillid, ordentlighed, udvikling og fællesskab",
    "leadership": "direktionens strategiske indsatser og ledelsesgrundlag",
    "economy": "Der er ingen økonomiske konsekvenser.",
    "law": "Der er ikke lovkrav om at udarbejde en udmøntningsplan",
    "the acts": "Den kommunale styrelseslov og Budgetloven",
    "the recommendation": "Velfærdsdirektøren indstiller, at orienteringen om udmøntningsplanen for budget 2025 for Børne- og "
    "Ungdomsudvalgets område tages til efterretning.",
}
HALF_YEAR = {
    "status": "statusopfølgning på udmøntningsplanen for budget 2025-2028",
    "dynamic": "et dynamisk dokument",
    "version attached": "Vedlagt findes en opdateret version pr. ultimo maj 2025.",
    "times are indicative": "vejledende, og kan blive justeret",
    "what is asked": "Det indstilles, at udmøntningsplanen drøftes og godkendes.",
    "process and status": "samtlige emner fra budgetaftalen for 2025, og proces og status er beskrevet",
    "the four parts": "driftsændringer, råderumsforslag, anlægsprojekter og hensigtserklæringer.",
    "monthly status": "Direktionen har månedlig status på de indsatser",
    "kloge m2": "· Kloge m2:",
    "what changed with it": "tidspunktet flyttet fra 1. kvartal 2025 til 2. kvartal 2025",
    "nature and environment": "· Ressourcer til natur- og miljøområdet:",
    "sickness absence": "· Helhedsorienteret indsats mod sygefravær:",
    "national reforms": "· De nationale reformer:",
    "communication": "Der kommunikeres løbende",
    "the X": "markeret med X for afsluttet",
    "derived operation": "afledt drift af anlægsprojekter",
    "the judgement": "generelt er fremdrift i opgaverne som forventet",
    "values": "Vores Norddjurs",
    "law": "Den kommunale styrelseslov og Budgetloven.",
    "the recommendation": "Kommunaldirektøren indstiller, at den halvårlige status på udmøntningsplanen drøftes og godkendes.",
}


@pytest.mark.parametrize("fact", ORIENTATION)
def test_the_orientation_tells_every_fact_of_january(told, fact):
    assert ORIENTATION[fact] in said(told.cases["orientation-buu"])


@pytest.mark.parametrize("fact", HALF_YEAR)
def test_the_half_yearly_status_tells_every_fact_of_june(told, fact):
    assert HALF_YEAR[fact] in said(told.cases["half-year-oek"])


def test_what_is_no_longer_an_effort_is_not_named_as_one(told):
    assert "· Enklere arbejdsgange ved aktindsigt" not in said(told.cases["half-year-oek"])


def test_the_economy_is_none_and_nothing_else(told):
    section = next(one for one in told.cases["half-year-oek"].sections if one.heading == "Økonomiske konsekvenser")
    assert section.text == "Ingen."


def test_the_sections_stand_in_the_order_of_the_real_cases(told):
    real = [section.heading for section in TOWN.case.sections]
    for name in ("orientation-buu", "half-year-oek"):
        assert [section.heading for section in told.cases[name].sections] == real


def test_the_judgement_is_a_persons_and_said_to_be_lacking(told):
    case = told.cases["half-year-oek"]
    assert case.to_write == ("assessment",)
    judged = [one for section in case.sections for line in section.paragraphs for one in line.sentences]
    origins = next(one.origins for one in judged if "fremdrift" in one.text)
    assert [origin.source for origin in origins] == [Source.TOWN]


def test_another_arrangement_says_the_same_under_other_headings(told):
    case = told.cases["other-arrangement"]
    headings = [section.heading for section in case.sections]
    assert headings[0] == "Beslutningstema" and "Retsgrundlag" in headings and headings[-1] == "FN's verdensmål"
    assert all(section.paragraphs for section in case.sections)
    presentation = next(one.text for one in case.sections if one.heading == "Sagsfremstilling")
    assert "MED-organisationen" not in presentation, "what a section of its own holds is not said twice"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", [".txt", ".docx", ".pdf"])
def test_the_case_is_read_back_as_it_was_written(told, tmp_path, name, ending):
    case = told.cases[name]
    file = tmp_path / f"sag{ending}"
    file.write_bytes(case_file(case, ending))
    read = read_case(file, case_words(TOWN), cache=tmp_path)
    assert (read.title, read.body, read.meeting_on) == (case.title, case.body, case.meeting_on)
    assert (read.kle, read.case_number or "", read.access, read.route) == (
        case.kle,
        case.case_number,
        "open",
        case.route,
    )
    # Where a page ends, nobody can see on paper whether a paragraph does.
    told = in_words if ending == ".pdf" else in_lines
    assert list(map(told, read.sections)) == list(map(told, case.sections))
    assert [(one.number, one.title, one.access) for one in read.attachments] == [
        (one.number, one.title, "open") for one in case.attachments
    ]
    assert not read.repairs


def test_no_open_case_tells_what_is_internal(told):
    """The words of the responsible, of assessments and of promises stay inside."""
    release = told.cases["release-a301"]
    assert release.kind == CaseKind.RELEASE
    for words in ("anlægschef", "Vurderingen er", "forpligtet sig:"):
        assert words not in said(release)


def in_lines(section: Any) -> tuple[str, list[str]]:
    """Its heading and its paragraphs and bullets; the gaps between them are the form's own."""
    return section.heading, [line for line in section.text.split("\n") if line]


def in_words(section: Any) -> tuple[str, str]:
    return section.heading, " ".join(section.text.split())


def said(case: WrittenCase) -> str:
    return case_file(case, ".txt").decode()
