# SPDX-License-Identifier: MPL-2.0
"""Agenda cases: the list, a case's text with where it comes from, its attachments, its way through the bodies, its files."""
