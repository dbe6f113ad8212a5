# SPDX-License-Identifier: MPL-2.0
"""A plan as text that Excel on a Danish machine opens as a table: semicolons, UTF-8 with its mark."""

import csv
import io
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from udmoent.documents import front
from udmoent.documents.columns import Value, columns
from udmoent.documents.escapes import no_formula
from udmoent.documents.narrowed import Narrowed
from udmoent.documents.stamp import NAME, Stamp
from udmoent.documents.words import Words
from udmoent.editions.content import PlanContent
from udmoent.editions.public import Audience
from udmoent.indicators.numbers import shown
from udmoent.lib.dates import short_date


def csv_of(
    content: PlanContent, words: Words, audience: Audience, stamp: Stamp | None, narrowed: Narrowed | None = None
) -> bytes:
    """A row of headings, a row per item, and a last row with the stamp and what the file says of itself."""
    told = columns(content.items, words, is_public=audience == Audience.PUBLIC, narrowed=narrowed)
    file = io.StringIO()
    rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
    rows.writerow([no_formula(column.heading) for column in told])
    for item in content.items:
        rows.writerow([cell_text(column.of(item)) for column in told])
    which = _("Selection: {selection}").format(selection=narrowed) if narrowed else ""
    said = (front.notice(content), front.marking(audience), front.foot(content, narrowed), no_formula(which))
    rows.writerow([NAME, str(stamp) if stamp else "", *filter(None, said)])
    return file.getvalue().encode("utf-8-sig")


def cell_text(value: Value) -> str:
    if isinstance(value, str):
        return no_formula(value)
    if value is None:
        return ""
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, Decimal):
        return shown(value)
    return str(value)
