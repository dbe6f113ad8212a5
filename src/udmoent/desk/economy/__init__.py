# SPDX-License-Identifier: MPL-2.0
"""The money: postings, appropriations and price levels, capital projects, savings and whether the budget holds."""
