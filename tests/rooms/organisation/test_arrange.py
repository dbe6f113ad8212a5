# SPDX-License-Identifier: MPL-2.0
"""How the town's cases are arranged is told in its file, section by section, and all else of the file stays."""

import tomllib
from datetime import UTC, datetime
from typing import Any

import pytest

from udmoent.audit.models import Event
from udmoent.lib.refusal import Refused
from udmoent.organisation import arranging
from udmoent.organisation.arranging import STANDARD, Step
from udmoent.organisation.case_template import CaseTemplate, Section
from udmoent.organisation.configuration import configuration_text, read_configuration
from udmoent.organisation.models import Municipality, Person
from udmoent.organisation.setting_up import By
from udmoent.organisation.town_text import with_values

TEXT = configuration_text("norddjurs")
OTHER = "beslutningstema"
USUAL = ["Sagsfremstilling", "Sammenhæng til andre politikker/strategier og fagområder", "Økonomiske konsekvenser"]
USUAL += ["Lovgrundlag", "Indstilling"]


@pytest.fixture
def by(coordinator: Person) -> By:
    return By(person=coordinator, now=datetime(2025, 9, 30, 9, tzinfo=UTC), why="Ny skabelon")


def case_of(town: Municipality) -> CaseTemplate:
    return Municipality.objects.get(pk=town.pk).configuration.case


def headings(town: Municipality, arrangement: str = STANDARD) -> list[str]:
    return [section.heading for section in case_of(town).arranged(arrangement).sections]


def without_case(text: str) -> dict[str, Any]:
    told = tomllib.loads(text)
    del told["case"]
    return told


@pytest.mark.parametrize("arrangement", [STANDARD, OTHER])
def test_a_section_comes_after_the_others_and_all_else_stays(town: Municipality, by: By, arrangement: str):
    before = headings(town, arrangement)
    changed = arranging.add_section(town, arrangement, Section(heading="Videre forløb"), by=by)
    assert headings(town, arrangement) == [*before, "Videre forløb"]
    other = OTHER if arrangement == STANDARD else STANDARD
    assert headings(town, other) == [
        section.heading for section in read_configuration(TEXT).case.arranged(other).sections
    ]
    assert without_case(changed.configuration_text) == without_case(TEXT)
    assert "# Who recommends to a body; to all others the recommender." in changed.configuration_text
    assert case_of(town).sentences == read_configuration(TEXT).case.sentences


def test_a_change_is_kept_as_a_version_with_why_and_told_in_the_log(town: Municipality, by: By):
    arranging.move_section(town, STANDARD, "Lovgrundlag", Step.UP, by=by)
    version = town.configuration_versions.last()
    assert (version.why, version.recorded_by) == ("Ny skabelon", by.person)
    assert Event.objects.filter(act="load_municipality").exists()


@pytest.mark.parametrize(
    ("heading", "step", "place"),
    [
        ("Lovgrundlag", Step.UP, 2),
        ("Lovgrundlag", Step.DOWN, 4),
        ("Sagsfremstilling", Step.UP, 0),
        ("Indstilling", Step.DOWN, 4),
    ],
)
def test_a_section_is_moved_one_place(town: Municipality, by: By, heading: str, step: Step, place: int):
    arranging.move_section(town, STANDARD, heading, step, by=by)
    assert headings(town).index(heading) == place and sorted(headings(town)) == sorted(USUAL)


def test_a_heading_that_is_lost_stays_among_the_other_names(town: Municipality, by: By):
    arranging.tell_section(town, STANDARD, "Lovgrundlag", Section(heading="Retsgrundlag", holds=("law",)), by=by)
    assert case_of(town).sections[3] == Section(heading="Retsgrundlag", aliases=("Lovgrundlag",), holds=("law",))
    arranging.tell_section(
        town, STANDARD, "Retsgrundlag", Section(heading="Lovgrundlag", aliases=("Lovgrundlag",)), by=by
    )
    assert case_of(town).sections[3] == Section(heading="Lovgrundlag", aliases=("Retsgrundlag",))


def test_the_lines_of_the_file_that_say_the_same_stay_as_they_were_written(town: Municipality, by: By):
    changed = arranging.move_section(town, STANDARD, "Lovgrundlag", Step.UP, by=by).configuration_text
    assert sorted(changed.splitlines()) == sorted(TEXT.splitlines()) and changed != TEXT
    assert arranging.move_section(town, STANDARD, "Lovgrundlag", Step.DOWN, by=by).configuration_text == TEXT


def test_the_last_section_is_not_removed(town: Municipality, by: By):
    for heading in USUAL[1:]:
        arranging.remove_section(town, STANDARD, heading, by=by)
    with pytest.raises(Refused, match="eneste afsnit"):
        arranging.remove_section(town, STANDARD, "Sagsfremstilling", by=by)
    assert headings(town) == ["Sagsfremstilling"]


@pytest.mark.parametrize("heading", ["lovgrundlag", "Lovgrundlag "])
def test_two_sections_by_one_name_are_refused(town: Municipality, by: By, heading: str):
    with pytest.raises(Refused, match="to afsnit hedder"):
        arranging.add_section(town, STANDARD, Section(heading=heading), by=by)
    with pytest.raises(Refused):
        arranging.add_section(town, STANDARD, Section(heading="Jura", aliases=(heading,)), by=by)
    assert headings(town) == USUAL


def test_what_is_gone_is_told(town: Municipality, by: By):
    with pytest.raises(Refused, match="Retsgrundlag"):
        arranging.move_section(town, STANDARD, "Retsgrundlag", Step.UP, by=by)
    with pytest.raises(Refused, match="opstilling"):
        arranging.add_section(town, "ukendt", Section(heading="Jura"), by=by)


def test_an_arrangement_begins_as_another_is_and_goes_its_own_way(town: Municipality, by: By):
    code = arranging.add_arrangement(town, "Korte sager", like=OTHER, by=by)
    assert code == "korte-sager" and headings(town, code) == headings(town, OTHER)
    arranging.remove_section(town, code, "Inddragelse", by=by)
    assert "Inddragelse" in headings(town, OTHER) and "Inddragelse" not in headings(town, code)
    arranging.rename_arrangement(town, code, "Korte sager til udvalg", by=by)
    assert case_of(town).arrangements[code].name == "Korte sager til udvalg"
    text = arranging.remove_arrangement(town, code, by=by).configuration_text
    assert tomllib.loads(text) == tomllib.loads(TEXT)


def test_two_arrangements_by_one_name_are_refused(town: Municipality, by: By):
    code = arranging.add_arrangement(town, "Korte sager", like=STANDARD, by=by)
    with pytest.raises(Refused, match="allerede en opstilling"):
        arranging.add_arrangement(town, "korte  sager", like=STANDARD, by=by)
    with pytest.raises(Refused):
        arranging.rename_arrangement(town, code, "Beslutningstema først (eksempel)", by=by)
    assert arranging.rename_arrangement(town, code, "Korte Sager", by=by)


def test_a_file_with_its_sections_as_tables_is_written_in_too(town: Municipality, by: By):
    told = tomllib.loads(TEXT)["case"]["sections"]
    tables = "".join(f'[[case.sections]]\nheading = "{one["heading"]}"\nholds = {one["holds"]}\n' for one in told)
    start, end = TEXT.index('sections = [\n  { heading = "Sagsf'), TEXT.index("# What a body may be asked")
    text = TEXT[:start] + TEXT[end:] + "\n" + tables
    changed = with_values(text, {("case", "sections"): [{"heading": "Alt", "holds": ["law"]}]})
    assert [one.heading for one in read_configuration(changed).case.sections] == ["Alt"]
    assert read_configuration(changed).case.recommender == "Kommunaldirektøren"


def test_what_is_to_be_none_is_taken_out_and_nothing_comes_of_what_was_not_there():
    told = {("case", "sentences", "many"): None, ("case", "sentences", "ukendt"): None, ("nyt", "sted"): None}
    changed = with_values(TEXT, told)
    expected = tomllib.loads(TEXT)
    del expected["case"]["sentences"]["many"]
    assert tomllib.loads(changed) == expected


# What a file may say of sentences and of who recommends


@pytest.mark.parametrize(
    ("name", "sentence", "why"),
    [
        ("law", "Efter {paragraf}.", "case.sentences.law: .*{paragraf}"),
        ("approved", "Planen er godkendt.", "{godkendt}"),
        ("counts_half_year", "Planen rummer mange punkter.", "{punkter}"),
        ("economy_release", "Der er afsat penge.", "{afsat}"),
        ("matter_item", "{sagen}", "{sagen}"),
        ("law", "En {halv parentes", "tuborgklamme"),
    ],
)
def test_a_sentence_that_cannot_be_filled_or_would_always_be_told_is_refused(name: str, sentence: str, why: str):
    with pytest.raises(Refused, match=why):
        read_configuration(with_values(TEXT, {("case", "sentences", name): sentence}))


@pytest.mark.parametrize("name", ["approved", "counts_half_year", "matter_item"])
def test_a_sentence_may_be_left_out_whatever_it_is_told_by(name: str):
    assert read_configuration(with_values(TEXT, {("case", "sentences", name): ""})).case.sentences[name] == ""


def test_a_body_that_nobody_knows_recommends_to_nobody():
    with pytest.raises(Refused, match="XYZ"):
        read_configuration(with_values(TEXT, {("case", "recommends", "XYZ"): "Velfærdsdirektøren"}))
    with pytest.raises(Refused, match="XYZ"):
        read_configuration(with_values(TEXT, {("case", "arrangements", OTHER, "recommends", "XYZ"): "Direktøren"}))


def test_an_arrangement_has_its_own_verbs_and_recommenders_where_it_tells_of_them():
    at = ("case", "arrangements", OTHER)
    usual = read_configuration(TEXT).case
    assert usual.arranged(OTHER).recommends == usual.recommends and usual.arranged(OTHER).verbs == usual.verbs
    assert usual.arranged("ukendt") == usual
    own = read_configuration(
        with_values(TEXT, {(*at, "recommender"): "Forvaltningen", (*at, "verbs"): ["tages til orientering"]})
    )
    arranged = own.case.arranged(OTHER)
    assert (arranged.verbs, dict(arranged.recommends), arranged.recommender) == (
        ("tages til orientering",),
        {},
        "Forvaltningen",
    )
    assert own.case.recommender == "Kommunaldirektøren" and own.case.verbs == usual.verbs
