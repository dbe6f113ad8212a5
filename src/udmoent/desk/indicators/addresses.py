# SPDX-License-Identifier: MPL-2.0
"""The addresses of the pages of indicators."""

from django.urls import URLPattern, path

from udmoent.desk.indicators import importing, keeping, listing, measuring, page

HERE = "plan/<int:plan_id>/indikatorer/"
ONE = HERE + "<int:indicator_id>/"

addresses: list[URLPattern] = [
    path(HERE, listing.indicators_page, name="indicators"),
    path(HERE + "ny/", keeping.add_indicator, name="add_indicator"),
    path(HERE + "importer/", importing.import_measurements, name="import_measurements"),
    path(HERE + "importer/hent-ind/", importing.bring_in, name="bring_measurements"),
    path(ONE, page.indicator_page, name="indicator"),
    path(ONE + "ret/", keeping.edit_indicator, name="edit_indicator"),
    path(ONE + "maal/", measuring.measure_indicator, name="measure"),
    path(ONE + "maaling/<int:measurement_id>/", measuring.correct_measurement, name="correct_measurement"),
    path("hent/plan/<int:plan_id>/indikatorer/<slug:ending>/", listing.get_indicators, name="get_indicators"),
]
