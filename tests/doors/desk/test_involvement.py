# SPDX-License-Identifier: MPL-2.0
"""Whom items are taken to: the whole plan's page, a party's, and the telling at an item."""

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from udmoent.editions.gather import gather
from udmoent.organisation.models import Municipality
from udmoent.plan.actions import change
from udmoent.plan.facts import HearingAnswer, Involvement

DECEMBER, TODAY = date(2024, 12, 11), date(2025, 9, 30)
HEARING = Involvement(
    party="Ældrerådet",
    form="høring",
    opens_on=date(2025, 9, 1),
    deadline=date(2025, 9, 20),
    answers=(HearingAnswer(sender="En forening", text="Vi er med", received_on=date(2025, 9, 9)),),
)
MED = Involvement(party="Hoved-MED", form="drøftelse", time="november 2025")


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def items(item, own_item, others_item, act):
    """A301 has a hearing whose deadline has passed, D301 waits for MED, D401 has consequences for staff and no MED."""
    change(item, act=act(DECEMBER), involvements=(HEARING,))
    change(own_item, act=act(DECEMBER), involvements=(MED,), staff_consequences="Nye opgaver")
    change(others_item, act=act(DECEMBER), staff_consequences="Aftenarbejde")
    return {one.number: one for one in (item, own_item, others_item)}


def involvements(plan, number: str) -> tuple[Involvement, ...]:
    return next(one.involvements for one in gather(plan, TODAY).items if one.number == number)


# The pages


def test_the_page_counts_what_waits_and_names_who_is_missing(keeper, plan, items):
    page = text(keeper.get(reverse("involvement", args=[plan.pk])))
    assert "<strong>1</strong> frist passeret, intet resultat" in page and "<strong>1</strong> planlagt" in page
    assert "D401 Ny hal" in page and "MED mangler" in page and "Aftenarbejde" in page
    assert "A301 Ny daginstitution" in page and "åben 1.9.2025 – 20.9.2025" in page and "1 svar" in page


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"staar": "planned"}, "Hoved-MED", "1.9.2025"),
        ({"slags": "advisory"}, "1.9.2025", "november 2025"),
        ({"udvalg": "KFU"}, "Aftenarbejde", "november 2025"),
    ],
)
def test_it_is_narrowed_by_its_address(keeper, plan, items, asked, shown, hidden):
    page = text(keeper.get(reverse("involvement", args=[plan.pk]), asked))
    assert shown in page and hidden not in page


def test_a_party_has_a_page_of_what_waits_and_what_was_held(keeper, plan, items, act):
    change(items["A301"], act=act(TODAY), involvements=(HEARING, Involvement(party="Hoved-MED", result="enige")))
    page = text(keeper.get(reverse("party", args=[plan.pk, "hoved-med"])))
    assert "D301 Flere lærere" in page and "enige" in page and "Aftenarbejde" in page and "1.9.2025" not in page
    council = text(keeper.get(reverse("party", args=[plan.pk, "aeldreraadet"])))
    assert "A301" in council and "Aftenarbejde" not in council
    assert "Intet punkt nævner den" in text(keeper.get(reverse("party", args=[plan.pk, "handicapraadet"])))
    assert keeper.get(reverse("party", args=[plan.pk, "ukendt"])).status_code == 404


def test_the_sheets_hold_what_the_page_lists_with_the_answers(keeper, plan, items):
    answer = keeper.get(reverse("get_involvement", args=[plan.pk, "xlsx"]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    assert [row[0] for row in book.get_sheet_by_name("Inddragelse").to_python()[1:]] == ["A301", "D301"]
    assert book.get_sheet_by_name("Svar").to_python()[1][2:] == ["En forening", date(2025, 9, 9), "Vi er med"]
    assert [row[0] for row in book.get_sheet_by_name("Mangler").to_python()[1:]] == ["D401"]


def test_the_item_tells_who_is_involved_who_answered_and_who_is_missing(keeper, plan, items):
    page = text(keeper.get(reverse("item", args=[plan.pk, "A301"])))
    assert "frist passeret, intet resultat" in page and "Vi er med" in page and "En forening" in page
    assert "MED mangler: punktet har konsekvenser for personalet" in text(
        keeper.get(reverse("item", args=[plan.pk, "D401"]))
    )


def test_involvement_is_not_shown_to_a_member_of_another_committee(sign_in, plan, items, act):
    client = sign_in("committee_member")
    change(items["A301"], act=act(TODAY), visibility="public")
    page = text(client.get(reverse("item", args=[plan.pk, "A301"])))
    assert "Ældrerådet" not in page and "Vi er med" not in page
    assert client.get(reverse("involvement", args=[plan.pk])).status_code == 403


# Telling


def fields(answer) -> dict[str, object]:
    form = answer.context["form"]
    return {field.html_name: field.value() for field in form if field.value()}


def test_an_involvement_is_planned_told_and_taken_away(keeper, plan, items):
    keeper.post(
        reverse("involve", args=[plan.pk, "D401"]),
        {"party": "Hoved-MED", "form": "drøftelse", "time": "oktober 2025", "why": "Aftalt"},
    )
    planned = Involvement(party="Hoved-MED", form="drøftelse", time="oktober 2025")
    assert involvements(plan, "D401") == (planned,)
    address = reverse("change_involvement", args=[plan.pk, "D401", 1])
    keeper.post(address, fields(keeper.get(address)) | {"held_on": "29.9.2025", "result": "Enige"})
    (told,) = involvements(plan, "D401")
    assert (told.held_on, told.result, told.time) == (date(2025, 9, 29), "Enige", "oktober 2025")
    keeper.post(address, fields(keeper.get(address)) | {"act": "remove"})
    assert involvements(plan, "D401") == ()


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ({"party": "Hans Jensen"}, "“Hans Jensen” ligner en persons navn"),
        ({"party": "Hoved-MED", "deadline": "1.9.2025"}, "Fristen er passeret"),
    ],
)
def test_what_is_hardly_meant_is_asked_once_and_taken_on_a_persons_word(keeper, plan, items, told, question):
    address = reverse("involve", args=[plan.pk, "D401"])
    asked = keeper.post(address, told)
    assert asked.status_code == 422 and question in text(asked) and 'name="is_sure"' in text(asked)
    assert 'name="is_sure"' not in text(keeper.get(address)) and involvements(plan, "D401") == ()
    keeper.post(address, told | {"is_sure": "on"})
    assert [one.party for one in involvements(plan, "D401")] == [told["party"]]


def test_an_answer_is_kept_beside_those_that_are_there_and_telling_more_keeps_them(keeper, plan, items):
    address = reverse("hearing_answer", args=[plan.pk, "A301", 1])
    keeper.post(address, fields(keeper.get(address)) | {"sender": "Et råd", "text": "Nej\ntak"})
    (told,) = involvements(plan, "A301")
    assert [(one.sender, one.text) for one in told.answers] == [("En forening", "Vi er med"), ("Et råd", "Nej\ntak")]
    address = reverse("change_involvement", args=[plan.pk, "A301", 1])
    keeper.post(address, fields(keeper.get(address)) | {"result": "To svar"})
    (told,) = involvements(plan, "A301")
    assert len(told.answers) == 2 and told.result == "To svar"


@pytest.mark.parametrize(
    "wrong",
    [
        {"party": ""},
        {"opens_on": "20.9.2025", "deadline": "1.9.2025"},
        {"held_on": "1.10.2025"},
        {"form": "seance"},
    ],
)
def test_what_is_wrong_is_told_at_the_form_and_nothing_is_lost(keeper, plan, items, wrong):
    answer = keeper.post(
        reverse("involve", args=[plan.pk, "D401"]), {"party": "Hoved-MED", "result": "Lang tekst"} | wrong
    )
    assert answer.status_code == 422 and "Lang tekst" in text(answer) and involvements(plan, "D401") == ()


def test_an_answer_with_a_cpr_number_is_refused(keeper, plan, items):
    address = reverse("hearing_answer", args=[plan.pk, "A301", 1])
    answer = keeper.post(address, fields(keeper.get(address)) | {"sender": "Borger", "text": "Jeg er 010203-1234"})
    assert answer.status_code == 422 and "CPR" in text(answer) and len(involvements(plan, "A301")[0].answers) == 1


def test_what_another_has_told_meanwhile_is_not_overwritten(keeper, plan, items, act):
    address = reverse("change_involvement", args=[plan.pk, "D301", 1])
    mine = fields(keeper.get(address)) | {"result": "Mit"}
    theirs = Involvement(party="Hoved-MED", form="drøftelse", result="Deres")
    change(items["D301"], act=act(TODAY), involvements=(theirs,))
    answer = keeper.post(address, mine)
    assert answer.status_code == 422 and "Mit" in text(answer) and involvements(plan, "D301") == (theirs,)


def test_whoever_speaks_for_the_staff_tells_of_the_staffs_own_bodies_alone(sign_in, plan, items):
    client = sign_in("med_representative")
    address = reverse("change_involvement", args=[plan.pk, "D301", 1])
    client.post(address, fields(client.get(address)) | {"result": "Vi er enige"})
    assert involvements(plan, "D301")[0].result == "Vi er enige"
    assert client.get(reverse("change_involvement", args=[plan.pk, "A301", 1])).status_code == 302
    refused = client.post(reverse("involve", args=[plan.pk, "D401"]), {"party": "Ældrerådet"})
    assert refused.status_code == 422 and involvements(plan, "D401") == ()
    assert client.post(reverse("involve", args=[plan.pk, "D401"]), {"party": "Hoved-MED"}).status_code == 302


def test_whoever_answers_for_the_item_tells_of_all_and_of_others_items_of_none(skolechef, plan, items):
    assert skolechef.get(reverse("involve", args=[plan.pk, "D301"])).status_code == 200
    assert skolechef.get(reverse("involve", args=[plan.pk, "A301"])).status_code == 403


def test_editing_the_item_leaves_the_involvements_as_they_are(keeper, plan, items):
    address = reverse("edit_item", args=[plan.pk, "A301"])
    form = fields(keeper.get(address))
    assert "involvements" not in form
    keeper.post(address, form | {"title": "Ny daginstitution i syd", "staff_consequences": "Nye stillinger"})
    told = next(one for one in gather(plan, TODAY).items if one.number == "A301")
    assert told.involvements == (HEARING,) and told.staff_consequences == "Nye stillinger"


# The front page and the set-up


def test_the_front_page_tells_who_speaks_for_the_staff_what_waits_and_what_is_missing(sign_in, items):
    page = text(sign_in("med_representative").get("/"))
    assert "Medarbejderne skal inddrages" in page and "Hoved-MED · drøftelse · november 2025 · planlagt" in page
    assert "Konsekvenser for personalet, og MED er ikke inddraget" in page and "Aftenarbejde" in page
    assert "frist passeret" not in page


def test_whoever_answers_for_an_item_is_told_that_a_hearings_deadline_has_passed(skolechef, items, act):
    assert "Inddragelse, hvis tid er passeret" not in text(skolechef.get("/"))
    change(items["D301"], act=act(TODAY), involvements=(HEARING,))
    assert "Inddragelse, hvis tid er passeret" in text(skolechef.get("/"))


def test_parties_are_set_up_and_those_that_items_name_stay(keeper, plan, items, town):
    keeper.post(reverse("setup_party_new"), {"name": "Elevrådet", "kind": "advisory", "aliases": "Elevråd"})
    listed = {one.name: one for one in Municipality.objects.get(pk=town.pk).configuration.parties}
    assert listed["Elevrådet"].kind == "advisory" and "Elevrådet" in text(keeper.get(reverse("setup_parties")))
    refused = keeper.post(reverse("setup_party", args=["aeldreraadet"]), {"take_out": "1"})
    assert refused.status_code == 422 and "A301" in text(refused)
    assert keeper.post(reverse("setup_party", args=["elevraadet"]), {"take_out": "1"}).status_code == 302
    keeper.post(reverse("setup_party", args=["aeldreraadet"]), {"name": "Seniorrådet", "kind": "advisory"})
    told = {one.name: one for one in Municipality.objects.get(pk=town.pk).configuration.parties}
    assert told["Seniorrådet"].aliases == ("Ældrerådet",) and "Elevrådet" not in told
    assert keeper.get(reverse("setup_party", args=["ukendt"])).status_code == 404


def test_the_town_says_who_is_involved_when_there_are_consequences_for_staff(keeper, plan, items):
    address = reverse("setup_section", args=["inddragelse"])
    keeper.post(address, {"involving-when_staff": ["directorate"], "involving-forms": "høring", "why": ""})
    page = text(keeper.get(reverse("item", args=[plan.pk, "D301"])))
    assert "Direktion mangler" in page and "MED mangler" not in page
