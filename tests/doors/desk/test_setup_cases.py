# SPDX-License-Identifier: MPL-2.0
"""The cases' arrangements, sentences and recommenders, set up on pages that write into the town's file."""

from html import unescape

import pytest
from django.urls import reverse

from udmoent.audit.models import Event
from udmoent.cases.wording import NAMES, keys_of, standard_of
from udmoent.organisation.case_template import MATTERS, CaseTemplate
from udmoent.organisation.configuration import configuration_text, read_configuration
from udmoent.organisation.models import Municipality

TOWN = read_configuration(configuration_text("norddjurs"))
OTHER = "beslutningstema"
LIST = reverse("setup_arrangements")
USUAL = reverse("setup_arrangement", args=["-"])
WHO = reverse("setup_recommending", args=["-"])


def page(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def text(answer) -> str:
    return unescape(answer.content.decode())


def case_of(town) -> CaseTemplate:
    return Municipality.objects.get(pk=town.pk).configuration.case


def headings(town, arrangement: str = "") -> list[str]:
    return [section.heading for section in case_of(town).arranged(arrangement).sections]


# Arrangements


def test_every_arrangement_is_listed_with_its_sections(keeper, town):
    told = page(keeper, LIST)
    assert "Den sædvanlige" in told and "Beslutningstema · Indstilling · Sagsfremstilling" in told
    assert "1 opstilling" not in page(keeper, reverse("setup")) and "2 opstillinger" in page(keeper, reverse("setup"))


def test_a_section_is_added_moved_changed_and_removed(keeper, town):
    told = {"heading": "Videre forløb", "aliases": "Det videre forløb", "why": "Ønsket af ØK"}
    assert keeper.post(USUAL, told)["Location"] == USUAL
    assert headings(town)[-1] == "Videre forløb" and town.configuration_versions.last().why == "Ønsket af ØK"
    keeper.post(USUAL, {"up": "Videre forløb"})
    keeper.post(USUAL, {"down": "Sagsfremstilling"})
    assert headings(town)[-2:] == ["Videre forløb", "Indstilling"] and headings(town)[1] == "Sagsfremstilling"
    at = f"{reverse('setup_case_section', args=['-'])}?afsnit=5"
    assert 'value="Videre forløb"' in page(keeper, at) and "Det videre forløb" in page(keeper, at)
    keeper.post(at, {"was": "Videre forløb", "heading": "Det kommende", "holds": ["involvement", "law"]})
    made = case_of(town).sections[4]
    assert (made.heading, made.holds, made.aliases) == ("Det kommende", ("involvement", "law"), ("Videre forløb",))
    keeper.post(USUAL, {"remove": "Det kommende"})
    assert "Det kommende" not in headings(town)
    assert Event.objects.filter(act="load_municipality").count() >= 5


def test_what_is_composed_into_each_section_is_told_and_what_none_holds(keeper, town):
    told = page(keeper, USUAL)
    assert "Intet afsnit har: Resume, Det, der skal besluttes, Inddragelse, FN's verdensmål." in told
    keeper.post(USUAL, {"heading": "Bemærkninger"})
    assert "Intet: et menneske skriver det" in page(keeper, USUAL)


def test_every_matter_can_be_chosen_for_a_section(keeper, town):
    told = page(keeper, USUAL)
    assert all(f'value="{matter}"' in told for matter in MATTERS)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"heading": ""}, "skal udfyldes"),
        ({"heading": "lovgrundlag"}, "to afsnit hedder"),
        ({"heading": "Jura", "holds": ["ukendt"]}, "ukendt"),
        ({"heading": "x" * 201}, "200"),
    ],
)
def test_a_section_that_is_told_wrongly_is_refused_at_the_form(keeper, town, told, why):
    answer = keeper.post(USUAL, told)
    assert (
        answer.status_code == 422
        and why in text(answer)
        and headings(town) == [section.heading for section in TOWN.case.sections]
    )


def test_a_section_that_somebody_has_renamed_meanwhile_is_told_to_be_gone(keeper, town):
    at = f"{reverse('setup_case_section', args=['-'])}?afsnit=4"
    keeper.post(at, {"was": "Lovgrundlag", "heading": "Retsgrundlag", "holds": ["law"]})
    answer = keeper.post(at, {"was": "Lovgrundlag", "heading": "Jura", "holds": ["law"]})
    assert answer.status_code == 422 and "Afsnittet “Lovgrundlag” er her ikke mere" in text(answer)
    assert "Retsgrundlag" in headings(town)
    assert keeper.post(USUAL, {"remove": "Lovgrundlag"}).status_code == 422
    assert page(keeper, f"{reverse('setup_case_section', args=['-'])}?afsnit=9", 404)
    assert page(keeper, reverse("setup_case_section", args=["-"]), 404)


def test_an_arrangement_is_added_renamed_and_taken_out_again(keeper, town, plan):
    answer = keeper.post(LIST, {"name": "Korte sager", "like": OTHER})
    assert answer["Location"] == reverse("setup_arrangement", args=["korte-sager"])
    assert headings(town, "korte-sager") == headings(town, OTHER)
    at = reverse("setup_arrangement_name", args=["korte-sager"])
    keeper.post(at, {"name": "Helt korte sager"})
    assert case_of(town).arrangements["korte-sager"].name == "Helt korte sager"
    assert "Helt korte sager" in page(keeper, reverse("begin_case", args=[plan.pk]))
    assert keeper.post(at, {"take_out": "1"})["Location"] == LIST and "korte-sager" not in case_of(town).arrangements


def test_an_arrangement_by_a_name_that_is_taken_is_refused(keeper, town):
    answer = keeper.post(LIST, {"name": "beslutningstema FØRST (eksempel)", "like": ""})
    assert answer.status_code == 422 and "Der er allerede en opstilling" in text(answer)
    assert page(keeper, reverse("setup_arrangement", args=["ukendt"]), 404)
    assert page(keeper, reverse("setup_arrangement_name", args=["-"]), 404)


# Verbs and recommenders


def told_of(keeper, address: str) -> dict[str, str]:
    """What the form holds now, to be sent again with a change."""
    form = keeper.get(address).context["form"]
    return {bound.html_name: bound.value() or "" for bound in form} | {
        bound.html_name: "\n".join(bound.value() or ()) for bound in form if isinstance(bound.value(), tuple | list)
    }


def test_verbs_and_recommenders_are_saved_in_the_file(keeper, town):
    told = told_of(keeper, WHO)
    assert told["case-recommends-BUU"] == "Velfærdsdirektøren" and "drøftes" in told["case-verbs"]
    told |= {"case-verbs": "drøftes\ngodkendes\ntages til orientering", "case-recommends-BUU": ""}
    told |= {"case-recommends-MTU": "Teknik- og miljødirektøren", "case-asks-orientation": "tages til orientering"}
    assert keeper.post(WHO, told).status_code == 302
    case = case_of(town)
    assert case.verbs == ("drøftes", "godkendes", "tages til orientering")
    assert dict(case.recommends) == {"MTU": "Teknik- og miljødirektøren"} and case.recommender == "Kommunaldirektøren"
    assert case.asks["orientation"] == ("tages til orientering",)


def test_a_kind_of_case_asks_only_what_a_body_may_be_asked(keeper, town):
    answer = keeper.post(WHO, told_of(keeper, WHO) | {"case-verbs": "drøftes\ntages til efterretning"})
    assert answer.status_code == 422 and "“godkendes” er ikke blandt det" in text(answer)
    assert case_of(town).verbs == TOWN.case.verbs


def test_an_arrangement_has_its_own_recommender(keeper, town):
    at = reverse("setup_recommending", args=[OTHER])
    assert "Uden noget skrevet: Kommunaldirektøren" in page(keeper, at)
    keeper.post(at, told_of(keeper, at) | {f"case-arrangements-{OTHER}-recommender": "Forvaltningen"})
    assert case_of(town).arranged(OTHER).recommender == "Forvaltningen"
    assert case_of(town).recommender == "Kommunaldirektøren"
    keeper.post(at, told_of(keeper, at) | {f"case-arrangements-{OTHER}-recommender": ""})
    assert case_of(town) == TOWN.case


# Sentences


def sentence(name: str) -> str:
    return reverse("setup_sentence", args=[name])


def field(key: str) -> str:
    return f"case-sentences-{key}"


def test_every_sentence_is_listed_and_has_a_page(keeper, town, plan):
    told = page(keeper, reverse("setup_sentences"))
    assert all(sentence(name) in told for name in NAMES)
    assert "kommunens egen" in told and "noget andet i 1 slags sag" in told
    for name in ("title", "law", "recommended", "purpose"):
        assert 'name="why"' in page(keeper, sentence(name))
    assert page(keeper, sentence("ukendt"), 404)


def test_the_town_says_a_sentence_otherwise_beside_what_udmoent_says(keeper, town):
    told = page(keeper, sentence("communication"))
    assert standard_of("communication") in told
    keeper.post(sentence("communication"), {field("communication"): "Vi fortæller om {plan}.", "why": "Kortere"})
    assert case_of(town).sentences["communication"] == "Vi fortæller om {plan}."
    assert town.configuration_versions.last().why == "Kortere"


def test_what_comes_with_udmoent_is_not_written_into_the_file(keeper, town):
    keeper.post(sentence("communication"), {field("communication"): standard_of("communication")})
    assert case_of(town) == TOWN.case


def test_a_sentence_is_left_out_and_brought_back(keeper, town):
    keeper.post(sentence("communication"), {f"{field('communication')}-left_out": "on"})
    assert case_of(town).sentences["communication"] == ""
    assert "Udelades" in page(keeper, reverse("setup_sentences"))
    keeper.post(sentence("communication"), told_of(keeper, sentence("communication")) | {back("communication"): "on"})
    assert case_of(town) == TOWN.case


def back(key: str) -> str:
    return f"{field(key)}-back"


def test_back_to_the_standard_is_of_one_wording_and_leaves_the_towns_others(keeper, town):
    own = {key: said for _kind, key in keys_of("law") if (said := case_of(town).sentences.get(key))}
    at, changed = sentence("law"), "law_item"
    assert len(own) > 1 and changed not in own and back(changed) not in page(keeper, at)
    keeper.post(at, told_of(keeper, at) | {field(changed): "Punktet hviler på loven."})
    assert case_of(town).sentences[changed] == "Punktet hviler på loven."
    keeper.post(at, told_of(keeper, at) | {back(changed): "on"})
    assert case_of(town) == TOWN.case
    first = next(iter(own))
    keeper.post(at, told_of(keeper, at) | {back(first): "on"})
    assert {key: case_of(town).sentences.get(key) for key in own} == own | {first: None}


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("communication", "Se {ukendt}.", "ikke noget at sætte ind i {ukendt}"),
        ("communication", "Se {nummer}.", "der er aldrig noget at sætte i {nummer}"),
        ("approved", "Planen er godkendt.", "{godkendt} skal stå i den"),
        ("communication", "", "Skriv sætningen, eller markér"),
        ("communication", "Se {plan", "tuborgklamme"),
    ],
)
def test_what_a_sentence_cannot_say_is_refused_and_what_was_typed_stays(keeper, town, name, said, why):
    answer = keeper.post(sentence(name), {field(name): said})
    assert answer.status_code == 422 and why in text(answer) and said in text(answer)
    assert case_of(town) == TOWN.case


def test_two_who_word_a_sentence_at_once_see_each_others_words(keeper, town):
    first = town.configuration_versions.last().pk
    keeper.post(sentence("communication"), {field("communication"): "Den ene."})
    answer = keeper.post(sentence("communication"), {field("communication"): "Den anden.", "version": first})
    assert answer.status_code == 409 and "Den ene." in text(answer) and "Den anden." in text(answer)
    assert case_of(town).sentences["communication"] == "Den ene."


def test_the_look_is_filled_from_the_plan_and_saves_nothing(keeper, town, plan, edition, item):
    at = reverse("setup_sentence_look", args=["law"])
    assert "Halvårlig status" in page(keeper, at) and "Den kommunale styrelseslov og Budgetloven." in page(keeper, at)
    told = {field("law"): "Loven om {plan}.", field("law_item"): "Loven om {nummer}.", field("law_release"): "Lov."}
    answer = keeper.post(at, told | {field("law_half_year"): "Halvårets lov."})
    shown = text(answer)
    assert f"Loven om {plan.name}." in shown and "Loven om A301." in shown and "Halvårets lov." in shown
    assert answer["X-Frame-Options"] == "SAMEORIGIN" and case_of(town) == TOWN.case


def test_the_look_tells_why_a_sentence_is_left_out(keeper, town, plan, edition, item):
    assert "intet at sætte i {udfylder}" in page(keeper, reverse("setup_sentence_look", args=["raaderum_fills"]))
    answer = keeper.post(reverse("setup_sentence_look", args=["dynamic"]), {field("dynamic"): "{ukendt}"})
    assert answer.status_code == 422 and "ikke noget at sætte ind i {ukendt}" in text(answer)


@pytest.mark.slow
def test_every_sentence_can_be_looked_at(keeper, plan, edition, item):
    for name in NAMES:
        shown = page(keeper, reverse("setup_sentence_look", args=[name])).partition("<main>")[2]
        assert "<p" in shown and ("{" not in shown or "intet at sætte i {" in shown), name


def test_the_look_of_a_town_without_a_plan_says_so(keeper, town):
    assert "ingen plan endnu" in page(keeper, reverse("setup_sentence_look", args=["law"]))


@pytest.mark.parametrize("role", ["administrator", "plan_coordinator"])
def test_whoever_sets_the_town_up_words_its_cases(sign_in, town, role):
    answer = sign_in(role).post(sentence("communication"), {field("communication"): "Vi fortæller."})
    assert answer.status_code == 302 and case_of(town).sentences["communication"] == "Vi fortæller."


def test_no_sentence_says_something_else_in_fewer_than_no_kinds_of_cases(keeper, town):
    assert "i -1" not in text(keeper.get(reverse("setup_sentences")))


def test_a_sentence_is_called_by_how_it_begins(keeper, town):
    assert "Sætning: " in (told := text(keeper.get(reverse("setup_sentence", args=["dynamic"])))) and "dynamic" in told
    assert "Sætning: udelades" in text(keeper.get(reverse("setup_sentence", args=["purpose"])))
