# SPDX-License-Identifier: MPL-2.0
"""A calendar on its way in: from a file or a rule to meetings that a person confirms, and back out again."""
