# SPDX-License-Identifier: MPL-2.0
"""Indicators on the desk: told of, measured, corrected, brought in from files, shown beside items and strategies."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from udmoent.indicators.actions import By, Number, begin_indicator, measure
from udmoent.indicators.facts import Direction, IndicatorFacts, Rhythm, Target
from udmoent.indicators.models import Indicator, IndicatorState, Measurement
from udmoent.plan.actions import change
from udmoent.plan.facts import Visibility

JANUARY, MARCH, JUNE, TODAY = date(2025, 1, 15), date(2025, 3, 15), date(2025, 6, 15), date(2025, 9, 30)
TOLD = {
    "name": "Ventetid",
    "unit": "dage",
    "direction": "down",
    "baseline": "1.234,5",
    "baseline_on": "31.12.2024",
    "baseline_source": "Journalen",
    "target_2025": "7",
    "target_2026": "6,5",
    "rhythm": "quarterly",
    "visibility": "internal",
    "applies_on": "30.9.2025",
}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def by(coordinator):
    return By(person=coordinator, now=datetime(2025, 6, 16, 12, tzinfo=UTC))


@pytest.fixture
def places(own_item, by):
    """Linked to the item that the skolechef answers for."""
    facts = IndicatorFacts(
        name="Pladser",
        unit="stk.",
        direction=Direction.UP,
        baseline=Decimal(90),
        baseline_on=JANUARY,
        targets=(Target(year=2025, at_least=Decimal(100)),),
        rhythm=Rhythm.QUARTERLY,
        threads=(own_item.pk,),
        strategies=("Verdensmål 13",),
    )
    begun = begin_indicator(own_item.municipality, facts, applies_on=JANUARY, by=by)
    measure(begun, Number(on=MARCH, value=Decimal(95), source="Optælling"), by=by)
    return begun


def to(name: str, plan, *more: object) -> str:
    return reverse(name, args=[plan.pk, *more])


def upload(client, plan, content: str, name: str = "maalinger.csv"):
    file = SimpleUploadedFile(name, content.encode("utf-8-sig"))
    return client.post(to("import_measurements", plan), {"file": file})


def brought(client, plan, answer):
    return client.post(to("bring_measurements", plan), {"fil": answer.context["read"].token})


def test_an_indicator_is_told_of_with_danish_numbers(keeper, plan, own_item):
    answer = keeper.post(to("add_indicator", plan), TOLD | {"threads": [own_item.pk], "strategies": ["Verdensmål 13"]})
    told = IndicatorState.objects.get().told
    assert answer.status_code == 302 and told.baseline == Decimal("1234.5") and told.threads == (own_item.pk,)
    assert told.targets == (Target(year=2025, at_most=Decimal(7)), Target(year=2026, at_most=Decimal("6.5")))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "skal udfyldes"),
        ({"baseline": "mange"}, "er ikke et tal"),
        ({"baseline_on": ""}, "Et udgangspunkt er et tal og den dag"),
        ({"target_2025": "lidt"}, "er ikke et mål"),
        ({"direction": "within"}, "skal holdes mellem to tal"),
        ({"target_2025": "3 - 4"}, "er ét tal"),
        ({"applies_on": "1.10.2025"}, "kan ikke gælde fra"),
    ],
)
def test_what_is_wrong_is_told_at_the_form_and_nothing_is_written(keeper, plan, wrong, said):
    answer = keeper.post(to("add_indicator", plan), TOLD | wrong)
    assert answer.status_code == 422 and said in text(answer) and not Indicator.objects.exists()


def test_a_band_is_written_as_two_numbers_and_shown_again(keeper, plan):
    keeper.post(
        to("add_indicator", plan), TOLD | {"direction": "within", "target_2025": "3,5 - 4,5", "target_2026": ""}
    )
    assert IndicatorState.objects.get().told.targets == (
        Target(year=2025, at_least=Decimal("3.5"), at_most=Decimal("4.5")),
    )
    assert "3,5 - 4,5" in text(keeper.get(to("edit_indicator", plan, Indicator.objects.get().pk)))


def test_changing_keeps_what_the_form_does_not_show(keeper, plan, places, own_item):
    page = to("edit_indicator", plan, places.pk)
    told = TOLD | {
        "name": "Pladser i alt",
        "direction": "up",
        "baseline": "",
        "baseline_on": "",
        "threads": [own_item.pk],
    }
    assert keeper.post(page, told).status_code == 302
    assert [state.told.name for state in places.states.all()] == ["Pladser", "Pladser i alt"]
    assert "Navn" in text(keeper.get(to("indicator", plan, places.pk)))


def test_the_list_tells_last_target_distance_and_way_in_words(keeper, plan, places):
    told = text(keeper.get(to("indicators", plan)))
    for said in (
        "Pladser",
        "95 stk.",
        "mindst 100 stk.",
        "mangler 5 stk.",
        "den rigtige vej",
        "en måling mangler siden",
    ):
        assert said in told, said
    assert "ikke en vurdering af punktet" in told


def test_whoever_answers_for_the_item_measures_and_others_do_not(skolechef, sign_in, plan, places):
    page = to("measure", plan, places.pk)
    sent = {"value": "97,5", "measured_on": "15.6.2025", "source": "Optælling"}
    assert skolechef.post(page, sent).status_code == 302
    assert Measurement.objects.latest("pk").value == Decimal("97.5")
    facts = IndicatorFacts(name="Andres", unit="stk.", direction=Direction.UP)
    other = begin_indicator(
        plan.municipality, facts, applies_on=JANUARY, by=By(person=places.begun_by, now=places.begun_at)
    )
    assert skolechef.post(to("measure", plan, other.pk), sent).status_code == 403
    for role in ("reader", "contributor", "committee_member"):
        assert sign_in(role).post(page, sent).status_code == 403, role
    assert sign_in("economist").post(to("measure", plan, other.pk), sent).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": ""}, "skal udfyldes"),
        ({"value": "ni"}, "er ikke et tal"),
        ({"measured_on": "1.10.2025"}, "har været"),
        ({"measured_on": "15.3.2025"}, "allerede en måling"),
    ],
)
def test_a_measurement_that_is_wrong_is_not_written(keeper, plan, places, wrong, said):
    answer = keeper.post(to("measure", plan, places.pk), {"value": "1", "measured_on": "15.6.2025"} | wrong)
    assert answer.status_code == 422 and said in text(answer) and Measurement.objects.count() == 1


def test_a_correction_stands_and_what_it_said_before_is_told(keeper, plan, places):
    page = to("correct_measurement", plan, places.pk, Measurement.objects.get().pk)
    assert "Optælling" in text(keeper.get(page))
    assert keeper.post(page, {"value": "96", "measured_on": "15.3.2025", "why": ""}).status_code == 422
    keeper.post(page, {"value": "96", "measured_on": "15.3.2025", "why": "Talt igen"})
    told = text(keeper.get(to("indicator", plan, places.pk)))
    assert "96 stk." in told and "95 stk. blev til 96 stk." in told and "Talt igen" in told


def test_a_measurement_is_taken_back_without_a_number(keeper, plan, places):
    page = to("correct_measurement", plan, places.pk, Measurement.objects.get().pk)
    keeper.post(page, {"value": "", "measured_on": "", "is_none": "on", "why": "Forkert skole"})
    told = text(keeper.get(to("indicator", plan, places.pk)))
    assert "Der er ikke målt endnu" in told and "blev taget tilbage" in told


def test_the_page_has_a_picture_with_the_numbers_beside_it(keeper, plan, places):
    told = text(keeper.get(to("indicator", plan, places.pk)))
    assert 'role="img"' in told and "<title" in told and "Optælling" in told
    assert "90 stk. (15.1.2025)" in told and "mindst 100 stk." in told


def test_as_of_a_day_shows_what_was_measured_by_then(keeper, plan, places):
    assert "95 stk." not in text(keeper.get(to("indicator", plan, places.pk) + "?pr=2025-02-01"))
    assert "Pladser" not in text(keeper.get(to("indicators", plan) + "?pr=2025-01-01"))


def test_it_stands_on_the_items_page_and_the_strategys(keeper, plan, places, own_item):
    for address in (to("item", plan, own_item.number), to("aim", plan, "verdensmaal-13")):
        assert to("indicator", plan, places.pk) in text(keeper.get(address)), address


def test_what_is_owed_stands_with_ones_own_items(skolechef, plan, places):
    told = text(skolechef.get(to("mine", plan)))
    assert to("measure", plan, places.pk) in told and "en måling mangler siden 15. juni 2025" in told


def test_a_member_sees_what_is_public_or_hangs_on_the_committees_own(
    sign_in, plan, places, own_item, others_item, by, act
):
    town = plan.municipality
    shown = {"Andres": Visibility.INTERNAL, "Åben": Visibility.PUBLIC}
    for name, visibility in shown.items():
        facts = IndicatorFacts(
            name=name, unit="kr.", direction=Direction.UP, visibility=visibility, threads=(others_item.pk,)
        )
        begin_indicator(town, facts, applies_on=JANUARY, by=by)
    client = sign_in("committee_member")
    role = town.roles.get(name="committee_member")
    role.body = town.bodies.get(abbreviation="BUU")
    role.save()
    told = text(client.get(to("indicators", plan)))
    assert "Pladser" in told and "Åben" in told and "Andres" not in told
    hidden = Indicator.objects.get(pk=places.pk + 1)
    assert client.get(to("indicator", plan, hidden.pk)).status_code == 404
    assert b"Andres" not in client.get(to("get_indicators", plan, "csv")).getvalue()


GOOD = "Indikator;Dato;Værdi;Kilde\nPladser;15.3.2025;96,5;Ny optælling\npladser;2025-06-15;1.098;\n"


def test_a_file_is_shown_then_brought_in_and_the_same_file_changes_nothing(keeper, plan, places):
    answer = upload(keeper, plan, GOOD)
    told = text(answer)
    assert (
        "Nye målinger" in told
        and "Målinger, der rettes" in told
        and "var 95" in told
        and Measurement.objects.count() == 1
    )
    assert brought(keeper, plan, answer).status_code == 302 and Measurement.objects.count() == 3
    assert Measurement.objects.get(value=Decimal("96.5")).corrects.value == 95
    again = upload(keeper, plan, GOOD)
    assert "Filen ændrer intet" in text(again)
    brought(keeper, plan, again)
    assert Measurement.objects.count() == 3


def test_faults_are_told_by_row_and_nothing_is_written(keeper, plan, places):
    rows = ["Ukendt;15.3.2025;1", "Pladser;i går;1", "Pladser;15.4.2025;mange", "Pladser;1.12.2025;1"]
    rows += ["Pladser;15.5.2025;1", "Pladser;15.5.2025;2", "Pladser;15.6.2025;3"]
    answer = upload(keeper, plan, "Indikator;Dato;Værdi\n" + "\n".join(rows))
    told = text(answer)
    assert answer.status_code == 422 and [f"række {n}" in told for n in (2, 3, 4, 5, 6, 7)] == [True] * 6
    for said in ("ingen indikator “Ukendt”", "“i går” er ikke en dato", "“mange” er ikke et tal", "står to gange"):
        assert said in told, said
    brought(keeper, plan, answer)
    assert Measurement.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "Navn;Beløb\nPladser;1", "Ingen tabel i filen har kolonnerne"),
        ("a.docx", "x", "ikke en fil, som målinger kan læses af"),
        ("a.xlsx", "x", "beskadiget"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_so(keeper, plan, places, name, content, said):
    answer = upload(keeper, plan, content, name)
    assert answer.status_code == 422 and said in text(answer)


def test_a_file_may_not_measure_what_is_anothers(skolechef, plan, places, by):
    facts = IndicatorFacts(name="Andres", unit="stk.", direction=Direction.UP)
    begin_indicator(plan.municipality, facts, applies_on=JANUARY, by=by)
    assert "Du måler de indikatorer, du har ansvar for" in text(
        upload(skolechef, plan, "Indikator;Dato;Værdi\nAndres;1.6.2025;1")
    )


def test_a_token_that_is_not_ours_is_not_known(keeper, plan):
    assert keeper.post(to("bring_measurements", plan), {"fil": "x"}).status_code == 404


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_downloaded_can_be_brought_in_again_and_changes_nothing(keeper, plan, places, ending):
    content = keeper.get(to("get_indicators", plan, ending)).getvalue()
    file = SimpleUploadedFile(f"indikatorer.{ending}", content)
    answer = keeper.post(to("import_measurements", plan), {"file": file})
    assert "Filen ændrer intet" in text(answer) and "Står der allerede" in text(answer)


def test_the_sheets_hold_the_same_as_the_page(keeper, plan, places, own_item):
    book = CalamineWorkbook.from_filelike(BytesIO(keeper.get(to("get_indicators", plan, "xlsx")).getvalue()))
    standing, measured = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    assert standing[1][0] == "Pladser" and "mangler 5 stk." in standing[1] and own_item.number in standing[1][-1]
    assert measured[1][:3] == ["Pladser", MARCH, 95]


def test_an_internal_item_that_moves_away_takes_the_indicator_out_of_sight(sign_in, plan, places, own_item, act):
    client = sign_in("committee_member")
    role = plan.municipality.roles.get(name="committee_member")
    role.body = plan.municipality.bodies.get(abbreviation="BUU")
    role.save()
    assert "Pladser" in text(client.get(to("indicators", plan)))
    change(own_item, act=act(JUNE), body="MTU")
    assert "Pladser" not in text(client.get(to("indicators", plan)))
