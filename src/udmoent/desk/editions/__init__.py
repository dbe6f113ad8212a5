# SPDX-License-Identifier: MPL-2.0
"""The plan's versions: which there are, sealing a new one, reading one, and what changed between two."""
