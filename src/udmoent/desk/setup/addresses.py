# SPDX-License-Identifier: MPL-2.0
"""The set-up's addresses."""

from django.urls import URLPattern, path

from udmoent.desk.setup import bodies, coming, file, handover, index, people, plan, roles, units, words

addresses: list[URLPattern] = [
    path("opsaetning/", index.index, name="setup"),
    path("opsaetning/organer/", bodies.bodies, name="setup_bodies"),
    path("opsaetning/organer/nyt/", bodies.new_body, name="setup_body_new"),
    path("opsaetning/organer/<int:body_id>/", bodies.edit_body, name="setup_body"),
    path("opsaetning/organer/<int:body_id>/omdoeb/", bodies.rename, name="setup_body_rename"),
    path("opsaetning/enheder/", units.units, name="setup_units"),
    path("opsaetning/enheder/ny/", units.new_unit, name="setup_unit_new"),
    path("opsaetning/enheder/<int:unit_id>/", units.edit_unit, name="setup_unit"),
    path("opsaetning/enheder/<int:unit_id>/omdoeb/", units.rename, name="setup_unit_rename"),
    path("opsaetning/personer/", people.people, name="setup_people"),
    path("opsaetning/personer/ny/", coming.come, name="setup_come"),
    path("opsaetning/personer/liste/", coming.come_by_list, name="setup_come_by_list"),
    path("opsaetning/personer/<int:person_id>/", people.person_page, name="setup_person"),
    path("opsaetning/personer/<int:person_id>/slet/", people.erase, name="setup_erase"),
    path("opsaetning/stillinger/<int:position_id>/", people.post_page, name="setup_post"),
    path("opsaetning/stillinger/<int:position_id>/omdoeb/", people.rename_post, name="setup_post_rename"),
    path("opsaetning/stillinger/tid/<int:holding_id>/", people.end_time, name="setup_end_time"),
    path("opsaetning/overdragelse/", handover.handover, name="setup_handover"),
    path("opsaetning/roller/", roles.roles, name="setup_roles"),
    path("opsaetning/roller/giv/", roles.give, name="setup_give_role"),
    path("opsaetning/roller/<int:role_id>/", roles.end, name="setup_end_role"),
    path("opsaetning/rettigheder/", roles.rights, name="setup_rights"),
    path("opsaetning/plan/<int:plan_id>/", plan.plan_page, name="setup_plan"),
    path("opsaetning/plan/<int:plan_id>/hovedpunkter/", plan.headings, name="setup_headings"),
    path("opsaetning/plan/<int:plan_id>/hovedpunkter/<int:heading_id>/", plan.rename, name="setup_heading"),
    path("opsaetning/ord/<slug:slug>/", words.section, name="setup_section"),
    path("opsaetning/tabeller/", words.layouts, name="setup_layouts"),
    path("opsaetning/fil/", file.file, name="setup_file"),
    path("opsaetning/fil/tag/", file.take, name="setup_take_file"),
    path("opsaetning/fil/<int:version_id>/", file.version, name="setup_version"),
    path("hent/opsaetning/<int:version_id>/", file.get_file, name="get_town_file"),
]
