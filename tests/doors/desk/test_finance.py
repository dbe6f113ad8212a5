# SPDX-License-Identifier: MPL-2.0
"""An extract of the finance system at the desk: sent, mapped, brought in, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from udmoent.economy.models import Posting
from udmoent.intake.models import AccountRule, Import, Reading

WAGES, GOODS = "5251031012300111", "5251031012300122"
EXTRACT = f"Konto;Tekst;Forbrug\n{WAGES};Løn;1.250.000,00\n{GOODS};Køb;99.500,50-\nI alt;;1.150.499,50\n"


@pytest.fixture
def economist(sign_in, settings, tmp_path):
    settings.UDMOENT_FILES = tmp_path
    return sign_in("economist")


def sent(client, plan, content: str = EXTRACT, **told):
    file = SimpleUploadedFile("forbrug.csv", content.encode("cp1252"))
    form = {"file": file, "applies_on": "31.5.2025", "figures": ["spent"]} | told
    return client.post(reverse("finance", args=[plan.pk]), form, follow=True)


def text(answer) -> str:
    return answer.content.decode()


def check(plan) -> str:
    return reverse("check_extract", args=[plan.pk, Reading.objects.latest("pk").pk])


def test_from_nothing_mapped_to_posted_to_nothing_new(economist, plan, item):
    told = text(sent(economist, plan))
    assert "Ingen række hører til et punkt endnu" in told and "1.150.499,50" in told and "5.25.10 3 1 0123" in told
    rule = {"kind": "account", "value": "5.25.10 3", "item": item.number}
    told = text(economist.post(check(plan), rule, follow=True))
    assert "1.150.500" in told and "Importér" in told
    answer = economist.post(check(plan), follow=True)
    kept = Import.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("finance_receipt", args=[plan.pk, kept.pk])
    assert sum(Posting.objects.filter(phase="spent").values_list("kroner", flat=True)) == 1_150_500
    assert "1.150.500" in text(economist.get(reverse("capital", args=[plan.pk])))
    told = text(sent(economist, plan))
    assert "intet, som ikke er posteret" in told and "selvsamme fil" in told


def test_taken_back_on_the_receipt(economist, plan, item):
    economist.post(
        reverse("account_rules", args=[plan.pk]), {"kind": "account", "value": "525103", "item": item.number}
    )
    sent(economist, plan)
    economist.post(check(plan))
    where = reverse("undo_finance", args=[plan.pk, Import.objects.get().pk])
    assert "2 posteringer modposteres" in text(economist.get(where))
    assert "er modposteret" in text(economist.post(where, follow=True))
    assert sum(Posting.objects.filter(phase="spent").values_list("kroner", flat=True)) == 0


def test_faults_stop_the_file_and_are_told_with_their_row(economist, plan, item):
    AccountRule.objects.all().delete()
    rule = {"kind": "account", "value": "525103", "item": item.number}
    economist.post(reverse("account_rules", args=[plan.pk]), rule)
    told = text(sent(economist, plan, f"{EXTRACT}12345;Fejl;10\n"))
    assert "række 5" in told and "Importér alt undtagen 1 række" in told
    economist.post(check(plan), {"skip_faulty": "1"})
    assert Import.objects.get().receipt["rows_in_fault"] == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [("Nr.;Emne\nA301;x\n", "overskrifter"), ("Konto;Budget\n5251031012300111;1\n", "intet af det valgte")],
)
def test_what_is_no_extract_is_refused_with_what_to_do(economist, plan, content, told):
    assert told in text(sent(economist, plan, content))


def test_a_form_without_a_file_or_a_choice_says_so(economist, plan):
    answer = economist.post(reverse("finance", args=[plan.pk]), {"applies_on": "31.5.2025"})
    assert answer.status_code == 422 and "Vælg, hvad der skal hentes" in text(answer)


@pytest.mark.parametrize("wrong", [{"value": "konto"}, {"item": ""}, {"value": ""}])
def test_a_wrong_rule_is_refused_and_keeps_what_was_written(economist, plan, item, wrong):
    rule = {"kind": "account", "value": "525103", "item": item.number}
    answer = economist.post(reverse("account_rules", args=[plan.pk]), rule | wrong)
    assert answer.status_code == 422 and not AccountRule.objects.exists()


def test_a_rule_is_deleted(economist, plan, item):
    where = reverse("account_rules", args=[plan.pk])
    economist.post(where, {"kind": "text", "value": "Løn", "item": "-"})
    assert "Intet punkt i planen" in text(economist.get(where))
    economist.post(reverse("drop_account_rule", args=[plan.pk, AccountRule.objects.get().pk]))
    assert not AccountRule.objects.exists()


def test_the_plans_own_imports_do_not_list_it(economist, sign_in, plan, item):
    economist.post(
        reverse("account_rules", args=[plan.pk]), {"kind": "account", "value": "525103", "item": item.number}
    )
    sent(economist, plan)
    economist.post(check(plan))
    keeper = sign_in("plan_coordinator")
    assert "forbrug.csv" not in text(keeper.get(reverse("import", args=[plan.pk])))
    assert keeper.get(reverse("receipt", args=[plan.pk, Import.objects.get().pk])).status_code == 404
