# SPDX-License-Identifier: MPL-2.0
"""Which item each account belongs to: the rules in the order in which they are asked, told and taken away."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import TextField
from udmoent.desk.finance.sending import frame
from udmoent.desk.sent import is_done
from udmoent.desk.where import Crumb, the_plan
from udmoent.documents.finance_words import RULE_KINDS
from udmoent.editions.gather import gather
from udmoent.intake.finance.matching import RuleKind
from udmoent.intake.finance.rules_kept import drop_rule, keep_rule, rules_of
from udmoent.organisation import rules
from udmoent.plan.models import Plan

NO_ITEM = "-"


class RuleForm(forms.Form):
    """What a row must have, and which item it then belongs to."""

    kind = forms.ChoiceField(label=gettext_lazy("Rows with"))
    value = TextField(
        label=gettext_lazy("that is"),
        max_length=200,
        help_text=gettext_lazy("Such as 5.25.10 3 for all accounts that begin so; x is any digit"),
    )
    item = forms.ChoiceField(label=gettext_lazy("belong to"))

    def __init__(self, told: object = None, *, titles: Mapping[str, str], **options: Any) -> None:
        super().__init__(told, auto_id="rule-%s", **options)  # type: ignore[arg-type]
        self.fields["kind"].choices = list(RULE_KINDS.items())  # type: ignore[attr-defined]
        named = [(number, f"{number} {title}"[:90]) for number, title in titles.items()]
        self.fields["item"].choices = [("", _("Choose an item")), (NO_ITEM, _("No item of the plan")), *named]  # type: ignore[attr-defined]

    def keep(self, plan: Plan, request: HttpRequest) -> None:
        told = self.cleaned_data
        number = "" if told["item"] == NO_ITEM else told["item"]
        by = request.visitor.person  # type: ignore[attr-defined]
        keep_rule(plan, RuleKind(told["kind"]), told["value"], number, by=by, now=clock.now())


def titles_of(plan: Plan) -> dict[str, str]:
    """Of the plan's items today, by their numbers."""
    return {item.number: item.title for item in sorted(gather(plan, clock.today()).items, key=lambda one: one.number)}


@needs(rules.SET_AMOUNTS)
@GET_OR_POST
def account_rules(request: HttpRequest, plan_id: int) -> HttpResponse:
    """All rules, the most precise first, and a form for one more."""
    plan = the_plan(request, plan_id)
    titles = titles_of(plan)
    form = RuleForm(request.POST or None, titles=titles)
    if is_done(form, lambda: form.keep(plan, request), at="value"):
        messages.success(request, _("The rule is saved. It holds from the next extract on."))
        return redirect("account_rules", plan.pk)
    told = {
        "form": form,
        "rules": [(one, RULE_KINDS[one.kind], titles.get(one.item, "")) for one in rules_of(plan)],
    }
    shown = frame(plan, Crumb(_("Rules"))) | told
    return render(request, "desk/finance/rules.html", shown, status=422 if form.is_bound else 200)


@needs(rules.SET_AMOUNTS)
@require_POST
def drop_account_rule(request: HttpRequest, plan_id: int, rule_id: int) -> HttpResponse:
    plan = the_plan(request, plan_id)
    kept = plan.account_rules.select_related("item").filter(pk=rule_id).first()
    if kept is None:
        raise Http404(_("There is no such rule."))
    drop_rule(kept, by=request.visitor.person, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, _("The rule is deleted. What was posted by it stays until the next extract."))
    return redirect("account_rules", plan.pk)
