"""What a part of a page is to those who listen to it."""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    """The standard types that letters and sheets use (ISO 32000-1, 14.8.4)."""

    DOCUMENT = "Document"
    HEADING = "H1"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    ITEM_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
