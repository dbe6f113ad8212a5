# SPDX-License-Identifier: MPL-2.0
"""Pieces that pages are made of, in the markup of Det Fælles Designsystem."""

from datetime import date, datetime, time
from typing import Protocol

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, Select, Textarea
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from udmoent.lib.dates import MONTHS, clock_words, danish_date, short_date

register = template.Library()
ICONS = "vendor/dkfds/img/all-svg-icons.svg"


@register.simple_tag
def icon(name: str, also: str = "") -> SafeString:
    """A picture beside a word; never instead of one. `also`: one more class."""
    return format_html(
        '<svg class="icon-svg {}" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>',
        also,
        static(ICONS),
        name,
    )


@register.filter
def day(moment: date | datetime) -> str:
    """ "31. maj 2025", or "31 May 2025"; of a moment, its day here."""
    on = localdate(moment) if isinstance(moment, datetime) else moment
    return danish_date(on, get_language() if get_language() in MONTHS else "da")


@register.filter
def clock(hour: time) -> str:
    """ "17.00"."""
    return clock_words(hour)


@register.filter
def moment(at: datetime) -> str:
    """ "31.5.2025 14:30", or "31 May 2025, 14:30", as the clock is here."""
    here = localtime(at)
    return f"{short_date(here.date())} {here:%H:%M}" if get_language() == "da" else f"{day(here)}, {here:%H:%M}"


class HasPeriod(Protocol):
    valid_from: date
    valid_to: date | None


@register.filter
def period(of: HasPeriod) -> str:
    """ "1.1.2022 – 31.12.2025"; "fra 1.1.2022" where no end is told; without a beginning where that is long ago."""
    start = "" if of.valid_from.year == 1900 else short_date(of.valid_from)
    if of.valid_to:
        return f"{start} – {short_date(of.valid_to)}".strip()
    return _("from {day}").format(day=start) if start else _("always")


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, *, also: str = "") -> dict[str, object]:
    """A form's field with label, hint and errors. `also`: more classes for its group."""
    widget = bound.field.widget
    described = [f"{bound.id_for_label}-hint"] if bound.help_text else []
    described += [f"{bound.id_for_label}-error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    kind = _kind(widget)
    shape = {"select": "form-select", "checkbox": "form-checkbox", "choices": ""}.get(kind, "form-input")
    shown = bound if kind == "choices" else bound.as_widget(attrs=attributes | {"class": shape})
    return {"field": bound, "kind": kind, "shown": shown, "also": also, "is_needed": _is_needed(bound)}


def _is_needed(bound: BoundField) -> bool:
    """Whether the form is refused without it. Where one of the choices always is chosen, nothing is to be filled in."""
    choices = getattr(bound.field, "choices", None)
    return bound.field.required and (choices is None or any(value in ("", None) for value, _name in choices))


@register.inclusion_tag("ui/amount.html")
def amount(bound: BoundField) -> dict[str, object]:
    """A field in a cell of a table, which names it: without a label that is seen, with its errors."""
    attributes: dict[str, str | bool] = {"class": "form-input"}
    if bound.errors:
        attributes |= {"aria-invalid": "true", "aria-describedby": f"{bound.id_for_label}-error"}
    return {"field": bound, "shown": bound.as_widget(attrs=attributes)}


def _kind(widget: object) -> str:
    if isinstance(widget, CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "checkbox"
    if isinstance(widget, Select):
        return "select"
    return "text-area" if isinstance(widget, Textarea) else "text"


@register.simple_tag(takes_context=True)
def here_with(context: RequestContext, **told: object) -> str:
    """This page's address with some of its query changed; an empty value takes one away."""
    query = context["request"].GET.copy()
    for name, value in told.items():
        query.pop(name, None)
        if value not in ("", None):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else context["request"].path
