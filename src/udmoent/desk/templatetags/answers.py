# SPDX-License-Identifier: MPL-2.0
"""An answer's words, as pages and documents share them."""

from django import template

from udmoent.documents.given import given_by, told_since

register = template.Library()
register.filter(given_by)
register.filter(told_since)
