# SPDX-License-Identifier: MPL-2.0
"""What no constraint can prove of cases is found by `udmoent check-data`."""

import pytest

from udmoent.cases.check import violations
from udmoent.cases.facts import CaseKind
from udmoent.cases.models import CaseTreatment, SentCase
from udmoent.cases.written import WrittenCase, fingerprint, to_json


def rules_broken() -> list[str]:
    return [one.rule for one in violations()]


@pytest.fixture
def sent(begin, coordinator) -> SentCase:
    written = WrittenCase(municipality="N", kind=CaseKind.OTHER, title="Sag", body="B", body_abbreviation="BUU")
    case = begin("BUU", "ØK")
    told = {"municipality": case.municipality, "sent_at": case.begun_at, "sent_by": coordinator}
    return SentCase(
        treatment=case.treatments.get(place=1), sha256=fingerprint(written), content=to_json(written), **told
    )


def test_all_is_well(sent):
    sent.save()
    assert not rules_broken()


@pytest.mark.parametrize("told", [{"sha256": "0" * 64}, {"content": "{}"}, {"content": "ødelagt"}])
def test_what_was_sent_has_its_hash(sent, told):
    for name, value in told.items():
        setattr(sent, name, value)
    sent.save()
    assert rules_broken() == ["sent_case_has_its_hash"]


def test_a_case_goes_upwards(begin, town):
    case = begin("BUU", "ØK")
    case.treatments.filter(place=2).update(body=town.bodies.get(abbreviation="MTU"), meeting=None)
    assert not rules_broken(), "from one committee to another"
    case.treatments.filter(place=1).update(body=town.bodies.get(abbreviation="KB"), meeting=None)
    assert rules_broken() == ["case_goes_upwards"]


def test_a_case_is_at_its_own_bodys_meeting(begin):
    case = begin("BUU", "ØK")
    other = case.treatments.get(place=2).meeting
    CaseTreatment.objects.filter(case=case, place=1).update(meeting=other)
    assert rules_broken() == ["case_is_at_its_bodys_meeting"]
