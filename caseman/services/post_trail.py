"""The post desk's entries of the trail, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from caseman.domain.custody import CustodyEnd
from caseman.domain.documents import Detail
from caseman.domain.envelopes import Brings, Disposition
from caseman.domain.post import EnclosureKind
from caseman.text import T, Text


def _details(codes: list[str]) -> list[Text]:
    return [Detail(code).label for code in codes]


def _moved(details: dict[str, Any]) -> Text:
    papers = [EnclosureKind(code).label for code in details["kinds"]]
    if details["end"]:
        return T("{papers}: {end}. {note}", papers=papers, end=CustodyEnd(details["end"]).label, note=details["note"])
    return T("{papers}: to “{place}”. {note}", papers=papers, place=details["place"], note=details["note"])


POST_TRAIL: Final[dict[str, Callable[[dict[str, Any]], Text]]] = {
    "envelope_filed": lambda d: T("Envelope filed as: {what}.", what=Disposition(d["disposition"]).label),
    "envelope_added": lambda d: T(
        "The envelope that arrived on {day} was added: {what}.",
        day=date.fromisoformat(d["arrived_on"]),
        what=[Brings(code).label for code in d["brings"]],
    ),
    "envelope_taken_back": lambda d: T(
        "An envelope that was filed as “{what}” was taken back: {reason}",
        what=Disposition(d["disposition"]).label,
        reason=d["reason"],
    ),
    "scan_in_tray": lambda d: T("A scan came into the scan tray; pages: {pages}.", pages=d["pages"]),
    "scan_taken_out": lambda d: T(
        "A scan was taken out of the file; pages: {pages}. {reason}", pages=d["pages"], reason=d["reason"]
    ),
    "scan_quarantined": lambda d: T("A scan was put into quarantine: it shows {what}.", what=_details(d["shows"])),
    "scan_opened_to_mask": lambda _: T("A scan was opened to be masked."),
    "scan_masked": lambda d: T("Masked on a scan: {what}.", what=_details(d["kinds"])),
    "place_added": lambda d: T("The place “{name}” was added.", name=d["name"]),
    "place_used_again": lambda d: T("The place “{name}” is used again.", name=d["name"]),
    "place_renamed": lambda d: T("The place “{before}” is now called “{name}”.", before=d["before"], name=d["name"]),
    "place_retired": lambda d: T("The place “{name}” is not used any more.", name=d["name"]),
    "papers_moved": _moved,
    "scanner_planned": lambda d: (
        T("The scanner's folder is watched.") if d["watched"] else T("The scanner's folder is not watched any more.")
    ),
}
