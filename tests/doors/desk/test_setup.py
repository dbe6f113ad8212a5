# SPDX-License-Identifier: MPL-2.0
"""The set-up's pages: what they show, what they do, and what they refuse."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from udmoent.organisation import rules
from udmoent.organisation.appointing import add_person, add_position, appoint
from udmoent.organisation.models import Holding, Municipality, Person, Position, Role, User
from udmoent.organisation.setting_up import By
from udmoent.plan.models import Plan

TODAY = date(2025, 9, 30)


@pytest.fixture
def by(coordinator: Person) -> By:
    return By(person=coordinator, now=datetime(2025, 9, 1, 9, tzinfo=UTC))


@pytest.fixture
def post(town: Municipality, by: By) -> Position:
    return add_position(town, "skolechef", unit=None, by=by)


@pytest.fixture
def anna(town: Municipality, post: Position, by: By) -> Person:
    anna = add_person(town, "Anna Andersen", by=by)
    appoint(anna, post, valid_from=date(2024, 1, 1), by=by)
    return anna


def configuration(town: Municipality):
    return Municipality.objects.get(pk=town.pk).configuration


def fields(answer) -> dict[str, object]:
    """What the page's form would send as it stands."""
    form = answer.context["form"]
    told = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    return {name: "\n".join(value) if isinstance(value, tuple) else value or "" for name, value in told.items()}


def text(answer) -> str:
    return answer.content.decode()


# Bodies and units


def test_a_committee_is_renamed_at_an_election(keeper, town, plan):
    body = town.bodies.get(abbreviation="BUU")
    told = {"name": "Børne- og Familieudvalget", "abbreviation": "BFU", "valid_from": "1.1.2026", "why": "Valget"}
    keeper.post(reverse("setup_body_rename", args=[body.pk]), told)
    page = text(keeper.get(reverse("setup_bodies")))
    assert "1.1.2022 – 31.12.2025" in page and "fra 1.1.2026" in page and "kommende" in page
    assert "BFU" in {one.abbreviation for one in configuration(town).bodies}
    after = text(keeper.get(reverse("setup_bodies"), {"pr": "2026-02-01"}))
    assert "kommende" not in after and "tidligere" in after


def test_what_is_refused_stays_in_the_form(keeper, town):
    body = town.bodies.get(abbreviation="BUU")
    told = {"name": "Børneudvalget", "abbreviation": "MTU", "valid_from": "1.1.2026"}
    answer = keeper.post(reverse("setup_body_rename", args=[body.pk]), told)
    assert answer.status_code == 422 and "Børneudvalget" in text(answer) and "Vælg en anden" in text(answer)
    assert town.bodies.count() == 5


def test_a_body_is_corrected_and_added(keeper, town):
    address = reverse("setup_body", args=[town.bodies.get(abbreviation="KFU").pk])
    keeper.post(address, fields(keeper.get(address)) | {"name": "Kultur og Fritid", "verified": "on"})
    assert town.bodies.get(abbreviation="KFU").is_verified and town.bodies.get(abbreviation="KFU").digit == "4"
    late = fields(keeper.get(address)) | {"cases_days": "3"}
    assert "senest når dagsordenen udsendes" in text(keeper.post(address, late))
    keeper.post(address, late | {"agenda_days": "2", "most_treatments": "9"})
    kept = configuration(town).body_on("KFU", TODAY)
    assert (kept.agenda_days, kept.cases_days, kept.most_treatments) == (2, 3, 9)
    told = {"abbreviation": "HMU", "name": "Hovedudvalget", "kind": "med", "valid_from": "1.1.2025", "verified": "on"}
    keeper.post(reverse("setup_body_new"), told)
    assert town.bodies.get(abbreviation="HMU").name == "Hovedudvalget"


def test_units_are_added_placed_and_renamed(keeper, town):
    keeper.post(reverse("setup_unit_new"), {"name": "Velfærd", "valid_from": "1.1.2022"})
    whole = town.units.get(name="Velfærd")
    keeper.post(reverse("setup_unit_new"), {"name": "Skoler", "parent": whole.pk, "valid_from": "1.1.2022"})
    part = town.units.get(name="Skoler")
    assert part.parent == whole
    keeper.post(reverse("setup_unit_rename", args=[part.pk]), {"name": "Læring", "valid_from": "1.9.2025"})
    keeper.post(reverse("setup_unit", args=[town.units.get(name="Læring").pk]), {"parent": "", "valid_to": ""})
    assert town.units.get(name="Læring").parent is None
    assert "1.1.2022 – 31.8.2025" in text(keeper.get(reverse("setup_units")))


# People, posts and roles


def test_a_new_person_takes_a_post_over_and_is_let_in(keeper, town, plan, anna):
    told = {"name": "Bo Berg", "title": "Skolechef", "unit": "Skoler", "valid_from": "1.10.2025"}
    keeper.post(reverse("setup_come"), told | {"email": "Bo@Example.dk", "role": "responsible"})
    first, second = Holding.objects.filter(position__title="skolechef")
    assert (first.person, first.valid_to, second.person.name) == (anna, TODAY, "Bo Berg")
    role = Role.objects.get(user__email="bo@example.dk")
    assert role.person == second.person and not role.user.has_usable_password()
    assert "Anna Andersen" in text(keeper.get(reverse("setup_people")))
    later = text(keeper.get(reverse("setup_people"), {"pr": "2025-10-01", "soeg": "skole"}))
    assert "Bo Berg" in later and "fra 1.10.2025" in later


def test_somebody_stands_in_for_a_time_and_it_can_be_taken_back(keeper, town, anna):
    told = {
        "name": "Bo Berg",
        "title": "skolechef",
        "is_deputy": "on",
        "valid_from": "1.10.2025",
        "valid_to": "31.10.2025",
    }
    keeper.post(reverse("setup_come"), told)
    deputy = Holding.objects.get(is_deputy=True)
    page = text(keeper.get(reverse("setup_post", args=[deputy.position_id])))
    assert "stedfortræder" in page and "1.10.2025 – 31.10.2025" in page
    keeper.post(reverse("setup_end_time", args=[deputy.pk]), {"take_back": "1"})
    assert not Holding.objects.filter(is_deputy=True).exists()


def test_a_list_is_shown_before_it_is_done_and_done_whole(keeper, town, anna):
    rows = "Stilling\tEnhed\tNavn\tE-mail\tRolle\nvejchef\tVej\tBo Berg\tbo@example.dk\tansvarlig\nskolechef\t\tAnna Andersen\t\t"
    told = {"rows": rows, "valid_from": "1.1.2025"}
    answer = keeper.post(reverse("setup_come_by_list"), told)
    assert "2 rækker er rigtige" in text(answer) and not town.positions.filter(title="vejchef").exists()
    wrong = keeper.post(reverse("setup_come_by_list"), told | {"rows": rows + "\nx;;;;", "confirm": "1"})
    assert "kan ikke hentes ind" in text(wrong) and not town.positions.filter(title="vejchef").exists()
    keeper.post(reverse("setup_come_by_list"), told | {"confirm": "1"})
    assert Role.objects.get(user__email="bo@example.dk").name == "responsible"
    assert Holding.objects.filter(person=anna).count() == 1


def test_roles_are_given_shown_and_ended(keeper, town):
    body = town.bodies.get(abbreviation="BUU")
    told = {"email": "s@example.dk", "role": "committee_secretary", "valid_from": "1.1.2025"}
    refused = keeper.post(reverse("setup_give_role"), told)
    assert refused.status_code == 422 and "ét udvalg" in text(refused)
    keeper.post(reverse("setup_give_role"), told | {"body": body.pk})
    role = Role.objects.get(user__email="s@example.dk")
    keeper.post(reverse("setup_end_role", args=[role.pk]), {"valid_to": "1.9.2025"})
    assert "s@example.dk" not in text(keeper.get(reverse("setup_roles")))
    assert "s@example.dk" in text(keeper.get(reverse("setup_roles"), {"alle": "on"}))


def test_the_last_one_who_gives_roles_cannot_go(keeper):
    role = Role.objects.get(name="plan_coordinator")
    answer = keeper.post(reverse("setup_end_role", args=[role.pk]), {"valid_to": "30.9.2025"})
    assert answer.status_code == 422 and "ingen kunne give roller" in text(answer)


def test_the_only_administrator_stays(keeper, sign_in):
    client = sign_in("administrator")
    role = Role.objects.get(name="administrator")
    answer = client.post(reverse("setup_end_role", args=[role.pk]), {"valid_to": "30.9.2025"})
    assert answer.status_code == 422 and "Du er den eneste administrator" in text(answer)


def test_another_towns_people_are_not_there(keeper, town):
    other = Municipality.objects.create(slug="anden", name="Anden", configuration_text=town.configuration_text)
    person = Person.objects.create(municipality=other, name="Fremmed")
    position = other.positions.create(title="vejchef")
    holding = position.holdings.create(municipality=other, person=person, valid_from=TODAY)
    user = User.objects.create_user("f@example.dk")
    role = Role.objects.create(municipality=other, user=user, person=person, name="reader", valid_from=TODAY)
    things = {"setup_person": person, "setup_erase": person, "setup_post": position, "setup_end_time": holding}
    things |= {"setup_end_role": role, "setup_body": other.bodies.create(abbreviation="X", name="X", valid_from=TODAY)}
    for name, thing in things.items():
        assert keeper.get(reverse(name, args=[thing.pk])).status_code == 404, name
    assert keeper.get(reverse("setup_handover"), {"person": person.pk}).status_code == 404


def test_a_name_is_erased_only_by_whoever_says_why_and_is_sure(keeper, town):
    person = Person.objects.create(municipality=town, name="Gamle Gerda")
    address = reverse("setup_erase", args=[person.pk])
    assert keeper.post(address, {"why": "Har bedt om det"}).status_code == 422
    keeper.post(address, {"why": "Har bedt om det", "is_sure": "on"})
    person.refresh_from_db()
    assert person.name == "" and "Gerda" not in text(keeper.get(reverse("setup_people")))


def test_the_rights_are_those_of_the_table(keeper):
    page = text(keeper.get(reverse("setup_rights")))
    with translation.override("da"):
        assert all(str(word) in page for word in rules.DEED_NAMES.values())
    assert page.count("✓") == sum(map(len, rules.ROLES.values()))


def test_the_number_of_queries_does_not_grow_with_the_people(keeper, town, by, django_assert_max_num_queries):
    for number in range(30):
        person = add_person(town, f"Person {number}", by=by)
        appoint(person, add_position(town, f"chef {number}", unit=None, by=by), valid_from=TODAY, by=by)
    with django_assert_max_num_queries(25):
        assert "chef 29" in text(keeper.get(reverse("setup_people")))


# Handing over


def test_a_leavers_items_go_to_another_post_after_a_look(keeper, town, anna, own_item, by):
    other = add_position(town, "læringschef", unit=None, by=by)
    address = f"{reverse('setup_handover')}?person={anna.pk}"
    page = keeper.get(address)
    assert "Flere lærere" in text(page)
    told = {"to": "post", "position": other.pk, "valid_from": "30.9.2025", "items": [own_item.pk], "why": "Omlagt"}
    looked = keeper.post(address, told)
    assert "Hvad der ville ske" in text(looked) and own_item.states.count() == 1
    keeper.post(address, told | {"confirm": "1"})
    state = own_item.states.order_by("pk").last()
    assert (state.responsible, state.why, own_item.states.count()) == ("læringschef", "Omlagt", 2)


def test_a_leavers_post_goes_to_another_person(keeper, town, anna, own_item, by):
    bo = add_person(town, "Bo Berg", by=by)
    address = f"{reverse('setup_handover')}?person={anna.pk}"
    told = {"to": "person", "successor": bo.pk, "valid_from": "1.10.2025", "is_leaving": "on"}
    assert "Bo Berg" in text(keeper.post(address, told))
    keeper.post(address, told | {"confirm": "1"})
    assert anna.holdings.get().valid_to == TODAY and bo.holdings.get().valid_from == date(2025, 10, 1)
    assert own_item.states.count() == 1


def test_whoever_may_not_change_items_hands_over_to_people_only(sign_in, town, anna, by):
    other = add_position(town, "læringschef", unit=None, by=by)
    address = f"{reverse('setup_handover')}?person={anna.pk}"
    told = {"to": "post", "position": other.pk, "valid_from": "30.9.2025", "confirm": "1"}
    assert sign_in("administrator").post(address, told).status_code == 422


def test_whoever_may_not_change_items_is_told_why_and_offered_only_what_works(sign_in, keeper, anna, own_item, by):
    address = f"{reverse('setup_handover')}?person={anna.pk}"
    page = text(sign_in("administrator").get(address))
    assert "Kun plankoordinatoren kan sætte en anden stilling ind" in page and "Flere lærere" in page
    assert 'name="items"' not in page and 'name="position"' not in page
    page = text(sign_in("plan_coordinator").get(address))
    assert 'name="items"' in page and 'name="position"' in page and "Kun plankoordinatoren" not in page


# Words, numbers and the file


def test_words_are_written_into_the_towns_file_and_kept_as_a_version(keeper, town):
    address = reverse("setup_section", args=["status"])
    told = fields(keeper.get(address)) | {
        "symbols": "smileys",
        "stages-planned": "Sat i gang\nPlanlagt",
        "why": "Ønske",
    }
    keeper.post(address, told)
    now = configuration(town)
    assert now.symbols == "smileys" and now.stages["planned"] == ("Sat i gang", "Planlagt")
    assert now.stages["under_way"] == town.configuration.stages["under_way"]
    version = town.configuration_versions.last()
    page = text(keeper.get(reverse("setup_version", args=[version.pk])))
    assert "Ønske" in page and "traffic_light" in page and "smileys" in page


def test_the_town_chooses_which_roles_need_two_factors(keeper, town):
    address = reverse("setup_section", args=["to-faktorer"])
    assert not configuration(town).two_factor_roles
    page = text(keeper.get(reverse("setup")))
    assert page.count(f'href="{address}"') == 1
    keeper.post(address, {"two_factor_roles": ["administrator", "economist"], "why": "Sikkerhed"})
    assert configuration(town).two_factor_roles == ("administrator", "economist")
    assert text(keeper.get(address)).count("checked") == 2
    assert keeper.post(address, {"two_factor_roles": ["king"]}).status_code == 422
    keeper.post(address, {"why": ""})
    assert configuration(town).two_factor_roles == ()


def test_two_who_write_the_same_section_see_both(keeper, town):
    address = reverse("setup_section", args=["dele"])
    mine = fields(keeper.get(address)) | {"kinds-capital": "Mit anlæg"}
    keeper.post(address, fields(keeper.get(address)) | {"kinds-capital": "Deres anlæg"})
    answer = keeper.post(address, mine)
    assert answer.status_code == 409 and "Deres anlæg" in text(answer) and "Mit anlæg" in text(answer)
    assert configuration(town).kinds["capital"] == ("Deres anlæg",)
    keeper.post(address, mine | {"version": answer.context["form"].data["version"]})
    assert configuration(town).kinds["capital"] == ("Mit anlæg",)


def test_two_who_write_different_sections_do_not_disturb_each_other(keeper, town):
    address = reverse("setup_section", args=["dele"])
    mine = fields(keeper.get(address)) | {"kinds-capital": "Anlæg"}
    other = reverse("setup_section", args=["status"])
    keeper.post(other, fields(keeper.get(other)) | {"symbols": "smileys"})
    keeper.post(address, mine)
    now = configuration(town)
    assert now.symbols == "smileys" and now.kinds["capital"] == ("Anlæg",)


def test_the_next_numbers_are_shown_before_a_pattern_is_saved(keeper, town, item):
    address = reverse("setup_section", args=["numre"])
    page = keeper.get(address)
    assert "A302" in text(page)
    told = fields(page) | {"numbers-pattern": "{letter}-{digit}-{serial:03}"}
    tried = keeper.post(address, told | {"try": "1"})
    assert "A-3-001" in text(tried) and configuration(town).numbers.pattern == "{letter}{digit}{serial:02}"
    misread = keeper.post(address, fields(page) | {"numbers-accepts": r"(?P<number>A3)\d+"})
    assert misread.status_code == 422 and "A301 → A3" in text(misread)
    broken = keeper.post(address, fields(page) | {"numbers-pattern": "{letter", "try": "1"})
    assert "kan ikke læses" in text(broken)


def upload(content: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile("by.toml", content.encode())}


def test_a_whole_file_is_shown_before_it_holds_and_an_earlier_one_comes_back(keeper, town):
    first = town.configuration_versions.get()
    changed = town.configuration_text.replace('"Planlagt", "Under', '"Sat i kalenderen", "Under')
    looked = keeper.post(reverse("setup_file"), upload(changed))
    assert "Sat i kalenderen" in text(looked) and "stages" in text(looked)
    assert configuration(town).stages["planned"][0] == "Planlagt"
    keeper.post(reverse("setup_take_file"), {"text": changed, "why": "Nye ord"})
    assert configuration(town).stages["planned"][0] == "Sat i kalenderen"
    assert keeper.get(reverse("get_town_file", args=[0])).content.decode() == changed
    keeper.post(reverse("setup_version", args=[first.pk]), {"why": "Fortrudt"})
    assert Municipality.objects.get().configuration_text == first.text
    assert [one.why for one in town.configuration_versions.all()][1:] == ["Nye ord", "Fortrudt"]


@pytest.mark.parametrize("content", ["x = [", "slug = 'x'", 'slug = "norddjurs"\nmisspelt = 1'])
def test_a_file_that_cannot_be_read_is_refused_with_its_fault(keeper, town, content):
    answer = keeper.post(reverse("setup_file"), upload(content))
    assert answer.status_code == 422 and "kan ikke læses" in text(answer)
    assert keeper.post(reverse("setup_take_file"), {"text": content}).status_code == 422
    assert town.configuration_versions.count() == 1


# The plan


def test_headings_are_added_moved_renamed_and_removed(keeper, plan: Plan):
    address, list_address = reverse("setup_plan", args=[plan.pk]), reverse("setup_headings", args=[plan.pk])
    keeper.post(list_address, {"name": "Sundhed"})
    added = plan.agreement.headings.get(name="Sundhed")
    keeper.post(list_address, {"up": added.pk})
    names = list(plan.agreement.headings.values_list("name", flat=True))
    assert names[-2] == "Sundhed"
    keeper.post(reverse("setup_heading", args=[plan.pk, added.pk]), {"name": "Sundhed og ældre"})
    assert "Sundhed og ældre" in text(keeper.get(address))
    keeper.post(list_address, {"remove": added.pk})
    assert not plan.agreement.headings.filter(pk=added.pk).exists()
    assert keeper.post(list_address, {"name": "Partnerskaber"}).status_code == 422


def test_the_plan_gets_another_name(keeper, plan: Plan):
    keeper.post(reverse("setup_plan", args=[plan.pk]), {"name": "Udmøntning 2025"})
    plan.refresh_from_db()
    assert plan.name == "Udmøntning 2025"


def test_a_post_gets_a_new_title_from_a_day(keeper, town, post, anna, own_item):
    address = reverse("setup_post_rename", args=[post.pk])
    assert address in text(keeper.get(reverse("setup_post", args=[post.pk])))
    refused = keeper.post(address, {"title": "Skolechef", "valid_from": "1.9.2025", "why": "Ny titel"})
    assert refused.status_code == 422 and 'value="Ny titel"' in text(refused)
    keeper.post(address, {"title": "børne- og skolechef", "valid_from": "1.9.2025", "why": "Ny titel"})
    assert "børne- og skolechef" in text(keeper.get(reverse("setup_people")))
    assert own_item.states.last().facts.responsible == "børne- og skolechef"
    assert anna.signature(date(2025, 8, 31)) == "skolechef"
