# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "udmoent.catalogue"
