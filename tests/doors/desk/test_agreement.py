# SPDX-License-Identifier: MPL-2.0
"""The agreement: pasted, locked, linked, and proved complete."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from udmoent.desk.agreement_forms import likely_items
from udmoent.editions.content import ItemContent
from udmoent.plan.actions import NewItem, add
from udmoent.plan.facts import Facts, Kind

TEXT = "Der bygges en ny skole i Grenaa.\n\nVi takker hinanden.\n\n[side 2]\n\nDer plantes flere træer."


def address(plan, name="agreement", *parts):
    return reverse(name, args=[plan.pk, *parts])


@pytest.fixture
def laid_down(keeper, plan):
    """The three paragraphs of TEXT, as a person lays them down."""
    page = keeper.post(address(plan, "lay_down_agreement"), {"text": TEXT})
    slip = page.context["form"].initial["fil"]
    told = {"paragraphs": page.context["form"].initial["paragraphs"], "fil": slip, "lock": "1"}
    assert keeper.post(address(plan, "lay_down_agreement"), told).status_code == 302
    return list(plan.agreement.paragraphs.all())


@pytest.fixture
def school(plan, act):
    facts = Facts(title="Ny skole i Grenaa", body="BUU")
    return add(plan, NewItem(kind=Kind.CAPITAL, facts=facts), act=act(date(2024, 12, 11)))


def test_pasted_text_is_shown_as_paragraphs_before_it_is_locked(keeper, plan):
    text = keeper.post(address(plan, "lay_down_agreement"), {"text": TEXT}).content.decode()
    assert "Lås 3 afsnit" in text and not plan.agreement.paragraphs.exists()


def test_what_a_person_parts_otherwise_is_counted_again(keeper, plan):
    page = keeper.post(address(plan, "lay_down_agreement"), {"text": TEXT})
    told = {"paragraphs": "Et.\n\nTo.", "fil": page.context["form"].initial["fil"], "look": "1"}
    text = keeper.post(address(plan, "lay_down_agreement"), told).content.decode()
    assert "Lås 2 afsnit" in text and not plan.agreement.paragraphs.exists()


def test_paragraphs_are_locked_with_number_and_page(laid_down):
    assert [(one.number, one.page) for one in laid_down] == [(1, None), (2, None), (3, 2)]


def test_a_file_is_kept_and_handed_out_again(keeper, plan):
    file = SimpleUploadedFile("aftale.txt", TEXT.encode())
    page = keeper.post(address(plan, "lay_down_agreement"), {"file": file})
    form = page.context["form"]
    told = {"paragraphs": form.initial["paragraphs"], "fil": form.initial["fil"], "lock": "1"}
    keeper.post(address(plan, "lay_down_agreement"), told)
    assert b"".join(keeper.get(address(plan, "get_agreement"))) == TEXT.encode()


@pytest.mark.parametrize("told", [{"text": ""}, {"text": " \n "}])
def test_nothing_is_refused_in_words(keeper, plan, told):
    answer = keeper.post(address(plan, "lay_down_agreement"), told)
    assert answer.status_code == 422 and "Der er ingen tekst" in answer.content.decode()


def test_a_file_of_another_kind_is_refused_in_words(keeper, plan):
    answer = keeper.post(address(plan, "lay_down_agreement"), {"file": SimpleUploadedFile("aftale.exe", b"MZ")})
    assert answer.status_code == 422 and "aftale.exe" in answer.content.decode()


def test_a_forged_slip_locks_nothing(keeper, plan):
    answer = keeper.post(address(plan, "lay_down_agreement"), {"paragraphs": TEXT, "fil": "forged", "lock": "1"})
    assert answer.status_code == 422 and not plan.agreement.paragraphs.exists()


def test_laying_the_same_down_again_loses_nothing_that_was_written(keeper, plan, laid_down):
    page = keeper.post(address(plan, "lay_down_agreement"), {"text": TEXT})
    told = {"paragraphs": TEXT, "fil": page.context["form"].initial["fil"], "lock": "1"}
    answer = keeper.post(address(plan, "lay_down_agreement"), told)
    assert answer.status_code == 422 and "Der bygges en ny skole" in answer.content.decode()
    assert plan.agreement.paragraphs.count() == 3


def test_the_likely_item_is_offered_and_linking_leads_on_to_what_is_left(keeper, plan, laid_down, school):
    page = keeper.get(address(plan, "paragraph", 1))
    assert (school.number, f"{school.number} Ny skole i Grenaa") in page.context["form"].fields["likely"].choices
    answer = keeper.post(address(plan, "paragraph", 1), {"likely": [school.number]})
    assert answer["Location"] == address(plan, "paragraph", 2)
    school.refresh_from_db()
    assert school.paragraph == laid_down[0]


def test_a_number_that_is_not_there_is_refused_in_words(keeper, plan, laid_down):
    answer = keeper.post(address(plan, "paragraph", 1), {"others": "Z999", "because": "skrevet"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "Z999" in text and "skrevet" in text


def test_the_page_counts_what_is_left_until_it_is_complete(keeper, plan, laid_down, school):
    keeper.post(address(plan, "paragraph", 1), {"others": school.number.lower()})
    keeper.post(address(plan, "paragraph", 2), {"because": "Kun en hilsen."})
    left = keeper.get(address(plan), {"vis": "mangler"}).content.decode()
    assert "Der plantes flere træer" in left and "Kun en hilsen" not in left
    keeper.post(address(plan, "paragraph", 3), {"because": "Er daglig drift."})
    assert "Komplet" in keeper.get(address(plan)).content.decode()


def test_an_item_is_unlinked_again(keeper, plan, laid_down, school):
    keeper.post(address(plan, "paragraph", 1), {"others": school.number})
    keeper.post(address(plan, "unlink_item", school.number))
    school.refresh_from_db()
    assert school.paragraph is None


def test_paragraphs_are_taken_back_until_something_is_built_on_them(keeper, plan, laid_down):
    keeper.post(address(plan, "paragraph", 2), {"because": "Kun en hilsen."})
    refused = keeper.post(address(plan, "take_back_agreement"), follow=True).content.decode()
    assert "kan ikke tages tilbage" in refused and plan.agreement.paragraphs.count() == 3
    keeper.post(address(plan, "paragraph", 2), {"because": ""})
    keeper.post(address(plan, "take_back_agreement"))
    assert not plan.agreement.paragraphs.exists()


def test_parties_are_written_one_on_each_line(keeper, plan):
    told = {
        "name": "Budgetaftale 2025-2028",
        "signed_on": "12.9.2024",
        "parties": "A · Alle\nÆ · Ærlige · Gruppeformanden",
    }
    assert keeper.post(address(plan, "about_agreement"), told).status_code == 302
    plan.agreement.refresh_from_db()
    assert plan.agreement.parties[1] == {"letter": "Æ", "name": "Ærlige", "signer": "Gruppeformanden"}
    assert "Æ · Ærlige · Gruppeformanden" in keeper.get(address(plan, "about_agreement")).content.decode()


@pytest.mark.parametrize("parties", ["Socialdemokratiet", "A · Alle\nA · Andre", "A · B · C · D"])
def test_parties_that_cannot_be_told_apart_are_refused(keeper, plan, parties):
    answer = keeper.post(address(plan, "about_agreement"), {"name": "Aftale", "parties": parties})
    assert answer.status_code == 422 and parties.splitlines()[0] in answer.content.decode()


def test_a_reader_sees_the_agreement_without_the_means_to_change_it(sign_in, plan):
    text = sign_in("reader").get(address(plan)).content.decode()
    assert "Plankoordinatoren kan lægge den ind" in text and "indsaet" not in text


def test_the_page_asks_no_more_when_there_are_more_paragraphs(keeper, plan, laid_down, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        keeper.get(address(plan))


def test_items_are_likely_by_words_in_any_form_and_the_likeliest_comes_first():
    def item(number: str, title: str) -> ItemContent:
        return ItemContent(id=1, number=number, kind=Kind.INTENT, title=title, body="BUU")

    items = [item("H1", "Havnebad"), item("H2", "Dagtilbud"), item("H3", "Lærere i dagtilbuddene"), item("H4", "Veje")]
    assert [one.number for one in likely_items("Flere lærerne til kommunens dagtilbud", items)] == ["H3", "H2"]
