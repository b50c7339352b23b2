"""Lists as a member keeps them: how the table looks, and what is asked for again, by a name of the member's own.

They are kept in the file, because a search may hold the name of a person; with that person's case it goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, col, func, select

from caseman.domain.names import match_key
from caseman.domain.permissions import Permission
from caseman.errors import InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.forms import Input, NeededLine
from caseman.services.work import Work
from caseman.storage.columns import row_id
from caseman.storage.list_tables import KeptListRow
from caseman.storage.office_tables import StaffRow
from caseman.text import T

LOOK: Final = ""  # the name under which the look of a list is kept
_MOST: Final = 50
_LONGEST_NAME: Final = 60
_LONGEST_CONTENT: Final = 4000


class ListName(Input):
    """What a member calls a list."""

    name: NeededLine


@dataclass(frozen=True)
class KeptList:
    """A list as it was kept; `content` is the page's own."""

    name: str
    content: Mapping[str, Any]


def kept_lists(desk: Desk, place: str) -> tuple[KeptList, ...]:
    """What the member kept of the lists of a page: its look first, then the others by name."""
    desk.require(Permission.OWN)
    with desk.reading() as session:
        rows = session.exec(
            select(KeptListRow)
            .join(StaffRow, col(StaffRow.id) == KeptListRow.staff_id)
            .where(StaffRow.name == desk.staff_name, KeptListRow.place == place)
        ).all()
        lists = [KeptList(row.name, json.loads(row.content)) for row in rows]
    return tuple(sorted(lists, key=lambda kept: (match_key(kept.name), kept.name)))


def keep_look(desk: Desk, place: str, content: Mapping[str, Any]) -> Change:
    """Keep how a list looks to the member."""
    with desk.work(Permission.OWN) as work:
        _keep(work, place, LOOK, content)
    return Change(ChangeKind.DRAFT)


def keep_list(desk: Desk, place: str, typed: ListName, content: Mapping[str, Any], *, again: bool = False) -> Change:
    """Keep a list under a name; one of the same name gives way only where that is wanted (`again`).

    Raises `InputError` (field `name`) for a name that is too long or taken, `RuleError` where there are too many.
    """
    name = _checked(typed)
    with desk.work(Permission.OWN) as work:
        taken = _row(work, place, name) is not None
        if taken and not again:
            raise _taken(name)
        of_member = (KeptListRow.staff_id == work.staff_id, KeptListRow.place == place, KeptListRow.name != LOOK)
        count = work.session.exec(select(func.count()).select_from(KeptListRow).where(*of_member)).one()
        if not taken and count >= _MOST:
            text = T(
                "You keep {count} lists already. Remove one that you need no more, then keep this one.", count=count
            )
            raise RuleError("too-many-lists", text, field="name")
        _keep(work, place, name, content)
    return Change(ChangeKind.DRAFT)


def rename_list(desk: Desk, place: str, name: str, typed: ListName) -> Change:
    """Give a kept list another name. Raises `InputError` where it is too long or taken, or the list is gone."""
    new = _checked(typed)
    with desk.work(Permission.OWN) as work:
        row = _found(work, place, name)
        if new != name and _row(work, place, new) is not None:
            raise _taken(new)
        row.name = new
        work.session.add(row)
    return Change(ChangeKind.DRAFT)


def remove_list(desk: Desk, place: str, name: str) -> Change:
    """Keep a list no longer. Raises `InputError` where it is gone already."""
    with desk.work(Permission.OWN) as work:
        work.session.delete(_found(work, place, name))
    return Change(ChangeKind.DRAFT)


def drop_lists(session: Session, texts: Iterable[str]) -> int:
    """Take out the lists of all members that are asked for, or called, by one of these texts; returns how many."""
    wanted = [key for text in texts if len(key := _letters(text)) > 1]
    rows = session.exec(select(KeptListRow).where(KeptListRow.name != LOOK).order_by(col(KeptListRow.id))).all()
    asked = {row_id(row): _letters(f"{row.name}\n{json.loads(row.content).get('search', '')}") for row in rows}
    found = [row for row in rows if any(key in asked[row_id(row)] for key in wanted)]
    for row in found:
        session.delete(row)
    session.flush()
    return len(found)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, match_key(text)))


def _checked(typed: ListName) -> str:
    if len(typed.name) > _LONGEST_NAME:
        text = T("The name is too long. Write at most {count} characters.", count=_LONGEST_NAME)
        raise InputError("too-long", text, field="name")
    return typed.name


def _taken(name: str) -> InputError:
    return InputError(
        "list-known", T("You keep a list “{name}” already. Choose another name.", name=name), field="name"
    )


def _row(work: Work, place: str, name: str) -> KeptListRow | None:
    return work.session.exec(
        select(KeptListRow).where(
            KeptListRow.staff_id == work.staff_id, KeptListRow.place == place, KeptListRow.name == name
        )
    ).one_or_none()


def _found(work: Work, place: str, name: str) -> KeptListRow:
    row = _row(work, place, name) if name != LOOK else None
    if row is None:
        raise InputError("no-such-list", T("You keep no list “{name}”.", name=name), field="name")
    return row


def _keep(work: Work, place: str, name: str, content: Mapping[str, Any]) -> None:
    written = json.dumps(content)
    assert len(written) <= _LONGEST_CONTENT, "a page keeps a few words and widths"
    row = _row(work, place, name) or KeptListRow(
        staff_id=work.staff_id, place=place, name=name, content="", kept_at=work.now
    )
    row.content, row.kept_at = written, work.now
    work.session.add(row)
