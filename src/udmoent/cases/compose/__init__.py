# SPDX-License-Identifier: MPL-2.0
"""Composing a case from the plan: what it stands on, what its sentences are filled with, and in which order they are said."""
