# SPDX-License-Identifier: MPL-2.0
"""Minutes that are sent in: what they seem to decide is shown, written down on a person's word, and let take effect."""
