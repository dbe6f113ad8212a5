# SPDX-License-Identifier: MPL-2.0
"""The addresses of the committees' pages."""

from django.urls import URLPattern, path

from udmoent.desk.bodies.keeping import add_meeting, edit_meeting, remove_meeting
from udmoent.desk.bodies.pages import bodies, body_page

ALL = "plan/<int:plan_id>/udvalg/"
ONE = ALL + "<path:abbreviation>/"

addresses: list[URLPattern] = [
    path(ALL, bodies, name="bodies"),
    path(ONE + "moeder/", add_meeting, name="add_meeting"),
    path(ONE + "moeder/<int:meeting_id>/", edit_meeting, name="edit_meeting"),
    path(ONE + "moeder/<int:meeting_id>/fjern/", remove_meeting, name="remove_meeting"),
    path(ONE, body_page, name="body"),
]
