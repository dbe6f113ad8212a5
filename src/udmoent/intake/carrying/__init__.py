# SPDX-License-Identifier: MPL-2.0
"""Next year's plan: what goes on in it of the plan before, shown first, done as one act and taken back as one."""
