# SPDX-License-Identifier: MPL-2.0
"""Next year's plan, step by step: which plan, which items, what it will be, the receipt. And plans beside each other."""
