# SPDX-License-Identifier: MPL-2.0
"""One of the town's templates: what it is, documents in it on trial, and taking it in use."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.cases.compose.ground import Ground, NamedBody
from udmoent.cases.facts import CaseKind
from udmoent.cases.writing import Head, case_from
from udmoent.catalogue.content import Catalogue
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.catalogue.files import document
from udmoent.desk.catalogue.seen import At
from udmoent.desk.downloads import file_name
from udmoent.desk.sent import is_done
from udmoent.desk.setup.shared import WhyForm, by_of, one_of, said, show, town_of
from udmoent.desk.where import AsOf, Crumb, content_on, language, last_used_plan
from udmoent.desk.work_plan.files import told_of
from udmoent.desk.work_plan.which import Shown
from udmoent.documents.actions import template_content, template_in_use, use_template
from udmoent.documents.catalogue_report import CatalogueDocument
from udmoent.documents.front import body_name
from udmoent.documents.models import Template
from udmoent.documents.rules import CASE, CATALOGUE, COMPARISON, DIRECTORATE, DOCUMENTS, PLAN, WORK_PLAN
from udmoent.documents.template.check import read_template
from udmoent.documents.template.fields import in_brackets
from udmoent.documents.template.remarks import remarks
from udmoent.documents.write import trial_of_agenda, trial_of_comparison, trial_of_plan
from udmoent.documents.write_case import trial_of_case
from udmoent.documents.write_catalogue import trial_of_catalogue
from udmoent.documents.write_work_plan import trial_of_work_plan
from udmoent.editions.actions import read_back
from udmoent.editions.agenda import agenda
from udmoent.editions.compare import compare
from udmoent.editions.content import PlanContent
from udmoent.meetings.models import Meeting
from udmoent.organisation import rules
from udmoent.organisation.models import Body
from udmoent.plan.models import Plan


class UseForm(WhyForm):
    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Use it for"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Tick those that are to be written in it. The others stay as they are."),
    )

    def __init__(self, told: object = None, **options: object) -> None:
        super().__init__(told, **options)
        self.offer("documents", DOCUMENTS.items())


def templates_crumb() -> Crumb:
    return Crumb(_("Templates"), reverse("setup_templates"))


@needs(rules.SET_UP)
@GET_OR_POST
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    """What the template is and does; sent, it is taken in use."""
    town = town_of(request)
    chosen: Template = one_of(town.templates.select_related("brought_by", "municipality"), template_id)
    in_use = [one for one in DOCUMENTS if template_in_use(town, one) == chosen]
    form = UseForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        use_template(chosen, form.cleaned_data["documents"], by=by_of(request, form.cleaned_data["why"]))

    if is_done(form, act):
        return said(
            request, _("The template is in use. Word documents are written in it from now on."), "setup_templates"
        )
    read = read_template(template_content(chosen, files=settings.UDMOENT_FILES), chosen.file_name)
    return show(
        request,
        "template",
        chosen.file_name,
        way=[templates_crumb()],
        status=422 if form.is_bound else 200,
        form=form,
        chosen=chosen,
        in_use=[DOCUMENTS[one] for one in in_use],
        is_in_use_for_all=len(in_use) == len(DOCUMENTS),
        fields=[in_brackets(name) for name in sorted(read.fields)],
        remarks=list(remarks(read)),
        plan=last_used_plan(request),
        documents=list(DOCUMENTS.items()),
    )


@needs(rules.SET_UP)
@require_safe
def get_file(request: HttpRequest, template_id: int) -> HttpResponseBase:
    """The template as it came in."""
    chosen: Template = one_of(town_of(request).templates, template_id)
    content = template_content(chosen, files=settings.UDMOENT_FILES)
    return _word(content, chosen.file_name)


@needs(rules.SET_UP)
@require_safe
def get_trial(request: HttpRequest, template_id: int, document: str) -> HttpResponseBase:
    """Today's plan in the template, before anybody uses it."""
    chosen: Template = one_of(town_of(request).templates, template_id)
    plan, make = last_used_plan(request), TRIALS.get(document)
    if plan is None or make is None:
        raise Http404(_("There are no such documents."))
    today = AsOf(clock.today(), is_today=True)
    content = content_on(request, plan, today)
    trial = make(request, plan, content, template_content(chosen, files=settings.UDMOENT_FILES))
    by_of(request).record("try_template", chosen, documents=[document])
    return _word(trial, file_name([_("trial"), Path(chosen.file_name).stem, str(DOCUMENTS[document])], "docx"))


def _trial_of_plan(request: HttpRequest, plan: Plan, content: PlanContent, template: bytes) -> bytes:
    town = plan.municipality.configuration
    return trial_of_plan(content, template, town=town, language=language())


def _trial_of_comparison(request: HttpRequest, plan: Plan, content: PlanContent, template: bytes) -> bytes:
    """With the version sealed last; where there is none, today's plan is held against itself."""
    edition = plan.editions.order_by("as_of", "sealed_at").last()
    visitor = request.visitor  # type: ignore[attr-defined]
    earlier = visitor.sees_before(read_back(edition), content) if edition else content
    today = _("today")
    return trial_of_comparison(
        compare(earlier, content),
        template,
        town=plan.municipality.configuration,
        since=edition.name if edition else today,
        until=today,
        language=language(),
    )


def _trial_of_agenda(request: HttpRequest, plan: Plan, content: PlanContent, template: bytes) -> bytes:
    """Of a meeting today, which need not be in the calendar."""
    meeting = Meeting(municipality=plan.municipality, held_on=content.as_of)
    made = agenda(plan, meeting, content, previous=None, since=None)
    return trial_of_agenda(made, template, town=plan.municipality.configuration, language=language())


def _trial_of_work_plan(request: HttpRequest, plan: Plan, content: PlanContent, template: bytes) -> bytes:
    """This year's of a committee."""
    town, today = plan.municipality, AsOf(content.as_of, is_today=True)
    in_force = town.bodies.in_force(content.as_of)
    body = in_force.filter(kind=Body.Kind.COMMITTEE).first() or in_force.first()
    here = Shown(plan, body.abbreviation if body else "", today.day.year, today, request.visitor)  # type: ignore[attr-defined]
    return trial_of_work_plan(told_of(here), template, town=town.configuration, language=language())


def _trial_of_case(request: HttpRequest, plan: Plan, content: PlanContent, template: bytes) -> bytes:
    """The half-yearly status of today, for the body that leads items where none is named."""
    town = plan.municipality.configuration
    body = NamedBody(town.default_body, body_name(content, town.default_body))
    ground = Ground(kind=CaseKind.HALF_YEAR, town=town, content=content, body=body)
    return trial_of_case(case_from(ground, Head(), route=[town.default_body]), template)


def _trial_of_catalogue(request: HttpRequest, plan: Plan, content: PlanContent, template: bytes) -> bytes:
    """The newest; where there is none, of the plan's budget without proposals."""
    town = plan.municipality
    round = town.catalogue_rounds.order_by("-budget_year").first()
    told = document(At(request, round), "", confidential=False) if round else _empty_catalogue(plan)
    return trial_of_catalogue(told, template, town=town.configuration, language=language())


def _empty_catalogue(plan: Plan) -> CatalogueDocument:
    year = plan.agreement.budget_year
    catalogue = Catalogue(
        round=_("Råderum catalogue, budget {year}").format(year=year),
        budget_year=year,
        price_level=plan.agreement.price_level,
        years=tuple(range(year, year + 4)),
        is_sample=plan.is_sample,
        proposals=(),
        targets={},
        whole_target={},
    )
    return CatalogueDocument(
        catalogue=catalogue, municipality=plan.municipality.name, body="", answers=(), created=clock.now()
    )


TRIALS: dict[str, Callable[[HttpRequest, Plan, PlanContent, bytes], bytes]] = {
    PLAN: _trial_of_plan,
    COMPARISON: _trial_of_comparison,
    DIRECTORATE: _trial_of_agenda,
    WORK_PLAN: _trial_of_work_plan,
    CASE: _trial_of_case,
    CATALOGUE: _trial_of_catalogue,
}


def _word(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)
