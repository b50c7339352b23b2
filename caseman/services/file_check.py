"""The frozen read model of a check of the whole file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What verifying the file found.

    `changed_tables`: whose rows are not as the program left them; `anchor_found`: whether the chain went through the
    printed anchor that was given (None: none was), `anchor_beyond`: whether it does not even reach that entry.
    `anchors_known`: how many heads the file remembers to have given out, `anchors_lost`: those it never had.
    """

    entries: int
    head: str
    broken_at: int | None
    page_faults: tuple[str, ...]
    scans_checked: int
    scans_damaged: tuple[str, ...]
    letters_checked: int
    letters_damaged: tuple[str, ...]
    changed_tables: tuple[str, ...] = ()
    anchor_found: bool | None = None
    anchor_beyond: bool = False
    anchors_known: int = 0
    anchors_lost: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        damaged = self.page_faults or self.scans_damaged or self.letters_damaged or self.changed_tables
        anchored = self.anchor_found is not False and not self.anchors_lost
        return self.broken_at is None and not damaged and anchored
