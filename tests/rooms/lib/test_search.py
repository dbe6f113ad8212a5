# SPDX-License-Identifier: MPL-2.0
import pytest

from udmoent.lib.search import Search, folded
from udmoent.lib.text import danish_order


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("skolerne", "En skole i Allingåbro"),
        ("skole", "Skolerne får nye lokaler"),
        ("institutioner", "Ny daginstitution"),
        ("oekonomi", "Økonomiudvalget"),
        ("økonomien", "oekonomisk politik"),
        ("aa", "Å-projekt"),
        ("Århus", "aarhus"),
        ("KLOGE m2", "Kloge m2"),
        ("broer asfalt", "Asfalt og broer"),
    ],
)
def test_a_word_is_found_in_its_other_forms_and_spellings(written, text):
    assert Search.of(written).finds(folded(text))


@pytest.mark.parametrize(("written", "text"), [("skole", "Havnebad"), ("skole havn", "Havnebad"), ("by", "Ny hobby")])
def test_what_does_not_stand_there_is_not_found(written, text):
    assert not Search.of(written).finds(folded(text))


def test_danish_letters_come_after_z():
    assert sorted(["Ål", "Zoo", "Æble", "øl", "abe"], key=danish_order) == ["abe", "Zoo", "Æble", "øl", "Ål"]
