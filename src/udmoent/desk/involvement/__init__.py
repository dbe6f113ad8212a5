# SPDX-License-Identifier: MPL-2.0
"""Whom the items are taken to besides the political bodies: for the whole plan, for a party, and at an item."""
