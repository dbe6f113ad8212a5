# SPDX-License-Identifier: MPL-2.0
"""The bodies: each one's excerpt of the plan, what changed for it, its work plan and its meetings."""
