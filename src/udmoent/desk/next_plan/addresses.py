# SPDX-License-Identifier: MPL-2.0
"""The addresses of next year's plan, and of several plans and a topic through them."""

from django.urls import URLPattern, path

from udmoent.desk.next_plan import beside, life, pages, receipt

HERE = "plan/<int:plan_id>/naeste/"
MADE = HERE + "<int:carry_id>/"

addresses: list[URLPattern] = [
    path(HERE, pages.next_plan, name="next_plan"),
    path(HERE + "punkter/", pages.carry_items, name="carry_items"),
    path(MADE, receipt.receipt, name="carry_over"),
    path(MADE + "bekraeft/", receipt.confirm_page, name="confirm_carry_over"),
    path(MADE + "fortryd/", receipt.take_back_page, name="take_back_carry_over"),
    path("plan/<int:plan_id>/side-om-side/", beside.side_by_side_page, name="side_by_side"),
    path("hent/plan/<int:plan_id>/side-om-side/<slug:ending>/", beside.get_side_by_side, name="get_side_by_side"),
    path("plan/<int:plan_id>/punkt/<path:number>/forloeb/", life.life_page, name="item_life"),
]
