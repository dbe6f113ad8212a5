# SPDX-License-Identifier: MPL-2.0
"""What the claims share: databases to try them on, processes that keep one, and a table to tell them in."""
