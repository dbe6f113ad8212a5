# SPDX-License-Identifier: MPL-2.0
"""The town's own Word templates: which documents have one, what was used before, and a new one brought in."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.sent import is_done
from udmoent.desk.setup.shared import WhyForm, by_of, said, show, show_form, town_of
from udmoent.desk.setup.template import templates_crumb
from udmoent.desk.uploads import ask_for
from udmoent.desk.where import language
from udmoent.documents.actions import bring_template, leave_template
from udmoent.documents.models import Template, TemplateUse
from udmoent.documents.rules import DOCUMENTS
from udmoent.documents.template.check import ENDINGS, LARGEST, why_not_size
from udmoent.documents.template.fields import FIELDS, in_brackets
from udmoent.documents.template.sample import sample_template
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality

LONGEST_NAME = 100


@dataclass(frozen=True)
class Written:
    """A kind of document, and how it came to be written as it is; `use` is None where nobody ever chose."""

    document: str
    name: str
    use: TemplateUse | None


class BringForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Word file"))

    def __init__(self, told: object = None, files: object = None) -> None:
        super().__init__(told, files, auto_id="template-%s")  # type: ignore[arg-type]
        ask_for(self.fields["file"], ENDINGS, LARGEST)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if refusal := why_not_size(file.size or 0):
            raise forms.ValidationError(str(refusal))
        return file


@needs(rules.SET_UP)
@GET_OR_POST
def templates(request: HttpRequest) -> HttpResponse:
    """Which documents are written in what; a file that is sent is kept as a template, and shown."""
    town = town_of(request)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    brought: list[Template] = []
    if is_done(form, lambda: brought.append(_bring(request, form))):
        told = _("The template is kept, and not in use yet. Try it, and take it in use here.")
        return said(request, told, "setup_template", brought[0].pk)
    return show(
        request,
        "templates",
        _("Templates"),
        status=422 if form.is_bound else 200,
        form=form,
        written=written_now(town),
        templates=list(town.templates.select_related("brought_by").order_by("-pk")),
        in_use={one.use.template_id for one in written_now(town) if one.use},
        uses=list(town.template_uses.select_related("template", "used_by").order_by("-pk")),
        fields=[(in_brackets(name), about) for name, about in FIELDS.items()],
    )


def _bring(request: HttpRequest, form: BringForm) -> Template:
    file: UploadedFile = form.cleaned_data["file"]
    name = Path(file.name or "").name[-LONGEST_NAME:]
    by = by_of(request)
    return bring_template(town_of(request), file.read(), name, files=settings.UDMOENT_FILES, by=by)


def written_now(town: Municipality) -> list[Written]:
    """Each kind of document with what was chosen for it last."""
    uses = {document: town.template_uses.latest_of(document).first() for document in DOCUMENTS}
    return [Written(document, str(name), uses[document]) for document, name in DOCUMENTS.items()]


@needs(rules.SET_UP)
@GET_OR_POST
def leave(request: HttpRequest, document: str) -> HttpResponse:
    """Go back to Udmønt's own look for a kind of document."""
    if document not in DOCUMENTS:
        raise Http404(_("There are no such documents."))
    form = WhyForm(request.POST or {"why": ""} if request.method == "POST" else None)

    def act() -> None:
        leave_template(town_of(request), document, by=by_of(request, form.cleaned_data["why"]))

    if is_done(form, act):
        told = _("{documents} are written in Udmønt's own look again.").format(documents=DOCUMENTS[document])
        return said(request, told, "setup_templates")
    name = _("Go back to Udmønt's own look")
    lead = _(
        "{documents}: from now on without a template. The template stays in the list, and can be taken in use again."
    )
    told_of = {"lead": lead.format(documents=DOCUMENTS[document]), "button": name}
    return show_form(request, form, name, way=[templates_crumb()], **told_of)


@needs(rules.SET_UP)
@require_safe
def get_sample(request: HttpRequest) -> HttpResponseBase:
    """A template to begin from."""
    name = "skabelon-udmoent.docx"
    return FileResponse(BytesIO(sample_template(language())), as_attachment=True, filename=name)
