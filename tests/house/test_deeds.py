# SPDX-License-Identifier: MPL-2.0
"""What a page shows to those who may do something is asked by the name of a deed that there is."""

import re

from tests.house.floor_plan import ROOT
from udmoent.organisation.rules import DEEDS


def test_every_template_asks_about_deeds_that_there_are():
    asked = {
        (file.name, deed)
        for file in (ROOT / "src/udmoent").glob("*/templates/**/*.html")
        for deed in re.findall(r"\bmay\.(\w+)", file.read_text(encoding="utf-8"))
    }
    assert [one for one in asked if one[1] not in DEEDS] == [] != asked
