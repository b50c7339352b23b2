"""Statements are taken in, one file after the other; what became of each is told."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from caseman.domain.matching import Certainty
from caseman.errors import CasemanError
from caseman.services.desk import Change, ChangeKind
from caseman.services.statements import StatementTaken
from ui.i18n import tell
from ui.pages.money.rows import take_file
from ui.session import OfficeSession
from ui.widgets.labels import Notice


class StatementIntake(QObject):
    """`working` says when it begins and ends."""

    working = Signal(bool)

    def __init__(self, session: OfficeSession, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = notice
        self._waiting: deque[Path] = deque()
        self._current: Path | None = None
        self._told: list[str] = []
        self._bad = False

    def take(self, paths: Iterable[Path]) -> None:
        """Take these files in, after those that wait already."""
        self._waiting.extend(paths)
        if self._current is None and self._waiting:
            self._told, self._bad = [], False
            self._notice.hide()
            self.working.emit(True)
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._current = None
            self._session.changed.emit(Change(ChangeKind.CASE))
            self.working.emit(False)
            return
        self._current = self._waiting.popleft()
        self._session.read(take_file, self._current, done=self._taken, failed=self._refused)

    def _taken(self, taken: StatementTaken | None) -> None:
        assert self._current is not None
        name = self._current.name
        if taken is None:
            self._tell(self.tr("“{name}” cannot be read.").format(name=name), bad=True)
        else:
            self._tell(
                self.tr(
                    "“{name}” was taken in ({format}). New deposits: {new}, known already: {known}, certain: {certain}."
                ).format(
                    name=name,
                    format=tell(taken.format.label),
                    new=len(taken.deposits),
                    known=taken.known,
                    certain=sum(line.proposal.certainty is Certainty.CERTAIN for line in taken.deposits),
                ),
                bad=False,
            )
            if taken.looks_known:
                told = self.tr("Told by another file already, it seems; compare: {lines}")
                lines = ", ".join(
                    f"{tell(each.day)} {each.payer} {tell(each.amount)}" for each in taken.looks_known[:5]
                )
                self._tell(told.format(lines=lines + ("…" if taken.looks_known[5:] else "")), bad=True)
        self._next()

    def _refused(self, error: CasemanError) -> None:
        assert self._current is not None
        told = self.tr("“{name}” was not taken in; nothing of it was kept. {reason}")
        self._tell(told.format(name=self._current.name, reason=tell(error.text)), bad=True)
        self._next()

    def _tell(self, sentence: str, *, bad: bool) -> None:
        """What was told of the files before stays in sight."""
        self._told.append(sentence)
        self._bad |= bad
        self._notice.tell("\n".join(self._told), bad=self._bad)
