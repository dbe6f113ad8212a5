# SPDX-License-Identifier: MPL-2.0
"""The town's own Word template: read and refused, its fields filled, and a document written in it."""
