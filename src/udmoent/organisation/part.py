# SPDX-License-Identifier: MPL-2.0
"""What every table of a town's file is."""

from typing import Annotated

import msgspec

NAME = Annotated[str, msgspec.Meta(min_length=1)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file. A misspelt name in it is an error, not silence."""
