# SPDX-License-Identifier: MPL-2.0
"""A scanned text gets its æ, ø and å back; a text that has them is never touched."""

import re
import tomllib
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties import examples
from udmoent.documents.repair.mend import Mended, mend
from udmoent.documents.repair.words import Answers, DanishWords
from udmoent.organisation import configuration

SEEDS = Path(__file__).parents[3] / "seeds"
SCANS = Path(__file__).parent / "scans"
SCANNED, PRINTED = SEEDS / "case-oek-2025-06-10-ocr.txt", SEEDS / "case-oek-2025-06-10-truth.txt"
CLEAN = SEEDS / "case-buu-2025-01-15.txt"
NAMES = {"Gjersbøl", "Jørgensen", "Søren", "Kjærgaard", "Åse", "Bæk", "(Å)", "(Ø)"}
BULLETS = {"·"}
NO_TOWN = DanishWords()


def town_words() -> list[str]:
    town = tomllib.loads((configuration.TOWNS / "norddjurs.toml").read_text(encoding="utf-8"))
    bodies = [name for body in town["bodies"] for name in (body["abbreviation"], body["name"])]
    return [*town["words"]["domain"], *bodies]


def shares(printed: str, scanned: str, words: DanishWords) -> tuple[float, list[str]]:
    """The share of spoilt words that were mended as printed, names and bullets apart, and the right words that were spoilt."""
    told, read, mended = printed.split(), scanned.split(), mend(scanned, words).text.split()
    assert len(read) == len(mended)
    spoilt = right = 0
    harmed: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, told, read, autojunk=False).get_opcodes():
        if kind == "equal":
            harmed += [f"{told[a + at]} → {mended[c + at]}" for at in range(b - a) if mended[c + at] != told[a + at]]
        elif kind == "replace" and b - a == d - c:
            pairs = [(told[a + at], mended[c + at]) for at in range(b - a) if is_counted(told[a + at], read[c + at])]
            spoilt += len(pairs)
            right += sum(one == other for one, other in pairs)
    return right / spoilt, harmed


def is_counted(printed: str, read: str) -> bool:
    if printed in NAMES | BULLETS:
        return False
    return bool(re.search("[æøåÆØÅ]", printed)) or read in ("1", "|")


def test_with_the_towns_words_at_least_97_of_100_spoilt_words_are_right_and_no_right_word_is_spoilt():
    share, harmed = shares(PRINTED.read_text(), SCANNED.read_text(), DanishWords(town_words()))
    assert share >= 0.97
    assert harmed == []


@pytest.mark.slow
def test_without_the_towns_words_at_least_90_of_100_spoilt_words_are_right_and_no_right_word_is_spoilt():
    share, harmed = shares(PRINTED.read_text(), SCANNED.read_text(), NO_TOWN)
    assert share >= 0.9
    assert harmed == []


@pytest.mark.parametrize(
    ("printed", "scanned"),
    [
        pytest.param(SCANS / "daginstitution-printed.txt", SCANS / "daginstitution-scanned.txt", id="daginstitution"),
        pytest.param(SCANS / "aeldre-printed.txt", SCANS / "aeldre-scanned.txt", id="ældre", marks=pytest.mark.slow),
        pytest.param(SCANS / "vej-printed.txt", SCANS / "vej-scanned.txt", id="vej", marks=pytest.mark.slow),
        pytest.param(CLEAN, SCANS / "plan-scanned.txt", id="plan", marks=pytest.mark.slow),
    ],
)
def test_other_scans_in_other_typefaces_are_mended_as_well(printed: Path, scanned: Path):
    """The scans are what Tesseract's English model made of the printed texts (see the file beside them)."""
    share, harmed = shares(printed.read_text(), scanned.read_text(), NO_TOWN)
    assert share >= 0.92
    assert harmed == []


@pytest.mark.parametrize("file", [CLEAN, PRINTED, *sorted(SCANS.glob("*-printed.txt"))], ids=lambda file: file.stem)
def test_a_clean_text_is_left_as_it_is(file: Path):
    text = file.read_text()
    assert mend(text, NO_TOWN) == Mended(text)


@pytest.mark.parametrize(
    "text",
    [
        "For more on the harbour and the roads, see our data base. A safe plan on time; bar none, go far. The mode of the man.",
        "Kontakt lars@pa.dk eller se https://www.norddjurs.dk/pa/ar. Sagsnr. 00.30.10.S00 15/22, bilag 4, s. 6, OK, AKT 1.",
        "Sagsgang\nKB\n\nIndstilling\nDet indstilles, at sagen godkendes.",
        "Jens Aagaard og Kaj Baadsgaard bor i Grenaa og arbejder i Aabenraa.",
        "Ma og Pa bor i huset. PA og SA er forkortelser.",
        "",
    ],
)
def test_english_names_addresses_numbers_and_codes_are_not_taken_for_spoilt_words(text: str):
    assert mend(text, NO_TOWN) == Mended(text)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.sampled_from(re.split(r"(?<=[.:])\s+", CLEAN.read_text())), min_size=1, max_size=6))
def test_any_sentences_of_a_clean_text_are_left_as_they_are(sentences: list[str]):
    text = "\n".join(sentences)
    assert mend(text, NO_TOWN).text == text


def in_a_scan(sentence: str, words: DanishWords = NO_TOWN) -> Mended:
    """The sentence mended as part of a text that lost its letters."""
    before = "Det er ogsa sadan, at bornene gar i skole pa landet.\n\n"
    mended = mend(before + sentence, words)
    return Mended(mended.text.partition("\n\n")[2], mended.repairs, mended.doubtful)


@pytest.mark.parametrize(
    ("scanned", "printed"),
    [
        (
            "I samspil, samt i maden, hvorpa der skabes udvikling.",
            "I samspil, samt i måden, hvorpå der skabes udvikling.",
        ),
        ("Der er god mad, og maden er klar.", "Der er god mad, og maden er klar."),
        ("Budgettet indeholder 1 ar mange opgaver 1 kommunen.", "Budgettet indeholder i år mange opgaver i kommunen."),
        (
            "Det tager mindst 1 time, ca. 1 uge eller hajst 1 maned.",
            "Det tager mindst 1 time, ca. 1 uge eller højst 1 måned.",
        ),
        ("Godkendt pa Kommunalbestyrelsens made den 3. marts.", "Godkendt på Kommunalbestyrelsens møde den 3. marts."),
        ("Det skete pa samme made dagen for sommerferien.", "Det skete på samme måde dagen før sommerferien."),
        ("Det er den korte udgave, og han korte hjem.", "Det er den korte udgave, og han kørte hjem."),
        ("Handel med @steuropa er @get.", "Handel med Østeuropa er øget."),
        ("Min far bor der.", "Min far bor der."),
        ("Udvalget skal lase sagen.", "Udvalget skal læse sagen."),
        ("Sagsgang: BUU | OKU | KB", "Sagsgang: BUU | OKU | KB"),
        ("Liste @ onsker falgende fart til protokol.", "Liste Ø ønsker følgende ført til protokol."),
        ("Bade bern og voksne.", "Både børn og voksne."),
        ("ØKONOMI og MILJ@ og HABET", "ØKONOMI og MILJØ og HÅBET"),
    ],
)
def test_the_neighbours_settle_what_a_right_looking_word_is(scanned: str, printed: str):
    assert in_a_scan(scanned).text == printed


@pytest.mark.parametrize(
    ("lost", "least"),
    [
        (dict.fromkeys("æøåÆØÅ", "\ufffd"), 0.93),
        (dict.fromkeys("æøåÆØÅ", "?"), 0.9),
        ({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"}, 0.95),
        ({"æ": "e", "ø": "o", "å": "a", "Æ": "E", "Ø": "O", "Å": "A"}, 0.92),
    ],
    ids=["unknown", "question marks", "two letters", "one letter"],
)
@pytest.mark.parametrize(
    "file",
    [
        SCANS / "vej-printed.txt",
        *(
            pytest.param(file, marks=pytest.mark.slow)
            for file in (CLEAN, SCANS / "aeldre-printed.txt", SCANS / "daginstitution-printed.txt")
        ),
    ],
    ids=lambda file: file.stem,
)
def test_letters_lost_in_other_ways_are_found_again(file: Path, lost: dict[str, str], least: float):
    printed = file.read_text()
    mended = mend(printed.translate(str.maketrans(lost)), NO_TOWN).text
    pairs = [
        (one, other) for one, other in zip(printed.split(), mended.split(), strict=True) if re.search("[æøåÆØÅ]", one)
    ]
    told = [(one, other) for one, other in pairs if one not in NAMES]
    assert sum(one == other for one, other in told) / len(told) >= least


def test_the_letter_of_a_party_is_known():
    assert in_a_scan("Fravaerende: Diana Mikkelsen (&) og Hans Jensen (A)").text.endswith(
        "Diana Mikkelsen (Æ) og Hans Jensen (A)"
    )


def test_a_party_that_the_town_has_not_is_the_one_it_looks_like():
    words = DanishWords(parties=["A", "Ø"])
    assert in_a_scan("Afbud: Per Hansen (O), Bo Dam (A) og Ib Lund (@)", words).text.endswith(
        "Hansen (Ø), Bo Dam (A) og Ib Lund (Ø)"
    )


def test_an_unknown_persons_name_stays_and_is_listed_with_a_suggestion():
    mended = in_a_scan("Afbud: Allan Gjersbgl Jorgensen (A)")
    assert mended.text == "Afbud: Allan Gjersbgl Jorgensen (A)"
    assert mended.doubtful == {"Gjersbgl": ("Gjersbøl",), "Jorgensen": ("Jørgensen",)}


def test_a_known_persons_name_is_mended():
    words = DanishWords(people=["Allan Gjersbøl Jørgensen"])
    mended = in_a_scan("Afbud: Allan Gjersbgl Jorgensen (A) og Kirsten Jorgensen (V)", words)
    assert mended.text == "Afbud: Allan Gjersbøl Jørgensen (A) og Kirsten Jorgensen (V)"


def test_an_abbreviation_becomes_one_of_the_towns_only():
    words = DanishWords(["ØK", "KB"])
    assert in_a_scan("Sagsgang: OK, KB og PLO", words).text == "Sagsgang: ØK, KB og PLO"


def test_each_repair_is_counted():
    mended = mend("Det er pa tide, at arbejdet pa omradet fremlaegges, og at bornene far det godt.", NO_TOWN)
    assert mended.repairs["pa", "på"] == 2
    assert mended.repairs["omradet", "området"] == 1


def test_answers_are_remembered_on_disk(tmp_path: Path):
    beginning = SCANNED.read_text()[:400]
    mend(beginning, DanishWords(cache=tmp_path / "words"))
    assert [file.suffix for file in (tmp_path / "words").iterdir()] == [".json"]
    assert mend(beginning, DanishWords(cache=tmp_path / "words")).text.startswith(" Sagsgang")


def test_a_cache_that_cannot_be_written_or_read_is_no_fault(tmp_path: Path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no directory")
    assert mend("Det er pa tide, at omradet far fred.", DanishWords(cache=in_the_way)).repairs
    (tmp_path / Answers.FILE).write_text('["broken"')
    assert mend("Det er pa tide, at omradet far fred.", DanishWords(cache=tmp_path)).repairs
