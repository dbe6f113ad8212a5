# SPDX-License-Identifier: MPL-2.0
"""The addresses of what comes from the finance system."""

from django.urls import URLPattern, path

from udmoent.desk.finance import checking, mapping, receipts, sending

HERE = "plan/<int:plan_id>/oekonomi/oekonomisystem/"

addresses: list[URLPattern] = [
    path(HERE, sending.finance, name="finance"),
    path(HERE + "kontrol/<int:reading_id>/", checking.check_extract, name="check_extract"),
    path(HERE + "kvittering/<int:import_id>/", receipts.finance_receipt, name="finance_receipt"),
    path(HERE + "kvittering/<int:import_id>/tilbage/", receipts.undo_finance, name="undo_finance"),
    path(HERE + "regler/", mapping.account_rules, name="account_rules"),
    path(HERE + "regler/<int:rule_id>/slet/", mapping.drop_account_rule, name="drop_account_rule"),
]
