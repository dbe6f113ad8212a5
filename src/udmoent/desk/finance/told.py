# SPDX-License-Identifier: MPL-2.0
"""What an extract did or would do, in words and figures for a page."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from udmoent.documents.finance_words import figure_name
from udmoent.economy.account import read_account
from udmoent.intake.finance.extract import kroner_and_oere
from udmoent.intake.finance.matching import RuleKind
from udmoent.lib.money import KR, in_unit


def shown_of(receipt: Mapping[str, Any]) -> dict[str, Any]:
    """The receipt, with its amounts and names as they are written."""
    figures = [one["figure"] for one in receipt["sums"]]
    return dict(receipt) | {
        "sums": [_sums(one) for one in receipt["sums"]],
        "changes": [_change(one) for one in receipt["changes"]],
        "unmatched_figures": [figure_name(figure) for figure in figures],
        "unmatched": [_unmatched(one, figures) for one in receipt["unmatched"]],
        "counts": {
            name: in_unit(receipt[name], KR) for name in receipt if name.startswith("rows") or name == "postings"
        },
    }


def _sums(one: Mapping[str, Any]) -> dict[str, Any]:
    names = ("matched", "unmatched", "excluded", "in_fault", "whole")
    return {"name": figure_name(one["figure"]), "adds_up": one["adds_up"]} | {
        name: kroner_and_oere(one[name]) for name in names
    }


def _change(one: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: in_unit(one[name], KR) for name in ("before", "after")}
    difference = in_unit(one["after"] - one["before"], KR)
    return dict(one) | told | {"name": figure_name(one["figure"]), "difference": difference}


def _unmatched(one: Mapping[str, Any], figures: list[str]) -> dict[str, Any]:
    account = str(read_account(one["account"])) if one["account"] else ""
    kind = RuleKind.ACCOUNT if account else RuleKind.CENTRE if one["centre"] else RuleKind.TEXT
    value = account or one["centre"] or one["text"]
    return dict(one) | {
        "account": account,
        "oere": [kroner_and_oere(one["oere"].get(figure, 0)) for figure in figures],
        "query": urlencode({"kind": kind.value, "value": value}),
    }
