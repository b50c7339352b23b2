"""The disclosed data that go with an answer as copies: appended to the letter or enclosed, parts of them redacted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caseman.domain.decisions import Outcome
from caseman.domain.letters import DATA_LETTERS, letter_for
from caseman.domain.requests import RequestType
from caseman.errors import RuleError
from caseman.text import T, Text

MOST_FILES: Final = 20
MOST_PAGES: Final = 200
MOST_BYTES: Final = 100 * 1024**2  # of the files as they are kept
MOST_PRINTED: Final = 60 * 1024**2  # bytes of their pages as they are printed
MOST_REDACTIONS: Final = 500  # of one attachment
LONG_SIDE_MM: Final = 297.0  # a page is measured as if its longer side were that of A4


class Placing(StrEnum):
    """How an attachment leaves: behind the letter's own pages, or as sheets of its own that the letter lists."""

    APPENDED = "appended"
    ENCLOSED = "enclosed"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Placing.APPENDED: T("appended to the letter"),
    Placing.ENCLOSED: T("enclosed as sheets of its own"),
}


def answers_with_data(request_type: RequestType) -> bool:
    """Whether the letter that grants such a request tells data, so that copies of them may go with it."""
    return letter_for(request_type, Outcome.GRANT) in DATA_LETTERS


@dataclass(frozen=True)
class Weight:
    """What the attachments of one request amount to; bytes as kept, and as their pages are printed."""

    files: int
    pages: int
    kept: int
    printed: int


def require_bearable(whole: Weight) -> None:
    """Refuse more attachments than one letter should carry. Raises `RuleError` (field `file`) with what to do."""
    megabyte = 1024**2
    if whole.files > MOST_FILES:
        text = T("A letter takes at most {limit} attachments. Join some of the files into one.", limit=MOST_FILES)
    elif whole.pages > MOST_PAGES:
        text = T(
            "The attachments would have {pages} pages together; a letter takes at most {limit}. Disclose the rest on "
            "another carrier.",
            pages=whole.pages,
            limit=MOST_PAGES,
        )
    elif whole.kept > MOST_BYTES or whole.printed > MOST_PRINTED:
        limit = (MOST_BYTES if whole.kept > MOST_BYTES else MOST_PRINTED) // megabyte
        text = T(
            "The attachments would have more than {limit} MB together. Scan them in grey at 200 dpi, or leave one out.",
            limit=limit,
        )
    else:
        return
    raise RuleError("too-many-attachments", text, field="file")
