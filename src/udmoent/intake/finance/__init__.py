# SPDX-License-Identifier: MPL-2.0
"""An extract of the finance system on its way in: read, mapped to items by rules, held against what is posted, posted."""
