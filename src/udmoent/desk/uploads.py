# SPDX-License-Identifier: MPL-2.0
"""A file on its way in: the form that it is sent by, and its bytes as they are kept."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import DayField, TextField
from udmoent.documents.files import keep, place
from udmoent.lib.money import KR, MIO, TKR

MEGABYTE: Final = 2**20
LIMIT: Final = 20
"""The largest file that is taken in, in MB; the largest plans we know are under 2."""
ENDINGS: Final = (".docx", ".xlsx", ".xls", ".ods", ".csv", ".json")
UNITS: Final = {"kr": KR, "tkr": TKR, "mio": MIO}


@dataclass(frozen=True, kw_only=True)
class Upload:
    """Which file was sent, and how it is to be understood. A plan that is to be begun has a name and perhaps a year;
    of an extract of the finance system `figures` are taken.
    """

    sha256: str
    file_name: str
    applies_on: str
    unit: str = ""
    why: str = ""
    plan_name: str = ""
    year: int = 0
    figures: Sequence[str] = ()

    @property
    def day(self) -> date:
        return date.fromisoformat(self.applies_on)

    @property
    def kroner_per_unit(self) -> int | None:
        return UNITS.get(self.unit)

    def file(self) -> AbstractContextManager[Path]:
        return kept_file(self.sha256, self.file_name)


def keep_file(file: UploadedFile) -> tuple[str, str]:
    """Keep the bytes; by which hash they are found again, and what the file was called."""
    return keep(file.read(), settings.UDMOENT_FILES), Path(file.name or "").name[-60:]


@contextmanager
def kept_file(sha256: str, name: str) -> Iterator[Path]:
    """The kept bytes under the name they came with, since its ending tells how to read them."""
    kept = place(settings.UDMOENT_FILES, sha256)
    if not kept.is_file():
        raise Http404(_("The upload is no longer known. Upload the file again."))
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(kept.read_bytes())
        yield file


def ask_for(field: forms.Field, endings: Collection[str], limit: int = LIMIT) -> None:
    """Let the field of a file say which kinds it takes, and how large."""
    field.widget.attrs["accept"] = ",".join(endings)
    field.help_text = _("{endings}, at most {limit} MB").format(endings=", ".join(endings), limit=limit)


def not_too_large(file: UploadedFile) -> UploadedFile:
    if (file.size or 0) > LIMIT * MEGABYTE:
        sentence = _("The file is {size} MB, and at most {limit} MB can be taken in. Leave out pictures, or divide it.")
        size = round((file.size or 0) / MEGABYTE, 1)
        raise forms.ValidationError(sentence.format(size=size, limit=LIMIT))
    return file


def of_a_kind(file: UploadedFile, endings: Collection[str], sentence: str) -> UploadedFile:
    """The file, where it is small enough and has one of the endings; else `sentence` says what it is not."""
    if Path(not_too_large(file).name or "").suffix.lower() not in endings:
        raise forms.ValidationError(sentence.format(name=file.name, known=", ".join(endings)))
    return file


class UploadForm(forms.Form):
    """A file with a plan, and how it is to be understood."""

    file = forms.FileField(label=gettext_lazy("File"))
    unit = forms.ChoiceField(label=gettext_lazy("Amounts without a unit are in"), required=False)
    applies_on = DayField(label=gettext_lazy("Applies from"))
    why = TextField(label=gettext_lazy("Why"), required=False, max_length=500)

    def __init__(self, told: object = None, files: object = None, **options: object) -> None:
        super().__init__(told, files, auto_id="upload-%s", **options)  # type: ignore[arg-type]
        ask_for(self.fields["file"], ENDINGS)
        units = {"": _("The file says so"), "kr": _("kr."), "tkr": _("1,000 kr."), "mio": _("million kr.")}
        self.fields["unit"].choices = list(units.items())  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        sentence = _("“{name}” is no file that a plan can be read from. Use one of {known}.")
        return of_a_kind(self.cleaned_data["file"], ENDINGS, sentence)

    def kept(self) -> Upload:
        """Keep the file, and tell what was asked of it."""
        told = self.cleaned_data
        sha256, name = keep_file(told["file"])
        return Upload(
            sha256=sha256,
            file_name=name,
            applies_on=told["applies_on"].isoformat(),
            unit=told["unit"],
            why=told["why"],
            plan_name=told.get("name", ""),
            year=told.get("year") or 0,
        )


class NewPlanForm(UploadForm):
    """A file from which a plan is to be begun."""

    name = TextField(
        label=gettext_lazy("The plan's name"),
        max_length=200,
        help_text=gettext_lazy("Such as Udmøntningsplan 2026-2029"),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Budget year"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=gettext_lazy("If the name and the file do not tell"),
    )
    field_order = ("name", "year", "file", "unit", "applies_on", "why")
