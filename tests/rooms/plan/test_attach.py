# SPDX-License-Identifier: MPL-2.0
from datetime import date

import pytest

from udmoent.lib.refusal import Refused
from udmoent.plan.attachment_rules import LARGEST_FILE, why_not_attach, why_not_believe
from udmoent.plan.attachments import NewAttachment, attach, attachments_on, remove, show_to
from udmoent.plan.facts import Visibility

DAY, LATER = date(2025, 3, 1), date(2025, 6, 1)
ADDRESS = NewAttachment(title="Notat", address="https://dokumenter.example/1")


def test_what_is_attached_is_internal_until_it_is_released(item, act):
    kept = attach(item, ADDRESS, act=act(DAY))
    assert kept.visibility == Visibility.INTERNAL
    show_to(kept, Visibility.PUBLIC, act=act(DAY))
    assert item.attachments.get().visibility == Visibility.PUBLIC


def test_what_is_removed_was_there_until_then(item, act):
    kept = attach(item, ADDRESS, act=act(DAY))
    remove(kept, act=act(LATER))
    assert list(attachments_on(item, DAY)) == [kept] and not list(attachments_on(item, LATER))
    assert item.attachments.get().removed_by is not None


def test_a_title_with_what_may_be_a_cpr_number_is_not_released(item, act):
    kept = attach(item, NewAttachment(title="Om 010190-1234", address="https://dokumenter.example/1"), act=act(DAY))
    with pytest.raises(Refused, match="CPR"):
        show_to(kept, Visibility.PUBLIC, act=act(DAY))
    assert item.attachments.get().visibility == Visibility.INTERNAL


@pytest.mark.parametrize(
    "told",
    [
        {"title": "", "address": "https://x.example/"},
        {"title": "Notat", "address": ""},
        {"title": "Notat", "address": "https://x.example/", "file_name": "x.pdf", "size": 1},
        {"title": "Notat", "address": "http://x.example/"},
        {"title": "Notat", "address": "javascript:alert(1)"},
        {"title": "Notat", "file_name": "side.html", "size": 1},
        {"title": "Notat", "file_name": "tom.pdf", "size": 0},
        {"title": "Notat", "file_name": "stor.pdf", "size": LARGEST_FILE + 1},
    ],
)
def test_refused_are_what_has_no_title_or_leads_astray_or_is_no_document(told):
    assert list(why_not_attach(**{"file_name": "", "size": 0, "address": ""} | told))


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        *(
            ("notat.pdf", b"%PDF-1.7"),
            ("notat.pdf", b"\r\n%PDF-1.4"),
            ("notat.docx", b"PK\x03\x04"),
            ("tal.csv", b"a;b"),
        ),
        *(
            ("billede.JPG", b"\xff\xd8\xff\xe0"),
            ("brev.msg", bytes.fromhex("d0cf11e0a1b11ae1")),
            ("x.txt", b"\xff\xfea\0"),
        ),
    ],
)
def test_a_file_that_is_what_it_is_called_is_believed(name, begins):
    assert why_not_believe(name, begins) is None


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("notat.pdf", b"<html>"),
        ("notat.pdf", b"PK\x03\x04"),
        ("b.png", b"GIF89a"),
        ("x.docx", b"%PDF-"),
        ("x.txt", b"MZ\0"),
    ],
)
def test_a_file_that_is_called_something_else_is_refused(name, begins, item, act):
    assert name in str(why_not_believe(name, begins))
    new = NewAttachment(title="Notat", file_name=name, file_sha256="0" * 64, size=9, begins=begins)
    with pytest.raises(Refused):
        attach(item, new, act=act(DAY))


def test_a_document_is_kept():
    assert not list(why_not_attach("Notat", file_name="Notat.PDF", size=1, address=""))
