# SPDX-License-Identifier: MPL-2.0
"""What goes with a case: attached, described, taken off."""

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from udmoent import clock
from udmoent.cases import attaching
from udmoent.cases.attaching import File, Told
from udmoent.cases.facts import MADE, MAIN, Access, Holds
from udmoent.cases.models import CaseAttachment
from udmoent.cases.words import FILE_ACCESS, HOLDS
from udmoent.desk.cases.told import case_address, show
from udmoent.desk.cases.which import Sight, at_case
from udmoent.desk.fields import TextField
from udmoent.desk.sent import is_done
from udmoent.documents.files import keep
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean
from udmoent.plan.attachment_rules import ATTACHED, LARGEST_FILE, why_not_attach, why_not_believe

BEGINNING: Final = 1024
"""How many of a file's bytes are looked at to see what it is."""


class DescribeForm(forms.Form):
    title = TextField(label=gettext_lazy("Title"), max_length=300)
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=999, required=False)
    access = forms.ChoiceField(label=gettext_lazy("Openness"), choices=list(FILE_ACCESS.items()))
    is_main = forms.BooleanField(label=gettext_lazy("The main document (H)"), required=False)
    document_id = TextField(
        label=gettext_lazy("Document id"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("In the document system"),
    )
    record_number = TextField(
        label=gettext_lazy("Record number"), required=False, max_length=40, help_text=gettext_lazy("Such as 99814/24")
    )

    def __init__(self, told: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(told, files, auto_id="attachment-%s", **options)

    @property
    def told(self) -> Told:
        named = {
            name: self.cleaned_data[name] for name in ("title", "number", "is_main", "document_id", "record_number")
        }
        return Told(access=Access(self.cleaned_data["access"]), **named)


class AttachForm(DescribeForm):
    """Something made from the sealed plan, a file, or an address in the town's document system."""

    holds = forms.ChoiceField(label=gettext_lazy("What it is"), choices=list(HOLDS.items()))
    file = forms.FileField(label=gettext_lazy("A file"), required=False, max_length=200)
    address = forms.CharField(
        label=gettext_lazy("An address"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("From the document system; begins with https://"),
    )
    field_order = ("holds", "title", "file", "address", "access", "number", "is_main", "document_id", "record_number")

    def __init__(self, told: Any = None, files: Any = None, *, has_edition: bool) -> None:
        """Without a sealed version nothing is made from one."""
        super().__init__(told, files, initial={"holds": Holds.FILE.value})
        kept = [(holds, name) for holds, name in HOLDS.items() if has_edition or holds not in MADE]
        self.fields["holds"].choices = kept  # type: ignore[attr-defined]
        kinds = _("{kinds}; at most {most} MB")
        self.fields["file"].help_text = kinds.format(kinds=", ".join(ATTACHED), most=LARGEST_FILE // 1_000_000)

    @property
    def attached(self) -> File:
        """Refused before a file is kept that may not be."""
        file, address = self.cleaned_data["file"], self.cleaned_data["address"].strip()
        if not file:
            return File(address=address)
        content = file.read()
        new = File(file_name=clean(file.name), size=file.size, begins=content[:BEGINNING], address=address)
        title = self.cleaned_data["title"]
        Refused.if_any(
            [
                *why_not_attach(title, file_name=new.file_name, size=new.size, address=address),
                why_not_believe(new.file_name, new.begins),
            ]
        )
        return replace(new, file_sha256=keep(content, settings.UDMOENT_FILES))


@at_case
def attach(request: HttpRequest, sight: Sight) -> HttpResponse:
    has_edition = sight.case.edition_id is not None
    form = AttachForm(request.POST or None, request.FILES or None, has_edition=has_edition)
    if is_done(form, lambda: _attach(sight, form)):
        messages.success(request, _("It goes with the case."))
        return redirect(f"{case_address(sight.case)}#bilag")
    return show(request, "attach", sight, _("Attach"), form=form, status=422 if form.is_bound else 200)


def _attach(sight: Sight, form: AttachForm) -> CaseAttachment:
    holds, by = Holds(form.cleaned_data["holds"]), sight.visitor.person
    if holds in MADE:
        body = sight.treatments[0].body if holds == Holds.EXCERPT else None
        return attaching.attach_made(sight.case, holds, form.told, body=body, by=by, now=clock.now())
    return attaching.attach_file(sight.case, form.told, form.attached, by=by, now=clock.now())


def _attachment(sight: Sight, attachment_id: int) -> CaseAttachment:
    attachment = sight.case.attachments.filter(pk=attachment_id).first()
    if attachment is None:
        raise Http404(_("There is no such attachment."))
    return attachment


@at_case
def change_attachment(request: HttpRequest, sight: Sight, attachment_id: int) -> HttpResponse:
    attachment = _attachment(sight, attachment_id)
    names = ("title", "number", "access", "document_id", "record_number")
    told = {name: getattr(attachment, name) for name in names} | {"is_main": attachment.role == MAIN}
    form = DescribeForm(request.POST if request.method == "POST" else None, initial=told)
    if is_done(
        form, lambda: attaching.describe_attachment(attachment, form.told, by=sight.visitor.person, now=clock.now())
    ):
        messages.success(request, _("Saved."))
        return redirect(f"{case_address(sight.case)}#bilag")
    status = 422 if form.is_bound else 200
    return show(request, "attachment", sight, str(attachment), form=form, attachment=attachment, status=status)


@at_case
@require_POST
def remove_attachment(request: HttpRequest, sight: Sight, attachment_id: int) -> HttpResponse:
    attaching.take_off(_attachment(sight, attachment_id), by=sight.visitor.person, now=clock.now())
    messages.success(request, _("The attachment goes with the case no more."))
    return redirect(f"{case_address(sight.case)}#bilag")
