# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "udmoent.indicators"
