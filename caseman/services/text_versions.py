"""Which text of a letter is in force: the office's own, where it has one."""

from __future__ import annotations

from sqlmodel import Session, col, select

from caseman.domain.letters import LetterKind
from caseman.storage.text_tables import LetterTextRow
from caseman.text import Language


def last_version(session: Session, kind: LetterKind, language: Language) -> LetterTextRow | None:
    """The version that holds; None while the office never had a text of its own for this letter."""
    return session.exec(
        select(LetterTextRow)
        .where(LetterTextRow.kind == kind, LetterTextRow.language == language)
        .order_by(col(LetterTextRow.version).desc())
    ).first()


def own_text(session: Session, kind: LetterKind, language: Language) -> str:
    """The file of the office's own text in force; empty where the shipped one holds."""
    row = last_version(session, kind, language)
    return "" if row is None else row.toml
