# SPDX-License-Identifier: MPL-2.0
"""Indicators: how each stands, telling of them, measuring them, and measurements from a file."""
