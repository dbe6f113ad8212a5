# SPDX-License-Identifier: MPL-2.0
"""Who is told what of the plan's items and versions: planned, due and done."""
