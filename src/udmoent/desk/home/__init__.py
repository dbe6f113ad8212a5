# SPDX-License-Identifier: MPL-2.0
"""The front page: what waits for the visitor, what changed, the plan in counts, and what comes next."""
