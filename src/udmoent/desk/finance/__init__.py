# SPDX-License-Identifier: MPL-2.0
"""Extracts of the finance system: sent, mapped to items by rules, confirmed, and taken back."""
