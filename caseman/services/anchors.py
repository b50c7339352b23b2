"""The heads of the trail that were given out: on letters, in exports, on the monthly sheet."""

from __future__ import annotations

from enum import StrEnum

from caseman.services.work import Work
from caseman.storage.trail_tables import AnchorRow


class AnchorPlace(StrEnum):
    """Where a head stands."""

    LETTER = "letter"
    EXPORT = "export"
    MONTH = "month"


def remember_anchor(work: Work, head: str, place: AnchorPlace, name: str) -> None:
    """Keep a head that is given out, in the transaction that does so. `name`: of the letter, the export, the month.

    `Work.note` returns the head to give out with what its own entry tells.
    """
    work.session.add(AnchorRow(head=head, place=place, name=name, at=work.now))
