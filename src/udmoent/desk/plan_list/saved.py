# SPDX-License-Identifier: MPL-2.0
"""Views of the list that somebody gave a name: kept, called otherwise, shared and thrown away."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.fields import TextField
from udmoent.desk.plan_list.page import OF_THE_DAY, usual
from udmoent.desk.plan_list.query import Query
from udmoent.desk.sent import tell
from udmoent.desk.where import steps_to, the_plan
from udmoent.editions import saved_views
from udmoent.editions.models import SavedView
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules


class NameForm(forms.Form):
    navn = TextField(label=gettext_lazy("Name of the view"), required=False)
    visning = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def query(self) -> str:
        """What the view asks for, without the day, which goes on."""
        told = usual(Query.of(QueryDict(self.cleaned_data["visning"].removeprefix("?"))))
        return str(told.but(dict.fromkeys(OF_THE_DAY, "")))


@needs(rules.SAVE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def views(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The visitor's own views and the shared ones; POST keeps a new one."""
    plan = the_plan(request, plan_id)
    person = request.visitor.person  # type: ignore[attr-defined]
    form = NameForm(request.POST or None, initial={"visning": request.GET.urlencode()}, auto_id="view-%s")
    if form.is_valid():
        try:
            view = saved_views.save_view(form.cleaned_data["navn"], form.query, by=person, now=clock.now())
        except Refused as refusal:
            tell(form, refusal, at="navn")
        else:
            messages.success(request, _("The view “{name}” is saved.").format(name=view.name))
            return redirect(f"{reverse('plan', args=[plan.pk])}?{view.query}")
    found = saved_views.views_of(person)
    told = {"plan": plan, "here": "plan", "crumbs": steps_to(plan, _("Views")), "form": form}
    told |= {
        "own": [view for view in found if view.owner_id == person.pk],
        "shared": [view for view in found if view.owner_id != person.pk],
    }
    return render(request, "desk/views.html", told, status=422 if form.errors else 200)


def _own(request: HttpRequest, view_id: int) -> SavedView:
    view = SavedView.objects.filter(owner=request.visitor.person, pk=view_id).first()  # type: ignore[attr-defined]
    if view is None:
        raise Http404(_("You have no such view."))
    return view


@needs(rules.SAVE_VIEW)
@require_POST
def rename_view(request: HttpRequest, plan_id: int, view_id: int) -> HttpResponse:
    plan, view = the_plan(request, plan_id), _own(request, view_id)
    try:
        name = TextField(required=False).clean(request.POST.get("navn", ""))
        saved_views.rename_view(view, name, by=view.owner, now=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The view is now called “{name}”.").format(name=view.name))
    return redirect("views", plan.pk)


@needs(rules.SHARE_VIEW)
@require_POST
def share_view(request: HttpRequest, plan_id: int, view_id: int) -> HttpResponse:
    plan, view = the_plan(request, plan_id), _own(request, view_id)
    is_shared = request.POST.get("del") == "ja"
    saved_views.share_view(view, is_shared, by=view.owner, now=clock.now())
    done = _("“{name}” is shared with everybody.") if is_shared else _("“{name}” is yours alone again.")
    messages.success(request, done.format(name=view.name))
    return redirect("views", plan.pk)


@needs(rules.SAVE_VIEW)
@require_POST
def delete_view(request: HttpRequest, plan_id: int, view_id: int) -> HttpResponse:
    plan, view = the_plan(request, plan_id), _own(request, view_id)
    name = view.name
    saved_views.delete_view(view, by=view.owner, now=clock.now())
    messages.success(request, _("The view “{name}” is deleted.").format(name=name))
    return redirect("views", plan.pk)
