"""Settings of the office that are kept in its file, by key."""

from __future__ import annotations

from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, select

from caseman.storage.office_tables import SettingRow
from caseman.storage.reading import rows

_KEPT: Final = select(SettingRow).where(SettingRow.key == bindparam("key"))


def get_setting(session: Session, key: str) -> str:
    """What is kept under a key; "" where nothing is."""
    return next((row.value for row in rows(session, _KEPT, key=key)), "")


def put_setting(session: Session, key: str, value: str) -> None:
    """Keep a value under a key."""
    row = session.get(SettingRow, key) or SettingRow(key=key, value="")
    row.value = value
    session.add(row)
