# SPDX-License-Identifier: MPL-2.0
"""One row of the list as it is now: for the list's own script, after something was written in it or taken back."""

from django.http import HttpResponse, JsonResponse

from udmoent import clock
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.plan_list.cells import Cells
from udmoent.desk.plan_list.columns import BY_FACT, CHANGED
from udmoent.desk.where import AsOf, to_items
from udmoent.editions.content import ItemContent
from udmoent.editions.silence import last_changed
from udmoent.organisation import rules


@at_item(rules.WRITE_ROWS)
def row(at: Editing) -> HttpResponse:
    """What stands in each of the cells asked for: `?felt=title&felt=amount-2025`."""
    asked = at.request.GET.getlist("felt")
    today = clock.today()
    changed = last_changed(at.plan, today) if CHANGED.fact in asked else {}
    cells = Cells(to_items(at.plan, AsOf(today, is_today=True)), at.words, today, changed=changed)
    told = {field: _write(cells, field, at.content) for field in asked}
    return JsonResponse({"state": at.state.pk, "cells": told})


def _write(cells: Cells, field: str, content: ItemContent) -> str:
    name, _dash, year = field.partition("-")
    if name == "amount" and year.isdecimal():
        return cells.adopted(content, int(year))
    return cells.of(name)(content) if name in BY_FACT else ""
