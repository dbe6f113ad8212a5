# SPDX-License-Identifier: MPL-2.0
"""What may be kept with an item as a file or an address. Pure: no rows, no clock."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from udmoent.lib.refusal import Refusal
from udmoent.lib.text import find_cpr_numbers

# Kinds of files that may be kept with an item: documents, sheets, slides, pictures, letters.
ATTACHED = (
    "pdf",
    "docx",
    "doc",
    "xlsx",
    "xls",
    "pptx",
    "odt",
    "ods",
    "odp",
    "txt",
    "csv",
    "png",
    "jpg",
    "jpeg",
    "msg",
    "eml",
)
LARGEST_FILE = 25_000_000

# What a file of each kind begins with. Text begins with anything, but holds no zeros unless it says that it is UTF-16.
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
BEGINS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    **dict.fromkeys(("jpg", "jpeg"), b"\xff\xd8\xff"),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _ZIP),
    **dict.fromkeys(("doc", "xls", "msg"), _OLE),
}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def why_not_attach(title: str, *, file_name: str, size: int, address: str) -> Iterator[Refusal]:
    """Every reason why a file, or an address, may not be kept with an item."""
    if not title:
        yield Refusal(_("An attachment needs a title. Write what it is."))
    if bool(file_name) == bool(address):
        yield Refusal(_("Choose a file, or write an address: one of the two."))
    if address and not address.startswith("https://"):
        yield Refusal(_("The address must begin with https://. Copy it from the document system."))
    if file_name and file_name.rpartition(".")[2].lower() not in ATTACHED:
        sentence = _("Files of that kind are not kept. Choose one of {known}.")
        yield Refusal(sentence.format(known=", ".join(f".{ending}" for ending in ATTACHED)))
    if file_name and not 0 < size <= LARGEST_FILE:
        sentence = _("The file is empty or larger than {most} MB. Choose another, or write its address instead.")
        yield Refusal(sentence.format(most=LARGEST_FILE // 1_000_000))


def why_not_believe(file_name: str, begins: bytes) -> Refusal | None:
    """`begins`: the file's first bytes. A name that says something else than the file is, is not believed."""
    ending = file_name.rpartition(".")[2].lower()
    if not begins or ending not in ATTACHED:
        return None
    if ending in BEGINS:
        is_so = BEGINS[ending] in (begins if ending == "pdf" else begins[: len(BEGINS[ending])])
    else:
        is_so = b"\0" not in begins or begins.startswith(_UTF_16)
    if is_so:
        return None
    return Refusal(
        _(
            "“{name}” is called .{ending}, but is no such file. Save it again as .{ending}, or choose the right file."
        ).format(name=file_name, ending=ending)
    )


def why_not_release(title: str) -> Refusal | None:
    """What goes out to the public holds no CPR number; the file itself is looked at by whoever releases it."""
    if not find_cpr_numbers(title):
        return None
    return Refusal(_("The title holds what may be a CPR number, and cannot be released. Attach it anew without."))
