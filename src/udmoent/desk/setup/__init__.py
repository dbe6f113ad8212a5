# SPDX-License-Identifier: MPL-2.0
"""Setting the town up: its bodies and units, its people and what they may do, its words, and its file."""
