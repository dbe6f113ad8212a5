# SPDX-License-Identifier: MPL-2.0
"""Whatever stands in a table, reading it gives a draft: faults and warnings, never a trace, and no row unaccounted for."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.properties import examples
from tests.rooms.documents.write.cast import NORDDJURS
from udmoent.documents.tables import Row, Table, TableFile
from udmoent.intake.read_draft import draft_of

HEADINGS = st.sampled_from(
    [
        *("Nr.", "Emne", "Udvalg", "Type", "Kursen for 2025", "KKC", "Commitment", "Tidspunkt", "Trafiklys", "Status", "X", "Stadie"),
        *("2025", "BO2026 (mio. kr.)", "Beløb", "Udvalgsbehandling", "Hjemmel", "", None, "Andre udvalg", "Tværgående", "Nr. og emne"),
        *("Afsluttet den", "Afledt af", "Inddragelse", "Synlighed", "Afslutningsgrund", "Stadie og vurdering", "Hovedpunkt", 2025.0),
    ]
)  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.text(max_size=8).filter(bool),
    st.sampled_from(
        [
            *("D301", "BUU", "I alt", "Anlæg", "Hensigtserklæringer", "x", "Gul", "G", "I gang", "marts 2025", "1.500", "(450)", "#REF!"),
            *("Nr.", "Emne", "Status", "BUU, KFU", "alle udvalg", "- a\n- b", "Koordinering:", "Note: a", "A301 Ny", "·", ":", "\\", "1/0"),
        ]
    ),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
)  # fmt: skip


@st.composite
def tables(draw) -> Table:
    width = draw(st.integers(1, 7))
    cells = [draw(st.lists(HEADINGS, min_size=width, max_size=width))]
    cells += draw(st.lists(st.lists(VALUES, min_size=width, max_size=width), max_size=7))
    places = st.frozensets(st.integers(0, width - 1), max_size=3)
    rows = [
        Row(number=at, cells=tuple(row), down=draw(places) if at > 1 else frozenset(), across=draw(places) - {0})
        for at, row in enumerate(cells, start=1)
    ]
    above = tuple(
        draw(st.lists(st.sampled_from(["BUU", "Anlæg", "Hensigtserklæringer", "1.000 kr.", "Ark1"]), max_size=2))
    )
    return Table(place="ark", above=above, rows=tuple(rows))


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(tables(), max_size=2))
@example(
    [Table(place="ark", rows=(Row(number=1, cells=("Emne", "Nr.")), Row(number=2, cells=(date(2025, 1, 1), True))))]
)
def test_any_table_gives_a_draft(told: list[Table]):
    draft = draft_of(TableFile(name="plan.xlsx", tables=tuple(told)), town=NORDDJURS, year=2025)
    assert all(item.title for item in draft.items)
    assert all(fault.message for fault in draft.faults)
    assert all(isinstance(kroner, int | None) for item in draft.items for kroner in item.amounts.values())


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(st.sampled_from(["A", "B", "I alt", "Note: x", "BUU", "Anlæg", ""]), max_size=12))
def test_every_row_is_an_item_a_group_or_told_of(titles: list[str]):
    rows = [Row(number=1, cells=("Emne", "Type", "Status"))]
    rows += [
        Row(number=at, cells=(f"{title} {at}", "Drift", "s") if title in ("A", "B") else (title or None, None, None))
        for at, title in enumerate(titles, start=2)
    ]
    table = Table(place="ark", rows=tuple(row for row in rows if any(row.cells)))
    draft = draft_of(TableFile(name="plan.xlsx", tables=(table,)), town=NORDDJURS, year=2025)
    seen = {item.spot.row for item in draft.items} | {caution.row for caution in draft.warnings}
    groups = {at for at, title in enumerate(titles, start=2) if title in ("BUU", "Anlæg", "")}
    assert seen | groups == set(range(2, len(titles) + 2))
