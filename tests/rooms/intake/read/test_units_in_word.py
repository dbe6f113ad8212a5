# SPDX-License-Identifier: MPL-2.0
"""What amounts are in may be told once, in the text above, for all the tables below."""

from udmoent.economy.actions import AmountKey

TABLE = [["Nr.", "Emne", "2025"], ["D301", "Styrket normering", "2.000"]]
SECOND = [["Nr.", "Emne", "2025"], ["A301", "Ny daginstitution", "4"]]


def kroner(draft, number: str) -> int | None:
    (item,) = [item for item in draft.items if item.number == number]
    return next(amount for key, amount in item.amounts.items() if isinstance(key, AmountKey))


def test_a_sentence_in_the_opening_holds_for_every_table(word, table):
    def write(document):
        document.add_heading("Udmøntningsplan 2025-2028", 0)
        document.add_paragraph("Planen følger budgetaftalen. Alle beløb er i 1.000 kr. Tiderne er vejledende.")
        document.add_heading("Driftsændringer", 1)
        table(document, TABLE)
        document.add_heading("Anlægsprojekter", 1)
        table(document, SECOND)

    draft = word(write)
    assert not draft.faults
    assert (kroner(draft, "D301"), kroner(draft, "A301")) == (2_000_000, 4_000)


def test_a_sentence_in_a_section_holds_there_and_no_further(word, table):
    def write(document):
        document.add_heading("Driftsændringer", 1)
        document.add_paragraph("Alle beløb er i hele kr.")
        document.add_paragraph("Se også bilaget.")
        document.add_paragraph("Og aftalen.")
        table(document, TABLE)
        document.add_heading("Anlægsprojekter", 1)
        table(document, SECOND)

    draft = word(write)
    assert kroner(draft, "D301") == 2_000
    assert [(fault.place, fault.column) for fault in draft.faults] == [("tabel 2", "2025")]


def test_the_nearest_sentence_is_believed(word, table):
    def write(document):
        document.add_paragraph("Beløb i 1.000 kr.")
        document.add_heading("Anlægsprojekter", 1)
        document.add_paragraph("Beløb i mio. kr.")
        table(document, SECOND)

    assert kroner(word(write), "A301") == 4_000_000


def test_an_amount_in_the_text_is_not_a_unit(word, table):
    def write(document):
        document.add_paragraph("Der er afsat 2 mio. kr. til formålet.")
        document.add_heading("Driftsændringer", 1)
        table(document, TABLE)

    assert word(write).faults
