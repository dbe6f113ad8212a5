# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "udmoent.desk"

    def ready(self) -> None:
        from udmoent.desk.account import checks  # noqa: F401 - registers them
