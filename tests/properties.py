# SPDX-License-Identifier: MPL-2.0
"""How many examples a property is tried on: all of them in `make test`, a fifth in `make check`, which takes the profile
`check`.
"""

from hypothesis import settings

WHOLE, CHECK = 100, 20

settings.register_profile("whole", max_examples=WHOLE, deadline=None)
settings.register_profile("check", max_examples=CHECK, deadline=None)
settings.load_profile("whole")


def examples(most: int) -> int:
    """Asked for where a test lays down a number of its own."""
    return max(1, most * settings.default.max_examples // WHOLE)
