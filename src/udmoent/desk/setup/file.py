# SPDX-License-Identifier: MPL-2.0
"""The town's file as a whole: its versions, what each changed, one brought back, and the file down and up."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import TextField
from udmoent.desk.sent import is_done
from udmoent.desk.setup.shared import WhyForm, by_of, one_of, said, show, town_of
from udmoent.desk.where import Crumb
from udmoent.documents.report import Runs
from udmoent.documents.word_diff import word_diff
from udmoent.lib.refusal import Refused
from udmoent.organisation import rules
from udmoent.organisation.configuration import read_configuration
from udmoent.organisation.models import Municipality
from udmoent.plan.setting_up import change_town

LIMIT = 2**20


@dataclass(frozen=True)
class ChangedLine:
    """A line before and after, with where in the file it stands; one of the two may be missing."""

    place: str
    before: Runs
    after: Runs


def changed_lines(before: str, after: str) -> list[ChangedLine]:
    """The lines that differ, in the file's order, their words marked."""
    old, new = before.splitlines(), after.splitlines()
    found = []
    for code, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            continue
        for was, is_now in zip_longest(old[a:b], new[c:d], fillvalue=""):
            if was.strip() or is_now.strip():
                found.append(ChangedLine(_table_above(new, c) or _table_above(old, a), *word_diff(was, is_now)))
    return found


def _table_above(lines: list[str], at: int) -> str:
    """The table of the file in which a line stands."""
    tables = [line.strip().strip("[]") for line in lines[: at + 1] if line.startswith("[")]
    return tables[-1] if tables else ""


def file_crumb() -> Crumb:
    return Crumb(_("The town's file"), reverse("setup_file"))


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("The whole file, as it is downloaded here: .toml")
    )

    def __init__(self, told: object = None, files: object = None) -> None:
        super().__init__(told, files, auto_id="upload-%s")  # type: ignore[arg-type]
        self.fields["file"].widget.attrs["accept"] = ".toml"

    def clean_file(self) -> str:
        """The file's text, which can be read as a town's configuration."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LIMIT:
            raise forms.ValidationError(_("The file is too large to be a town's file."))
        try:
            text = file.read().decode("utf-8-sig").replace("\r\n", "\n")
            read_configuration(text)
        except UnicodeDecodeError as fault:
            raise forms.ValidationError(_("The file is no text in UTF-8. Save it again as UTF-8.")) from fault
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return text


class TakeForm(WhyForm):
    """The whole text that is to be the town's file."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)


@needs(rules.SET_UP)
@GET_OR_POST
def file(request: HttpRequest) -> HttpResponse:
    """Every version of the file, the latest first; a file that is sent is shown with what it would change."""
    town = town_of(request)
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        return _check(request, TakeForm(initial={"text": form.cleaned_data["file"]}), form.cleaned_data["file"])
    told: dict[str, Any] = {"form": form, "versions": list(_versions(town)), "status": 422 if form.is_bound else 200}
    return show(request, "file", _("The town's file"), **told)


def _versions(town: Municipality) -> Iterator[tuple[object, int]]:
    """Each version with how many lines it changed."""
    versions = list(town.configuration_versions.select_related("recorded_by").order_by("pk"))
    before = [None, *versions[:-1]]
    counted = [len(changed_lines(old.text, new.text)) if old else 0 for old, new in zip(before, versions, strict=True)]
    yield from reversed(list(zip(versions, counted, strict=True)))


def _check(request: HttpRequest, form: TakeForm, text: str, status: int = 200) -> HttpResponse:
    told: dict[str, Any] = {
        "form": form,
        "lines": changed_lines(town_of(request).configuration_text, text),
        "back": reverse("setup_file"),
    }
    return show(request, "file_check", _("Check the file"), way=[file_crumb()], status=status, **told)


@needs(rules.SET_UP)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Let the town's file be the one that was looked at."""
    form = TakeForm(request.POST)

    def act() -> None:
        change_town(
            town_of(request),
            form.cleaned_data["text"].replace("\r\n", "\n"),
            by=by_of(request, form.cleaned_data["why"]),
        )

    if is_done(form, act):
        return said(
            request, _("The town's file says so now. What it said before stays among its versions."), "setup_file"
        )
    return _check(request, form, request.POST.get("text", ""), status=422)


class BackForm(WhyForm):
    why = TextField(label=gettext_lazy("Why"), required=False, max_length=1000)


@needs(rules.SET_UP)
@GET_OR_POST
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """What a version changed, and what bringing it back would; sent, it is brought back as a new version."""
    town = town_of(request)
    chosen = one_of(town.configuration_versions.select_related("recorded_by"), version_id)
    before = town.configuration_versions.filter(pk__lt=chosen.pk).last()
    form = BackForm(request.POST or {"why": ""} if request.method == "POST" else None)
    if is_done(form, lambda: change_town(town, chosen.text, by=by_of(request, form.cleaned_data["why"]))):
        return said(request, _("The version is brought back."), "setup_file")
    told: dict[str, Any] = {
        "version": chosen,
        "form": form,
        "lines": changed_lines(before.text, chosen.text) if before else [],
        "is_first": before is None,
        "back_lines": changed_lines(town.configuration_text, chosen.text),
        "status": 422 if form.is_bound else 200,
    }
    return show(request, "version", _("Version {number}").format(number=chosen.pk), way=[file_crumb()], **told)


@needs(rules.SET_UP)
@require_safe
def get_file(request: HttpRequest, version_id: int) -> HttpResponse:
    """A version's text as a file; 0 is what holds now."""
    town = town_of(request)
    text = one_of(town.configuration_versions.all(), version_id).text if version_id else town.configuration_text
    name = f"{town.slug}-{version_id}.toml" if version_id else f"{town.slug}.toml"
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
