# SPDX-License-Identifier: MPL-2.0
"""Bringing a plan in: a file is sent, what it would do is shown, then it is done; and can be taken back."""
