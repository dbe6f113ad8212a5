# SPDX-License-Identifier: MPL-2.0
"""Mending Danish text that lost its æ, ø and å on the way through a scanner."""
