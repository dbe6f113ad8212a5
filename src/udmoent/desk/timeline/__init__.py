# SPDX-License-Identifier: MPL-2.0
"""What of the plan happens when: a picture of its years, and the table that tells the same."""
