# SPDX-License-Identifier: MPL-2.0
"""The directorate's monthly look at the cross-cutting items."""
