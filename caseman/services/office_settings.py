"""Settings of the office that are kept in its file, by key."""

from __future__ import annotations

from sqlmodel import Session

from caseman.storage.tables import SettingRow


def get_setting(session: Session, key: str) -> str:
    """What is kept under a key; "" where nothing is."""
    row = session.get(SettingRow, key)
    return "" if row is None else row.value


def put_setting(session: Session, key: str, value: str) -> None:
    """Keep a value under a key."""
    row = session.get(SettingRow, key) or SettingRow(key=key, value="")
    row.value = value
    session.add(row)
