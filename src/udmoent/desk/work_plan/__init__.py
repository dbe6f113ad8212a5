# SPDX-License-Identifier: MPL-2.0
"""A body's work plan for a year: read, moved in, and handed out."""
