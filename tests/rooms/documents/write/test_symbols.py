# SPDX-License-Identifier: MPL-2.0
import msgspec
import pytest

from udmoent.documents.words import SMILEYS, SYMBOLS, speaking
from udmoent.organisation.configuration import configuration_text, read_configuration
from udmoent.plan.facts import Assessment

TOWN = read_configuration(configuration_text("norddjurs"))
SMILING = msgspec.structs.replace(TOWN, symbols="smileys")


@pytest.mark.parametrize(("town", "picture"), [(TOWN, "■"), (SMILING, "🙁")])
def test_a_town_chooses_its_pictures(town, picture):
    with speaking(town, "da") as words:
        assert words.symbol(Assessment.RED) == picture
        assert words.symbol(Assessment.NOT_ASSESSED) == ""


@pytest.mark.parametrize("pictures", [SYMBOLS, SMILEYS])
def test_no_two_assessments_look_alike_without_colour(pictures):
    assert len(set(pictures.values())) == len(pictures) == 3
