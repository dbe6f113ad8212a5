# SPDX-License-Identifier: MPL-2.0
"""The Danish is complete: nothing missing, nothing left over, nothing guessed, no placeholder lost."""

import sys

import pytest

from tests.house.floor_plan import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import messages


def test_everything_the_code_says_is_said_in_danish():
    found = messages.faults()
    assert not found, "run `make messages`, then translate what it added:\n" + "\n".join(found)


def test_sentences_are_found_in_templates():
    template = '{% load i18n %}\n  {% translate "Seal" %}\n{% blocktranslate count n=n %}one{% plural %}{{ n }} of them{% endblocktranslate %}'
    catalog = messages.Catalog(locale="da")
    messages.add_calls(catalog, messages.as_python(template, "a template"))
    assert {message.id for message in catalog if message.id} == {"Seal", ("one", "%(n)s of them")}


def test_a_sentence_without_danish_is_found(monkeypatch, tmp_path):
    po = tmp_path / "django.po"
    po.write_text(messages.HEADER + '#, fuzzy\nmsgid "Zzz gone"\nmsgstr "Væk"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "DANISH", po)
    kinds = {line.partition(":")[0] for line in messages.faults()}
    assert {"missing", "no longer said", "fuzzy"} <= kinds


def test_quotation_marks_of_another_kind_are_found(monkeypatch, tmp_path):
    po = tmp_path / "django.po"
    po.write_text(messages.HEADER + 'msgid "Seal “{name}”"\nmsgstr "Forsegl »{name}«"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "DANISH", po)
    assert any(line.startswith("other quotation marks") for line in messages.faults())


@pytest.mark.parametrize("danish", ["Nr. {antal}", "Nr.", "{number} {number}"])
def test_a_lost_placeholder_is_found(danish):
    assert messages.loses_a_placeholder(messages.Message("No. {number}", danish))
    assert not messages.loses_a_placeholder(messages.Message("No. {number}", "Nr. {number}"))


def test_a_sentence_that_comes_back_finds_its_danish_again(monkeypatch, tmp_path):
    po = tmp_path / "django.po"
    monkeypatch.setattr(messages, "DANISH", po)
    po.write_text(messages.HEADER + '#~ msgid "Seal"\n#~ msgstr "Forsegl"\n', encoding="utf-8")
    code = messages.Catalog(locale="da")
    code.add("Seal")
    monkeypatch.setattr(messages, "said_by_the_code", lambda: code)
    messages.update()
    assert messages.faults() == []
