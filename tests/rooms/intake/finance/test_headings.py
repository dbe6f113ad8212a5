# SPDX-License-Identifier: MPL-2.0
"""What the columns of an extract are called."""

import pytest

from udmoent.economy.account import PARTS
from udmoent.intake.finance.headings import columns_in


@pytest.mark.parametrize(
    ("heading", "figure", "year", "unit"),
    [
        ("Budget", "budget", 0, 1),
        ("Oprindeligt budget", "budget", 0, 1),
        ("Opr. budget 2025", "budget", 2025, 1),
        ("Vedtaget budget", "budget", 0, 1),
        ("Korrigeret budget", "corrected", 0, 1),
        ("Korr. budget 2026", "corrected", 2026, 1),
        ("Ajourført budget", "corrected", 0, 1),
        ("Budget inkl. tillægsbevillinger", "corrected", 0, 1),
        ("Forbrug", "spent", 0, 1),
        ("Forbrug i alt", "spent", 0, 1),
        ("Forbrug pr. 31.05.2025", "spent", 2025, 1),
        ("Forbrug ultimo maj", "spent", 0, 1),
        ("Forbrug (1.000 kr.)", "spent", 0, 1000),
        ("Regnskab 2025", "spent", 2025, 1),
        ("Bogført beløb", "spent", 0, 1),
        ("Beløb", "spent", 0, 1),
        ("Årsbudget", "budget", 0, 1),
        ("Vedtaget årsbudget 2025", "budget", 2025, 1),
        ("Oprindeligt vedtaget budget", "budget", 0, 1),
        ("Budget (vedtaget)", "budget", 0, 1),
        ("Oprindelig bevilling", "budget", 0, 1),
        ("Korrigeret årsbudget", "corrected", 0, 1),
        ("Gældende budget", "corrected", 0, 1),
        ("Forbrug ÅTD", "spent", 0, 1),
        ("Forbrug år til dato", "spent", 0, 1),
        ("Forbrug akkumuleret", "spent", 0, 1),
        ("Årsforbrug", "spent", 0, 1),
    ],
)
def test_an_amount_is_known_by_its_heading(heading, figure, year, unit):
    (column,) = columns_in([heading]).amounts
    assert (column.figure, column.year, column.unit) == (figure, year, unit)


@pytest.mark.parametrize(
    "heading", ["Forbrug i %", "Forbrugsprocent", "Restbudget", "Rest korr. budget", "Afvigelse", "Budget ÅTD"]
)
def test_what_is_made_of_others_is_passed_over(heading):
    told = columns_in(["Konto", heading])
    assert not told.amounts and told.passed_over == (heading,)


def test_a_part_without_a_column_of_its_own_is_in_the_next():
    told = columns_in(["Funktion", "Dranst", "Ejerforhold", "Sted", "Gruppering", "Art"])
    assert [digits for _place, digits in told.parts] == [5, 1, 1, 4, 3, 2]
    assert [digits for _place, digits in columns_in([name for name, _digits in PARTS]).parts] == [d for _n, d in PARTS]


def test_two_columns_of_one_figure_are_not_added_together():
    told = columns_in(["Konto", "Forbrug", "Forbrug ÅTD", "Budget 2025", "Budget 2026"])
    assert [one.place for one in told.amounts] == [2, 3, 4] and told.passed_over == ("Forbrug",)
