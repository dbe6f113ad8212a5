# SPDX-License-Identifier: MPL-2.0
"""Text is kept in one form, titles are matched as people would match them, and CPR numbers are found."""

import unicodedata
from datetime import date
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from udmoent.lib.text import NEAR, clean, find_cpr_numbers, is_near, normalised, similarity

ANY_TEXT = st.text(st.characters(codec=None))
UNTIDY = st.text(st.sampled_from("aå\u030aA\r\n\t\v \xa0\u200b\xad\u2028\x00\ud800\ufffe\u0308•-"))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\r\nb\rc\vd\u2028e\u2029f\x85g\fh", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("A\u030arhus", "Århus"),
        ("1\xa0500\u202fkr.", "1 500 kr."),
        ("a\tb", "a b"),
        ("sam\xadarbejde\u200b\ufeff", "samarbejde"),
        ("a\x00\x07b\x1f", "ab"),
        ("en \t\nto  \n", "en\nto"),
        ("\n  første\n  anden  ", "første\n  anden"),
        ("a\ud800b\uffffc", "abc"),
        ("=1+1", "=1+1"),
        ("👍 æøå – “ok”", "👍 æøå – “ok”"),
        ("   ", ""),
    ],
)
def test_text_is_kept_in_one_form(written: str, kept: str) -> None:
    assert clean(written) == kept


@given(ANY_TEXT | UNTIDY)
@example("a\u200d\u030a")
@example("x \u200b\n\xa0")
@example(" " * 200_000 + "x")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT | UNTIDY)
def test_clean_text_is_composed_and_has_no_blanks_at_the_edges(text: str) -> None:
    kept = clean(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert all(line == line.rstrip() for line in kept.split("\n"))
    assert kept == kept.strip()


@given(ANY_TEXT | UNTIDY)
def test_clean_text_can_stand_in_xml_and_comes_back_from_it(text: str) -> None:
    kept = clean(text)
    assert (etree.fromstring(f"<t>{escape(kept)}</t>".encode()).text or "") == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kloge m2", "KLOGE  M²"),
        ("Central flådestyringsenhed", "Central flaadestyringsenhed"),
        ("Ærø og Øer", "aeroe - og oeer"),
        ("IT-drift", "it drift."),
        ("Natur- og miljøområdet", "natur og miljøområdet"),
        ("A\u030aben sag", "Åben sag"),
        ("Sociale investeringer: model og pulje", "Sociale investeringer, model\nog pulje"),
    ],
)
def test_titles_that_differ_in_letters_case_and_points_only_are_the_same(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
    assert similarity(one, other) == 1.0
    assert is_near(one, other)


@given(ANY_TEXT)
def test_a_normalised_title_stays_as_it_is(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(ANY_TEXT, ANY_TEXT)
@example("tide", "diet")
def test_similarity_is_mutual_and_a_share(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0.0 <= similarity(one, other) <= 1.0
    assert is_near(one, other) == is_near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Styrket normering i dagtilbud", "Styrkede normeringer i dagtilbud"),
        ("Styrket normering i dagtilbud", "Styrket normering i dagtilbudene"),
        ("Ressourcer til natur- og miljøområdet", "Ressourcer til natur og miljgomradet"),
        ("Central flådestyringsenhed", "Central flådestyring"),
        ("Generativ kunstig intelligens i administrationen", "Generativ kunstig intelligens (AI) i administrationen"),
        ("Enklere arbejdsgange ved aktindsigt", "Enklere arbejdsgange i aktindsigter"),
        ("Afledt drift af ny daginstitution (A301)", "Afledt drift af ny daginstitution"),
        ("Asfalt og broer (rammebevilling)", "Asfalt og broer"),
        ("De nationale reformer", "Nationale reformer"),
        ("Ny daginstitution", "Ny daginsitution"),
        ("Flere hænder i folkeskolen", "Flere hænder i skolen"),
        ("Kvalitetsløft i ældreplejen", "Kvalitetsløft i ældreplejen 2025"),
        ("Udvikling af skolernes udeområder", "Udvikling af skolers udearealer"),
    ],
)
def test_misspellings_and_small_rewordings_are_near(one: str, other: str) -> None:
    assert is_near(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ny daginstitution", "Afledt drift af ny daginstitution"),
        ("Ny daginstitution i Auning", "Ny daginstitution i Grenaa"),
        ("Renovering af skoler", "Renovering af veje"),
        ("Effektivisering af rengøring", "Effektivisering af kørsel"),
        ("Asfalt og broer", "Asfalt og kantsten"),
        ("Partnerskab med erhvervslivet", "Partnerskab med foreningslivet"),
        ("Byggemodning i Auning", "Byggemodning i Ørum"),
        ("Styrket normering i dagtilbud", "Styrket indsats i dagplejen"),
        ("Cykelsti, etape 1", "Cykelsti, etape 2"),
        ("Pulje (børn)", "Pulje (ældre)"),
    ],
)
def test_different_topics_are_not_near(one: str, other: str) -> None:
    assert not is_near(one, other)
    assert similarity(one, other) < NEAR or normalised(one)[:-1] == normalised(other)[:-1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Borgeren 010190-1234 har søgt.", ["010190-1234"]),
        ("010190 1234, 0101901234", ["010190 1234", "0101901234"]),
        ("010190\xa01234 og 010190–1234 og 010190 - 1234", ["010190\xa01234", "010190–1234", "010190 - 1234"]),
        ("010190-\n1234", ["010190-\n1234"]),
        ("(290200-4321)", ["290200-4321"]),
        ("CPR:3112991234.", ["3112991234"]),
        ("310990-1234 300290-1234 001290-1234 011390-1234", []),
        ("290201-1234", []),
        ("20101901234 og 01019012345 og 1010190-12345", []),
        ("1-3679877 (99814/24) og 00.30.10.S00 15/22", []),
        ("0101 90-1234 og 01 01 90 - 1234 og 01 0190-1234", ["0101 90-1234", "01 01 90 - 1234", "01 0190-1234"]),
        ("tlf. 20 30 40 50 og 10 år 20-2028", []),
        ("010190.1234 og 010190/1234", []),
        ("999999 0101 901234 010203-4567", ["010203-4567"]),
        ("123456 0101901234", ["0101901234"]),
        ("٠١٠١٩٠-١٢٣٤", []),
    ],
)
def test_cpr_numbers_are_found(text: str, found: list[str]) -> None:
    assert find_cpr_numbers(text) == found


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2057, 12, 31)),
    st.from_regex("[0-9]{4}", fullmatch=True),
    st.sampled_from(["", "-", " "]),
    st.sampled_from([("", ""), ("cpr ", "."), ("(", ")"), ("æ", "å"), ("\n", "\n")]),
)
def test_every_birth_date_is_found_whatever_modulus_11_says(
    born_on: date, serial: str, between: str, around: tuple[str, str]
) -> None:
    number = f"{born_on:%d%m%y}{between}{serial}"
    assert find_cpr_numbers(number.join(around)) == [number]


@given(st.dates(), st.from_regex("[0-9]{4}", fullmatch=True), st.from_regex("[0-9]+", fullmatch=True), st.booleans())
def test_a_longer_row_of_digits_holds_no_cpr_number(born_on: date, serial: str, more: str, in_front: bool) -> None:
    number = f"{born_on:%d%m%y}{serial}"
    assert find_cpr_numbers(more + number if in_front else number + more) == []
