# SPDX-License-Identifier: MPL-2.0
"""Reading an agenda case as it was printed: a file becomes a tree of plain dataclasses."""

from udmoent.documents.case.read import read_case, read_cases
from udmoent.documents.case.tree import AgendaCase, CaseWords, TownBodyName, generic_words

__all__ = ["AgendaCase", "CaseWords", "TownBodyName", "generic_words", "read_case", "read_cases"]
