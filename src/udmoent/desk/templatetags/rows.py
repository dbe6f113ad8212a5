# SPDX-License-Identifier: MPL-2.0
"""What stands over the list for whoever may write in its rows."""

from django import template
from django.template.context import RequestContext

from udmoent.intake.block import WRITABLE

register = template.Library()


@register.inclusion_tag("desk/rows/tools.html", takes_context=True)
def row_tools(context: RequestContext) -> dict[str, object]:
    """The tools, and what their script must know."""
    known = {name: context[name] for name in ("plan", "may", "today")}
    return known | {"writable": " ".join(WRITABLE)}
