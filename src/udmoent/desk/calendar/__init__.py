# SPDX-License-Identifier: MPL-2.0
"""The bodies' meetings of a year: seen together, brought in from a file or by a rule, and taken back."""
