"""Which scans are copies of identity documents: they go before the rest (`caseman.domain.retention`)."""

from __future__ import annotations

from collections.abc import Sequence

from caseman.domain.permissions import Permission
from caseman.errors import InputError
from caseman.services.case_rows import refuse_disposed
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.post_views import cases_of_scan
from caseman.services.scan_store import find_scan
from caseman.services.scan_tray import note_each
from caseman.services.standing import keep_retention
from caseman.text import T


def mark_identity_copies(desk: Desk, scans: Sequence[int], *, identity: bool = True) -> Change:
    """Say of scans that they are copies of identity documents, or that they are not.

    What had to be masked is one by itself. A scan that shows other papers too is kept as long as those: leave it
    unmarked, or scan the document on its own.
    """
    if not scans:
        raise InputError("no-scan", T("Choose the scans first."), field="scans")
    numbers: list[str] = []
    with desk.work(Permission.LOG_POST) as work:
        for scan_id in dict.fromkeys(scans):
            row = find_scan(work.session, scan_id)
            cases = cases_of_scan(work.session, row)
            for case in cases:
                refuse_disposed(case)
            if row.identity == identity:
                continue
            row.identity = identity
            work.session.add(row)
            note_each(work, cases, "identity_copies_marked", scans=1, on=identity)
            for case in cases:
                keep_retention(work, case)
            numbers += [case.number for case in cases]
    return Change(ChangeKind.ENVELOPE, tuple(dict.fromkeys(numbers)))
