# SPDX-License-Identifier: MPL-2.0
"""The addresses of the pages of the economy."""

from django.urls import URLPattern, path

from udmoent.desk.economy import appropriating, budget, capital, postings, price_levels, savings, target

ITEM = "plan/<int:plan_id>/punkt/<path:number>/"

HERE = "plan/<int:plan_id>/oekonomi/"
FILE = "hent/plan/<int:plan_id>/oekonomi/"

addresses: list[URLPattern] = [
    path(HERE, budget.economy_page, name="economy"),
    path(FILE + "overholdelse/<slug:ending>/", budget.get_budget, name="get_budget"),
    path(HERE + "anlaeg/", capital.capital_page, name="capital"),
    path(FILE + "anlaeg/<slug:ending>/", capital.get_capital, name="get_capital"),
    path(ITEM + "trin/", capital.step_of_item, name="step_of_item"),
    path(HERE + "besparelser/", savings.savings_page, name="savings"),
    path(HERE + "besparelser/maaltal/", target.savings_target, name="savings_target"),
    path(FILE + "besparelser/<slug:ending>/", savings.get_savings, name="get_savings"),
    path(HERE + "prisniveauer/", price_levels.price_levels, name="price_levels"),
    path(ITEM + "posteringer/", postings.postings_page, name="postings"),
    path(ITEM + "posteringer/<int:posting_id>/modposter/", postings.counter_posting, name="counter_posting"),
    path(ITEM + "bevilling/", appropriating.appropriate_to_item, name="appropriate"),
]
