"""How a name is addressed in Japanese: a person with 様, an organisation with 御中.

A name in several lines, or with a person's name behind the organisation's, is that of the person (様), as is customary:
御中 is for an organisation alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BARE: Final = ("株式会社", "有限会社", "合同会社", "(株)", "(有)", "(同)")  # written apart, they are of the name
_FORMS: Final = re.compile(
    r"^(株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|\S*法人|\(株\)|\(有\)|\(同\))"
    r"|(会社|協会|協議会|組合|事務所|センター|委員会|銀行|大学|病院|\(株\)|\(有\)|\(同\))$"
)
_ENGLISH: Final = re.compile(r"\b(inc|ltd|llc|llp|plc|gmbh|corp|corporation|limited)\.?$", re.IGNORECASE)


def is_organisation(name: str) -> bool:
    """Whether a name is that of an organisation alone, told by its legal form or by what it ends with."""
    lines = [line.strip() for line in unicodedata.normalize("NFKC", name).splitlines() if line.strip()]
    if len(lines) != 1:
        return False
    words = lines[0].split()
    if len(words) == 2 and words[0] in _BARE:
        return True
    return bool(_FORMS.search(words[-1]) or _ENGLISH.search(lines[0]))
