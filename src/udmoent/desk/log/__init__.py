# SPDX-License-Identifier: MPL-2.0
"""The audit log as people read it: what was done, to what, by whom, when."""
