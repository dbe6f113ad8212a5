# SPDX-License-Identifier: MPL-2.0
"""What a meeting is called besides being a meeting of its body: nothing for an ordinary one. Pure."""

import re
from typing import Final

from udmoent.intake.vocabulary import Vocabulary

_ORDINARY: Final = re.compile(
    r"\b(?:ordinært|ordinær|ordinary|udvalgsmøde|byrådsmøde|mødet?|meeting|of|i|for|af|og|nr\.? ?\d+)\b", re.IGNORECASE
)
_ENDS: Final = re.compile(
    r"^(?:\b(?:i|for|af|og|of|and)\b|[\W_])+|(?:\b(?:i|for|af|og|of|and)\b|[\W_])+$", re.IGNORECASE
)


def title_of(text: str, vocabulary: Vocabulary) -> str:
    """ "Temamøde" of “BUU: Temamøde”; "" of “Møde i Børne- og Ungdomsudvalget”."""
    rest = _ENDS.sub("", vocabulary.without_bodies(text))
    return rest[:200] if _ENDS.sub("", _ORDINARY.sub(" ", rest)) else ""
