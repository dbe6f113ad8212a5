# SPDX-License-Identifier: MPL-2.0
"""Tests of the house itself: what stands on what, and what no room may do."""
