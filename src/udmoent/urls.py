# SPDX-License-Identifier: MPL-2.0
"""Every page's address. Which one needs what is told at its view."""

from django.urls import URLPattern, URLResolver, path

from udmoent.desk import agreement, downloads, language, plans, where
from udmoent.desk.account import addresses as account
from udmoent.desk.bodies import addresses as bodies
from udmoent.desk.calendar import addresses as calendar
from udmoent.desk.cases import addresses as cases
from udmoent.desk.catalogue import addresses as catalogue
from udmoent.desk.communication import addresses as communication
from udmoent.desk.context import addresses as context
from udmoent.desk.directorate import addresses as directorate
from udmoent.desk.economy import addresses as economy
from udmoent.desk.editions import comparison, listing, reading, sealing
from udmoent.desk.finance import addresses as finance
from udmoent.desk.home.page import home
from udmoent.desk.imports import checking
from udmoent.desk.imports import pages as import_pages
from udmoent.desk.indicators import addresses as indicators
from udmoent.desk.involvement import addresses as involvement
from udmoent.desk.item import (
    adding,
    amounts_form,
    attaching,
    deciding,
    editing,
    ending,
    noting,
    page,
    splitting,
    treating,
)
from udmoent.desk.letters import feed, links
from udmoent.desk.log import pages as log_pages
from udmoent.desk.mine import addresses as own
from udmoent.desk.minutes import addresses as minutes
from udmoent.desk.next_plan import addresses as next_plan
from udmoent.desk.plan_list import handed_out, saved
from udmoent.desk.rounds import addresses as rounds
from udmoent.desk.rows import cell, pasting, row, together, written
from udmoent.desk.setup import addresses as setup
from udmoent.desk.timeline.page import timeline_page
from udmoent.desk.timeline.trends import trends_page
from udmoent.desk.work_plan import addresses as work_plan

handler400 = "udmoent.desk.errors.bad_request"
handler403 = "udmoent.desk.errors.not_allowed"
handler404 = "udmoent.desk.errors.not_found"
handler429 = "udmoent.desk.errors.too_many"
handler500 = "udmoent.desk.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    *account.addresses,
    *calendar.addresses,
    *work_plan.addresses,
    *bodies.addresses,
    *cases.addresses,
    path("mail/<str:token>/", links.follow_link, name="letter_link"),
    path("kalender/<str:secret>.ics", feed.feed, name="feed"),
    path("konto/kalender/", feed.feed_key, name="feed_key"),
    path("sprog/", language.choose_language, name="language"),
    path("pr/", where.choose_day, name="choose_day"),
    path("importer/", import_pages.import_new, name="import_new"),
    path("importer/kontrol/<int:reading_id>/", checking.check_new, name="check_new"),
    path("plan/<int:plan_id>/", plans.plan_list, name="plan"),
    path("plan/<int:plan_id>/visninger/", saved.views, name="views"),
    path("plan/<int:plan_id>/visninger/<int:view_id>/omdoeb/", saved.rename_view, name="rename_view"),
    path("plan/<int:plan_id>/visninger/<int:view_id>/del/", saved.share_view, name="share_view"),
    path("plan/<int:plan_id>/visninger/<int:view_id>/slet/", saved.delete_view, name="delete_view"),
    path("plan/<int:plan_id>/nyt-punkt/", adding.add_item, name="add_item"),
    path("plan/<int:plan_id>/indsaet/", pasting.paste, name="paste"),
    path("plan/<int:plan_id>/ret-flere/", together.together, name="together"),
    path("plan/<int:plan_id>/gemt/", written.written_rows, name="written"),
    path("plan/<int:plan_id>/raekke/<path:number>/celle/<slug:field>/", cell.cell, name="cell"),
    path("plan/<int:plan_id>/raekke/<path:number>/", row.row, name="row"),
    *own.addresses,
    *context.addresses,
    *indicators.addresses,
    *catalogue.addresses,
    *involvement.addresses,
    *communication.addresses,
    *economy.addresses,
    *finance.addresses,
    *next_plan.addresses,
    path("plan/<int:plan_id>/punkt/<path:number>/ret/", editing.edit_item, name="edit_item"),
    path("plan/<int:plan_id>/punkt/<path:number>/afslut/", ending.close_item, name="close_item"),
    path("plan/<int:plan_id>/punkt/<path:number>/genaabn/", ending.reopen_item, name="reopen_item"),
    path("plan/<int:plan_id>/punkt/<path:number>/udgaa/", deciding.withdraw_item, name="withdraw_item"),
    path("plan/<int:plan_id>/punkt/<path:number>/efterretning/", deciding.note_closing, name="note_closing"),
    path("plan/<int:plan_id>/punkt/<path:number>/flet/", ending.merge_item, name="merge_item"),
    path("plan/<int:plan_id>/punkt/<path:number>/del/", splitting.split_item, name="split_item"),
    path("plan/<int:plan_id>/punkt/<path:number>/beloeb/", amounts_form.amounts_of_item, name="amounts_of_item"),
    path("plan/<int:plan_id>/punkt/<path:number>/notat/", noting.note, name="note"),
    path("plan/<int:plan_id>/punkt/<path:number>/behandling/", treating.add_treatment, name="add_treatment"),
    path(
        "plan/<int:plan_id>/punkt/<path:number>/behandling/<int:place>/",
        treating.edit_treatment,
        name="edit_treatment",
    ),
    path("plan/<int:plan_id>/punkt/<path:number>/bilag/", attaching.attach_to_item, name="attach"),
    path(
        "plan/<int:plan_id>/punkt/<path:number>/bilag/<int:attachment_id>/",
        attaching.change_attachment,
        name="change_attachment",
    ),
    path("plan/<int:plan_id>/punkt/<path:number>/", page.item_page, name="item"),
    *directorate.addresses,
    *rounds.addresses,
    *minutes.addresses,
    path("plan/<int:plan_id>/tidslinje/", timeline_page, name="timeline"),
    path("plan/<int:plan_id>/over-tid/", trends_page, name="trends"),
    path("plan/<int:plan_id>/versioner/", listing.editions, name="editions"),
    path("plan/<int:plan_id>/versioner/forsegl/", sealing.seal_edition, name="seal"),
    path("plan/<int:plan_id>/versioner/<int:edition_id>/", reading.edition, name="edition"),
    path(
        "plan/<int:plan_id>/versioner/<int:edition_id>/punkt/<path:number>/", reading.edition_item, name="edition_item"
    ),
    path("plan/<int:plan_id>/sammenlign/", comparison.comparison, name="comparison"),
    path("plan/<int:plan_id>/aftalen/", agreement.agreement, name="agreement"),
    path("plan/<int:plan_id>/aftalen/indsaet/", agreement.lay_down_agreement, name="lay_down_agreement"),
    path("plan/<int:plan_id>/aftalen/tag-tilbage/", agreement.take_back_agreement, name="take_back_agreement"),
    path("plan/<int:plan_id>/aftalen/om/", agreement.about_agreement, name="about_agreement"),
    path("plan/<int:plan_id>/aftalen/afsnit/<int:number>/", agreement.paragraph, name="paragraph"),
    path("plan/<int:plan_id>/aftalen/loesn/<path:number>/", agreement.unlink_item, name="unlink_item"),
    path("hent/plan/<int:plan_id>/aftalen/", agreement.get_agreement, name="get_agreement"),
    path("plan/<int:plan_id>/importer/", import_pages.import_into, name="import"),
    path("plan/<int:plan_id>/importer/kontrol/<int:reading_id>/", checking.check_into, name="check"),
    path("plan/<int:plan_id>/importer/<int:import_id>/", import_pages.receipt, name="receipt"),
    path("plan/<int:plan_id>/importer/<int:import_id>/fortryd/", import_pages.undo, name="undo_import"),
    path("hent/plan/<int:plan_id>/listen/<slug:ending>/", handed_out.get_list, name="get_list"),
    path("hent/plan/<int:plan_id>/<slug:ending>/", downloads.get_plan, name="get_plan"),
    path(
        "hent/plan/<int:plan_id>/bilag/<path:number>/<int:attachment_id>/",
        attaching.get_attachment,
        name="get_attachment",
    ),
    path("hent/plan/<int:plan_id>/version/<int:edition_id>/<slug:ending>/", downloads.get_edition, name="get_edition"),
    path("hent/plan/<int:plan_id>/sammenligning/<slug:ending>/", downloads.get_comparison, name="get_comparison"),
    path("hent/plan/<int:plan_id>/import/<int:import_id>/", downloads.get_imported, name="get_imported"),
    *setup.addresses,
    path("log/", log_pages.log, name="log"),
    path("hent/log/<slug:ending>/", log_pages.get_log, name="get_log"),
]
