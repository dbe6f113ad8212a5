# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "udmoent.editions"
