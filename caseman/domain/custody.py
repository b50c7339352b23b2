"""Custody: where each sheet or bundle is, and how its stay at the office ends."""

from __future__ import annotations

from enum import StrEnum

from caseman.text import T, Text


class PlaceKind(StrEnum):
    """Where paper may lie."""

    TRAY = "tray"
    SAFE = "safe"
    FOLDER = "folder"
    PERSON = "person"  # with a searcher, an adviser, a court

    @property
    def label(self) -> Text:
        return _PLACES[self]


_PLACES = {
    PlaceKind.TRAY: T("Tray"),
    PlaceKind.SAFE: T("Safe"),
    PlaceKind.FOLDER: T("Folder"),
    PlaceKind.PERSON: T("With a person"),
}


class CustodyEnd(StrEnum):
    """How a paper leaves the office's custody."""

    RETURNED = "returned"
    DESTROYED = "destroyed"
    FILED = "filed"  # in the case's own file, kept until its time is over

    @property
    def label(self) -> Text:
        return _ENDS[self]


_ENDS = {
    CustodyEnd.RETURNED: T("Returned"),
    CustodyEnd.DESTROYED: T("Destroyed"),
    CustodyEnd.FILED: T("Filed"),
}
