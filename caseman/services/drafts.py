"""Unfinished input, kept inside the file when the window locks or closes."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Any

from caseman.domain.permissions import Permission
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.storage import driver
from caseman.storage.office_tables import DraftRow

_BYTES = "base64"
_OF_MEMBER = "SELECT d.place, d.content FROM staff s JOIN draft d ON d.place LIKE s.id || ':%' WHERE s.name = ?"


def keep_draft(desk: Desk, place: str, content: dict[str, Any]) -> Change:
    """Keep what the member typed at a place of the window; an empty one is forgotten.

    Drafts are each member's own, and not part of the trail.
    """
    with desk.work(Permission.OWN) as work:
        place = _prefix(work.staff_id) + place
        row = work.session.get(DraftRow, place)
        if not content:
            if row is not None:
                work.session.delete(row)
        else:
            text = json.dumps(content, ensure_ascii=False, default=_pack)
            if row is None:
                row = DraftRow(place=place, content=text, kept_at=work.now)
            row.content, row.kept_at = text, work.now
            work.session.add(row)
    return Change(ChangeKind.DRAFT)


def drafts(desk: Desk) -> dict[str, dict[str, Any]]:
    """The member's drafts, by place."""
    with desk.reading() as session:
        found = driver.fetch(session.connection(), _OF_MEMBER, (desk.staff_name,))
    return {place.partition(":")[2]: json.loads(content, object_hook=_unpack) for place, content in found}


def _prefix(staff_id: int | None) -> str:
    return f"{staff_id}:"


def _pack(value: object) -> dict[str, str]:
    """Scans that were dropped in and not logged yet are bytes."""
    if not isinstance(value, bytes):
        msg = f"a draft cannot hold {type(value).__name__}"
        raise TypeError(msg)
    return {_BYTES: b64encode(value).decode()}


def _unpack(value: dict[str, Any]) -> object:
    return b64decode(value[_BYTES]) if value.keys() == {_BYTES} else value
