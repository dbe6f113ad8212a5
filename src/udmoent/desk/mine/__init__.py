# SPDX-License-Identifier: MPL-2.0
"""Mine punkter: what the visitor owes on one page, answered item by item, many at once, or by a file."""
