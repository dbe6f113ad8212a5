# SPDX-License-Identifier: MPL-2.0
"""Amounts become whole kroner, or a sentence that says what to write; and no krone is lost on the way out."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from udmoent.lib.money import (
    KR,
    MIO,
    TKR,
    UNITS,
    NotAnAmount,
    NoUnit,
    amount_of,
    in_unit,
    plain_decimals,
    read_amount,
    read_price_level,
    read_unit,
)

KRONER = st.integers(-(10**12), 10**12)
UNIT = st.sampled_from(sorted(UNITS.values()))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("written", "thousands"),
    [
        *(("1.500", 1500), ("1500", 1500), ("1 500", 1500), ("1\xa0500", 1500), ("1.500.000", 1_500_000)),
        *(("-250", -250), ("- 250", -250), ("−250", -250), ("–250", -250), ("250-", -250), ("250 -", -250)),
        *(("(450)", -450), ("( 450 )", -450), ("(-450)", -450), ("+400", 400), ("+ 2.000", 2000)),
        *(("0", 0), ("-0", 0), ("0,0", 0), ("1,5", Decimal("1.5")), ("1.500,25", Decimal("1500.25"))),
        *(("1.500,-", 1500), ("1.500,--", 1500), ("1.500.-", 1500), ("-1.500,-", -1500), ("1.500,00", 1500)),
    ],
)
def test_an_amount_without_unit_is_in_the_unit_of_its_surroundings(written: str, thousands: int | Decimal) -> None:
    assert read_amount(written, TKR) == thousands * 1000
    assert read_amount(written, MIO) == thousands * 1_000_000


@pytest.mark.parametrize(
    ("written", "kroner"),
    [
        *(("-1,5 mio. kr.", -1_500_000), ("2,5 mio", 2_500_000), ("3 mill.", 3_000_000), ("5 Mkr.", 5_000_000)),
        *(("5 millioner kroner", 5_000_000), ("1 million", 1_000_000), ("1,2 mia. kr.", 1_200_000_000)),
        *(("+2.000 t.kr.", 2_000_000), ("500 tkr", 500_000), ("500 t. kr.", 500_000), ("2 tusinde kr.", 2_000)),
        *(("2.000 kr.", 2_000), ("kr. 2.000", 2_000), ("kr. -2.000,-", -2_000), ("DKK 500", 500), ("500 KR", 500)),
        *(("1.000 kr.", 1_000), ("(1.000 kr.)", -1_000), ("450 (1.000 kr.)", 450_000), ("kr. 1,5 mio.", 1_500_000)),
        *(("(450) t.kr.", -450_000), ("(450 t.kr.)", -450_000), ("450 (t.kr.)", 450_000), ("1.500,- kr.", 1_500)),
        *(("450- t.kr.", -450_000), ("1,5\xa0mio.\xa0kr.", 1_500_000), ("-0,0005 mio. kr.", -500)),
    ],
)
@pytest.mark.parametrize("unit", [None, KR, TKR, MIO])
def test_the_unit_in_the_cell_wins(written: str, kroner: int, unit: int | None) -> None:
    assert read_amount(written, unit) == kroner


@pytest.mark.parametrize("written", ["", " ", "\n", "-", "–", "—", "−", " - ", "\xa0"])
def test_an_empty_cell_and_a_dash_are_no_amount(written: str) -> None:
    assert read_amount(written, TKR) is None
    assert read_amount(written, None) is None


@pytest.mark.parametrize("written", ["1.500", "-250", "1,5", "(450)"])
def test_an_amount_without_any_unit_asks_for_one(written: str) -> None:
    with pytest.raises(NoUnit) as refused:
        read_amount(written, None)
    assert str(refused.value).startswith(f"The amount “{written}” has no unit. Write kr., t.kr. or mio. kr.")


def test_the_sentences_are_danish_for_danes() -> None:
    with translation.override("da"), pytest.raises(NoUnit, match=r"Beløbet “250” mangler enhed. Skriv kr"):
        read_amount("250", None)
    with translation.override("da"), pytest.raises(NotAnAmount, match=r"“x” er ikke et beløb. Skriv det som 1.500"):
        read_amount("x", None)


def test_nothing_and_kroner_by_their_sign_need_no_unit() -> None:
    assert read_amount("0", None) == 0
    assert amount_of(0.0, None) == 0
    assert read_amount("1.500,-", None) == 1500


@pytest.mark.parametrize(
    "written",
    [
        *("abc", "ca. 500", "500 årligt", "50 %", "1e5", "²", "٣", "15²", "5 + 5", "-450-", "(+450)", "(450", "450)"),
        *(
            "1.50.000",
            "1.500 000",
            "1,2,3",
            "1.500,00,-,-",
            "--5",
            "kr.",
            "mio. kr.",
            "()",
            "500 kr. kr.",
            "5 mio. t.kr.",
        ),
        *("1.234,5.6", "x1.500", "2025-2028", "1/2", "nan", "inf", "1.500\n2.000"),
    ],
)
def test_what_is_no_amount_says_how_to_write_one(written: str) -> None:
    with pytest.raises(NotAnAmount) as refused:
        read_amount(written, TKR)
    assert "Write it like 1.500, -1,5 mio. kr. or (450)." in str(refused.value)


@pytest.mark.parametrize("written", ["1.5", "0.500", "-1.5 mio. kr.", "1.50", "(2.25)", "1500.000"])
def test_a_point_that_can_be_misread_is_asked_about(written: str) -> None:
    with pytest.raises(NotAnAmount, match="can be misread"):
        read_amount(written, TKR)


@pytest.mark.parametrize(
    ("written", "unit"), [("1,5", KR), ("1,0005", TKR), ("0,0000001 mio. kr.", None), ("1,500", KR)]
)
def test_parts_of_a_krone_are_refused(written: str, unit: int | None) -> None:
    with pytest.raises(NotAnAmount, match="not whole kroner"):
        read_amount(written, unit)


def test_no_krone_is_lost_however_many_decimals_are_written() -> None:
    with pytest.raises(NotAnAmount, match="not whole kroner"):
        read_amount("-1,000" + "0" * 40 + "1", TKR)


@pytest.mark.parametrize("written", ["9" * 20, "9" * 5000, "1.000.000.000.000 mio. kr."])
def test_an_amount_too_large_for_any_municipality_is_refused(written: str) -> None:
    with pytest.raises(NotAnAmount, match="too large"):
        read_amount(written, KR)


@pytest.mark.parametrize(
    ("number", "unit", "kroner"),
    [
        *((1.1, TKR, 1100), (0.1 + 0.2, TKR, 300), (-1.005, TKR, -1005), (1234567.8000000003, MIO, 1_234_567_800_000)),
        *((1500, KR, 1500), (Decimal("1.25"), TKR, 1250), (2.0, KR, 2), (-0.0, TKR, 0), (1e-12, KR, 0)),
    ],
)
def test_a_number_from_a_cell_is_whole_kroner_but_for_its_rounding(
    number: int | float | Decimal, unit: int, kroner: int
) -> None:
    assert amount_of(number, unit) == kroner


@pytest.mark.parametrize(
    "number",
    [
        float("nan"),
        float("inf"),
        float("-inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        True,
        1.5,
        1e300,
        Decimal("1E+999999"),
    ],
)
def test_a_number_that_is_no_amount_is_refused(number: int | float | Decimal) -> None:
    with pytest.raises(NotAnAmount):
        amount_of(number, KR)


def test_a_number_without_unit_asks_for_one() -> None:
    with pytest.raises(NoUnit, match="“1,5” has no unit"):
        amount_of(1.5, None)


@given(KRONER, UNIT)
def test_what_is_written_in_any_unit_is_read_back(kroner: int, unit: int) -> None:
    assert read_amount(in_unit(kroner, unit), unit) == kroner
    assert read_amount(plain_decimals(kroner, unit), unit) == kroner
    assert amount_of(Decimal(plain_decimals(kroner, unit, "en")), unit) == kroner
    assert amount_of(float(plain_decimals(kroner, unit, "en")), unit) == kroner


@given(KRONER, UNIT, st.sampled_from(["{} kr.", "kr. {}", "{},-", "{} DKK"]))
def test_kroner_written_out_are_kroner_in_any_column(kroner: int, unit: int, shape: str) -> None:
    assert read_amount(shape.format(in_unit(kroner, KR)), KR if ",-" in shape else unit) == kroner


@given(st.text(st.characters(codec=None)) | st.text(st.sampled_from("0123456789.,-−+() krtmio")), UNIT | st.none())
def test_any_text_is_kroner_or_nothing_or_a_sentence(text: str, unit: int | None) -> None:
    try:
        kroner = read_amount(text, unit)
    except (NoUnit, NotAnAmount) as refused:
        assert str(refused).endswith(".")
    else:
        assert kroner is None or type(kroner) is int


@given(st.integers() | st.floats() | st.decimals(), UNIT | st.none())
def test_any_number_is_kroner_or_a_sentence(number: int | float | Decimal, unit: int | None) -> None:
    try:
        assert type(amount_of(number, unit)) is int
    except (NoUnit, NotAnAmount) as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize(
    ("kroner", "unit", "danish", "english"),
    [
        (-1_500_250, TKR, "-1.500,25", "-1,500.25"),
        (1_500_000, TKR, "1.500", "1,500"),
        (1_500_000, MIO, "1,5", "1.5"),
        (-500, MIO, "-0,0005", "-0.0005"),
        (0, MIO, "0", "0"),
        (1_234_567, KR, "1.234.567", "1,234,567"),
    ],
)
def test_amounts_are_written_with_as_many_decimals_as_needed(kroner: int, unit: int, danish: str, english: str) -> None:
    assert in_unit(kroner, unit) == danish
    assert in_unit(kroner, unit, "en") == english
    assert plain_decimals(kroner, unit) == danish.replace(".", "")
    assert plain_decimals(kroner, unit, "en") == english.replace(",", "")


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        *(
            ("1.000 kr., 2025-priser", TKR),
            ("(1.000 kr.)", TKR),
            ("1000 kr", TKR),
            ("1 000 kr.", TKR),
            ("1.000-kr.", TKR),
        ),
        *(
            ("(t.kr.)", TKR),
            ("tkr", TKR),
            ("BO2026, t. kr.", TKR),
            ("i tusinde kr.", TKR),
            ("Beløb (tusinde kroner)", TKR),
        ),
        *(("Beløb i hele 1.000 kr.", TKR), ("Beløb i 1.000", TKR), ("i kr. 1.000", TKR), ("2025 (1.000 kr.)", TKR)),
        *(("Beløb i mio. kr.", MIO), ("mio.", MIO), ("B2025 mio. kr.", MIO), ("1.000.000 kr.", MIO), ("Mkr.", MIO)),
        *(("i millioner kroner", MIO), ("hele kr.", KR), ("Kr.", KR), ("2025 kr.", KR), ("kr. 2025", KR), ("DKK", KR)),
        *(("Beløb i kroner", KR), ("i mia. kr.", 1_000_000_000)),
        *(("", None), ("2025", None), ("Nettobeløb", None), ("Mia", None), ("Tusindben", None)),
        *(
            ("en pulje på 500 kr.", None),
            ("besparelse på 1,5 mio. kr.", None),
            ("2.000 kr.", None),
            ("11.000 kr.", None),
        ),
        *(("kr. 500", None), ("kr. eller mio. kr.", None), ("Kravspecifikation", None), ("1.000", None)),
    ],
)
def test_the_unit_is_found_in_headings(heading: str, unit: int | None) -> None:
    assert read_unit(heading) == unit
    assert read_unit(heading.upper()) == unit


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        *(("1.000 kr., 2025-priser", "2025"), ("p/l 2025", "2025"), ("2025-pl", "2025"), ("25-priser", "2025")),
        *(
            ("2025 P/L", "2025"),
            ("prisniveau 2026", "2026"),
            ("pris- og lønniveau 2025", "2025"),
            ("i 2025-niveau", "2025"),
        ),
        *(("PL-2025", "2025"), ("Beløb i 2025-pris- og lønniveau (t.kr.)", "2025"), ("p/l 25", "2025")),
        *(("", None), ("løbende priser", None), ("2025-2028", None), ("plan 2025", None), ("Plads 25", None)),
        *(("1.125 priser", None), ("25 priser", None), ("2025", None), ("p/l 1.250", None)),
    ],
)
def test_the_price_level_is_found_in_headings(heading: str, year: str | None) -> None:
    assert read_price_level(heading) == year


@given(st.text(st.characters(codec=None)))
def test_no_heading_raises(heading: str) -> None:
    assert read_unit(heading) in (None, 1, 1_000, 1_000_000, 1_000_000_000)
    assert read_price_level(heading) is None or len(read_price_level(heading) or "") == 4
