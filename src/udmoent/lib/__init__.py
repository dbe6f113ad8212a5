# SPDX-License-Identifier: MPL-2.0
"""Dates, indicative times, money and text as Danish municipalities write them: pure, without models."""
