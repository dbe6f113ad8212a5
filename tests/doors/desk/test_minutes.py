# SPDX-License-Identifier: MPL-2.0
"""Minutes are sent in, what they decide is confirmed, and then takes effect in the plan."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from udmoent.cases.actions import CaseFacts, begin_case, decide_case
from udmoent.cases.facts import CaseKind, Outcome
from udmoent.economy.models import Posting
from udmoent.editions.actions import seal
from udmoent.intake.models import Reading
from udmoent.meetings.actions import call
from udmoent.meetings.models import Decision
from udmoent.organisation.models import Role
from udmoent.plan.actions import begin_plan, change, close
from udmoent.plan.facts import ClosingReason, Source, Stage

NOW = datetime(2025, 6, 2, 9, tzinfo=UTC)
HELD_ON = date(2025, 6, 18)
MINUTES = """BESLUTNINGSPROTOKOL
Børne- og Ungdomsudvalget
Onsdag den {day}

1. Godkendelse af dagsorden

Beslutning
Godkendt.

2. Udmøntningsplan ultimo maj
00.30.10.S00 15/22   Åben sag

Sagsfremstilling
Planen er opdateret.

Indstilling
Direktøren indstiller, at orienteringen tages til efterretning.

Beslutning i Børne- og Ungdomsudvalget den {day}
{decision}

Afbud: Anne Eksempel (A)
"""


@pytest.fixture
def done(own_item, act):
    close(own_item, reason=ClosingReason.IMPLEMENTED, act=act(date(2025, 5, 1)))
    return own_item


@pytest.fixture
def begin(plan, done, coordinator, town):
    edition = seal(plan, "ultimo maj", date(2025, 5, 31), by=coordinator, now=NOW)

    def make(title: str = "Udmøntningsplan ultimo maj", **told):
        facts = {"kind": CaseKind.ORIENTATION, "title": title, "case_number": "15/22", "edition": edition} | told
        case = begin_case(plan, CaseFacts(**facts), [town.bodies.get(abbreviation="BUU")], by=coordinator, now=NOW)
        treatment = case.treatments.get()
        treatment.meeting = treatment.body.meetings.filter(held_on=HELD_ON).first() or call(
            treatment.body, HELD_ON, by=coordinator, now=NOW
        )
        treatment.save()
        return treatment

    return make


def send(client, plan, *, day: str = "18. juni 2025", decision: str = "Taget til efterretning."):
    return send_text(client, plan, MINUTES.format(day=day, decision=decision))


def send_text(client, plan, text: str):
    file = SimpleUploadedFile("protokol.txt", text.encode())
    return client.post(reverse("minutes", args=[plan.pk]), {"file": file}, follow=True)


def untouched(answer) -> dict[str, object]:
    """The forms as a browser would send them."""
    fields = {}
    for form in answer.context["forms"]:
        for bound in form:
            value = bound.value()
            if value not in (False, None):
                fields[bound.html_name] = "\n".join(value) if isinstance(value, list) else value
    return fields


def confirm(client, plan, answer, **told):
    reading = Reading.objects.get()
    sent = untouched(answer) | {f"sag-1-{name}": value for name, value in told.items()}
    return client.post(reverse("check_minutes", args=[plan.pk, reading.pk]), sent, follow=True)


def test_the_plans_case_is_found_in_the_minutes_and_its_decision_written_down(keeper, plan, begin):
    treatment = begin()
    shown = send(keeper, plan)
    assert "Udmøntningsplan ultimo maj" in shown.content.decode() and not Decision.objects.exists()
    answer = confirm(keeper, plan, shown)
    treatment.refresh_from_db()
    assert (treatment.outcome, treatment.decision.text) == ("noted", "Taget til efterretning.")
    assert treatment.apologies == [{"name": "Anne Eksempel", "party": "A"}]
    assert reverse("what_follows", args=[plan.pk, treatment.case_id, 1]) in answer.content.decode()


def test_what_is_not_ticked_is_not_written_down(keeper, plan, begin):
    begin()
    shown = send(keeper, plan)
    sent = untouched(shown)
    del sent["sag-1-take"]
    answer = keeper.post(reverse("check_minutes", args=[plan.pk, Reading.objects.get().pk]), sent)
    assert answer.status_code == 422 and not Decision.objects.exists()


def test_two_cases_of_the_same_name_are_asked_about_and_none_is_ticked(keeper, plan, begin):
    first, second = begin(), begin()
    shown = send(keeper, plan)
    assert "sag-1-take" not in untouched(shown) and "Vælg hvilken" in shown.content.decode()
    refused = confirm(keeper, plan, shown, take="on", treatment="")
    assert refused.status_code == 422 and not Decision.objects.exists()
    confirm(keeper, plan, shown, take="on", treatment=second.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, second.outcome) == ("", "noted")


def test_minutes_of_another_year_decide_nothing(keeper, plan, begin):
    begin()
    shown = send(keeper, plan, day="18. juni 2024")
    text = shown.content.decode()
    assert "18.6.2024" in text and "18.6.2025" in text
    confirm(keeper, plan, shown, take="on", treatment=begin().pk, outcome="noted", text="Godkendt.")
    assert not Decision.objects.exists()


def test_minutes_that_are_cut_off_ask_for_the_decision(keeper, plan, begin):
    begin()
    shown = send(keeper, plan, decision="")
    assert "klippet af" in shown.content.decode()
    refused = confirm(keeper, plan, shown, take="on")
    assert refused.status_code == 422 and not Decision.objects.exists()
    confirm(keeper, plan, shown, take="on", outcome="approved", text="Godkendt.")
    assert Decision.objects.get().text == "Godkendt."


def test_a_file_without_any_of_the_plans_cases_says_how_they_are_recognised(keeper, plan, begin):
    begin(title="Noget helt andet", case_number="7/25")
    assert "Ingen af planens sager" in send(keeper, plan).content.decode()


def test_a_secretary_writes_down_only_what_the_own_committee_decided(sign_in, plan, begin, town):
    begin()
    client = sign_in("committee_secretary")
    Role.objects.filter(name="committee_secretary").update(body=town.bodies.get(abbreviation="MTU"))
    answer = confirm(client, plan, send(client, plan))
    assert answer.status_code == 422 and not Decision.objects.exists()
    Role.objects.filter(name="committee_secretary").update(body=town.bodies.get(abbreviation="BUU"))
    confirm(client, plan, keeper_page(client, plan))
    assert Decision.objects.count() == 1


def keeper_page(client, plan):
    return client.get(reverse("check_minutes", args=[plan.pk, Reading.objects.get().pk]))


def test_a_file_that_is_no_minutes_is_refused_at_its_field(keeper, plan):
    file = SimpleUploadedFile("protokol.xlsx", b"x")
    answer = keeper.post(reverse("minutes", args=[plan.pk]), {"file": file})
    assert answer.status_code == 422 and "protokol.xlsx" in answer.content.decode()


def test_a_file_that_cannot_be_read_says_why(keeper, plan):
    file = SimpleUploadedFile("protokol.pdf", b"not a pdf")
    answer = keeper.post(reverse("minutes", args=[plan.pk]), {"file": file}, follow=True)
    assert answer.status_code == 422 and "er ikke det, som filendelsen siger" in answer.content.decode()


def test_a_file_of_blanks_says_that_it_is_empty(keeper, plan):
    answer = send_text(keeper, plan, " \n\n ")
    assert answer.status_code == 422 and "“protokol.txt” er tom" in answer.content.decode()


def test_minutes_of_a_meeting_that_is_still_to_come_are_asked_about_before_anything_is_sent(
    keeper, plan, begin, settings
):
    begin()
    settings.UDMOENT_TODAY = date(2025, 6, 17)
    shown = send(keeper, plan)
    assert "18.6.2025 er ikke holdt endnu" in shown.content.decode() and "sag-1-take" not in untouched(shown)


TWICE = MINUTES + "\n3. Udmøntningsplan" + MINUTES.partition("2. Udmøntningsplan")[2]


def test_one_case_that_stands_twice_is_decided_by_one_of_the_two(keeper, plan, begin):
    pk = begin().pk
    shown = send_text(keeper, plan, TWICE.format(day="18. juni 2025", decision="Taget til efterretning."))
    assert not {"sag-1-take", "sag-2-take"} & set(untouched(shown))
    both = {f"sag-{n}-{name}": told for n in (1, 2) for name, told in (("take", "on"), ("treatment", pk))}
    address = reverse("check_minutes", args=[plan.pk, Reading.objects.get().pk])
    refused = keeper.post(address, untouched(shown) | both)
    assert refused.status_code == 422 and not Decision.objects.exists()
    assert "Sæt kun hak ved den ene" in refused.content.decode()
    assert "allerede skrevet" not in refused.content.decode()
    del both["sag-2-take"]
    keeper.post(address, untouched(shown) | both)
    assert Decision.objects.count() == 1


def test_where_nothing_can_be_ticked_nothing_can_be_written_down(keeper, plan, begin):
    begin()
    assert "Skriv det ned, der er hak ved" in send(keeper, plan).content.decode()
    assert "Skriv det ned, der er hak ved" not in send(keeper, plan, day="18. juni 2024").content.decode()


def test_a_case_of_another_plan_is_told_with_the_way_there(keeper, plan, begin, town, coordinator):
    begin()
    other = begin_plan(town, "Udmøntningsplan 2026-2029", budget_year=2026, headings=[], by=coordinator, now=NOW)
    told = send(keeper, other).content.decode()
    assert "“Udmøntningsplan ultimo maj” hører til" in told and reverse("minutes", args=[plan.pk]) in told
    assert "Ingen af planens sager" not in told and "1 anden sag i filen" in told


def test_a_decision_is_written_down_by_hand_with_who_was_not_there(keeper, plan, begin):
    treatment = begin(verbs=["tages til efterretning"], recommended_by="Velfærdsdirektøren")
    address = reverse("decide_case", args=[plan.pk, treatment.case_id, treatment.place])
    assert "tages til efterretning" in keeper.get(address).content.decode()
    assert keeper.post(address, {"text": "Godkendt."}).status_code == 422 and not Decision.objects.exists()
    told = {
        "outcome": "approved",
        "text": "Godkendt.",
        "absent": "Anne Eksempel (A)",
        "deputies": "Bo Eksempel (B) for Anne Eksempel (A)",
        "disqualified": "Carl Eksempel",
        "minority": "Liste C: Vi er imod.",
    }
    answer = keeper.post(address, told)
    treatment.refresh_from_db()
    assert answer.url == follows(treatment) and treatment.outcome == "approved"
    assert treatment.deputies == [{"name": "Bo Eksempel", "party": "B", "for": "Anne Eksempel (A)"}]
    assert treatment.disqualified == [{"name": "Carl Eksempel", "party": ""}]
    assert treatment.minority == [{"by": "Liste C", "text": "Vi er imod."}]
    assert keeper.get(address).url == follows(treatment), "what is decided is not decided again"


# What follows


@pytest.fixture
def decided(begin, coordinator):
    return decide_case(begin(), Outcome.NOTED, "Taget til efterretning.", by=coordinator, now=NOW.replace(day=20))


def follows(treatment) -> str:
    return reverse("what_follows", args=[treatment.case.plan_id, treatment.case_id, treatment.place])


def test_the_x_is_taken_note_of_by_the_decision(keeper, decided, done):
    page = keeper.get(follows(decided))
    assert page.context["form"]["noted"].value() == [done.number]
    keeper.post(follows(decided), {"noted": [done.number]})
    state = done.states.latest("pk")
    assert (state.noted_on, state.decision, state.source) == (HELD_ON, decided.decision, Source.DECISION)
    assert "Ingen afsluttede punkter venter" in keeper.get(follows(decided)).content.decode()


def test_recommended_and_decided_stand_apart(keeper, begin, coordinator):
    treatment = begin(verbs=["tages til efterretning"], recommended_by="Velfærdsdirektøren")
    decided = decide_case(treatment, Outcome.APPROVED, "Godkendt.", by=coordinator, now=NOW.replace(day=20))
    text = keeper.get(follows(decided)).content.decode()
    assert text.index("tages til efterretning") < text.index("Godkendt.") and "Velfærdsdirektøren" in text


def test_nothing_follows_before_it_is_decided(keeper, begin, done):
    treatment = begin()
    assert "Organet har ikke besluttet endnu" in keeper.get(follows(treatment)).content.decode()
    assert keeper.post(follows(treatment), {"noted": [done.number]}).status_code == 422
    assert done.states.latest("pk").noted_on is None


def test_the_item_that_waited_goes_on(keeper, begin, item, coordinator, act):
    change(item, act=act(date(2025, 5, 2)), stage=Stage.AWAITING_DECISION)
    treatment = begin(kind=CaseKind.ITEM, item=item, edition=None)
    decided = decide_case(treatment, Outcome.APPROVED, "Godkendt.", by=coordinator, now=NOW.replace(day=20))
    keeper.post(follows(decided), {f"stadie-{item.number}": "under_way"})
    assert item.states.latest("pk").stage == "under_way"


@pytest.mark.parametrize(
    ("to", "name"), [("ret", "edit_item"), ("beloeb", "amounts_of_item"), ("udgaa", "withdraw_item")]
)
def test_other_changes_are_made_on_the_items_own_pages_by_the_decision(keeper, decided, done, to, name):
    where = reverse("by_decision", args=[done.plan_id, decided.decision_id])
    answer = keeper.get(where, {"punkt": f"BUU {done.number}", "til": to})
    assert answer.url == f"{reverse(name, args=[done.plan_id, done.number])}?beslutning={decided.decision_id}"


def _sent(value: object) -> object:
    return "\n".join(value) if isinstance(value, tuple | list) else value or ""


def test_a_wording_that_was_decided_points_at_the_decision(keeper, decided, item):
    address = f"{reverse('edit_item', args=[item.plan_id, item.number])}?beslutning={decided.decision_id}"
    page = keeper.get(address)
    form = page.context["form"]
    assert form["applies_on"].value() == HELD_ON and "Taget" not in form["title"].value()
    sent = {name: _sent(form[name].value()) for name in form.fields if name != "other_bodies"}
    sent |= {"title": "Ny og større daginstitution", "applies_on": "18.6.2025"}
    answer = keeper.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    state = item.states.latest("pk")
    assert (state.title, state.source, state.decision) == ("Ny og større daginstitution", "decision", decided.decision)


def test_an_amount_that_was_decided_points_at_the_decision(keeper, decided, item):
    address = f"{reverse('amounts_of_item', args=[item.plan_id, item.number])}?beslutning={decided.decision_id}"
    form = keeper.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"a0_2025": "250000", "why": "Besluttet"}
    sent |= {"seen": 0, "applies_on": "18.6.2025"}
    keeper.post(address, sent)
    assert Posting.objects.get().decision == decided.decision


def test_nobody_names_a_decision_of_a_body_whose_meetings_others_keep(skolechef, decided, own_item):
    address = f"{reverse('edit_item', args=[own_item.plan_id, own_item.number])}?beslutning={decided.decision_id}"
    assert skolechef.get(address).status_code == 422
    assert skolechef.get(address.replace(str(decided.decision_id), "nix")).status_code == 404
