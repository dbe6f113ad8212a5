# SPDX-License-Identifier: MPL-2.0
"""How the effect of what is done is seen: indicators with a baseline and targets, and what is measured of them."""
