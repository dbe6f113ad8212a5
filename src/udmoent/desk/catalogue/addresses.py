# SPDX-License-Identifier: MPL-2.0
"""The addresses of the råderum catalogues' pages. A round goes by its budget year, a proposal by its number."""

from django.urls import URLPattern, path

from udmoent.desk.catalogue.adopting import adopt_proposal
from udmoent.desk.catalogue.composer import compose, delete_the_package
from udmoent.desk.catalogue.files import get_catalogue
from udmoent.desk.catalogue.hearing import hearing, publish_answer, record_answer, withhold_answer
from udmoent.desk.catalogue.keeping import begin_catalogue, close_catalogue, edit_catalogue, reopen_catalogue, targets
from udmoent.desk.catalogue.listing import catalogues
from udmoent.desk.catalogue.moving import move_proposal
from udmoent.desk.catalogue.packages import packages
from udmoent.desk.catalogue.page import catalogue
from udmoent.desk.catalogue.proposal import proposal
from udmoent.desk.catalogue.writing import edit_proposal, propose

ALL = "raaderum/"
ROUND = ALL + "<int:year>/"
ONE = ROUND + "forslag/<slug:number>/"
HEARING = ROUND + "hoering/"

addresses: list[URLPattern] = [
    path(ALL, catalogues, name="catalogues"),
    path(ALL + "ny/", begin_catalogue, name="begin_catalogue"),
    path(ROUND, catalogue, name="catalogue"),
    path(ROUND + "ret/", edit_catalogue, name="edit_catalogue"),
    path(ROUND + "maaltal/", targets, name="catalogue_targets"),
    path(ROUND + "luk/", close_catalogue, name="close_catalogue"),
    path(ROUND + "genaabn/", reopen_catalogue, name="reopen_catalogue"),
    path(ROUND + "nyt-forslag/", propose, name="propose"),
    path(ONE, proposal, name="proposal"),
    path(ONE + "ret/", edit_proposal, name="edit_proposal"),
    path(ONE + "stadie/<slug:stage>/", move_proposal, name="move_proposal"),
    path(ONE + "punkt/", adopt_proposal, name="adopt_proposal"),
    path(HEARING, hearing, name="hearing"),
    path(HEARING + "svar/", record_answer, name="record_answer"),
    path(HEARING + "svar/<int:answer_id>/", publish_answer, name="publish_answer"),
    path(HEARING + "svar/<int:answer_id>/tilbage/", withhold_answer, name="withhold_answer"),
    path("hent/" + ROUND + "<slug:ending>/", get_catalogue, name="get_catalogue"),
    path(ROUND + "saml/", compose, name="compose"),
    path(ROUND + "pakker/", packages, name="packages"),
    path(ROUND + "pakker/<int:package_id>/slet/", delete_the_package, name="delete_package"),
]
