# SPDX-License-Identifier: MPL-2.0
"""What a person writes about the agreement, and what it means."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Self

from django import forms
from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from udmoent.desk.fields import DayField, LinesField, LongTextField, TextField
from udmoent.desk.uploads import LIMIT, MEGABYTE, ask_for
from udmoent.documents.agreement import AGREEMENT_ENDINGS, from_text, read_agreement
from udmoent.documents.endings import UnknownEnding
from udmoent.documents.files import keep
from udmoent.editions.content import ItemContent
from udmoent.lib.refusal import Refused
from udmoent.lib.search import stem
from udmoent.lib.text import normalised
from udmoent.plan.agreement import Paragraph
from udmoent.plan.models import Agreement, AgreementParagraph, Item, Plan

SALT: Final = "udmoent.desk.agreement"
PARTED: Final = " · "
MOST_SUGGESTED: Final = 8
SHORTEST_TELLING_WORD: Final = 5


@dataclass(frozen=True)
class Kept:
    """The file that the text came from, kept by its bytes; both empty where it was pasted."""

    name: str = ""
    sha256: str = ""

    def slip(self) -> str:
        return signing.dumps(asdict(self), salt=SALT)

    @classmethod
    def read(cls, slip: str) -> Self:
        return cls(**signing.loads(slip, salt=SALT, max_age=24 * 3600))


class ReadForm(forms.Form):
    """The agreement's text, pasted or as a file."""

    file = forms.FileField(label=gettext_lazy("The agreement as a file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Copied from Word, a PDF or the web"),
    )

    def __init__(self, told: object = None, files: object = None) -> None:
        super().__init__(told, files, auto_id="agreement-%s")  # type: ignore[arg-type]
        ask_for(self.fields["file"], AGREEMENT_ENDINGS)

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        if file and file.size > LIMIT * MEGABYTE:
            raise forms.ValidationError(
                _("The file is {size} MB, and at most {limit} MB can be taken in.").format(
                    size=round(file.size / MEGABYTE, 1), limit=LIMIT
                )
            )
        return file

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if "file" in told:
            file, text = told["file"], told.get("text", "")
            try:
                told["found"] = _read(file) if file else from_text(text)
            except (Refused, UnknownEnding) as refused:
                self.add_error("file", str(refused))
            else:
                if not told["found"]:
                    raise forms.ValidationError(
                        _("There is no text. Paste the agreement's text, or choose a file that holds it.")
                    )
        return told

    def kept(self) -> Kept:
        file = self.cleaned_data["file"]
        if not file:
            return Kept()
        file.seek(0)
        return Kept(Path(file.name).name[-100:], keep(file.read(), settings.UDMOENT_FILES))


def _read(file: UploadedFile) -> tuple[Paragraph, ...]:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / Path(file.name or "").name
        copy.write_bytes(file.read())
        return read_agreement(copy)


class LockForm(forms.Form):
    """The paragraphs as they will be locked."""

    paragraphs = forms.CharField(
        label=gettext_lazy("The paragraphs"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=gettext_lazy(
            "An empty line parts two paragraphs. Join or part them here, and take out what is no text of the agreement. "
            "“[side 3]” on a line of its own tells where page 3 begins."
        ),
    )
    fil = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, told: object = None, **options: Any) -> None:
        super().__init__(told, auto_id="agreement-%s", **options)  # type: ignore[arg-type]

    def clean_fil(self) -> Kept:
        try:
            return Kept.read(self.cleaned_data["fil"])
        except signing.BadSignature as wrong:
            raise forms.ValidationError(_("The upload is no longer known. Upload the file again.")) from wrong

    @property
    def found(self) -> tuple[Paragraph, ...]:
        """As the text is parted now."""
        return from_text(self["paragraphs"].value() or "")


class AboutForm(forms.Form):
    """What is said of the agreement besides its paragraphs."""

    name = TextField(label=gettext_lazy("Name"), max_length=200)
    signed_on = DayField(label=gettext_lazy("Signed on"), required=False)
    parties = LinesField(
        label=gettext_lazy("Parties"),
        required=False,
        help_text=gettext_lazy("One on each line, as “A · Socialdemokratiet · who signed”"),
    )

    def __init__(self, told: object = None, *, agreement: Agreement) -> None:
        parties = [PARTED.join(filter(None, _party_words(party))) for party in agreement.parties]
        initial = {"name": agreement.name, "signed_on": agreement.signed_on, "parties": parties}
        super().__init__(told, auto_id="about-%s", initial=initial)  # type: ignore[arg-type]

    def clean_parties(self) -> list[dict[str, str]]:
        parties = [_party(line) for line in self.cleaned_data["parties"]]
        letters = [party["letter"].casefold() for party in parties]
        twice = sorted({party["letter"] for party in parties if letters.count(party["letter"].casefold()) > 1})
        if twice:
            raise forms.ValidationError(
                _("Two parties have the letter {letters}. Each party has one of its own.").format(
                    letters=", ".join(twice)
                )
            )
        return parties

    @property
    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "signed_on", "parties")}


def _party_words(party: dict[str, str]) -> tuple[str, str, str]:
    return party.get("letter", ""), party.get("name", ""), party.get("signer", "")


def _party(line: str) -> dict[str, str]:
    parts = [part.strip() for part in line.split(PARTED.strip())]
    letter, name, signer = [*parts, "", ""][:3]
    if not letter or not name or len(letter) > 3 or len(parts) > 3:
        raise forms.ValidationError(
            _("“{line}” is not understood. Write the letter, the party and who signed, parted by “ · ”.").format(
                line=line
            )
        )
    return {"letter": letter, "name": name, "signer": signer}


class ParagraphForm(forms.Form):
    """The items that a paragraph became, ticked among the likely ones or written by number; or why it needs none."""

    likely = forms.MultipleChoiceField(
        label=gettext_lazy("Items with the same words"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = TextField(
        label=gettext_lazy("Other items"), required=False, help_text=gettext_lazy("Their numbers, such as A301, D302")
    )
    because = LongTextField(label=gettext_lazy("It needs no item, because"), required=False, max_length=1000)

    def __init__(
        self, told: object = None, *, paragraph: AgreementParagraph, plan: Plan, items: Iterable[ItemContent]
    ) -> None:
        initial = {"because": paragraph.needs_no_item_because}
        super().__init__(told, auto_id="paragraph-%s", initial=initial)  # type: ignore[arg-type]
        self.free = {
            item.number: item for item in plan.items.filter(paragraph=None).select_related("plan", "paragraph")
        }
        self.known = set(plan.items.values_list("number", flat=True))
        likely = likely_items(paragraph.text, (item for item in items if item.number in self.free))
        self.fields["likely"].choices = [(one.number, f"{one.number} {one.title}") for one in likely]  # type: ignore[attr-defined]
        if not likely:
            del self.fields["likely"]
        self.fields["others"].widget.attrs["list"] = "numbers"

    def clean_others(self) -> list[str]:
        known = {number.casefold(): number for number in self.known}
        written = [one.strip() for one in self.cleaned_data["others"].replace(";", ",").split(",") if one.strip()]
        unknown = [one for one in written if one.casefold() not in known]
        if unknown:
            raise forms.ValidationError(
                _("There is no item {number} in the plan. Choose an item that is there.").format(
                    number=", ".join(unknown)
                )
            )
        numbers = [known[one.casefold()] for one in written]
        taken = [number for number in numbers if number not in self.free]
        if taken:
            raise forms.ValidationError(
                _("{numbers} belong to a paragraph already. Unlink them there first.").format(numbers=", ".join(taken))
            )
        return numbers

    @property
    def chosen(self) -> list[Item]:
        numbers = dict.fromkeys([*self.cleaned_data.get("likely", []), *self.cleaned_data["others"]])
        return [self.free[number] for number in numbers]


def likely_items(text: str, items: Iterable[ItemContent]) -> list[ItemContent]:
    """The items that share the most telling words with the text, best first; none that shares no word."""
    words = _telling(text)
    shared = [(len(words & _telling(f"{item.title} {item.course} {item.agreed_text}")), item) for item in items]
    best = sorted((pair for pair in shared if pair[0]), key=lambda pair: (-pair[0], pair[1].number))
    return [item for _count, item in best[:MOST_SUGGESTED]]


def _telling(text: str) -> set[str]:
    """Its longer words, each by its stem, so that a word is known in any of its forms."""
    return {stem(word) for word in normalised(text).split() if len(word) >= SHORTEST_TELLING_WORD}
