# SPDX-License-Identifier: MPL-2.0
"""How the plan hangs together: which items serve which strategies, policies, plans, values and UN goals."""
