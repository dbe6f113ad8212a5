# SPDX-License-Identifier: MPL-2.0
"""Udmønt: runs a municipality's udmøntningsplan."""

__version__ = "0.1.0"
