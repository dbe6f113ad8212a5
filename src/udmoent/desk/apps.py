# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "udmoent.desk"
